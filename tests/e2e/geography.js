// The map's mathematics once more, by the textbook and apart from the code that is tested.

/** The API's limit for the diagonal of a box, in metres. */
export const LONGEST_DIAGONAL = 50_000;

const TILE = 256;
const EARTH = 6_371_008.8;

const radians = (degrees) => (degrees * Math.PI) / 180;

/** A place on the mercator square, 0 to 1 from the north-west. */
export function mercator({ latitude, longitude }) {
  const y = Math.log(Math.tan(Math.PI / 4 + radians(latitude) / 2));
  return { x: longitude / 360 + 0.5, y: 0.5 - y / (2 * Math.PI) };
}

function unproject({ x, y }) {
  const latitude = (2 * Math.atan(Math.exp(Math.PI * (1 - 2 * y))) - Math.PI / 2) * (180 / Math.PI);
  return { latitude, longitude: (x - 0.5) * 360 };
}

/** Metres between two places, on a sphere of the mean radius. */
export function haversine(a, b) {
  const [latitude, longitude] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(longitude / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(h));
}

/** The box of a search, from its parameters. */
export function boxOf(parameters) {
  const number = (name) => Number(parameters.get(name) ?? NaN);
  return {
    northEast: { latitude: number("ne_latitude"), longitude: number("ne_longitude") },
    southWest: { latitude: number("sw_latitude"), longitude: number("sw_longitude") },
  };
}

export function diagonal({ northEast, southWest }) {
  return haversine(northEast, southWest);
}

/** What a map of some size shows: `world` pixels of the whole world side by side, shifted so that `left`, `top` show. */
export class Viewport {
  constructor(world, left, top, size) {
    Object.assign(this, { world, left, top, size });
  }

  get zoom() {
    return Math.log2(this.world / TILE);
  }

  /** In pixels from the map's top left corner. */
  project(place) {
    const { x, y } = mercator(place);
    return { x: x * this.world - this.left, y: y * this.world - this.top };
  }

  at(x, y) {
    return unproject({ x: (this.left + x) / this.world, y: (this.top + y) / this.world });
  }

  get center() {
    return this.at(this.size.width / 2, this.size.height / 2);
  }

  get bounds() {
    const { width, height } = this.size;
    return { northEast: this.at(width, 0), southWest: this.at(0, height) };
  }

  /** The same centre, so many levels closer. */
  zoomed(levels) {
    const factor = 2 ** levels;
    const middle = (start, length) => (start + length / 2) * factor - length / 2;
    const { width, height } = this.size;
    return new Viewport(this.world * factor, middle(this.left, width), middle(this.top, height), this.size);
  }
}

/**
 * The viewport that draws places where they are seen, by least squares: markers stand on whole pixels, and many of them
 * tell together what one cannot.
 */
export function viewportOf(seen, size) {
  const places = seen.map((one) => ({ ...mercator(one), px: one.x, py: one.y }));
  const mean = (key) => places.reduce((sum, place) => sum + place[key], 0) / places.length;
  const [mx, my, px, py] = ["x", "y", "px", "py"].map(mean);
  let [above, below] = [0, 0];
  for (const place of places) {
    above += (place.x - mx) * (place.px - px) + (place.y - my) * (place.py - py);
    below += (place.x - mx) ** 2 + (place.y - my) ** 2;
  }
  const world = above / below;
  return new Viewport(world, mx * world - px, my * world - py, size);
}
