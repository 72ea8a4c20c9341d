// What many rows of the tables have in common.

const ENDPOINT = { endpoint: "/api" };

/** Attributes: all carriers of the integration, in Italy or in another country. */
export const ITALY = { ...ENDPOINT, country: "IT" };
export const anybodyIn = (country) => ({ ...ENDPOINT, country, "use-integration-carriers": "" });
export const ANYBODY = anybodyIn("IT");

/** The parameters that they become. */
export const asksAnybodyIn = (country) => [
  ["country_code", country],
  ["use_integration_carriers", "true"],
];
export const ASKS_ANYBODY = asksAnybodyIn("IT");

/** The middle of Florence: as a place, as attributes, and as parameters. */
export const DUOMO = { latitude: 43.7731, longitude: 11.256 };
export const AT_DUOMO = { latitude: "43.7731", longitude: "11.256" };
export const ASKS_DUOMO = [
  ["latitude", "43.773100"],
  ["longitude", "11.256000"],
];
