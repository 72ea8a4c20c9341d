// What the picker is measured against: the same list, the same map and the same style sheet, by hand and without a
// framework, for one language, one country and one carrier to a row. Whoever writes less code than this shows less.

const KINDS = {
  servicepoint: "Parcel shop",
  locker: "Locker",
  post_office: "Post office",
  carrier_depot: "Carrier depot",
};
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const kilometres = new Intl.NumberFormat("en-IT", { style: "unit", unit: "kilometer", maximumFractionDigits: 1 });
const metres = new Intl.NumberFormat("en-IT", { style: "unit", unit: "meter" });
const clock = new Intl.DateTimeFormat("en-IT", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const wall = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "Europe/Rome",
});

const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
const time = (minute) => clock.format(minute * 60_000);

/** Day of the week from Monday on, and minute of the day, in Italy. */
function now() {
  const parts = Object.fromEntries(wall.formatToParts(Date.now()).map(({ type, value }) => [type, value]));
  return { day: DAYS.indexOf(parts.weekday.toLowerCase()), minute: Number(parts.hour) * 60 + Number(parts.minute) };
}

/** Whether a point is open, and until when, or when it opens. */
function door(point, { day, minute }) {
  const times = point.opening_times;
  if (!times) return { open: null, state: "Hours not known", next: "" };
  for (let ahead = 0; ahead < 7; ahead += 1) {
    for (const range of times[DAYS[(day + ahead) % 7]] ?? []) {
      const [start, end] = [minutes(range.start_time), minutes(range.end_time)];
      if (ahead === 0 && start <= minute && minute < end)
        return { open: true, state: "Open", next: ` until ${time(end)}` };
      if (ahead > 0 || minute < start) {
        const when = ahead ? DAYS[(day + ahead) % 7] : "today";
        return { open: false, state: "Closed", next: ` · opens ${when} ${time(start)}` };
      }
    }
  }
  return { open: false, state: "Closed until next week", next: "" };
}

const distance = (value) =>
  value < 1000 ? metres.format(Math.round(value / 10) * 10) : kilometres.format(value / 1000);

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function badge(point) {
  const made = element("span", "badge", point.carrier.name.slice(0, 2));
  if (!point.carrier.icon_url) return made;
  const image = element("img");
  image.alt = "";
  image.decoding = "async";
  image.src = `/api/carriers/${point.carrier.code}.svg`;
  made.append(image);
  return made;
}

// A row is made once by hand, and copied for each point.
const pattern = (() => {
  const row = element("li", "row");
  const radio = element("input");
  radio.type = "radio";
  radio.name = "point";
  const label = element("label", "");
  const where = element("span", "where", element("bdi"), element("span"), element("span", "unseen"));
  label.append(element("span", "what", element("bdi", "name"), where), element("span", "distance"));
  const disclose = element("button", "disclose", "Hours", element("i", "icon"));
  disclose.type = "button";
  row.append(radio, label, element("div", "door", element("span", "", element("b"), element("span")), disclose));
  row.append(element("div"));
  return row;
})();

function row(point, at) {
  const made = pattern.cloneNode(true);
  const [radio, label, line, week] = made.children;
  const [what, far] = label.children;
  const [name, where] = what.children;
  const { open, state, next } = door(point, at);
  radio.id = `p${point.id}`;
  radio.value = point.id;
  radio.setAttribute("aria-describedby", `o${point.id}`);
  label.htmlFor = radio.id;
  label.prepend(badge(point));
  name.textContent = point.name;
  where.children[0].textContent = `${point.address.street} ${point.address.house_number}`;
  where.children[1].textContent = KINDS[point.general_shop_type] ? ` · ${KINDS[point.general_shop_type]}` : "";
  where.children[2].textContent = ` · ${point.carrier.name}`;
  far.textContent = distance(point.distance);
  line.children[0].id = `o${point.id}`;
  if (open !== null) line.dataset.open = open ? "yes" : "no";
  line.children[0].children[0].textContent = state;
  line.children[0].children[1].textContent = next;
  line.children[1].dataset.hours = point.id;
  line.children[1].setAttribute("aria-label", `Opening hours of ${point.name}`);
  week.id = `w${point.id}`;
  return made;
}

const mercator = ({ latitude, longitude }) => ({
  x: longitude / 360 + 0.5,
  y: 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI),
});

class Map {
  constructor(surface) {
    this.surface = surface;
    this.tiles = element("div", "tiles");
    this.holder = element("div", "markers");
    this.surface.append(this.tiles, this.holder);
    this.markers = [];
    this.shown = new globalThis.Map();
    let from = null;
    surface.addEventListener("pointerdown", (event) => (from = { x: event.clientX, y: event.clientY }));
    surface.addEventListener("pointermove", (event) => {
      if (!from) return;
      this.left -= event.clientX - from.x;
      this.top -= event.clientY - from.y;
      from = { x: event.clientX, y: event.clientY };
      this.draw();
    });
    surface.addEventListener("pointerup", () => (from = null));
  }

  show(points) {
    this.markers = points.map((point) => {
      const button = element("button", "marker", badge(point));
      button.type = "button";
      button.tabIndex = -1;
      button.dataset.id = point.id;
      button.title = `${point.name}, ${point.carrier.name}`;
      button.setAttribute("aria-label", button.title);
      return { button, at: mercator(point.position) };
    });
    this.holder.replaceChildren(...this.markers.map(({ button }) => button));
    const [xs, ys] = ["x", "y"].map((key) => this.markers.map(({ at }) => at[key]));
    const [width, height] = [this.surface.clientWidth, this.surface.clientHeight];
    const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    this.zoom = Math.min(
      16,
      Math.log2(Math.min((width - 112) / (east - west), (height - 112) / (south - north)) / 256),
    );
    this.left = ((west + east) / 2) * this.world - width / 2;
    this.top = ((north + south) / 2) * this.world - height / 2;
    this.draw();
  }

  get world() {
    return 256 * 2 ** this.zoom;
  }

  draw() {
    const { world, left, top } = this;
    const level = Math.round(this.zoom);
    const size = world / 2 ** level;
    const [width, height] = [this.surface.clientWidth, this.surface.clientHeight];
    const wanted = new Set();
    for (let y = Math.floor((top - 64) / size); y * size < top + height + 64; y += 1) {
      for (let x = Math.floor((left - 64) / size); x * size < left + width + 64; x += 1) {
        const key = `${level}/${x}/${y}`;
        wanted.add(key);
        let frame = this.shown.get(key);
        if (!frame) {
          const image = element("img");
          image.alt = "";
          image.draggable = false;
          image.src = `/tiles/${key}`;
          frame = element("div", "tile", image);
          this.shown.set(key, frame);
          this.tiles.append(frame);
        }
        frame.style.translate = `${Math.round(x * size - left)}px ${Math.round(y * size - top)}px`;
        frame.style.width = `${Math.round((x + 1) * size - left) - Math.round(x * size - left)}px`;
        frame.style.height = `${Math.round((y + 1) * size - top) - Math.round(y * size - top)}px`;
      }
    }
    for (const [key, frame] of this.shown) {
      if (wanted.has(key)) continue;
      frame.remove();
      this.shown.delete(key);
    }
    for (const { button, at } of this.markers) {
      button.style.translate = `${Math.round(at.x * world - left)}px ${Math.round(at.y * world - top)}px`;
    }
  }
}

/** Puts the list and the map into an element, with the picker's style sheet. */
export function start(host, sheet) {
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(sheet);
  root.adoptedStyleSheets = [style];
  const field = element("input");
  field.id = "address";
  const go = element("button", "go", element("i", "icon"));
  const form = element("form", "search", element("label", "", "Where?"), element("div", "field", field, go));
  const status = element("p", "unseen");
  status.setAttribute("role", "status");
  const filters = element("div");
  const details = element("details", "filters", element("summary", "", "Filter"), filters);
  const list = element("ul");
  const points = element("fieldset", "points", element("legend", "unseen", "Pickup points"), details, list);
  const candidate = element("div", "candidate");
  const use = element("button", "use", "Use this point");
  const side = element("div", "side", form, status, points, element("div", "bar", candidate, use));
  const surface = element("div", "surface");
  const chooser = element("div", "chooser", side, element("div", "map", surface));
  root.append(element("section", "", element("div", "", element("section", "picker", chooser))));
  const map = new Map(surface);
  let found = [];

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const query = new URLSearchParams({ country_code: "IT", use_integration_carriers: "true", limit: "200" });
    query.set("address", field.value);
    const response = await fetch(`/api/service-points?${query}`);
    found = JSON.parse(await response.text()).data.results;
    const at = now();
    list.replaceChildren(...found.map((point) => row(point, at)));
    status.textContent = `${found.length} pickup points, the nearest ${distance(found[0].distance)} away.`;
    const carriers = new globalThis.Map();
    for (const { carrier } of found) carriers.set(carrier.name, (carriers.get(carrier.name) ?? 0) + 1);
    filters.replaceChildren(
      ...[...carriers].map(([name, count]) => {
        const box = element("input");
        box.type = "checkbox";
        return element("label", "chip", box, element("bdi", "", name), element("span", "", count));
      }),
    );
    map.show(found);
    host.dispatchEvent(new CustomEvent("spp-results"));
  });
  list.addEventListener("change", ({ target }) => {
    const point = found.find(({ id }) => String(id) === target.value);
    candidate.textContent = `${point.name} ${distance(point.distance)}`;
    for (const { button } of map.markers) button.toggleAttribute("data-on", button.dataset.id === target.value);
  });
}
