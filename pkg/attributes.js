// The attributes of the element, and the properties that reflect them.

// Attributes that are texts, each with the property that reflects it.
export const TEXTS = {
  endpoint: "endpoint",
  "token-endpoint": "tokenEndpoint",
  "api-base": "apiBase",
  country: "country",
  countries: "countries",
  carriers: "carriers",
  address: "address",
  street: "street",
  "house-number": "houseNumber",
  "postal-code": "postalCode",
  city: "city",
  latitude: "latitude",
  longitude: "longitude",
  "shop-types": "shopTypes",
  "carrier-shop-type": "carrierShopType",
  "carrier-service-point-ids": "carrierServicePointIds",
  radius: "radius",
  limit: "limit",
  language: "language",
  persist: "persist",
  display: "display",
  layout: "layout",
  theme: "theme",
  tiles: "tiles",
  "tiles-attribution": "tilesAttribution",
  directions: "directions",
  "post-number": "postNumber",
  name: "name",
};

// Attributes that say where to start, or which points are meant.
export const STARTS = "address street house-number postal-code city latitude longitude carrier-service-point-ids".split(
  " ",
);

// Attributes that are there or not.
export const FLAGS = {
  "use-integration-carriers": "useIntegrationCarriers",
  "no-map": "noMap",
  "no-geolocation": "noGeolocation",
  "follow-map": "followMap",
  receipt: "receipt",
  required: "required",
  disabled: "disabled",
};

/** Gives a class the properties, which read and write the attributes as native ones do. */
export function reflect(prototype) {
  for (const [attribute, property] of Object.entries(TEXTS)) {
    Object.defineProperty(prototype, property, {
      get() {
        return this.getAttribute(attribute) ?? "";
      },
      set(value) {
        if (value == null) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value);
      },
      configurable: true,
      enumerable: true,
    });
  }

  for (const [attribute, property] of Object.entries(FLAGS)) {
    Object.defineProperty(prototype, property, {
      get() {
        return this.hasAttribute(attribute);
      },
      set(value) {
        this.toggleAttribute(attribute, Boolean(value));
      },
      configurable: true,
      enumerable: true,
    });
  }
}
