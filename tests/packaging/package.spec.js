// What is in the package, and what tools and servers make of it.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { expect, test } from "@playwright/test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

import { DIST, HERE, PACKED, files, integrity, manifest } from "./support/installed.js";

const LANGUAGES = [...readdirSync(path.join(HERE, "../../src/text/languages")), "keys.json"];

test("the package holds what is needed, and nothing else", () => {
  const root = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "package.json"];
  const types = ["formats.d.ts", "index.d.ts", "points.d.ts", "register.d.ts", "style.d.ts", "wasm.d.ts"];
  const frameworks = ["react", "svelte", "vue"].map((name) => `frameworks/${name}.d.ts`);
  const built = ["define.js", "formats.js", "index.js", "integrity.json", "picker_bg.wasm", "register.js", "style.css"];
  const texts = [...LANGUAGES, "errors.json"].map((name) => `languages/${name}`);
  const dist = [...built, ...texts].map((name) => `dist/${name}`);
  expect(LANGUAGES.length).toBeGreaterThan(20);
  expect(files()).toEqual([...root, ...types, ...frameworks, ...dist].sort());
});

test("each text has a key, under which a page may put another in its place", () => {
  const read = (name) => JSON.parse(readFileSync(path.join(DIST, "languages", name), "utf8"));
  const source = JSON.parse(readFileSync(path.join(HERE, "../../src/text/languages/en.json"), "utf8"));
  expect(read("keys.json")).toEqual(Object.keys(source));
  for (const name of LANGUAGES) expect(read(name), name).toHaveLength(Object.keys(source).length);
});

test("publint finds nothing to say", async () => {
  const tarball = readFileSync(PACKED);
  const pack = { tarball: tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength) };
  const { messages, pkg } = await publint({ pack, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test("the types are right for every way to resolve modules that knows of exports", async () => {
  const { problems, entrypoints } = await checkPackage(createPackageFromTarballData(readFileSync(PACKED)));
  const typed = Object.keys(manifest.exports).filter((name) => manifest.exports[name].types);
  expect(Object.keys(entrypoints)).toEqual(expect.arrayContaining(typed));
  // Node 10 knows of no exports, and modules alone are published: a script that is no module gets them by import().
  const accepted = ({ kind, resolutionKind }) => resolutionKind === "node10" || kind === "CJSResolvesToESM";
  expect(problems.filter((problem) => !accepted(problem))).toEqual([]);
});

test("package and workspace have one version and one licence", () => {
  const cargo = readFileSync(path.join(HERE, "../../Cargo.toml"), "utf8").split("[workspace.package]")[1];
  expect(cargo).toContain(`version = "${manifest.version}"`);
  expect(cargo).toContain(`license = "${manifest.license}"`);
  expect(integrity.version).toBe(manifest.version);
});

test("the published hashes are those of the files, and none is missing", () => {
  const names = files().flatMap((name) => (name.startsWith("dist/") ? [name.slice("dist/".length)] : []));
  expect(Object.keys(integrity.files)).toEqual(names.filter((name) => name !== "integrity.json").sort());
  for (const [name, hash] of Object.entries(integrity.files)) {
    const content = readFileSync(path.join(DIST, name));
    expect(`sha384-${createHash("sha384").update(content).digest("base64")}`, name).toBe(hash);
  }
});

test("the embed script knows its wasm module by its hash", () => {
  const wasm = readFileSync(path.join(DIST, "picker_bg.wasm"));
  const hash = `sha256-${createHash("sha256").update(wasm).digest("base64")}`;
  expect(readFileSync(path.join(DIST, "register.js"), "utf8").includes(hash)).toBe(true);
});

test("no script makes markup of text, or code", () => {
  for (const name of readdirSync(DIST).filter((name) => name.endsWith(".js"))) {
    const script = readFileSync(path.join(DIST, name), "utf8");
    const found = script.match(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/g);
    expect(found, name).toBe(null);
  }
});

// In a process of its own: nothing of a browser is there, and a failure would not be hidden by an earlier import.
const onServer = (script) => execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: HERE });

test("a server may import every entry, and defines nothing by it", () => {
  const printed = onServer(`
    const { ServicePointPicker, define, format, load, provide } = await import("service-point-picker");
    await import("service-point-picker/register");
    const { default: texts } = await import("service-point-picker/languages/nl.json", { with: { type: "json" } });
    define();
    const formats = await import("service-point-picker/formats");
    const functions = [ServicePointPicker, define, format, load, provide, formats.format];
    const kinds = [...functions, globalThis.customElements].map((value) => typeof value);
    console.log(JSON.stringify([...kinds, texts.length > 50]));
  `);
  expect(JSON.parse(printed)).toEqual([...Array(6).fill("function"), "undefined", true]);
});

test("React renders the tag on a server", () => {
  const printed = onServer(`
    import "service-point-picker/register";
    import { createElement } from "react";
    import { renderToString } from "react-dom/server";
    const props = { endpoint: "/api", "use-integration-carriers": true, "no-map": false };
    console.log(renderToString(createElement("service-point-picker", props, "Choose")));
  `);
  expect(String(printed).trim()).toBe(
    '<service-point-picker endpoint="/api" use-integration-carriers="">Choose</service-point-picker>',
  );
});
