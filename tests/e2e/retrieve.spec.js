// A choice that was made earlier: it comes back as an id, is read and checked again, and counts only then.
import { expect, test as journey } from "./journey.js";
import { Host } from "./pages/host.js";
import { VIA_ROMANA } from "./pages/picker.js";
import {
  ATTRIBUTES,
  EMPTY,
  EXPIRED,
  EXPIRY,
  GONE,
  LOCKER,
  NOBODY,
  NOT_CHECKED,
  SHOP,
  checked,
  codes,
  expectChosen,
  expectNone,
  holding,
  order,
  read,
} from "./retrieve/choice.js";
import { OUTAGES } from "./retrieve/outages.js";

const test = journey.extend({
  host: async ({ page }, use) => {
    await use(new Host(page));
  },
});

test("a preset point is read, then checked, then shown and counted: one request each, and no search", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open({ ...ATTRIBUTES, value: LOCKER.id });
  await expectChosen(host, heard, LOCKER);
  expect(await sandbox.calls()).toEqual([read(LOCKER), checked(LOCKER)]);
  expect(await heard.names()).toEqual(["spp-ready"]);
  const selection = await host.picker.selection();
  expect((await heard.of("spp-ready"))[0].detail).toEqual({ selection });
  expect(selection).toMatchObject({
    id: LOCKER.id,
    carrierServicePointId: "NL-00002",
    generalShopType: "locker",
    address: { street: "Stationsplein", houseNumber: "1", postalCode: "5611 AC", city: "Eindhoven", countryCode: "NL" },
    distance: null,
    isExpired: false,
    availability: "available",
  });
  await expect(host.picker.summary).toContainText("Stationsplein 1, 5611 AC Eindhoven");
  await expect(host.picker.summary.getByText(EXPIRY)).toHaveCount(0);
  expect(await order(host)).toMatch(/point\s+1000002\s+point_carrier\s+postnl/);
});

test("until a preset point is read and checked it does not count, and the form waits", async ({
  heard,
  host,
  page,
}) => {
  const releases = [];
  await page.route("**/api/service-points/**", async (route) => {
    await new Promise((resolve) => releases.push(resolve));
    await route.continue();
  });
  const asked = page.waitForRequest("**/api/service-points/1000002");
  await host.open({ ...ATTRIBUTES, value: LOCKER.id });
  await asked;
  await expectNone(host);
  const checking = page.waitForRequest("**/check-availability");
  releases.pop()();
  await checking;
  await expectNone(host);
  expect(await heard.names()).toEqual([]);
  await expect.poll(() => releases.length).toBe(1);
  releases.pop()();
  await expectChosen(host, heard, LOCKER);
});

test("a preset point and a place to start: the point counts, and the list is there when the shopper changes the mind", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open({ ...ATTRIBUTES, value: LOCKER.id, "postal-code": "5611" });
  await expectChosen(host, heard, LOCKER);
  await expect.poll(async () => (await heard.of("spp-results")).length).toBe(1);
  expect((await sandbox.calls()).toSorted()).toEqual(["GET /service-points", read(LOCKER), checked(LOCKER)].toSorted());
  await host.picker.change.click();
  await expect(host.picker.keep).toHaveText(`Keep ${LOCKER.name}`);
  expect(await host.state()).toEqual(holding(LOCKER));
  await heard.forget();
  const other = await host.picker.choose(0);
  expect(await host.state()).toEqual(holding({ id: other.id, carrier: other.carrier.code }));
});

test("a point that expired, but that the carrier still takes parcels for, counts with a warning", async ({
  heard,
  host,
  page,
  sandbox,
}) => {
  // The sandbox takes no parcels for its expired points; other carriers may.
  await page.route("**/check-availability", (route) => route.fulfill({ json: { data: { is_available: true } } }));
  await host.open({ ...ATTRIBUTES, country: "IT", value: EXPIRED.id });
  await expectChosen(host, heard, EXPIRED);
  await expect(host.picker.summary.getByText(EXPIRY)).toBeVisible();
  expect(await host.picker.selection()).toMatchObject({ isExpired: true, availability: "available" });
  expect(await sandbox.calls()).toEqual([read(EXPIRED)]);
});

test("a point that expired and cannot be checked at the moment counts with a warning", async ({
  heard,
  host,
  sandbox,
}) => {
  await sandbox.setFaults({ rules: [{ route: "check", status: 503 }] });
  await host.open({ ...ATTRIBUTES, country: "IT", value: EXPIRED.id });
  await expectChosen(host, heard, EXPIRED);
  await expect(host.picker.summary.getByText(EXPIRY)).toBeVisible();
  expect(await host.picker.selection()).toMatchObject({ isExpired: true, availability: "unknown" });
});

for (const status of [503, 429]) {
  test(`a point that is not expired and cannot be checked at the moment (${status}) counts without a warning`, async ({
    heard,
    host,
    sandbox,
  }) => {
    await sandbox.setFaults({ rules: [{ route: "check", status }] });
    await host.open({ ...ATTRIBUTES, value: LOCKER.id });
    await expectChosen(host, heard, LOCKER);
    await expect(host.picker.summary.getByText(EXPIRY)).toHaveCount(0);
    expect(await host.picker.selection()).toMatchObject({ isExpired: false, availability: "unknown" });
    expect(await codes(heard)).toEqual([]);
  });
}

for (const [what, point, arrange, calls] of [
  ["that nobody knows any more (404)", { id: NOBODY }, () => {}, [read({ id: NOBODY })]],
  [
    "that takes no parcels any more",
    LOCKER,
    (sandbox) => sandbox.setFaults({ unavailable: [Number(LOCKER.id)] }),
    [read(LOCKER), checked(LOCKER)],
  ],
  ["that expired and takes no parcels any more", EXPIRED, () => {}, [read(EXPIRED), checked(EXPIRED)]],
  [
    "that vanishes between being read and being checked",
    LOCKER,
    (sandbox) => sandbox.setFaults({ rules: [{ route: "check", status: 404 }] }),
    [read(LOCKER), checked(LOCKER)],
  ],
]) {
  test(`a preset point ${what} is dropped: the value is empty, the form waits, shopper and shop are told`, async ({
    heard,
    host,
    sandbox,
  }) => {
    await arrange(sandbox);
    await host.open({ ...ATTRIBUTES, value: point.id });
    await expect(host.picker.alert).toHaveText(GONE);
    await expectNone(host);
    expect(await heard.names()).toEqual(["spp-error", "spp-ready"]);
    const [error, ready] = await heard.all();
    expect(error.detail).toEqual({ code: "selection_unavailable", message: expect.stringMatching(/./) });
    expect(ready.detail).toEqual({ selection: null });
    await expect(host.picker.retry, "another try would change nothing").toHaveCount(0);
    expect(await sandbox.calls()).toEqual(calls);

    await sandbox.setFaults({});
    await host.picker.find("5611");
    await expect(host.picker.alert).toBeEmpty();
    const other = await host.picker.choose(0);
    expect(await host.state()).toEqual(holding({ id: other.id, carrier: other.carrier.code }));
  });
}

for (const [what, { code, down, up }] of Object.entries(OUTAGES)) {
  test(`while the endpoint ${what}, a preset point is kept: another try brings it back`, async ({
    heard,
    host,
    page,
    sandbox,
  }) => {
    await down({ page, sandbox });
    await host.open({ ...ATTRIBUTES, value: LOCKER.id });
    await expect(host.picker.alert).toContainText(NOT_CHECKED);
    await expectNone(host);
    expect(await heard.names()).toEqual(["spp-error", "spp-ready"]);
    expect(await codes(heard)).toEqual([code]);

    await host.picker.retry.click();
    await expect.poll(() => codes(heard)).toEqual([code, code]);
    await expect(host.picker.alert).toContainText(NOT_CHECKED);
    await up({ page, sandbox });
    await sandbox.forgetRequests();
    await host.picker.retry.click();
    await expectChosen(host, heard, LOCKER);
    expect(await sandbox.calls()).toEqual([read(LOCKER), checked(LOCKER)]);
  });
}

test("while a preset point cannot be read, the shopper can choose another one", async ({ heard, host, sandbox }) => {
  await sandbox.setFaults({ rules: [{ route: "retrieve", status: 503 }] });
  await host.open({ ...ATTRIBUTES, value: LOCKER.id });
  await expect(host.picker.alert).toContainText(NOT_CHECKED);
  await host.picker.find("5611");
  const other = await host.picker.choose(0);
  await expect(host.picker.alert).toBeEmpty();
  expect(await host.state()).toEqual(holding({ id: other.id, carrier: other.carrier.code }));
  expect(await heard.of("spp-change")).toHaveLength(1);
});

test("a connection that fails for a moment costs a preset point nothing", async ({ heard, host, page }) => {
  await page.route("**/api/service-points/*", (route) => route.abort("connectionreset"), { times: 1 });
  await host.open({ ...ATTRIBUTES, value: LOCKER.id });
  await expectChosen(host, heard, LOCKER);
  expect(await codes(heard)).toEqual([]);
});

for (const [what, first, second] of [
  ["the search fails first", "**/api/service-points?*", "**/api/service-points/*"],
  ["the point fails first", "**/api/service-points/*", "**/api/service-points?*"],
]) {
  test(`when a preset point and the first search both fail, another try brings both back: ${what}`, async ({
    heard,
    host,
    page,
  }) => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route(first, (route) => route.fulfill({ status: 503, json: { errors: [] } }));
    await page.route(second, async (route) => {
      await held;
      await route.fulfill({ status: 503, json: { errors: [] } });
    });
    await host.open({ ...ATTRIBUTES, value: LOCKER.id, "postal-code": "5611" });
    await expect.poll(() => codes(heard)).toEqual(["service_unavailable"]);
    release();
    await expect.poll(() => codes(heard)).toEqual(["service_unavailable", "service_unavailable"]);
    await expectNone(host);
    await page.unroute(first);
    await page.unroute(second);
    await host.picker.retry.click();
    await expectChosen(host, heard, LOCKER);
    await expect.poll(async () => (await heard.of("spp-results")).length).toBe(1);
  });
}

/** What cannot be an id: a word, nothing, less than one, a fraction, a sign, other digits, more than 64 bits. */
const NO_IDS = ["abc", "0", "-1", "1.5", "+1000002", "１０００００２", "1000002; drop", "9223372036854775808"];

test("a preset that is no id is asked for nowhere: the developer reads why, and the form waits", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open(ATTRIBUTES);
  await host.picker.ready();
  for (const value of NO_IDS) {
    await test.step(value, async () => {
      await heard.forget();
      await host.replace({ ...ATTRIBUTES, "postal-code": "5611", value });
      await expect(host.picker.configurationError).toHaveText(
        "<service-point-picker>: value is the id of a service point: digits only.",
      );
      expect((await heard.all()).map(({ name, detail }) => [name, detail.code, detail.attribute])).toEqual([
        ["spp-error", "attribute_invalid", "value"],
      ]);
      expect(await host.state()).toEqual(EMPTY);
      await host.expectHeldUp();
    });
  }
  expect(await sandbox.calls()).toEqual([]);
  await host.picker.element.evaluate((element, id) => element.setAttribute("value", id), LOCKER.id);
  await expectChosen(host, heard, LOCKER);
  await expect(host.picker.configurationError).toBeHidden();
});

test("an id beyond what JavaScript counts exactly is asked for as it is, digit by digit", async ({ host, sandbox }) => {
  const id = "9007199254740993";
  await host.open({ ...ATTRIBUTES, value: id });
  await expect(host.picker.alert).toHaveText(GONE);
  expect(await sandbox.calls()).toEqual([read({ id })]);
});

test("a value that is set while the picker runs is read and checked like a preset one", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open(ATTRIBUTES);
  await expectNone(host);
  expect(await sandbox.calls()).toEqual([]);
  await host.set({ value: LOCKER.id });
  await expectChosen(host, heard, LOCKER);
  expect(await sandbox.calls()).toEqual([read(LOCKER), checked(LOCKER)]);
  await host.set({ value: LOCKER.id });
  expect(await host.state()).toEqual(holding(LOCKER));
  expect(await sandbox.calls(), "the point that counts is not asked for again").toHaveLength(2);
  // A shop's data often has the id as a number.
  await host.set({ value: Number(SHOP.id) });
  await expect(host.picker.summary).toContainText(SHOP.name);
  await expectChosen(host, heard, SHOP);
  expect(await sandbox.calls()).toEqual([read(LOCKER), checked(LOCKER), read(SHOP), checked(SHOP)]);
  for (const nothing of ["", null]) {
    await host.set({ value: nothing });
    await expectNone(host);
    await host.set({ value: SHOP.id });
    await expectChosen(host, heard, SHOP);
  }
  expect(await order(host)).toMatch(/point\s+1000001\s+point_carrier\s+dhl/);
});

test("of two values that are set one after the other the last counts, whichever answer comes last", async ({
  heard,
  host,
  page,
}) => {
  await host.open(ATTRIBUTES);
  await host.picker.ready();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(`**/api/service-points/${SHOP.id}`, async (route) => {
    await held;
    // The picker has given this request up by now.
    await route.continue().catch(() => {});
  });
  await host.set({ value: SHOP.id });
  await host.set({ value: LOCKER.id });
  await expectChosen(host, heard, LOCKER);
  release();
  await page.unrouteAll({ behavior: "wait" });
  await expectChosen(host, heard, LOCKER);
  expect((await heard.of("spp-ready")).map(({ detail }) => detail.selection?.id ?? null)).toEqual([null, LOCKER.id]);
});

test("a value that cannot be had takes the one before it away, and says so", async ({ heard, host }) => {
  await host.open({ ...ATTRIBUTES, value: LOCKER.id });
  await expectChosen(host, heard, LOCKER);
  await host.set({ value: NOBODY });
  await expect(host.picker.alert).toHaveText(GONE);
  await expectNone(host);
  expect(await codes(heard)).toEqual(["selection_unavailable"]);
});

test("a value that is no id leaves the form and the shopper with the same thing", async ({ heard, host, sandbox }) => {
  await host.open({ ...ATTRIBUTES, value: LOCKER.id });
  await expectChosen(host, heard, LOCKER);
  await sandbox.forgetRequests();
  await host.set({ value: "abc" });
  await expect(host.picker.configurationError).toHaveText(/value is the id of a service point: digits only/);
  expect((await heard.of("spp-error")).map(({ detail }) => [detail.code, detail.attribute])).toEqual([
    ["attribute_invalid", "value"],
  ]);
  const { selected } = await host.state();
  await expect(host.picker.summary).toHaveCount(selected ? 1 : 0);
  expect(await host.state()).toEqual(selected ? holding(LOCKER) : EMPTY);
  expect(await sandbox.calls()).toEqual([]);
  await host.set({ value: SHOP.id });
  await expectChosen(host, heard, SHOP);
  await expect(host.picker.configurationError).toBeHidden();
});

test("a value whose reading fails is kept for another try, also when the element is put elsewhere meanwhile", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open(ATTRIBUTES);
  await host.picker.ready();
  await sandbox.setFaults({ rules: [{ route: "retrieve", status: 503 }] });
  await host.set({ value: LOCKER.id });
  await expect(host.picker.alert).toContainText(NOT_CHECKED);
  await expectNone(host);
  await sandbox.setFaults({});
  await host.picker.element.evaluate(async (element) => {
    const form = element.parentElement;
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    form.prepend(element);
  });
  await expectChosen(host, heard, LOCKER);
});

test("a value that a script sets before the element's code is there counts as well", async ({ heard, host }) => {
  // Scripts of type module run later than this one.
  const script = `document.querySelector("service-point-picker").value = "${LOCKER.id}"`;
  await host.open(ATTRIBUTES, `<script>${script}</script>`);
  await expectChosen(host, heard, LOCKER);
});

test("a form that is reset goes back to the preset point, and the point is read again", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open({ ...ATTRIBUTES, value: LOCKER.id });
  await expectChosen(host, heard, LOCKER);
  await host.set({ value: SHOP.id });
  await expectChosen(host, heard, SHOP);
  await sandbox.forgetRequests();
  await host.form.evaluate((form) => form.reset());
  await expectChosen(host, heard, LOCKER);
  expect(await sandbox.calls()).toEqual([read(LOCKER), checked(LOCKER)]);
});

test("the shopper's own choice takes the place of a preset one, and the preset is not asked for again", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open({ ...ATTRIBUTES, country: "IT", value: "10519656", address: VIA_ROMANA });
  await expect(host.picker.summary).toContainText("Pick Up Minimarket");
  await expect.poll(async () => (await heard.of("spp-results")).length).toBe(1);
  await sandbox.forgetRequests();
  await host.picker.change.click();
  const other = await host.picker.choose(1);
  expect(other.id).not.toBe("10519656");
  expect(await host.state()).toEqual(holding({ id: other.id, carrier: other.carrier.code }));
  expect(await sandbox.calls()).toEqual([checked(other)]);
});
