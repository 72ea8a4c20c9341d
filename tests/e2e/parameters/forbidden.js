// Attributes that contradict each other or the API's rules: what is wrong with them, the code of the error, the
// attributes that its sentence has to name, and the attributes themselves.
import { VIA_ROMANA } from "../pages/picker.js";
import { ANYBODY, AT_DUOMO, ITALY } from "./places.js";

const STARTED = { ...ANYBODY, ...AT_DUOMO };
const IN_PARTS = { street: "Via Romana", city: "Firenze" };

const CARRIERS = ["carriers", "use-integration-carriers"];
const STARTS = ["address", "street", "house-number", "postal-code", "city", "latitude", "longitude"];
const POSITION = ["latitude", "longitude"];

const CONFLICT = "attributes_conflict";
const INVALID = "attribute_invalid";
const MISSING = "attribute_missing";

export const FORBIDDEN = {
  "whose points": [
    ["carriers and those of the integration", CONFLICT, CARRIERS, { ...STARTED, carriers: "dhl" }],
    ["neither carriers nor those of the integration", MISSING, CARRIERS, { ...ITALY, ...AT_DUOMO }],
    ["carriers that are none", MISSING, CARRIERS, { ...ITALY, ...AT_DUOMO, carriers: "  " }],
    ["carriers joined by commas", INVALID, ["carriers"], { ...ITALY, ...AT_DUOMO, carriers: "dhl,ups" }],
  ],
  "where to start": [
    ["an address, and parts of one", CONFLICT, STARTS, { ...ANYBODY, address: VIA_ROMANA, ...IN_PARTS }],
    ["an address and a position", CONFLICT, STARTS, { ...STARTED, address: VIA_ROMANA }],
    ["parts of an address and a position", CONFLICT, STARTS, { ...STARTED, ...IN_PARTS }],
    ["all three", CONFLICT, STARTS, { ...STARTED, address: VIA_ROMANA, ...IN_PARTS }],
    [
      "an address, and its house number apart",
      CONFLICT,
      STARTS,
      { ...ANYBODY, address: "Via Romana, Firenze", "house-number": "20" },
    ],
    ["an address and half a position", CONFLICT, STARTS, { ...ANYBODY, address: VIA_ROMANA, longitude: "11.256" }],
    ["a house number alone", INVALID, ["house-number"], { ...ANYBODY, "house-number": "20" }],
    ["a house number and a town", INVALID, ["house-number"], { ...ANYBODY, "house-number": "20", city: "Firenze" }],
  ],
  "a position": [
    ["a latitude alone", INVALID, POSITION, { ...ANYBODY, latitude: "43.7731" }],
    ["a longitude alone", INVALID, POSITION, { ...ANYBODY, longitude: "11.256" }],
    ["a latitude of nothing", INVALID, POSITION, { ...ANYBODY, latitude: " ", longitude: "11.256" }],
    ["a latitude beyond the pole", INVALID, POSITION, { ...ANYBODY, latitude: "90.1", longitude: "11" }],
    ["a longitude beyond the antimeridian", INVALID, POSITION, { ...ANYBODY, latitude: "43", longitude: "-180.5" }],
    ["degrees with a comma", INVALID, POSITION, { ...ANYBODY, latitude: "43,7731", longitude: "11,256" }],
  ],
  "how far": [
    ["a radius too small", INVALID, ["radius"], { ...STARTED, radius: "99" }],
    ["a radius too large", INVALID, ["radius"], { ...STARTED, radius: "50001" }],
    ["a radius with a unit", INVALID, ["radius"], { ...STARTED, radius: "5km" }],
    ["a radius with a fraction", INVALID, ["radius"], { ...STARTED, radius: "500.5" }],
  ],
  "how many": [
    ["a limit of nothing", INVALID, ["limit"], { ...STARTED, limit: "0" }],
    ["a limit too large", INVALID, ["limit"], { ...STARTED, limit: "201" }],
    ["a limit in words", INVALID, ["limit"], { ...STARTED, limit: "ten" }],
  ],
  "which of them": [
    ["an unknown type among known ones", INVALID, ["shop-types"], { ...STARTED, "shop-types": "locker kiosk" }],
    ["types joined by commas", INVALID, ["shop-types"], { ...STARTED, "shop-types": "locker,servicepoint" }],
  ],
  "in which country": [
    ["none", MISSING, ["country"], { endpoint: "/api", "use-integration-carriers": "", ...AT_DUOMO }],
    ["a country's name", INVALID, ["country"], { ...STARTED, country: "Italy" }],
    ["three letters", INVALID, ["country"], { ...STARTED, country: "ITA" }],
  ],
};
