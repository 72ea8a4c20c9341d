// Sizes and places: small screens, fingers, and what may never hide what.
import { expect, test } from "./journey.js";
import { Host } from "./pages/host.js";
import { VIA_ROMANA } from "./pages/picker.js";
import { STATES } from "./pages/states.js";

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

const WORKING = {
  endpoint: "/api",
  country: "IT",
  "use-integration-carriers": "",
  tiles: "/tiles/{z}/{x}/{y}{r}",
};

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
        await expect(picker.rows.filter({ visible: true }), "a sheet with the point that is looked at").toHaveCount(1);
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

    for (const [state, lead] of Object.entries(STATES)) {
      test(`nothing sticks out and nothing is too small: ${state}`, async ({ page, picker, sandbox, shop }) => {
        await picker.element.evaluate((element) => (element.limit = 12));
        await lead({ page, picker, sandbox, shop });
        expect(await overflow(picker)).toEqual(FITS);
        const found = await targets(picker);
        expect(found.length).toBeGreaterThan(0);
        expect(found.filter(({ width, height }) => width < 24 || height < 24)).toEqual([]);
      });
    }

    test("the Tab key leads to nothing that the bar covers, there and back", async ({ page, picker }) => {
      await picker.element.evaluate((element) => (element.limit = 12));
      await picker.find();
      await picker.look(0);
      await picker.filters.click();
      const covered = () =>
        picker.element.evaluate(({ shadowRoot }) => {
          const [active, bar] = [shadowRoot.activeElement, shadowRoot.querySelector(".bar")];
          // Outside of the picker, and in the bar itself.
          if (!active || bar.contains(active)) return null;
          const [box, limit] = [active.getBoundingClientRect(), bar.getBoundingClientRect()];
          const beside = box.right <= limit.left || box.left >= limit.right;
          const seen = beside || box.bottom <= limit.top + 1 || box.top >= limit.bottom - 1;
          return seen ? null : active.outerHTML.slice(0, 120);
        });
      await picker.address.focus();
      for (const key of ["Tab", "Shift+Tab"]) {
        for (let presses = 0; presses < 24; presses += 1) {
          await page.keyboard.press(key);
          expect(await covered(), `${key}, ${presses + 1} times`).toBe(null);
        }
      }
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

/** What the inside of the picker looks like, and how large it is. */
function look(picker) {
  return picker.element.evaluate(({ shadowRoot }) => {
    const parts = ["button", "input[type=radio]", "label", "li", ".bar", ".name", ".distance", ".map", "#address"];
    return parts.map((part) => {
      const found = shadowRoot.querySelector(part);
      const style = getComputedStyle(found);
      const { width, height } = found.getBoundingClientRect();
      const names = ["color", "font", "display", "padding", "backgroundColor", "boxSizing", "letterSpacing", "cursor"];
      const more = ["lineHeight", "textTransform", "textAlign", "direction", "visibility", "whiteSpace", "wordSpacing"];
      const values = [...names, ...more].map((name) => [name, style[name]]);
      return [part, Math.round(width), Math.round(height), Object.fromEntries(values)];
    });
  });
}

for (const [what, sheet] of [
  [
    "everything unset, its own sheets aside",
    "* { all: unset } button { color: red !important; padding: 90px !important }",
  ],
  ["everything unset, with weight", "* { all: unset !important }"],
  ["everything as if there were no sheet at all", "* { all: revert !important }"],
  ["everything at its first value", "* { all: initial !important }"],
  [
    "everything in capitals, large, far apart and from the right",
    `* { font: 40px / 3 serif !important; letter-spacing: 9px !important; word-spacing: 20px !important;
         text-transform: uppercase !important; text-align: right !important; color: red !important;
         box-sizing: content-box !important; white-space: pre !important; cursor: wait !important }`,
  ],
  ["a host that is coloured and enlarged", "service-point-picker { color: red; font-size: 40px; padding: 0 }"],
]) {
  test(`the shop's own style sheets do not reach into the picker: ${what}`, async ({ page, picker }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await picker.find();
    // The room that the picker has is the shop's to give.
    const room = (width) => picker.element.evaluate((element, width) => (element.style.cssText = width), width);
    await room("display: block !important; width: 800px !important");
    const before = await look(picker);
    await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, sheet);
    expect(await look(picker)).toEqual(before);
  });
}

for (const [device, viewport] of [
  ["a phone", { width: 390, height: 844 }],
  ["a desk", { width: 1280, height: 900 }],
]) {
  test.describe(`on ${device}`, () => {
    test.use({ viewport });

    test("nothing of the shop's page moves, where it keeps the room free, from the first byte to the list", async ({
      page,
    }) => {
      await page.addInitScript(() => {
        window.shifts = [];
        window.inside = 0;
        new PerformanceObserver((list) => {
          for (const { hadRecentInput, sources, value } of list.getEntries()) {
            // What is in a shadow root has no name here: only what is outside is the shop's.
            const moved = sources.filter(({ node }) => node).map(({ node }) => node.outerHTML.slice(0, 80));
            if (hadRecentInput) continue;
            if (moved.length) window.shifts.push([value, moved]);
            else window.inside += value;
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      const host = new Host(page);
      const room = `<style>service-point-picker { display: block; min-block-size: 706px }</style>
<h2>Your order</h2><p>Two notebooks</p>`;
      // Nobody touches anything, so that every shift counts.
      await host.open({ ...WORKING, address: VIA_ROMANA }, room);
      await expect(host.picker.rows.first()).toBeVisible();
      await host.picker.element.evaluate(async () => {
        for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
      });
      const [shifts, inside] = await page.evaluate(() => [window.shifts, window.inside]);
      expect(shifts).toEqual([]);
      // The line that says which place was found, and the filters, make the list begin a little lower.
      expect(inside).toBeLessThan(0.02);
    });
  });
}

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

for (const width of [390, 1280]) {
  test.describe(`written from right to left, at ${width} px`, () => {
    test.use({ viewport: { width, height: 900 } });

    test("rows, fields and the map's buttons are mirrored where they should be", async ({ page, picker }) => {
      await picker.element.evaluate((element) => Object.assign(element, { language: "ar", limit: 12 }));
      await expect(picker.element.locator(".picker")).toHaveAttribute("dir", "rtl");
      await picker.address.fill("Via Romana 20, Firenze");
      await picker.address.press("Enter");
      const rows = picker.element.locator(".row:has(> input)");
      await expect(rows.first()).toBeVisible();
      const boxes = await rows.evaluateAll((rows) =>
        rows.slice(0, 4).map((row) => {
          row.scrollIntoView();
          const box = (element) => element.getBoundingClientRect().toJSON();
          return [row, ...["input", ".badge", ".name"].map((part) => row.querySelector(part))].map(box);
        }),
      );
      for (const [row, radio, badge, name] of boxes) {
        expect(radio.right).toBeLessThanOrEqual(row.right - 10);
        expect(badge.right, "the badge comes after the radio").toBeLessThanOrEqual(radio.left);
        expect(name.right, "and the name after the badge").toBeLessThanOrEqual(badge.left);
        expect(name.left).toBeGreaterThan(row.left);
      }
      await expect(picker.address).toHaveCSS("padding-right", "14px");
      await rows.first().locator("label").click();
      const [shown, all] = await Promise.all(
        [picker.candidate.locator("bdi"), picker.candidate].map((part) =>
          part.evaluate((part) => {
            const range = document.createRange();
            range.selectNodeContents(part);
            return range.getBoundingClientRect().toJSON();
          }),
        ),
      );
      expect(all.right - shown.right, "a Latin name stands at the right, too").toBeLessThan(2);
      const showMap = picker.element.locator(".switch button + button");
      if (await showMap.isVisible()) await showMap.click();
      const [west, east] = await Promise.all(
        ["west", "east"].map((side) => picker.element.locator(`.pan.${side}`).boundingBox()),
      );
      expect(west.x).toBeLessThan(east.x);
    });
  });
}
