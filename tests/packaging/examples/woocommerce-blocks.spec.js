// A checkout that makes its elements anew, and the field of Sendcloud's plugin.
import {
  choose,
  expect,
  expectHeldUp,
  expectPoints,
  order,
  picker,
  received,
  restored,
  sandbox,
  selection,
  test,
} from "../support/example.js";

test("woocommerce-blocks: the choice survives a checkout that renders itself anew", async ({ page, example }) => {
  await example("woocommerce-blocks");
  const FIELD = "sendcloudshipping_service_point_extra_v2";
  const field = () => page.locator(`[name=${FIELD}]`).inputValue();
  await page.goto("/");
  await expectPoints(page);
  const { id } = await choose(page);
  const kept = await field();
  expect(JSON.parse(kept)).toMatchObject({ id, toPostalCode: "" });

  for (const payment of ["Bank transfer", "Cash on delivery", "Card"]) {
    await picker(page).evaluate((element) => (element.isOfEarlier = true));
    await page.getByLabel(payment).check();
    expect(await picker(page).evaluate((element) => element.isOfEarlier ?? false)).toBe(false);
    // The field is there at once, the choice as soon as it has been checked again.
    expect(await field()).toBe(kept);
    expect((await restored(page)).id).toBe(id);
    expect(await field()).toBe(kept);
  }

  // An order to somebody's home has no pickup point.
  await page.getByLabel("To your home").check();
  await expect(picker(page)).toHaveCount(0);
  expect(await page.locator("form").evaluate((form) => Object.fromEntries(new FormData(form)))).toEqual({
    ...{ shipping_method: "home", payment_method: "card" },
  });
  await page.getByLabel("To a pickup point").check();
  await expectPoints(page);
  expect(await selection(page)).toBe(null);
  expect(await field()).toBe("");
  await expectHeldUp(page);

  const chosen = await choose(page);
  await page.getByLabel("Bank transfer").check();
  await restored(page);
  await order(page);
  const { name, address } = chosen;
  expect(await received(page)).toEqual({
    ...{ id: chosen.id, toPostalCode: "", name, street: address.street, house_number: address.houseNumber },
    ...{ city: address.city, postal_code: address.postalCode },
  });
  await expect(page.locator("dl.received").first()).toContainText("transfer");
});

test("woocommerce-blocks: a point that is gone after a turn of the checkout leaves the field", async ({
  page,
  example,
}) => {
  await example("woocommerce-blocks");
  await page.goto("/");
  await expectPoints(page);
  await choose(page);
  await sandbox("faults", { unavailable: "all" });
  await page.getByLabel("Cash on delivery").check();
  await expect(page.locator("[name^=sendcloudshipping]")).toHaveValue("");
  await expectHeldUp(page);
});
