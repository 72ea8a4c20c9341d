// Sizes and places: small screens, fingers, and what may never hide what.
import { expect, test } from "./journey.js";

/** What a finger may want to hit, with its box on the page; links in a line of text are no targets of their own. */
function targets(picker) {
  return picker.element.evaluate((element) => {
    const all = [...element.shadowRoot.querySelectorAll("button, input, a, [tabindex='0']")];
    return all
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".skip, .attribution"))
      .map((one) => {
        // A radio button and its label are hit as one.
        const label = one.localName === "input" && one.labels?.[0];
        const boxes = [one, label].filter(Boolean).map((each) => each.getBoundingClientRect());
        const name = one.getAttribute("aria-label") ?? (one.textContent.trim() || one.id);
        return {
          name,
          width: Math.max(...boxes.map((box) => box.width)),
          height: Math.max(...boxes.map((box) => box.height)),
        };
      });
  });
}

/** How far the page can be scrolled sideways, and what sticks out of the picker. */
function overflow(picker) {
  return picker.element.evaluate((element) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const { left, right } = element.getBoundingClientRect();
    const out = [...element.shadowRoot.querySelectorAll(".picker *")].filter((one) => {
      // The map cuts off its own pictures and markers.
      if (one.closest(".surface") || !one.checkVisibility()) return false;
      const box = one.getBoundingClientRect();
      return box.width > 1 && (box.left < left - 1 || box.right > right + 1);
    });
    return { scroll: scrollWidth - clientWidth, out: out.map((one) => one.outerHTML.slice(0, 120)) };
  });
}

const FITS = { scroll: 0, out: [] };

for (const width of [320, 390, 768, 1280]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test("nothing sticks out sideways, in the list, the hours, the map, the bar and the summary", async ({
      picker,
    }) => {
      expect(await overflow(picker)).toEqual(FITS);
      await picker.find();
      expect(await overflow(picker)).toEqual(FITS);
      await picker.rows.first().getByRole("button").click();
      await picker.look(1);
      expect(await overflow(picker)).toEqual(FITS);
      if (await picker.showMap.isVisible()) {
        await picker.showMap.click();
        await expect(picker.surface).toBeVisible();
        await expect(picker.list).toBeHidden();
        expect(await overflow(picker)).toEqual(FITS);
        await picker.showList.click();
      }
      await picker.choose(1);
      expect(await overflow(picker)).toEqual(FITS);
    });

    test("every target is large enough for a finger", async ({ picker }) => {
      const small = async () => (await targets(picker)).filter(({ width, height }) => width < 24 || height < 24);
      await picker.find();
      await picker.look(0);
      expect((await targets(picker)).length).toBeGreaterThan(100);
      expect(await small()).toEqual([]);
      if (await picker.showMap.isVisible()) {
        await picker.showMap.click();
        expect(await small()).toEqual([]);
        await picker.showList.click();
      }
      await picker.choose(0);
      expect(await small()).toEqual([]);
    });

    test("the bar never covers the row that has the focus", async ({ page, picker }) => {
      await picker.find();
      await picker.radios.first().focus();
      await page.keyboard.press("Space");
      for (let presses = 0; presses < 12; presses += 1) {
        await page.keyboard.press("ArrowDown");
        const [row, bar] = await picker.element.evaluate(({ shadowRoot }) => {
          const row = shadowRoot.activeElement.closest(".also, li").getBoundingClientRect();
          const bar = shadowRoot.querySelector(".bar").getBoundingClientRect();
          return [row, bar].map(({ top, bottom }) => ({ top, bottom }));
        });
        expect(row.bottom, `after ${presses + 1} times ArrowDown`).toBeLessThanOrEqual(bar.top + 1);
      }
      // What has the focus is on the screen, too.
      const focused = picker.radios.nth(12);
      await expect(focused).toBeFocused();
      await expect(focused).toBeInViewport();
    });
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("list and map take turns, and a choice can be made on either", async ({ picker, shop }) => {
    await picker.find();
    await expect(picker.list).toBeVisible();
    await expect(picker.map).toBeHidden();
    await picker.showMap.tap();
    await expect(picker.showMap).toHaveAttribute("aria-pressed", "true");
    await expect(picker.map).toBeVisible();
    await expect(picker.list).toBeHidden();
    const tips = await picker.tips();
    const { width, height } = await picker.size();
    expect([...tips.values()].filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height)).toHaveLength(
      tips.size,
    );
    expect(await picker.shownPlaces()).toBeGreaterThan(90);
    const point = await picker.markedAlone(0);
    await picker.map.locator(`.marker[data-id="${point.id}"]`).dispatchEvent("click");
    await expect(picker.candidate).toContainText(point.name);
    await picker.confirm.tap();
    await expect(picker.summary).toContainText(point.name);
    expect(await shop.field("service_point")).toEqual([point.id]);
  });

  test("no field is so small that a phone would zoom the page", async ({ picker }) => {
    expect(
      await picker.address.evaluate((field) => parseFloat(getComputedStyle(field).fontSize)),
    ).toBeGreaterThanOrEqual(16);
  });
});

test("the shop's own style sheets do not reach into the picker", async ({ page, picker }) => {
  await picker.find();
  const look = () =>
    picker.element.evaluate(({ shadowRoot }) => {
      const parts = ["button", "input[type=radio]", "label", "li", ".bar", ".name"].map((part) =>
        shadowRoot.querySelector(part),
      );
      return parts.map((part) => {
        const { color, fontSize, display, padding, backgroundColor } = getComputedStyle(part);
        return { color, fontSize, display, padding, backgroundColor };
      });
    });
  const before = await look();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { all: unset } button { color: red !important; padding: 90px !important } service-point-picker { color: red }",
    );
    document.adoptedStyleSheets = [sheet];
  });
  expect(await look()).toEqual(before);
});

test("in forced colours, icons and the chosen row can still be told", async ({ page, picker }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await picker.find();
  await picker.look(0);
  const icon = await picker.go.locator(".icon").evaluate((icon) => {
    const { backgroundColor, forcedColorAdjust } = getComputedStyle(icon);
    return { backgroundColor, forcedColorAdjust, button: getComputedStyle(icon.parentElement).backgroundColor };
  });
  expect(icon.forcedColorAdjust).toBe("none");
  expect(icon.backgroundColor).not.toBe(icon.button);
  await expect(picker.radios.first()).toBeChecked();
});
