// The script of the formats: `format()` for who imports it, also on a server, and the method `format(kind)` for the elements
// of a page that register.js has defined.
import { addFormat, format } from "./format.js";

export { format };

globalThis.customElements?.whenDefined("service-point-picker").then(addFormat);
