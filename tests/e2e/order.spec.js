// From an address to an order.
import { expect, test } from "./journey.js";
import { VIA_ROMANA } from "./pages/picker.js";

test("a shopper searches an address, picks a point, confirms it, and the order carries it", async ({
  picker,
  sandbox,
  shop,
}) => {
  await picker.find(VIA_ROMANA);
  await expect(picker.feedback).toHaveText("Near Via Romana, 50125 Firenze FI, Italia");
  await expect(picker.status).toHaveText(/^100 pickup points, the nearest 170 m away\.$/);

  const metres = await picker.metres();
  // Shops that several carriers use are one place.
  await expect(picker.radios).toHaveCount(100);
  expect(metres).toHaveLength(await picker.rows.count());
  expect(metres).not.toContain(NaN);
  expect(metres).toEqual(metres.toSorted((a, b) => a - b));

  await expect(picker.confirm).toBeDisabled();
  const point = await picker.look(2);
  await expect(picker.candidate).toContainText(point.name);
  expect(await shop.field("service_point"), "looking is not choosing").toEqual([]);
  await picker.confirm.click();

  await expect(picker.summary).toContainText("Your pickup point");
  await expect(picker.summary).toContainText(point.name);
  await expect(picker.summary).toContainText(point.address.street);
  await expect(picker.list).toBeHidden();
  expect(await picker.selection()).toMatchObject({ id: point.id, name: point.name, availability: "available" });
  expect(await shop.field("service_point")).toEqual([point.id]);
  expect(await shop.field("service_point_carrier")).toEqual([point.carrier.code]);

  await shop.placeOrder.click();
  expect(await shop.received()).toEqual({
    country: "IT",
    customer_name: "Ada Bianchi",
    email: "ada@shop.example",
    service_point: point.id,
    service_point_carrier: point.carrier.code,
  });
  const checks = await sandbox.requests("check");
  expect(checks.map(({ method, path }) => [method, path])).toEqual([
    ["POST", `/api/v3/service-points/${point.id}/check-availability`],
  ]);
});

test("an order without a pickup point is held up, with a word and the focus on the picker", async ({
  page,
  picker,
  shop,
}) => {
  const refused = picker.element.evaluate(
    (element) => new Promise((resolve) => element.addEventListener("invalid", () => resolve(true), { once: true })),
  );
  await shop.placeOrder.click();
  expect(await refused).toBe(true);
  const state = await picker.element.evaluate((element) => ({
    message: element.validationMessage,
    missing: element.validity.valueMissing,
    focused: document.activeElement === element && element.shadowRoot.activeElement?.localName,
  }));
  expect(state).toEqual({ message: "Please choose a pickup point.", missing: true, focused: "section" });
  expect(new URL(page.url()).pathname).toBe("/");

  await picker.find();
  await picker.choose(0);
  await shop.placeOrder.click();
  await shop.received();
});

test("a shopper who typed nothing is told so, and nothing is searched", async ({ picker, sandbox }) => {
  await picker.go.click();
  await expect(picker.element.getByText("Type a street and town, or a postal code.", { exact: true })).toBeVisible();
  await expect(picker.address).toHaveAttribute("aria-invalid", "true");
  expect(await picker.focused()).toBe("address");
  expect(await sandbox.requests("list")).toEqual([]);
});

test("a shopper changes the mind, and the form follows", async ({ picker, shop }) => {
  await picker.find();
  const first = await picker.choose(0);
  expect(await shop.field("service_point")).toEqual([first.id]);

  await picker.change.click();
  await expect(picker.keep).toHaveText(`Keep ${first.name}`);
  expect(await shop.field("service_point"), "the first choice counts until there is another").toEqual([first.id]);
  const second = await picker.choose(3);
  expect(second.id).not.toBe(first.id);
  expect(await shop.field("service_point")).toEqual([second.id]);
  expect(await shop.field("service_point_carrier")).toEqual([second.carrier.code]);

  await picker.change.click();
  await picker.look(5);
  await picker.keep.click();
  await expect(picker.summary).toContainText(second.name);
  expect(await shop.field("service_point")).toEqual([second.id]);

  await shop.placeOrder.click();
  expect((await shop.received()).service_point).toBe(second.id);
});
