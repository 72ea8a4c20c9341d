// The choice in the shapes that other systems want: a module of its own, so that a server can use it too. It is part of the
// script that every shopper downloads, hence all shapes are made from one set of names.

/**
 * A selection in a system's own shape, or null for none. `now` is the time by which the hosted picker's shape says whether
 * the point opens tomorrow.
 *
 * @throws {RangeError} when there is no such kind
 */
export function format(selection, kind, now = new Date()) {
  if (!selection) return null;
  const { id, name, carrier, carrierShopType, generalShopType, position, distance } = selection;
  const { street, houseNumber: house_number, postalCode: postal_code, city, countryCode: country } = selection.address;
  const to_post_number = selection.postNumber ?? "";
  // With six decimals, as version 2 of the API writes them: 0.1 m.
  const [latitude, longitude] = [position.latitude, position.longitude].map((degrees) => degrees.toFixed(6));
  // From Monday; without days when the opening times are not known.
  const days = (selection.openingTimes ?? []).map((day) => day.map(({ start, end }) => `${start} - ${end}`));
  const kinds = {
    "sendcloud-shipment": {
      to_service_point: { id },
      ...(to_post_number && { to_address: { po_box: to_post_number } }),
    },
    "sendcloud-order": {
      service_point_details: { id, post_number: to_post_number, latitude, longitude, type: carrierShopType ?? "" },
    },
    "sendcloud-parcel": { to_service_point: +id, to_post_number },
    // The plugin reads the post number under a name that promises a postal code.
    woocommerce: { id, toPostalCode: to_post_number, name, street, city, postal_code, house_number },
    magento: {
      sendcloud_service_point_id: id,
      sendcloud_service_point_name: name,
      sendcloud_service_point_street: street,
      sendcloud_service_point_house_number: house_number,
      sendcloud_service_point_zip_code: postal_code,
      sendcloud_service_point_city: city,
      sendcloud_service_point_country: country,
      sendcloud_service_point_postnumber: to_post_number,
    },
    // What the hosted picker hands to its callback: a point of version 2 of the API.
    "legacy-picker": {
      id: +id,
      code: selection.carrierServicePointId,
      is_active: !selection.isExpired,
      shop_type: carrierShopType,
      general_shop_type: generalShopType ?? "unknown",
      extra_data: {},
      name,
      street,
      house_number,
      postal_code,
      city,
      latitude,
      longitude,
      ...selection.contact,
      homepage: "",
      carrier: carrier.code,
      country,
      formatted_opening_times: { ...days },
      // Weeks of dates begin on Sunday, those of the API on Monday: today's number is tomorrow's index.
      open_tomorrow: days[now.getDay()]?.length > 0,
      open_upcoming_week: days.some((day) => day.length),
      distance,
    },
  };
  if (!Object.hasOwn(kinds, kind)) {
    throw new RangeError(`There is no format ${kind}. There are: ${Object.keys(kinds).join(", ")}.`);
  }
  return kinds[kind];
}
