// The choice in the shapes that other systems want. `null` and `undefined` give `null`, so that
// `format(picker.selection, kind)` needs no check before.

import type { ServicePointSelection } from "./index.js";

/** Part of a shipment in version 3 of Sendcloud's API. */
export interface SendcloudShipment {
  to_service_point: { id: string };
  /** There only with a post number; it belongs into the shipment's own address. */
  to_address?: { po_box: string };
}

/** Part of an order in version 3 of Sendcloud's API. */
export interface SendcloudOrder {
  service_point_details: {
    id: string;
    /** Empty when none is needed. */
    post_number: string;
    latitude: string;
    longitude: string;
    /** The carrier's own name for this kind of point, or an empty text. */
    type: string;
  };
}

/** Part of a parcel in version 2 of Sendcloud's API. */
export interface SendcloudParcel {
  to_service_point: number;
  /** Empty when none is needed. */
  to_post_number: string;
}

/**
 * What Sendcloud's WooCommerce plugin reads, as JSON, from the form field `sendcloudshipping_service_point_extra_v2` and the
 * order meta `sendcloudshipping_v2_service_point`.
 */
export interface WooCommerceServicePoint {
  id: string;
  /** The post number, in spite of its name. */
  toPostalCode: string;
  name: string;
  street: string;
  city: string;
  postal_code: string;
  house_number: string;
}

/** What Sendcloud's Magento module reads. */
export interface MagentoServicePoint {
  sendcloud_service_point_id: string;
  sendcloud_service_point_name: string;
  sendcloud_service_point_street: string;
  sendcloud_service_point_house_number: string;
  sendcloud_service_point_zip_code: string;
  sendcloud_service_point_city: string;
  sendcloud_service_point_country: string;
  sendcloud_service_point_postnumber: string;
}

/**
 * The point that Sendcloud's hosted picker hands to its `success(point, postNumber)`. What version 3 of the API no longer
 * tells is empty: `extra_data` and `homepage`.
 */
export interface LegacyServicePoint {
  id: number;
  /** The carrier's own id. */
  code: string;
  is_active: boolean;
  shop_type: string | null;
  general_shop_type: string;
  extra_data: Record<string, never>;
  name: string;
  street: string;
  house_number: string;
  postal_code: string;
  city: string;
  /** Degrees with six decimals. */
  latitude: string;
  longitude: string;
  email: string;
  phone: string;
  homepage: "";
  /** The carrier's code. */
  carrier: string;
  country: string;
  /** `"0"` is Monday; a range looks like `"09:00 - 12:00"`. Empty when the opening times are not known. */
  formatted_opening_times: Record<string, string[]>;
  open_tomorrow: boolean;
  open_upcoming_week: boolean;
  /** Metres, or null without a reference point. */
  distance: number | null;
}

/** Each kind of format with its shape. */
export interface Formats {
  "sendcloud-shipment": SendcloudShipment;
  "sendcloud-order": SendcloudOrder;
  "sendcloud-parcel": SendcloudParcel;
  woocommerce: WooCommerceServicePoint;
  magento: MagentoServicePoint;
  "legacy-picker": LegacyServicePoint;
}

export type FormatKind = keyof Formats;

/**
 * A selection in a system's own shape.
 *
 * @param now The time by which `legacy-picker` says whether the point opens tomorrow.
 * @throws {RangeError} When there is no such kind.
 */
export function format<Kind extends FormatKind>(
  selection: ServicePointSelection,
  kind: Kind,
  now?: Date,
): Formats[Kind];
export function format<Kind extends FormatKind>(
  selection: ServicePointSelection | null | undefined,
  kind: Kind,
  now?: Date,
): Formats[Kind] | null;
