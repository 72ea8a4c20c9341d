// Loads the wasm module beside this script, once; a failed attempt may be repeated.
import init, { Picker } from "./generated/picker.js";

let loading = null;

export function loadModule() {
  loading ??= init({ module_or_path: new URL("picker_bg.wasm", import.meta.url) }).then(
    () => ({ Picker }),
    (error) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** The texts of a language, by its code. */
export async function loadTexts(code) {
  const response = await fetch(new URL(`languages/${code}.json`, import.meta.url));
  if (!response.ok) throw new Error(`There is no languages/${code}.json.`);
  return response.json();
}
