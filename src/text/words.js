// Texts of one language, and how it writes numbers and times: the browser's `Intl` knows that already.

// Formatters take the browser a while to make, and a list asks for the same few again and again.
const kept = new Map();

const intl = (Kind, tag, options) => {
  const key = Kind + tag + JSON.stringify(options);
  if (!kept.has(key)) kept.set(key, new Intl[Kind](tag, options));
  return kept.get(key);
};

const STYLES = [{ hour: "2-digit", minute: "2-digit" }, { weekday: "long" }, { day: "numeric", month: "long" }];

/** The texts, a line for each, in the order of their keys; `tag` is a BCP 47 tag of language and country. */
export const makeWords = (tag, texts) => ({
  tag,
  lines: texts.split("\n"),
});

export const text = (words, index) => words.lines[index];

const filled = (text, name, value, other, valueOfOther) =>
  text.replace(/{(\w+)}/g, (_, found) => (found === name ? value : found === other ? valueOfOther : ""));

/** A text with up to two names in braces filled in. */
export const fill = ({ lines }, index, ...pairs) => filled(lines[index], ...pairs);

/** A text in the form that its language has for a count, with that count and one more name filled in. */
export const fillCount = ({ tag, lines }, index, count, ...pair) => {
  const category = intl("PluralRules", tag).select(count);
  const forms = lines[index].split("|").map((form) => form.split(/:(.*)/));
  const [, form] = forms.find(([name]) => name === category) ?? forms.at(-1);
  return filled(form, "count", intl("NumberFormat", tag).format(count), ...pair);
};

/** A number, with a unit when one is named. */
export const formatNumber = ({ tag }, unit, maximumFractionDigits, number) =>
  intl("NumberFormat", tag, unit ? { style: "unit", unit, maximumFractionDigits } : {}).format(number);

/** A time (style 0), a weekday (1) or a day of the year (2) of an instant, as clocks in UTC show it. */
export const formatDate = ({ tag }, style, milliseconds) =>
  intl("DateTimeFormat", tag, { timeZone: "UTC", ...STYLES[style] }).format(milliseconds);

/** Fills a list with the names of countries, by their codes (ISO 3166-1 alpha-2) with a space between, and chooses one. */
export const fillCountries = ({ tag }, list, codes, chosen) => {
  const names = intl("DisplayNames", tag, { type: "region" });
  list.replaceChildren(...codes.split(" ").map((code) => new Option(names.of(code), code)));
  list.value = chosen;
};

/** Minutes by which a zone is ahead of UTC at an instant. Behind `GMT` stands nothing, `+01:00` or `-03:30`. */
export const zoneOffset = (timeZone, milliseconds) => {
  const text = intl("DateTimeFormat", "en-US", { timeZone, timeZoneName: "longOffset" }).format(milliseconds);
  const [, sign, hours, minutes] = /GMT(.)(\d+):(\d+)/.exec(text) ?? [0, "+", 0, 0];
  return +(sign + (hours * 60 + +minutes));
};
