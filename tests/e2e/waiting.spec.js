// When it takes long, or cannot be done at all: what the shopper is told, and what goes on by itself.
import AxeBuilder from "@axe-core/playwright";

import { expect, test as journey } from "./journey.js";
import { Host } from "./pages/host.js";
import { VIA_ROMANA } from "./pages/picker.js";

const ITALY = { name: "point", required: "", endpoint: "/api", country: "IT", "use-integration-carriers": "" };

const test = journey.extend({
  host: async ({ page }, use) => use(new Host(page)),
});

test("a search that takes a second says that it takes long", async ({ host, page }) => {
  await host.open(ITALY);
  await host.picker.ready();
  let go;
  await page.route("**/api/service-points?*", async (route) => {
    await new Promise((resolve) => (go = resolve));
    await route.continue();
  });
  await host.picker.submit(VIA_ROMANA);
  const slow = host.picker.element.getByText("This takes longer than usual.");
  await expect(slow).toHaveCSS("display", "block");
  const opacity = () => slow.evaluate((element) => getComputedStyle(element).opacity);
  expect(await slow.evaluate((element) => element.getAnimations()[0].effect.getTiming().duration)).toBe(1000);
  await slow.evaluate((element) =>
    element.getAnimations().forEach((animation) => ((animation.currentTime = 900), animation.pause())),
  );
  expect(await opacity(), "not in the first second").toBe("0");
  await slow.evaluate((element) => element.getAnimations().forEach((animation) => animation.finish()));
  expect(await opacity()).toBe("1");
  go();
  await expect(host.picker.rows.first()).toBeVisible();
  await expect(slow).toBeHidden();
});

test("a search that is refused for a while counts the seconds down and is done again", async ({
  host,
  page,
  sandbox,
}) => {
  await page.clock.install();
  await host.open(ITALY);
  await host.picker.ready();
  await page.clock.pauseAt(Date.now() + 60_000);
  await sandbox.setFaults({ rules: [{ route: "list", status: 429, retry_after: "20", times: 1 }] });
  // The proxy has no answer to this kept, which it would give in place of a refusal.
  await host.picker.submit("Piazza di Santa Croce 3, Firenze");
  await expect(host.picker.alert).toContainText("Too many searches at once.");
  await expect(host.picker.alert).toContainText("Trying again in 20 seconds.");
  await expect(host.picker.retry, "a press would be too early").toBeHidden();
  for (const left of ["19 seconds", "18 seconds"]) {
    await page.clock.runFor(1000);
    await expect(host.picker.alert).toContainText(`Trying again in ${left}.`);
  }
  await page.clock.runFor(18_000);
  await expect(host.picker.rows.first()).toBeVisible();
  await expect(host.picker.alert).toBeEmpty();
});

test("axe finds nothing wrong while the seconds are counted down", async ({ host, page, sandbox }) => {
  await sandbox.setFaults({ rules: [{ route: "list", status: 429, retry_after: "20" }] });
  // The proxy would give an answer that it has kept in place of a refusal.
  await host.open({ ...ITALY, address: "Piazza di Santo Spirito 7, Firenze" });
  await expect(host.picker.alert).toContainText("Trying again in ");
  const { violations } = await new AxeBuilder({ page }).include("service-point-picker").analyze();
  expect(violations).toEqual([]);
});

test("without a connection the search waits for it", async ({ context, host }) => {
  await host.open(ITALY);
  await host.picker.ready();
  await context.setOffline(true);
  await host.picker.submit(VIA_ROMANA);
  await expect(host.picker.alert).toContainText("You are offline.");
  await expect(host.picker.address).toHaveValue(VIA_ROMANA);
  await context.setOffline(false);
  await expect(host.picker.rows.first()).toBeVisible();
  await expect(host.picker.alert).toBeEmpty();
});

test("without its module the picker says so in the shopper's language", async ({ host, page }) => {
  await page.route("**/picker_bg.wasm", (route) => route.fulfill({ status: 503, body: "" }));
  // The words come after the bad news.
  const failed = page.waitForResponse("**/picker_bg.wasm");
  await page.route("**/languages/nl.json", async (route) => {
    await failed;
    await route.continue();
  });
  await host.open({ ...ITALY, language: "nl" });
  await expect(host.picker.configurationError.getByRole("button")).toHaveText("Opnieuw proberen");
});

test("without its module the picker says so, offers another try, and the form goes on", async ({
  heard,
  host,
  page,
}) => {
  const broken = (route) => route.fulfill({ status: 503, body: "" });
  await page.route("**/picker_bg.wasm", broken);
  await host.open(ITALY, '<form id="other"><label>Name <input name="name"></label></form>');
  const { configurationError } = host.picker;
  await expect(configurationError).toContainText("Pickup points are not available at the moment.");
  await expect(host.picker.element.getByText("The picker is on its way.")).toBeVisible();
  expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["module_failed"]);
  await host.expectHeldUp();
  await page.getByLabel("Name").fill("Jo");
  const { violations } = await new AxeBuilder({ page }).include("service-point-picker").analyze();
  expect(violations).toEqual([]);
  await page.unroute("**/picker_bg.wasm", broken);
  await configurationError.getByRole("button", { name: "Try again" }).click();
  await host.picker.ready();
  await expect(configurationError).toBeHidden();
});
