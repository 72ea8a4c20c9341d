// The scripts that the documents show: each runs as a module of a page with a picker, after these names, and then has to do
// what the document says.
import { expect } from "@playwright/test";

import { choose } from "../support/test.js";

/** What a block takes from the rest of the shop's script. */
export const SHOP = `
globalThis.picker = document.querySelector("service-point-picker");
globalThis.cart = { weight: 5 };
globalThis.asked = [];
globalThis.askServer = async (id) => asked.push(id) > 0;
globalThis.field = document.createElement("input");
globalThis.saved = [];
globalThis.save = (...what) => saved.push(what);
globalThis.selection = { id: "1" };
globalThis.heard = [];
document.addEventListener("spp-change", ({ detail }) => heard.push(detail.selection.id));
`;

/** By a piece of the block: what happens on the page, and what must come of it. */
export const SCRIPTS = [
  {
    has: "console.log(event.detail.selection.name)",
    async try({ page, said }) {
      const { name } = await choose(page);
      expect(said("log")).toContain(name);
    },
  },
  {
    has: "console.log(name, address.city)",
    async try({ page, said }) {
      const { name, address } = await choose(page);
      expect(said("log")).toContain(`${name} ${address.city}`);
    },
  },
  {
    has: "waitUntil(askServer(selection.id))",
    async try({ page }) {
      const { id } = await choose(page);
      expect(await page.evaluate(() => globalThis.asked)).toEqual([id]);
    },
  },
  {
    has: "await picker.search({ area })",
    async try({ page, said }) {
      await expect.poll(() => said("log").length).toBe(1);
      expect(said("log")[0]).toMatch(/^\d+$/);
      const field = await page.evaluate(() => globalThis.picker.shadowRoot.querySelector("#address").value);
      expect(field, "the address is not what was searched last").toBe("");
    },
  },
  {
    has: "picker.prices = {",
    async try({ page }) {
      await expect(page.locator(".row").first()).toBeVisible();
      await page.evaluate(() => {
        const code = picker.points[0].carrier.code;
        picker.prices = { ...picker.prices, [code]: picker.prices.postnl };
      });
      await expect(page.locator(".row .price").first()).toContainText("€ 2.95");
    },
  },
  {
    has: "picker.messages = {",
    async try({ page }) {
      await expect(page.getByRole("button", { name: "Collect it here" })).toBeVisible();
    },
  },
  {
    has: 'picker.format("woocommerce")',
    async try({ page }) {
      const { id } = await choose(page);
      const written = JSON.parse(await page.evaluate(() => globalThis.field.value));
      expect(String(written.id)).toBe(id);
    },
  },
  {
    has: 'save(picker.format("legacy-picker")',
    async try({ page }) {
      const { id } = await choose(page);
      const [[point]] = await page.evaluate(() => globalThis.saved);
      expect(String(point.id)).toBe(id);
    },
  },
  {
    has: "console.warn(code, message, attribute, retryAfter)",
    async try({ page, said }) {
      await page.locator("service-point-picker").evaluate((element) => element.setAttribute("limit", "0"));
      await expect.poll(() => said("warning").join()).toContain("attribute_invalid");
    },
  },
  {
    has: 'new CustomEvent("spp-change", { bubbles: true, detail: { selection } })',
    async try({ page }) {
      expect(await page.evaluate(() => globalThis.heard)).toEqual(["1"]);
    },
  },
];
