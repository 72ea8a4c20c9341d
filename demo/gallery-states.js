// The states of the picker: how each is called, what it shows, and how a shopper gets there.

const FLORENCE = {
  endpoint: "/api",
  country: "IT",
  "use-integration-carriers": "",
  address: "Via Romana 20, Firenze",
  limit: "40",
  tiles: "/tiles/{z}/{x}/{y}{r}",
  "tiles-attribution": "© OpenStreetMap contributors",
  directions: "https://www.openstreetmap.org/directions?to={latitude},{longitude}",
  // What is chosen in one state is nothing to the others.
  persist: "none",
};

/** The filter of parcel lockers, by the value of its checkbox. */
const LOCKERS = "32";

/** The same checkout with a proxy behind it where something goes wrong. */
const at = (condition) => ({ ...FLORENCE, endpoint: `/gallery/${condition}/api` });

const without = (attributes, ...names) =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));

const inside = (picker, selector) => picker.shadowRoot?.querySelector(selector);

/** The first of what is looked for that can be seen, as soon as it can. */
async function seen(picker, selector) {
  for (;;) {
    const found = [...(picker.shadowRoot?.querySelectorAll(selector) ?? [])].find((each) => each.checkVisibility());
    if (found) return found;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

const press = async (picker, selector) => (await seen(picker, selector)).click();
const listed = (picker) => seen(picker, ".row");

/** Brings the map to the front, where list and map take turns. */
async function showMap(picker) {
  await listed(picker);
  const toMap = inside(picker, ".switch button + button");
  if (toMap?.checkVisibility()) toMap.click();
  await seen(picker, ".map .marker, .map .cluster");
}

/** Looks at the nth row. */
async function look(picker, index = 1) {
  await listed(picker);
  picker.shadowRoot.querySelectorAll(".row > label")[index].click();
}

async function choose(picker, index) {
  await look(picker, index);
  await press(picker, ".use:enabled");
}

async function lookAtPackstation(picker) {
  await listed(picker);
  const { id } = picker.points.find(({ carrierShopType }) => carrierShopType === "packstation");
  inside(picker, `label[for="p${id}"]`).click();
}

/** Presses the chips of these kinds, named by what they ask for. */
async function filter(picker, ...values) {
  await press(picker, ".filters summary");
  for (const value of values) await press(picker, `.chip:has([value="${value}"])`);
}

/**
 * Each group of states. `attributes` and `properties` are the picker's, `arrive` leads a fresh picker into the state, and
 * `alone` says why a state is shown by itself: it would change the others on the page.
 */
export const GROUPS = [
  {
    title: "Finding",
    states: [
      {
        id: "first-load",
        title: "First load",
        says: "The module is on its way. The shop's own words stand where the picker will be.",
        attributes: FLORENCE,
        alone: "The module that never arrives would be everybody's.",
        sources: { wasm: () => new Promise(() => {}) },
      },
      {
        id: "empty",
        title: "Nothing asked yet",
        says: "No address is known: the shopper types one, or gives their place.",
        attributes: without(FLORENCE, "address"),
        arrive: (picker) => seen(picker, ".note"),
      },
      {
        id: "countries",
        title: "Several countries",
        says: "The shop delivers to several countries, and the shopper chooses one.",
        attributes: { ...FLORENCE, country: "BE", countries: "BE NL LU", address: "Grote Markt 1, 2000 Antwerpen" },
        arrive: listed,
      },
      {
        id: "slow",
        title: "Slow",
        says: "Rows to come at once; after a second the picker says that it takes longer.",
        attributes: at("slow"),
        async arrive(picker) {
          const slow = await seen(picker, ".slow");
          while (getComputedStyle(slow).opacity < 1) await new Promise((resolve) => requestAnimationFrame(resolve));
        },
      },
      {
        id: "results",
        title: "A list and a map",
        says: "The points in order of distance, with what a shopper decides by.",
        attributes: FLORENCE,
        arrive: listed,
      },
      {
        id: "city",
        title: "Only the city was found",
        says: "The picker says what it found, and how to get closer.",
        attributes: { ...FLORENCE, address: "Firenze" },
        arrive: listed,
      },
      {
        id: "one",
        title: "One point",
        says: "A list of one is a list.",
        attributes: { ...FLORENCE, limit: "1" },
        arrive: listed,
      },
      {
        id: "stacked",
        title: "Two hundred at one coordinate",
        says: "No zoom parts them: the list does, and each press on the cluster looks at the next.",
        attributes: { ...at("stacked"), limit: "200" },
        arrive: showMap,
      },
      {
        id: "none",
        title: "No point of these carriers here",
        says: "Nothing was found, and what to try.",
        attributes: { ...without(FLORENCE, "use-integration-carriers"), carriers: "correos" },
        arrive: (picker) => seen(picker, ".note"),
      },
      {
        id: "prices",
        title: "With the shop's prices",
        says: "What the shop says of a carrier stands beside each of its points.",
        attributes: FLORENCE,
        properties: {
          prices: { poste_it: "€ 2,90", brt: "€ 3,50", dhl: "€ 4,20", ups: "€ 5,00", inpost_it: "€ 1,90" },
        },
        arrive: (picker) => look(picker, 0),
      },
      {
        id: "no-map",
        title: "Without a map",
        says: "A full picker, and one request less to anybody.",
        attributes: { ...FLORENCE, "no-map": "" },
        arrive: listed,
      },
    ],
  },
  {
    title: "Comparing",
    states: [
      {
        id: "details",
        title: "Details of a point",
        says: "The week with today marked, contacts, and the way there.",
        attributes: FLORENCE,
        arrive: async (picker) => {
          await listed(picker);
          await press(picker, ".disclose");
          await seen(picker, ".row table");
        },
      },
      {
        id: "filters",
        title: "Filters",
        says: "Each with how many points it would leave; what would leave none cannot be pressed.",
        attributes: FLORENCE,
        arrive: async (picker) => {
          await listed(picker);
          await filter(picker);
        },
      },
      {
        id: "filtered",
        title: "Filtered to nothing",
        says: "A filter that leaves nothing offers to clear itself.",
        attributes: FLORENCE,
        async arrive(picker) {
          await listed(picker);
          await filter(picker, LOCKERS);
          picker.shopTypes = "servicepoint";
          await seen(picker, ".note");
        },
      },
      {
        id: "map",
        title: "The map in front",
        says: "Clusters say how many places they stand for; a marker carries its carrier's sign.",
        attributes: { ...FLORENCE, layout: "map", limit: "100" },
        arrive: (picker) => seen(picker, ".map .marker, .map .cluster"),
      },
      {
        id: "sheet",
        title: "A point on the map",
        says: "A sheet over the map names it, with its button in reach.",
        attributes: { ...FLORENCE, layout: "map" },
        async arrive(picker) {
          await press(picker, ".map .marker");
          await seen(picker, ".use:enabled");
        },
      },
      {
        id: "moved",
        title: "The map was moved",
        says: "The picker offers to search there.",
        attributes: FLORENCE,
        async arrive(picker) {
          await showMap(picker);
          picker.viewport = { center: { latitude: 43.776, longitude: 11.262 }, zoom: 15 };
          await seen(picker, ".search-area");
        },
      },
      {
        id: "no-tiles",
        title: "The tile server is down",
        says: "The places are still on the map, and the list is whole.",
        attributes: { ...FLORENCE, tiles: "/no-such-tiles/{z}/{x}/{y}" },
        arrive: showMap,
      },
    ],
  },
  {
    title: "Choosing",
    states: [
      {
        id: "highlighted",
        title: "A point is looked at",
        says: "The bar names it, with one button to take it.",
        attributes: FLORENCE,
        arrive: (picker) => look(picker),
      },
      {
        id: "post-number",
        title: "A Packstation asks for the post number",
        says: "DHL's lockers in Germany deliver to registered customers only.",
        attributes: { ...FLORENCE, country: "DE", address: "Alexanderplatz, Berlin" },
        async arrive(picker) {
          await lookAtPackstation(picker);
          await seen(picker, "#post");
        },
      },
      {
        id: "post-number-wrong",
        title: "Without the post number",
        says: "What is missing is said at the field, and nothing was sent.",
        attributes: { ...FLORENCE, country: "DE", address: "Alexanderplatz, Berlin" },
        async arrive(picker) {
          await lookAtPackstation(picker);
          await press(picker, ".use:enabled");
          await seen(picker, "#post[aria-invalid]");
        },
      },
      {
        id: "checking",
        title: "Being checked",
        says: "The point is asked whether it takes parcels now.",
        attributes: at("hesitant"),
        arrive: choose,
      },
      {
        id: "refused",
        title: "Not available",
        says: "It takes no parcels now: it says so in its row, and another can be chosen.",
        attributes: at("refused"),
        async arrive(picker) {
          await choose(picker);
          await seen(picker, ".problem p");
        },
      },
      {
        id: "chosen",
        title: "Chosen",
        says: "The choice, and a way back.",
        attributes: FLORENCE,
        async arrive(picker) {
          await choose(picker);
          await seen(picker, ".summary");
        },
      },
      {
        id: "changing",
        title: "Being changed",
        says: "The earlier choice can be kept.",
        attributes: FLORENCE,
        async arrive(picker) {
          await choose(picker);
          await press(picker, ".summary button");
          await seen(picker, ".keep button");
        },
      },
      {
        id: "gone",
        title: "The earlier choice is gone",
        says: "A choice of earlier is read and checked again before it counts. This one is no more.",
        attributes: { ...FLORENCE, value: "999999999" },
        arrive: listed,
      },
      {
        id: "disabled",
        title: "Disabled",
        says: "As any field of a form.",
        attributes: { ...FLORENCE, disabled: "" },
        arrive: listed,
      },
      {
        id: "dialog",
        title: "In a dialog: the button",
        says: "A button stands on the page; it opens the picker above everything.",
        attributes: { ...FLORENCE, display: "dialog" },
        arrive: (picker) => seen(picker, ".open"),
      },
      {
        id: "dialog-open",
        title: "In a dialog: open",
        says: "The picker above the page.",
        attributes: { ...FLORENCE, display: "dialog" },
        alone: "A dialog lies above everything else.",
        async arrive(picker) {
          picker.show();
          await look(picker);
        },
      },
      {
        id: "dialog-chosen",
        title: "In a dialog: chosen",
        says: "The button says what was chosen.",
        attributes: { ...FLORENCE, display: "dialog" },
        alone: "The dialog opens on the way.",
        async arrive(picker) {
          picker.show();
          const chosen = new Promise((resolve) => picker.addEventListener("spp-change", resolve, { once: true }));
          await choose(picker);
          await chosen;
        },
      },
    ],
  },
  {
    title: "When something is wrong",
    states: [
      {
        id: "nothing-typed",
        title: "Nothing typed",
        says: "What to type is said at the field.",
        attributes: without(FLORENCE, "address"),
        async arrive(picker) {
          await press(picker, ".go");
          await seen(picker, "[aria-invalid]");
        },
      },
      {
        id: "not-found",
        title: "The address was not found",
        says: "What was typed stays, to be mended.",
        attributes: { ...FLORENCE, address: "Xyzzyqwop 99" },
        arrive: (picker) => seen(picker, ".feedback"),
      },
      {
        id: "no-location",
        title: "The browser does not give the place",
        says: "Refused, too slow or unknown: each has its words, and an address will do.",
        attributes: without(FLORENCE, "address"),
        alone: "Your browser asks you first: refuse.",
        async arrive(picker) {
          await press(picker, ".locate");
          await seen(picker, ".problem p");
        },
      },
      {
        id: "limited",
        title: "Too many searches",
        says: "The seconds are counted down, and the search is done again by itself.",
        attributes: at("limited"),
        arrive: (picker) => seen(picker, ".problem span"),
      },
      {
        id: "down",
        title: "The API is down",
        says: "What was typed stays, and another try is one press away.",
        attributes: at("down"),
        arrive: (picker) => seen(picker, ".problem button"),
      },
      {
        id: "offline",
        title: "Offline",
        says: "The search waits for the connection, and goes on by itself.",
        attributes: FLORENCE,
        alone: "Switch your network off when the list is there: the page searches once more then.",
        async arrive(picker) {
          await listed(picker);
          if (navigator.onLine) await new Promise((resolve) => addEventListener("offline", resolve, { once: true }));
          inside(picker, "#address").value = "Piazza del Duomo, Firenze";
          inside(picker, ".search").requestSubmit();
          await seen(picker, ".problem p");
        },
      },
      {
        id: "no-module",
        title: "The module cannot be had",
        says: "A plain message, another try, and the shop's own words. The rest of the form works.",
        attributes: FLORENCE,
        alone: "The module that is missing would be everybody's.",
        sources: { wasm: "/pkg/no-such-module.wasm" },
        arrive: (picker) => seen(picker, "[part=configuration-error]"),
      },
      {
        id: "attribute",
        title: "A mistake of the shop's",
        says: "For the developer: which attribute, and what is wrong with it.",
        attributes: { ...without(FLORENCE, "use-integration-carriers"), carriers: "postnl", limit: "1000" },
        arrive: (picker) => seen(picker, "[part=configuration-error]"),
      },
    ],
  },
];
