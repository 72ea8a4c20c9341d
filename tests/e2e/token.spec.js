// A shop without a proxy before the API: the picker asks for tokens and calls the API itself. The proxy that gives tokens,
// and the API, are the real ones; the API's address is one of the shop's own, as it has to be where the API allows no
// browser.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";

import { expect, test as journey } from "./journey.js";
import { Host } from "./pages/host.js";
import { VIA_ROMANA } from "./pages/picker.js";

const DIRECT = { name: "point", country: "IT", "use-integration-carriers": "", "api-base": "/direct" };

const test = journey.extend({
  // A proxy that hands tokens out, and how often it was asked for one.
  tokens: async ({ baseURL, context, page, sandbox }, use) => {
    // The page's server is not on the loopback as far as the browser knows, and the proxy is.
    await context.grantPermissions(["local-network-access"]);
    const { origin } = new URL(baseURL);
    const proxy = spawn(process.env.PROXY_PROGRAM, {
      env: {
        SPP_LISTEN: "127.0.0.1:0",
        SPP_UPSTREAM: `${sandbox.address}/api/v3`,
        SPP_AUTH: "oauth2",
        SPP_TOKEN_URL: `${sandbox.address}/oauth2/token`,
        SPP_TOKEN_MODE: "true",
        SPP_ALLOWED_ORIGINS: origin,
        SENDCLOUD_PUBLIC_KEY: "demo-public-key",
        SENDCLOUD_SECRET_KEY: "demo-secret-key",
      },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = await once(createInterface(proxy.stdout), "line");
    const endpoint = `${line.replace("listening on ", "").replace(/\/$/, "")}/token`;
    const given = [];
    page.on("response", async (response) => {
      if (response.url() === endpoint && response.ok()) given.push((await response.json()).access_token);
    });
    await use({ endpoint, given });
    proxy.kill();
    await once(proxy, "exit");
  },

  // A token endpoint of the shop's own, with the pair's secret, and what it was asked.
  shop: async ({ baseURL, context, page, sandbox }, use) => {
    await context.grantPermissions(["local-network-access"]);
    const server = createServer(async (_, response) => {
      const body = new URLSearchParams({
        grant_type: "client_credentials",
        client_id: "demo-public-key",
        client_secret: "demo-secret-key",
      });
      const answer = await fetch(`${sandbox.address}/oauth2/token`, { method: "POST", body });
      response.setHeader("Access-Control-Allow-Origin", new URL(baseURL).origin);
      response.setHeader("Content-Type", "application/json");
      response.end(await answer.text());
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const endpoint = `http://127.0.0.1:${server.address().port}/token`;
    // Not what arrives: while routes are watched, the browser asks for everything anew.
    await page.addInitScript((endpoint) => {
      const { fetch } = window;
      window.asked = [];
      window.fetch = (address, options) => {
        if (address === endpoint) window.asked.push(options.cache);
        return fetch(address, options);
      };
    }, endpoint);
    await use({ endpoint, asked: () => page.evaluate(() => window.asked) });
    await new Promise((resolve) => server.close(resolve));
  },

  // The API under the shop's origin. What the picker sends is passed on as it is.
  direct: [
    async ({ page, sandbox }, use) => {
      const bearers = [];
      await page.route("**/direct/**", async (route) => {
        const url = route
          .request()
          .url()
          .replace(/^.*\/direct/, `${sandbox.address}/api/v3`);
        bearers.push(await route.request().headerValue("authorization"));
        await route.fulfill({ response: await route.fetch({ url }) });
      });
      await use(bearers);
    },
    { auto: true },
  ],

  host: async ({ page }, use) => {
    await use(new Host(page));
  },
});

test("one token does for a whole visit, from the search to the choice, and is nowhere to be found", async ({
  direct,
  heard,
  host,
  page,
  sandbox,
  tokens,
}) => {
  await host.open({ ...DIRECT, "token-endpoint": tokens.endpoint, address: VIA_ROMANA });
  await expect(host.picker.rows.first()).toBeVisible();
  await host.picker.radios.first().check();
  await host.picker.confirm.click();
  await expect(host.picker.summary).toBeVisible();
  expect((await host.state()).selected).not.toBeNull();
  expect((await sandbox.calls()).map((call) => call.replace(/\d+/, "1"))).toEqual([
    "GET /service-points",
    "POST /service-points/1/check-availability",
  ]);
  const [token] = tokens.given;
  expect(tokens.given).toEqual([token]);
  expect(direct).toEqual([`Bearer ${token}`, `Bearer ${token}`]);
  expect(JSON.stringify(await heard.all())).not.toContain(token);
  const found = await page.evaluate(() => [
    JSON.stringify({ ...sessionStorage, ...localStorage }),
    document.cookie,
    location.href,
    document.querySelector("service-point-picker").shadowRoot.innerHTML,
  ]);
  expect(found.join()).not.toContain(token);
  await expect(host.picker.list.locator("img"), "the API has no icons for browsers").toHaveCount(0);
});

test("a token that the API refuses is replaced once, and nobody notices", async ({ direct, host, sandbox, shop }) => {
  await host.open({ ...DIRECT, "token-endpoint": shop.endpoint, address: VIA_ROMANA });
  await expect(host.picker.rows.first()).toBeVisible();
  // An hour and a half later the token has ended, which the page's clock does not know.
  await sandbox.setClock("2026-11-25T11:30:00+01:00");
  await host.picker.submit("Piazza del Duomo, Firenze");
  await expect(host.picker.feedback).toContainText("Duomo");
  expect(direct).toHaveLength(3);
  expect(new Set(direct).size).toBe(2);
  expect(await shop.asked(), "the second time, a kept token will not do").toEqual(["no-cache", "reload"]);
});

test("the shop's own function gives tokens, each time one is refused", async ({ direct, host, page, heard }) => {
  await page.addInitScript(() => {
    window.asked = 0;
    document.addEventListener("DOMContentLoaded", () => {
      document.querySelector("service-point-picker").getToken = async () => `token-${++window.asked}`;
    });
  });
  await host.open({ ...DIRECT, address: VIA_ROMANA });
  await expect(host.picker.alert).toContainText("not available at the moment");
  expect(direct).toEqual(["Bearer token-1", "Bearer token-2"]);
  expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["endpoint_setup"]);
});

test("without tokens the shopper is told, and can try again", async ({ heard, host, page, sandbox, tokens }) => {
  await page.route("**/no-tokens", (route) => route.fulfill({ status: 503 }));
  await host.open({ ...DIRECT, "token-endpoint": "/no-tokens", address: VIA_ROMANA });
  await expect(host.picker.alert).toBeVisible({ timeout: 30_000 });
  expect(await sandbox.calls()).toEqual([]);
  expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["endpoint_unreachable"]);
  await host.set({ tokenEndpoint: tokens.endpoint });
  await host.picker.retry.click();
  await expect(host.picker.rows.first()).toBeVisible();
});

test("a token that never comes does not keep the shopper waiting for ever", async ({ heard, host, page, sandbox }) => {
  await page.clock.install();
  await page.addInitScript(() => {
    window.asked = 0;
    document.addEventListener("DOMContentLoaded", () => {
      document.querySelector("service-point-picker").getToken = () => new Promise(() => void window.asked++);
    });
  });
  await host.open({ ...DIRECT, address: VIA_ROMANA });
  await page.waitForFunction(() => window.asked > 0);
  await expect(async () => {
    await page.clock.runFor(10_000);
    await expect(host.picker.alert).toContainText("No connection.", { timeout: 500 });
  }).toPass();
  expect(await sandbox.calls()).toEqual([]);
  expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["endpoint_unreachable"]);
  await expect(host.picker.retry).toBeVisible();
});

test("what the API refuses for a moment is tried again, since no proxy does it", async ({ host, sandbox, tokens }) => {
  await sandbox.setFaults({ rules: [{ route: "list", status: 503, times: 2 }] });
  await host.open({ ...DIRECT, "token-endpoint": tokens.endpoint, address: VIA_ROMANA });
  await expect(host.picker.rows.first()).toBeVisible();
  expect(await sandbox.calls()).toHaveLength(3);
});

for (const [attributes, attribute] of [
  [{ "api-base": null, "token-endpoint": "/token" }, "api-base"],
  [{}, "token-endpoint"],
  [{ endpoint: "/api" }, "endpoint"],
]) {
  test(`a contradiction is said of ${attribute}: ${JSON.stringify(attributes)}`, async ({ heard, host }) => {
    const all = Object.entries({ ...DIRECT, ...attributes }).filter(([, value]) => value !== null);
    await host.open(Object.fromEntries(all));
    await expect(host.picker.configurationError).toContainText(attribute);
    expect((await heard.of("spp-error"))[0].detail.attribute).toBe(attribute);
  });
}
