// The script that a page embeds: defines <service-point-picker>. The wasm is on its way before an element asks for it.
import { define, provideModule } from "./element.js";
import { loadModule, loadTexts } from "./module.js";

provideModule(loadModule, loadTexts);
// Whoever waits for the module hears of a failure; this early start only saves time.
loadModule().catch(() => {});
define();
