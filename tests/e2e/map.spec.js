// The map: what it shows, what a search of it asks for, and what happens to it without a mouse or a tile.
import { LONGEST_DIAGONAL, boxOf, diagonal, haversine, mercator } from "./geography.js";
import { expect, test } from "./journey.js";

/** Whether two places are the same on a map whose pixels are so many degrees wide. */
function expectPlace(actual, expected, degrees) {
  expect(Math.abs(actual.latitude - expected.latitude), "latitude").toBeLessThan(degrees);
  expect(Math.abs(actual.longitude - expected.longitude), "longitude").toBeLessThan(degrees);
}

test("a search of the area asks for the box that the map shows, and distances survive", async ({ picker }) => {
  await picker.find();
  await expect(picker.searchArea).toHaveCount(0);
  const before = await picker.viewport();
  await picker.drag(-180, 110);
  await expect(picker.searchArea).toBeVisible();
  const seen = await picker.viewport();
  expect(seen.left - before.left, "the map follows the hand").toBeCloseTo(180, 0);
  expect(seen.top - before.top).toBeCloseTo(-110, 0);

  const asked = picker.listAsked();
  await picker.searchArea.click();
  const parameters = await asked;
  const box = boxOf(parameters);
  const pixel = 360 / seen.world;
  expectPlace(box.northEast, seen.bounds.northEast, 1.5 * pixel);
  expectPlace(box.southWest, seen.bounds.southWest, 1.5 * pixel);
  expect(diagonal(box)).toBeLessThan(LONGEST_DIAGONAL);
  expect([...parameters.keys()].filter((key) => key.startsWith("address") || key === "radius")).toEqual([]);
  const reference = { latitude: Number(parameters.get("latitude")), longitude: Number(parameters.get("longitude")) };
  // The sandbox knows Via Romana by one point near its middle.
  expect(
    haversine(reference, { latitude: 43.763, longitude: 11.2448 }),
    "the reference point is in Via Romana",
  ).toBeLessThan(250);

  await expect(picker.searchArea).toHaveCount(0);
  // The button goes when it is pressed; the list comes with the answer.
  await expect(picker.list).not.toHaveAttribute("aria-busy");
  const metres = await picker.metres();
  expect(metres.length).toBeGreaterThan(0);
  expect(metres).not.toContain(NaN);
  const points = await picker.points();
  const outside = points.filter(({ position }) => {
    const inside =
      position.latitude <= box.northEast.latitude &&
      position.latitude >= box.southWest.latitude &&
      position.longitude <= box.northEast.longitude &&
      position.longitude >= box.southWest.longitude;
    return !inside;
  });
  expect(outside).toEqual([]);
  const after = await picker.viewport();
  expectPlace(after.center, seen.center, 1.5 * pixel);
  expect(after.zoom, "the map stays where the shopper put it").toBeCloseTo(seen.zoom, 2);
});

test("a second drag moves the box by the dragged pixels, and by nothing else", async ({ picker }) => {
  await picker.find();
  const { world } = await picker.viewport();
  const ask = async (x, y) => {
    await picker.drag(x, y);
    const asked = picker.listAsked();
    await picker.searchArea.click();
    const parameters = await asked;
    await expect(picker.searchArea).toHaveCount(0);
    return parameters;
  };
  const first = await ask(-90, -60);
  const second = await ask(120, 75);
  const moved = (corner) => {
    const [from, to] = [first, second].map((parameters) => mercator(boxOf(parameters)[corner]));
    return { x: (to.x - from.x) * world, y: (to.y - from.y) * world };
  };
  for (const corner of ["northEast", "southWest"]) {
    // The scale is measured on markers, that stand on whole pixels: good for about a pixel in a hundred.
    expect(Math.abs(moved(corner).x + 120)).toBeLessThan(1.5);
    expect(Math.abs(moved(corner).y + 75)).toBeLessThan(1.5);
  }
  expect(second.get("latitude"), "the reference point stays").toBe(first.get("latitude"));
  expect(second.get("longitude")).toBe(first.get("longitude"));
});

test("a view wider than the API searches asks for the largest box inside it, and draws that on the map", async ({
  picker,
}) => {
  await picker.find();
  const close = await picker.viewport();
  const out = picker.map.getByRole("button", { name: "Zoom out" });
  for (let level = 0; level < 6; level += 1) await out.click();
  const wide = close.zoomed(-6);
  expect(diagonal(wide.bounds)).toBeGreaterThan(2 * LONGEST_DIAGONAL);

  const asked = picker.listAsked();
  await picker.searchArea.click();
  const box = boxOf(await asked);
  expect(diagonal(box)).toBeLessThan(LONGEST_DIAGONAL);
  expect(diagonal(box)).toBeGreaterThan(49_000);
  const middle = {
    latitude: (box.northEast.latitude + box.southWest.latitude) / 2,
    longitude: (box.northEast.longitude + box.southWest.longitude) / 2,
  };
  expectPlace(middle, wide.center, 360 / wide.world);

  await expect(picker.note).toHaveText(
    "The map shows more than one search can cover: the points inside the marked area are listed.",
  );
  await expect(picker.marked).toBeVisible();
  const [drawn, map] = [await picker.marked.boundingBox(), await picker.surface.boundingBox()];
  const [northEast, southWest] = [wide.project(box.northEast), wide.project(box.southWest)];
  expect(Math.abs(drawn.x - map.x - southWest.x)).toBeLessThan(2);
  expect(Math.abs(drawn.y - map.y - northEast.y)).toBeLessThan(2);
  expect(Math.abs(drawn.width - (northEast.x - southWest.x))).toBeLessThan(2);
  expect(Math.abs(drawn.height - (southWest.y - northEast.y))).toBeLessThan(2);
  expect(drawn.width / drawn.height).toBeCloseTo(map.width / map.height, 1);
});

test("markers stand where their points are", async ({ picker }) => {
  await picker.find();
  const [tips, points, viewport] = [await picker.tips(), await picker.points(), await picker.viewport()];
  // A place has one marker, however many carriers use it, or a part in a cluster.
  expect(await picker.shownPlaces()).toBe(await picker.rows.count());
  const marked = points.filter(({ id }) => tips.has(id));
  expect(marked).toHaveLength(tips.size);
  const off = marked.map((point) => {
    const [expected, actual] = [viewport.project(point.position), tips.get(point.id)];
    return Math.hypot(expected.x - actual.x, expected.y - actual.y);
  });
  expect(Math.max(...off), "pixels that the farthest marker is off").toBeLessThan(1.2);
  const { width, height } = await picker.size();
  const hidden = [...tips.values()].filter(({ x, y }) => x < 0 || y < 0 || x > width || y > height);
  expect(hidden, "the map shows the whole list").toEqual([]);
});

test("two known points are as far apart on the map as on the ground", async ({ picker }) => {
  await picker.find();
  const [tips, points, viewport] = [await picker.tips(), await picker.points(), await picker.viewport()];
  const [near, far] = [points.at(0), points.findLast(({ id }) => tips.has(id))];
  const metres = haversine(near.position, far.position);
  const metresPerPixel = (40_075_016.686 * Math.cos((near.position.latitude * Math.PI) / 180)) / viewport.world;
  const [a, b] = [tips.get(near.id), tips.get(far.id)];
  expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(50);
  expect(Math.abs(Math.hypot(a.x - b.x, a.y - b.y) - metres / metresPerPixel)).toBeLessThan(3);
});

test("a marker and its row are one: a press on either shows the other", async ({ picker }) => {
  await picker.find();
  const point = await picker.markedAlone(1);
  await picker.markers.and(picker.page.locator(`[data-id="${point.id}"]`)).dispatchEvent("click");
  await expect(picker.radio(point.id)).toBeChecked();
  await expect(picker.candidate).toContainText(point.name);
  await expect(picker.radio(point.id)).toBeInViewport();
  const seen = await picker.viewport();
  const other = await picker.look(0);
  await expect(picker.map.locator(".marker[data-on]")).toHaveAttribute("data-id", other.id);
  const [tip, spot] = [(await picker.tips()).get(other.id), seen.project(other.position)];
  expect(Math.hypot(tip.x - spot.x, tip.y - spot.y), "a larger marker has its tip where it was").toBeLessThan(2);
});

test("a row far down the list comes into view when its marker is pressed", async ({ picker }) => {
  await picker.find();
  const last = await picker.markedAlone(-1);
  await expect(picker.radio(last.id)).not.toBeInViewport();
  await picker.map.locator(`.marker[data-id="${last.id}"]`).dispatchEvent("click");
  await expect(picker.radio(last.id)).toBeInViewport();
});

test("missing tiles show their enlarged parents, and no picture is broken", async ({ page, picker }) => {
  const missing = [];
  page.on("response", (response) => {
    if (response.url().includes("/tiles/") && response.status() === 404) missing.push(response.url());
  });
  await page.route("**/tiles/14/**", (route) => route.fulfill({ status: 404, body: "" }));
  await picker.find();
  await picker.tilesSettled();
  expect(missing.length).toBeGreaterThan(0);
  const enlarged = await picker.surface.evaluate(
    (surface) =>
      [...surface.querySelectorAll(".tile img")].filter(
        (image) => image.offsetWidth > 1.5 * image.parentElement.offsetWidth,
      ).length,
  );
  expect(enlarged).toBeGreaterThan(0);
});

test("where the map's pictures end many levels above, its places stand on plain ground, and no blur", async ({
  picker,
  shop,
}) => {
  await shop.country.selectOption("DE");
  await picker.find("Alexanderplatz 1, 10178 Berlin");
  await expect(picker.map.locator(".marker:visible, .cluster:visible").first()).toBeVisible();
  await expect(picker.surface.locator(".tile img")).toHaveCount(0);
});

test("OpenStreetMap is named on the map, with a link to its licence", async ({ picker }) => {
  const link = picker.map.getByRole("link", { name: "© OpenStreetMap contributors" });
  await expect(link).toBeVisible();
  await expect(link).toHaveAttribute("href", "https://www.openstreetmap.org/copyright");
  await expect(link).toHaveAttribute("rel", /noopener/);
});

test("the wheel scrolls the page, and zooms the map only with Ctrl", async ({ page, picker }) => {
  await picker.find();
  const before = await picker.viewport();
  await picker.surface.scrollIntoViewIfNeeded();
  await picker.surface.hover();
  await page.mouse.wheel(0, -120);
  expect((await picker.viewport()).world).toBeCloseTo(before.world, -3);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await expect.poll(async () => (await picker.viewport()).zoom - before.zoom).toBeGreaterThan(0.5);
  await expect(picker.searchArea).toBeVisible();
});

test("without a tile template there is a list and no map", async ({ picker }) => {
  await picker.element.evaluate((element) => element.removeAttribute("tiles"));
  await expect(picker.map).toHaveCount(0);
  await picker.find();
  await picker.choose(0);
});

test("pictures that fail after the map is gone bother nobody", async ({ page, picker, shop }) => {
  let release;
  const gone = new Promise((resolve) => (release = resolve));
  await page.route("**/tiles/**", async (route) => {
    await gone;
    await route.fulfill({ status: 404, body: "" }).catch(() => {});
  });
  const asked = page.waitForRequest("**/tiles/**");
  await picker.find();
  await asked;
  // The language of numbers changes with the country: everything is built anew, the map as well.
  await shop.country.selectOption("DE");
  await picker.element.evaluate((element) => element.removeAttribute("tiles"));
  await expect(picker.map).toHaveCount(0);
  const failed = page.waitForEvent("response", (response) => response.url().includes("/tiles/"));
  release();
  await failed;
  await picker.find("Alexanderplatz 1, 10178 Berlin");
});

test("a list that follows the map searches where it comes to rest", async ({ page, picker }) => {
  await picker.find();
  await picker.element.evaluate((element) => (element.followMap = true));
  const asked = [];
  page.on("request", (request) => {
    if (request.url().includes("/service-points?")) asked.push(request.url());
  });
  const answered = picker.listAnswered();
  await picker.drag(-60, 40);
  await answered;
  await expect(picker.list).not.toHaveAttribute("aria-busy");
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain("ne_latitude=");
  await expect(picker.searchArea, "there is nothing left to ask for").toBeHidden();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("a marker that is pressed stays in sight when its sheet takes room from the map", async ({ picker }) => {
    await picker.find();
    await picker.showMap.click();
    await picker.markedAlone(0);
    const places = await picker.tips();
    const alone = await picker.surface
      .locator(".marker:not([hidden])")
      .evaluateAll((markers) => markers.map((marker) => marker.dataset.id));
    const height = (await picker.size()).height;
    const seen = alone.filter((id) => places.get(id).y > 10 && places.get(id).y < height);
    const [highest] = seen.sort((a, b) => places.get(a).y - places.get(b).y);
    await picker.surface.locator(`.marker[data-id="${highest}"]`).click();
    await expect(picker.radio(highest)).toBeChecked();
    await expect(picker.surface.locator(".marker[data-on]")).toHaveAttribute("data-id", highest);
    await expect.poll(async () => (await picker.size()).height, "the sheet takes room").toBeLessThan(height);
    const tip = (await picker.tips()).get(highest);
    expect(tip.y).toBeGreaterThanOrEqual(48);
    expect(tip.y).toBeLessThanOrEqual((await picker.size()).height);
  });
});
