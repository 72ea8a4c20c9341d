// What a page asks to be searched, or shown on the map. The module reads the numbers, and takes nothing that is wrong.

// As the module knows them.
const [REFRESH, SEARCH, SEARCH_AREA, SHOW, SHOW_AREA, RESTORE, CLEAR] = [0, 1, 2, 3, 4, 8, 9];
const TELL = [5, 6, 7];

const go = (picker, what, { northEast, southWest }) =>
  picker.go(what, "", northEast.latitude, northEast.longitude, southWest.latitude, southWest.longitude);

/** Lets a picker search, and tells whether it does. */
export const search = (picker, { address = "", latitude, longitude, area }) =>
  area ? go(picker, SEARCH_AREA, area) : picker.go(SEARCH, String(address), latitude, longitude);

/** Lets a picker search once more, and tells whether there is anything to search. */
export const refresh = (picker) => picker.go(REFRESH, "");

/** Lets a picker read a point again that was chosen earlier. Gives the number of what is wrong with its id, or -1. */
export const restore = (picker, id) => picker.go(RESTORE, id);

/** Takes a picker's choice away. */
export const clear = (picker) => picker.go(CLEAR, "");

/** What a picker's map shows, or null without one. */
export function viewport(picker) {
  const [latitude, longitude, zoom] = TELL.map((what) => picker.go(what, ""));
  return zoom ? { center: { latitude, longitude }, zoom } : null;
}

/** Moves a picker's map. */
export const show = (picker, { center, zoom, area }) =>
  area ? go(picker, SHOW_AREA, area) : picker.go(SHOW, "", center.latitude, center.longitude, zoom);

/** The search on its way; those who wait for the same one share a promise. */
export class Waiting {
  #one = null;

  /** What comes of it. */
  get promise() {
    if (!this.#one) {
      const one = (this.#one = {});
      one.promise = new Promise((resolve, reject) => Object.assign(one, { resolve, reject }));
    }
    return this.#one.promise;
  }

  /** It is over: `how` is `resolve` or `reject`. */
  end(how, what) {
    this.#one?.[how](what);
    this.#one = null;
  }

  /** Another one took its place, or the picker is gone. */
  drop() {
    this.end("reject", new DOMException("The search was dropped.", "AbortError"));
  }
}
