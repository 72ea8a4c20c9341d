// The types, tried by programs that must compile and programs that must not: those mark each line that has to be an error.
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

import { expect, test } from "@playwright/test";

import { HERE } from "./support/installed.js";

const run = promisify(execFile);
const types = (name) => path.join(HERE, "types", name);
const program = (name) => path.join(HERE, "node_modules", name);

/** What a compiler prints, whether it is content or not. */
async function said(script, ...options) {
  const { stdout } = await run(process.execPath, [program(script), ...options], { cwd: HERE }).catch((error) => error);
  return stdout.trim();
}

for (const [compiler, script] of [
  ["TypeScript 5", "typescript/lib/tsc.js"],
  ["TypeScript 7", "typescript-7/bin/tsc"],
]) {
  for (const [reader, project] of [
    ["a page's own script", "page"],
    ["React 19", "react-19"],
    ["React 18", "react-18"],
    ["React 18 without the automatic runtime", "react-18/tsconfig.classic.json"],
  ]) {
    test(`${compiler} lets ${reader} do what is right, and nothing else`, async () => {
      expect(await said(script, "--project", types(project))).toBe("");
    });
  }
}

test("Vue's templates know attributes, properties and events", async () => {
  expect(await said("vue-tsc/bin/vue-tsc.js", "--project", types("vue"))).toBe("");
});

test("Svelte's templates know attributes, properties and events", async () => {
  const checked = await said(
    ...["svelte-check/bin/svelte-check", "--workspace", types("svelte"), "--tsconfig", types("svelte/tsconfig.json")],
    ...["--output", "machine-verbose", "--threshold", "error"],
  );
  const reports = [...checked.matchAll(/^\d+ (\{.*\})$/gm)].map(([, report]) => JSON.parse(report));
  const wrong = reports.map(({ filename, start }) => `${filename}:${start.line + 1}`);
  const lines = readFileSync(types("svelte/Refused.svelte"), "utf8").split("\n");
  const marked = lines.flatMap((line, index) => (line.includes("refused:") ? [`Refused.svelte:${index + 1}`] : []));
  expect(marked.length).toBeGreaterThan(3);
  expect(wrong.sort()).toEqual(marked.sort());
});

test("the types know every property and method that the element has", async () => {
  const { ServicePointPicker } = await import("service-point-picker");
  const names = Object.getOwnPropertyNames(ServicePointPicker.prototype);
  // What the browser calls, and no page.
  const known = names.filter((name) => !/^constructor$|Callback$/.test(name));
  expect(known.length).toBeGreaterThan(30);
  const lines = known.map((name) => `export const ${name}_ = (picker: ServicePointPicker) => picker.${name};`);
  // In there it finds the package, and nobody takes it for a source.
  const folder = path.join(HERE, "node_modules/.cache");
  const source = path.join(folder, "members.ts");
  mkdirSync(folder, { recursive: true });
  writeFileSync(source, `import type { ServicePointPicker } from "service-point-picker";\n${lines.join("\n")}\n`);
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "esnext", "--moduleResolution", "bundler"];
  expect(await said("typescript/lib/tsc.js", ...options, "--target", "es2022", source)).toBe("");
});
