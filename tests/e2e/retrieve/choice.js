// What a choice looks like from outside: to the shopper, to the form, to the shop's script, and to the API.
import { expect } from "@playwright/test";

/** The two points that the API's description shows, one that expired, and an id that nobody has. */
export const LOCKER = { id: "1000002", name: "Stationsplein Parcel Locker", carrier: "postnl" };
export const SHOP = { id: "1000001", name: "Stadhuisplein Parcel Shop", carrier: "dhl" };
export const EXPIRED = { id: "12587426", name: "3 Store", carrier: "ups" };
export const NOBODY = "424242";

/** A picker whose form wants a point. */
export const ATTRIBUTES = {
  endpoint: "/api",
  country: "NL",
  "use-integration-carriers": "",
  name: "point",
  required: "",
};

/** What the picker says. */
export const GONE = "The pickup point chosen earlier is not available any more. Please pick another one.";
export const NOT_CHECKED = "We could not check this point. Please try again.";
export const EXPIRY = "The carrier has not confirmed this point for a while.";

/** The calls of the API. */
export const read = (point) => `GET /service-points/${point.id}`;
export const checked = (point) => `POST /service-points/${point.id}/check-availability`;

/** What holds while a point counts, and while none does. */
export const holding = (point) => ({
  value: point.id,
  selected: point.id,
  data: [
    ["point", point.id],
    ["point_carrier", point.carrier],
  ],
  valid: true,
});
export const EMPTY = { value: "", selected: null, data: [], valid: false };

/** The errors that the shop was told. */
export const codes = async (heard) => (await heard.of("spp-error")).map(({ detail }) => detail.code);

/** The point is shown as the choice and counts; nobody is told of a change, for there was none. */
export async function expectChosen(host, heard, point) {
  await expect(host.picker.summary).toContainText(point.name);
  await expect(host.picker.alert).toBeEmpty();
  expect(await host.state()).toEqual(holding(point));
  for (const event of ["spp-select", "spp-change", "input", "change"]) expect(await heard.of(event)).toEqual([]);
}

/** No point is shown as the choice or counts, and the form waits for one. */
export async function expectNone(host) {
  await expect(host.picker.summary).toHaveCount(0);
  await expect(host.picker.address).toBeVisible();
  expect(await host.state()).toEqual(EMPTY);
  await host.expectHeldUp();
}

/** An order, and what of it concerns the point. */
export async function order(host) {
  await host.submit.click();
  await expect(host.page.getByRole("heading", { name: "Order received" })).toBeVisible();
  return host.page.locator("dl.fields").innerText();
}
