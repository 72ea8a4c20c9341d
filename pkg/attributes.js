// The attributes of the element, the properties that reflect them, and what every form field has.

// Attributes, each with the property of its name, written as properties are.
const reflected = (names) =>
  Object.fromEntries(names.split(" ").map((name) => [name, name.replace(/-(.)/g, (_, sign) => sign.toUpperCase())]));

// Attributes that are texts, each with the property that reflects it.
export const TEXTS = reflected(
  "endpoint token-endpoint api-base country countries carriers address street house-number postal-code city latitude longitude shop-types " +
    "carrier-shop-type carrier-service-point-ids radius limit language persist display layout theme tiles tiles-attribution directions post-number name",
);

// Attributes that say where to start, or which points are meant.
export const STARTS = "address street house-number postal-code city latitude longitude carrier-service-point-ids".split(
  " ",
);

// Attributes that are there or not.
export const FLAGS = reflected("use-integration-carriers no-map no-geolocation follow-map receipt required disabled");

// Properties for what no attribute can hold: texts by their key, texts by a carrier's code, and a function.
export const SETTINGS = "messages prices getToken".split(" ");

// What a form field tells of itself, and does.
const FIELD = "form validity validationMessage willValidate".split(" ");
const VALIDATES = "checkValidity reportValidity".split(" ");

// `get` is called with an element, `set` with an element and a value.
const define = (prototype, name, get, set) =>
  Object.defineProperty(prototype, name, {
    get() {
      return get(this);
    },
    set:
      set &&
      function (value) {
        set(this, value);
      },
    configurable: true,
    enumerable: true,
  });

/** Gives a class the properties, which read and write the attributes as native ones do. */
export function reflect(prototype) {
  for (const [attribute, property] of Object.entries(TEXTS)) {
    define(
      prototype,
      property,
      (element) => element.getAttribute(attribute) ?? "",
      (element, value) => {
        if (value == null) element.removeAttribute(attribute);
        else element.setAttribute(attribute, value);
      },
    );
  }

  for (const [attribute, property] of Object.entries(FLAGS)) {
    define(
      prototype,
      property,
      (element) => element.hasAttribute(attribute),
      (element, value) => element.toggleAttribute(attribute, Boolean(value)),
    );
  }
}

/**
 * Gives a class the settings. `kept` gives the object that holds those of an element; `changed` hears of each that is set.
 */
export function settings(prototype, kept, changed) {
  for (const name of SETTINGS) {
    define(
      prototype,
      name,
      (element) => kept(element)[name] ?? null,
      (element, value) => {
        kept(element)[name] = value;
        changed(element);
      },
    );
  }
}

/** Gives a class the members of a form field, with what `internals` gives of an element. */
export function fieldMembers(prototype, internals) {
  for (const name of FIELD) define(prototype, name, (element) => internals(element)[name]);
  define(prototype, "type", (element) => element.localName);
  for (const name of VALIDATES) {
    prototype[name] = function () {
      return internals(this)[name]();
    };
  }
}
