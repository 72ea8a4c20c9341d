// A checkout that registers the element under its own name, loads the module ahead, and formats the choice.
import { ServicePointPicker, define, format, load } from "service-point-picker";

define();
window.same = customElements.get("service-point-picker") === ServicePointPicker;
window.loaded = load();

document.addEventListener("spp-change", ({ detail }) => {
  window.chosen = format(detail.selection, "woocommerce");
});
