// The gallery: every state as a picker of its own, started when it comes into sight; or one by itself, as ?state=ID.
import { define, provide } from "/pkg/index.js";

import { GROUPS } from "./gallery-states.js";

const asked = new URLSearchParams(location.search);
const alone = asked.get("state");
const looks = document.getElementById("looks");
const page = document.documentElement;

const LANGUAGES = "nl de fr es it pl pt cs sk hu ro sv da fi nb el bg hr sl et lv lt ar".split(" ");

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/** What the page was asked to look like. */
const chosen = () => Object.fromEntries(new FormData(looks));

function dress(picker) {
  const { theme, language } = chosen();
  picker.theme = theme || null;
  picker.language = language;
}

/** Puts a fresh picker into a frame, and leads it into its state. */
async function start(frame, state) {
  const picker = document.createElement("service-point-picker");
  picker.textContent = "The choice of pickup points is on its way. Write to us if it does not arrive.";
  for (const [name, value] of Object.entries(state.attributes)) picker.setAttribute(name, value);
  Object.assign(picker, state.properties);
  dress(picker);
  frame.replaceChildren(picker);
  await state.arrive?.(picker);
  frame.dataset.arrived = "";
}

function article(state) {
  const frame = make("div", { className: "frame" });
  const link = make("a", { href: address(state.id), textContent: state.title });
  const section = make("section", { className: "state", id: state.id }, make("h3", {}, link));
  section.append(make("p", { textContent: state.says }));
  if (state.alone && !alone) {
    frame.append(make("p", {}, `${state.alone} `, make("a", { href: address(state.id) }, "Show it by itself")));
  } else {
    waiting.set(frame, state);
  }
  section.append(frame);
  return section;
}

const address = (id) => `?${new URLSearchParams({ ...chosen(), state: id })}`;

// Forty pickers at once would make each of them slow.
const waiting = new Map();
const inSight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      inSight.unobserve(target);
      start(target, waiting.get(target));
    }
  },
  { rootMargin: "400px" },
);

function follow() {
  const { width, theme, language } = chosen();
  page.dataset.width = width;
  page.dataset.theme = theme;
  page.dir = language === "ar" ? "rtl" : "ltr";
  page.lang = language;
  document.querySelectorAll("service-point-picker").forEach(dress);
  for (const link of document.querySelectorAll(".state a")) link.href = address(link.closest(".state").id);
}

const languageNames = new Intl.DisplayNames("en", { type: "language" });
looks.elements.language.append(
  ...LANGUAGES.map((code) => make("option", { value: code, textContent: languageNames.of(code) })),
);
for (const [name, value] of asked) if (looks.elements[name]) looks.elements[name].value = value;
looks.addEventListener("change", () => {
  history.replaceState(null, "", `?${new URLSearchParams(chosen())}${location.hash}`);
  follow();
});

const shown = GROUPS.map(({ title, states }) => ({
  title,
  states: states.filter(({ id }) => !alone || id === alone),
})).filter(({ states }) => states.length > 0);

if (alone) {
  page.dataset.alone = "";
  const [state] = shown.flatMap(({ states }) => states);
  if (state?.sources) provide(state.sources);
  document.title = state ? `${state.title} – every state of the picker` : "No such state";
}
define();
for (const { title, states } of shown) {
  const items = states.map(({ id, title }) => make("li", {}, make("a", { href: `#${id}`, textContent: title })));
  document.getElementById("contents").append(make("ul", { ariaLabel: title }, ...items));
  document.getElementById("states").append(make("h2", { textContent: title }), ...states.map(article));
}
if (shown.length === 0) {
  const text = `There is no state “${alone}”. `;
  document.getElementById("states").append(text, make("a", { href: "/demo/gallery.html" }, "All states"));
}
// Only what is on the page can be opened, pressed and seen.
for (const [frame, state] of waiting) {
  if (alone) start(frame, state);
  else inSight.observe(frame);
}
follow();
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
