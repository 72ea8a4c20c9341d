// A checkout: the address that the shopper types is where the picker searches, and the choice is in the form and in the state.
import { type ChangeEvent, type FocusEvent, Fragment, type SubmitEvent, useState } from "react";
import type { ServicePointSelection } from "service-point-picker";

import { PickupPoint } from "./PickupPoint";
import { type Answer, COUNTRIES, type Country, EXAMPLES } from "./places";

export function Checkout() {
  // What is typed, and what was there when the shopper left the fields: half an address is not worth a search.
  const [address, setAddress] = useState(EXAMPLES.IT);
  const [start, setStart] = useState(address);
  const [point, setPoint] = useState<ServicePointSelection | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);

  const type = ({ target }: ChangeEvent<HTMLInputElement>) => setAddress({ ...address, [target.name]: target.value });

  function leave({ currentTarget, relatedTarget }: FocusEvent) {
    if (!currentTarget.contains(relatedTarget)) setStart(address);
  }

  function moveTo(country: Country) {
    setAddress(EXAMPLES[country]);
    setStart(EXAMPLES[country]);
  }

  async function order(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    // The picker is a form field: the browser puts its fields beside the others.
    const body = JSON.stringify(Object.fromEntries(new FormData(event.currentTarget)));
    const response = await fetch("/order", { method: "POST", headers: { "content-type": "application/json" }, body });
    setAnswer(await response.json());
  }

  return (
    <>
      <h1>Checkout</h1>
      <form onSubmit={order}>
        <section className="card">
          <h2>Your address</h2>
          <div className="fields" onBlur={leave}>
            <label>
              Country
              <select
                name="country"
                autoComplete="country"
                value={address.country}
                onChange={({ target }) => moveTo(target.value as Country)}
              >
                {Object.entries(COUNTRIES).map(([code, name]) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <label>
              Street and number
              <input name="street" autoComplete="address-line1" value={address.street} onChange={type} />
            </label>
            <label>
              Postal code
              <input name="postalCode" autoComplete="postal-code" value={address.postalCode} onChange={type} />
            </label>
            <label>
              Town
              <input name="city" autoComplete="address-level2" value={address.city} onChange={type} />
            </label>
          </div>
        </section>
        <section className="card">
          <h2>Pickup point</h2>
          <PickupPoint address={start} onChoice={setPoint} />
          <p aria-live="polite" className="quiet">
            {point ? `To be collected at ${point.name}, ${point.address.city}.` : "No pickup point yet."}
          </p>
        </section>
        <button>Place order</button>
        {answer && "error" in answer && <p role="alert">{answer.error}</p>}
      </form>
      {answer && "received" in answer && (
        <section className="card" aria-labelledby="received">
          <h2 id="received">The shop received</h2>
          <dl className="received">
            {Object.entries(answer.received).map(([name, value]) => (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}
