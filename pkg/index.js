// What an application imports: the class and functions. Nothing happens until one of them is called.
import { ServicePointPicker, provideModule } from "./element.js";
import { addFormat } from "./format.js";
import { load as loadModule, loadTexts } from "./sources.js";

export { define } from "./element.js";
export { format } from "./format.js";
export { provide } from "./sources.js";
export { ServicePointPicker };

provideModule(loadModule, loadTexts);
addFormat(ServicePointPicker);

/** Loads the wasm module ahead of the first element, which would load it otherwise. */
export async function load() {
  await loadModule();
}
