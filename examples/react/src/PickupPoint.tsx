// The picker as a component of the shop's own: it takes an address, and tells of the choice.
import type { ServicePointSelection } from "service-point-picker";
import type {} from "service-point-picker/react";

import { type Address, line } from "./places";

interface Props {
  address: Address;
  onChoice: (selection: ServicePointSelection | null) => void;
}

export function PickupPoint({ address, onChoice }: Props) {
  return (
    <service-point-picker
      name="service_point"
      required
      endpoint="/api"
      country={address.country}
      address={line(address)}
      useIntegrationCarriers
      tiles="/tiles/{z}/{x}/{y}{r}"
      tilesAttribution="© OpenStreetMap contributors"
      // A choice of before a reload is there when the picker is ready; another country, or the carrier, may take it away.
      onspp-ready={(event) => onChoice(event.detail.selection)}
      onspp-change={(event) => onChoice(event.detail.selection)}
      onspp-error={(event) => event.detail.code === "selection_unavailable" && onChoice(null)}
    >
      The choice of pickup points could not be loaded.
    </service-point-picker>
  );
}
