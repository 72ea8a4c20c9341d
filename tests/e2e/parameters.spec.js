// Every parameter of the API, from an attribute of the element to the query that the API sees, and back to what is shown.
import { LONGEST_DIAGONAL, boxOf, diagonal, mercator } from "./geography.js";
import { expect, test as journey } from "./journey.js";
import { Host } from "./pages/host.js";
import { VIA_ROMANA } from "./pages/picker.js";
import { FORBIDDEN } from "./parameters/forbidden.js";
import { ANYBODY, ASKS_ANYBODY, ASKS_DUOMO, AT_DUOMO, DUOMO, ITALY, anybodyIn } from "./parameters/places.js";
import { distinct, expectInside, expectNear } from "./parameters/points.js";
import { SEARCHES } from "./parameters/searches.js";

const test = journey.extend({
  host: async ({ page }, use) => {
    await use(new Host(page));
  },
});

/** Most of what is waited for here is there in a moment. */
const SOON = { intervals: [20, 50, 100] };

/** Parameters in the order of their names. Values of a repeated one stay in their order. */
const byName = (pairs) => pairs.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));

/** The parameters of the searches that the API saw. */
async function searches(sandbox) {
  const seen = await sandbox.requests("list");
  return seen.map(({ parameters }) => byName(parameters));
}

/** The points of the nth search, once they are listed, and how its address was understood. */
async function listed(host, heard, nth = 1) {
  await expect.poll(async () => (await heard.of("spp-results")).length, SOON).toBe(nth);
  const { geocoding, ...told } = (await heard.of("spp-results")).at(-1).detail;
  const points = await host.picker.points();
  expect(told).toMatchObject({ count: points.length, skipped: 0 });
  await expect(host.picker.radios).toHaveCount(points.length);
  expect(await heard.of("spp-error")).toEqual([]);
  return { points, geocoding };
}

for (const [parameter, rows] of Object.entries(SEARCHES)) {
  test(`reaches the API as the attributes say, and the points that are shown obey: ${parameter}`, async ({
    heard,
    host,
    sandbox,
  }) => {
    await host.open(ANYBODY);
    await host.picker.ready();
    for (const { what, attributes, asks, shows } of rows) {
      await test.step(what, async () => {
        await heard.forget();
        await sandbox.forgetRequests();
        await host.replace(attributes);
        const { points, geocoding } = await listed(host, heard);
        expect(await searches(sandbox)).toEqual([byName(asks)]);
        expect(await sandbox.calls()).toHaveLength(1);
        shows(points, geocoding);
      });
    }
  });
}

const TILES = { tiles: "/tiles/{z}/{x}/{y}{r}" };

const isCorner = ([name]) => /^(ne|sw)_(latitude|longitude)$/.test(name);

/** Drags the map, searches there, and gives the box that the API saw, all else that it saw, and the points. */
async function searchArea(host, heard, sandbox, nth) {
  await host.picker.drag(-140, 90);
  await host.picker.searchArea.click();
  const { points } = await listed(host, heard, nth);
  const parameters = (await searches(sandbox)).at(-1);
  const corners = parameters.filter(isCorner);
  expect(corners.map(([name]) => name)).toEqual(["ne_latitude", "ne_longitude", "sw_latitude", "sw_longitude"]);
  const box = boxOf(new Map(corners));
  expect(diagonal(box)).toBeLessThan(LONGEST_DIAGONAL);
  expectInside(points, box);
  return { box, beside: parameters.filter((pair) => !isCorner(pair)), points };
}

/** The box is what the map shows: then every marker stands as far from the map's edges as its point from the box's. */
async function expectShown(host, { northEast, southWest }, points) {
  const [size, tips] = [await host.picker.size(), await host.picker.tips()];
  const [top, bottom] = [mercator(northEast), mercator(southWest)];
  const marked = points.filter((point) => tips.has(point.id));
  expect(marked.length).toBeGreaterThan(5);
  for (const { id, position } of marked) {
    const { x, y } = mercator(position);
    const right = ((x - bottom.x) / (top.x - bottom.x)) * size.width;
    const down = ((y - top.y) / (bottom.y - top.y)) * size.height;
    // Markers stand on whole pixels.
    expect(Math.hypot(right - tips.get(id).x, down - tips.get(id).y), "pixels that a marker is off").toBeLessThan(1.2);
  }
}

test("reaches the API as the map shows it: a bounding box, with the place to measure from, every filter and no radius", async ({
  heard,
  host,
  sandbox,
}) => {
  const filters = { carriers: "dhl ups inpost_it", "shop-types": "servicepoint locker", limit: "80", radius: "3000" };
  await host.open({ ...ITALY, ...AT_DUOMO, ...TILES, ...filters });
  await listed(host, heard);
  const { box, beside, points } = await searchArea(host, heard, sandbox, 2);
  await expectShown(host, box, points);
  expect(beside).toEqual(
    byName([
      ["country_code", "IT"],
      ["carrier_code", "dhl"],
      ["carrier_code", "ups"],
      ["carrier_code", "inpost_it"],
      ["general_shop_type", "servicepoint"],
      ["general_shop_type", "locker"],
      ["limit", "80"],
      ...ASKS_DUOMO,
    ]),
  );
  expectNear(points, DUOMO);
  expect(distinct(points, (point) => point.generalShopType)).toEqual(["locker", "servicepoint"]);
  expect(distinct(points, (point) => point.carrier.code)).toEqual(["dhl", "inpost_it", "ups"]);
});

test("reaches the API as the map shows it: a bounding box alone, before anybody said where to start", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open({ ...anybodyIn("DE"), ...TILES, limit: "200" });
  const closer = host.picker.map.getByRole("button", { name: "Zoom in", exact: true });
  for (let level = 0; level < 8; level += 1) await closer.click();
  expect(await sandbox.calls(), "a map that moves asks for nothing").toEqual([]);
  const { box, beside, points } = await searchArea(host, heard, sandbox, 1);
  await expectShown(host, box, points);
  expect(beside).toEqual([
    ["country_code", "DE"],
    ["limit", "200"],
    ["use_integration_carriers", "true"],
  ]);
  expect(distinct(points, (point) => point.distance)).toEqual([null]);
});

test("reaches the API as the map shows it: a bounding box, with the address where one distance does not tell its place", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open({ ...ANYBODY, ...TILES, address: VIA_ROMANA, limit: "1" });
  await listed(host, heard);
  const { beside } = await searchArea(host, heard, sandbox, 2);
  expect(beside).toEqual(byName([...ASKS_ANYBODY, ["address", VIA_ROMANA], ["limit", "1"]]));
});

test("without a place to start nothing is asked until the shopper types one; then the radius goes with it", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open({ ...ANYBODY, radius: "750" });
  await host.picker.ready();
  await expect.poll(heard.names, SOON).toEqual(["spp-ready"]);
  expect(await sandbox.calls()).toEqual([]);
  await host.picker.submit("  Piazza della Signoria 1, Firenze ");
  const { points } = await listed(host, heard);
  expect(await searches(sandbox)).toEqual([
    byName([...ASKS_ANYBODY, ["address", "Piazza della Signoria 1, Firenze"], ["radius", "750"]]),
  ]);
  expect(points.length).toBeGreaterThan(1);
  expect(points.at(-1).distance).toBeLessThanOrEqual(750);
});

/** Properties that a script sets together, and what that changes of the query. */
const CHANGES = [
  [{ limit: 12 }, { limit: ["12"] }],
  [{ radius: "9000" }, { radius: ["9000"] }],
  [{ shopTypes: "locker servicepoint" }, { general_shop_type: ["locker", "servicepoint"] }],
  [{ carrierShopType: "parcelshop" }, { carrier_shop_type: ["parcelshop"] }],
  [
    { useIntegrationCarriers: false, carriers: "dhl gls_it" },
    { use_integration_carriers: [], carrier_code: ["dhl", "gls_it"] },
  ],
  [
    { carrierShopType: null, shopTypes: "" },
    { carrier_shop_type: [], general_shop_type: [] },
  ],
  [
    { address: null, street: "Via Romana", city: "Firenze" },
    { address: [], address_street: ["Via Romana"], address_city: ["Firenze"] },
  ],
  [
    { houseNumber: 20, postalCode: "50125" },
    { address_house_number: ["20"], address_postal_code: ["50125"] },
  ],
  [
    { street: null, houseNumber: null, city: null },
    { address_street: [], address_house_number: [], address_city: [] },
  ],
  [
    { postalCode: null, latitude: 43.7731, longitude: 11.256 },
    { address_postal_code: [], latitude: ["43.773100"], longitude: ["11.256000"] },
  ],
  [{ carrierServicePointIds: "8012-IT-501181" }, { carrier_service_point_id: ["8012-IT-501181"] }],
];

test("what a script changes while the picker runs is in the very next search, several changes in one", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open({ ...ANYBODY, address: "Firenze", limit: "20" });
  await listed(host, heard);
  let asked = { country_code: ["IT"], use_integration_carriers: ["true"], address: ["Firenze"], limit: ["20"] };
  for (const [index, [properties, changed]] of CHANGES.entries()) {
    await host.set(properties);
    await listed(host, heard, index + 2);
    asked = { ...asked, ...changed };
    const pairs = Object.entries(asked).flatMap(([name, values]) => values.map((value) => [name, value]));
    expect((await searches(sandbox)).at(-1)).toEqual(byName(pairs));
  }
  expect(await sandbox.calls()).toHaveLength(CHANGES.length + 1);
});

/** Whether an error says, in one sentence that is shown as well, what is wrong with these attributes. */
async function expectNamed(host, { detail }, code, names) {
  expect(detail).toEqual({ code, attribute: expect.any(String), message: expect.any(String) });
  expect(names).toContain(detail.attribute);
  for (const name of names) expect(detail.message).toMatch(new RegExp(`(?<![\\w-])${name}(?![\\w-])`));
  await expect(host.picker.configurationError).toBeVisible();
  await expect(host.picker.configurationError).toHaveText(`<service-point-picker>: ${detail.message}`);
}

for (const [about, rows] of Object.entries(FORBIDDEN)) {
  test(`contradictions send nothing, and one sentence names the attributes to mend: ${about}`, async ({
    heard,
    host,
    page,
    sandbox,
  }) => {
    const paths = [];
    page.on("request", (request) => paths.push(new URL(request.url()).pathname));
    await host.open(ANYBODY);
    await host.picker.ready();
    for (const [what, code, names, attributes] of rows) {
      await test.step(what, async () => {
        await heard.forget();
        await host.replace(attributes);
        await expect.poll(heard.names, SOON).toEqual(["spp-error"]);
        await expectNamed(host, (await heard.all())[0], code, names);
        await expect(host.picker.address, "no picker that could send anything").toHaveCount(0);
      });
    }
    expect(paths.filter((path) => path.startsWith("/api/"))).toEqual([]);
    expect(await sandbox.calls()).toEqual([]);
  });
}

/** Properties that a script sets together, each wrong in another way once the one before is mended. */
const MISTAKES = [
  [{ carriers: "dhl" }, "attributes_conflict", ["carriers", "use-integration-carriers"]],
  [{ carriers: null, useIntegrationCarriers: false }, "attribute_missing", ["carriers", "use-integration-carriers"]],
  [{ useIntegrationCarriers: true, address: "Firenze" }, "attributes_conflict", ["address", "latitude"]],
  [{ address: null, longitude: null }, "attribute_invalid", ["latitude", "longitude"]],
  [{ longitude: "11.256", radius: "1" }, "attribute_invalid", ["radius"]],
  [{ radius: null, limit: "1000" }, "attribute_invalid", ["limit"]],
];

test("contradictions that come while the picker runs send nothing; what was right before stays in force", async ({
  heard,
  host,
  sandbox,
}) => {
  await host.open({ ...ANYBODY, ...AT_DUOMO });
  const { points } = await listed(host, heard);
  await sandbox.forgetRequests();
  for (const [properties, code, names] of MISTAKES) {
    await heard.forget();
    await host.set(properties);
    await expect.poll(heard.names, SOON).toEqual(["spp-error"]);
    await expectNamed(host, (await heard.all())[0], code, names);
    expect(await host.picker.points()).toEqual(points);
  }
  expect(await sandbox.calls()).toEqual([]);
  await host.set({ limit: "4" });
  await expect(host.picker.radios).toHaveCount(4);
  await expect(host.picker.configurationError).toBeHidden();
  expect(await searches(sandbox)).toEqual([byName([...ASKS_ANYBODY, ["limit", "4"], ...ASKS_DUOMO])]);
});
