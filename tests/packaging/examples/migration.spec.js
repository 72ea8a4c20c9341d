// `sendcloud.servicePoints.open()` as shops know it from the hosted picker.
import { expect, expectPoints, order, picker, received, sandbox, test } from "../support/example.js";

const dialog = (page) => page.getByRole("dialog");
const choosing = (page) => page.getByRole("button", { name: "Choose a service point" });
const told = (page) => page.locator("#chosen");

test("migration: the shop's own code gets the point as the hosted picker gave it", async ({ page, example }) => {
  await example("migration");
  await page.goto("/");
  // Nothing is loaded before somebody asks for it.
  expect(await page.evaluate(() => customElements.get("service-point-picker"))).toBe(undefined);
  // Twice, as people do when nothing happens at once.
  await choosing(page).dblclick();
  await expect(dialog(page)).toHaveCount(1);
  await expect(dialog(page)).toBeVisible();
  await expectPoints(page);
  await expect(picker(page)).toHaveCount(1);
  const first = await picker(page).evaluate((element) => element.points[0]);
  await picker(page).locator(".row label").first().click();
  await picker(page).locator(".use").click();
  await expect(dialog(page)).toBeHidden();
  await expect(told(page)).toContainText(`${first.name}, ${first.address.street}`);
  // The button that opened the dialog has the focus again, and nothing is left behind.
  await expect(choosing(page)).toBeFocused();
  await expect(picker(page)).toHaveCount(0);

  // The shop hands its point in again: the dialog shows it as the choice.
  await choosing(page).click();
  await expect(picker(page).locator(".keep")).toContainText(first.name);
  await page.keyboard.press("Escape");
  await expect(picker(page)).toHaveCount(0);
  await expect(told(page)).toContainText(first.name);

  await order(page);
  const point = await received(page);
  expect(point).toMatchObject({
    ...{ id: first.id, name: first.name, city: first.address.city, country: "IT", carrier: first.carrier.code },
    latitude: first.position.latitude.toFixed(6),
  });
  expect(Object.keys(JSON.parse(point.formatted_opening_times))).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
});

test("migration: a post number goes both ways", async ({ page, example }) => {
  await example("migration");
  await page.goto("/");
  await page.evaluate(() => {
    const config = {
      country: "de",
      postalCode: "10178",
      city: "Berlin",
      carriers: "dhl,dpd",
      postNumber: "12345678",
    };
    window.chosen = new Promise((resolve) => {
      sendcloud.servicePoints.open(
        config,
        (point, postNumber) => resolve({ point, postNumber }),
        (errors) => resolve({ errors }),
      );
    });
  });
  await expect(picker(page).getByRole("radio").first()).toBeVisible();
  const { id } = await picker(page).evaluate(({ points }) =>
    points.find((point) => point.carrierShopType === "packstation"),
  );
  await picker(page).locator(`label[for="p${id}"]`).last().click();
  await expect(page.getByRole("textbox", { name: "Post number" })).toHaveValue("12345678");
  await picker(page).locator(".use").click();
  const { point, postNumber } = await page.evaluate(() => window.chosen);
  expect(point).toMatchObject({ id: Number(id), country: "DE", shop_type: "packstation" });
  expect(postNumber).toBe("12345678");
});

test("migration: closing is no failure unless it was asked to be one", async ({ page, example }) => {
  await example("migration");
  await page.goto("/");
  await choosing(page).click();
  await expectPoints(page);
  await page.keyboard.press("Escape");
  await expect(picker(page)).toHaveCount(0);
  await expect(told(page)).toHaveText("No service point yet.");

  await page.getByLabel("Closing without a choice is a failure").check();
  await choosing(page).click();
  await expectPoints(page);
  await page.getByRole("button", { name: "Close" }).click();
  await expect(told(page)).toHaveText("Failed: Closed");
});

test("migration: what fails is told once, in sentences", async ({ page, example }) => {
  await example("migration");
  await page.goto("/");
  const open = (config, change = {}) =>
    page.evaluate(
      ([config, change]) =>
        new Promise((resolve) => {
          Object.assign(sendcloud.servicePoints.settings, change);
          sendcloud.servicePoints.open(config, resolve, resolve);
        }),
      [config, change],
    );
  // What the shop has to mend closes the dialog by itself.
  expect(await open({ country: "Italy" })).toEqual([expect.stringContaining("country")]);
  await expect(picker(page)).toHaveCount(0);
  const failed = await open({ country: "it" }, { script: "/service-point-picker/nowhere.js" });
  expect(failed).toEqual([expect.stringContaining("The picker cannot be loaded")]);

  // What may pass is the shopper's to try again, and told when the dialog is closed without a choice.
  await page.reload();
  await sandbox("faults", { rules: [{ route: "list", status: 500 }] });
  await choosing(page).click();
  await expect(dialog(page).getByRole("alert")).toBeVisible();
  await expect(told(page)).toHaveText("No service point yet.");
  await page.keyboard.press("Escape");
  await expect(told(page)).toContainText("Failed: ");
});
