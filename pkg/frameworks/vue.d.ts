// <service-point-picker> in Vue's templates. Import it once, for its types alone:
// `import type {} from "service-point-picker/vue"`.

import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type {
  ServicePointPicker,
  ServicePointPickerEventMap,
  ServicePointPickerFlag,
  ServicePointPickerSettings,
  ServicePointPickerTextAttributes,
} from "../index.js";

type Attributes = Partial<ServicePointPickerTextAttributes> & { [Name in ServicePointPickerFlag]?: boolean | "" };

type Emits = {
  [Name in keyof ServicePointPickerEventMap]: (event: ServicePointPickerEventMap[Name]) => void;
};

declare module "vue" {
  interface GlobalComponents {
    "service-point-picker": new () => ServicePointPicker & {
      $props: Omit<HTMLAttributes, keyof ServicePointPickerSettings> &
        Attributes &
        ServicePointPickerSettings &
        PublicProps;
      $emit: EmitFn<Emits>;
    };
  }
}
