// An order in Debian's Firefox. All other journeys are Chromium's: this one sees that nothing that a shopper needs is
// Chromium's alone.
import { expect, test as base } from "@playwright/test";

import { Sandbox } from "../pages/sandbox.js";
import { Firefox } from "./bidi.js";

/** The key Enter, by its code point in WebDriver. */
const ENTER = "\uE007";

const test = base.extend({
  sandbox: async ({}, use) => {
    const sandbox = new Sandbox(process.env.SANDBOX_URL);
    await sandbox.reset();
    await use(sandbox);
    await sandbox.leave();
  },

  firefox: async ({}, use, info) => {
    const firefox = await Firefox.launch(process.env.FIREFOX);
    info.annotations.push({ type: "browser", description: firefox.version });
    await use(firefox);
    expect(firefox.complaints, "errors nobody caught").toEqual([]);
    await firefox.close();
  },
});

/** What a function gives of the elements inside the picker that a selector finds. */
const inside = (firefox, selector, read = "(all) => all.length") =>
  firefox.evaluate(
    `(selector) => (${read})([...document.querySelector("#picker").shadowRoot?.querySelectorAll(selector) ?? []])`,
    selector,
  );

const texts = (firefox, selector) => inside(firefox, selector, `(all) => all.map((one) => one.textContent.trim())`);

async function click(firefox, selector) {
  const middle = `([one]) => {
    one.scrollIntoView({ block: "center", behavior: "instant" });
    const { x, y, width, height } = one.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }`;
  await firefox.click(await inside(firefox, selector, middle));
}

test("an address is searched, a point is found on list and map, chosen, and ordered", async ({
  baseURL,
  firefox,
  sandbox: _,
}) => {
  expect(firefox.version).toMatch(/^firefox \d+/i);
  await firefox.goto(baseURL);
  await expect.poll(() => inside(firefox, "#address")).toBe(1);
  await click(firefox, "#address");
  await firefox.type(`Via Romana 20, Firenze${ENTER}`);
  await expect.poll(() => texts(firefox, "[role=status]")).toEqual(["100 pickup points, the nearest 170 m away."]);

  const [, row] = await texts(firefox, ".row");
  expect(row).toContain("DAVID MERCATO");
  expect(row).toContain("190 m");
  expect(row).toContain("Open until 23:00");
  await click(firefox, ".row:nth-child(2) .disclose");
  await expect.poll(() => texts(firefox, ".row:nth-child(2) tr")).toHaveLength(7);
  expect((await texts(firefox, ".row:nth-child(2) tr"))[2]).toMatch(/Wednesday.*10:00 – 23:00/);

  const loaded = `(all) => all.length > 0 && all.every((image) => image.complete && image.naturalWidth > 0)`;
  await expect.poll(() => inside(firefox, ".tile img", loaded), "the map's pictures").toBe(true);
  expect(await inside(firefox, ".marker")).toBe(await inside(firefox, ".row"));

  await click(firefox, ".row:nth-child(2) > label");
  await expect.poll(() => texts(firefox, ".candidate .name:last-of-type")).toEqual(["DAVID MERCATO"]);
  const value = `([radio]) => radio?.value`;
  const id = await inside(firefox, "[name=point]:checked", value);
  await expect.poll(() => inside(firefox, ".marker[data-on]", `([marker]) => marker?.dataset.id`)).toBe(id);
  expect(await firefox.evaluate(() => new FormData(document.forms.checkout).get("service_point"))).toBe(null);
  await click(firefox, ".use");
  await expect.poll(() => texts(firefox, ".summary .name")).toEqual(["DAVID MERCATO"]);
  expect(await firefox.evaluate(() => new FormData(document.forms.checkout).get("service_point"))).toBe(id);

  await firefox.evaluate(() => document.forms.checkout.requestSubmit());
  const received = () =>
    firefox.evaluate(() => {
      const [names, values] = ["dt", "dd"].map((tag) => [...document.querySelectorAll(`.fields ${tag}`)]);
      return Object.fromEntries(names.map((name, index) => [name.textContent, values[index].textContent]));
    });
  await expect.poll(received).toMatchObject({ service_point: id, customer_name: "Ada Bianchi" });
});
