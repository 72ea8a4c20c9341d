// What pickers leave behind in a page, as the browser itself counts it.
import { expect } from "@playwright/test";

/** Begins to watch timers and the module's memory; before the page is opened. */
export async function watch(page) {
  await page.addInitScript(() => {
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      // Its name in the exports is shortened.
      const exported = Object.values((made.instance ?? made).exports);
      window.moduleMemory = exported.find((one) => one instanceof WebAssembly.Memory);
      return made;
    };
    window.timers = new Map();
    for (const [set, clear] of [
      ["setTimeout", "clearTimeout"],
      ["setInterval", "clearInterval"],
    ]) {
      const { [set]: start, [clear]: stop } = window;
      window[set] = (run, milliseconds, ...given) => {
        const once = (...given) => {
          if (set === "setTimeout") window.timers.delete(id);
          return run(...given);
        };
        const id = start(once, milliseconds, ...given);
        window.timers.set(id, milliseconds);
        return id;
      };
      window[clear] = (id) => {
        window.timers.delete(id);
        stop(id);
      };
    }
  });
}

/** How long the timers run, in milliseconds, that have not run out and were not stopped. */
export const timers = (page) => page.evaluate(() => [...window.timers.values()]);

export class Traces {
  static async of(page) {
    const traces = new Traces();
    traces.page = page;
    traces.session = await page.context().newCDPSession(page);
    await traces.session.send("Performance.enable");
    await traces.session.send("DOM.enable");
    return traces;
  }

  async #clean() {
    // What one collection frees may hold on to what only the next one frees.
    for (let turn = 0; turn < 3; turn += 1) await this.session.send("HeapProfiler.collectGarbage");
  }

  /** After all rubbish is gone: nodes and listeners in the page. */
  async count() {
    await this.#clean();
    const { metrics } = await this.session.send("Performance.getMetrics");
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    return { nodes: of("Nodes"), listeners: of("JSEventListeners") };
  }

  /**
   * Bytes of what scripts have made, and of the module's memory, after all rubbish is gone. Compiled code and the
   * browser's own notes on what was loaded grow for a while, whoever causes it.
   */
  async memory() {
    await this.#clean();
    const chunks = [];
    const keep = ({ chunk }) => chunks.push(chunk);
    this.session.on("HeapProfiler.addHeapSnapshotChunk", keep);
    await this.session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
    this.session.off("HeapProfiler.addHeapSnapshotChunk", keep);
    const { snapshot, nodes } = JSON.parse(chunks.join(""));
    const { node_fields: fields, node_types: types } = snapshot.meta;
    const [type, size] = [fields.indexOf("type"), fields.indexOf("self_size")];
    let script = 0;
    for (let node = 0; node < nodes.length; node += fields.length) {
      if (!["code", "native", "hidden", "synthetic"].includes(types[type][nodes[node + type]]))
        script += nodes[node + size];
    }
    const module = await this.page.evaluate(() => window.moduleMemory.buffer.byteLength);
    return { script, module };
  }

  /** Elements of the picker's that are off the page, and that something still holds. */
  async detached() {
    const { detachedNodes } = await this.session.send("DOM.getDetachedDomNodes");
    return detachedNodes.map(({ treeNode }) => treeNode.localName || treeNode.nodeName);
  }

  /** Sees that there is not one node or listener more than before. Pictures that are still being loaded hold their own. */
  async expectNothingMoreThan(before) {
    await expect(async () => {
      const after = await this.count();
      expect(after.nodes - before.nodes, "nodes").toBeLessThanOrEqual(0);
      expect(after.listeners - before.listeners, "listeners").toBeLessThanOrEqual(0);
    }).toPass({ timeout: 20_000 });
    expect(await this.detached()).toEqual([]);
  }

  /** Sees that a hundred pickers left less than 64 KiB. */
  async expectLittleMoreThan(before) {
    const after = await this.memory();
    expect(after.script - before.script, "bytes that scripts hold").toBeLessThanOrEqual(4 * 1024);
    // The least that a module's memory grows by, and never gives back.
    expect(after.module - before.module, "bytes of the module").toBeLessThanOrEqual(64 * 1024);
  }
}
