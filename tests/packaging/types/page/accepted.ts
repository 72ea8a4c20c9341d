// What a page's own script may do.
import {
  ServicePointPicker,
  type Area,
  type ErrorCode,
  type LegacyServicePoint,
  type ServicePointSelection,
  type SearchError,
  type Token,
  define,
  format,
  load,
  provide,
} from "service-point-picker";
import type { MagentoServicePoint } from "service-point-picker/formats";
import texts from "service-point-picker/languages/nl.json";
import wasm from "service-point-picker/wasm";

/** Fails to compile unless the two types are the same, `any` included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>) => {};

const made = document.createElement("service-point-picker");
same<typeof made, ServicePointPicker>(true);
const found = document.querySelector("service-point-picker");
same<typeof found, ServicePointPicker | null>(true);
const field: HTMLElement = new ServicePointPicker();

made.endpoint = "/api";
made.countries = "NL BE";
made.useIntegrationCarriers = true;
made.houseNumber = null;
made.latitude = 51.44;
made.limit = "50";
made.display = "dialog";
made.theme = "dark";
made.postNumber = "12345678";
made.prices = { postnl: "€ 2.95" };
made.messages = { Search: "Find", PointsFound: { one: "{count} place", other: "{count} places" } };
made.getToken = async (): Promise<Token> => ({ access_token: "t", expires_in: 60 });
made.getToken = async () => "token";
made.getToken = null;
made.prices = null;
made.messages = null;
made.viewport = { area: { northEast: { latitude: 52, longitude: 6 }, southWest: { latitude: 51, longitude: 5 } } };
made.viewport = { center: { latitude: 51, longitude: 5 }, zoom: 14 };
const zoom: number | undefined = made.viewport?.zoom;
same<typeof made.latitude, string>(true);
same<typeof made.required, boolean>(true);
same<typeof made.points.length, number>(true);

const selection = made.selection;
same<typeof selection, ServicePointSelection | null>(true);
if (selection) {
  const id: string = selection.id;
  const confirmed: Date | null = selection.confirmedAt === null ? null : new Date(selection.confirmedAt);
  const range: string | undefined = selection.openingTimes?.[0]?.[0]?.start;
  const receipt: string | undefined = selection.receipt;
  const metres: number | null = selection.distance;
  switch (selection.generalShopType) {
    case "locker":
    case "a kind that comes later":
    case null:
  }
  console.log(id, confirmed, range, receipt, metres);
}

made.addEventListener("spp-change", (event) => same<typeof event.detail.selection, ServicePointSelection | null>(true));
made.addEventListener("spp-results", ({ detail }) => {
  same<typeof detail.count, number>(true);
  same<typeof detail.area, Area | null>(true);
});
// They bubble: whoever stands above hears them too.
document.addEventListener("spp-select", (event) => {
  event.detail.waitUntil(fetch(`/check/${event.detail.selection.id}`).then(({ ok }) => ok));
  same<typeof event.detail.selection.confirmedAt, null>(true);
  event.preventDefault();
});
window.addEventListener("spp-error", ({ detail }) => {
  same<typeof detail.code, ErrorCode>(true);
  const seconds: number | undefined = detail.retryAfter;
  if (detail.code === "rate_limited") console.log(detail.attribute, seconds);
});
made.addEventListener("spp-close", ({ detail }) => same<typeof detail, null>(true));
made.addEventListener("change", (event: Event) => console.log(event.target));

const results = await made.search({ address: "Stadhuisplein 10, Eindhoven" });
same<typeof results.more, boolean>(true);
await made.search({ latitude: 51, longitude: 5 });
await made.search({
  area: { northEast: { latitude: 52, longitude: 6 }, southWest: { latitude: 51, longitude: 5 } },
});
made.show();
made.hide();
made.clear();
const again = await made.refresh().catch((error: SearchError | TypeError | DOMException) => {
  if (!(error instanceof DOMException || error instanceof TypeError)) same<typeof error.code, ErrorCode>(true);
  return null;
});
same<typeof again, typeof results | null>(true);
same<ReturnType<typeof made.checkValidity>, boolean>(true);
same<typeof made.form, HTMLFormElement | null>(true);

const shape = made.format("legacy-picker");
same<typeof shape, LegacyServicePoint | null>(true);
if (selection) {
  const magento = format(selection, "magento");
  same<typeof magento, MagentoServicePoint>(true);
  const { to_service_point: id } = format(selection, "sendcloud-parcel");
  same<typeof id, number>(true);
}

provide({ wasm, languages: "/languages" });
provide({ wasm: new URL(wasm, import.meta.url) });
provide({ wasm: () => WebAssembly.compileStreaming(fetch(wasm)) });
provide({ wasm: new Uint8Array(8), languages: (code) => (code === "nl" ? texts : undefined) });
same<ReturnType<typeof load>, Promise<void>>(true);
define();
define("pickup-point");
console.log(field, zoom);
