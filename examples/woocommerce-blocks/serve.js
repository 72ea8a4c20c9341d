// A web server for the example: your shop has one already. What a handler gets is a form, and what it gives is a page.
import { readFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { pipeline } from "node:stream";

const { PORT = "3000", PROXY_URL = "http://127.0.0.1:8081", TILES_URL = "http://127.0.0.1:8082" } = process.env;

/** What is asked of other programs: in production, a line each in the configuration of your web server. */
const FORWARDED = { "/api/": PROXY_URL, "/tiles/": TILES_URL };

/** What is served as files: the picker's own, out of the npm package, and those of the page. */
const FOLDERS = {
  "/service-point-picker/": new URL("dist/", import.meta.resolve("service-point-picker/package.json")),
  "/": new URL("public/", import.meta.url),
};

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

const LARGEST_FORM = 64 * 1024;

/**
 * Serves the pages of `routes`, by method and path such as `POST /order`, besides the files and the proxy. A handler gets
 * the form as URLSearchParams and gives markup, or `{ status, body }`. `headers` go with every page and file.
 */
export function serve(routes, headers = {}) {
  const server = http.createServer(async (request, response) => {
    const answer = (status, type, body) => response.writeHead(status, { "content-type": type, ...headers }).end(body);
    try {
      const [pathname] = request.url.split("?");
      const start = Object.keys(FORWARDED).find((start) => pathname.startsWith(start));
      if (start) return forward(request, response, FORWARDED[start]);
      const handler = routes[`${request.method} ${pathname}`];
      if (handler) {
        const made = await handler(await formOf(request));
        const { status = 200, body = made } = made instanceof Markup ? {} : made;
        return answer(status, TYPES[".html"], String(body));
      }
      if (!["GET", "HEAD"].includes(request.method)) throw refusal(405, "The shop does not know this method.");
      const file = fileOf(pathname);
      answer(200, TYPES[path.extname(file.pathname)] ?? "application/octet-stream", await readFile(file));
    } catch (error) {
      const missing = ["ENOENT", "EISDIR", "ENOTDIR", "ERR_INVALID_FILE_URL_PATH"].includes(error.code);
      const { status, message } = missing ? refusal(404, "There is no such page.") : error;
      if (!status) console.error(error);
      answer(status ?? 500, "text/plain", status ? message : "The shop has failed.");
    }
  });
  server.listen(Number(PORT), "127.0.0.1", () => console.log(`http://127.0.0.1:${PORT}`));
}

const refusal = (status, message) => Object.assign(new Error(message), { status });

/** The file of a path; dots that lead out of the folder lead nowhere. */
function fileOf(pathname) {
  const start = Object.keys(FOLDERS).find((start) => pathname.startsWith(start));
  const file = start && new URL(`./${pathname.slice(start.length) || "index.html"}`, FOLDERS[start]);
  if (!file?.href.startsWith(FOLDERS[start].href)) throw refusal(404, "There is no such page.");
  return file;
}

async function formOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_FORM) throw refusal(413, "The form is too large.");
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

/** Passes a request on with its path, its body and all its headers but one. */
function forward(request, response, origin) {
  const { host, ...headers } = request.headers;
  const options = { method: request.method, path: request.url, headers };
  const onward = http.request(origin, options, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    pipeline(answer, response, () => {});
  });
  onward.on("error", (error) => {
    console.error(`${origin} does not answer: ${error.message}`);
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { "content-type": "text/plain" }).end("The shop cannot reach its service.");
  });
  pipeline(request, onward, () => {});
}

class Markup extends String {}

/** Markup of a template, in which values are texts, unless they are markup, or a list of it. */
export function html(strings, ...values) {
  const markup = (value) => {
    if (value instanceof Markup) return value;
    if (Array.isArray(value)) return value.map(markup).join("");
    return String(value ?? "").replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  };
  return new Markup(String.raw({ raw: strings }, ...values.map(markup)));
}
