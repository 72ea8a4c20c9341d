// What the wasm module reads of an element.

import { FLAGS, TEXTS } from "./attributes.js";

/** Attributes that are observed: all. */
export const OBSERVED = [...Object.keys(TEXTS), ...Object.keys(FLAGS), "value"];

export class Given {
  #element;
  #language;
  #preset;

  /** What the shopper chose or typed before the page was loaded again, by the attribute in whose place it counts. */
  kept = {};

  /** `preset` gives the id of the choice that is to be read. */
  constructor(element, language, preset) {
    this.#element = element;
    this.#language = language;
    this.#preset = preset;
  }

  /** The attributes that are there, a line for each. */
  lines() {
    const lines = [];
    for (const name of OBSERVED) {
      const text = this.#text(name);
      if (text != null) lines.push(`${name}=${text.replace(/\s/g, " ")}`);
    }
    if (this.#element.getToken) lines.push("get-token=");
    return lines.join("\n");
  }

  /** An attribute as a finite number. */
  number(name) {
    const text = this.#text(name)?.trim();
    return text && Number.isFinite(+text) ? +text : undefined;
  }

  /** The texts of the language; none for those of the module. */
  texts() {
    return this.#language.texts?.join("\n");
  }

  #text(name) {
    if (name === "language") return this.#language.code;
    if (name === "value") return this.#preset();
    return this.kept[name] ?? this.#element.getAttribute(name);
  }
}
