// Every piece of code that the documents show, run as it stands there.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { test as plain } from "@playwright/test";

import { ILLUSTRATIONS, ROOT, blocks, elsewhere, running } from "./documents/blocks.js";
import { completed, pageAround, properties, serveHosts } from "./documents/pages.js";
import { SCRIPTS, SHOP } from "./documents/scripts.js";
import { follow } from "./documents/shell.js";
import { configuration } from "./documents/nginx.js";
import { DIST, OUT, manifest } from "./support/installed.js";
import { expect, test } from "./support/test.js";

// What is run below, and what nobody takes for code.
const HERE = ["caddyfile", "console", "css", "html", "js", "nginx", "toml"];
const NO_CODE = ["text"];

const FOLDER = path.join(OUT, "documents");

const has = (program) => spawnSync("which", [program]).status === 0;

plain("every block says what it is, and is run by a test or illustrates something, with a reason", () => {
  const all = blocks();
  expect(all.length).toBeGreaterThan(50);
  const nobodys = all.filter((block) => ![...HERE, ...NO_CODE].includes(block.language) && !elsewhere(block));
  expect(nobodys.map(({ at, language }) => `${at} (${language || "no language"})`)).toEqual([]);
  const illustrations = all.filter(({ isIllustration }) => isIllustration);
  const explained = (block) => ILLUSTRATIONS.some(([file, text]) => block.file === file && block.text.includes(text));
  expect(illustrations.filter((block) => !explained(block)).map(({ at }) => at)).toEqual([]);
  expect(illustrations).toHaveLength(ILLUSTRATIONS.length);
});

plain("what is Rust is a documentation test of its crate, or copied where it is compiled", () => {
  const pages = { "README.md": "src/lib.rs", "docs/receipts.md": "crates/proxy/tests/receipts/main.rs" };
  for (const { file, language } of blocks().filter(({ language }) => language === "rust")) {
    const source = pages[file] ?? file.replace("README.md", "src/lib.rs");
    expect(readFileSync(path.join(ROOT, source), "utf8"), `${file}: ${language}`).toContain("include_str!(");
  }
});

/** A page of the shop with what it says on its console. */
async function open({ page, shop }, markup) {
  const messages = [];
  page.on("console", (message) => messages.push([message.type(), message.text()]));
  await page.addInitScript(() => {
    window.ready = 0;
    document.addEventListener("spp-ready", () => (window.ready += 1));
  });
  await serveHosts(page);
  const versioned = `/service-point-picker/${manifest.version}/`;
  const folders = { [versioned]: DIST, "/service-point-picker/": DIST };
  await shop({ pages: { "/": markup, "/checkout": markup }, folders });
  await page.goto("/");
  return (type) => messages.filter(([other]) => other === type).map(([, text]) => text);
}

for (const { at, text } of running("html")) {
  test(`${at}: the markup makes a picker that complains of nothing`, async ({ page, shop, told }) => {
    const said = await open({ page, shop }, pageAround(completed(text)));
    await expect.poll(() => page.evaluate(() => window.ready)).toBe(1);
    if (/\s(address|city)=/.test(text)) {
      await expect(page.locator("service-point-picker").getByRole("radio").first()).toBeVisible();
    }
    expect(await told()).toEqual([]);
    expect(said("error")).toEqual([]);
  });
}

for (const { at, text } of running("js")) {
  if (text.includes("page.goto(")) continue;
  test(`${at}: the script does what the page says`, async ({ page, shop }) => {
    const said = await open({ page, shop }, pageAround(`<script type="module">${SHOP}</script>`));
    await expect.poll(() => page.evaluate(() => window.ready)).toBe(1);
    const script = SCRIPTS.find(({ has }) => text.includes(has));
    expect(script, "documents/scripts.js says what comes of it").toBeTruthy();
    await page.addScriptTag({ type: "module", content: text });
    await script.try({ page, said });
    expect(said("error")).toEqual([]);
  });
}

test("the automatic test that the page on testing shows passes", async ({ page, shop }) => {
  const [{ text }] = running("js").filter(({ text }) => text.includes("page.goto("));
  await open({ page, shop }, pageAround(""));
  const shown = [];
  const run = new Function("test", "expect", text.replaceAll("http://127.0.0.1:8082", process.env.SANDBOX_URL));
  run((title, body) => shown.push(body), expect);
  expect(shown).toHaveLength(1);
  try {
    await shown[0]({ page });
  } finally {
    await fetch(`${process.env.SANDBOX_URL}/sandbox/faults`, { method: "DELETE" });
    const clock = { method: "PUT", body: JSON.stringify({ clock: "system" }) };
    await fetch(`${process.env.SANDBOX_URL}/sandbox/clock`, clock);
  }
});

test("every style sheet is understood, and sets properties that there are", async ({ page }) => {
  const known = properties();
  for (const { at, text } of running("css")) {
    const rules = await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return [...sheet.cssRules].map((rule) => rule.cssText);
    }, text);
    expect(rules.length, at).toBeGreaterThan(0);
    // What the browser does not understand is left out of its own words.
    for (const [, name] of text.matchAll(/^\s+([\w-]+):/gm)) expect(rules.join(), `${at}: ${name}`).toContain(name);
    for (const [name] of text.matchAll(/--spp-[\w-]+/g)) expect(known.has(name), `${at}: ${name}`).toBe(true);
  }
});

for (const file of [...new Set(running("console").map(({ file }) => file))]) {
  plain(`${file}: the commands do what the page says`, async () => {
    const failed = await follow(
      file,
      running("console").filter((block) => block.file === file),
    );
    expect(failed.join("\n\n")).toBe("");
  });
}

plain("nginx takes what the documents show it", () => {
  plain.skip(!has("nginx") && !has("/usr/sbin/nginx"), "nginx is not installed");
  for (const file of [...new Set(running("nginx").map(({ file }) => file))]) {
    const shown = running("nginx").filter((block) => block.file === file);
    const config = configuration(path.join(FOLDER, "nginx", file), shown);
    const { status, stderr } = spawnSync("nginx", ["-t", "-q", "-e", "stderr", "-c", config], {
      encoding: "utf8",
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    });
    expect([status, stderr], file).toEqual([0, ""]);
  }
});

plain("Caddy takes what the documents show it", () => {
  plain.skip(!has("caddy"), "Caddy is not installed");
  mkdirSync(FOLDER, { recursive: true });
  for (const [index, { at, text }] of running("caddyfile").entries()) {
    const config = path.join(FOLDER, `${index}.caddyfile`);
    writeFileSync(config, `${text}\n`);
    const { status, stderr } = spawnSync("caddy", ["validate", "--adapter", "caddyfile", "--config", config], {
      encoding: "utf8",
    });
    expect(status, `${at}: ${stderr}`).toBe(0);
  }
});

plain("the proxy takes every TOML file that the documents show", () => {
  mkdirSync(FOLDER, { recursive: true });
  for (const [index, { at, text }] of running("toml").entries()) {
    const config = path.join(FOLDER, `${index}.toml`);
    writeFileSync(config, text);
    // It answers 1 for keys that do not work, and 2 for a configuration that is wrong.
    const { status, stderr } = spawnSync(process.env.PROXY_PROGRAM, ["--config", config, "check"], {
      encoding: "utf8",
    });
    expect(status, `${at}: ${stderr}`).toBeLessThan(2);
  }
});
