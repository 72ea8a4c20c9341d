// A page that the server renders, checks and renders again.
import { choose, expect, expectPoints, order, picker, received, restored, sandbox, test } from "../support/example.js";

test("server-rendered: the server reads the point itself, and keeps the choice", async ({ page, example }) => {
  await example("server-rendered");
  await page.goto("/");
  await expectPoints(page);
  const chosen = await choose(page);
  await page.getByLabel("Name").fill("Ada <b>Bianchi</b>");
  await order(page);

  // The terms were not accepted: the page comes back with all that was filled in, and the choice.
  await expect(page.getByText("Please accept the terms.")).toBeVisible();
  expect(await picker(page).getAttribute("value")).toBe(chosen.id);
  expect((await restored(page)).id).toBe(chosen.id);
  await expect(page.getByLabel("Name")).toHaveValue("Ada <b>Bianchi</b>");

  // The API fails when the server asks it: nobody's fault, so nothing is lost.
  await sandbox("faults", { rules: [{ route: "retrieve", status: 500, times: 1 }] });
  await page.getByLabel("I accept").check();
  await order(page);
  await expect(page.getByText("The pickup point cannot be checked just now.")).toBeVisible();
  expect((await restored(page)).id).toBe(chosen.id);

  await page.getByLabel("I accept").check();
  await order(page);
  expect(await received(page)).toMatchObject({
    ...{ Name: "Ada <b>Bianchi</b>", "Service point": chosen.id, Carrier: chosen.carrier.name },
    "To be collected at": expect.stringContaining(`${chosen.name}, ${chosen.address.street}`),
  });
});

test("server-rendered: a forged point is refused, and a browser without scripts is helped", async ({
  browser,
  example,
  baseURL,
}) => {
  await example("server-rendered");
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByText("Write to help@shop.example where you want to collect your parcel")).toBeVisible();
  const listed = await page.request.get("/api/service-points?country_code=NL&use_integration_carriers=true&limit=1");
  const [dutch] = (await listed.json()).data.results ?? (await listed.json()).data;
  for (const [id, carrier] of [
    ["", ""],
    ["../carriers", "dhl"],
    ["999999999999", "dhl"],
    // A point that there is, in a country where the shop does not deliver to.
    [String(dutch.id), dutch.carrier.code],
  ]) {
    const form = {
      name: "Eve",
      email: "eve@shop.example",
      terms: "on",
      service_point: id,
      service_point_carrier: carrier,
    };
    const answer = await page.request.post("/", { form });
    expect(answer.status(), id).toBe(422);
    expect(await answer.text()).toContain("Please choose a pickup point.");
  }
  await context.close();
});
