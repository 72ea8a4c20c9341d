// <service-point-picker> in Svelte 4 and 5. Import it once, for its types alone:
// `import type {} from "service-point-picker/svelte"`.

import type { HTMLAttributes } from "svelte/elements";
import type {
  ServicePointPicker,
  ServicePointPickerEventMap,
  ServicePointPickerFlag,
  ServicePointPickerSettings,
  ServicePointPickerTextAttributes,
} from "../index.js";

type Attributes = Partial<ServicePointPickerTextAttributes> & { [Name in ServicePointPickerFlag]?: boolean };

type Listeners = {
  // Svelte 5 writes the first, Svelte 4 the second.
  [Name in keyof ServicePointPickerEventMap as `on${Name}` | `on:${Name}`]?: (
    event: ServicePointPickerEventMap[Name],
  ) => void;
};

type Props = Attributes & ServicePointPickerSettings & Listeners;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "service-point-picker": Omit<HTMLAttributes<ServicePointPicker>, keyof Props> & Props;
  }
}
