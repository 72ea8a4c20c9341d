// Without a mouse.
import { expect, test } from "./journey.js";
import { VIA_ROMANA } from "./pages/picker.js";

test.beforeEach(async ({ page, mishaps: _ }) => {
  // A journey by keyboard that uses a mouse proves nothing.
  await page.addInitScript(() => addEventListener("pointerdown", () => recordMishap("a pointer was used"), true));
});

/** Presses Tab until the focus is where it should be, and shows itself on every stop. */
async function tabTo(page, picker, locator, most = 30) {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    expect(await focusIsSeen(page), "the focused element shows that it has the focus").toBe(true);
    if (await locator.evaluate((element) => element === element.getRootNode().activeElement)) return;
  }
  throw new Error(`${most} times Tab do not lead there`);
}

/** Whether the focused element, or what holds it, has an outline. */
function focusIsSeen(page) {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const outlined = (element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    };
    return Boolean(active) && active !== document.body && (outlined(active) || outlined(active.parentElement));
  });
}

test("from Tab to a confirmed point and a submitted order", async ({ page, picker, shop }) => {
  await tabTo(page, picker, picker.address);
  await page.keyboard.type(VIA_ROMANA);
  const answered = picker.listAnswered();
  await page.keyboard.press("Enter");
  await answered;
  await expect(picker.radios).toHaveCount(100);
  expect(await picker.focused(), "a search leaves the focus in the field").toBe("address");

  await tabTo(page, picker, picker.radios.first());
  await page.keyboard.press("Space");
  await expect(picker.radios.first()).toBeChecked();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(picker.radios.nth(2)).toBeChecked();
  await expect(picker.radios.nth(2)).toBeFocused();
  const point = await picker.point(2);
  await expect(picker.candidate).toContainText(point.name);
  expect(await picker.selection(), "an arrow key only looks").toBe(null);

  await page.keyboard.press("Enter");
  await expect(picker.summary).toContainText(point.name);
  await expect(picker.change).toBeFocused();
  expect(await focusIsSeen(page)).toBe(true);
  expect(new URL(page.url()).pathname, "Enter chooses, and submits nothing").toBe("/");

  await tabTo(page, picker, shop.placeOrder);
  await page.keyboard.press("Enter");
  expect((await shop.received()).service_point).toBe(point.id);
});

test("whoever changes the mind finds the focus in the picker, not at the top of the page", async ({ page, picker }) => {
  await picker.find();
  await picker.radios.first().focus();
  await page.keyboard.press("Space");
  await picker.confirm.focus();
  await page.keyboard.press("Enter");
  await expect(picker.change).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(picker.keep).toBeVisible();
  expect(await picker.focused(), "the button that was pressed is gone").not.toBe(null);
  expect(await focusIsSeen(page)).toBe(true);

  await picker.keep.focus();
  await page.keyboard.press("Enter");
  await expect(picker.change).toBeFocused();
});

test("the hours of a point open and close with a key, and say so", async ({ page, picker }) => {
  await picker.find();
  const disclose = picker.rows.first().getByRole("button", { name: /^Opening hours of / });
  await expect(disclose).toHaveAttribute("aria-expanded", "false");
  await disclose.focus();
  await page.keyboard.press("Enter");
  await expect(disclose).toHaveAttribute("aria-expanded", "true");
  const week = picker.rows.first().getByRole("table");
  await expect(week.getByRole("row")).toHaveCount(7);
  await expect(week.getByRole("row").first()).toContainText("Monday");
  await expect(week.getByRole("rowheader", { name: "Wednesday (today)" })).toBeVisible();
  await expect(disclose).toBeFocused();
  const controlled = await disclose.evaluate((button) => {
    const week = button.getRootNode().getElementById(button.getAttribute("aria-controls"));
    return week?.querySelector("table") !== null;
  });
  expect(controlled).toBe(true);
  await page.keyboard.press("Space");
  await expect(disclose).toHaveAttribute("aria-expanded", "false");
  await expect(week).toHaveCount(0);
});

test("the map moves and zooms by keys, offers its search, and is one stop of the Tab key", async ({ page, picker }) => {
  await picker.find();
  const before = await picker.viewport();
  await picker.surface.focus();
  expect(await focusIsSeen(page)).toBe(true);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  const moved = await picker.viewport();
  expect(moved.left - before.left).toBeGreaterThan(50);
  expect(moved.top - before.top).toBeGreaterThan(50);
  await expect(picker.searchArea).toBeVisible();
  await page.keyboard.press("+");
  expect((await picker.viewport()).zoom - moved.zoom).toBeCloseTo(1, 1);
  await page.keyboard.press("-");
  expect((await picker.viewport()).zoom).toBeCloseTo(moved.zoom, 1);

  await page.keyboard.press("Tab");
  await expect(picker.searchArea).toBeFocused();
  const asked = picker.listAsked();
  await page.keyboard.press("Enter");
  expect((await asked).has("ne_latitude")).toBe(true);
  await expect(picker.searchArea).toHaveCount(0);
  await expect.poll(() => focusIsSeen(page), "the button is gone, and the focus is not lost with it").toBe(true);
});

test("a link leads past the map", async ({ page, picker }) => {
  await picker.find();
  const skip = picker.map.getByRole("link", { name: "Skip the map" });
  await skip.focus();
  await expect(skip).toBeInViewport();
  expect(await skip.evaluate((link) => getComputedStyle(link).clipPath), "the link shows itself").toBe("none");
  const address = page.url();
  await page.keyboard.press("Enter");
  expect(page.url()).toBe(address);
  await page.keyboard.press("Tab");
  const inside = await picker.surface.evaluate((surface) => surface.matches(":focus-within"));
  expect(inside).toBe(false);
  const onControls = await picker.map.locator(".controls").evaluate((controls) => controls.matches(":focus-within"));
  expect(onControls, "the map's buttons are skipped as well").toBe(false);
});

test("no marker or cluster is a stop of the Tab key, and every one has a name", async ({ picker }) => {
  await picker.find();
  const markers = await picker.markers
    .or(picker.clusters)
    .evaluateAll((markers) => markers.map((marker) => [marker.tabIndex, marker.getAttribute("aria-label")]));
  // A place has one marker, however many carriers use it.
  const clusters = await picker.clusters.count();
  expect(clusters).toBeGreaterThan(0);
  expect(markers).toHaveLength((await picker.rows.count()) + clusters);
  expect(markers.filter(([index, name]) => index !== -1 || !name)).toEqual([]);
});

test("the focus survives an answer that brings another list", async ({ page, picker }) => {
  await picker.find();
  await picker.radios.nth(3).focus();
  await page.keyboard.press("Space");
  await picker.element.evaluate((element) => element.setAttribute("limit", "50"));
  await expect(picker.radios).toHaveCount(50);
  await expect(picker.radios.nth(3)).toBeChecked();
  await expect(picker.radios.nth(3), "the same point is in the new list, and still has the focus").toBeFocused();
});

test("retry by key: the message goes, and the focus does not", async ({ page, picker, sandbox }) => {
  await sandbox.setFaults({ geocoder_down: true });
  await picker.submit(VIA_ROMANA);
  await expect(picker.retry).toBeVisible();
  await sandbox.setFaults({});
  await picker.retry.focus();
  await page.keyboard.press("Enter");
  await expect(picker.rows.first()).toBeVisible();
  const inside = await picker.element.evaluate((element) => document.activeElement === element);
  expect(inside, "the focus is still in the picker").toBe(true);
});

test("the picker takes no focus by itself", async ({ page, picker }) => {
  await picker.element.evaluate((element) => element.setAttribute("address", "Via Romana 20, Firenze"));
  await expect(picker.rows.first()).toBeVisible();
  expect(await page.evaluate(() => document.activeElement.localName)).toBe("body");
});
