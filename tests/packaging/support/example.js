// The shops of `examples/`, started as their READMEs say: built where they are built, then `npm start`.
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import { HERE } from "./installed.js";
import { SHOP_PORT } from "./site.js";

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

export class Example {
  #server;
  #ended;

  /** Builds an example, where it has something to build, and starts it. */
  static async start(name, environment = {}) {
    const cwd = path.join(HERE, "../../examples", name);
    const env = { ...ENVIRONMENT, ...environment };
    const { scripts } = JSON.parse(readFileSync(path.join(cwd, "package.json"), "utf8"));
    if (scripts.build) {
      await run("npm", ["run", "build"], { cwd, env }).catch(({ stdout, stderr }) => {
        throw new Error(`${name} cannot be built:\n${stdout}\n${stderr}`);
      });
    }
    const example = new Example();
    // A group of its own, since npm starts the server through a shell.
    const server = spawn("npm", ["start"], { cwd, env, detached: true, stdio: ["ignore", "pipe", "inherit"] });
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
