// What hands do to the map, and to the page around it.
import { expect, test } from "./journey.js";
import { Fingers } from "./pages/fingers.js";

const WIDE = { viewport: { width: 1280, height: 700 } };

/** The map's top left corner on the screen, with all of the map in sight. */
async function corner(picker) {
  await picker.surface.evaluate((surface) => surface.scrollIntoView({ block: "center", behavior: "instant" }));
  const { x, y } = await picker.surface.boundingBox();
  return { x, y };
}

/** A place that is bare of markers, in pixels from the map's corner; not the middle, so that it shows what is zoomed about. */
function bareSpot(picker) {
  return picker.surface.evaluate((surface) => {
    const map = surface.getBoundingClientRect();
    const root = surface.getRootNode();
    for (let y = 60; y < map.height - 60; y += 20)
      for (let x = 90; x < map.width - 140; x += 20) {
        const off = Math.hypot(x - map.width / 2, y - map.height / 2);
        const hit = root.elementFromPoint(map.left + x, map.top + y);
        if (off > 120 && hit?.closest(".surface") && !hit.closest("button")) return { x, y };
      }
    throw new Error("the map is full of markers");
  });
}

const scrolled = (page) => page.evaluate(() => scrollY);

/** Lets so many frames pass. */
const frames = (page, count) =>
  page.evaluate(async (count) => {
    for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
  }, count);

/** Sees that the map is `levels` closer than before, with the same place under a spot of it. */
async function expectZoomedAbout(picker, before, spot, levels, within = 0.02) {
  await expect
    .poll(async () => Math.abs((await picker.viewport()).zoom - before.zoom - levels), "levels off")
    .toBeLessThan(within);
  const place = (await picker.viewport()).project(before.at(spot.x, spot.y));
  expect(Math.hypot(place.x - spot.x, place.y - spot.y), "pixels that the place has moved").toBeLessThan(4);
}

test.describe("on a touch screen", () => {
  test.use({ ...WIDE, hasTouch: true });

  test("two fingers zoom about the middle between them, by fractions of a level", async ({ page, picker }) => {
    await picker.find();
    const [fingers, { x, y }] = [await Fingers.of(page), await corner(picker)];
    const before = await picker.viewport();
    const top = await scrolled(page);
    const middle = { x: 250, y: 180 };
    const apart = (pixels) => [-pixels, pixels].map((off) => ({ x: x + middle.x + off, y: y + middle.y + off / 2 }));
    await fingers.move(apart(60), apart(100), 20);
    // The first five pixels might be a hand that trembles.
    await expectZoomedAbout(picker, before, middle, Math.log2(100 / 60), 0.12);
    expect(await scrolled(page)).toBe(top);
    const close = await picker.viewport();
    await fingers.move(apart(100), apart(60), 20);
    await expectZoomedAbout(picker, close, middle, Math.log2(60 / 100), 0.12);
    await expect(picker.searchArea).toBeVisible();
  });

  test("two fingers that go the same way move the map and not the page", async ({ page, picker }) => {
    await picker.find();
    const [fingers, { x, y }] = [await Fingers.of(page), await corner(picker)];
    const before = await picker.viewport();
    const top = await scrolled(page);
    const at = (left, down) => [0, 80].map((off) => ({ x: x + left + off, y: y + down }));
    await fingers.move(at(200, 260), at(260, 180), 20);
    const place = before.at(240, 260);
    const off = async () => {
      const { x, y } = (await picker.viewport()).project(place);
      return Math.hypot(x - 300, y - 180);
    };
    await expect.poll(off, "pixels between the fingers' middle and what was under it").toBeLessThan(10);
    expect(Math.abs((await picker.viewport()).zoom - before.zoom)).toBeLessThan(0.1);
    expect(await scrolled(page)).toBe(top);
  });

  test("one finger scrolls the page past the map, which stays as it was and asks for nothing", async ({
    page,
    picker,
  }) => {
    await picker.find();
    const [fingers, { x, y }] = [await Fingers.of(page), await corner(picker)];
    const spot = await bareSpot(picker);
    const before = await picker.viewport();
    const top = await scrolled(page);
    await fingers.move([{ x: x + spot.x, y: y + spot.y }], [{ x: x + spot.x, y: y + spot.y + 150 }]);
    await expect.poll(() => scrolled(page)).toBeLessThan(top - 60);
    await frames(page, 3);
    const after = await picker.viewport();
    expect([after.left - before.left, after.top - before.top].map(Math.round)).toEqual([0, 0]);
    await expect(picker.searchArea, "there is nothing new to search").toBeHidden();
  });

  test("after a tap on the map one finger moves it, and the page stays", async ({ page, picker }) => {
    await picker.find();
    const [fingers, { x, y }] = [await Fingers.of(page), await corner(picker)];
    const spot = await bareSpot(picker);
    await fingers.tap({ x: x + spot.x, y: y + spot.y });
    await expect(picker.surface).toBeFocused();
    const before = await picker.viewport();
    const top = await scrolled(page);
    await fingers.move([{ x: x + 300, y: y + 260 }], [{ x: x + 220, y: y + 160 }], 20);
    await expect.poll(async () => (await picker.viewport()).top - before.top).toBeGreaterThan(90);
    expect((await picker.viewport()).left - before.left).toBeGreaterThan(70);
    expect(await scrolled(page)).toBe(top);
    await expect(picker.searchArea).toBeVisible();
  });

  test("a double tap zooms in by a level, about the place that was tapped", async ({ page, picker }) => {
    await picker.find();
    const [fingers, { x, y }] = [await Fingers.of(page), await corner(picker)];
    const spot = await bareSpot(picker);
    const before = await picker.viewport();
    const tapped = { x: x + spot.x, y: y + spot.y };
    await fingers.tap(tapped);
    await fingers.tap(tapped);
    await expectZoomedAbout(picker, before, spot, 1);
    expect(await page.evaluate(() => visualViewport.scale), "the page itself is not zoomed").toBe(1);
  });

  test("a tap on a marker looks at its point", async ({ page, picker }) => {
    await picker.find();
    const fingers = await Fingers.of(page);
    await corner(picker);
    const [id, spot] = await picker.surface.evaluate((surface) => {
      const root = surface.getRootNode();
      for (const marker of surface.querySelectorAll(".marker")) {
        const { x, y, width, height } = marker.getBoundingClientRect();
        const spot = { x: x + width / 2, y: y + height / 2 };
        if (root.elementFromPoint(spot.x, spot.y)?.closest(".marker") === marker) return [marker.dataset.id, spot];
      }
      throw new Error("every marker is covered");
    });
    await fingers.tap(spot);
    await expect(picker.radio(id)).toBeChecked();
  });
});

test.describe("with a mouse", () => {
  test.use(WIDE);

  test("the wheel scrolls the page past the map", async ({ page, picker }) => {
    await picker.find();
    const { x, y } = await corner(picker);
    const before = await picker.viewport();
    const top = await scrolled(page);
    await page.mouse.move(x + 200, y + 200);
    await page.mouse.wheel(0, -120);
    await expect.poll(() => scrolled(page)).toBeLessThan(top - 60);
    const after = await picker.viewport();
    expect([after.left, after.top, after.world]).toEqual([before.left, before.top, before.world]);
    await expect(picker.searchArea).toBeHidden();
  });

  test("with Ctrl it zooms about the pointer, and the page stays", async ({ page, picker }) => {
    await picker.find();
    const { x, y } = await corner(picker);
    const before = await picker.viewport();
    const top = await scrolled(page);
    const spot = { x: 160, y: 130 };
    await page.mouse.move(x + spot.x, y + spot.y);
    await page.keyboard.down("Control");
    for (const delta of [-20, -20, -10]) await page.mouse.wheel(0, delta);
    await expectZoomedAbout(picker, before, spot, 0.5);
    await page.keyboard.up("Control");
    expect(await scrolled(page)).toBe(top);
    await expect(picker.searchArea).toBeVisible();
  });

  test("a double click zooms in about the place, and with Shift out again", async ({ page, picker }) => {
    await picker.find();
    const { x, y } = await corner(picker);
    const spot = await bareSpot(picker);
    const before = await picker.viewport();
    await page.mouse.dblclick(x + spot.x, y + spot.y);
    await expectZoomedAbout(picker, before, spot, 1);
    await page.keyboard.down("Shift");
    await page.mouse.dblclick(x + spot.x, y + spot.y);
    await page.keyboard.up("Shift");
    await expectZoomedAbout(picker, before, spot, 0);
  });

  test("the map stays where the hand let it go, however fast that was", async ({ page, picker }) => {
    await picker.find();
    const { x, y } = await corner(picker);
    const before = await picker.viewport();
    await page.mouse.move(x + 420, y + 300);
    await page.mouse.down();
    await page.mouse.move(x + 120, y + 100, { steps: 3 });
    await page.mouse.up();
    const released = await picker.viewport();
    expect([released.left - before.left, released.top - before.top].map(Math.round)).toEqual([300, 200]);
    await frames(page, 30);
    const rest = await picker.viewport();
    expect([rest.left, rest.top]).toEqual([released.left, released.top]);
  });

  test("who wants little motion gets none", async ({ page, picker }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    const running = () =>
      picker.element.evaluate(({ shadowRoot }) =>
        shadowRoot
          .getAnimations()
          .filter(({ playState }) => playState === "running")
          // What shows a sentence after a while, all at once, moves nothing.
          .filter(({ effect }) => !effect.getKeyframes().every(({ easing }) => easing.startsWith("step")))
          .map(({ effect }) => effect.target.className),
      );
    await page.route("**/api/service-points?*", () => new Promise(() => {}), { times: 1 });
    await picker.submit("Firenze");
    await expect(picker.status).toHaveText("Looking for pickup points");
    expect(await running(), "while the list is on its way").toEqual([]);
    await picker.find();
    await picker.look(2);
    await picker.map.getByRole("button", { name: "Zoom in", exact: true }).click();
    expect(await running()).toEqual([]);
    const smooth = await picker.element.evaluate(({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll("*")]
        .filter((element) => getComputedStyle(element).scrollBehavior === "smooth")
        .map((element) => element.className),
    );
    expect(smooth).toEqual([]);
  });
});

test("by keyboard the map moves, and zooms about its middle", async ({ page, picker }) => {
  await picker.find();
  const before = await picker.viewport();
  await picker.surface.focus();
  const top = await scrolled(page);
  for (const key of ["ArrowRight", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
  const moved = await picker.viewport();
  expect([moved.left - before.left, moved.top - before.top].map(Math.round)).toEqual([192, 96]);
  for (const key of ["ArrowLeft", "ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
  const { width, height } = await picker.size();
  await page.keyboard.press("+");
  await expectZoomedAbout(picker, before, { x: width / 2, y: height / 2 }, 1);
  await page.keyboard.press("-");
  await page.keyboard.press("-");
  await expectZoomedAbout(picker, before, { x: width / 2, y: height / 2 }, -1);
  expect(await scrolled(page)).toBe(top);
});
