// The details of the element's events, as plain objects with the names of its contract.

const WEEK = 7;

const clock = (minute) => [minute / 60, minute % 60].map((part) => String(part | 0).padStart(2, "0")).join(":");

// For each day, the number of its ranges and then the minutes they start and end at. Nothing at all: not known.
const openingTimes = (flat) => {
  if (!flat.length) return null;
  let next = 0;
  const range = () => ({ start: clock(flat[next++]), end: clock(flat[next++]) });
  return Array.from({ length: WEEK }, () => Array.from({ length: flat[next++] }, range));
};

const corner = (latitude, longitude) => ({ latitude, longitude });

export const point = (
  id,
  carrierServicePointId,
  code,
  carrier,
  name,
  street,
  houseNumber,
  postalCode,
  city,
  countryCode,
  latitude,
  longitude,
  generalShopType = null,
  carrierShopType = null,
  email,
  phone,
  distance = null,
  times,
  isExpired,
) => ({
  id,
  carrierServicePointId,
  carrier: { code, name: carrier },
  name,
  address: { street, houseNumber, postalCode, city, countryCode },
  position: corner(latitude, longitude),
  generalShopType,
  carrierShopType,
  contact: { email, phone },
  distance,
  openingTimes: openingTimes(times),
  isExpired,
});

export const selection = (point, availability, confirmedAt) => ({
  ...point,
  postNumber: null,
  availability,
  confirmedAt: confirmedAt || null,
});

export const selected = (selection = null) => ({ selection });

export const highlighted = (point = null) => ({ point });

export const geocoding = (status, precision = null, formattedAddress = null) => ({
  status,
  precision,
  formattedAddress,
});

export const area = (north, east, south, west) => ({ northEast: corner(north, east), southWest: corner(south, west) });

export const results = (count, skipped, more, geocoding = null, area = null) => ({
  count,
  skipped,
  more,
  geocoding,
  area,
  stale: false,
});

export const failure = (code, message, retryAfter) => ({ code, message, ...(retryAfter >= 0 && { retryAfter }) });

export const mistake = (code, message, attribute) => ({ code, message, attribute });
