// React and Vue: built, with their types checked, and served as they were built.
import {
  choose,
  expect,
  expectHeldUp,
  expectPoints,
  order,
  picker,
  received,
  restored,
  test,
} from "../support/example.js";

for (const framework of ["react", "vue"]) {
  test(`${framework}: the picker follows the address, and the state follows the picker`, async ({ page, example }) => {
    await example(framework);
    await page.goto("/");
    await expectPoints(page);
    await expectHeldUp(page);

    const first = await choose(page);
    const chosen = page.getByText(`To be collected at ${first.name}`);
    await expect(chosen).toBeVisible();
    // The choice is there again after a reload, in the picker and in the state.
    await page.reload();
    await expect(chosen).toBeVisible();
    expect((await restored(page)).id).toBe(first.id);

    // Another country is another search, and no choice.
    await page.locator("[name=country]").selectOption("NL");
    await expect(page.getByText("No pickup point yet.")).toBeVisible();
    await expectPoints(page);
    await expectHeldUp(page);

    // What is typed is searched when the fields are left.
    const asked = page.waitForRequest((request) => request.url().includes("/api/service-points?"));
    await page.getByLabel("Street and number").fill("Grote Markt 1");
    await page.getByLabel("Postal code").fill("9712");
    await page.getByLabel("Town").fill("Groningen");
    await page.getByLabel("Town").blur();
    const parameters = new URL((await asked).url()).searchParams;
    expect(Object.fromEntries(parameters)).toMatchObject({
      country_code: "NL",
      address: expect.stringContaining("Groningen"),
    });
    await expect.poll(() => picker(page).evaluate((element) => element.points[0]?.address.city)).toBe("Groningen");

    const { id, carrier, address } = await choose(page);
    expect(address).toMatchObject({ city: "Groningen", countryCode: "NL" });
    await order(page);
    expect(await received(page)).toMatchObject({
      ...{ city: "Groningen", country: "NL", service_point: id, service_point_carrier: carrier.code },
    });
  });
}
