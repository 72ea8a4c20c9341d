// What a page's own script can do with the picker, beside its attributes: search, move the map, say prices and texts.
import { readFile } from "node:fs/promises";

import { LONGEST_DIAGONAL, boxOf, diagonal } from "./geography.js";
import { expect, test as journey } from "./journey.js";
import { Host } from "./pages/host.js";
import { VIA_ROMANA } from "./pages/picker.js";

const WORKING = { endpoint: "/api", country: "IT", "use-integration-carriers": "" };
const TILES = { tiles: "/tiles/{z}/{x}/{y}{r}" };
const DUOMO = { latitude: 43.7731, longitude: 11.2558 };
const CENTRE = {
  northEast: { latitude: 43.78, longitude: 11.265 },
  southWest: { latitude: 43.765, longitude: 11.245 },
};

const test = journey.extend({
  host: async ({ page }, use) => {
    await use(new Host(page));
  },
});

/** Calls a method, and gives what its promise tells: a value, or what it fails with. */
const call = (picker, method, what) =>
  picker.element.evaluate(
    (element, [method, what]) =>
      element[method](what).then(
        (value) => ({ value }),
        ({ name, code, message }) => ({ name, code, message }),
      ),
    [method, what],
  );

/** Holds every search up until `release` is called. */
async function holdSearches(page) {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/api/service-points?*", async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  return release;
}

const lists = async (sandbox) => (await sandbox.calls()).filter((call) => call === "GET /service-points").length;

test("an address is searched as if it had been typed, and the promise is of that search", async ({ heard, picker }) => {
  await heard.forget();
  const { value } = await call(picker, "search", { address: ` ${VIA_ROMANA} ` });
  expect(value).toMatchObject({ count: 100, geocoding: { status: "matched" }, area: null });
  expect((await heard.all()).map(({ name, detail }) => [name, detail])).toEqual([["spp-results", value]]);
  await expect(picker.address).toHaveValue(VIA_ROMANA);
  await expect(picker.feedback).toContainText("Via Romana");
  await picker.page.reload();
  await expect(picker.address, "a reload finds it again").toHaveValue(VIA_ROMANA);
});

test("a place is searched, and not said to be the shopper's", async ({ picker }) => {
  await picker.address.fill("typed, and not searched");
  const asked = picker.listAsked();
  const { value } = await call(picker, "search", DUOMO);
  const parameters = await asked;
  expect([parameters.get("latitude"), parameters.get("longitude"), parameters.get("address")]).toEqual([
    "43.773100",
    "11.255800",
    null,
  ]);
  expect(value).toMatchObject({ geocoding: null, area: null });
  await expect(picker.rows.first()).toBeVisible();
  await expect(picker.feedback).toBeEmpty();
  await expect(picker.address).toHaveValue("");
});

test("an area is searched as it is, and the map shows it", async ({ picker }) => {
  await picker.find();
  const asked = picker.listAsked();
  const { value } = await call(picker, "search", { area: CENTRE });
  expect(boxOf(await asked)).toEqual(CENTRE);
  expect(value.area).toEqual(CENTRE);
  await expect(picker.searchArea).toHaveCount(0);
  await expect(picker.marked).toBeHidden();
  const { center, zoom } = await picker.element.evaluate((element) => element.viewport);
  expect(center.latitude).toBeCloseTo(43.7725, 3);
  expect(center.longitude).toBeCloseTo(11.255, 4);
  expect(zoom).toBeGreaterThan(13);
});

test("of an area that is too large the middle is searched, and the map marks it", async ({ picker }) => {
  const large = { northEast: { latitude: 45, longitude: 12 }, southWest: { latitude: 42, longitude: 10 } };
  const { value } = await call(picker, "search", { area: large });
  expect(diagonal(value.area)).toBeLessThan(LONGEST_DIAGONAL);
  expect(diagonal(value.area)).toBeGreaterThan(0.98 * LONGEST_DIAGONAL);
  expect((value.area.northEast.latitude + value.area.southWest.latitude) / 2).toBeCloseTo(43.5, 3);
  await expect(picker.marked).toBeVisible();
  await expect(picker.note).toContainText("the points inside the marked area are listed");
});

test("an area across the antimeridian is cut there, and one beyond the map is none", async ({ picker }) => {
  const pacific = { northEast: { latitude: -16, longitude: -179.9 }, southWest: { latitude: -16.1, longitude: 179.7 } };
  const { value } = await call(picker, "search", { area: pacific });
  expect(value.area.northEast.longitude).toBe(180);
  expect(value.area.southWest.longitude).toBeCloseTo(179.7, 9);
  const pole = { northEast: { latitude: 89, longitude: 11 }, southWest: { latitude: 86, longitude: 10 } };
  expect(await call(picker, "search", { area: pole })).toEqual({
    name: "TypeError",
    message: expect.stringMatching(/is no address, place or area/),
  });
});

test("a search that fails fails its promise with the code of the error", async ({ heard, picker, sandbox }) => {
  await sandbox.setFaults({ geocoder_down: true });
  const failed = await call(picker, "search", { address: VIA_ROMANA });
  const [{ detail }] = await heard.of("spp-error");
  expect(failed).toEqual({ name: "Error", code: "service_unavailable", message: detail.message });
  await expect(picker.retry).toBeVisible();
  await sandbox.setFaults({});
  expect((await call(picker, "refresh")).value.count).toBe(100);
});

const replacements = {
  "another search of the page's": (element) => element.search({ latitude: 43.7, longitude: 11.2 }).catch(() => {}),
  "a search of the shopper's": (element) => element.shadowRoot.querySelector("form button").click(),
  "another country": (element) => element.setAttribute("country", "NL"),
  "the element's way from the page": (element) => element.remove(),
};
for (const [what, replace] of Object.entries(replacements)) {
  test(`a search on its way is aborted by ${what}`, async ({ page, picker }) => {
    const release = await holdSearches(page);
    const asked = page.waitForRequest("**/api/service-points?*");
    const outcome = await picker.element.evaluateHandle((element) => {
      const promise = element.search({ address: "Via Romana 20, Firenze" });
      return { settled: promise.then(String, ({ name }) => name) };
    });
    await asked;
    await picker.element.evaluate(replace);
    expect(await outcome.evaluate(({ settled }) => settled)).toBe("AbortError");
    release();
  });
}

test("of two searches at once, the second counts", async ({ picker }) => {
  const outcomes = await picker.element.evaluate((element) =>
    Promise.all(
      ["Fiesole", "Via Romana 20, Firenze"].map((address) =>
        element.search({ address }).then(
          ({ geocoding }) => geocoding.formattedAddress,
          ({ name }) => name,
        ),
      ),
    ),
  );
  expect(outcomes).toEqual(["AbortError", expect.stringContaining("Via Romana")]);
});

test("a failed check while a search is on its way is not the search's failure", async ({ page, picker, sandbox }) => {
  await picker.find();
  await picker.look(0);
  await sandbox.setFaults({ rules: [{ route: "check", status: 401 }] });
  const release = await holdSearches(page);
  const asked = page.waitForRequest("**/api/service-points?*");
  const outcome = await picker.element.evaluateHandle((element) => ({ found: element.search({ address: "Fiesole" }) }));
  await asked;
  await picker.confirm.click();
  await expect(picker.alert).toContainText("We could not check this point.");
  release();
  expect(await outcome.evaluate(({ found }) => found)).toMatchObject({ area: null });
});

for (const [what, message] of [
  [undefined, /undefined/],
  ["Firenze", /^"Firenze" is no address, place or area that can be searched/],
  [{}, /is no address/],
  [{ address: " " }, /is no address/],
  [{ latitude: 43 }, /^{"latitude":43} is no address/],
  [{ latitude: 91, longitude: 11 }, /is no address/],
  [{ latitude: "north", longitude: 11 }, /is no address/],
  [{ area: null }, /is no address/],
  [{ area: { northEast: CENTRE.northEast } }, /latitude/],
  [{ area: { northEast: CENTRE.southWest, southWest: CENTRE.northEast } }, /is no address/],
]) {
  test(`search(${JSON.stringify(what)}) says what is wrong, and asks for nothing`, async ({ picker, sandbox }) => {
    expect(await call(picker, "search", what)).toEqual({ name: "TypeError", message: expect.stringMatching(message) });
    expect(await lists(sandbox)).toBe(0);
  });
}

test("a search starts the picker of a dialog that nobody has opened, and opens nothing", async ({
  host,
  page,
  sandbox,
}) => {
  await host.open({ ...WORKING, display: "dialog" });
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await expect(page.locator('[part="open"]')).toBeVisible();
  expect(await lists(sandbox)).toBe(0);
  const { value } = await call(host.picker, "search", { address: VIA_ROMANA });
  expect(value.count).toBe(100);
  expect(loaded).toContain("/pkg/picker_bg.wasm");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.locator('[part="open"]').click();
  await expect(host.picker.rows.first()).toBeVisible();
  expect(await lists(sandbox), "nothing is searched twice").toBe(1);
});

test("where there is no picker, a search says why", async ({ host, page }) => {
  await host.open({ ...WORKING, country: "ITA" });
  expect(await call(host.picker, "search", { address: VIA_ROMANA })).toMatchObject({ code: "attribute_invalid" });
  const nowhere = await page.evaluate(() =>
    document
      .createElement("service-point-picker")
      .search({ address: "Firenze" })
      .catch(({ name }) => name),
  );
  expect(nowhere).toBe("InvalidStateError");
  await page.route("**/picker_bg.wasm", (route) => route.abort());
  await page.reload();
  await host.open(WORKING);
  expect(await call(host.picker, "search", { address: VIA_ROMANA })).toMatchObject({ code: "module_failed" });
});

test("refresh() repeats the last search, begins where the page says, and joins what is on its way", async ({
  host,
  sandbox,
}) => {
  await host.open({ ...WORKING, address: VIA_ROMANA, display: "dialog" });
  expect((await call(host.picker, "refresh")).value.count, "it begins").toBe(100);
  expect(await lists(sandbox)).toBe(1);
  await call(host.picker, "search", DUOMO);
  const asked = host.picker.listAsked();
  const both = await host.picker.element.evaluate((element) => Promise.all([element.refresh(), element.refresh()]));
  expect((await asked).get("latitude")).toBe("43.773100");
  expect(both[0]).toEqual(both[1]);
  expect(await lists(sandbox)).toBe(3);
});

test("without anything searched, and without a start, refresh() says so", async ({ picker, sandbox }) => {
  const message = "Nothing was searched yet, and there is no start.";
  expect(await call(picker, "refresh")).toEqual({ name: "TypeError", message });
  expect(await lists(sandbox)).toBe(0);
});

test("the viewport is the map's, and setting it moves the map and searches nothing", async ({ picker, sandbox }) => {
  await picker.find();
  const seen = await picker.viewport();
  const told = await picker.element.evaluate((element) => element.viewport);
  expect(told.center.latitude).toBeCloseTo(seen.center.latitude, 3);
  expect(told.center.longitude).toBeCloseTo(seen.center.longitude, 3);
  expect(told.zoom).toBeCloseTo(seen.zoom, 1);
  const searched = await lists(sandbox);
  const view = { center: DUOMO, zoom: 15.5 };
  expect(await picker.element.evaluate((element, view) => ((element.viewport = view), element.viewport), view)).toEqual(
    {
      center: { latitude: expect.closeTo(DUOMO.latitude, 6), longitude: expect.closeTo(DUOMO.longitude, 6) },
      zoom: 15.5,
    },
  );
  await expect(picker.searchArea, "the shopper may search here").toBeVisible();
  const shown = await picker.element.evaluate(
    (element, area) => ((element.viewport = { area }), element.viewport),
    CENTRE,
  );
  expect(shown.center.longitude).toBeCloseTo(11.255, 6);
  await picker.tilesSettled();
  expect(await lists(sandbox)).toBe(searched);
  for (const wrong of [null, {}, { area: {} }]) {
    const said = picker.element.evaluate((element, view) => void (element.viewport = view), wrong);
    await expect(said).rejects.toThrow(/TypeError/);
  }
});

test("where the list follows the map, it follows the viewport of the page's script too", async ({ host }) => {
  await host.open({ ...WORKING, ...TILES, "follow-map": "", address: VIA_ROMANA });
  await expect(host.picker.rows.first()).toBeVisible();
  const asked = host.picker.listAsked();
  await host.set({ viewport: { area: CENTRE } });
  const { northEast, southWest } = boxOf(await asked);
  expect(northEast.latitude).toBeGreaterThanOrEqual(CENTRE.northEast.latitude - 1e-5);
  expect(southWest.longitude).toBeLessThanOrEqual(CENTRE.southWest.longitude + 1e-5);
  // An area that is searched moves the map as well, with one search.
  const next = host.picker.listAsked();
  const area = { northEast: { latitude: 43.79, longitude: 11.29 }, southWest: { latitude: 43.77, longitude: 11.26 } };
  expect((await call(host.picker, "search", { area })).value.area).toEqual(area);
  expect(boxOf(await next)).toEqual(area);
});

test("without a map there is no viewport, and setting one does nothing", async ({ host }) => {
  await host.open({ ...WORKING, address: VIA_ROMANA });
  await expect(host.picker.rows.first()).toBeVisible();
  await host.set({ viewport: { center: DUOMO, zoom: 12 } });
  expect(await host.picker.element.evaluate((element) => element.viewport)).toBe(null);
});

test("prices stand beside the points, follow a change, and lose nothing of the shopper's", async ({ page, picker }) => {
  await picker.find();
  await picker.element.evaluate((element) => {
    element.prices = { brt: "€ 2,95", inpost_it: "<b>gratis</b>" };
  });
  const text = (carrier) =>
    picker.element.evaluate((element, carrier) => {
      const { id } = element.points.find((point) => point.carrier.code === carrier);
      // Of a place with several carriers, the first one's id is that of the place, too.
      return [...element.shadowRoot.querySelectorAll(`label[for="p${id}"] .price`)].at(-1).textContent;
    }, carrier);
  // Which way a text is written must not turn the words around it.
  await expect.poll(() => text("brt")).toBe(" · \u2068€ 2,95\u2069");
  expect(await text("inpost_it")).toBe(" · \u2068<b>gratis</b>\u2069");
  await expect(picker.list.locator(".price b")).toHaveCount(0);
  expect(await text("dhl"), "no price, no word").toBe("");

  const point = (await picker.points()).find(({ carrier }) => carrier.code === "brt");
  await picker.radio(point.id).check();
  await expect(picker.candidate).toContainText("€ 2,95");
  await picker.element.evaluate((element) => (window.row = element.shadowRoot.querySelector(".row :checked")));
  await picker.element.evaluate((element) => {
    element.prices = { brt: `${"x".repeat(60)}`, dhl: "1\u202e2\n3" };
  });
  await expect(picker.candidate).toContainText(`· \u2068${"x".repeat(40)}\u2069`);
  expect(await text("dhl")).toBe(" · \u20681 2 3\u2069");
  expect(await text("inpost_it")).toBe("");
  expect(
    await picker.element.evaluate(({ shadowRoot }) => [
      window.row.isConnected,
      window.row.checked,
      shadowRoot.activeElement === window.row,
    ]),
    "the same row, checked and with the focus",
  ).toEqual([true, true, true]);
  await picker.element.evaluate((element) => (element.prices = null));
  await expect(picker.candidate).not.toContainText("xx");
  expect(await page.evaluate(() => document.querySelector("service-point-picker").prices)).toBe(null);
});

test("a carrier's price is in the name of its choice where a shop has several", async ({ picker }) => {
  await picker.find();
  await picker.element.evaluate((element) => (element.prices = { inpost_it: "gratis" }));
  const row = picker.row("13719490");
  await expect(row.getByRole("radio").last()).toHaveAccessibleName(/^David Mercato, InPost Italy · .gratis.$/);
  await expect(row.getByRole("radio").first()).toHaveAccessibleName("DAVID MERCATO, BRT");
});

const texts = async (code) =>
  JSON.parse(await readFile(new URL(`../../src/text/languages/${code}.json`, import.meta.url), "utf8"));

/** Every file of the languages that the page asks for. */
function askedFor(page) {
  const asked = [];
  page.on("request", (request) => {
    const name = /\/languages\/(.*)$/.exec(request.url())?.[1];
    if (name) asked.push(name);
  });
  return asked;
}

test("texts of the page's own take the place of the picker's, and the rest stays", async ({ page, picker }) => {
  const asked = askedFor(page);
  await picker.find();
  expect(asked, "nobody else pays for it").toEqual([]);
  await picker.element.evaluate((element) => {
    element.messages = {
      Use: "Collect | <b>here</b>",
      PointsFound: { one: "One: {distance}", other: "{count} shops: nearest {distance}" },
      Choose: "A shop, please.",
    };
  });
  await expect(picker.status).toHaveText(/^100 shops: nearest \d+ m$/);
  await expect(picker.confirm).toHaveText("Use this point");
  await expect(picker.rows, "and what was found stays").toHaveCount(await picker.rows.count());
  await expect(picker.address).toHaveValue(VIA_ROMANA);
  expect(asked.toSorted()).toEqual(["en.json", "keys.json"]);
  expect(await picker.element.evaluate((element) => element.validationMessage)).toBe("A shop, please.");
  await picker.element.evaluate((element) => (element.messages = { Use: "<b>Collect</b> here" }));
  await expect(picker.confirm).toHaveText("<b>Collect</b> here");
  await expect(picker.status).toHaveText(/100 pickup points/);
  await picker.element.evaluate((element) => (element.messages = null));
  await expect(picker.confirm).toHaveText("Use this point");
});

test("they hold in every language", async ({ heard, page, picker }) => {
  const asked = askedFor(page);
  await picker.element.evaluate((element) => {
    element.messages = { Use: "Hier!", PointsFoundHere: "{count}" };
    element.language = "pl";
  });
  const polish = await texts("pl");
  await expect(picker.confirm).toHaveText("Hier!");
  await expect(picker.element.getByText(polish.AddressLabel)).toBeVisible();
  expect(asked.toSorted()).toEqual(["keys.json", "pl.json"]);
  await call(picker, "search", { area: CENTRE });
  const { length } = await picker.points();
  await expect(picker.status, "a text alone does for every number").toHaveText(String(length));
  await picker.element.evaluate((element) => (element.language = "de"));
  await expect(picker.element.getByText((await texts("de")).AddressLabel)).toBeVisible();
  await expect(picker.confirm).toHaveText("Hier!");
  expect(await heard.of("spp-error")).toEqual([]);
});

for (const [what, messages] of [
  ["a key that there is not", { Nothing: "x" }],
  ["a name that is not filled in", { Use: "Use {name}" }],
  ["a name that is missing", { OpenUntil: "Open" }],
  ["a form without its names", { PointsFound: { one: "{distance}", other: "{count} points" } }],
  ["forms without the last resort", { PointsFound: { one: "{count}, {distance}" } }],
  ["forms of a text that counts nothing", { Use: { one: "Use it", other: "Use them" } }],
  ["an empty text", { Search: " " }],
  ["no text", { Search: null }],
]) {
  test(`${what} is told once, and leaves the picker's own text`, async ({ heard, picker }) => {
    await picker.element.evaluate(
      (element, messages) => (element.messages = { ...messages, Change: "Another" }),
      messages,
    );
    await expect.poll(async () => (await heard.of("spp-error")).length).toBe(1);
    const [{ detail }] = await heard.of("spp-error");
    expect(detail).toEqual({ code: "message_unknown", message: expect.stringContaining(Object.keys(messages)[0]) });
    await picker.find();
    await expect(picker.status).toHaveText(/100 pickup points, the nearest/);
    await picker.choose(0);
    await expect(picker.summary.getByRole("button"), "the others hold").toHaveText("Another");
    expect(await heard.of("spp-error")).toHaveLength(1);
  });
}

test("texts that cannot be fetched are no reason to fail", async ({ page, picker }) => {
  await page.route("**/languages/keys.json", (route) => route.fulfill({ status: 500, body: "down" }));
  const tried = page.waitForResponse("**/languages/keys.json");
  await picker.element.evaluate((element) => (element.messages = { Use: "Collect here" }));
  await tried;
  await picker.find();
  await expect(picker.confirm).toHaveText("Use this point");
});

test("what a page says before the script has run counts", async ({ host }) => {
  // The picker's script, as a module, waits until the page is read.
  const early = `<script>
    Object.assign(document.querySelector("service-point-picker"), {
      prices: { brt: "€ 2,95" },
      messages: { Use: "Collect here" },
      viewport: { center: { latitude: 0, longitude: 0 }, zoom: 3 },
    });
  </script>`;
  await host.open({ ...WORKING, address: VIA_ROMANA }, early);
  await expect(host.picker.confirm).toHaveText("Collect here");
  await expect(host.picker.list.locator(".price", { hasText: "€ 2,95" }).first()).toBeVisible();
  expect(await host.picker.element.evaluate((element) => element.viewport)).toBe(null);
});

test("getToken is noticed whenever it is set", async ({ heard, host, page, sandbox }) => {
  await page.route("**/direct/**", async (route) => {
    const url = route
      .request()
      .url()
      .replace(/^.*\/direct/, `${sandbox.address}/api/v3`);
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  const { endpoint: _, ...others } = WORKING;
  await host.open({ ...others, "api-base": "/direct", address: VIA_ROMANA });
  await expect(host.picker.configurationError).toContainText("token-endpoint");
  await host.picker.element.evaluate((element) => {
    element.getToken = async () => "wrong";
  });
  await expect(host.picker.configurationError).toBeHidden();
  await expect
    .poll(async () => (await heard.of("spp-error")).map(({ detail }) => detail.code))
    .toEqual(["attribute_missing", "endpoint_setup"]);
});
