// The application in examples/leptos: the picker as a component, which follows the application's signals and calls it back.
import { expect, test } from "./support/test.js";

/** Takes this row, and confirms it. */
async function take(page, row) {
  await row.locator("label").first().click();
  await page.locator(".use").click();
}

test("a Leptos application has the choice, follows the shopper's country, and may refuse or take back a choice", async ({
  page,
  shop,
}) => {
  const said = [];
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  await shop({ folders: { "/": process.env.LEPTOS } });
  await page.goto("/");
  const rows = page.locator(".row");
  const order = page.locator("main > section");
  await expect(page.getByRole("button", { name: "Cerca" })).toBeVisible();
  await expect(rows.first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Mappa" })).toBeVisible();
  await expect(order).toHaveText("Choose where to collect your parcel.");

  const name = await rows.first().locator(".name").first().textContent();
  await take(page, rows.first());
  await expect(page.locator(".summary")).toContainText(name);
  await expect(order).toContainText(`Your parcel goes to ${name}`);
  await expect(order.locator("code")).toHaveText(/^\d+$/);

  await page.getByRole("button", { name: "Bring it to my door instead" }).click();
  await expect(page.locator(".summary")).toHaveCount(0);
  await expect(rows.first()).toBeVisible();

  await page.getByLabel("Deliver to").selectOption("IE");
  await expect(page.getByRole("button", { name: "Search", exact: true })).toBeVisible();
  await page.getByLabel("It is bulky").check();
  const locker = rows.filter({ hasText: /locker/i }).first();
  await take(page, locker);
  await expect(page.getByRole("alert").filter({ hasText: "cannot deliver to" })).toBeVisible();
  await expect(order).toHaveText("Choose where to collect your parcel.");
  await page.getByLabel("It is bulky").uncheck();
  await take(page, locker);
  await expect(order).toContainText("Your parcel goes to");
  expect(said).toEqual([]);
});
