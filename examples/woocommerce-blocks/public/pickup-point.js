// The part to copy: a pickup point in a checkout that makes its elements anew whenever it likes.
//
// The new picker finds the choice of the one before in the browser's session storage, by its `endpoint` and `name`, and
// checks it again. The form field for Sendcloud's plugin is kept here, since it must not be empty meanwhile.

/** The field that Sendcloud's plugin reads. */
const FIELD = "sendcloudshipping_service_point_extra_v2";

let kept = "";

/** Puts a picker, and the field, into an element of the checkout. */
export function showPickupPoint(place, { country, address }) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: FIELD, value: kept });

  const picker = document.createElement("service-point-picker");
  Object.assign(picker, { name: "service_point", required: true, endpoint: "/api", useIntegrationCarriers: true });
  Object.assign(picker, { country, address });
  Object.assign(picker, { tiles: "/tiles/{z}/{x}/{y}{r}", tilesAttribution: "© OpenStreetMap contributors" });
  picker.textContent = "The choice of pickup points could not be loaded. Please choose delivery to your home.";

  const keep = () => {
    const point = picker.format("woocommerce");
    kept = field.value = point ? JSON.stringify(point) : "";
  };
  picker.addEventListener("spp-ready", keep);
  picker.addEventListener("spp-change", keep);
  picker.addEventListener("spp-error", ({ detail }) => {
    if (detail.code === "selection_unavailable") keep();
  });
  place.replaceChildren(picker, field);
}

/** Takes the choice away while its picker is still there: an order to somebody's home has no pickup point. */
export function forgetPickupPoint(checkout) {
  checkout.querySelector("service-point-picker")?.clear();
  kept = "";
}
