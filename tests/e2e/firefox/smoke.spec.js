// An order in Debian's Firefox, which Playwright drives by WebDriver BiDi. All other journeys are Chromium's: this one
// sees that nothing a shopper needs is Chromium's alone.
import { expect, test } from "@playwright/test";

import { Picker } from "../pages/picker.js";
import { Sandbox } from "../pages/sandbox.js";
import { Shop } from "../pages/shop.js";

test("an address is searched, a point is looked at on list and map, chosen, and ordered", async ({ page, browser }) => {
  const sandbox = new Sandbox(process.env.SANDBOX_URL);
  await sandbox.reset();
  const broken = [];
  page.on("pageerror", (error) => broken.push(String(error)));
  await page.addInitScript(() => {
    window.breaches = [];
    document.addEventListener("securitypolicyviolation", (event) => window.breaches.push(event.violatedDirective));
  });
  test.info().annotations.push({ type: "browser", description: `${browser.browserType().name()} ${browser.version()}` });
  const shop = new Shop(page);
  await shop.open();
  const picker = new Picker(page);
  await picker.ready();
  await picker.address.fill("Via Romana 20, Firenze");
  await picker.address.press("Enter");
  await expect(picker.rows.first()).toBeVisible();
  await expect(picker.status).toHaveText("100 pickup points, the nearest 170 m away.");
  const row = picker.rows.nth(1);
  await expect(row).toContainText("DAVID MERCATO");
  await expect(row).toContainText("Open until 23:00");
  await row.getByRole("button").click();
  await expect(row.getByRole("row").nth(2)).toHaveText(/Wednesday.*10:00 – 23:00/);
  await picker.tilesSettled();
  expect(await picker.markers.count()).toBe(await picker.rows.count());

  const point = await picker.look(1);
  await expect(picker.map.locator(".marker.on")).toHaveAttribute("data-id", point.id);
  await picker.surface.focus();
  await page.keyboard.press("ArrowRight");
  await expect(picker.searchArea).toBeVisible();
  await picker.searchArea.click();
  await expect(picker.searchArea).toBeHidden();
  await expect(picker.list).not.toHaveAttribute("aria-busy");
  const chosen = await picker.choose(0);
  expect(await shop.field("service_point")).toEqual([chosen.id]);
  await shop.placeOrder.click();
  const received = await shop.received();
  expect(received.service_point).toBe(chosen.id);
  expect(broken).toEqual([]);
  await sandbox.leave();
});
