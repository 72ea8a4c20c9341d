// Points, choices and the details of events, as plain objects. Ids are texts, since those of the API can be larger than a
// number of JavaScript can hold.

/** Degrees, WGS 84. */
export interface Position {
  latitude: number;
  longitude: number;
}

/** A box on the map. */
export interface Area {
  northEast: Position;
  southWest: Position;
}

/** What the map shows. */
export interface Viewport {
  center: Position;
  /** As of web maps: 0 is the whole world in one tile. */
  zoom: number;
}

export interface Carrier {
  /** Such as `postnl`. */
  code: string;
  name: string;
}

export interface ServicePointAddress {
  street: string;
  /** May be empty, with the number in `street`. */
  houseNumber: string;
  postalCode: string;
  city: string;
  /** ISO 3166-1 alpha-2. */
  countryCode: string;
}

/** Empty texts when the API tells none. */
export interface Contact {
  email: string;
  phone: string;
}

/** Times of the point's own place, such as `"09:00"`; an end of `"24:00"` is midnight. */
export interface OpeningRange {
  start: string;
  end: string;
}

/** Seven days from Monday; a day without ranges is closed. */
export type OpeningTimes = OpeningRange[][];

/** Kinds that are known today; more may come. */
export type GeneralShopType = "servicepoint" | "locker" | "post_office" | "carrier_depot" | (string & {});

/** A parcel shop or locker. */
export interface ServicePoint {
  id: string;
  /** The carrier's own id. */
  carrierServicePointId: string;
  carrier: Carrier;
  name: string;
  address: ServicePointAddress;
  position: Position;
  generalShopType: GeneralShopType | null;
  /** The carrier's own name for the kind. */
  carrierShopType: string | null;
  contact: Contact;
  /** Metres, or null where the search had no reference point. */
  distance: number | null;
  /** Those of this week, or null when they are not known. */
  openingTimes: OpeningTimes | null;
  isExpired: boolean;
}

/** A choice that counts. */
export interface ServicePointSelection extends ServicePoint {
  /** The shopper's number at the carrier, which a DHL Packstation in Germany asks for. */
  postNumber: string | null;
  /** `"unknown"` when it could not be checked just then. */
  availability: "available" | "unknown";
  /** What the endpoint answered to the confirmation, with the attribute `receipt`. */
  receipt?: string;
  /** ISO 8601, UTC. */
  confirmedAt: string | null;
}

/** A choice that is about to count. */
export interface ProposedSelection extends Omit<ServicePointSelection, "confirmedAt"> {
  confirmedAt: null;
}

/** What the API made of an address. */
export interface Geocoding {
  status: "matched" | "partially_matched" | "not_found" | (string & {});
  precision: "house_number" | "street" | "postal_code" | "city" | "region" | (string & {}) | null;
  formattedAddress: string | null;
}

export interface ReadyDetail {
  /** The preset or restored choice, read and checked again. */
  selection: ServicePointSelection | null;
}

export interface ResultsDetail {
  /** Points in the answer. */
  count: number;
  /** Points that could not be read. */
  skipped: number;
  /** Whether there are more points than an answer holds. */
  more: boolean;
  /** Null for a search without an address. */
  geocoding: Geocoding | null;
  /** Null for a search that was not about an area. */
  area: Area | null;
  /** Whether this is an answer of earlier, since the API gave none. */
  stale: boolean;
}

export interface HighlightDetail {
  point: ServicePoint | null;
}

export interface SelectDetail {
  selection: ProposedSelection;
  /** Holds the choice up: a promise that gives `false`, or fails, refuses it. */
  waitUntil(promise: Promise<unknown>): void;
}

export interface ChangeDetail {
  /** Null when the shopper took the choice back. */
  selection: ServicePointSelection | null;
}

/** Stable codes; more may come. */
export type ErrorCode =
  | "attribute_missing"
  | "attribute_invalid"
  | "attributes_conflict"
  | "module_failed"
  | "message_unknown"
  | "endpoint_unreachable"
  | "endpoint_setup"
  | "answer_malformed"
  | "request_rejected"
  | "rate_limited"
  | "service_unavailable"
  | "not_found"
  | "point_unavailable"
  | "selection_unavailable"
  | (string & {});

export interface ErrorDetail {
  code: ErrorCode;
  /** For developers, in English. */
  message: string;
  /** The attribute that is at fault. */
  attribute?: string;
  /** Seconds. */
  retryAfter?: number;
}
