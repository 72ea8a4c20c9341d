// Imitates a checkout that is not yours to change: at every turn it throws its elements away and makes new ones. All that it
// has for others is a place below the chosen way of delivery.
import { forgetPickupPoint, showPickupPoint } from "./pickup-point.js";

const form = document.getElementById("checkout");
const state = { shipping_method: "pickup_point", payment_method: "card" };

const STEPS = {
  shipping_method: {
    title: "Delivery",
    options: { pickup_point: "To a pickup point – € 3.90", home: "To your home – € 5.90" },
  },
  payment_method: {
    title: "Payment",
    options: { card: "Card", transfer: "Bank transfer", cash: "Cash on delivery" },
  },
};

function step(name) {
  const { title, options } = STEPS[name];
  const choices = Object.entries(options).map(
    ([value, text]) => `<label class="choice">
      <input type="radio" name="${name}" value="${value}" ${state[name] === value ? "checked" : ""}> ${text}
    </label>`,
  );
  return `<fieldset class="card"><legend>${title}</legend>${choices.join("")}</fieldset>`;
}

function render() {
  form.innerHTML = `${step("shipping_method")}<div class="place"></div>${step("payment_method")}<button>Place order</button>`;
  const place = form.querySelector(".place");
  if (state.shipping_method === "pickup_point") {
    showPickupPoint(place, { country: "IT", address: "Via Romana 20, Firenze" });
  }
}

form.addEventListener("change", ({ target }) => {
  if (!Object.hasOwn(state, target.name)) return;
  state[target.name] = target.value;
  if (state.shipping_method === "home") forgetPickupPoint(form);
  render();
  form.querySelector(":checked[name=" + target.name + "]").focus();
});

render();
