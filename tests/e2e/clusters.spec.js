// Places that would cover each other on the map are one button that says how many: what it counts, and what a press does.
import AxeBuilder from "@axe-core/playwright";

import { expect, test } from "./journey.js";

const PARIS = "10 Rue de Rivoli, 75004 Paris";

/** As many places as one answer can have, in a large city, on the map. */
async function open({ picker, shop }) {
  await shop.country.selectOption("FR");
  await picker.element.evaluate((element) => (element.limit = 200));
  await picker.find(PARIS);
  await showMap(picker);
}

async function showMap(picker) {
  if (await picker.showMap.isVisible()) await picker.showMap.click();
  await expect(picker.map).toBeVisible();
}

async function showList(picker) {
  if (await picker.showList.isVisible()) await picker.showList.click();
}

async function zoomOut(picker, levels) {
  const out = picker.map.getByRole("button", { name: "Zoom out" });
  for (let level = 0; level < levels; level += 1) await out.click();
}

/** Everything that stands on the map: its box, how many places it is, and what it is called. */
function standing(picker) {
  return picker.surface.evaluate((surface) =>
    [...surface.querySelectorAll(".marker:not([hidden]), .cluster")].map((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const map = surface.getBoundingClientRect();
      const inside = left > map.left && right < map.right && top > map.top && bottom < map.bottom;
      const count = one.className === "cluster" ? Number(one.textContent) : 1;
      const name = one.getAttribute("aria-label");
      return { left, right, top, bottom, inside, count, name, title: one.title, index: one.tabIndex };
    }),
  );
}

/** How many places are listed, also while the map is in front of the list. */
const listed = (picker) =>
  picker.element.evaluate(({ shadowRoot }) => shadowRoot.querySelectorAll("li.row:not([hidden])").length);

/** The first point of a listed place. */
const firstOf = (picker, index) =>
  picker.element.evaluate(
    ({ shadowRoot }, index) => shadowRoot.querySelectorAll("li.row")[index].querySelector("[type=radio]").value,
    index,
  );

const sum = (all) => all.reduce((total, { count }) => total + count, 0);

/** Presses the cluster nearest to the middle of the map, where no button of the map is in the way. Says what it counted. */
async function press(picker) {
  const nth = await picker.surface.evaluate((surface) => {
    const map = surface.getBoundingClientRect();
    const off = (one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      return Math.hypot((left + right - map.left - map.right) / 2, (top + bottom - map.top - map.bottom) / 2);
    };
    const all = [...surface.querySelectorAll(".cluster")];
    return all.indexOf(all.toSorted((one, other) => off(one) - off(other))[0]);
  });
  const cluster = picker.clusters.nth(nth);
  const count = Number(await cluster.textContent());
  await cluster.click();
  return count;
}

/** Lets every point of the next answers stand at one place. */
async function stack(page) {
  await page.route("**/api/service-points?*", async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    for (const point of answer.data.results) point.position = { ...answer.data.results[0].position };
    await route.fulfill({ response, json: answer });
  });
}

for (const [device, viewport] of [
  ["1280 px", { width: 1280, height: 900 }],
  ["390 px", { width: 390, height: 844 }],
]) {
  test.describe(`at ${device}`, () => {
    test.use({ viewport, reducedMotion: "reduce" });

    test("every place is in one marker or cluster, and each says how many and stands clear", async ({
      picker,
      shop,
    }) => {
      await open({ picker, shop });
      const rows = await listed(picker);
      expect(rows).toBeGreaterThan(100);
      for (const levels of [0, 1, 2]) {
        await zoomOut(picker, levels);
        const all = await standing(picker);
        expect(sum(all), `${levels} levels further out`).toBe(rows);
        const clusters = all.filter(({ count }) => count > 1);
        expect(clusters.length).toBeGreaterThan(0);
        for (const { count, name, title } of clusters) {
          expect([name, title]).toEqual(Array(2).fill(`${count} pickup points. Zoom in to see them.`));
        }
        expect(all.filter(({ index }) => index !== -1)).toEqual([]);
        expect(all.filter(({ left, right, top, bottom }) => right - left < 40 || bottom - top < 40)).toEqual([]);
        for (const [index, one] of all.entries()) {
          const near = all.slice(0, index).filter((other) => {
            const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
            return across > 12 && down > 12;
          });
          expect(near, "none covers another").toEqual([]);
        }
      }
    });

    test("presses lead from a cluster to a place that can be chosen", async ({ page, picker, shop }) => {
      await open({ picker, shop });
      await zoomOut(picker, 1);
      const before = await standing(picker);
      const count = await press(picker);
      const all = await standing(picker);
      expect(all.length, "they came apart").toBeGreaterThan(before.length);
      expect(sum(all)).toBe(await listed(picker));
      const seen = all.filter(({ inside }) => inside);
      expect(seen.length).toBeGreaterThan(1);
      expect(sum(seen), "and are all to be seen").toBeGreaterThanOrEqual(count);
      await expect(picker.surface, "the focus is not lost with the button").toBeFocused();
      await expect(picker.searchArea).toBeVisible();

      const alone = () => picker.markers.filter({ visible: true }).and(page.locator("[data-in]"));
      for (let presses = 0; presses < 8; presses += 1) {
        await picker.surface.evaluate((surface) => {
          const map = surface.getBoundingClientRect();
          for (const marker of surface.querySelectorAll(".marker")) {
            const { left, right, top, bottom } = marker.getBoundingClientRect();
            const off = Math.hypot(
              (left + right - map.left - map.right) / 2,
              (top + bottom - map.top - map.bottom) / 2,
            );
            marker.toggleAttribute("data-in", off < 120);
          }
        });
        if ((await alone().count()) > 0) break;
        await press(picker);
      }
      await alone().first().click();
      const id = await picker.map.locator(".marker[data-on]").getAttribute("data-id");
      await expect(picker.radio(id)).toBeChecked();
      await picker.confirm.click();
      await expect(picker.summary).toBeVisible();
      expect(await shop.field("service_point")).toEqual([id]);
    });

    test("what is looked at in the list is always marked by itself", async ({ picker, shop }) => {
      await open({ picker, shop });
      await zoomOut(picker, 2);
      const rows = await listed(picker);
      for (const index of [0, 7, 60, 3]) {
        await showList(picker);
        const point = await picker.look(index);
        await showMap(picker);
        const marker = picker.map.locator(".marker[data-on]");
        await expect(marker).toHaveAttribute("data-id", point.id);
        await expect(marker).toBeInViewport({ ratio: 0.9 });
        const topmost = await marker.evaluate((marker) => {
          const { left, right, top, bottom } = marker.getBoundingClientRect();
          return marker.contains(marker.getRootNode().elementFromPoint((left + right) / 2, (top + bottom) / 2));
        });
        expect(topmost, "and nothing covers it").toBe(true);
        expect(sum(await standing(picker))).toBe(rows);
      }
    });

    test("two hundred places at one coordinate are looked at one after the other", async ({ page, picker, shop }) => {
      await stack(page);
      await open({ picker, shop });
      const rows = await listed(picker);
      await expect(picker.clusters).toHaveText(String(rows));
      // Where the stack and the address stand on the map.
      const shown = () =>
        picker.map.locator(".cluster, .here").evaluateAll((all) => all.map(({ style }) => style.translate));
      let before;
      for (const index of [0, 1, 2]) {
        await picker.clusters.click();
        before ??= await shown();
        const id = await firstOf(picker, index);
        await expect(picker.map.locator(".marker[data-on]")).toHaveAttribute("data-id", id);
        await expect(picker.radio(id)).toBeChecked();
        await expect(picker.clusters).toHaveText(String(rows - 1));
        await expect(picker.surface).toBeFocused();
      }
      expect(await shown(), "the map stays").toEqual(before);
      await picker.confirm.click();
      await expect(picker.summary).toBeVisible();
    });

    for (const colorScheme of ["light", "dark"]) {
      test.describe(colorScheme, () => {
        test.use({ colorScheme });

        test("axe finds nothing wrong with clusters and a point that is looked at", async ({ page, picker, shop }) => {
          await open({ picker, shop });
          await press(picker);
          await zoomOut(picker, 2);
          await showList(picker);
          await picker.look(2);
          await showMap(picker);
          await expect(picker.clusters.first()).toBeVisible();
          const { violations, passes } = await new AxeBuilder({ page })
            .include({ fromShadowDom: ["#picker", ".map"] })
            .analyze();
          expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.failureSummary)])).toEqual([]);
          const looked = (id) => passes.filter((rule) => rule.id === id).flatMap(({ nodes }) => nodes);
          const ofCluster = ({ html }) => html.includes("cluster");
          expect(looked("button-name").filter(ofCluster).length, "it looked at clusters").toBeGreaterThan(0);
          expect(looked("color-contrast").filter(ofCluster).length).toBeGreaterThan(0);
        });
      });
    }
  });
}

test("a filter changes what clusters count", async ({ picker, shop }) => {
  await open({ picker, shop });
  await zoomOut(picker, 2);
  const all = await listed(picker);
  expect(sum(await standing(picker))).toBe(all);
  await picker.filters.click();
  await picker.chip("Parcel locker").click();
  await expect(picker.filters).toHaveText("Filter1");
  const lockers = await listed(picker);
  expect(lockers).toBeLessThan(all);
  expect(sum(await standing(picker))).toBe(lockers);
  await picker.chip("Parcel locker").click();
  await expect(picker.filters).toHaveText("Filter");
  expect(sum(await standing(picker))).toBe(all);
});

test("a drag moves clusters and makes none anew", async ({ picker, shop }) => {
  await open({ picker, shop });
  const all = () =>
    picker.clusters.evaluateAll((clusters) =>
      clusters.map((cluster) => {
        const { left, top } = cluster.getBoundingClientRect();
        const before = cluster.seen;
        cluster.seen = true;
        return { left, top, text: cluster.textContent, before };
      }),
    );
  await picker.surface.scrollIntoViewIfNeeded();
  const before = await all();
  await picker.drag(-83, 41);
  const after = await all();
  expect(after).toHaveLength(before.length);
  for (const [index, { left, top, text, before: seen }] of after.entries()) {
    expect(seen).toBe(true);
    expect(text).toBe(before[index].text);
    expect(Math.abs(left - before[index].left + 83)).toBeLessThanOrEqual(1);
    expect(Math.abs(top - before[index].top - 41)).toBeLessThanOrEqual(1);
  }
});

test("in forced colours a cluster has an edge and can be read", async ({ page, picker, shop }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open({ picker, shop });
  const look = await picker.clusters.first().evaluate((cluster) => {
    const { borderTopWidth, borderTopColor, backgroundColor, color } = getComputedStyle(cluster);
    return { borderTopWidth, borderTopColor, backgroundColor, color };
  });
  expect(look.borderTopWidth).toBe("3px");
  expect(look.borderTopColor).not.toBe(look.backgroundColor);
  expect(look.color).not.toBe(look.backgroundColor);
});
