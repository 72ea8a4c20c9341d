// Starts the wasm module, once; a failed attempt may be repeated.
import { Picker, __wbg_finalize_init as finish, __wbg_get_imports as imports } from "./generated/glue.js";

let loading = null;

/**
 * A promise of the module's exports. `find` gives a promise of its bytes, or of the compiled module, and is called again
 * only after a failure.
 */
export function loadModule(find) {
  loading ??= start(find).catch((error) => {
    loading = null;
    throw new Error(`picker_bg.wasm cannot be loaded, or is not the one that belongs to this script: ${error.message}`);
  });
  return loading;
}

async function start(find) {
  // Bytes rather than a stream: a server that does not know the type of .wasm files is no reason to fail.
  const made = await WebAssembly.instantiate(await find(), imports());
  // Bytes give the instance beside the module, a compiled module the instance alone.
  finish(made.instance ?? made);
  return { Picker };
}

/** The answer of a server, unless it is an error. */
export async function get(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}.`);
  return response;
}
