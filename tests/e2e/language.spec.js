// The picker in the shopper's language: texts from the package, numbers and times from the browser.
import { readFile, readdir } from "node:fs/promises";

import { expect, test } from "./journey.js";
import { VIA_ROMANA } from "./pages/picker.js";

const FOLDER = new URL("../../src/text/languages/", import.meta.url);
const texts = async (code) => JSON.parse(await readFile(new URL(`${code}.json`, FOLDER), "utf8"));

const CODES = (await readdir(FOLDER)).map((file) => file.replace(".json", "")).filter((code) => code !== "en");

/** The shop's page in another language. */
const speak = (page, code) =>
  page.route("/", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('lang="en"', `lang="${code}"`) });
  });

test("there is a file for each language that the element offers, and none besides", async () => {
  const script = await readFile(new URL("../../pkg/language.js", import.meta.url), "utf8");
  const offered = /const LANGUAGES = "([^"]+)"/.exec(script)[1].split(" ");
  expect(offered.toSorted()).toEqual(CODES.toSorted());
});

for (const code of CODES) {
  test(`the picker speaks ${code}`, async ({ page, picker }) => {
    const { AddressLabel, AddressHint, Search, Use, Points } = await texts(code);
    await picker.element.evaluate((element, code) => element.setAttribute("language", code), code);
    const field = picker.element.getByRole("textbox", { name: AddressLabel });
    await expect(field).toHaveAttribute("placeholder", AddressHint);
    await field.fill(VIA_ROMANA);
    await picker.element.getByRole("button", { name: Search, exact: true }).click();
    await expect(picker.element.getByRole("group", { name: Points }).getByRole("radio").first()).toBeVisible();
    await expect(picker.element.getByRole("button", { name: Use })).toBeVisible();
    const section = picker.element.locator("section.picker");
    await expect(section).toHaveAttribute("dir", code === "ar" ? "rtl" : "ltr");
    await expect(section).toHaveAttribute("lang", new RegExp(`^${code}`));
    const overflow = await section.evaluate((section) => section.scrollWidth - section.clientWidth);
    expect(overflow, "nothing stands over the edge").toBeLessThanOrEqual(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}

test("the picker follows the language of the page around it, and Norwegian is Bokmål", async ({ page }) => {
  for (const [lang, code] of [
    ["nl-BE", "nl"],
    ["no", "nb"],
    ["nn-NO", "nb"],
  ]) {
    await speak(page, lang);
    await page.goto("/");
    await expect(page.locator("#picker").getByText((await texts(code)).AddressLabel)).toBeVisible();
  }
});

test("another language changes the words and loses nothing of the shopper's work", async ({ page, picker }) => {
  await picker.find();
  await picker.radios.nth(2).check();
  const name = await picker.candidate.locator("bdi").textContent();
  await picker.element.evaluate((element) => element.setAttribute("language", "de"));
  const german = await texts("de");
  await expect(page.locator("#picker").getByRole("button", { name: german.Use })).toBeEnabled();
  await expect(picker.candidate.locator("bdi")).toHaveText(name);
  await expect(picker.address).toHaveValue(VIA_ROMANA);
});

test("of two languages wished for one after the other, the last counts, whichever arrives last", async ({
  page,
  picker,
}) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/languages/de.json", async (route) => {
    await held;
    await route.continue();
  });
  await picker.ready();
  const asked = page.waitForRequest("**/languages/de.json");
  await picker.element.evaluate((element) => element.setAttribute("language", "de"));
  await asked;
  const { Use } = await texts("nl");
  await picker.element.evaluate((element) => element.setAttribute("language", "nl"));
  await expect(page.locator("#picker").getByRole("button", { name: Use })).toBeVisible();
  const arrived = page.waitForResponse("**/languages/de.json");
  release();
  await (await arrived).finished();
  // Whatever the late answer did would show in what the form says.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await expect(page.locator("#picker").getByRole("button", { name: Use })).toBeVisible();
});

for (const wrong of ["../../x", "tlh", "x".repeat(500)]) {
  test(`a language that nobody has (${wrong.slice(0, 8)}) is English, and is not asked for`, async ({
    page,
    picker,
  }) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await picker.element.evaluate((element, wrong) => element.setAttribute("language", wrong), wrong);
    await picker.find();
    await expect(picker.confirm).toHaveText("Use this point");
    expect(asked.filter((url) => url.includes("languages/"))).toEqual([]);
  });
}

test("a language that cannot be loaded is English", async ({ page }) => {
  await page.route("**/languages/*.json", (route) => route.fulfill({ status: 500, body: "down" }));
  await speak(page, "fr");
  await page.goto("/");
  await expect(page.locator("#picker").getByRole("button", { name: "Search", exact: true })).toBeVisible();
});

test("what a form says about a missing choice is in the shopper's language too", async ({ picker }) => {
  await picker.element.evaluate((element) => element.setAttribute("language", "it"));
  const { Choose } = await texts("it");
  await expect.poll(() => picker.element.evaluate((element) => element.validationMessage)).toBe(Choose);
});
