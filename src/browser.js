// What the browser says in one line and wasm in a hundred: calls with a time limit, promises, elements from markup, plain
// objects. Nothing here decides anything. (It is one file because the server of the browser tests stalls when a page asks
// for more files at once than it has threads, which are four.)

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

const call = async (address, options, token) => {
  let refused;
  const ask = async () => {
    if (token) options.headers = { Authorization: `Bearer ${(refused = await token(refused))}` };
    return fetch(address, options);
  };
  let response = await ask();
  if (token && response.status === 401) response = await ask();
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
 * Sends a call, with `post` as the body of a POST. `done` hears the answer once: undefined when there is none, because of the network, the time that is
 * up, or an abort of the controller that this gives. `token` gives the tokens for the API itself, where there is no proxy;
 * it is asked for another one when one was refused, once.
 */
export const exchange = (address, post, milliseconds, token, done) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  const options = { signal: controller.signal, credentials: "omit", redirect: "error" };
  if (post !== undefined)
    Object.assign(options, { method: "POST", body: post || null, headers: { "X-Service-Point-Picker": "1" } });
  call(address, options, token)
    .catch(() => undefined)
    .then((answer) => {
      clearTimeout(timer);
      done(answer);
    });
  return controller;
};

/** Whether the browser could tell where the shopper is. It does so on secure pages only. */
export const canLocate = () => isSecureContext && !!navigator.geolocation;

let names;

/** Says which fields `field` knows by their numbers: a space behind each name. */
export const nameFields = (text) => {
  names ??= text.split(" ");
};

// Taken before a page could put one of its own in place.
const { hasOwn } = Object;

/** An own field of an object; nothing for null, and for what is no object. */
export const field = (value, number) =>
  typeof value === "object" && value && hasOwn(value, names[number]) ? value[names[number]] : undefined;

/** Asks the browser where the shopper is: `done` hears of the coordinates, or of a code, 1 for a refusal. */
export const locate = (milliseconds, done) =>
  navigator.geolocation.getCurrentPosition(({ coords }) => done(coords), done, {
    timeout: milliseconds,
    maximumAge: 6e4,
  });

/** Tells `done` whether a promise gives something true. */
export const settle = (promise, done) => {
  Promise.resolve(promise).then(done, () => done(false));
};

/** This instant, in ISO 8601 and UTC. */
export const instant = () => new Date().toISOString();

/**
 * Makes elements from markup. The browser's own parser would need a Trusted Types policy, and a page may forbid all.
 * Gives the first element of the markup, and then those with the attribute `ref`, in their order. `{5}` stands for a text of
 * the picker's language, `{}` for the key of whatever is repeated.
 */
export const build = (markup, { lines }, key) => {
  const filled = (text) => text.replace(/{(\d*)}/g, (_, index) => (index ? lines[index] : key));
  const found = [];
  const open = [];
  for (const [, end, name, attributes, text] of markup.matchAll(/<(\/?)(\w+)([^>]*)>|([^<]+)/g)) {
    if (text) {
      open.at(-1).append(filled(text));
    } else if (end) {
      open.pop();
    } else {
      const element = document.createElement(name);
      if (!found.length) found.push(element);
      for (const [, attribute, value] of attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)) {
        if (attribute === "ref") found.push(element);
        else element.setAttribute(attribute, filled(value ?? ""));
      }
      open.at(-1)?.append(element);
      if (!attributes.endsWith("/")) open.push(element);
    }
  }
  return found;
};

/**
 * Styles the tree that an element stands in, once. A constructed sheet passes every Content-Security-Policy, unlike a `<style>`
 * element.
 */
export const adopt = (element, text) => {
  const tree = element.getRootNode();
  if (tree.styled) return;
  tree.styled = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  tree.adoptedStyleSheets.push(sheet);
};

/** What an event happened on or in that a selector matches: its attribute of this name, or an empty text. */
export const closest = ({ target }, selector, attribute) => {
  const found = target.closest(selector);
  return found ? (found.getAttribute(attribute) ?? "") : undefined;
};

/** Scrolls an element into view, as little as that takes, when everything else has its size. */
export const reveal = (element) => queueMicrotask(() => element.scrollIntoView({ block: "nearest" }));

// Contacts that can be a link. The others are shown as they are, and are none.
const CONTACTS = { "tel:": /^\+?[\d\s()./-]{3,}$/, "mailto:": /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/ };

/** Says how a place can be reached, and makes it a link where that is safe. */
export const contact = (link, scheme, text) => {
  link.textContent = text;
  if (!text) link.remove();
  if (CONTACTS[scheme].test(text)) link.href = scheme + text.replace(/[^\w.+@-]/g, "");
};

/** Lets a button copy a text, and say so for a moment; takes it away where a page may not copy. */
export const copier = (button, said, text, copied) => {
  const { clipboard } = navigator;
  if (!clipboard) return button.remove();
  const before = said.textContent;
  button.onclick = () =>
    clipboard.writeText(text).then(
      () => {
        said.textContent = copied;
        setTimeout(() => (said.textContent = before), 4000);
      },
      () => {},
    );
};

/** Leads a link to a place, by the host's template; takes it away where there is none. */
export const lead = (link, template, latitude, longitude) => {
  if (!template) link.remove();
  const place = { latitude, longitude };
  link.href = template.replace(/{(l\w+)}/g, (braces, name) => place[name]?.toFixed(6) ?? braces);
};

/** Whether the browser knows that it has no connection. */
export const isOffline = () => !navigator.onLine;

/** A selector for the control inside an element that has the focus, which finds it in another list too. */
export const focusedIn = (element) => {
  const active = element.getRootNode().activeElement;
  if (!element.contains(active)) return undefined;
  const hours = active.getAttribute("data-hours");
  return hours ? `[data-hours="${hours}"]` : `#${active.id}`;
};

/** Where an event happened on the map that hears it: pixels from its left edge. */
export const spotX = (event) => event.clientX - event.currentTarget.getBoundingClientRect().left;

/** The same from its top. */
export const spotY = (event) => event.clientY - event.currentTarget.getBoundingClientRect().top;

/** The keys that are held down: 1 for Shift, 2 for Alt, 4 for Ctrl or Cmd. */
export const modifiers = ({ shiftKey, altKey, ctrlKey, metaKey }) => shiftKey + 2 * altKey + 4 * (ctrlKey || metaKey);

/** Whether what hears an event has the focus, or something in it. */
export const hasFocus = ({ currentTarget }) => currentTarget.matches(":focus-within");

/** Sends what a pointer does from now on to what hears this event. */
export const capture = ({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId);

/** Pixels that a wheel turned down. A line of text is about sixteen of them high. */
export const turned = ({ deltaY, deltaMode }) => deltaY * (deltaMode ? 16 : 1);

/** Fills a URL template in. `{r}` asks for twice the pixels where the screen has them; names that are not ours stay. */
export const tileAddress = (template, z, x, y) =>
  template.replace(/{([zxyr])}/g, (_, name) => ({ z, x, y, r: devicePixelRatio > 1.25 ? "@2x" : "" })[name]);

const px = (length) => `${Math.round(length)}px`;

/**
 * Puts an element at a place of the map. By the property of its own, and not `transform`: a scale in the style sheet must not
 * move the element.
 */
export const place = ({ style }, x, y) => {
  style.translate = `${px(x)} ${px(y)}`;
};

/** Gives an element a size. */
export const size = ({ style }, width, height) => {
  style.width = px(width);
  style.height = px(height);
};

/** Enlarges a picture to `scale` times its frame, and shows the part in column `x` and row `y`. */
export const crop = ({ style }, scale, x, y) => {
  style.width = style.height = `${scale}00%`;
  style.left = `-${x}00%`;
  style.top = `-${y}00%`;
};

// Up to two letters that stand for a carrier; the style sheet makes capitals of them.
const initials = (name, code) => {
  const [first, second] = (name.match(/[^\s._-]+/g) ?? [code]).map((word) => [...word]);
  return second ? first[0] + second[0] : first.slice(0, 2).join("");
};

/** Whether a picture is there, or will never be. */
export const isSettled = (image) => image.complete;

/** A carrier's picture; where it has none, or it cannot be had, two letters of its name. */
export const badge = (name, code, address) => {
  const [element, image] = build(
    '<span class="badge" aria-hidden="true">{}<img ref alt="" decoding="async"/></span>',
    {},
    initials(name, code),
  );
  image.onerror = () => image.remove();
  // By which the host's prices find their places.
  element.dataset.carrier = code;
  if (address) image.src = address;
  else image.remove();
  return element;
};

// The details of the element's events, with the names of its contract.

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

export const selection = (point, postNumber = null, availability, receipt, confirmedAt) => ({
  ...point,
  postNumber,
  availability,
  ...(receipt && { receipt }),
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

export const results = (count, skipped, more, geocoding = null, area = null, stale) => ({
  count,
  skipped,
  more,
  geocoding,
  area,
  stale,
});

export const failure = (code, message, retryAfter) => ({ code, message, ...(retryAfter >= 0 && { retryAfter }) });
