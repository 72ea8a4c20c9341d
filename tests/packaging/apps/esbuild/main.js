// esbuild leaves `new URL(…, import.meta.url)` alone, so the application says where the files are: the wasm module through its
// own entry, of which esbuild makes a file, and the languages by what it imports of them.
import { ServicePointPicker, define, provide } from "service-point-picker";
import nl from "service-point-picker/languages/nl.json";
import wasm from "service-point-picker/wasm";

provide({ wasm: new URL(wasm, import.meta.url), languages: (code) => ({ nl })[code] });
define();
window.same = customElements.get("service-point-picker") === ServicePointPicker;
