// Every element after a mark must be an error.
import type {} from "service-point-picker/react";

export const refused = [
  // @ts-expect-error There is no such theme.
  <service-point-picker theme="sepia" />,
  // @ts-expect-error There is no such attribute.
  <service-point-picker endpoints="/api" />,
  // @ts-expect-error It is there or not.
  <service-point-picker required="yes" />,
  // @ts-expect-error A price is a text.
  <service-point-picker prices={{ postnl: 2.95 }} />,
  // @ts-expect-error There is no such detail.
  <service-point-picker onspp-change={(event) => event.detail.point} />,
];
