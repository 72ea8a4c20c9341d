// The choice in the shapes that other systems want. A part of its own, which a page loads when it needs it: the form
// fields of the element are enough for most shops.

// What Sendcloud calls a kind of shop that it does not know.
const UNKNOWN = "unknown";

// A text where a system wants one even when there is none.
const text = (value) => value ?? "";

// With six decimals, as version 2 of the API writes them: 0.1 m.
const degrees = (value) => value.toFixed(6);

// For each day from Monday, its ranges as texts; nothing when the opening times are not known.
const week = ({ openingTimes }) => (openingTimes ?? []).map((day) => day.map(({ start, end }) => `${start} - ${end}`));

const shipment = ({ id, postNumber }) => ({
  to_service_point: { id },
  ...(postNumber && { to_address: { po_box: postNumber } }),
});

const order = ({ id, postNumber, position, carrierShopType }) => ({
  service_point_details: {
    id,
    post_number: text(postNumber),
    latitude: degrees(position.latitude),
    longitude: degrees(position.longitude),
    type: text(carrierShopType),
  },
});

const parcel = ({ id, postNumber }) => ({ to_service_point: Number(id), to_post_number: text(postNumber) });

// The plugin reads the post number under a name that promises a postal code.
const woocommerce = ({ id, postNumber, name, address }) => ({
  id,
  toPostalCode: text(postNumber),
  name,
  street: address.street,
  city: address.city,
  postal_code: address.postalCode,
  house_number: address.houseNumber,
});

const magento = ({ id, postNumber, name, address }) => ({
  sendcloud_service_point_id: id,
  sendcloud_service_point_name: name,
  sendcloud_service_point_street: address.street,
  sendcloud_service_point_house_number: address.houseNumber,
  sendcloud_service_point_zip_code: address.postalCode,
  sendcloud_service_point_city: address.city,
  sendcloud_service_point_country: address.countryCode,
  sendcloud_service_point_postnumber: text(postNumber),
});

// What the hosted picker hands to its callback: a point of version 2 of the API.
const legacyPicker = (selection, now) => {
  const { address, position, contact } = selection;
  const days = week(selection);
  return {
    id: Number(selection.id),
    code: selection.carrierServicePointId,
    is_active: !selection.isExpired,
    shop_type: selection.carrierShopType,
    general_shop_type: selection.generalShopType ?? UNKNOWN,
    extra_data: {},
    name: selection.name,
    street: address.street,
    house_number: address.houseNumber,
    postal_code: address.postalCode,
    city: address.city,
    latitude: degrees(position.latitude),
    longitude: degrees(position.longitude),
    email: contact.email,
    phone: contact.phone,
    homepage: "",
    carrier: selection.carrier.code,
    country: address.countryCode,
    formatted_opening_times: { ...days },
    // Weeks of dates begin on Sunday, those of the API on Monday: today's number is tomorrow's index.
    open_tomorrow: (days[now.getDay()] ?? []).length > 0,
    open_upcoming_week: days.some((day) => day.length > 0),
    distance: selection.distance,
  };
};

const KINDS = new Map([
  ["sendcloud-shipment", shipment],
  ["sendcloud-order", order],
  ["sendcloud-parcel", parcel],
  ["woocommerce", woocommerce],
  ["magento", magento],
  ["legacy-picker", legacyPicker],
]);

/**
 * A selection in a system's own shape, or null for none. `now` is the time by which the hosted picker's shape says whether
 * the point opens tomorrow.
 *
 * @throws {RangeError} when there is no such kind
 */
export function format(selection, kind, now = new Date()) {
  const shape = KINDS.get(kind);
  if (!shape) throw new RangeError(`There is no format "${kind}". There are: ${[...KINDS.keys()].join(", ")}.`);
  return selection ? shape(selection, now) : null;
}

/** Gives the elements of this class the method `format(kind)`. */
export function addFormat(Picker) {
  Picker.prototype.format = function (kind) {
    return format(this.selection, kind);
  };
}
