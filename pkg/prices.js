// What a page wants to be said beside the carriers: prices, as a rule.

// The longest text, in characters.
const LONGEST = 40;

// Signs that nobody sees could turn the words around them, and so could the way in which the text itself is written.
const said = (text) =>
  text == null ? "" : ` · \u2068${[...String(text).replace(/\p{C}/gu, " ")].slice(0, LONGEST).join("")}\u2069`;

/** Puts them beside the points of a list, by their carriers' codes, and beside the one that is looked at. */
export function showPrices(root, prices) {
  for (const badge of root.querySelectorAll(".row .badge")) {
    const { parentElement: label, previousElementSibling: radio } = badge;
    const code = badge.dataset.carrier;
    const text = said(Object.hasOwn(prices, code) ? prices[code] : undefined);
    label.querySelector(".price").textContent = text;
    // Where a place has several carriers, each has a name of its own.
    if (radio) radio.ariaLabel = (radio.dataset.name ??= radio.ariaLabel) + text;
  }
  const looked = root.querySelector(".also:has(:checked:enabled) .price, .row > :checked:enabled + label .price");
  root.querySelector(".bar .price").textContent = looked?.textContent ?? "";
}
