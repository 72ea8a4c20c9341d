// What a page's own script may not do: every line after a mark must be an error.
import { define, format, provide, type ServicePointSelection } from "service-point-picker";

const picker = document.createElement("service-point-picker");

// @ts-expect-error A selection may be missing, and so may its shape.
format(picker.selection, "magento").sendcloud_service_point_id;
// @ts-expect-error The choice is the shopper's.
document.createElement("service-point-picker").selection = null;
// @ts-expect-error What is listed is read only.
picker.points = [];
// @ts-expect-error Nor can the list be changed.
picker.points.push(picker.points[0]!);
// @ts-expect-error There is no such theme.
picker.theme = "sepia";
// @ts-expect-error There is no such display.
picker.display = "popup";
// @ts-expect-error A property has no hyphen.
picker["house-number"] = "10";
// @ts-expect-error It is there or not.
picker.required = "required";
// @ts-expect-error A reflected number is a text.
picker.radius.toFixed();
// @ts-expect-error Prices are texts, since the shop formats them.
picker.prices = { postnl: 2.95 };
// @ts-expect-error An answer without a token is none.
picker.getToken = async () => ({ expires_in: 60 });
// @ts-expect-error And later.
picker.getToken = () => ({ access_token: "t" });
// @ts-expect-error A search is one of three.
void picker.search("Eindhoven");
// @ts-expect-error A place has two coordinates.
void picker.search({ latitude: 51 });
// @ts-expect-error Nor are two of them one.
void picker.search({ address: "Eindhoven", latitude: 51, longitude: 5 });
// @ts-expect-error There may be no map.
picker.viewport.zoom;
// @ts-expect-error A map has a zoom.
picker.viewport = { center: { latitude: 51, longitude: 5 } };
// @ts-expect-error A number has a form for each category of plurals.
picker.messages = { PointsFound: { single: "one" } };
// @ts-expect-error There is no such format.
picker.format("prestashop");
// @ts-expect-error Ids are texts.
const id: number = picker.selection!.id;
// @ts-expect-error There may be no choice.
picker.selection.name;
// @ts-expect-error Unknown opening times are null.
picker.selection!.openingTimes[0];
// @ts-expect-error There is no such event detail.
picker.addEventListener("spp-change", (event) => event.detail.point);
// @ts-expect-error The API's own spelling is not the element's.
picker.addEventListener("spp-highlight", ({ detail }) => detail.point?.carrier_service_point_id);
// @ts-expect-error A promise, not a function.
picker.addEventListener("spp-select", ({ detail }) => detail.waitUntil(() => true));
// @ts-expect-error A point is not yet a choice.
const chosen: ServicePointSelection = picker.points[0]!;
// @ts-expect-error An address is no number.
provide({ wasm: 1 });
// @ts-expect-error A language is a list of texts.
provide({ languages: () => ({ Search: "Zoeken" }) });
// @ts-expect-error The tag is a text.
define(picker);

console.log(id, chosen);
