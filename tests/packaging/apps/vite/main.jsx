// A checkout in React 19: properties, attributes and events of the element are its own.
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { ServicePointPicker } from "service-point-picker";
import "service-point-picker/register";
import "service-point-picker/style.css";

window.same = customElements.get("service-point-picker") === ServicePointPicker;

function Checkout() {
  const [name, setName] = useState("nothing yet");
  return (
    <form>
      <service-point-picker
        name="service_point"
        endpoint="/api"
        country="IT"
        useIntegrationCarriers
        no-map={false}
        address="Via Romana 20, Firenze"
        onspp-change={(event) => setName(event.detail.selection.name)}
      />
      <output>{name}</output>
    </form>
  );
}

createRoot(document.getElementById("shop")).render(
  <StrictMode>
    <Checkout />
  </StrictMode>,
);
