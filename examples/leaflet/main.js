// A checkout with a map of the shop's own.
import "leaflet/dist/leaflet.css";
import "service-point-picker/register";

import { tie } from "./map.js";
import "./shop.css";
import "./map.css";

const byId = (id) => document.getElementById(id);

tie(document.querySelector("service-point-picker"), byId("map"), byId("search-area"));

byId("checkout").addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = JSON.stringify(Object.fromEntries(new FormData(event.target)));
  const response = await fetch("/order", { method: "POST", headers: { "content-type": "application/json" }, body });
  const { received, error } = await response.json();
  byId("error").hidden = !error;
  byId("error").textContent = error ?? "";
  byId("order").hidden = !received;
  const rows = Object.entries(received ?? {}).flatMap(([name, value]) => [
    Object.assign(document.createElement("dt"), { textContent: name }),
    Object.assign(document.createElement("dd"), { textContent: value }),
  ]);
  byId("order")
    .querySelector("dl")
    .replaceChildren(...rows);
});
