// The pages that the documents show pieces of: their addresses are this machine's, and what they leave out is filled in.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import { DIST, integrity } from "../support/installed.js";
import { ROOT } from "./blocks.js";

const { PROXY_URL, SANDBOX_URL } = process.env;

/** Where the documents have the files, of whichever host: under a version, or beside a proxy's routes. */
const FILES =
  /^https:\/\/(cdn|points\.shop)\.example\/service-point-picker\/[^/]+\/|^http:\/\/[^/]+\/api\/service-point-picker\//;

/** What a picker needs, by the attributes of which it has one at least. */
const NEEDED = [
  [["endpoint"], 'endpoint="/api"'],
  [["country"], 'country="IT"'],
  [["carriers", "use-integration-carriers"], "use-integration-carriers"],
];

/** A block of markup with what it leaves out. */
export function completed(markup) {
  return (
    markup
      .replaceAll("sha384-…", integrity.files["register.js"])
      .replaceAll("http://127.0.0.1:8081", PROXY_URL)
      .replaceAll("http://127.0.0.1:8082", SANDBOX_URL)
      // The sandbox's tiles are of another kind of picture.
      .replaceAll("{y}{r}.png", "{y}{r}")
      .replace(/(<service-point-picker[^>]*?) …>/g, (_, tag) => {
        const missing = NEEDED.filter(([names]) => !names.some((name) => new RegExp(`\\s${name}\\b`).test(tag)));
        return `${tag} ${missing.map(([, attribute]) => attribute).join(" ")}>`;
      })
  );
}

/** A page around a block: a script and a picker where the block has none. */
export function pageAround(markup) {
  const script = '<script type="module" src="/service-point-picker/register.js"></script>';
  const picker =
    '<form method="post"><service-point-picker name="service_point" endpoint="/api" country="IT" ' +
    'use-integration-carriers address="Via Romana 20, Firenze"></service-point-picker></form>';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A shop</title>
<link rel="icon" href="data:,">
${markup.includes("register.js") ? "" : script}
${markup}
${markup.includes("<service-point-picker") ? "" : picker}`;
}

/** The hosts of the documents: the files from one, and the proxy on another. */
export async function serveHosts(page) {
  const headers = { "access-control-allow-origin": "*" };
  await page.route(FILES, (route) => {
    const name = route.request().url().replace(FILES, "");
    return route.fulfill({ path: path.join(DIST, name), headers });
  });
  await page.route(/^https:\/\/points\.shop\.example\/(service-points|carriers)/, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const response = await fetch(`${PROXY_URL}/api${pathname}${search}`);
    const body = Buffer.from(await response.arrayBuffer());
    const type = response.headers.get("content-type");
    return route.fulfill({ status: response.status, body, headers: { ...headers, "content-type": type } });
  });
}

/** The custom properties that the picker's own sheets ask for. */
export function properties() {
  const folder = path.join(ROOT, "style");
  const sheets = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "utf8"));
  return new Set([...sheets.join("").matchAll(/var\((--spp-[\w-]+)/g)].map(([, name]) => name));
}
