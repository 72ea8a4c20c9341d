// <service-point-picker> in JSX, for React 18 and 19. Import it once, for its types alone:
// `import type {} from "service-point-picker/react"`.

import type * as React from "react";
import type {
  ServicePointPicker,
  ServicePointPickerEventMap,
  ServicePointPickerFlag,
  ServicePointPickerSettings,
  ServicePointPickerTextAttributes,
} from "../index.js";

/** React 19 sets properties and listens to custom events; React 18 knows attributes alone. */
type IsReact19 = typeof React extends { useActionState: unknown } ? true : false;

type Attributes<Flag> = Partial<ServicePointPickerTextAttributes> & { [Name in ServicePointPickerFlag]?: Flag };

type Listeners = {
  [Name in keyof ServicePointPickerEventMap as `on${Name}`]?: (event: ServicePointPickerEventMap[Name]) => void;
};

/** React 18 would write `required="false"`, which counts as required: there an attribute is `""` or left out. */
type Props = IsReact19 extends true
  ? Attributes<boolean> & ServicePointPickerSettings & Listeners
  : Attributes<"" | undefined> & { [Name in keyof Listeners]?: never };

/** HTML attributes but for those that the picker types more closely. */
type Base = React.DetailedHTMLProps<React.HTMLAttributes<ServicePointPicker>, ServicePointPicker>;

/** `class` rather than `className`: that is what React 18 passes on to a custom element. */
type PickerElement = Omit<Base, keyof Props> & Props & { class?: string };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "service-point-picker": PickerElement;
    }
  }
}

declare global {
  // React 18 without the automatic runtime.
  namespace JSX {
    interface IntrinsicElements {
      "service-point-picker": PickerElement;
    }
  }
}
