// What leaves the browser, and what the shop's strict content policy thinks of the picker.
import { readFileSync, readdirSync } from "node:fs";

import { expect, test } from "./journey.js";

/** The keys that the demo's proxy holds. */
const KEYS = ["demo-public-key", "demo-secret-key"];
/** As they stand in a header for Basic authentication. */
const SECRETS = [...KEYS, Buffer.from(KEYS.join(":")).toString("base64")];

const BUILT = new URL("../../pkg/dist/", import.meta.url);

test("no request of a whole journey carries a key, or goes anywhere but to the page's own origin", async ({
  baseURL,
  page,
  picker,
  sandbox,
  shop,
}) => {
  const requests = [];
  page.on("request", (request) => requests.push(request));
  await page.reload();
  await picker.ready();
  await picker.find();
  await picker.rows.first().getByRole("button").click();
  await picker.drag(120, 60);
  const answered = picker.listAnswered();
  await picker.searchArea.click();
  await answered;
  await expect(picker.searchArea).toHaveCount(0);
  await picker.tilesSettled();
  await picker.choose(0);
  await picker.change.click();
  await picker.choose(1);
  await shop.placeOrder.click();
  await shop.received();

  const kinds = new Set(requests.map((request) => request.resourceType()));
  expect([...kinds]).toEqual(expect.arrayContaining(["document", "script", "fetch", "image"]));
  const { origin } = new URL(baseURL);
  expect(requests.map((request) => request.url()).filter((url) => new URL(url).origin !== origin)).toEqual([]);
  for (const request of requests) {
    const headers = await request.allHeaders();
    expect(Object.keys(headers)).not.toContain("authorization");
    expect(Object.keys(headers)).not.toContain("cookie");
    const all = [request.url(), JSON.stringify(headers), request.postData() ?? ""].join("\n");
    for (const secret of SECRETS) expect(all).not.toContain(secret);
  }

  // The other side of the proxy: there the keys are, in every call that this journey made.
  const upstream = [...(await sandbox.requests("list")), ...(await sandbox.requests("check"))];
  expect(upstream.length).toBeGreaterThanOrEqual(4);
  for (const { headers } of upstream) {
    expect(Object.fromEntries(headers).authorization).toMatch(/^Basic sha256:/);
  }
});

test("no answer that the browser gets carries a key", async ({ page, picker }) => {
  const bodies = [];
  page.on("response", (response) => {
    if (response.ok()) bodies.push(response.body().catch(() => Buffer.alloc(0)));
  });
  await page.reload();
  await picker.find();
  await picker.choose(0);
  const texts = (await Promise.all(bodies)).map((body) => body.toString("latin1"));
  expect(texts.length).toBeGreaterThan(5);
  for (const secret of SECRETS) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
});

test("the built files hold no key, ask for no token by one, and know no origin but the map's copyright page", () => {
  const names = readdirSync(BUILT, { recursive: true }).filter((name) => name.includes("."));
  expect(names).toEqual(expect.arrayContaining(["picker_bg.wasm", "register.js"]));
  for (const name of names) {
    const text = readFileSync(new URL(name, BUILT)).toString("latin1");
    for (const secret of SECRETS) expect(text, name).not.toContain(secret);
    expect(text, name).not.toMatch(/Basic |client_secret|grant_type|oauth/i);
    const origins = [...text.matchAll(/https?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)].map(([, host]) => host);
    expect(new Set(origins), name).toEqual(new Set(name.endsWith(".wasm") ? ["www.openstreetmap.org"] : []));
  }
});

test("the shop's strict content policy is in force, and the picker is content with it", async ({
  page,
  picker,
  mishaps,
}) => {
  const answer = await page.reload();
  const policy = answer.headers()["content-security-policy"];
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).not.toContain("'unsafe-eval'");
  await picker.find();
  await picker.rows.first().getByRole("button").click();
  await picker.choose(0);
  expect(mishaps).toEqual([]);

  // A breach is heard, so that silence means something.
  await page.evaluate(() => document.body.setAttribute("style", "color: red"));
  await expect.poll(() => mishaps.length).toBe(1);
  expect(mishaps.pop()).toContain("style-src");
});

test("the console stays silent, but for tiles that the map has not", async ({ page, picker, shop }) => {
  const lines = [];
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    lines.push([message.text(), message.location().url]);
  });
  await page.reload();
  await picker.find();
  await picker.drag(100, 100);
  await picker.searchArea.click();
  await expect(picker.searchArea).toHaveCount(0);
  await picker.choose(0);
  await shop.placeOrder.click();
  await shop.received();
  const missingTile = ([text, url]) => text.includes("404") && new URL(url).pathname.startsWith("/tiles/");
  expect(lines.filter((line) => !missingTile(line))).toEqual([]);
});
