// What can be done with a point before it is chosen: call, write, copy, find the way, see it on the map.
import AxeBuilder from "@axe-core/playwright";

import { expect, test as journey } from "./journey.js";
import { Host } from "./pages/host.js";
import { VIA_ROMANA } from "./pages/picker.js";

const FLORENCE = {
  name: "point",
  endpoint: "/api",
  country: "IT",
  "use-integration-carriers": "",
  address: VIA_ROMANA,
  tiles: "/tiles/{z}/{x}/{y}{r}",
};

const test = journey.extend({
  host: async ({ context, page }, use) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await use(new Host(page));
  },
});

/** Changes the answers of the API on their way. */
async function answers(page, change) {
  await page.route("**/api/service-points?*", async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    change(body.data.results);
    await route.fulfill({ response, json: body });
  });
}

/** Opens the details of the first row. */
async function details({ picker }) {
  const row = picker.rows.first();
  await row.locator(".disclose").click();
  return row.locator(".more");
}

test("contacts are links where that is safe, and texts where it is not", async ({ host, page }) => {
  await answers(page, (results) => {
    results[0].contact = { phone: "+39 055 (12) 34-5", email: "shop@example.org" };
    results[1].contact = { phone: "1;phone-context=evil?x", email: "a@example.org?bcc=all@evil.example" };
    results[2].contact = { phone: "javascript:alert(1)", email: "javascript:alert(1)//@x.org" };
    for (const result of results.slice(0, 3)) result.opening_times ??= {};
  });
  await host.open(FLORENCE);
  await expect(host.picker.rows.first()).toBeVisible();
  const points = await host.picker.points();
  const links = {};
  for (const { id } of points.slice(0, 3)) {
    const row = host.picker.row(id);
    if (!(await row.locator(".more").count())) await row.locator(".disclose").click();
    links[id] = await row.locator(".more > a[href]").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  }
  expect(links[points[0].id]).toEqual(["tel:+3905512 34-5".replace(" ", ""), "mailto:shop@example.org"]);
  expect(links[points[1].id]).toEqual([]);
  expect(links[points[2].id]).toEqual([]);
  await expect(host.picker.row(points[1].id).locator(".more")).toContainText("a@example.org?bcc=all@evil.example");
  const { violations } = await new AxeBuilder({ page }).include("service-point-picker").analyze();
  expect(violations).toEqual([]);
});

test("the address can be copied, and that is said", async ({ host, page }) => {
  await host.open(FLORENCE);
  await expect(host.picker.rows.first()).toBeVisible();
  const { name, address } = await host.picker.point(0);
  const more = await details(host);
  await more.getByRole("button", { name: "Copy address" }).click();
  await expect(more.getByRole("button", { name: "Address copied" })).toBeFocused();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n")).toEqual([
    name,
    [address.street, address.houseNumber].filter(Boolean).join(" "),
    [address.postalCode, address.city].join(" "),
  ]);
});

test("what has the focus in the details keeps it when a minute passes", async ({ host, page }) => {
  await page.clock.install();
  await host.open(FLORENCE);
  await expect(host.picker.rows.first()).toBeVisible();
  const copy = (await details(host)).getByRole("button", { name: "Copy address" });
  await copy.focus();
  await page.clock.runFor(121_000);
  await expect(copy).toBeFocused();
});

test("the way there is offered where the shop says by what", async ({ heard, host }) => {
  await host.open(FLORENCE);
  await expect(host.picker.rows.first()).toBeVisible();
  await expect((await details(host)).getByRole("link", { name: "Directions" })).toHaveCount(0);
  await host.open({ ...FLORENCE, directions: "https://maps.example/?to={latitude},{longitude}&{zoom}" });
  await expect(host.picker.rows.first()).toBeVisible();
  const { position } = await host.picker.point(0);
  const way = (await details(host)).getByRole("link", { name: "Directions" });
  const [latitude, longitude] = [position.latitude, position.longitude].map((degrees) => degrees.toFixed(6));
  await expect(way).toHaveAttribute("href", `https://maps.example/?to=${latitude},${longitude}&{zoom}`);
  await expect(way).toHaveAttribute("rel", "noopener noreferrer");
  for (const wrong of ["javascript:alert({latitude},{longitude})", "https://maps.example/"]) {
    await host.open({ ...FLORENCE, directions: wrong });
    await expect(host.picker.configurationError).toContainText("directions is an https or geo URL");
  }
  expect((await heard.of("spp-error")).at(-1).detail.attribute).toBe("directions");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a point is shown on the map that was not open yet, above it its row", async ({ host, page }) => {
    await host.open(FLORENCE);
    await expect(host.picker.rows.first()).toBeVisible();
    const { id, name } = await host.picker.point(0);
    await (await details(host)).getByRole("button", { name: "Show on map" }).click();
    await expect(host.picker.surface).toBeFocused();
    await expect(host.picker.markers.and(page.locator(`[data-id="${id}"]`))).toBeInViewport();
    await expect(host.picker.row(id), "the sheet").toContainText(name);
    await expect(host.picker.rows.filter({ visible: true })).toHaveCount(1);
    const [map, sheet] = [await host.picker.map.boundingBox(), await host.picker.list.boundingBox()];
    expect(sheet.y, "the sheet begins over the map").toBeLessThan(map.y + map.height);
    const { violations } = await new AxeBuilder({ page }).include("service-point-picker").analyze();
    expect(violations).toEqual([]);
    await host.picker.showList.click();
    expect(await host.picker.rows.filter({ visible: true }).count()).toBeGreaterThan(1);
  });

  test("the shop may begin with the map", async ({ host }) => {
    await host.open({ ...FLORENCE, layout: "map" });
    await expect(host.picker.surface).toBeVisible();
    await expect(host.picker.showMap).toHaveAttribute("aria-pressed", "true");
  });
});

test("the shop may have list and map take turns wherever there is room", async ({ host }) => {
  await host.open({ ...FLORENCE, layout: "list" });
  await expect(host.picker.rows.first()).toBeVisible();
  await expect(host.picker.surface).toBeHidden();
  await host.set({ layout: "auto" });
  await expect(host.picker.surface).toBeVisible();
});
