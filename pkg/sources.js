// Where the package's own files are: beside the module, unless the application says otherwise.
import { LANGUAGES } from "./generated/languages.js";
import { get, loadModule } from "./module.js";

// Written so that webpack and Vite see the file, and give the address of their copy.
let wasm = () => new URL("./picker_bg.wasm", import.meta.url);
let languages = (code) => LANGUAGES[code]?.();

const isAddress = (source) => typeof source === "string" || source instanceof URL;

/** Takes other sources for what is loaded from now on. */
export function provide(sources) {
  if (sources.wasm) wasm = typeof sources.wasm === "function" ? sources.wasm : () => sources.wasm;
  if (sources.languages) {
    const base = String(sources.languages).replace(/\/?$/, "/");
    languages = isAddress(sources.languages) ? (code) => `${base}${code}.json` : sources.languages;
  }
}

/** A promise of the module's exports. */
export const load = () =>
  loadModule(async () => {
    const source = await wasm();
    return isAddress(source) ? (await get(source)).arrayBuffer() : source;
  });

/** A promise of a language's texts. */
export async function loadTexts(code) {
  const source = await languages(code);
  return isAddress(source) ? (await get(source)).json() : source;
}
