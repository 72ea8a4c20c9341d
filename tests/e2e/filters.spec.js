// What a shopper asks of the points: hours, kind, carrier, and the order. The list, the map and the words agree.
import AxeBuilder from "@axe-core/playwright";

import { expect, test } from "./journey.js";
import { WEDNESDAY_MORNING } from "./pages/sandbox.js";

const shown = (picker) => picker.rows.filter({ visible: true });

/** How many points a chip promises. */
const promised = async (picker, name) => Number((await picker.chip(name).textContent()).match(/(\d+)\s*$/)[1]);

async function open(picker) {
  await picker.find();
  await picker.filters.click();
}

test("a filter leaves the points that have it, in the list, on the map and in what is said", async ({ picker }) => {
  await open(picker);
  const all = await picker.points();
  const count = await promised(picker, "Parcel locker");
  const lockers = all.filter((point) => point.generalShopType === "locker");
  expect(count).toBe(lockers.length);
  await picker.chip("Parcel locker").click();
  await expect(picker.status).toHaveText(new RegExp(`^${count} pickup points?, `));
  await expect(picker.filters).toHaveText("Filter1");
  const ids = lockers.map((point) => point.id);
  for (const row of await shown(picker).all()) {
    const values = await row.getByRole("radio").evaluateAll((radios) => radios.map((radio) => radio.value));
    expect(
      values.some((id) => ids.includes(id)),
      "each row has a locker",
    ).toBe(true);
  }
  expect(await picker.shownPlaces()).toBe(await shown(picker).count());
});

test("hours are of the point's own clock, and follow it", async ({ picker, sandbox }) => {
  await open(picker);
  const morning = await promised(picker, "Open now");
  expect(morning).toBeGreaterThan(0);
  await sandbox.setClock(WEDNESDAY_MORNING.replace("T10", "T03"));
  await picker.find("Piazza del Duomo, Firenze");
  expect(await promised(picker, "Open now"), "at three in the night").toBeLessThan(morning);
  await picker.chip("Open now").click();
  for (const row of await shown(picker).all())
    await expect(row.locator("[data-open]")).toHaveAttribute("data-open", "yes");
});

test("what is impossible says so, and a filter that leaves nothing can be cleared", async ({ picker }) => {
  await open(picker);
  await picker.chip("Parcel locker").click();
  for (const chip of await picker.chips.all()) {
    const none = /\D0$/.test((await chip.textContent()).trim());
    await expect(chip.getByRole("checkbox"))[none ? "toBeDisabled" : "toBeEnabled"]();
  }
  // A search elsewhere may find none of what is asked for.
  await picker.element.evaluate((element) => (element.shopTypes = "servicepoint"));
  await expect(picker.note).toContainText("No pickup point here fits your filters.");
  await expect(picker.status).toHaveText("No pickup point here fits your filters.");
  await picker.note.getByRole("button", { name: "Clear filters" }).click();
  await expect(shown(picker).first()).toBeVisible();
  await expect(picker.filters).toHaveText("Filter");
});

test("open ones come first when asked to", async ({ picker, sandbox }) => {
  await sandbox.setClock(WEDNESDAY_MORNING.replace("T10", "T20"));
  await open(picker);
  await picker.chip("Open ones first").click();
  const doors = await picker.list
    .locator(".door > span")
    .evaluateAll((doors) => doors.map((door) => door.getAttribute("data-open") === "yes"));
  expect(doors).toContain(true);
  expect(doors).toContain(false);
  expect(doors.lastIndexOf(true), "no open one comes after a closed one").toBeLessThan(doors.indexOf(false));
  await expect(picker.filters, "an order is no filter").toHaveText("Filter");
});

test("by keyboard: opened, set and left, with the focus where it was", async ({ page, picker }) => {
  await picker.find();
  await picker.filters.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const order = picker.chip("Open ones first").getByRole("checkbox");
  await expect(order).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  const now = picker.chip("Open now").getByRole("checkbox");
  await expect(now).toBeChecked();
  await expect(now).toBeFocused();
});

test("a point that is filtered out cannot be taken unseen", async ({ picker }) => {
  await open(picker);
  const shop = (await picker.points()).find((point) => point.generalShopType === "servicepoint");
  await picker.list.locator(`#p${shop.id}`).check();
  await expect(picker.confirm).toBeEnabled();
  await picker.chip("Parcel locker").click();
  await expect(picker.confirm).toBeDisabled();
});

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("axe finds nothing wrong with open filters", async ({ page, picker }) => {
      await open(picker);
      await picker.chip("Parcel locker").click();
      const { violations } = await new AxeBuilder({ page }).include("#picker").analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.failureSummary)])).toEqual([]);
    });
  });
}
