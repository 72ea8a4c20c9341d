// What the shopper did survives a reload of the page, and nothing is kept that the shop does not want kept.
import { expect, test } from "./journey.js";
import { VIA_ROMANA } from "./pages/picker.js";

const choose = async (picker) => {
  await picker.find();
  await picker.radios.first().check();
  await picker.confirm.click();
  await expect(picker.summary).toBeVisible();
  return picker.element.evaluate((element) => element.value);
};

test("a choice is still there after a reload, read again and checked before it counts", async ({ page, picker }) => {
  const id = await choose(picker);
  const calls = [];
  page.on("request", (request) => calls.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await page.reload();
  await expect(picker.summary).toBeVisible();
  expect(await picker.element.evaluate((element) => new FormData(element.form).get("service_point"))).toBe(id);
  const ofThePoint = calls.filter((call) => call.includes(`/service-points/${id}`));
  expect(ofThePoint).toEqual([`GET /api/service-points/${id}`, `POST /api/service-points/${id}/check-availability`]);
});

test("what was searched is searched again, and stands in the field", async ({ page, picker }) => {
  await picker.find();
  await page.reload();
  await expect(picker.address).toHaveValue(VIA_ROMANA);
  await expect(picker.rows.first()).toBeVisible();
});

test("a choice that is taken away stays away", async ({ page, picker }) => {
  await choose(picker);
  await picker.element.evaluate((element) => element.clear());
  await page.reload();
  await expect(picker.address, "what was searched goes with it").toHaveValue("");
  await expect(picker.summary).toBeHidden();
  expect(await picker.element.evaluate((element) => element.value)).toBe("");
});

test("a choice that cannot be had any more is dropped, and says so once", async ({ page, picker, sandbox }) => {
  const id = await choose(picker);
  await sandbox.setFaults({ unavailable: [Number(id)] });
  await page.reload();
  await expect(picker.alert).toContainText("is not available any more");
  await sandbox.setFaults({});
  await page.reload();
  await expect(picker.rows.first()).toBeVisible();
  await expect(picker.summary).toBeHidden();
  await expect(picker.alert).toBeEmpty();
});

test("a shop that wants nothing kept keeps nothing", async ({ page, picker }) => {
  await picker.element.evaluate((element) => element.setAttribute("persist", "none"));
  await choose(picker);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test("a page that forbids storage has a picker all the same", async ({ page, picker }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "sessionStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await page.reload();
  await choose(picker);
});
