// Makes elements from markup. The browser's own parser is not for us: it would need a Trusted Types policy, and a page
// may forbid all of them.

/**
 * The first element of the markup, and then those with the attribute `ref`, in their order. `{5}` stands for a text of
 * the picker's language, `{}` for the key of whatever is repeated.
 */
export const build = (markup, { lines }, key) => {
  const filled = (text) => text.replace(/{(\d*)}/g, (_, index) => (index ? lines[index] : key));
  const found = [];
  const open = [];
  for (const [, end, name, attributes, text] of markup.matchAll(/<(\/?)(\w+)([^>]*)>|([^<]+)/g)) {
    if (text) {
      open.at(-1).append(filled(text));
    } else if (end) {
      open.pop();
    } else {
      const element = document.createElement(name);
      if (!found.length) found.push(element);
      for (const [, attribute, value] of attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)) {
        if (attribute === "ref") found.push(element);
        else element.setAttribute(attribute, filled(value ?? ""));
      }
      open.at(-1)?.append(element);
      if (!attributes.endsWith("/")) open.push(element);
    }
  }
  return found;
};
