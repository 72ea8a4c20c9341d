// The states of the picker, and how a shopper gets there.
import { expect } from "@playwright/test";

import { Picker, VIA_ROMANA } from "./picker.js";

/** Holds every call of one kind until the page is gone. */
const hold = (page, pattern) => page.route(pattern, () => new Promise(() => {}));

/** Each leads a fresh picker into its state. */
export const STATES = {
  empty: async ({ picker }) => {
    await expect(picker.note).toContainText("Type an address");
  },
  loading: async ({ page, picker }) => {
    await hold(page, "**/api/service-points?*");
    await picker.submit(VIA_ROMANA);
    await expect(picker.status).toHaveText("Looking for pickup points");
  },
  results: async ({ picker }) => {
    await picker.find();
  },
  "the map in front": async ({ picker }) => {
    await picker.find();
    if (await picker.showMap.isVisible()) await picker.showMap.click();
    await picker.surface.focus();
    await picker.page.keyboard.press("ArrowRight");
    await expect(picker.searchArea).toBeVisible();
  },
  "hours open": async ({ picker }) => {
    await picker.find();
    await picker.rows.first().getByRole("button").click();
    await expect(picker.rows.first().getByRole("table")).toBeVisible();
  },
  highlighted: async ({ picker }) => {
    await picker.find();
    await picker.look(1);
  },
  confirming: async ({ page, picker }) => {
    await picker.find();
    await hold(page, "**/check-availability");
    await picker.look(1);
    await picker.confirm.click();
    await expect(picker.confirm).toHaveText("Checking…");
  },
  confirmed: async ({ picker }) => {
    await picker.find();
    await picker.choose(1);
  },
  changing: async ({ picker }) => {
    await picker.find();
    await picker.choose(1);
    await picker.change.click();
    await expect(picker.keep).toBeVisible();
  },
  "nothing typed": async ({ picker }) => {
    await picker.go.click();
    await expect(picker.address).toHaveAttribute("aria-invalid", "true");
  },
  error: async ({ picker, sandbox }) => {
    await sandbox.setFaults({ geocoder_down: true });
    await picker.submit(VIA_ROMANA);
    await expect(picker.retry).toBeVisible();
  },
  "not found": async ({ picker }) => {
    await picker.submit("Xyzzyqwop 99");
    await expect(picker.feedback).toContainText("could not find that address");
  },
  unavailable: async ({ picker, sandbox }) => {
    await picker.find();
    const point = await picker.look(1);
    await sandbox.setFaults({ unavailable: [Number(point.id)] });
    await picker.confirm.click();
    await expect(picker.row(point.id)).toContainText("Not available at the moment");
  },
  "a wrong attribute": async ({ page, picker, shop }) => {
    await shop.add("wrong", { endpoint: "/api", country: "IT" });
    await expect(new Picker(page, "#wrong").configurationError).toBeVisible();
    await expect(picker.note).toBeVisible();
  },
};
