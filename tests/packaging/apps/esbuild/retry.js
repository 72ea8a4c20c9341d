// The first address is wrong; a function may know better the next time.
import { ServicePointPicker, load, provide } from "service-point-picker";

let tries = 0;
provide({
  wasm: async () => {
    tries += 1;
    if (tries === 1) return "/nowhere.wasm";
    return WebAssembly.compileStreaming(fetch("/picker/picker_bg.wasm"));
  },
});
window.attempt = () =>
  load().then(
    () => "loaded",
    (error) => error.message,
  );
window.attempts = () => tries;
window.Picker = ServicePointPicker;
