// What the browser says in one line and wasm in a hundred: calls, timers, and the formats of `Intl`. Nothing here
// decides anything.

// Longest answer that is read, in UTF-16 units. No answer of the API is nearly as long.
const MAX_LENGTH = 4e6;

// Formatters take the browser a while to make, and a list asks for the same few again and again.
const formatters = new Map();

const formatter = (Kind, tag, options) => {
  const key = tag + JSON.stringify(options);
  let kept = formatters.get(key);
  if (!kept) formatters.set(key, (kept = new Intl[Kind](tag, options)));
  return kept;
};

const STYLES = [
  { hour: "2-digit", minute: "2-digit" },
  { weekday: "long" },
  { day: "numeric", month: "long" },
];

/** A number, with a unit when one is named. */
export const formatNumber = (tag, unit, maximumFractionDigits, number) =>
  formatter("NumberFormat", tag, unit ? { style: "unit", unit, maximumFractionDigits } : {}).format(number);

/** A time (style 0), a weekday (1) or a day of the year (2) of an instant, as clocks in UTC show it. */
export const formatDate = (tag, style, milliseconds) =>
  formatter("DateTimeFormat", tag, { timeZone: "UTC", ...STYLES[style] }).format(milliseconds);

/** Minutes by which the clocks of a zone are ahead of UTC at an instant. Behind `GMT` stands nothing, `+01:00` or `-03:30`. */
export const zoneOffset = (timeZone, milliseconds) => {
  const text = formatter("DateTimeFormat", "en-US", { timeZone, timeZoneName: "longOffset" }).format(milliseconds);
  const [, sign, hours, minutes] = /GMT(.)(\d+):(\d+)/.exec(text) ?? [0, "+", 0, 0];
  return +(sign + (hours * 60 + +minutes));
};

const parse = (text) => {
  try {
    return text.length > MAX_LENGTH ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

const seconds = (text) => (/^\d{1,9}$/.test(text) ? +text : NaN);

/** When an answer was made, and not when it was taken from where it was kept: milliseconds since 1970, or NaN. */
export const madeAt = (headers) => Date.parse(headers.get("Date")) + (seconds(headers.get("Age")) || 0) * 1000;

const call = async (address, options) => {
  const response = await fetch(address, options);
  // A page may have put a fetch of its own in place, which answers with anything.
  if (!(response instanceof Response)) return { status: 200 };
  const { headers } = response;
  const wait = headers.get("Retry-After");
  return {
    status: response.status,
    made: madeAt(headers),
    waitSeconds: seconds(wait),
    waitUntil: Date.parse(wait) / 1000,
    body: parse(await response.text()),
  };
};

/**
 * Sends a call. `done` hears the answer once: undefined when there is none, because of the network, the time that is
 * up, or an abort of the controller that this gives.
 */
export const exchange = (address, post, milliseconds, done) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  const options = { signal: controller.signal, credentials: "omit", redirect: "error" };
  if (post) Object.assign(options, { method: "POST", headers: { "X-Service-Point-Picker": "1" } });
  call(address, options)
    .catch(() => undefined)
    .then((answer) => {
      clearTimeout(timer);
      done(answer);
    });
  return controller;
};

/** Tells `done` whether a promise gives something true. */
export const settle = (promise, done) => {
  promise.then(done, () => done(false));
};
