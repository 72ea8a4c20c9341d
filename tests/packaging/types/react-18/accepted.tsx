// React 18 knows attributes alone: a flag is an empty text, and events are listened to through a reference.
import * as React from "react";
import type { ServicePointPicker } from "service-point-picker";
import type {} from "service-point-picker/react";

export function Checkout({ map }: { map: boolean }) {
  const picker = React.useRef<ServicePointPicker>(null);
  React.useEffect(() => {
    const show = ({ detail }: WindowEventMap["spp-change"]) => console.log(detail.selection?.name);
    const element = picker.current;
    element?.addEventListener("spp-change", show);
    return () => element?.removeEventListener("spp-change", show);
  }, []);
  return (
    <service-point-picker
      ref={picker}
      class="card"
      name="service_point"
      required=""
      endpoint="/api"
      country="NL"
      use-integration-carriers=""
      no-map={map ? undefined : ""}
      limit={50}
      onClick={(event) => event.currentTarget.clear()}
    >
      Choose a pickup point.
    </service-point-picker>
  );
}
