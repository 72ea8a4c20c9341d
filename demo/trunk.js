// Under `trunk serve` the module is started by trunk: the element waits for it instead of loading the built package.
// This script stands before trunk's in the page, so that it listens before the event comes.
import { define, provideModule } from "../pkg/element.js";

const started = new Promise((resolve) => {
  addEventListener("TrunkApplicationStarted", () => resolve(window.wasmBindings), { once: true });
});

provideModule(() => started);
started.then(() => define());

// Trunk has no shop behind it, so the order is shown on the page.
document.getElementById("checkout").addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = [...new FormData(event.target)].map(([name, value]) => `${name}: ${value}`);
  alert(`The shop would receive:\n\n${fields.join("\n")}`);
});
