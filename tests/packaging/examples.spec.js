// The shops of `examples/`, each from an address to what it receives. They are built, and served, with the packed package.
import { ServicePointPicker } from "service-point-picker";

import { Example, sandbox } from "./support/example.js";
import { test as base, choose, expect, expectFallback, expectPoints } from "./support/test.js";

const test = base.extend({
  /** Starts an example, and stops it when the test ends. */
  example: async ({}, use) => {
    const started = [];
    await use(async (...options) => void started.push(await Example.start(...options)));
    await Promise.all(started.map((example) => example.stop()));
  },
});

test.afterEach(() => sandbox("faults"));

const picker = (page) => page.locator("service-point-picker");
const summary = (page) => picker(page).locator(".summary");
const order = (page) => page.getByRole("button", { name: "Place order" }).click();
const selection = (page) => picker(page).evaluate((element) => element.selection);

/** Waits until the picker has a choice that it has read again, and gives it. */
async function restored(page) {
  await expect(summary(page)).toBeVisible();
  return selection(page);
}

/** What the shop shows that it received, by name. */
async function received(page) {
  const list = page.locator("dl.received").last();
  await expect(list).toBeVisible();
  return list.evaluate((list) => {
    const texts = (name) => [...list.querySelectorAll(name)].map(({ textContent }) => textContent);
    const values = texts("dd");
    return Object.fromEntries(texts("dt").map((name, index) => [name, values[index]]));
  });
}

/** The form is not sent, since the picker is empty. */
async function expectHeldUp(page) {
  const refused = picker(page).evaluate(
    (element) => new Promise((resolve) => element.addEventListener("invalid", () => resolve(true), { once: true })),
  );
  await order(page);
  expect(await refused).toBe(true);
}

/** Searches for another address in the picker itself, and waits for its points. */
async function search(page, address) {
  const answered = page.waitForResponse((response) => response.url().includes("/api/service-points?"));
  const field = picker(page).getByRole("search").getByRole("textbox");
  await field.fill(address);
  await field.press("Enter");
  await answered;
  await expectPoints(page);
}

test("plain-form: the shop receives the point that was confirmed", async ({ page, example }) => {
  await example("plain-form");
  await page.goto("/");
  await expectPoints(page);
  await expectHeldUp(page);
  await search(page, "Piazza del Duomo, Firenze");
  const { id, carrier } = await choose(page);
  await order(page);
  const fields = { name: "Ada Bianchi", email: "ada@shop.example" };
  expect(await received(page)).toEqual({ ...fields, service_point: id, service_point_carrier: carrier.code });

  // A browser without the picker sends none, and the server does not take that.
  const forged = await page.request.post("/order", { form: { name: "Ada" } });
  expect(forged.status()).toBe(422);
  const large = await page.request.post("/order", { form: { name: "A".repeat(100_000) } });
  expect(large.status()).toBe(413);
  // Nothing outside of its folders is served.
  for (const path of ["/server.js", "/..%2fserver.js", "/service-point-picker/..%2fpackage.json"]) {
    expect((await page.request.get(path)).status(), path).toBe(404);
  }
});

for (const framework of ["react", "vue"]) {
  test(`${framework}: the picker follows the address, and the state follows the picker`, async ({ page, example }) => {
    await example(framework);
    await page.goto("/");
    await expectPoints(page);
    await expectHeldUp(page);

    const first = await choose(page);
    const chosen = page.getByText(`To be collected at ${first.name}`);
    await expect(chosen).toBeVisible();
    // The choice is there again after a reload, in the picker and in the state.
    await page.reload();
    await expect(chosen).toBeVisible();
    expect((await restored(page)).id).toBe(first.id);

    // Another country is another search, and no choice.
    await page.getByLabel("Country").selectOption("NL");
    await expect(page.getByText("No pickup point yet.")).toBeVisible();
    await expectPoints(page);
    await expectHeldUp(page);

    // What is typed is searched when the fields are left.
    const asked = page.waitForRequest((request) => request.url().includes("/api/service-points?"));
    await page.getByLabel("Street and number").fill("Grote Markt 1");
    await page.getByLabel("Postal code").fill("9712");
    await page.getByLabel("Town").fill("Groningen");
    await page.getByLabel("Town").blur();
    const parameters = new URL((await asked).url()).searchParams;
    expect(Object.fromEntries(parameters)).toMatchObject({
      country_code: "NL",
      address: expect.stringContaining("Groningen"),
    });
    await expect.poll(() => picker(page).evaluate((element) => element.points[0]?.address.city)).toBe("Groningen");

    const { id, carrier, address } = await choose(page);
    expect(address).toMatchObject({ city: "Groningen", countryCode: "NL" });
    await order(page);
    expect(await received(page)).toMatchObject({
      ...{ city: "Groningen", country: "NL", service_point: id, service_point_carrier: carrier.code },
    });
  });
}

test("woocommerce-blocks: the choice survives a checkout that renders itself anew", async ({ page, example }) => {
  await example("woocommerce-blocks");
  const FIELD = "sendcloudshipping_service_point_extra_v2";
  const field = () => page.locator(`[name=${FIELD}]`).inputValue();
  await page.goto("/");
  await expectPoints(page);
  const { id } = await choose(page);
  const kept = await field();
  expect(JSON.parse(kept)).toMatchObject({ id, toPostalCode: "" });

  for (const payment of ["Bank transfer", "Cash on delivery", "Card"]) {
    await picker(page).evaluate((element) => (element.isOfEarlier = true));
    await page.getByLabel(payment).check();
    expect(await picker(page).evaluate((element) => element.isOfEarlier ?? false)).toBe(false);
    // The field is there at once, the choice as soon as it has been checked again.
    expect(await field()).toBe(kept);
    expect((await restored(page)).id).toBe(id);
    expect(await field()).toBe(kept);
  }

  // An order to somebody's home has no pickup point.
  await page.getByLabel("To your home").check();
  await expect(picker(page)).toHaveCount(0);
  expect(await page.locator("form").evaluate((form) => Object.fromEntries(new FormData(form)))).toEqual({
    ...{ shipping_method: "home", payment_method: "card" },
  });
  await page.getByLabel("To a pickup point").check();
  await expectPoints(page);
  expect(await selection(page)).toBe(null);
  expect(await field()).toBe("");
  await expectHeldUp(page);

  const chosen = await choose(page);
  await page.getByLabel("Bank transfer").check();
  await restored(page);
  await order(page);
  const { name, address } = chosen;
  expect(await received(page)).toEqual({
    ...{ id: chosen.id, toPostalCode: "", name, street: address.street, house_number: address.houseNumber },
    ...{ city: address.city, postal_code: address.postalCode },
  });
  await expect(page.locator("dl.received").first()).toContainText("transfer");
});

test("woocommerce-blocks: a point that is gone after a turn of the checkout leaves the field", async ({
  page,
  example,
}) => {
  await example("woocommerce-blocks");
  await page.goto("/");
  await expectPoints(page);
  await choose(page);
  await sandbox("faults", { unavailable: "all" });
  await page.getByLabel("Cash on delivery").check();
  await expect(page.locator("[name^=sendcloudshipping]")).toHaveValue("");
  await expectHeldUp(page);
});

test("server-rendered: the server reads the point itself, and keeps the choice", async ({ page, example }) => {
  await example("server-rendered");
  await page.goto("/");
  await expectPoints(page);
  const chosen = await choose(page);
  await page.getByLabel("Name").fill("Ada <b>Bianchi</b>");
  await order(page);

  // The terms were not accepted: the page comes back with all that was filled in, and the choice.
  await expect(page.getByText("Please accept the terms.")).toBeVisible();
  expect(await picker(page).getAttribute("value")).toBe(chosen.id);
  expect((await restored(page)).id).toBe(chosen.id);
  await expect(page.getByLabel("Name")).toHaveValue("Ada <b>Bianchi</b>");

  // The API fails when the server asks it: nobody's fault, so nothing is lost.
  await sandbox("faults", { rules: [{ route: "retrieve", status: 500, times: 1 }] });
  await page.getByLabel("I accept").check();
  await order(page);
  await expect(page.getByText("The pickup point cannot be checked just now.")).toBeVisible();
  expect((await restored(page)).id).toBe(chosen.id);

  await page.getByLabel("I accept").check();
  await order(page);
  expect(await received(page)).toMatchObject({
    ...{ Name: "Ada <b>Bianchi</b>", "Service point": chosen.id, Carrier: chosen.carrier.name },
    "To be collected at": expect.stringContaining(`${chosen.name}, ${chosen.address.street}`),
  });
});

test("server-rendered: a forged point is refused, and a browser without scripts is helped", async ({
  browser,
  example,
  baseURL,
}) => {
  await example("server-rendered");
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByText("Write to help@shop.example where you want to collect your parcel")).toBeVisible();
  const listed = await page.request.get("/api/service-points?country_code=NL&use_integration_carriers=true&limit=1");
  const [dutch] = (await listed.json()).data.results ?? (await listed.json()).data;
  for (const [id, carrier] of [
    ["", ""],
    ["../carriers", "dhl"],
    ["999999999999", "dhl"],
    // A point that there is, in a country where the shop does not deliver to.
    [String(dutch.id), dutch.carrier.code],
  ]) {
    const form = {
      name: "Eve",
      email: "eve@shop.example",
      terms: "on",
      service_point: id,
      service_point_carrier: carrier,
    };
    const answer = await page.request.post("/", { form });
    expect(answer.status(), id).toBe(422);
    expect(await answer.text()).toContain("Please choose a pickup point.");
  }
  await context.close();
});

test.describe("migration", () => {
  const dialog = (page) => page.getByRole("dialog");
  const choosing = (page) => page.getByRole("button", { name: "Choose a service point" });
  const told = (page) => page.locator("#chosen");

  test("migration: the shop's own code gets the point as the hosted picker gave it", async ({ page, example }) => {
    await example("migration");
    await page.goto("/");
    // Nothing is loaded before somebody asks for it.
    expect(await page.evaluate(() => customElements.get("service-point-picker"))).toBe(undefined);
    // Twice, as people do when nothing happens at once.
    await choosing(page).dblclick();
    await expect(dialog(page)).toHaveCount(1);
    await expect(dialog(page)).toBeVisible();
    await expectPoints(page);
    await expect(picker(page)).toHaveCount(1);
    const first = await picker(page).evaluate((element) => element.points[0]);
    await picker(page).locator(".row label").first().click();
    await picker(page).locator(".use").click();
    await expect(dialog(page)).toBeHidden();
    await expect(told(page)).toContainText(`${first.name}, ${first.address.street}`);
    // The button that opened the dialog has the focus again, and nothing is left behind.
    await expect(choosing(page)).toBeFocused();
    await expect(picker(page)).toHaveCount(0);

    // The shop hands its point in again: the dialog shows it as the choice.
    await choosing(page).click();
    await expect(picker(page).locator(".keep")).toContainText(first.name);
    await page.keyboard.press("Escape");
    await expect(picker(page)).toHaveCount(0);
    await expect(told(page)).toContainText(first.name);

    await order(page);
    const point = await received(page);
    expect(point).toMatchObject({
      ...{ id: first.id, name: first.name, city: first.address.city, country: "IT", carrier: first.carrier.code },
      latitude: first.position.latitude.toFixed(6),
    });
    expect(Object.keys(JSON.parse(point.formatted_opening_times))).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
  });

  test("migration: closing is no failure unless it was asked to be one", async ({ page, example }) => {
    await example("migration");
    await page.goto("/");
    await choosing(page).click();
    await expectPoints(page);
    await page.keyboard.press("Escape");
    await expect(picker(page)).toHaveCount(0);
    await expect(told(page)).toHaveText("No service point yet.");

    await page.getByLabel("Closing without a choice is a failure").check();
    await choosing(page).click();
    await expectPoints(page);
    await page.getByRole("button", { name: "Close" }).click();
    await expect(told(page)).toHaveText("Failed: Closed");
  });

  test("migration: what fails is told once, in sentences", async ({ page, example }) => {
    await example("migration");
    await page.goto("/");
    const open = (config, change = {}) =>
      page.evaluate(
        ([config, change]) =>
          new Promise((resolve) => {
            Object.assign(sendcloud.servicePoints.settings, change);
            sendcloud.servicePoints.open(config, resolve, resolve);
          }),
        [config, change],
      );
    // What the shop has to mend closes the dialog by itself.
    expect(await open({ country: "Italy" })).toEqual([expect.stringContaining("country")]);
    await expect(picker(page)).toHaveCount(0);
    const failed = await open({ country: "it" }, { script: "/service-point-picker/nowhere.js" });
    expect(failed).toEqual([expect.stringContaining("The picker cannot be loaded")]);

    // What may pass is the shopper's to try again, and told when the dialog is closed without a choice.
    await page.reload();
    await sandbox("faults", { rules: [{ route: "list", status: 500 }] });
    await choosing(page).click();
    await expect(dialog(page).getByRole("alert")).toBeVisible();
    await expect(told(page)).toHaveText("No service point yet.");
    await page.keyboard.press("Escape");
    await expect(told(page)).toContainText("Failed: ");
  });
});

test.describe("leaflet", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  const pins = (page) => page.locator(".pin");
  const button = (page) => page.getByRole("button", { name: "Search this area" });
  const ids = (page) => picker(page).evaluate((element) => element.points.map(({ id }) => id));

  /** Drags the map by so many pixels. */
  async function drag(page, x, y) {
    const { left, bottom } = await page.locator("#map").evaluate((map) => {
      map.scrollIntoView({ block: "center" });
      return map.getBoundingClientRect();
    });
    // From its lower left corner, where nothing lies on it.
    await page.mouse.move(left + 20, bottom - 60);
    await page.mouse.down();
    await page.mouse.move(left + 20 + x, bottom - 60 + y, { steps: 8 });
    await page.mouse.up();
  }

  test("leaflet: a marker picks its point", async ({ page, example }) => {
    await example("leaflet");
    await page.goto("/");
    await expectPoints(page);
    await expect(pins(page)).toHaveCount(100);
    await expectHeldUp(page);
    await expect(button(page)).toBeHidden();

    // The map follows the list.
    const popup = page.locator(".leaflet-popup");
    const [first] = await picker(page).evaluate((element) => element.points);
    await picker(page).locator(".row label").first().click();
    await expect(popup).toContainText(first.name);
    await popup.getByRole("button", { name: "Close popup" }).click();
    await expect(popup).toHaveCount(0);

    // A marker that no other one hides.
    const free = await pins(page).evaluateAll((pins) => {
      const isFree = (pin) => {
        const { left, top, width, height } = pin.getBoundingClientRect();
        return pin.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      };
      return pins.findIndex(isFree);
    });
    await pins(page).nth(free).click();
    const name = await popup.locator("b").textContent();
    await popup.getByRole("button", { name: "Use this point" }).click();
    const chosen = await restored(page);
    expect(chosen.name).toBe(name);
    await expect(page.locator(".pin.chosen")).toHaveCount(1);
    await order(page);
    expect(await received(page)).toEqual({ service_point: chosen.id, service_point_carrier: chosen.carrier.code });
  });

  test("leaflet: the list follows the map when the shopper wants it to", async ({ page, example }) => {
    test.skip(!("search" in ServicePointPicker.prototype), "the element has no search() yet");
    await example("leaflet");
    await page.goto("/");
    await expectPoints(page);
    const before = await ids(page);
    await drag(page, 150, -250);
    const asked = page.waitForRequest((request) => request.url().includes("/api/service-points?"));
    await button(page).click();
    const parameters = new URL((await asked).url()).searchParams;
    expect([...parameters.keys()]).toContain("ne_latitude");
    await expect(button(page)).toBeHidden();
    await expect.poll(async () => (await ids(page)).join()).not.toBe(before.join());
    await expect(pins(page)).toHaveCount((await ids(page)).length);
  });
});
