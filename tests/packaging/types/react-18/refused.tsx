// Every element after a mark must be an error.
import * as React from "react";
import type {} from "service-point-picker/react";

export const refused = [
  // @ts-expect-error React 18 would write required="false", which counts as required.
  <service-point-picker required={false} />,
  // @ts-expect-error It does not set properties.
  <service-point-picker prices={{ postnl: "€ 2.95" }} />,
  // @ts-expect-error The attribute is house-number.
  <service-point-picker houseNumber="10" />,
  // @ts-expect-error It does not listen to events that it does not know.
  <service-point-picker onspp-change={() => {}} />,
  // @ts-expect-error There is no such layout.
  <service-point-picker layout="grid" />,
];

export const uses: typeof React.version = "18";
