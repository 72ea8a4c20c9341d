// What every journey starts from: a sandbox in order, an open shop, and a guard that nothing broke on the way.
import { test as base, expect } from "@playwright/test";

import { Picker } from "./pages/picker.js";
import { Sandbox } from "./pages/sandbox.js";
import { Shop } from "./pages/shop.js";

export { expect };

export const test = base.extend({
  sandbox: [
    async ({}, use) => {
      const sandbox = new Sandbox(process.env.SANDBOX_URL);
      await sandbox.reset();
      await use(sandbox);
      await sandbox.leave();
    },
    { auto: true },
  ],

  // What no journey may cause, whatever it tries: a breach of the shop's content policy, or an error nobody caught.
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
      expect(mishaps, "breaches of the content policy, and errors nobody caught").toEqual([]);
    },
    { auto: true },
  ],

  // Every event of the picker's own, and the native ones that a host may listen to, in their order.
  heard: async ({ page }, use) => {
    await page.addInitScript(() => {
      window.heard = [];
      const names = ["ready", "results", "highlight", "select", "change", "close", "error"].map(
        (name) => `spp-${name}`,
      );
      for (const name of [...names, "input", "change"]) {
        document.addEventListener(name, (event) => {
          // A field's own input and change are not the picker's: those come from the element itself.
          const native = !name.startsWith("spp-");
          if (event.target.localName !== "service-point-picker" || (native && event.composedPath()[0] !== event.target))
            return;
          const detail = native ? null : JSON.parse(JSON.stringify(event.detail));
          window.heard.push({ name, id: event.target.id, detail, cancelable: event.cancelable });
        });
      }
    });
    const all = () => page.evaluate(() => window.heard);
    await use({
      all,
      names: async () => (await all()).map((event) => event.name),
      of: async (name) => (await all()).filter((event) => event.name === name),
      forget: () => page.evaluate(() => void (window.heard.length = 0)),
    });
  },

  shop: async ({ page }, use) => {
    await use(new Shop(page));
  },

  /** The picker of the shop's checkout, open and ready. */
  picker: async ({ page, shop }, use) => {
    await shop.open();
    const picker = new Picker(page);
    await picker.ready();
    await use(picker);
  },
});
