// The gallery of the demo: every state comes about, on a phone as on a desk, and nothing sticks out.
import AxeBuilder from "@axe-core/playwright";

import { GROUPS } from "../../demo/gallery-states.js";
import { expect, test } from "./journey.js";

const PAGE = "/demo/gallery.html";
const states = GROUPS.flatMap(({ states }) => states);

for (const width of [360, 1280]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 780 } });

    for (const { id, title } of states) {
      test(`by itself: ${title}`, async ({ context, page }) => {
        await page.goto(`${PAGE}?state=${id}`);
        if (id === "offline") {
          await expect(page.locator("service-point-picker .row").first()).toBeVisible();
          await context.setOffline(true);
        }
        await expect(page.locator(".frame[data-arrived]")).toBeAttached();
        await expect(page).toHaveTitle(`${title} – every state of the picker`);
        const out = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(out, "pixels that stick out").toBe(0);
      });
    }
  });
}

test("all on one page: pickers start when they come into sight, and follow the looks", async ({ page }) => {
  await page.goto(PAGE);
  const pickers = page.locator("service-point-picker");
  await expect(page.locator("section.state")).toHaveCount(states.length);
  await expect(pickers.first().locator(".note")).toBeVisible();
  expect(await pickers.count(), "not all at once").toBeLessThan(states.length / 2);
  await page.getByLabel("Width").selectOption("360");
  await expect.poll(() => pickers.first().evaluate((picker) => picker.offsetWidth)).toBe(360);
  await page.getByLabel("Theme").selectOption("dark");
  await page.getByLabel("Language").selectOption("ar");
  await expect(pickers.first()).toHaveAttribute("theme", "dark");
  await expect(pickers.first().locator(".picker")).toHaveCSS("direction", "rtl");
  await expect(page).toHaveURL(/width=360&theme=dark&language=ar/);
  await page.getByRole("link", { name: "Chosen", exact: true }).first().click();
  await expect(page.locator("#chosen .frame[data-arrived]")).toBeAttached();
  const { violations } = await new AxeBuilder({ page }).exclude("service-point-picker").analyze();
  expect(violations).toEqual([]);
});

test("a state that there is none of says so, and leads back", async ({ page }) => {
  await page.goto(`${PAGE}?state=none-such`);
  await expect(page.getByText("There is no state “none-such”.")).toBeVisible();
  await page.getByRole("link", { name: "All states" }).click();
  await expect(page.locator("section.state")).toHaveCount(states.length);
});
