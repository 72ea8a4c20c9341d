// display="dialog": a button on the page, and the picker above it.
import AxeBuilder from "@axe-core/playwright";

import { expect, test as journey } from "./journey.js";
import { Host } from "./pages/host.js";
import { VIA_ROMANA } from "./pages/picker.js";

const ATTRIBUTES = {
  name: "point",
  required: "",
  endpoint: "/api",
  country: "IT",
  "use-integration-carriers": "",
  address: VIA_ROMANA,
  tiles: "/tiles/{z}/{x}/{y}{r}",
  display: "dialog",
};

const test = journey.extend({
  host: async ({ page }, use) => {
    const host = new Host(page);
    host.opener = page.locator('[part="open"]');
    host.dialog = page.getByRole("dialog", { name: "Choose a pickup point" });
    host.close = host.dialog.getByRole("button", { name: "Close" });
    await use(host);
  },
});

async function choose(host) {
  await host.picker.radios.first().check();
  await host.picker.confirm.click();
  await expect(host.dialog).toBeHidden();
}

test("a button opens it, a choice closes it, and the button says what was chosen", async ({ heard, host, sandbox }) => {
  await host.open(ATTRIBUTES);
  await expect(host.opener).toHaveText("Choose a pickup point");
  await expect(host.dialog).toBeHidden();
  expect(await sandbox.calls(), "what nobody opened asks for nothing").toEqual([]);
  await host.expectHeldUp();
  await host.opener.click();
  await expect(host.dialog).toBeVisible();
  await expect(host.picker.rows.first()).toBeVisible();
  await choose(host);
  const { name, id } = await host.picker.selection();
  await expect(host.opener).toContainText(name);
  await expect(host.opener).toBeFocused();
  expect((await host.state()).value).toBe(id);
  expect(await heard.names()).toContain("spp-close");
});

test("it is closed by its button, by Escape and by the page behind it, and nothing is chosen", async ({
  heard,
  host,
  page,
}) => {
  await host.open(ATTRIBUTES);
  for (const close of [
    () => host.close.click(),
    () => page.keyboard.press("Escape"),
    () => page.mouse.click(3, 3),
    () => host.picker.element.evaluate((element) => element.hide()),
  ]) {
    await host.opener.click();
    await expect(host.dialog).toBeVisible();
    await close();
    await expect(host.dialog).toBeHidden();
    await expect(host.opener).toBeFocused();
  }
  expect((await heard.of("spp-close")).length).toBe(4);
  expect((await host.state()).selected).toBeNull();
});

test("opened again, it offers another choice, and closing it keeps the first", async ({ host, page }) => {
  await host.open(ATTRIBUTES);
  await host.opener.click();
  await choose(host);
  const { id } = await host.picker.selection();
  await host.opener.click();
  await expect(host.picker.keep).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(host.dialog).toBeHidden();
  expect((await host.state()).value).toBe(id);
  await host.opener.click();
  await expect(host.picker.keep).toBeVisible();
  await host.picker.radios.nth(2).check();
  await host.picker.confirm.click();
  await expect(host.dialog).toBeHidden();
  expect((await host.state()).value).not.toBe(id);
});

test("the focus goes in, stays in and comes back", async ({ host, page }) => {
  await host.open(ATTRIBUTES);
  await host.opener.press("Enter");
  await expect(host.close).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  const inside = () =>
    host.picker.element.evaluate((element) => {
      const { activeElement } = element.shadowRoot;
      return !activeElement || Boolean(activeElement.closest("dialog"));
    });
  for (let step = 0; step < 12; step += 1) {
    expect(await inside(), `after ${step} steps`).toBe(true);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Escape");
  await expect(host.opener).toBeFocused();
});

test("a stored choice is read again without opening it, and says so on the button", async ({ host, sandbox }) => {
  await host.open({ ...ATTRIBUTES, country: "NL", address: "", value: "1000002" });
  await expect(host.opener).toContainText("Stationsplein 1, Eindhoven");
  expect(await sandbox.calls()).toEqual([
    "GET /service-points/1000002",
    "POST /service-points/1000002/check-availability",
  ]);
});

test("the host may change its mind about it, and the shopper's work stays", async ({ host }) => {
  await host.open(ATTRIBUTES);
  await host.opener.click();
  await expect(host.picker.rows.first()).toBeVisible();
  await host.picker.radios.nth(1).check();
  await host.set({ display: "inline" });
  await expect(host.opener).toHaveCount(0);
  await expect(host.picker.radios.nth(1)).toBeChecked();
  await host.set({ display: "dialog" });
  await host.picker.element.evaluate((element) => element.show());
  await expect(host.picker.radios.nth(1)).toBeChecked();
});

test("without its module it closes, shows what the shop has instead, and can be opened again", async ({
  heard,
  host,
  page,
}) => {
  await page.route("**/picker_bg.wasm", (route) => route.abort());
  await host.open(ATTRIBUTES);
  // The shop's own content is slotted in; it is hidden with its slot.
  const instead = () => host.picker.element.evaluate(({ shadowRoot }) => !shadowRoot.querySelector("slot").hidden);
  expect(await instead()).toBe(false);
  await host.opener.click();
  await expect.poll(instead).toBe(true);
  await expect(host.dialog).toBeHidden();
  expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["module_failed"]);
  await page.unroute("**/picker_bg.wasm");
  await host.opener.click();
  await expect(host.picker.rows.first()).toBeVisible();
  expect(await instead()).toBe(false);
});

test("an element that is taken off the page and put back opens as before", async ({ host }) => {
  await host.open(ATTRIBUTES);
  await host.opener.click();
  await host.picker.element.evaluate(async (element) => {
    const { parentNode } = element;
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    parentNode.prepend(element);
  });
  await expect(host.dialog).toBeHidden();
  await host.opener.click();
  await expect(host.picker.rows.first()).toBeVisible();
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 1280]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });
      test("axe finds nothing wrong, and all of it is in sight", async ({ host, page }) => {
        await host.open(ATTRIBUTES);
        const analyze = async () =>
          (await new AxeBuilder({ page }).include("service-point-picker").analyze()).violations;
        expect(await analyze()).toEqual([]);
        await host.opener.click();
        await expect(host.picker.rows.first()).toBeVisible();
        expect(await analyze()).toEqual([]);
        const box = await host.dialog.boundingBox();
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        expect(box.y + box.height).toBeLessThanOrEqual(800);
        await expect(host.picker.confirm).toBeInViewport({ ratio: 1 });
        await page.screenshot({ path: `../../target/e2e/dialog-${colorScheme}-${width}.png` });
      });
    });
  }
}
