// What a shop's own script may rely on: events, properties, attributes and the form.
import { expect, test } from "./journey.js";
import { Picker, VIA_ROMANA } from "./pages/picker.js";

const WORKING = { endpoint: "/api", country: "IT", "use-integration-carriers": "" };

test("the events of a journey come in their order, with what the contract says", async ({ heard, picker, shop }) => {
  await expect.poll(heard.names).toEqual(["spp-ready"]);
  expect((await heard.all())[0].detail).toEqual({ selection: null });
  await heard.forget();

  await picker.find();
  const point = await picker.choose(1);
  expect(await heard.names()).toEqual(["spp-results", "spp-highlight", "spp-select", "spp-change", "input", "change"]);
  const [results, highlight, select, change] = await heard.all();
  expect(results.detail).toEqual({
    count: 100,
    skipped: 0,
    more: true,
    geocoding: { status: "matched", precision: "street", formattedAddress: "Via Romana, 50125 Firenze FI, Italia" },
    area: null,
    stale: false,
  });
  expect(highlight.detail.point).toEqual(point);
  expect(select).toMatchObject({ cancelable: true, detail: { selection: { id: point.id } } });
  expect(change.cancelable).toBe(false);

  const selection = await picker.selection();
  expect(change.detail.selection).toEqual(selection);
  expect(selection).toEqual({
    ...point,
    postNumber: null,
    availability: "available",
    confirmedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
  expect(Object.keys(selection).sort()).toEqual(
    [
      ["id", "carrierServicePointId", "carrier", "name", "address", "position", "generalShopType", "carrierShopType"],
      ["contact", "postNumber", "distance", "openingTimes", "isExpired", "availability", "confirmedAt"],
    ]
      .flat()
      .sort(),
  );
  expect(Object.keys(point.address).sort()).toEqual(["city", "countryCode", "houseNumber", "postalCode", "street"]);
  expect(typeof selection.id).toBe("string");
  expect(await shop.field("service_point")).toEqual([selection.id]);
});

test("the area of a search is in its event", async ({ heard, picker }) => {
  await picker.find();
  await picker.drag(80, 40);
  const asked = picker.listAsked();
  await picker.searchArea.click();
  const parameters = await asked;
  await expect.poll(async () => (await heard.of("spp-results")).length).toBe(2);
  const { area } = (await heard.of("spp-results"))[1].detail;
  expect(area.northEast.latitude).toBeCloseTo(Number(parameters.get("ne_latitude")), 5);
  expect(area.southWest.longitude).toBeCloseTo(Number(parameters.get("sw_longitude")), 5);
});

test("events leave the page's shadow roots and can be heard on the document", async ({ picker }) => {
  const ready = await picker.page.evaluate(async () => {
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    const inner = document.createElement("service-point-picker");
    for (const name of ["endpoint", "country"]) inner.setAttribute(name, name === "country" ? "IT" : "/api");
    inner.toggleAttribute("use-integration-carriers", true);
    root.append(inner);
    const heard = new Promise((resolve) => {
      document.addEventListener("spp-ready", (event) =>
        resolve([event.target === host, event.composedPath()[0] === inner]),
      );
    });
    document.body.append(host);
    return heard;
  });
  expect(ready).toEqual([true, true]);
});

for (const [what, attributes, attribute, code, message] of [
  [
    "no endpoint",
    { country: "IT", "use-integration-carriers": "" },
    "endpoint",
    "attribute_missing",
    /Set endpoint to the address of your proxy/,
  ],
  [
    "no country",
    { endpoint: "/api", "use-integration-carriers": "" },
    "country",
    "attribute_missing",
    /Set country to an ISO 3166-1 code/,
  ],
  [
    "no carriers",
    { endpoint: "/api", country: "IT" },
    "carriers",
    "attribute_missing",
    /or set use-integration-carriers/,
  ],
  ["both kinds of carriers", { ...WORKING, carriers: "dhl" }, "carriers", "attributes_conflict", /not both/],
  [
    "two places to start",
    { ...WORKING, address: "Firenze", city: "Firenze" },
    "address",
    "attributes_conflict",
    /in one way/,
  ],
  ["half a position", { ...WORKING, latitude: "43.7" }, "latitude", "attribute_invalid", /given together/],
  [
    "a house number alone",
    { ...WORKING, "house-number": "20" },
    "house-number",
    "attribute_invalid",
    /needs street or postal-code/,
  ],
  [
    "a script for an endpoint",
    { ...WORKING, endpoint: "javascript:alert(1)" },
    "endpoint",
    "attribute_invalid",
    /endpoint is a path such as/,
  ],
  [
    "keys in the endpoint",
    { ...WORKING, endpoint: "https://key:secret@shop.example/api" },
    "endpoint",
    "attribute_invalid",
    /must not carry credentials/,
  ],
  ["a country of three letters", { ...WORKING, country: "ITA" }, "country", "attribute_invalid", /two-letter/],
  ["a radius beyond the API's", { ...WORKING, radius: "50001" }, "radius", "attribute_invalid", /50000/],
  ["a limit of nothing", { ...WORKING, limit: "0" }, "limit", "attribute_invalid", /1 to 200/],
  [
    "an unknown shop type",
    { ...WORKING, "shop-types": "kiosk" },
    "shop-types",
    "attribute_invalid",
    /shop-types knows servicepoint, locker/,
  ],
  ["a value that is no id", { ...WORKING, value: "abc" }, "value", "attribute_invalid", /digits only/],
]) {
  test(`${what}: the developer reads in the element what to mend, and gets an error with a code`, async ({
    heard,
    page,
    picker: _,
    shop,
  }) => {
    await shop.add("wrong", attributes);
    const wrong = new Picker(page, "#wrong");
    await expect(wrong.configurationError).toBeVisible();
    await expect(wrong.configurationError).toHaveText(message);
    await expect(wrong.configurationError).toHaveText(/^<service-point-picker>: /);
    const errors = (await heard.of("spp-error")).filter((event) => event.id === "wrong");
    expect(errors.map(({ detail }) => detail)).toEqual([{ code, attribute, message: expect.stringMatching(message) }]);

    // Mended, it starts.
    await wrong.element.evaluate((element, working) => {
      for (const name of element.getAttributeNames()) if (name !== "id") element.removeAttribute(name);
      for (const [name, value] of Object.entries(working)) element.setAttribute(name, value);
    }, WORKING);
    await wrong.ready();
    await expect(wrong.configurationError).toBeHidden();
  });
}

test("a wrong attribute on a running picker is told, and the picker goes on", async ({ heard, picker }) => {
  await picker.find();
  await picker.element.evaluate((element) => element.setAttribute("carriers", "dhl"));
  await expect(picker.configurationError).toHaveText(/not both/);
  expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["attributes_conflict"]);
  await expect(picker.rows.first()).toBeVisible();
  const asked = picker.listAsked();
  await picker.element.evaluate((element) => element.removeAttribute("use-integration-carriers"));
  const parameters = await asked;
  expect(parameters.getAll("carrier_code")).toEqual(["dhl"]);
  expect(parameters.has("use_integration_carriers")).toBe(false);
  await expect(picker.configurationError).toBeHidden();
  await expect
    .poll(async () => new Set((await picker.points()).map((point) => point.carrier.code)))
    .toEqual(new Set(["dhl"]));
});

test("clear() takes the choice away without an event", async ({ heard, picker, shop }) => {
  await picker.find();
  await picker.choose(0);
  await heard.forget();
  await picker.element.evaluate((element) => element.clear());
  expect(await picker.selection()).toBe(null);
  expect(await shop.field("service_point")).toEqual([]);
  expect(await picker.element.evaluate((element) => element.checkValidity())).toBe(false);
  await expect(picker.list).toBeVisible();
  expect(await heard.names()).toEqual([]);
});

/** Ids of two points that stay where they are. */
const [PRESET, OTHER] = ["10519656", "13719490"];

test("a preset value is read and checked again before it counts, without a search or an event of a change", async ({
  heard,
  page,
  picker: _,
  sandbox,
  shop,
}) => {
  await shop.add("preset", { ...WORKING, name: "point", required: "", value: PRESET });
  const preset = new Picker(page, "#preset");
  await expect(preset.summary).toContainText("Pick Up Minimarket");
  expect(await preset.selection()).toMatchObject({ id: PRESET, availability: "available" });
  const data = await page.locator("#form-of-preset").evaluate((form) => [...new FormData(form)]);
  expect(data).toEqual([
    ["point", PRESET],
    ["point_carrier", "inpost_it"],
  ]);
  const [ready] = (await heard.of("spp-ready")).filter((event) => event.id === "preset");
  expect(ready.detail.selection.id).toBe(PRESET);
  expect(await heard.of("spp-change")).toEqual([]);
  const seen = [await sandbox.requests("retrieve"), await sandbox.requests("check"), await sandbox.requests("list")];
  expect(seen.map((requests) => requests.length)).toEqual([1, 1, 0]);
  expect(await page.evaluate(() => document.activeElement.localName), "nothing takes the focus").toBe("body");
});

test("a preset point that takes no parcels any more is dropped, and the shopper and the shop are told", async ({
  heard,
  page,
  picker: _,
  sandbox,
  shop,
}) => {
  await sandbox.setFaults({ unavailable: [Number(PRESET)] });
  await shop.add("preset", { ...WORKING, name: "point", value: PRESET });
  const preset = new Picker(page, "#preset");
  await expect(preset.alert).toContainText("The pickup point chosen earlier is not available any more.");
  expect(await preset.selection()).toBe(null);
  const errors = (await heard.of("spp-error")).map(({ detail }) => detail.code);
  expect(errors).toEqual(["selection_unavailable"]);
  expect(await page.locator("#form-of-preset").evaluate((form) => [...new FormData(form)])).toEqual([]);
});

test("a preset id that nobody knows is dropped the same way", async ({ heard, page, picker: _, shop }) => {
  await shop.add("preset", { ...WORKING, name: "point", value: "424242" });
  const preset = new Picker(page, "#preset");
  await expect(preset.alert).toContainText("The pickup point chosen earlier is not available any more.");
  expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["selection_unavailable"]);
});

const setValue = (picker, id) => picker.element.evaluate((element, id) => (element.value = id), id);

test("the value property chooses by id, and reads back what counts", async ({ picker, shop }) => {
  const value = () => picker.element.evaluate((element) => element.value);
  expect(await value()).toBe("");
  await setValue(picker, PRESET);
  await expect(picker.summary).toContainText("Pick Up Minimarket");
  expect(await value()).toBe(PRESET);
  expect(await shop.field("service_point")).toEqual([PRESET]);
  await setValue(picker, "");
  await expect(picker.summary).toHaveCount(0);
  expect(await value()).toBe("");
  expect(await shop.field("service_point")).toEqual([]);
});

test("another value takes the place of the first, for the form and for the eye", async ({ picker, shop }) => {
  await setValue(picker, PRESET);
  await expect(picker.summary).toContainText("Pick Up Minimarket");
  await setValue(picker, OTHER);
  await expect.poll(() => shop.field("service_point")).toEqual([OTHER]);
  await expect(picker.summary).toContainText("DAVID MERCATO");
});

test("a value that was cleared can be set again", async ({ picker, shop }) => {
  await setValue(picker, PRESET);
  await expect(picker.summary).toBeVisible();
  await picker.element.evaluate((element) => element.clear());
  await expect(picker.summary).toHaveCount(0);
  await setValue(picker, PRESET);
  await expect(picker.summary).toContainText("Pick Up Minimarket");
  expect(await shop.field("service_point")).toEqual([PRESET]);
});

test("a form that is reset loses the choice", async ({ picker, shop }) => {
  await picker.find();
  await picker.choose(0);
  await shop.form.evaluate((form) => form.reset());
  await expect(picker.summary).toHaveCount(0);
  expect(await picker.selection()).toBe(null);
  expect(await shop.field("service_point")).toEqual([]);
});

test("a form that is reset goes back to the preset choice", async ({ page, picker: _, shop }) => {
  await shop.add("preset", { ...WORKING, name: "point", value: PRESET, address: VIA_ROMANA });
  const preset = new Picker(page, "#preset");
  await expect(preset.summary).toContainText("Pick Up Minimarket");
  await preset.change.click();
  await preset.choose(1);
  expect((await preset.selection()).id).toBe(OTHER);
  await page.locator("#form-of-preset").evaluate((form) => form.reset());
  await expect(preset.summary).toContainText("Pick Up Minimarket");
  expect((await preset.selection()).id).toBe(PRESET);
});

test("a disabled picker takes no input and sends nothing", async ({ page, picker, shop }) => {
  await picker.find();
  await picker.choose(0);
  await picker.element.evaluate((element) => (element.disabled = true));
  expect(await shop.field("service_point")).toEqual([]);
  expect(await picker.element.evaluate((element) => element.willValidate)).toBe(false);
  await page.getByLabel("E-mail").focus();
  await page.keyboard.press("Tab");
  await expect(shop.placeOrder).toBeFocused();
  await picker.element.evaluate((element) => (element.disabled = false));
  expect(await shop.field("service_point")).toHaveLength(1);
  await picker.change.click();
  await expect(picker.list).toBeVisible();
});

test("a fieldset that is disabled disables the picker in it", async ({ page, picker }) => {
  await picker.element.evaluate((element) => {
    const fieldset = document.createElement("fieldset");
    element.replaceWith(fieldset);
    fieldset.append(element);
    fieldset.disabled = true;
  });
  const inert = () => picker.element.evaluate((element) => element.shadowRoot.querySelector("section").inert);
  expect(await inert()).toBe(true);
  await page.locator("fieldset:has(#picker)").evaluate((fieldset) => (fieldset.disabled = false));
  expect(await inert()).toBe(false);
});

test("another country drops the choice, the list and the map's results, and says so", async ({
  heard,
  picker,
  shop,
}) => {
  await picker.find();
  await picker.choose(0);
  await heard.forget();
  await shop.country.selectOption("NL");
  await expect(picker.summary).toHaveCount(0);
  await expect(picker.rows).toHaveCount(0);
  await expect(picker.markers).toHaveCount(0);
  expect(await shop.field("service_point")).toEqual([]);
  expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["selection_unavailable"]);
  expect(await picker.selection()).toBe(null);
});

test("a picker that is moved in the page keeps what the shopper did", async ({ picker }) => {
  await picker.find();
  const point = await picker.look(2);
  await picker.element.evaluate((element) => element.parentElement.prepend(element));
  await expect(picker.radio(point.id)).toBeChecked();
  await picker.confirm.click();
  await expect(picker.summary).toContainText(point.name);
});

test("a picker that was taken off the page works again when it is back, and its choice still counts", async ({
  page,
  picker,
  sandbox,
  shop,
}) => {
  await picker.find();
  const point = await picker.choose(0);
  await picker.element.evaluate(async (element) => {
    window.parent0 = element.parentElement;
    window.kept = element;
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
  });
  expect(await page.evaluate(() => window.kept.shadowRoot.querySelector(".picker"))).toBe(null);
  await sandbox.setFaults({});
  await page.evaluate(() => window.parent0.append(window.kept));
  await expect(picker.summary).toContainText(point.name);
  expect(await shop.field("service_point")).toEqual([point.id]);
  await picker.change.click();
  await picker.find("Firenze");
  const other = await picker.choose(0);
  expect(await shop.field("service_point")).toEqual([other.id]);
});

test("a picker that leaves the page in the middle of a search leaves no trace", async ({ page, picker }) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/api/service-points?*", async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await picker.submit(VIA_ROMANA);
  const failed = page.waitForEvent("requestfailed");
  await picker.element.evaluate((element) => element.remove());
  expect((await failed).url(), "its request is given up").toContain("/api/service-points");
  release();
});

test("two pickers on a page know nothing of each other", async ({ page, picker, shop }) => {
  await shop.add("second", { ...WORKING, name: "return_point", address: VIA_ROMANA });
  const second = new Picker(page, "#second");
  await expect(second.radios).toHaveCount(100);
  await expect(picker.rows).toHaveCount(0);
  const returned = await second.choose(3);
  await expect(picker.summary).toHaveCount(0);
  await picker.find("Firenze");
  const delivered = await picker.choose(1);
  expect(await shop.field("service_point")).toEqual([delivered.id]);
  expect(await shop.field("return_point")).toEqual([]);
  const data = await page.locator("#form-of-second").evaluate((form) => [...new FormData(form)]);
  expect(data).toEqual([
    ["return_point", returned.id],
    ["return_point_carrier", returned.carrier.code],
  ]);
});

test("properties reflect attributes, and an unset one is an empty text", async ({ picker }) => {
  const reflected = await picker.element.evaluate((element) => {
    element.radius = 900;
    element.noMap = true;
    const seen = [element.getAttribute("radius"), element.radius, element.country, element.city, element.required];
    element.noMap = false;
    element.radius = null;
    return [...seen, element.hasAttribute("radius"), element.hasAttribute("no-map"), element.type];
  });
  expect(reflected).toEqual(["900", "900", "IT", "", true, false, false, "service-point-picker"]);
});

test("until the picker runs, and when it cannot, the shop's own words stand in its place", async ({
  page,
  shop,
  heard,
}) => {
  await page.route("**/pkg/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  await shop.open();
  await expect
    .poll(async () => (await heard.of("spp-error")).map(({ detail }) => detail.code))
    .toEqual(["module_failed"]);
  await expect(page.getByText("The choice of pickup points could not be loaded.")).toBeVisible();
  await shop.placeOrder.click();
  expect(new URL(page.url()).pathname, "an order without a point is still held up").toBe("/");
});

// A list that is replaced takes the focus from its rows, and the browser tells the host so in the midst of it.
test("a host that answers to a loss of focus by a call of its own breaks nothing", async ({ page, picker }) => {
  await picker.find();
  await picker.radios.nth(3).focus();
  await picker.element.evaluate((element) => {
    window.answered = 0;
    for (const name of ["focusin", "focusout"])
      element.addEventListener(name, () => {
        window.answered += 1;
        element.clear();
      });
    element.setAttribute("limit", "50");
  });
  await expect(picker.radios).toHaveCount(50);
  expect(await page.evaluate(() => window.answered)).toBeGreaterThan(0);
  await picker.element.evaluate((element) => element.replaceWith(element.cloneNode()));
  await picker.find();
  await picker.choose(0);
});
