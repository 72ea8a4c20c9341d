// The package in applications that bundlers build: the wasm module and the languages are found without more ado in Vite and
// webpack, and through the package's own entries in esbuild.
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import * as esbuild from "esbuild";
import * as vite from "vite";
import webpack from "webpack";

import { DIST, HERE, OUT } from "./support/installed.js";
import { SHOP_PORT } from "./support/site.js";
import { choose, expect, expectPoints, pageWith, test } from "./support/test.js";

const app = (name) => path.join(HERE, "apps", name);
const built = (name) => path.join(OUT, "apps", name);
const named = (folder, pattern) => readdirSync(folder, { recursive: true }).filter((name) => pattern.test(name));

/** A shop's own policy: everything from its own origin, and no inlined data. */
const POLICY = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:",
};

const VITE = {
  root: app("vite"),
  configFile: false,
  logLevel: "error",
  cacheDir: path.join(OUT, "vite-cache"),
};

async function expectDutch(page) {
  await expect(page.getByRole("button", { name: "Zoeken" })).toBeVisible();
}

test("Vite builds an application that works: React, one class, the shopper's language", async ({ page, shop }) => {
  const out = built("vite");
  await vite.build({ ...VITE, build: { outDir: out, emptyOutDir: true } });
  expect(named(out, /\.wasm$/)).toHaveLength(1);
  expect(named(out, /nl-.*\.json$/)).toHaveLength(1);
  const site = await shop({ folders: { "/": out }, headers: POLICY });
  await page.goto("/");
  await expectPoints(page);
  await expectDutch(page);
  expect(await page.evaluate(() => window.same)).toBe(true);
  const { name } = await choose(page);
  await expect(page.locator("output")).toHaveText(name);
  expect(site.askedFor(".wasm")).toHaveLength(1);
});

test("Vite's development server finds the files as well", async ({ page }) => {
  rmSync(VITE.cacheDir, { recursive: true, force: true });
  const server = { port: SHOP_PORT, strictPort: true, host: "127.0.0.1", proxy: { "/api": process.env.PROXY_URL } };
  const running = await vite.createServer({ ...VITE, server });
  try {
    await running.listen();
    await page.goto("/");
    await expectPoints(page);
    await expectDutch(page);
    expect(await page.evaluate(() => window.same)).toBe(true);
  } finally {
    await running.close();
  }
});

test("webpack builds an application that works", async ({ page, shop }) => {
  const out = built("webpack");
  const stats = await new Promise((resolve, reject) => {
    const options = { mode: "production", context: HERE, entry: app("webpack/main.js"), output: { path: out } };
    webpack(options, (error, stats) => (error ? reject(error) : resolve(stats)));
  });
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  // The module is larger than webpack would like any file to be.
  expect([...errors, ...warnings.filter(({ message }) => !message.includes("size limit"))]).toEqual([]);
  writeFileSync(path.join(out, "index.html"), pageWith('<script defer src="/main.js"></script>', { language: "nl" }));
  const site = await shop({ folders: { "/": out }, headers: POLICY });
  await page.goto("/");
  await expectPoints(page);
  await expectDutch(page);
  expect(await page.evaluate(() => window.same)).toBe(true);
  const { id } = await choose(page);
  expect(await page.evaluate(() => window.chosen)).toMatchObject({ id, toPostalCode: "" });
  await page.evaluate(() => window.loaded);
  expect(site.askedFor(".wasm")).toHaveLength(1);
});

/** Builds with esbuild, and gives the names of the files. */
async function build(entry, options) {
  const out = built(`esbuild-${path.parse(entry).name}`);
  const { outputFiles = [] } = await esbuild.build({
    entryPoints: [app(`esbuild/${entry}`)],
    absWorkingDir: HERE,
    bundle: true,
    minify: true,
    outdir: out,
    logLevel: "silent",
    ...options,
  });
  return { out, outputFiles };
}

test("esbuild builds an application that works through the wasm entry", async ({ page, shop }) => {
  const { out } = await build("main.js", { format: "esm", loader: { ".wasm": "file" } });
  expect(named(out, /^picker_bg-.*\.wasm$/)).toHaveLength(1);
  const head = '<script type="module" src="/assets/main.js"></script>';
  const pages = { "/checkout/pickup": pageWith(head, { language: "nl" }) };
  await shop({ folders: { "/assets/": out }, pages, headers: POLICY });
  await page.goto("/checkout/pickup");
  await expectPoints(page);
  await expectDutch(page);
  expect(await page.evaluate(() => window.same)).toBe(true);
});

test("esbuild's one script takes module and languages from a folder of the shop", async ({ page, shop }) => {
  const { out } = await build("served.js", { format: "iife", logOverride: { "empty-import-meta": "silent" } });
  const pages = { "/": pageWith('<script defer src="/assets/served.js"></script>', { language: "nl" }) };
  const site = await shop({ folders: { "/assets/": out, "/picker/": DIST }, pages, headers: POLICY });
  await page.goto("/");
  await expectPoints(page);
  await expectDutch(page);
  expect(site.askedFor(".json")).toEqual(["/picker/languages/nl.json"]);
});

test("the module is loaded once, and again only after a failure", async ({ page, shop }) => {
  const { out } = await build("retry.js", { format: "esm" });
  const pages = { "/": pageWith('<script type="module" src="/assets/retry.js"></script>', { picker: "" }) };
  await shop({ folders: { "/assets/": out, "/picker/": DIST }, pages });
  await page.goto("/");
  const [first, same] = await page.evaluate(() => Promise.all([window.attempt(), window.attempt()]));
  expect(first).toContain("/nowhere.wasm was answered with 404");
  expect(same).toBe(first);
  expect(await page.evaluate(() => window.attempt())).toBe("loaded");
  expect(await page.evaluate(() => window.attempt())).toBe("loaded");
  expect(await page.evaluate(() => window.attempts())).toBe(2);
  expect(await page.evaluate(() => customElements.get("service-point-picker"))).toBe(undefined);
});

test("what an application does not use is not in it", async () => {
  const { outputFiles } = await build("unused.js", { format: "esm", write: false });
  expect(outputFiles.map(({ text }) => text.trim())).toEqual(["window.done=!0;"]);
  const size = readFileSync(path.join(DIST, "index.js")).length;
  expect(size).toBeGreaterThan(10_000);
});
