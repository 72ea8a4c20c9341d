// What can be true of the points of an answer.
import { expect } from "@playwright/test";

import { haversine } from "../geography.js";

/** The different values that points have, in order. */
export const distinct = (points, of) => [...new Set(points.map(of))].sort();

/** Nearest first. */
function expectOrdered(points) {
  const metres = points.map((point) => point.distance);
  expect(metres.length).toBeGreaterThan(0);
  expect(metres.every(Number.isInteger)).toBe(true);
  expect(metres).toEqual(metres.toSorted((a, b) => a - b));
}

/** As far from a place as they say, nearest first. */
export function expectNear(points, place) {
  expectOrdered(points);
  for (const point of points) expect(Math.abs(point.distance - haversine(point.position, place))).toBeLessThan(2);
}

/** Around an address that was understood as this one. */
export const expectFound =
  (formattedAddress, status = "matched") =>
  (points, geocoding) => {
    expect(geocoding).toMatchObject({ status, formattedAddress });
    expectOrdered(points);
  };

/** In a box, its edges included. */
export function expectInside(points, { northEast, southWest }) {
  for (const { position } of points) {
    for (const angle of ["latitude", "longitude"]) {
      expect(position[angle]).toBeLessThanOrEqual(northEast[angle]);
      expect(position[angle]).toBeGreaterThanOrEqual(southWest[angle]);
    }
  }
}
