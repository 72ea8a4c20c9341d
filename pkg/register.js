// The script that a page embeds: defines <service-point-picker>. It finds the wasm module and the languages beside itself.
import { define, provideModule } from "./element.js";
import { get, loadModule } from "./module.js";

const beside = (name) => new URL(name, import.meta.url);

provideModule(
  // The hash is in this script, so a page that checks this script has checked the module too.
  () => loadModule(async () => (await get(beside("picker_bg.wasm"), { integrity: WASM_INTEGRITY })).arrayBuffer()),
  async (code) => (await get(beside(`languages/${code}.json`))).json(),
);
define();
