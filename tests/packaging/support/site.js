// A web server of a few lines: a shop, or the host that a shop takes its scripts from.
import { readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  json: "application/json",
  wasm: "application/wasm",
};

/** The shop's port, which the proxy knows. */
export const SHOP_PORT = Number(process.env.SHOP_PORT);

const PROXY = new URL(process.env.PROXY_URL);
const SANDBOX = new URL(process.env.SANDBOX_URL);

/**
 * Serves folders by the path that they appear under, and pages, which are markup by their path. `headers` go with every
 * answer, `types` say what files of an ending are, and `alter(path, bytes)` may change a file on its way. What begins with
 * /api is the proxy's, and with /tiles the sandbox's.
 */
export class Site {
  /** The paths that were asked for, in their order. */
  asked = [];
  #server;

  static async start({ port = 0, folders = {}, pages = {}, headers = {}, types = {}, alter = (_, bytes) => bytes }) {
    const site = new Site();
    site.pages = pages;
    site.#server = http.createServer((request, response) => {
      const { pathname } = new URL(request.url, "http://shop");
      site.asked.push(pathname);
      if (pathname.startsWith("/api/")) return passOn(PROXY, request, response);
      if (pathname.startsWith("/tiles/")) return passOn(SANDBOX, request, response);
      const answer = (status, type, body) => response.writeHead(status, { ...headers, "content-type": type }).end(body);
      if (Object.hasOwn(site.pages, pathname)) return answer(200, TYPES.html, site.pages[pathname]);
      const folder = Object.keys(folders).find((folder) => pathname.startsWith(folder));
      try {
        const bytes = readFileSync(path.join(folders[folder], pathname.slice(folder.length) || "index.html"));
        answer(200, { ...TYPES, ...types }[pathname.split(".").at(-1)] ?? TYPES.html, alter(pathname, bytes));
      } catch {
        // Nobody keeps what is not there.
        const gone = { ...headers, "cache-control": "no-store", "content-type": "text/plain" };
        response.writeHead(404, gone).end("There is no such page.");
      }
    });
    await new Promise((resolve) => site.#server.listen(port, "127.0.0.1", resolve));
    site.origin = `http://127.0.0.1:${site.#server.address().port}`;
    return site;
  }

  /** The paths that were asked for with this ending. */
  askedFor(ending) {
    return this.asked.filter((pathname) => pathname.endsWith(ending));
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function passOn({ host, hostname, port }, request, response) {
  const headers = { ...request.headers, host };
  const onward = http.request({ hostname, port, path: request.url, method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", (error) => response.writeHead(502).end(String(error)));
  request.pipe(onward);
}
