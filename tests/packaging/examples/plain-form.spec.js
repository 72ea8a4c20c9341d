// A plain HTML form, from an address to the fields that the shop receives.
import { choose, expect, expectHeldUp, expectPoints, order, received, search, test } from "../support/example.js";

test("plain-form: the shop receives the point that was confirmed", async ({ page, example }) => {
  await example("plain-form");
  await page.goto("/");
  await expectPoints(page);
  await expectHeldUp(page);
  await search(page, "Piazza del Duomo, Firenze");
  const { id, carrier } = await choose(page);
  await order(page);
  const fields = { name: "Ada Bianchi", email: "ada@shop.example" };
  expect(await received(page)).toEqual({ ...fields, service_point: id, service_point_carrier: carrier.code });

  // A browser without the picker sends none, and the server does not take that.
  const forged = await page.request.post("/order", { form: { name: "Ada" } });
  expect(forged.status()).toBe(422);
  const large = await page.request.post("/order", { form: { name: "A".repeat(100_000) } });
  expect(large.status()).toBe(413);
  // Nothing outside of its folders is served.
  for (const path of ["/server.js", "/..%2fserver.js", "/service-point-picker/..%2fpackage.json"]) {
    expect((await page.request.get(path)).status(), path).toBe(404);
  }
});
