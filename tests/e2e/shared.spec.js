// A shop that two carriers use: the API lists it twice, a few metres apart, and the shopper meets one place.
import AxeBuilder from "@axe-core/playwright";

import { expect, test } from "./journey.js";

// As the two carriers write the same shop in Via Romana, 32 metres apart.
const FIRST = { id: "13719490", name: "DAVID MERCATO", carrier: "BRT", code: "brt", street: "VIA ROMANA" };
const SECOND = {
  id: "12961285",
  name: "David Mercato",
  carrier: "InPost Italy",
  code: "inpost_it",
  street: "Via Romana",
};

/** The choice of carrier in the shop's row. */
const also = (picker) => picker.row(FIRST.id).locator(".shared .also").filter({ hasText: SECOND.carrier });

async function showMap(picker) {
  if (await picker.showMap.isVisible()) await picker.showMap.click();
  await expect(picker.map).toBeVisible();
}

for (const [device, viewport] of [
  ["1280 px", { width: 1280, height: 900 }],
  ["390 px", { width: 390, height: 844 }],
]) {
  test.describe(`at ${device}`, () => {
    test.use({ viewport, reducedMotion: "reduce" });

    test("a shop of two carriers is one row with a choice, and one marker that says how many", async ({ picker }) => {
      await picker.find();
      await expect(picker.rows.filter({ hasText: /david mercato/i })).toHaveCount(1);
      const row = picker.row(FIRST.id);
      await expect(row.getByRole("radio")).toHaveCount(2);
      await expect(also(picker)).toHaveText(new RegExp(`${SECOND.carrier}$`));
      await expect(row.getByRole("radio").first()).toHaveAccessibleName("DAVID MERCATO, BRT");
      await expect(row.getByRole("radio").last()).toHaveAccessibleName("David Mercato, InPost Italy");
      const ids = (await picker.points()).map((point) => point.id);
      expect(ids, "both are listed").toEqual(expect.arrayContaining([FIRST.id, SECOND.id]));

      // Also where its neighbours are a cluster, what is looked at has a marker of its own.
      await row.locator("> label").click();
      await showMap(picker);
      const marker = picker.map.locator(`.marker[data-id="${FIRST.id}"]`);
      await expect(marker).toHaveAttribute("data-count", "2");
      await expect(marker).toHaveAccessibleName("DAVID MERCATO, BRT, InPost Italy");
      await expect(picker.map.locator(`[data-id="${SECOND.id}"]`)).toHaveCount(0);
      const others = picker.map.locator(".marker:not([data-count])");
      expect(await others.count(), "most shops are one carrier's").toBeGreaterThan(80);
    });

    test("the second carrier is picked with the mouse, and the order carries its point", async ({ picker, shop }) => {
      await picker.find();
      const distance = picker.row(FIRST.id).locator(".distance");
      await expect(distance).toHaveText("190 m");
      await also(picker).click();
      await expect(picker.radio(SECOND.id)).toBeChecked();
      await expect(picker.radio(FIRST.id)).not.toBeChecked();
      await expect(distance, "the row speaks of the point that is looked at").toHaveText("220 m");
      await expect(picker.candidate).toContainText(SECOND.name);
      await expect(picker.candidate).toContainText("220 m away");
      await picker.confirm.click();

      await expect(picker.summary).toContainText(SECOND.name);
      await expect(picker.summary).toContainText(SECOND.street);
      await expect(picker.summary).not.toContainText(FIRST.name);
      expect(await picker.selection()).toMatchObject({
        id: SECOND.id,
        carrierServicePointId: "IT19190",
        carrier: { code: SECOND.code, name: SECOND.carrier },
      });
      expect(await shop.field("service_point")).toEqual([SECOND.id]);
      expect(await shop.field("service_point_carrier")).toEqual([SECOND.code]);
      await shop.placeOrder.click();
      expect(await shop.received()).toMatchObject({ service_point: SECOND.id, service_point_carrier: SECOND.code });
    });

    test("arrow keys lead from one carrier to the other, and on to the next shop", async ({ page, picker, shop }) => {
      await picker.find();
      await picker.radio(FIRST.id).focus();
      await page.keyboard.press("Space");
      await expect(picker.candidate).toContainText(FIRST.name);
      await page.keyboard.press("ArrowDown");
      await expect(picker.radio(SECOND.id)).toBeChecked();
      await expect(picker.radio(SECOND.id)).toBeFocused();
      await expect(picker.candidate).toContainText(SECOND.name);
      await page.keyboard.press("ArrowDown");
      const next = await picker.point(3);
      await expect(picker.radio(next.id)).toBeFocused();
      await expect(picker.candidate).toContainText(next.name);
      await page.keyboard.press("ArrowUp");
      await expect(picker.radio(SECOND.id)).toBeFocused();
      await page.keyboard.press("Enter");

      await expect(picker.summary).toContainText(SECOND.name);
      await expect(picker.change).toBeFocused();
      expect(await shop.field("service_point")).toEqual([SECOND.id]);
      expect(await shop.field("service_point_carrier")).toEqual([SECOND.code]);
    });

    test("the marker stays the shop's whichever carrier is looked at", async ({ picker }) => {
      await picker.find();
      const on = picker.map.locator(".marker[data-on]");
      await also(picker).click();
      await showMap(picker);
      await expect(on).toHaveAttribute("data-id", FIRST.id);
      if (await picker.showList.isVisible()) await picker.showList.click();
      await picker.row(FIRST.id).locator("> label").click();
      await expect(picker.radio(FIRST.id)).toBeChecked();
      await expect(picker.candidate).toContainText(FIRST.name);
      await showMap(picker);
      await expect(on).toHaveAttribute("data-id", FIRST.id);
    });

    test("where one carrier's point is not available, the other's still is", async ({ picker, sandbox, shop }) => {
      await picker.find();
      await sandbox.setFaults({ unavailable: [Number(SECOND.id)] });
      await also(picker).click();
      await picker.confirm.click();
      await expect(picker.radio(SECOND.id)).toBeDisabled();
      await expect(picker.radio(FIRST.id)).toBeEnabled();
      await picker.row(FIRST.id).locator("> label").click();
      await picker.confirm.click();
      await expect(picker.summary).toContainText(FIRST.name);
      expect(await shop.field("service_point")).toEqual([FIRST.id]);
      expect(await shop.field("service_point_carrier")).toEqual([FIRST.code]);
    });

    for (const colorScheme of ["light", "dark"]) {
      test.describe(colorScheme, () => {
        test.use({ colorScheme });

        test("axe finds nothing wrong with the choice of carrier", async ({ page, picker }) => {
          await picker.element.evaluate((element) => (element.limit = 12));
          await picker.find();
          await also(picker).click();
          await expect(picker.candidate).toContainText(SECOND.name);
          const { violations, passes } = await new AxeBuilder({ page }).include("service-point-picker").analyze();
          expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.failureSummary)])).toEqual([]);
          const looked = passes.flatMap(({ nodes }) => nodes).map(({ target }) => target.flat().join(" "));
          expect(
            looked.some((target) => target.includes(SECOND.id)),
            "it looked at the second radio",
          ).toBe(true);
        });
      });
    }
  });
}
