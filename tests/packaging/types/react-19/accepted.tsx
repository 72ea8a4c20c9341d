// React 19 sets properties, and listens to the element's own events.
import { useRef } from "react";
import type { ServicePointPicker } from "service-point-picker";
import type {} from "service-point-picker/react";

export function Checkout({ country }: { country: string }) {
  const picker = useRef<ServicePointPicker>(null);
  return (
    <form>
      <service-point-picker
        ref={picker}
        key={country}
        id="picker"
        className="card"
        style={{ marginTop: 8 }}
        aria-label="Pickup point"
        name="service_point"
        required
        endpoint="/api"
        country={country}
        use-integration-carriers
        house-number="10"
        postalCode="5611 EM"
        latitude={51.44}
        theme="dark"
        noMap={false}
        prices={{ postnl: "€ 2.95" }}
        getToken={async () => ({ access_token: "t" })}
        onspp-change={(event) => console.log(event.detail.selection?.name.toUpperCase())}
        onspp-select={(event) => event.detail.waitUntil(Promise.resolve(true))}
        onClick={(event) => event.currentTarget.clear()}
      >
        Choose a pickup point.
      </service-point-picker>
      <button onClick={() => picker.current?.show()}>Choose</button>
    </form>
  );
}
