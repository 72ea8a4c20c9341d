// The looks that the documentation shows, as the demo's page of examples has them.
import AxeBuilder from "@axe-core/playwright";

import { expect, test } from "./journey.js";
import { Picker } from "./pages/picker.js";

const EXAMPLES = "/demo/theming.html";

const accent = (picker) => picker.go.evaluate((button) => getComputedStyle(button).backgroundColor);

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, reducedMotion: "reduce" });

    test("every example works, and its colours can be read", async ({ page, mishaps }) => {
      await page.goto(EXAMPLES);
      const examples = page.locator("service-point-picker");
      await expect(examples).toHaveCount(5);
      for (let index = 0; index < 5; index += 1) {
        const rows = examples.nth(index).getByRole("radio");
        await expect(rows.first()).toBeVisible();
        // The row that is looked at has a colour of its own.
        await rows.first().check();
      }
      // Several pickers on a page share the names of their landmarks; the colours are what is looked at here.
      const rules = ["color-contrast"];
      const axe = new AxeBuilder({ page }).include("service-point-picker").withRules(rules);
      const { violations, passes } = await axe.analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.failureSummary)])).toEqual([]);
      expect(passes.flatMap(({ nodes }) => nodes).length).toBeGreaterThan(100);
      expect(mishaps).toEqual([]);
    });

    test("a colour of the shop's changes what acts, and nothing of the others", async ({ page }) => {
      await page.goto(EXAMPLES);
      const [plain, brand] = ["service-point-picker:not([class])", ".brand"].map((which) => new Picker(page, which));
      await expect(brand.rows.first()).toBeVisible();
      const wanted = { light: "rgb(163, 18, 79)", dark: "rgb(255, 143, 184)" }[colorScheme];
      expect(await accent(brand)).toBe(wanted);
      expect(await accent(plain)).not.toBe(wanted);
    });
  });
}

test("a density of the shop's makes rows lower, and nothing in them smaller", async ({ page }) => {
  await page.goto(EXAMPLES);
  const [plain, square] = ["service-point-picker:not([class])", ".square"].map((which) => new Picker(page, which));
  const room = async ({ rows }) => {
    await expect(rows.first()).toBeVisible();
    return rows.first().evaluate((row) => {
      const [top, badge] = [row, row.querySelector(".badge")].map((element) => element.getBoundingClientRect());
      const radio = row.querySelector("input").getBoundingClientRect();
      return [badge.top - top.top, badge.height, (radio.top + radio.bottom - badge.top - badge.bottom) / 2];
    });
  };
  const [[usual, size], [dense, same, off]] = [await room(plain), await room(square)];
  expect(dense).toBeCloseTo(usual / 2, 0);
  expect(same).toBe(size);
  expect(Math.abs(off), "the radio stays beside the middle of the sign").toBeLessThan(3);
});

test("a part can be given a look, and a fixed theme keeps its own", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(EXAMPLES);
  const [paper, round] = [".paper", ".round"].map((which) => new Picker(page, which));
  await expect(round.rows.first()).toBeVisible();
  expect(await round.confirm.evaluate((button) => getComputedStyle(button).borderRadius)).toBe("999px");
  const surface = (picker) =>
    picker.element.evaluate(({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector(".picker")).backgroundColor);
  expect(await surface(round)).toBe("rgb(20, 24, 31)");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await surface(paper)).toBe("rgb(255, 253, 247)");
});
