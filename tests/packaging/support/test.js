// What the tests with a browser start from: sites that end with the test, and a picker to work with.
import { test as base, expect } from "@playwright/test";

import { SHOP_PORT, Site } from "./site.js";

export { expect };

/** What every page of these tests has: a picker that searches by itself. */
export const PICKER = `<service-point-picker name="service_point" endpoint="/api" country="IT" use-integration-carriers
  address="Via Romana 20, Firenze">Write to us for a pickup point.</service-point-picker>`;

/** A page with a picker, and with this in its head. */
export const pageWith = (head, { language = "en", picker = PICKER } = {}) => `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<title>A shop</title>
<link rel="icon" href="data:,">
${head}
<form method="post" action="/order">${picker}</form>`;

export const test = base.extend({
  /** Starts a site, and stops it when the test ends. */
  site: async ({}, use) => {
    const sites = [];
    await use(async (options) => {
      const site = await Site.start(options);
      sites.push(site);
      return site;
    });
    await Promise.all(sites.map((site) => site.stop()));
  },

  /** Starts the shop's own site. */
  shop: async ({ site }, use) => {
    await use((options) => site({ port: SHOP_PORT, ...options }));
  },

  // What may not happen on any page: a breach of its policy, or an error that nobody caught.
  mishaps: [
    async ({ page }, use) => {
      const mishaps = [];
      page.on("pageerror", (error) => mishaps.push(String(error.stack ?? error)));
      await page.exposeFunction("recordMishap", (text) => mishaps.push(text));
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          recordMishap(`${event.violatedDirective} forbids ${event.blockedURI} ${event.sample}`);
        });
      });
      await use(mishaps);
      expect(mishaps, "breaches of the page's policy, and errors nobody caught").toEqual([]);
    },
    { auto: true },
  ],

  /** The errors that the pickers of the page told, in their order. */
  told: async ({ page }, use) => {
    await page.addInitScript(() => {
      window.told = [];
      document.addEventListener("spp-error", ({ detail }) => window.told.push({ ...detail }));
    });
    await use(() => page.evaluate(() => window.told));
  },
});

/** The picker shows points of the sandbox: its glue, its module and its endpoint work together. */
export async function expectPoints(page) {
  await expect(page.locator("service-point-picker").getByRole("radio")).toHaveCount(100);
}

/** Takes the first point, and gives the selection. */
export async function choose(page) {
  const picker = page.locator("service-point-picker");
  await picker.locator(".row label").first().click();
  await picker.locator(".use").click();
  await expect(picker.locator(".summary")).toBeVisible();
  return picker.evaluate((element) => element.selection);
}

/** The host's own words stand where the picker would be. */
export async function expectFallback(page) {
  await expect(page.getByText("Write to us for a pickup point.")).toBeVisible();
  await expect(page.getByRole("radio")).toHaveCount(0);
}
