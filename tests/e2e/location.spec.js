// "Use my location": asked for by the shopper alone, and every answer of the browser has its words.
import { expect, test } from "./journey.js";

const FLORENCE = { latitude: 43.7731, longitude: 11.2558 };
const locate = (picker) => picker.element.getByRole("button", { name: "Use my location" });

test("nobody is located unasked", async ({ page }) => {
  await page.addInitScript(() => {
    window.asked = 0;
    navigator.geolocation.getCurrentPosition = () => window.asked++;
  });
  await page.goto("/");
  await expect(page.locator("#picker").getByRole("textbox")).toBeVisible();
  expect(await page.evaluate(() => window.asked)).toBe(0);
});

test("the points near the shopper are found, and the coordinates go to the endpoint alone", async ({
  page,
  context,
  picker,
}) => {
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation(FLORENCE);
  const asked = picker.listAsked();
  await locate(picker).click();
  const query = await asked;
  expect([query.get("latitude"), query.get("longitude")].map(Number)).toEqual([FLORENCE.latitude, FLORENCE.longitude]);
  expect(query.has("address")).toBe(false);
  await expect(picker.rows.first()).toBeVisible();
  await expect(picker.feedback).toHaveText("Near your location");
  expect(page.url()).not.toContain("43.77");
});

test("a shopper who says no is told how to go on, and keeps what was found", async ({ context, picker }) => {
  await picker.find();
  await context.clearPermissions();
  await locate(picker).click();
  await expect(picker.alert).toContainText("Your browser does not share your location.");
  await expect(picker.rows.first()).toBeVisible();
  await expect(locate(picker), "it can be tried again").toBeVisible();
});

test("a browser that does not know says so", async ({ page, picker }) => {
  await page.evaluate(() => {
    navigator.geolocation.getCurrentPosition = (found, failed) => failed({ code: 3 });
  });
  await locate(picker).click();
  await expect(picker.alert).toContainText("We could not find your location.");
});

test("the wait is told, and pressing twice asks once", async ({ page, picker }) => {
  await page.evaluate(() => {
    window.asked = 0;
    navigator.geolocation.getCurrentPosition = () => window.asked++;
  });
  const button = picker.element.locator(".locate");
  await button.click();
  await expect(button).toHaveText("Finding your location…");
  await button.click();
  expect(await page.evaluate(() => window.asked)).toBe(1);
});

test("a shop can leave the button out", async ({ picker }) => {
  await expect(locate(picker)).toBeVisible();
  await picker.element.evaluate((element) => element.setAttribute("no-geolocation", ""));
  await expect(locate(picker)).toBeHidden();
});
