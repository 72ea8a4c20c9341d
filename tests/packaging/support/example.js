// The shops of `examples/`, started as their READMEs say: built where they are built, then `npm start`.
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import { HERE } from "./installed.js";
import { SHOP_PORT } from "./site.js";
import { test as base, expect, expectPoints } from "./test.js";

export { choose, expect, expectPoints } from "./test.js";

const run = promisify(execFile);
const { PROXY_URL, SANDBOX_URL } = process.env;

const ENVIRONMENT = {
  ...process.env,
  PORT: String(SHOP_PORT),
  PROXY_URL,
  TILES_URL: SANDBOX_URL,
  // Addresses are read from what the servers print.
  NO_COLOR: "1",
  FORCE_COLOR: "0",
};

class Example {
  #server;
  #ended;

  /** Builds an example, where it has something to build, and starts it. */
  static async start(name) {
    const cwd = path.join(HERE, "../../examples", name);
    const { scripts } = JSON.parse(readFileSync(path.join(cwd, "package.json"), "utf8"));
    if (scripts.build) {
      await run("npm", ["run", "build"], { cwd, env: ENVIRONMENT }).catch(({ stdout, stderr }) => {
        throw new Error(`${name} cannot be built:\n${stdout}\n${stderr}`);
      });
    }
    const example = new Example();
    // A group of its own, since npm starts the server through a shell.
    const server = spawn("npm", ["start"], {
      cwd,
      env: ENVIRONMENT,
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    example.#server = server;
    example.#ended = new Promise((resolve) => server.once("close", resolve));
    await example.#listening(name);
    return example;
  }

  async #listening(name) {
    const listening = new Promise((resolve) => {
      const lines = createInterface({ input: this.#server.stdout });
      lines.on("line", (line) => line.includes(`http://127.0.0.1:${SHOP_PORT}`) && resolve("listening"));
    });
    const first = await Promise.race([listening, this.#ended]);
    if (first !== "listening") throw new Error(`${name} has ended before it listened`);
  }

  async stop() {
    if (this.#server.exitCode === null) process.kill(-this.#server.pid, "SIGTERM");
    await this.#ended;
  }
}

/** Asks the sandbox for other conditions. */
export const sandbox = (path, body) =>
  fetch(`${SANDBOX_URL}/sandbox/${path}`, { method: body ? "PUT" : "DELETE", body: body && JSON.stringify(body) });

export const test = base.extend({
  /** Starts an example, and stops it when the test ends. */
  example: async ({}, use, info) => {
    // Some are built first, and their types checked.
    info.setTimeout(300_000);
    const started = [];
    await use(async (name) => void started.push(await Example.start(name)));
    await Promise.all(started.map((example) => example.stop()));
    await sandbox("faults");
  },
});

export const picker = (page) => page.locator("service-point-picker");
const summary = (page) => picker(page).locator(".summary");
export const order = (page) => page.getByRole("button", { name: "Place order" }).click();
export const selection = (page) => picker(page).evaluate((element) => element.selection);

/** Waits until the picker has a choice that it has read again, and gives it. */
export async function restored(page) {
  await expect(summary(page)).toBeVisible();
  return selection(page);
}

/** What the shop shows that it received, by name. */
export async function received(page) {
  const list = page.locator("dl.received").last();
  await expect(list).toBeVisible();
  return list.evaluate((list) => {
    const texts = (name) => [...list.querySelectorAll(name)].map(({ textContent }) => textContent);
    const values = texts("dd");
    return Object.fromEntries(texts("dt").map((name, index) => [name, values[index]]));
  });
}

/** The form is not sent, since the picker is empty. */
export async function expectHeldUp(page) {
  const refused = picker(page).evaluate(
    (element) => new Promise((resolve) => element.addEventListener("invalid", () => resolve(true), { once: true })),
  );
  await order(page);
  expect(await refused).toBe(true);
}

/** Searches for another address in the picker itself, and waits for its points. */
export async function search(page, address) {
  const answered = page.waitForResponse((response) => response.url().includes("/api/service-points?"));
  const field = picker(page).getByRole("search").getByRole("textbox");
  await field.fill(address);
  await field.press("Enter");
  await answered;
  await expectPoints(page);
}
