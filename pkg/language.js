// The language that an element speaks, and where its texts come from.

import { override } from "./messages.js";

// Languages besides English, whose texts are in the module; `languages/` beside the script holds these.
const LANGUAGES = "nl de fr es it pl pt cs sk hu ro sv da fi nb el bg hr sl et lv lt ar".split(" ");

// The last texts of each language, which are needed before there is a module, or without one.
const ENGLISH = [
  "Pickup points are not available at the moment.",
  "Try again",
  "Choose a pickup point",
  "Close",
  "Please choose a pickup point.",
];

let load = () => Promise.reject(new Error("No languages were provided."));

/** Takes a function that gives a promise of the array of a language's texts, by its code. It may be called again. */
export function provideTexts(texts) {
  load = texts;
}

/** A promise of one of the files, or of nothing when it cannot be had. */
export const loadTexts = (name) => load(name).catch(() => undefined);

export class Language {
  /** Of the texts. */
  code = "en";
  /** All of them, in the order of their keys; undefined for those of the module. */
  texts = undefined;

  #wish = { code: "en", messages: null };
  #spoken = Promise.resolve();

  /** The last texts: of a picker that cannot be had, a dialog, and a form that needs a choice. */
  get last() {
    return (this.texts ?? ENGLISH).slice(-5);
  }

  /**
   * Takes up the nearest language to an element that there are texts of, with the element's own in their places. What cannot
   * be had is no reason to fail. The promise tells when that is done; `refuse` hears the keys that do not fit.
   */
  follow(element, refuse) {
    const wished = element.getAttribute("language") || element.closest("[lang]")?.lang || navigator.language;
    const code = wished
      .split("-")[0]
      .toLowerCase()
      .replace(/^(no|nn)$/, "nb");
    const { messages } = element;
    if (code !== this.#wish.code || messages !== this.#wish.messages) {
      this.#wish = { code, messages };
      this.#spoken = this.#speak(this.#wish, refuse);
    }
    return this.#spoken;
  }

  async #speak(wish, refuse) {
    const { code, messages } = wish;
    const isKnown = LANGUAGES.includes(code);
    const [texts, keys] = await Promise.all([
      isKnown ? loadTexts(code) : messages && loadTexts("en"),
      messages && loadTexts("keys"),
    ]);
    // Another language may have been wished for meanwhile.
    if (wish !== this.#wish) return this.#spoken;
    this.code = isKnown && texts ? code : "en";
    this.texts = texts && keys ? override(texts, keys, messages, refuse) : (texts ?? undefined);
  }
}
