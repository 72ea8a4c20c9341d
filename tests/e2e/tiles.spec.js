// The pictures of the map: how sharp they are, and what is seen until they are there, or when they never come.
import { expect, test } from "./journey.js";
import { Host } from "./pages/host.js";
import { VIA_ROMANA } from "./pages/picker.js";

/** How many of a hundred spots of the map show no picture. */
function bareSpots(picker) {
  return picker.surface.evaluate((surface) => {
    const map = surface.getBoundingClientRect();
    const boxes = [...surface.querySelectorAll(".tile img")]
      .filter((image) => image.complete && image.naturalWidth > 0)
      .map((image) => image.parentElement.getBoundingClientRect());
    let bare = 0;
    for (let spot = 0; spot < 100; spot += 1) {
      const x = map.left + (map.width * ((spot % 10) + 0.5)) / 10;
      const y = map.top + (map.height * (Math.floor(spot / 10) + 0.5)) / 10;
      if (!boxes.some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)) bare += 1;
    }
    return bare;
  });
}

/** The levels that the map's pictures are of. */
async function levels(picker) {
  const sources = await picker.surface.evaluate((surface) =>
    [...surface.querySelectorAll(".tile img")].map((image) => image.src),
  );
  return new Set(sources.map((source) => Number(source.match(/\/tiles\/(\d+)\//)[1])));
}

for (const button of ["Zoom in", "Zoom out"]) {
  test(`what was seen stays until the pictures of the next level are there: ${button}`, async ({ page, picker }) => {
    await picker.find();
    await picker.tilesSettled();
    const [level] = await levels(picker);
    const next = button === "Zoom in" ? level + 1 : level - 1;
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route(`**/tiles/${next}/**`, async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    const asked = page.waitForRequest(`**/tiles/${next}/**`);
    await picker.map.getByRole("button", { name: button, exact: true }).click();
    await asked;
    // Further out, there is more around than was ever seen.
    const most = button === "Zoom in" ? 0 : 80;
    expect(await bareSpots(picker), "spots without a picture").toBeLessThanOrEqual(most);
    release();
    await expect.poll(() => levels(picker), "nothing of the old level stays behind").toEqual(new Set([next]));
    await picker.tilesSettled();
    expect(await bareSpots(picker)).toBe(0);
  });
}

test("many moves while no picture comes do not pile pictures up", async ({ page, picker }) => {
  await picker.find();
  await picker.tilesSettled();
  await page.route("**/tiles/**", () => new Promise(() => {}));
  const count = () => picker.surface.evaluate((surface) => surface.querySelectorAll(".tile").length);
  const before = await count();
  for (let turn = 0; turn < 12; turn += 1) {
    await picker.drag(turn % 2 ? 180 : -220, turn % 3 ? 90 : -140);
    if (turn % 4 === 1)
      await picker.map.getByRole("button", { name: turn % 8 === 1 ? "Zoom in" : "Zoom out", exact: true }).click();
  }
  expect(await count()).toBeLessThan(3 * before);
});

test("a picture that fails once is asked for again", async ({ page }) => {
  const failed = new Map();
  await page.route("**/tiles/**", (route) => {
    const address = route.request().url();
    failed.set(address, (failed.get(address) ?? 0) + 1);
    return failed.get(address) === 1 ? route.abort("connectionreset") : route.continue();
  });
  const host = new Host(page);
  await host.open({
    endpoint: "/api",
    country: "IT",
    "use-integration-carriers": "",
    address: VIA_ROMANA,
    tiles: "/tiles/{z}/{x}/{y}{r}",
  });
  await expect(host.picker.rows.first()).toBeVisible();
  await host.picker.tilesSettled();
  // Every picture is of its own place: none is an enlarged ancestor's.
  const enlarged = await host.picker.surface.evaluate(
    (surface) =>
      [...surface.querySelectorAll(".tile img")].filter(
        (image) => image.offsetWidth > 1.5 * image.parentElement.offsetWidth,
      ).length,
  );
  expect(enlarged).toBe(0);
  expect(Math.max(...failed.values())).toBe(2);
});

for (const [deviceScaleFactor, pixels] of [
  [1, 256],
  [2, 512],
]) {
  test.describe(`on a screen of ${deviceScaleFactor} pixels to the pixel`, () => {
    test.use({ deviceScaleFactor });

    test(`{r} asks for pictures of ${pixels} pixels`, async ({ page, picker }) => {
      const asked = [];
      page.on("request", (request) => request.url().includes("/tiles/") && asked.push(request.url()));
      await picker.find();
      await picker.tilesSettled();
      expect(asked.length).toBeGreaterThan(4);
      expect(asked.filter((address) => address.endsWith("@2x") !== (deviceScaleFactor === 2))).toEqual([]);
      const [wide, drawn] = await picker.surface.evaluate((surface) => {
        const image = surface.querySelector(".tile img");
        return [image.naturalWidth, image.getBoundingClientRect().width];
      });
      expect(wide).toBe(pixels);
      expect(drawn).toBeLessThan(2 * 256);
    });
  });
}
