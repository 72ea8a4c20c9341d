// The shapes of other systems, out of selections as the element gives them.
import { expect, test } from "@playwright/test";
import { format } from "service-point-picker/formats";

const SELECTION = {
  id: "1000002",
  carrierServicePointId: "NL-00002",
  carrier: { code: "postnl", name: "PostNL" },
  name: "Stationsplein Parcel Locker",
  address: { street: "Stationsplein", houseNumber: "1", postalCode: "5611 AC", city: "Eindhoven", countryCode: "NL" },
  position: { latitude: 51.443218, longitude: 5.4816 },
  generalShopType: "locker",
  carrierShopType: "pakketautomaat",
  contact: { email: "locker@shop.example", phone: "" },
  distance: 85,
  openingTimes: [
    [{ start: "10:00", end: "21:00" }],
    [],
    [
      { start: "09:00", end: "12:00" },
      { start: "13:30", end: "17:15" },
    ],
    [],
    [],
    [],
    [{ start: "00:00", end: "24:00" }],
  ],
  isExpired: false,
  postNumber: null,
  availability: "available",
  confirmedAt: "2026-11-25T09:00:00.000Z",
};

const WITH_POST_NUMBER = { ...SELECTION, postNumber: "12345678" };

/** Local times, as a shopper's clock shows them. */
const SATURDAY = new Date(2026, 10, 28, 23, 59);
const SUNDAY = new Date(2026, 10, 29, 12, 0);
const MONDAY = new Date(2026, 10, 30, 0, 0);

test("a shipment of version 3 names the point by a text, and the post number in the address", () => {
  expect(format(SELECTION, "sendcloud-shipment")).toEqual({ to_service_point: { id: "1000002" } });
  expect(format(WITH_POST_NUMBER, "sendcloud-shipment")).toEqual({
    to_service_point: { id: "1000002" },
    to_address: { po_box: "12345678" },
  });
});

test("an order of version 3 holds nothing but texts", () => {
  expect(format(SELECTION, "sendcloud-order")).toEqual({
    service_point_details: {
      id: "1000002",
      post_number: "",
      latitude: "51.443218",
      longitude: "5.481600",
      type: "pakketautomaat",
    },
  });
  const plain = { ...WITH_POST_NUMBER, carrierShopType: null };
  expect(format(plain, "sendcloud-order").service_point_details).toMatchObject({ post_number: "12345678", type: "" });
});

test("a parcel of version 2 names the point by a number", () => {
  expect(format(SELECTION, "sendcloud-parcel")).toEqual({ to_service_point: 1000002, to_post_number: "" });
  expect(format(WITH_POST_NUMBER, "sendcloud-parcel").to_post_number).toBe("12345678");
});

test("WooCommerce's seven fields are all there, the post number under its odd name", () => {
  expect(format(SELECTION, "woocommerce")).toEqual({
    id: "1000002",
    toPostalCode: "",
    name: "Stationsplein Parcel Locker",
    street: "Stationsplein",
    city: "Eindhoven",
    postal_code: "5611 AC",
    house_number: "1",
  });
  expect(format(WITH_POST_NUMBER, "woocommerce").toPostalCode).toBe("12345678");
});

test("Magento's eight fields are all there", () => {
  expect(format(WITH_POST_NUMBER, "magento")).toEqual({
    sendcloud_service_point_id: "1000002",
    sendcloud_service_point_name: "Stationsplein Parcel Locker",
    sendcloud_service_point_street: "Stationsplein",
    sendcloud_service_point_house_number: "1",
    sendcloud_service_point_zip_code: "5611 AC",
    sendcloud_service_point_city: "Eindhoven",
    sendcloud_service_point_country: "NL",
    sendcloud_service_point_postnumber: "12345678",
  });
});

test("the hosted picker's point is that of version 2 of the API", () => {
  expect(format(SELECTION, "legacy-picker", SATURDAY)).toEqual({
    id: 1000002,
    code: "NL-00002",
    is_active: true,
    shop_type: "pakketautomaat",
    general_shop_type: "locker",
    extra_data: {},
    name: "Stationsplein Parcel Locker",
    street: "Stationsplein",
    house_number: "1",
    postal_code: "5611 AC",
    city: "Eindhoven",
    latitude: "51.443218",
    longitude: "5.481600",
    email: "locker@shop.example",
    phone: "",
    homepage: "",
    carrier: "postnl",
    country: "NL",
    formatted_opening_times: {
      0: ["10:00 - 21:00"],
      1: [],
      2: ["09:00 - 12:00", "13:30 - 17:15"],
      3: [],
      4: [],
      5: [],
      6: ["00:00 - 24:00"],
    },
    open_tomorrow: true,
    open_upcoming_week: true,
    distance: 85,
  });
});

test("whether a point opens tomorrow follows the week round", () => {
  const opens = (now) => format(SELECTION, "legacy-picker", now).open_tomorrow;
  expect([opens(SATURDAY), opens(SUNDAY), opens(MONDAY)]).toEqual([true, true, false]);
});

test("what the API did not tell is empty, and false", () => {
  const bare = { ...SELECTION, openingTimes: null, generalShopType: null, carrierShopType: null, distance: null };
  expect(format({ ...bare, isExpired: true }, "legacy-picker", SUNDAY)).toMatchObject({
    is_active: false,
    shop_type: null,
    general_shop_type: "unknown",
    formatted_opening_times: {},
    open_tomorrow: false,
    open_upcoming_week: false,
    distance: null,
  });
  const closed = { ...SELECTION, openingTimes: Array.from({ length: 7 }, () => []) };
  expect(format(closed, "legacy-picker", SUNDAY)).toMatchObject({ open_tomorrow: false, open_upcoming_week: false });
});

test("no choice gives nothing, and an unknown kind is named together with the known ones", () => {
  expect(format(null, "magento")).toBe(null);
  expect(format(undefined, "magento")).toBe(null);
  for (const kind of ["prestashop", "toString", "__proto__"]) {
    expect(() => format(SELECTION, kind)).toThrow(`There is no format ${kind}. There are: sendcloud-shipment, `);
  }
});
