// The two pages that are measured: one with the picker, one with the same by hand. Both get the same answer, from memory.
import { readFile } from "node:fs/promises";

export const POINTS = 200;
const QUERY = {
  country_code: "IT",
  use_integration_carriers: "true",
  address: "Via Romana 20, Firenze",
  limit: POINTS,
};

const here = (name) => readFile(new URL(name, import.meta.url), "utf8");

/** The answer that both get: the points that are nearest to a street in the middle of a city. */
export async function answer(shop) {
  const response = await fetch(`${shop}/api/service-points?${new URLSearchParams(QUERY)}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`the proxy answers ${response.status}: ${text.slice(0, 200)}`);
  const { length } = JSON.parse(text).data.results;
  if (length !== POINTS) throw new Error(`the sandbox knows ${length} points there, and not ${POINTS}`);
  return text;
}

const frame = (inside) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A checkout</title>
<link rel="icon" href="data:,">
<style>body { max-width: 1100px; margin: 0 auto } #picker { display: block; min-height: 642px }</style>
<h1>Checkout</h1>
${inside}
<p>What stands behind the picker.</p>`;

const PICKER = frame(`<script type="module" src="/pkg/register.js"></script>
<form><service-point-picker id="picker" name="point" endpoint="/api" country="IT" use-integration-carriers
  limit="${POINTS}" tiles="/tiles/{z}/{x}/{y}"></service-point-picker></form>`);

const PLAIN = frame(`<div id="picker"></div>`);

/** What both pages have in common, and what the measures read. */
function prepare(text) {
  const { fetch, WebAssembly } = window;
  window.fetch = (address, ...more) => {
    if (!String(address).includes("/service-points?")) return fetch(address, ...more);
    return new Promise((resolve) =>
      setTimeout(() => {
        // A promise that was never awaited before costs the same in both pages.
        const response = new Response(text, { headers: { "Content-Type": "application/json" } });
        window.inHand = performance.now();
        resolve(response);
      }, 100),
    );
  };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    // Its name in the exports is shortened.
    const exported = Object.values((made.instance ?? made).exports);
    window.moduleMemory = exported.find((one) => one instanceof WebAssembly.Memory);
    return made;
  };
  window.shifts = 0;
  window.blocking = 0;
  window.interactions = new Map();
  const watch = (type, read, options) =>
    new PerformanceObserver((list) => list.getEntries().forEach(read)).observe({ type, buffered: true, ...options });
  watch("layout-shift", (entry) => (window.shifts += entry.hadRecentInput ? 0 : entry.value));
  watch("longtask", (entry) => (window.blocking += Math.max(0, entry.duration - 50)));
  const note = ({ interactionId, duration }) => {
    if (interactionId)
      window.interactions.set(interactionId, Math.max(duration, window.interactions.get(interactionId) ?? 0));
  };
  watch("event", note, { durationThreshold: 16 });
}

/** Lets an address be searched, and gives milliseconds from the answer in hand to its points on the screen. */
function search() {
  const host = document.querySelector("#picker");
  const painted = new Promise((resolve) => {
    const heard = () =>
      requestAnimationFrame(() => {
        // A message comes after the frame that was just asked for has been painted.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - window.inHand);
        channel.port2.postMessage(null);
      });
    host.addEventListener("spp-results", heard, { once: true });
  });
  host.shadowRoot.querySelector("#address").value = "Via Romana 20, Firenze";
  host.shadowRoot.querySelector("form").requestSubmit();
  return painted;
}

/** One of the two pages, open in a tab of its own. */
class Subject {
  constructor(page, session) {
    Object.assign(this, { page, session });
  }

  search() {
    return this.page.evaluate(search);
  }

  throttle(rate) {
    return this.session.send("Emulation.setCPUThrottlingRate", { rate });
  }

  async metrics() {
    const { metrics } = await this.session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  /** A part of either page, which have the same classes. */
  find(selector) {
    return this.page.locator("#picker").locator(selector);
  }

  close() {
    return this.page.context().close();
  }
}

/** Opens either page on a machine that is so many times slower, and waits until an address can be typed. */
export async function open(browser, shop, text, kind, rate) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  await page.addInitScript(prepare, text);
  const body = kind === "picker" ? PICKER : PLAIN;
  await page.route("**/measured", (route) => route.fulfill({ contentType: "text/html", body }));
  const script = await here("plain.js");
  await page.route("**/plain.js", (route) => route.fulfill({ contentType: "text/javascript", body: script }));
  await page.goto(`${shop}/measured`);
  if (kind === "plain") {
    const sheet = await styleSheet(browser, shop);
    await page.evaluate(async (sheet) => {
      const { start } = await import("/plain.js");
      start(document.querySelector("#picker"), sheet);
    }, sheet);
  }
  await page.locator("#picker").locator("#address").waitFor();
  return new Subject(page, session);
}

let sheet;

/** The picker's own style sheet, so that the browser has the same to lay out in both pages. */
async function styleSheet(browser, shop) {
  if (sheet) return sheet;
  const page = await browser.newPage();
  await page.route("**/measured", (route) => route.fulfill({ contentType: "text/html", body: PICKER }));
  await page.goto(`${shop}/measured`);
  await page.locator("#picker").locator("#address").waitFor();
  sheet = await page.locator("#picker").evaluate(({ shadowRoot }) => {
    const rules = shadowRoot.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
    return rules.map(({ cssText }) => cssText).join("\n");
  });
  await page.close();
  return sheet;
}
