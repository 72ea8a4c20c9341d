// Between "Use this point" and a choice that counts: the check of the point, and the host's word.
import { expect, test } from "./journey.js";

test("a point that takes no parcels any more is marked, and another one can be chosen", async ({
  heard,
  picker,
  sandbox,
  shop,
}) => {
  await picker.find();
  const gone = await picker.look(1);
  await sandbox.setFaults({ unavailable: [Number(gone.id)] });
  await picker.confirm.click();

  await expect(picker.alert).toHaveText(
    `${gone.name} cannot take your parcel at the moment. Please pick another point.`,
  );
  await expect(picker.row(gone.id)).toContainText("Not available at the moment");
  await expect(picker.radio(gone.id)).toBeDisabled();
  await expect(picker.confirm).toBeDisabled();
  expect(await picker.selection()).toBe(null);
  expect(await shop.field("service_point")).toEqual([]);
  expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["point_unavailable"]);

  const other = await picker.choose(2);
  expect(await shop.field("service_point")).toEqual([other.id]);
});

test("a point that became unavailable never replaces the choice that counts", async ({ picker, sandbox, shop }) => {
  await picker.find();
  const first = await picker.choose(0);
  await picker.change.click();
  const gone = await picker.look(1);
  await sandbox.setFaults({ unavailable: [Number(gone.id)] });
  await picker.confirm.click();
  await expect(picker.alert).toContainText(gone.name);
  expect(await shop.field("service_point")).toEqual([first.id]);
  await picker.keep.click();
  await expect(picker.summary).toContainText(first.name);
});

for (const status of [503, 429]) {
  test(`a check that cannot be made (${status}) holds no order up: the choice counts, its availability unknown`, async ({
    picker,
    sandbox,
    shop,
  }) => {
    await picker.find();
    await sandbox.setFaults({ rules: [{ route: "check", status }] });
    const point = await picker.choose(0);
    expect(await picker.selection()).toMatchObject({ id: point.id, availability: "unknown" });
    expect(await shop.field("service_point")).toEqual([point.id]);
  });
}

test("a check that nobody answers is asked for again, and then by the shopper", async ({ page, picker }) => {
  await picker.find();
  let checks = 0;
  await page.route("**/check-availability", (route) => {
    checks += 1;
    return route.abort("connectionreset");
  });
  const point = await picker.look(0);
  await picker.confirm.click();
  await expect(picker.alert).toContainText("We could not check this point. Please try again.");
  expect(checks).toBe(2);
  expect(await picker.selection()).toBe(null);
  await page.unroute("**/check-availability");
  await picker.retry.click();
  await expect(picker.summary).toContainText(point.name);
});

test("while a point is checked the button says so, and another look gives the check up", async ({
  page,
  picker,
  shop,
}) => {
  await picker.find();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/check-availability", async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await picker.look(0);
  await picker.confirm.click();
  await expect(picker.confirm).toHaveText("Checking…");
  await picker.look(1);
  await expect(picker.confirm).toHaveText("Use this point");
  release();
  const second = await picker.point(1);
  await picker.confirm.click();
  await expect(picker.summary).toContainText(second.name);
  expect(await shop.field("service_point")).toEqual([second.id]);
});

test("a shop that says no keeps the choice from counting", async ({ heard, picker, shop }) => {
  await picker.find();
  await picker.element.evaluate((element) => {
    element.addEventListener("spp-select", (event) => event.preventDefault(), { once: true });
  });
  const point = await picker.look(0);
  await picker.confirm.click();
  await expect(picker.alert).toHaveText(`The shop cannot deliver to ${point.name}. Please pick another point.`);
  expect(await picker.selection()).toBe(null);
  expect(await shop.field("service_point")).toEqual([]);
  expect(await heard.of("spp-change")).toEqual([]);

  await picker.choose(0);
  expect(await shop.field("service_point")).toEqual([point.id]);
});

for (const [how, answer] of [
  ["with false", "false"],
  ["with a failure", "reject"],
]) {
  test(`a shop that says no later, ${how}, keeps the choice from counting`, async ({ picker, shop }) => {
    await picker.find();
    await picker.element.evaluate((element, answer) => {
      const late = new Promise((resolve, reject) => {
        window.decide = () => (answer === "reject" ? reject(new Error("no")) : resolve(false));
      });
      element.addEventListener("spp-select", (event) => event.detail.waitUntil(late), { once: true });
    }, answer);
    const point = await picker.look(0);
    await picker.confirm.click();
    await expect(picker.confirm).toHaveText("Checking…");
    expect(await picker.selection()).toBe(null);
    await picker.page.evaluate(() => window.decide());
    await expect(picker.alert).toContainText(`The shop cannot deliver to ${point.name}.`);
    expect(await shop.field("service_point")).toEqual([]);
  });
}

test("a shop that says yes later lets the choice count then", async ({ picker, shop }) => {
  await picker.find();
  await picker.element.evaluate((element) => {
    const late = new Promise((resolve) => (window.decide = resolve));
    element.addEventListener("spp-select", (event) => event.detail.waitUntil(late), { once: true });
  });
  const point = await picker.look(0);
  await picker.confirm.click();
  await expect(picker.confirm).toHaveText("Checking…");
  expect(await shop.field("service_point")).toEqual([]);
  await picker.page.evaluate(() => window.decide());
  await expect(picker.summary).toContainText(point.name);
  expect(await shop.field("service_point")).toEqual([point.id]);
});
