// A map of Leaflet's beside the picker's list.

import { expect, expectHeldUp, expectPoints, order, picker, received, restored, test } from "../support/example.js";

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
