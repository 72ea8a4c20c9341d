// What the browser says in one line and wasm in a hundred: calls with a time limit, and promises. Nothing here decides
// anything.

// Longest answer that is read, in UTF-16 units. No answer of the API is nearly as long.
const MAX_LENGTH = 4e6;

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
