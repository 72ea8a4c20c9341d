// Texts of the page's own in place of the picker's.

const names = (text) => text.match(/{[^}]*}/g) ?? [];

// A text names what the picker's own names, and nothing else. A form for one or two may do without the number.
const fits = (text, line) =>
  typeof text === "string" &&
  text.trim() &&
  !text.includes("|") &&
  names(text).every((name) => line.includes(name)) &&
  names(line).every((name) => name === "{count}" || text.includes(name));

/**
 * A language's lines with `messages` in their places, by key: `text`, or `one:text|other:text` where a number counts.
 * `refuse` hears of the keys that there are not, and of those whose text does not fit.
 */
export function override(lines, keys, messages, refuse) {
  const all = [...lines];
  const wrong = [];
  for (const [key, message] of Object.entries(messages)) {
    const line = lines[keys.indexOf(key)] ?? "";
    const counts = /(^|\|)other:/.test(line);
    const { other, ...rest } = typeof message === "string" ? { other: message } : (message ?? {});
    const forms = [...Object.entries(rest), ["other", other]];
    if (line && (counts || !forms[1]) && forms.every(([, text]) => fits(text, line))) {
      const text = counts ? forms.map((form) => form.join(":")).join("|") : other;
      all[keys.indexOf(key)] = text.replaceAll("\n", " ");
    } else {
      wrong.push(key);
    }
  }
  if (wrong.length) refuse(wrong.join(", "));
  return all;
}
