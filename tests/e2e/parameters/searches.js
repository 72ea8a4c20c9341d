// For each parameter of the API: attributes, the query that they become, and what has to be true of the points that are
// shown for it.
import { expect } from "@playwright/test";

import { VIA_ROMANA } from "../pages/picker.js";
import { distinct, expectFound, expectNear } from "./points.js";
import { ANYBODY, ASKS_ANYBODY, ASKS_DUOMO, AT_DUOMO, DUOMO, ITALY, anybodyIn, asksAnybodyIn } from "./places.js";

const STRANGE = 'Via de\' Tornabuoni 1+2 & "A" #3, 50% <Firenze>; è=é?';

const countries = (points) => distinct(points, (point) => point.address.countryCode);
const carriers = (points) => distinct(points, (point) => point.carrier.code);
const ids = (points) => distinct(points, (point) => point.carrierServicePointId);
const types = (points) => distinct(points, (point) => point.generalShopType);
const carrierTypes = (points) => distinct(points, (point) => point.carrierShopType?.toLowerCase());

export const SEARCHES = {
  country_code: [
    {
      what: "in capitals",
      attributes: { ...anybodyIn("NL"), "postal-code": "5611" },
      asks: [...asksAnybodyIn("NL"), ["address_postal_code", "5611"]],
      shows: (points) => expect(countries(points)).toEqual(["NL"]),
    },
    {
      what: "in small letters, with space around it",
      attributes: { ...anybodyIn(" de\n"), "postal-code": "10178" },
      asks: [...asksAnybodyIn("DE"), ["address_postal_code", "10178"]],
      shows: (points) => expect(countries(points)).toEqual(["DE"]),
    },
  ],
  use_integration_carriers: [
    {
      what: "all of the country",
      attributes: { ...ANYBODY, ...AT_DUOMO },
      asks: [...ASKS_ANYBODY, ...ASKS_DUOMO],
      shows: (points) => expect(carriers(points).length).toBeGreaterThan(4),
    },
  ],
  carrier_code: [
    {
      what: "one",
      attributes: { ...ITALY, ...AT_DUOMO, carriers: "gls_it" },
      asks: [["country_code", "IT"], ["carrier_code", "gls_it"], ...ASKS_DUOMO],
      shows: (points) => expect(carriers(points)).toEqual(["gls_it"]),
    },
    {
      what: "several, with more space than needed",
      attributes: { ...ITALY, ...AT_DUOMO, carriers: "  ups\n dhl\tbrt " },
      asks: [
        ["country_code", "IT"],
        ["carrier_code", "ups"],
        ["carrier_code", "dhl"],
        ["carrier_code", "brt"],
        ...ASKS_DUOMO,
      ],
      shows: (points) => expect(carriers(points)).toEqual(["brt", "dhl", "ups"]),
    },
    {
      what: "one whose points have another code by now",
      attributes: { endpoint: "/api", country: "DE", carriers: "dhl_de", "postal-code": "10178" },
      asks: [
        ["country_code", "DE"],
        ["carrier_code", "dhl_de"],
        ["address_postal_code", "10178"],
      ],
      shows: (points) => expect(carriers(points)).toEqual(["dhl"]),
    },
  ],
  address: [
    {
      what: "as people write it",
      attributes: { ...ANYBODY, address: VIA_ROMANA },
      asks: [...ASKS_ANYBODY, ["address", VIA_ROMANA]],
      shows: expectFound("Via Romana, 50125 Firenze FI, Italia"),
    },
    {
      what: "with signs that mean something in a query",
      attributes: { ...ANYBODY, address: STRANGE },
      asks: [...ASKS_ANYBODY, ["address", STRANGE]],
      shows: (points, geocoding) => expect(geocoding.status).toBe("partially_matched"),
    },
  ],
  "address_street, address_house_number, address_postal_code and address_city": [
    {
      what: "all four",
      attributes: { ...ANYBODY, street: "Via Romana", "house-number": "20", "postal-code": "50125", city: "Firenze" },
      asks: [
        ...ASKS_ANYBODY,
        ["address_street", "Via Romana"],
        ["address_house_number", "20"],
        ["address_postal_code", "50125"],
        ["address_city", "Firenze"],
      ],
      shows: expectFound("Via Romana, 50125 Firenze FI, Italia"),
    },
    {
      what: "street and town",
      attributes: { ...ANYBODY, street: "Via dell'Oriuolo", city: "Firenze" },
      asks: [...ASKS_ANYBODY, ["address_street", "Via dell'Oriuolo"], ["address_city", "Firenze"]],
      shows: expectFound("Via dell'Oriuolo, 50122 Firenze FI, Italia"),
    },
    {
      what: "house number and street",
      attributes: { ...ANYBODY, street: "Via Romana", "house-number": "20/R" },
      asks: [...ASKS_ANYBODY, ["address_street", "Via Romana"], ["address_house_number", "20/R"]],
      shows: expectFound("Via Romana, 50125 Firenze FI, Italia"),
    },
    {
      what: "house number and postal code",
      attributes: { ...ANYBODY, "house-number": "7", "postal-code": "50122" },
      asks: [...ASKS_ANYBODY, ["address_house_number", "7"], ["address_postal_code", "50122"]],
      shows: expectFound("50122 Firenze FI, Italia", "partially_matched"),
    },
    {
      what: "postal code",
      attributes: { ...ANYBODY, "postal-code": "50125" },
      asks: [...ASKS_ANYBODY, ["address_postal_code", "50125"]],
      shows: expectFound("50125 Firenze FI, Italia"),
    },
    {
      what: "town",
      attributes: { ...ANYBODY, city: "Firenze" },
      asks: [...ASKS_ANYBODY, ["address_city", "Firenze"]],
      shows: expectFound("Firenze FI, Italia"),
    },
  ],
  "latitude and longitude": [
    {
      what: "in Florence",
      attributes: { ...ANYBODY, ...AT_DUOMO },
      asks: [...ASKS_ANYBODY, ...ASKS_DUOMO],
      shows: (points) => expectNear(points, DUOMO),
    },
    {
      what: "west of Greenwich, with more decimals than the API needs",
      attributes: { ...anybodyIn("GB"), latitude: "53.47768912", longitude: "-2.24319999" },
      asks: [...asksAnybodyIn("GB"), ["latitude", "53.477689"], ["longitude", "-2.243200"]],
      shows: (points) => expectNear(points, { latitude: 53.477689, longitude: -2.2432 }),
    },
    {
      what: "on the meridian of Greenwich",
      attributes: { ...anybodyIn("GB"), latitude: "51.5", longitude: "0" },
      asks: [...asksAnybodyIn("GB"), ["latitude", "51.500000"], ["longitude", "0.000000"]],
      shows: (points) => expectNear(points, { latitude: 51.5, longitude: 0 }),
    },
  ],
  radius: [
    {
      what: "around a position",
      attributes: { ...ANYBODY, ...AT_DUOMO, radius: "600" },
      asks: [...ASKS_ANYBODY, ...ASKS_DUOMO, ["radius", "600"]],
      shows: (points) => {
        expectNear(points, DUOMO);
        expect(points.at(-1).distance).toBeLessThanOrEqual(600);
      },
    },
    {
      what: "the smallest, around an address",
      attributes: { ...ANYBODY, address: "Piazza della Signoria, Firenze", radius: "100" },
      asks: [...ASKS_ANYBODY, ["address", "Piazza della Signoria, Firenze"], ["radius", "100"]],
      shows: (points) => expect(points.filter((point) => point.distance > 100)).toEqual([]),
    },
    {
      what: "the largest, around parts of an address",
      attributes: { ...ANYBODY, "postal-code": "50122", radius: "50000" },
      asks: [...ASKS_ANYBODY, ["address_postal_code", "50122"], ["radius", "50000"]],
      shows: expectFound("50122 Firenze FI, Italia"),
    },
    {
      what: "not without a place that it is around",
      attributes: { ...ANYBODY, "carrier-service-point-ids": "23674", radius: "600" },
      asks: [...ASKS_ANYBODY, ["carrier_service_point_id", "23674"]],
      shows: (points) => expect(ids(points)).toEqual(["23674"]),
    },
  ],
  limit: [
    {
      what: "the smallest",
      attributes: { ...ANYBODY, address: VIA_ROMANA, limit: "1" },
      asks: [...ASKS_ANYBODY, ["address", VIA_ROMANA], ["limit", "1"]],
      shows: (points) => expect(points).toHaveLength(1),
    },
    {
      what: "the largest",
      attributes: { ...ANYBODY, ...AT_DUOMO, limit: "200" },
      asks: [...ASKS_ANYBODY, ...ASKS_DUOMO, ["limit", "200"]],
      shows: (points) => expect(points).toHaveLength(200),
    },
  ],
  carrier_service_point_id: [
    {
      what: "several, wherever they are, expired ones too",
      attributes: { ...ANYBODY, "carrier-service-point-ids": "8012-IT-501181 23674\n  U55925435" },
      asks: [
        ...ASKS_ANYBODY,
        ["carrier_service_point_id", "8012-IT-501181"],
        ["carrier_service_point_id", "23674"],
        ["carrier_service_point_id", "U55925435"],
      ],
      shows: (points) => {
        expect(ids(points)).toEqual(["23674", "8012-IT-501181", "U55925435"]);
        expect(distinct(points, (point) => point.distance)).toEqual([null]);
        expect(carriers(points.filter((point) => point.isExpired))).toEqual(["ups"]);
      },
    },
    {
      what: "one, around a place",
      attributes: { ...ANYBODY, ...AT_DUOMO, "carrier-service-point-ids": "23674" },
      asks: [...ASKS_ANYBODY, ["carrier_service_point_id", "23674"], ...ASKS_DUOMO],
      shows: (points) => {
        expect(ids(points)).toEqual(["23674"]);
        expectNear(points, DUOMO);
      },
    },
  ],
  carrier_shop_type: [
    {
      what: "as the carrier writes it",
      attributes: { ...ITALY, ...AT_DUOMO, carriers: "dhl", "carrier-shop-type": "PARCELLOCKER" },
      asks: [["country_code", "IT"], ["carrier_code", "dhl"], ["carrier_shop_type", "PARCELLOCKER"], ...ASKS_DUOMO],
      shows: (points) => {
        expect(carrierTypes(points)).toEqual(["parcellocker"]);
        expect(points.length).toBeGreaterThan(3);
      },
    },
    {
      what: "of several words",
      attributes: { ...ANYBODY, ...AT_DUOMO, "carrier-shop-type": "Parcel Locker & co" },
      asks: [...ASKS_ANYBODY, ["carrier_shop_type", "Parcel Locker & co"], ...ASKS_DUOMO],
      shows: (points) => expect(points).toEqual([]),
    },
  ],
  general_shop_type: [
    {
      what: "one",
      attributes: { ...ANYBODY, ...AT_DUOMO, "shop-types": "locker" },
      asks: [...ASKS_ANYBODY, ["general_shop_type", "locker"], ...ASKS_DUOMO],
      shows: (points) => expect(types(points)).toEqual(["locker"]),
    },
    {
      what: "several",
      attributes: { ...ANYBODY, ...AT_DUOMO, "shop-types": " post_office\tcarrier_depot " },
      asks: [
        ...ASKS_ANYBODY,
        ["general_shop_type", "post_office"],
        ["general_shop_type", "carrier_depot"],
        ...ASKS_DUOMO,
      ],
      shows: (points) => expect(types(points)).toEqual(["carrier_depot", "post_office"]),
    },
    {
      what: "all four, which leaves out points of none",
      attributes: { ...ANYBODY, ...AT_DUOMO, "shop-types": "servicepoint locker post_office carrier_depot" },
      asks: [
        ...ASKS_ANYBODY,
        ["general_shop_type", "servicepoint"],
        ["general_shop_type", "locker"],
        ["general_shop_type", "post_office"],
        ["general_shop_type", "carrier_depot"],
        ...ASKS_DUOMO,
      ],
      shows: (points) => expect(types(points)).toEqual(expect.not.arrayContaining([null])),
    },
  ],
  "all filters at once": [
    {
      what: "each in its own parameter",
      attributes: {
        ...ITALY,
        ...AT_DUOMO,
        carriers: "dhl gls_it",
        radius: "5000",
        limit: "3",
        "carrier-shop-type": "ParcelShop",
        "shop-types": "servicepoint locker",
      },
      asks: [
        ["country_code", "IT"],
        ["carrier_code", "dhl"],
        ["carrier_code", "gls_it"],
        ["carrier_shop_type", "ParcelShop"],
        ["general_shop_type", "servicepoint"],
        ["general_shop_type", "locker"],
        ["limit", "3"],
        ["radius", "5000"],
        ...ASKS_DUOMO,
      ],
      shows: (points) => {
        expectNear(points, DUOMO);
        expect(points).toHaveLength(3);
        expect(types(points)).toEqual(["servicepoint"]);
        expect(carrierTypes(points)).toEqual(["parcelshop"]);
      },
    },
  ],
};
