// How what is there before the wasm module looks, which brings all the rest: the button that opens a dialog, and the one for
// another try.

const RULES =
  ":host{display:block}button{min-height:44px;padding:0 14px;border:1px solid var(--spp-edge,#858d9b);border-radius:10px;background:var(--spp-surface,Canvas);color:var(--spp-ink,CanvasText);font:400 15px/1.4 var(--spp-font,system-ui);cursor:pointer}p[part]{unicode-bidi:plaintext}.open{inline-size:100%;min-block-size:48px;text-align:start}";

let sheet;

/** Dresses the root of an element. */
export function dress(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  root.adoptedStyleSheets.push(sheet);
}
