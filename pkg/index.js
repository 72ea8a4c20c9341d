// What an application imports: the class and functions. Nothing happens until one of them is called.
import { ServicePointPicker, provideModule } from "./element.js";
import { load as loadModule, loadTexts } from "./sources.js";

export { define } from "./element.js";
export { format } from "./formats.js";
export { provide } from "./sources.js";
export { ServicePointPicker };

provideModule(loadModule, loadTexts);

/** Loads the wasm module ahead of the first element, which would load it otherwise. */
export async function load() {
  await loadModule();
}
