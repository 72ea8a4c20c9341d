// Drives any Firefox by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), over which it listens by itself. Playwright
// needs a Firefox of its own making, or commands that only newer ones than Debian's have.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import WebSocket from "ws";

export class Firefox {
  #waiting = new Map();
  #number = 0;

  /** Uncaught errors and refusals of a content policy, as the browser's console tells of them. */
  complaints = [];

  static async launch(program) {
    const firefox = new Firefox();
    firefox.profile = await mkdtemp(join(tmpdir(), "service-point-picker-firefox-"));
    const flags = ["--headless", "--no-remote", "--profile", firefox.profile, "--remote-debugging-port=0"];
    firefox.process = spawn(program, flags, { stdio: ["ignore", "ignore", "pipe"] });
    firefox.ended = once(firefox.process, "exit");
    for await (const line of createInterface(firefox.process.stderr)) {
      const [, address] = line.match(/WebDriver BiDi listening on (ws:\S+)/) ?? [];
      if (address) {
        await firefox.#connect(`${address}/session`);
        return firefox;
      }
    }
    throw new Error(`${program} ended before it listened`);
  }

  async #connect(address) {
    this.socket = new WebSocket(address);
    this.socket.on("message", (text) => this.#hear(JSON.parse(text)));
    await once(this.socket, "open");
    const { capabilities } = await this.send("session.new", { capabilities: {} });
    this.version = `${capabilities.browserName} ${capabilities.browserVersion}`;
    await this.send("session.subscribe", { events: ["log.entryAdded"] });
    const { contexts } = await this.send("browsingContext.getTree", {});
    this.context = contexts[0].context;
    await this.send("browsingContext.setViewport", { context: this.context, viewport: { width: 1280, height: 900 } });
  }

  #hear({ id, type, result, error, message, method, params }) {
    if (method === "log.entryAdded" && params.type === "javascript" && params.level === "error") {
      this.complaints.push(params.text);
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (type === "error") waiting?.reject(new Error(`${error}: ${message}`));
    else waiting?.resolve(result);
  }

  send(method, params) {
    const id = (this.#number += 1);
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  goto(url) {
    return this.send("browsingContext.navigate", { context: this.context, url, wait: "complete" });
  }

  /** What a function gives in the page; arguments and answer are plain data. */
  async evaluate(run, ...given) {
    const answer = await this.send("script.callFunction", {
      functionDeclaration: `async (given) => JSON.stringify((await (${run})(...JSON.parse(given))) ?? null)`,
      arguments: [{ type: "string", value: JSON.stringify(given) }],
      target: { context: this.context },
      awaitPromise: true,
      userActivation: false,
    });
    if (answer.type === "exception") throw new Error(answer.exceptionDetails.text);
    return JSON.parse(answer.result.value);
  }

  #act(actions) {
    return this.send("input.performActions", { context: this.context, actions });
  }

  /** Presses keys one after the other, as they are written, or one by its code point of the WebDriver specification. */
  type(text) {
    const actions = [...text].flatMap((value) => ["keyDown", "keyUp"].map((type) => ({ type, value })));
    return this.#act([{ type: "key", id: "keyboard", actions }]);
  }

  /** Clicks on a spot of the window. */
  click({ x, y }) {
    const move = { type: "pointerMove", x: Math.round(x), y: Math.round(y), origin: "viewport" };
    const press = ["pointerDown", "pointerUp"].map((type) => ({ type, button: 0 }));
    return this.#act([{ type: "pointer", id: "mouse", actions: [move, ...press] }]);
  }

  async close() {
    this.process.kill();
    await this.ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
