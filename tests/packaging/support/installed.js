// The package as it is installed, and where the tests may leave what they build.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of these tests. */
export const HERE = fileURLToPath(new URL("..", import.meta.url));

/** The unpacked package. */
export const INSTALLED = path.join(HERE, "node_modules/service-point-picker");

export const { OUT, PACKED } = process.env;

/** What a web server would serve of the package. */
export const DIST = path.join(INSTALLED, "dist");

export const manifest = JSON.parse(readFileSync(path.join(INSTALLED, "package.json"), "utf8"));

/** The hashes that the package publishes. */
export const integrity = JSON.parse(readFileSync(path.join(DIST, "integrity.json"), "utf8"));

/** Every file of the package, as paths with `/`, in their order. */
export function files() {
  const entries = readdirSync(INSTALLED, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return names.map((name) => path.relative(INSTALLED, name).replaceAll(path.sep, "/")).sort();
}
