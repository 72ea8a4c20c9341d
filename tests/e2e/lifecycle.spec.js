// Pickers that come and go, at whatever moment, and pickers side by side.
import { expect, test } from "./journey.js";
import { Host } from "./pages/host.js";
import { Picker, VIA_ROMANA } from "./pages/picker.js";
import { Traces, timers, watch } from "./pages/traces.js";

const WORKING = {
  endpoint: "/api",
  country: "IT",
  "use-integration-carriers": "",
  limit: 20,
  tiles: "/tiles/{z}/{x}/{y}{r}",
};

/** Lets pickers come, find points, be used and go again, one after the other. */
const comeAndGo = (page, times) =>
  page.evaluate(
    async ([times, attributes]) => {
      const form = document.querySelector("form");
      for (let time = 0; time < times; time += 1) {
        const picker = document.createElement("service-point-picker");
        for (const [name, value] of Object.entries(attributes)) picker.setAttribute(name, value);
        const found = new Promise((resolve) => picker.addEventListener("spp-results", resolve, { once: true }));
        form.append(picker);
        await found;
        const inside = picker.shadowRoot;
        inside.querySelector(".row label").click();
        inside.querySelector(".disclose").click();
        inside.querySelector(".chip input").click();
        inside.querySelector(".zoom.in").click();
        picker.remove();
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    [times, { ...WORKING, name: "passing", address: VIA_ROMANA }],
  );

test("a hundred pickers that came and went leave no node, no listener and no memory behind", async ({ page, shop }) => {
  test.slow();
  await watch(page);
  await shop.open();
  await new Picker(page).ready();
  const traces = await Traces.of(page);
  // Code is compiled and memory is taken by the first of them, once for all.
  await comeAndGo(page, 40);
  const [before, memory] = [await traces.count(), await traces.memory()];
  await comeAndGo(page, 100);
  await traces.expectNothingMoreThan(before);
  await traces.expectLittleMoreThan(memory);
  // The one that stays looks at the clock.
  await expect.poll(() => timers(page)).toEqual([20_000]);
});

test("one picker taken off and put back a hundred times leaves nothing behind either", async ({ page }) => {
  test.slow();
  await watch(page);
  const host = new Host(page);
  await host.open({ ...WORKING, name: "point", address: VIA_ROMANA });
  await expect(host.picker.rows.first()).toBeVisible();
  const traces = await Traces.of(page);
  const again = (times) =>
    host.picker.element.evaluate(async (element, times) => {
      const { parentElement } = element;
      for (let time = 0; time < times; time += 1) {
        element.remove();
        await new Promise((resolve) => setTimeout(resolve));
        const found = new Promise((resolve) => element.addEventListener("spp-results", resolve, { once: true }));
        parentElement.append(element);
        await found;
      }
    }, times);
  // Pictures that are on their way hold something of their own.
  const settle = async () => {
    await expect(host.picker.rows.first()).toBeVisible();
    await host.picker.tilesSettled();
  };
  await again(20);
  await settle();
  const [before, memory] = [await traces.count(), await traces.memory()];
  await again(100);
  await settle();
  await traces.expectNothingMoreThan(before);
  await traces.expectLittleMoreThan(memory);
});

/** What may be going on when a picker is taken off the page; each gives what ends it afterwards. */
const MOMENTS = {
  "while a search is on its way": async ({ page, passing, sandbox }) => {
    await sandbox.setFaults({ rules: [{ route: "list", latency_ms: 2_000 }] });
    const asked = page.waitForRequest(/service-points\?/);
    // Nobody has searched here yet, so that no answer is kept.
    await passing.submit(`Via Maggio ${Date.now() % 1000}, Firenze`);
    await asked;
    return () => {};
  },
  "in the middle of a drag": async ({ page, passing }) => {
    await passing.surface.scrollIntoViewIfNeeded();
    const box = await passing.surface.boundingBox();
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 260, box.y + 240, { steps: 4 });
    return async () => {
      await page.mouse.move(box.x + 300, box.y + 300, { steps: 4 });
      await page.mouse.up();
    };
  },
  "while the wheel turns": async ({ page, passing }) => {
    await passing.surface.scrollIntoViewIfNeeded();
    await passing.surface.hover();
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -40);
    return () => page.keyboard.up("Control");
  },
  "while the host thinks about a choice": async ({ page, passing }) => {
    await passing.element.evaluate((element) => {
      element.addEventListener("spp-select", (event) => {
        event.detail.waitUntil(new Promise((resolve) => (window.decide = resolve)));
      });
    });
    await passing.look(1);
    await passing.confirm.click();
    await page.waitForFunction(() => window.decide);
    return () => page.evaluate(() => [window.decide(true), delete window.decide]);
  },
  "while a choice is checked": async ({ page, passing, sandbox }) => {
    await sandbox.setFaults({ rules: [{ route: "check", latency_ms: 2_000 }] });
    await passing.look(1);
    const asked = page.waitForRequest("**/check-availability");
    await passing.confirm.click();
    await asked;
    return () => {};
  },
};

for (const [moment, begin] of Object.entries(MOMENTS)) {
  test(`a picker taken off the page ${moment} leaves no trace, says nothing more, and the next one works`, async ({
    heard,
    page,
    sandbox,
  }) => {
    await watch(page);
    const host = new Host(page);
    const attributes = { ...WORKING, name: "point", address: VIA_ROMANA };
    await host.open(attributes);
    const { picker: passing } = host;
    const interrupt = async () => {
      await expect(passing.rows.first()).toBeVisible();
      const end = await begin({ page, passing, sandbox });
      await host.form.evaluate(async (form) => {
        form.firstElementChild.remove();
        await new Promise((resolve) => setTimeout(resolve));
      });
      await heard.forget();
      await end();
      await sandbox.setFaults({});
    };
    const traces = await Traces.of(page);
    let before;
    // The first one takes what is taken once for all.
    for (const first of [true, false]) {
      await interrupt();
      await expect.poll(() => timers(page), "no timer runs on").toEqual([]);
      expect(await heard.names()).toEqual([]);
      if (first) before = await traces.count();
      else await traces.expectNothingMoreThan(before);
      await page.evaluate(() => sessionStorage.clear());
      await host.replace(attributes);
    }
    await expect(passing.rows.first()).toBeVisible();
    const point = await passing.choose(1);
    expect((await host.state()).value).toBe(point.id);
  });
}

test("the time limit of a call ends with its answer, and with the call itself", async ({ page, sandbox }) => {
  await watch(page);
  const host = new Host(page);
  await host.open({ ...WORKING, name: "point" });
  const { picker } = host;
  await picker.ready();
  const limits = async () => (await timers(page)).filter((milliseconds) => milliseconds === 15_000).length;
  await picker.find();
  await expect.poll(limits, "after an answer").toBe(0);
  await sandbox.setFaults({ rules: [{ route: "list", latency_ms: 3_000 }] });
  for (const house of [1, 2, 3]) {
    const asked = page.waitForRequest(/service-points\?/);
    await picker.submit(`Borgo Pinti ${house}${Date.now() % 1000}, Firenze`);
    await asked;
    await expect.poll(limits, "only the latest search is still waited for").toBe(1);
  }
  await picker.element.evaluate((element) => element.remove());
  await expect.poll(limits, "after the picker is gone").toBe(0);
});

test.describe("two pickers side by side", () => {
  const BOTH = { ...WORKING, address: VIA_ROMANA };

  const open = async (page) => {
    const host = new Host(page);
    const attributes = Object.entries({ ...BOTH, name: "second", id: "second" })
      .map(([name, value]) => `${name}="${value}"`)
      .join(" ");
    await host.open(
      { ...BOTH, name: "first", id: "first" },
      `<form id="other"><service-point-picker ${attributes}></service-point-picker></form>`,
    );
    const pickers = [new Picker(page, "#first"), new Picker(page, "#second")];
    for (const picker of pickers) await expect(picker.radios).toHaveCount(20);
    return pickers;
  };

  test("each has rows of its own, though their names and ids are the same", async ({ page }) => {
    const [first, second] = await open(page);
    // The labels lead to radios of the same ids.
    const [looked, other] = [await first.look(2), await second.look(5)];
    await expect(first.radio(looked.id)).toBeChecked();
    await expect(second.radio(other.id)).toBeChecked();
    await expect(second.radio(looked.id)).not.toBeChecked();
    // Arrow keys stay in the group where they are pressed.
    await first.radio(looked.id).focus();
    await page.keyboard.press("ArrowDown");
    await expect(first.radios.nth(3)).toBeChecked();
    await expect(second.radio(other.id)).toBeChecked();
    await first.rows.nth(1).getByRole("button").click();
    await expect(first.list.getByRole("table")).toHaveCount(1);
    await expect(second.list.getByRole("table")).toHaveCount(0);
    await first.drag(40, 30);
    await expect(first.searchArea).toBeVisible();
    await expect(second.searchArea).toBeHidden();
  });

  test("each form gets its own, and what outlives a reload is kept apart", async ({ page }) => {
    const [first, second] = await open(page);
    const chosen = [await first.choose(1), await second.choose(4)];
    const data = () =>
      page.evaluate(() => [...document.forms].map((form) => [...new FormData(form)].map(([, value]) => value)[0]));
    expect(await data()).toEqual(chosen.map(({ id }) => id));
    await second.change.click();
    await second.submit("Piazza della Signoria, Firenze");
    await expect(second.feedback).toContainText("Signoria");
    await expect(first.summary).toContainText(chosen[0].name);
    const kept = await page.evaluate(() =>
      Object.entries(sessionStorage).map(([key, text]) => [key, JSON.parse(text).id]),
    );
    expect(kept.sort()).toEqual([
      ["service-point-picker /api first", chosen[0].id],
      ["service-point-picker /api second", chosen[1].id],
    ]);
  });

  test("one that goes takes nothing from the other", async ({ page }) => {
    const [first, second] = await open(page);
    const looked = await second.look(3);
    await first.element.evaluate((element) => element.remove());
    await expect(second.radio(looked.id)).toBeChecked();
    await second.drag(40, 30);
    await expect(second.searchArea).toBeVisible();
    await second.confirm.click();
    await expect(second.summary).toContainText(looked.name);
  });
});
