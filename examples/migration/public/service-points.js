// `sendcloud.servicePoints.open(config, success, failure)`, as Sendcloud's hosted picker has it, on <service-point-picker>.
// Copy this file into your shop, load it in place of Sendcloud's script, and leave the code that calls it as it is.

/** What holds for every call. Change it before the first one: `sendcloud.servicePoints.settings.endpoint = "…"`. */
const settings = {
  /** Where the picker's script lies. It is loaded at the first call. */
  script: "/service-point-picker/register.js",
  /** Your proxy. It has the keys, so the `apiKey` of a call is not used. */
  endpoint: "/api",
  /** A map, if you want one: the address of its tiles, and whose they are. */
  tiles: null,
  tilesAttribution: null,
};

const KINDS = ["servicepoint", "locker", "post_office", "carrier_depot"];

// What the shopper can do nothing about: the dialog closes at once.
const HOPELESS = /^(attribute|attributes|module|endpoint_setup|not_found|answer)/;

// A button that is pressed twice while the picker is on its way opens one dialog.
let busy = false;

/**
 * Opens the picker in a dialog, unless one is open.
 *
 * `success(point, postNumber)` gets the point in the shape that the hosted picker gives it. `failure(errors)` gets a list of
 * sentences when the dialog was closed without a choice because something failed. Closing alone is no failure, unless
 * `config.closingIsFailure` is true: then the list is `["Closed"]`, as with the hosted picker. One of them is called, once,
 * or none.
 *
 * @param {object} config
 * @param {string} config.country such as `nl`
 * @param {string} [config.language] such as `nl-nl`; otherwise that of the page
 * @param {string} [config.postalCode]
 * @param {string} [config.city]
 * @param {string | string[]} [config.carriers] such as `postnl,dhl`; otherwise those of the integration
 * @param {string} [config.shopType] a kind such as `locker`, or the carrier's own word
 * @param {string | number} [config.servicePointId] the point that was chosen before
 * @param {string} [config.postNumber] the shopper's, which a Packstation needs; the picker asks for it otherwise
 * @param {boolean} [config.closingIsFailure]
 * @param {(point: object, postNumber: string) => void} success
 * @param {(errors: string[]) => void} [failure]
 */
async function open(config, success, failure = () => {}) {
  if (busy) return;
  busy = true;
  try {
    await import(settings.script);
  } catch (error) {
    busy = false;
    failure([`The picker cannot be loaded: ${error.message}`]);
    return;
  }
  // One for each call, so that nothing of an earlier one is left.
  const picker = document.createElement("service-point-picker");
  Object.assign(picker, attributes(config));

  let chosen = false;
  let errors = [];
  picker.addEventListener("spp-results", () => (errors = []));
  picker.addEventListener("spp-error", ({ detail }) => {
    errors.push(detail.message);
    if (HOPELESS.test(detail.code)) picker.hide();
  });
  picker.addEventListener("spp-change", ({ detail }) => {
    chosen = true;
    success(picker.format("legacy-picker"), detail.selection.postNumber ?? "");
  });
  picker.addEventListener("spp-close", () => {
    picker.remove();
    busy = false;
    if (chosen) return;
    if (errors.length) failure(errors);
    else if (config.closingIsFailure) failure(["Closed"]);
  });
  document.body.append(picker);
  picker.show();
}

/** The properties of the picker that are a call's configuration. */
function attributes({ country, language, postalCode, city, carriers, shopType, servicePointId, postNumber }) {
  const { endpoint, tiles, tilesAttribution } = settings;
  return {
    ...{ display: "dialog", persist: "none", className: "hosted", endpoint, tiles, tilesAttribution },
    ...{ country: country?.toUpperCase(), language, postalCode, city },
    carriers: carriers ? String(carriers).replaceAll(",", " ") : null,
    useIntegrationCarriers: !carriers,
    [KINDS.includes(shopType) ? "shopTypes" : "carrierShopType"]: shopType,
    value: servicePointId == null ? "" : String(servicePointId),
    postNumber,
  };
}

// The shop has a button of its own. A constructed sheet needs no exception in a Content-Security-Policy.
const sheet = new CSSStyleSheet();
sheet.replaceSync("service-point-picker.hosted::part(open) { display: none }");
document.adoptedStyleSheets.push(sheet);

globalThis.sendcloud = { ...globalThis.sendcloud, servicePoints: { open, settings } };
