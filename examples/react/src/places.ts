// Where the shop delivers, each country with an address that the sandbox knows.

export interface Address {
  country: Country;
  street: string;
  postalCode: string;
  city: string;
}

export type Country = "DE" | "IT" | "NL";

export const COUNTRIES: Readonly<Record<Country, string>> = { DE: "Germany", IT: "Italy", NL: "Netherlands" };

export const EXAMPLES: Readonly<Record<Country, Address>> = {
  DE: { country: "DE", street: "Alexanderplatz 1", postalCode: "10178", city: "Berlin" },
  IT: { country: "IT", street: "Via Romana 20", postalCode: "50125", city: "Firenze" },
  NL: { country: "NL", street: "Stadhuisplein 10", postalCode: "5611", city: "Eindhoven" },
};

/** The address in one line, as the picker searches it. */
export const line = ({ street, postalCode, city }: Address) => [street, `${postalCode} ${city}`.trim()].join(", ");

/** What the shop's backend answers to an order. */
export type Answer = { received: Record<string, string> } | { error: string };
