// The sandbox's switches, asked from outside the browser: what goes wrong, what time it is, and what it was asked.

/** A Wednesday morning in Florence: most shops are open. */
export const WEDNESDAY_MORNING = "2026-11-25T10:00:00+01:00";

export class Sandbox {
  constructor(address) {
    if (!address) throw new Error("SANDBOX_URL is not set: run the journeys with `cargo xtask test --only e2e`");
    this.address = address;
  }

  /** Nothing goes wrong, nothing is logged, and the clock stands still. */
  async reset() {
    await this.#send("DELETE", "/sandbox/faults");
    await this.setClock(WEDNESDAY_MORNING);
    await this.forgetRequests();
  }

  /** As it was before any journey: the clock runs again. */
  async leave() {
    await this.#send("DELETE", "/sandbox/faults");
    await this.setClock("system");
  }

  async setClock(clock) {
    await this.#send("PUT", "/sandbox/clock", { clock });
  }

  /** Replaces all faults. The clock stays. */
  async setFaults(faults) {
    await this.#send("PUT", "/sandbox/faults", faults);
  }

  /** The requests that it saw on one of its routes, oldest first. */
  async requests(route) {
    return (await this.#log()).filter((request) => request.route === route);
  }

  /** Every call of the API that it saw, oldest first, as method and path: `GET /service-points/42`. */
  async calls() {
    const calls = (await this.#log()).filter(({ route }) => ["list", "retrieve", "check"].includes(route));
    return calls.map(({ method, path }) => `${method} ${path.replace("/api/v3", "")}`);
  }

  async forgetRequests() {
    await this.#send("DELETE", "/sandbox/log");
  }

  #log() {
    return this.#send("GET", "/sandbox/log");
  }

  async #send(method, path, body) {
    const answer = await fetch(this.address + path, { method, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }
}
