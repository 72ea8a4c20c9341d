// What becomes of an address, and of a search that fails.
import { expect, test } from "./journey.js";
import { VIA_ROMANA } from "./pages/picker.js";

test("an address that is not found is kept, and the picker says what would help", async ({ picker }) => {
  await picker.submit("Xyzzyqwop 99");
  await expect(picker.feedback).toHaveText(/^We could not find that address\. Check the spelling, or try/);
  await expect(picker.status).toHaveText("There are no pickup points here.");
  await expect(picker.address).toHaveValue("Xyzzyqwop 99");
  await expect(picker.rows).toHaveCount(0);
  await expect(picker.confirm).toBeDisabled();

  await picker.find(VIA_ROMANA);
  await expect(picker.feedback).toHaveText(/^Near Via Romana/);
});

test("a street that does not exist in a town that does shows the town's points, and says so", async ({ picker }) => {
  await picker.find("Via Nonesiste 3, Firenze");
  await expect(picker.feedback).toHaveText(
    /^We could not find all of that address\. Showing points near Firenze FI, Italia/,
  );
  await expect(picker.address).toHaveValue("Via Nonesiste 3, Firenze");
  await expect(picker.distances.first()).toHaveText(/m$/);
});

test("a town alone shows its points, and asks for the street", async ({ picker }) => {
  await picker.find("Firenze");
  await expect(picker.feedback).toHaveText(
    /^We know the town, not the street\. .*Showing points near Firenze FI, Italia/,
  );
  await expect(picker.address).toHaveValue("Firenze");
});

test("points of another country are found where the shop delivers there", async ({ picker, shop, sandbox }) => {
  await shop.country.selectOption("NL");
  await picker.find("Stadhuisplein 10, Eindhoven");
  await expect(picker.feedback).toContainText("Eindhoven");
  const points = await picker.points();
  expect(new Set(points.map((point) => point.address.countryCode))).toEqual(new Set(["NL"]));
  const [request] = await sandbox.requests("list");
  expect(Object.fromEntries(request.parameters)).toEqual({
    country_code: "NL",
    use_integration_carriers: "true",
    address: "Stadhuisplein 10, Eindhoven",
  });
});

test("while the geocoder is down the picker offers another try, which succeeds once it is up", async ({
  heard,
  picker,
  sandbox,
}) => {
  await sandbox.setFaults({ geocoder_down: true });
  await picker.submit(VIA_ROMANA);
  await expect(picker.alert).toContainText("The search does not work at the moment. Please try again shortly.");
  await expect(picker.address).toHaveValue(VIA_ROMANA);
  await sandbox.setFaults({});
  await picker.retry.click();
  await expect(picker.rows.first()).toBeVisible();
  await expect(picker.alert).toBeEmpty();
  expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["service_unavailable"]);
});

test("without a connection the picker tries once more by itself, then asks the shopper, and goes on", async ({
  heard,
  page,
  picker,
}) => {
  let tries = 0;
  await page.route("**/api/**", (route) => {
    tries += 1;
    return route.abort("internetdisconnected");
  });
  await picker.submit(VIA_ROMANA);
  await expect(picker.alert).toContainText("No connection. Check your internet connection and try again.");
  expect(tries).toBe(2);
  await page.unroute("**/api/**");
  await picker.retry.click();
  await expect(picker.rows.first()).toBeVisible();
  await expect(picker.alert).toBeEmpty();
  expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["endpoint_unreachable"]);
});

test("a connection that fails for a moment is not even noticed", async ({ page, picker }) => {
  await page.route("**/api/**", (route) => route.abort("connectionreset"), { times: 1 });
  await picker.find();
  await expect(picker.alert).toBeEmpty();
});

for (const body of ["html", "truncated", "aborted", "empty", "oversized"]) {
  test(`an answer of the API that is spoilt (${body}) is an error with another try, and no broken picker`, async ({
    picker,
    sandbox,
  }) => {
    await sandbox.setFaults({ rules: [{ route: "list", body }] });
    await picker.submit(VIA_ROMANA);
    await expect(picker.alert).toContainText("The search does not work at the moment.");
    await sandbox.setFaults({});
    await picker.retry.click();
    await expect(picker.rows.first()).toBeVisible();
  });
}

const LIST = "**/api/service-points?*";

for (const [kind, answer] of [
  ["a page instead of data", { contentType: "text/html", body: "<!doctype html><title>Log in</title>" }],
  ["half of an answer", { contentType: "application/json", body: '{"data":{"geocoding":null,"results":[{"id":1,' }],
  ["something else's data", { contentType: "application/json", body: '{"data":[1,2,3]}' }],
]) {
  test(`an endpoint that answers ${kind} is an error of the shop's setup`, async ({ heard, page, picker }) => {
    await page.route(LIST, (route) => route.fulfill({ status: 200, ...answer }), { times: 1 });
    await picker.submit(VIA_ROMANA);
    await expect(picker.alert).toContainText("Pickup points are not available at the moment.");
    await picker.retry.click();
    await expect(picker.rows.first()).toBeVisible();
    expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["answer_malformed"]);
  });
}

test("points that cannot be read are left out and counted, and the rest is shown", async ({ heard, page, picker }) => {
  await page.route(LIST, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    const [first, second, ...rest] = body.data.results;
    body.data.results = [
      null,
      { ...first, id: "1" },
      { ...second, position: { latitude: 91, longitude: 11 } },
      ...rest,
    ];
    await route.fulfill({ response: answer, json: body });
  });
  await picker.find();
  await expect(picker.radios).toHaveCount(98);
  const [results] = await heard.of("spp-results");
  expect(results.detail).toMatchObject({ count: 98, skipped: 3 });
});

test("markup and tricks in a point's texts stay texts", async ({ page, picker }) => {
  const name = '<img src=x onerror="alert(1)"><b>Bold</b>';
  await page.route(LIST, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    body.data.results = body.data.results.slice(0, 3);
    // The override would turn the rest of the line around.
    body.data.results[0].name = `${name}\u202E`;
    body.data.results[0].carrier.icon_url = "javascript:alert(1)";
    body.data.results[0].contact = { email: "a@shop.example?bcc=x", phone: "tel:1;ext=2" };
    await route.fulfill({ response: answer, json: body });
  });
  await picker.find();
  await expect(picker.rows.first().locator(".name")).toHaveText(name);
  expect((await picker.point(0)).name).toBe(name);
  expect(await picker.element.evaluate(({ shadowRoot }) => shadowRoot.querySelectorAll("b img, .name *").length)).toBe(
    0,
  );
  await picker.choose(0);
  await expect(picker.summary.locator(".name")).toHaveText(name);
});

test("an answer that comes after the next search is dropped", async ({ page, picker }) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(
    (url) => url.pathname === "/api/service-points" && url.search.includes("Romana"),
    async (route) => {
      await held;
      // The picker has given this request up by now.
      await route.continue().catch(() => {});
    },
  );
  await picker.submit(VIA_ROMANA);
  await expect(picker.status).toHaveText("Looking for pickup points");
  await picker.find("Firenze");
  release();
  await expect(picker.feedback).toContainText("We know the town");
  const again = picker.listAnswered();
  await picker.submit("50122 Firenze");
  await again;
  await expect(picker.feedback).not.toContainText("Romana");
});

test("an area with more points than one answer holds says so; the nearest of an address do not", async ({ picker }) => {
  await picker.find();
  await expect(picker.note).toHaveCount(0);
  await picker.element.evaluate((element) => (element.limit = 12));
  await expect(picker.radios).toHaveCount(12);
  await picker.drag(60, 60);
  await picker.searchArea.click();
  await expect(picker.note).toHaveText("There are more points here than the list can hold. Zoom in to see them.");
  await expect(picker.radios).toHaveCount(12);
});

test("a search without points offers to look further away, in one tap", async ({ page, picker }) => {
  await picker.find();
  await picker.element.evaluate((element) => element.setAttribute("radius", "100"));
  await expect(picker.note).toContainText("There are no pickup points here.");
  const asked = picker.listAsked();
  await picker.note.getByRole("button", { name: "Look further away" }).click();
  expect((await asked).has("radius")).toBe(false);
  await expect(picker.radios).toHaveCount(100);
  await expect(page.getByText("Look further away")).toHaveCount(0);
});
