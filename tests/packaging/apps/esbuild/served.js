// The same as one old-fashioned script, with the languages and the module served from a folder of the shop.
import { define, provide } from "service-point-picker";

provide({ wasm: "/picker/picker_bg.wasm", languages: "/picker/languages" });
define();
