// The script as a page embeds it: from another origin, under a payment page's policy, with its bytes checked.
import { DIST, integrity, manifest } from "./support/installed.js";
import { PICKER, choose, expect, expectFallback, expectPoints, pageWith, test } from "./support/test.js";

/** Where a host of scripts puts this version, for ever. */
const FOLDER = `/service-point-picker/${manifest.version}/`;

const HOST = {
  folders: { [FOLDER]: DIST },
  headers: { "access-control-allow-origin": "*", "cache-control": "public, max-age=31536000, immutable" },
};

const NONCE = "bm9uY2U";

const POLICY = [
  `script-src 'nonce-${NONCE}' 'strict-dynamic' 'wasm-unsafe-eval'`,
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const STRICT = { "content-security-policy": POLICY };

const script = (address, attributes = "") => `<script type="module" src="${address}" ${attributes}></script>`;

/** What a payment page has in its head: hints for both files, and the script with its hash. */
function embedded(origin) {
  const [address, module] = ["register.js", "picker_bg.wasm"].map((name) => origin + FOLDER + name);
  const checked = `integrity="${integrity.files["register.js"]}" crossorigin`;
  return `<link rel="modulepreload" href="${address}" ${checked} nonce="${NONCE}">
<link rel="preload" href="${module}" as="fetch" type="application/wasm" crossorigin>
${script(address, `${checked} nonce="${NONCE}"`)}`;
}

/** A file with one bit of its last byte turned. */
function turned(bytes) {
  const changed = Buffer.from(bytes);
  changed[changed.length - 1] ^= 1;
  return changed;
}

const alter = (name) => (pathname, bytes) => (pathname.endsWith(name) ? turned(bytes) : bytes);

test("a script tag of another origin is all that a page needs", async ({ page, shop, site }) => {
  const host = await site(HOST);
  await shop({ pages: { "/": pageWith(script(`${host.origin}${FOLDER}register.js`)) } });
  await page.goto("/");
  await expectPoints(page);
  expect(host.asked).toEqual([`${FOLDER}register.js`, `${FOLDER}picker_bg.wasm`]);
  const selection = await choose(page);
  const data = await page.locator("form[method=post]").evaluate((form) => [...new FormData(form)]);
  expect(data).toContainEqual(["service_point", selection.id]);
  const shape = await page.locator("service-point-picker").evaluate((element) => element.format("sendcloud-parcel"));
  expect(shape).toEqual({ to_service_point: Number(selection.id), to_post_number: "" });
});

test("the languages are found beside the script", async ({ page, shop, site }) => {
  const host = await site(HOST);
  const head = script(`${host.origin}${FOLDER}register.js`);
  await shop({ pages: { "/": pageWith(head, { language: "nl-BE" }) } });
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Zoeken" })).toBeVisible();
  expect(host.askedFor(".json")).toEqual([`${FOLDER}languages/nl.json`]);
});

test("a payment page's policy, hints and hash let it run, and each file is fetched once", async ({
  mishaps,
  page,
  shop,
  site,
}) => {
  const console = [];
  page.on("console", (message) => console.push(message.text()));
  const host = await site(HOST);
  await shop({ pages: { "/": pageWith(embedded(host.origin)) }, headers: STRICT });
  const answer = await page.goto("/");
  expect(answer.headers()["content-security-policy"]).toBe(POLICY);
  await expectPoints(page);
  await choose(page);
  expect(host.asked.toSorted()).toEqual([`${FOLDER}picker_bg.wasm`, `${FOLDER}register.js`]);
  expect(console).toEqual([]);
  expect(mishaps).toEqual([]);

  // A breach is heard, so that silence means something.
  await page.evaluate(() => {
    try {
      document.body.innerHTML = "";
    } catch {
      // The policy is in force.
    }
  });
  await expect.poll(() => mishaps.length).toBe(1);
  expect(mishaps.pop()).toContain("require-trusted-types-for");
});

test("a wasm file of other bytes is refused, in words", async ({ page, shop, site, told }) => {
  const host = await site({ ...HOST, alter: alter("picker_bg.wasm") });
  await shop({ pages: { "/": pageWith(embedded(host.origin)) }, headers: STRICT });
  await page.goto("/");
  await expect.poll(told).toHaveLength(1);
  const [{ code, message }] = await told();
  expect(code).toBe("module_failed");
  expect(message).toContain("picker_bg.wasm cannot be loaded, or is not the one that belongs to this script");
  await expectFallback(page);
});

test("a script of other bytes never runs, and the page's own words stay", async ({ page, shop, site }) => {
  const refused = page.waitForEvent("console", (message) => message.text().includes("integrity"));
  const host = await site({ ...HOST, alter: alter("register.js") });
  await shop({ pages: { "/": pageWith(embedded(host.origin)) }, headers: STRICT });
  await page.goto("/");
  await refused;
  await expectFallback(page);
  expect(await page.evaluate(() => customElements.get("service-point-picker"))).toBe(undefined);
  expect(await page.locator("service-point-picker").evaluate((element) => element.shadowRoot)).toBe(null);
});

test("a wasm file that is missing is tried again by the next picker", async ({ page, shop, site, told }) => {
  let missing = true;
  const host = await site({
    ...HOST,
    alter: (pathname, bytes) => {
      if (missing && pathname.endsWith(".wasm")) throw new Error("gone");
      return bytes;
    },
  });
  await shop({ pages: { "/": pageWith(script(`${host.origin}${FOLDER}register.js`)) } });
  await page.goto("/");
  await expect.poll(told).toHaveLength(1);
  await expectFallback(page);
  missing = false;
  await page.locator("form[method=post]").evaluate((form, markup) => (form.innerHTML = markup), PICKER);
  await expectPoints(page);
  expect(host.askedFor(".wasm")).toHaveLength(2);
});

test("a page that forbids wasm says so", async ({ page, shop, site, told, mishaps }) => {
  const host = await site(HOST);
  const policy = `script-src 'nonce-${NONCE}' 'strict-dynamic'`;
  const pages = { "/": pageWith(embedded(host.origin)) };
  await shop({ pages, headers: { "content-security-policy": policy } });
  await page.goto("/");
  await expect.poll(told).toHaveLength(1);
  expect((await told())[0].message).toContain("Content Security Policy");
  await expectFallback(page);
  expect(mishaps.splice(0).join()).toContain("wasm-eval");
});

test("a server that does not know what a wasm file is serves it well enough", async ({ page, shop, site }) => {
  const host = await site({ ...HOST, types: { wasm: "application/octet-stream" } });
  await shop({ pages: { "/": pageWith(script(`${host.origin}${FOLDER}register.js`)) } });
  await page.goto("/");
  await expectPoints(page);
});

test("a script that is there twice, in two versions, defines the tag once", async ({ page, shop, site }) => {
  const [host, other] = [await site(HOST), await site(HOST)];
  const head = [host, other].map(({ origin }) => script(`${origin}${FOLDER}register.js`)).join("\n");
  await shop({ pages: { "/": pageWith(head) } });
  await page.goto("/");
  await expectPoints(page);
  expect(host.askedFor(".wasm")).toHaveLength(1);
  expect(other.asked).toEqual([`${FOLDER}register.js`]);
});

test("a page without a picker downloads the script alone", async ({ page, shop, site }) => {
  const host = await site(HOST);
  const head = script(`${host.origin}${FOLDER}register.js`);
  await shop({ pages: { "/": pageWith(head, { picker: "" }) } });
  await page.goto("/");
  await page.waitForFunction(() => customElements.get("service-point-picker"));
  await page.waitForLoadState("networkidle");
  expect(host.asked).toEqual([`${FOLDER}register.js`]);
});

test("an import map brings the modules to a page without a bundler", async ({ page, shop, site }) => {
  const host = await site(HOST);
  const imports = { "service-point-picker": `${host.origin}${FOLDER}index.js` };
  const head = `<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module">
  import { ServicePointPicker, define } from "service-point-picker";
  define();
  window.same = customElements.get("service-point-picker") === ServicePointPicker;
</script>`;
  await shop({ pages: { "/": pageWith(head, { language: "it" }) } });
  await page.goto("/");
  await expectPoints(page);
  expect(await page.evaluate(() => window.same)).toBe(true);
  expect(host.asked.toSorted()).toEqual(
    ["index.js", "languages/it.json", "picker_bg.wasm"].map((name) => FOLDER + name),
  );
});

test("the published sheet changes nothing, and a token that a shop sets does", async ({ page, shop, site }) => {
  const host = await site(HOST);
  const head = script(`${host.origin}${FOLDER}register.js`);
  const sheet = `<link rel="stylesheet" href="${host.origin}${FOLDER}style.css">`;
  const accented = `${sheet}<style>service-point-picker { --spp-accent: rgb(200, 0, 100); }</style>`;
  await shop({
    pages: { "/plain": pageWith(head), "/sheet": pageWith(head + sheet), "/own": pageWith(head + accented) },
  });
  const looks = {};
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const path of ["/plain", "/sheet", "/own"]) {
      await page.goto(path);
      await expectPoints(page);
      looks[scheme + path] = await page.locator("service-point-picker").evaluate((element) => {
        const { color, backgroundColor } = getComputedStyle(element.shadowRoot.querySelector(".picker"));
        const { backgroundColor: accent } = getComputedStyle(element.shadowRoot.querySelector("[type=submit]"));
        return { color, backgroundColor, accent };
      });
    }
    expect(looks[`${scheme}/sheet`]).toEqual(looks[`${scheme}/plain`]);
    expect(looks[`${scheme}/own`].accent).toBe("rgb(200, 0, 100)");
  }
  expect(looks["dark/plain"].backgroundColor).not.toBe(looks["light/plain"].backgroundColor);
});
