// A map of Leaflet's beside the picker's list: its markers are the points that are listed, and the list follows its area.
import { divIcon, featureGroup, map as leafletMap, marker, tileLayer } from "leaflet";

/** Room at the edge of the map, in pixels, when all points are shown. */
const PADDING = [32, 32];

/** Draws the map into `container`, and ties it to `picker`. `button` appears when there is another area to search. */
export function tie(picker, container, button) {
  // The list is the way for keyboards and screen readers: 200 markers would be 200 stops of the Tab key.
  const map = leafletMap(container, { keyboard: true }).setView([43.7629, 11.2434], 14);
  tileLayer("/tiles/{z}/{x}/{y}{r}", { maxZoom: 19, attribution: OPENSTREETMAP }).addTo(map);
  const markers = featureGroup().addTo(map);
  const byId = new Map();
  // What the map does by itself is no wish to search elsewhere.
  let moving = false;

  function draw({ area }) {
    markers.clearLayers();
    byId.clear();
    for (const point of picker.points) {
      const { latitude, longitude } = point.position;
      const drawn = marker([latitude, longitude], { icon: icon(point), keyboard: false, alt: "" });
      drawn.bindPopup(() => popup(point)).addTo(markers);
      byId.set(point.id, drawn);
    }
    mark();
    button.hidden = true;
    // The area that was searched is in sight already.
    if (!area && byId.size) go(() => map.fitBounds(markers.getBounds(), { padding: PADDING, animate: false }));
  }

  /** Moves the map without offering a search. */
  function go(move) {
    moving = true;
    move();
    moving = false;
  }

  /** The chosen point looks different. */
  function mark() {
    for (const [id, drawn] of byId) drawn.getElement()?.classList.toggle("chosen", id === picker.value);
  }

  function popup(point) {
    const { street, houseNumber, city } = point.address;
    const content = document.createElement("div");
    const name = Object.assign(document.createElement("b"), { textContent: point.name });
    const place = Object.assign(document.createElement("p"), {
      textContent: `${`${street} ${houseNumber}`.trim()}, ${city}`,
    });
    const use = Object.assign(document.createElement("button"), { type: "button", textContent: "Use this point" });
    use.addEventListener("click", () => {
      map.closePopup();
      // The picker reads the point again, checks that it takes parcels, and tells of it by spp-ready.
      picker.value = point.id;
    });
    content.append(name, place, use);
    return content;
  }

  picker.addEventListener("spp-results", ({ detail }) => draw(detail));
  picker.addEventListener("spp-highlight", ({ detail }) => byId.get(detail.point?.id)?.openPopup());
  for (const event of ["spp-ready", "spp-change"]) picker.addEventListener(event, mark);

  map.on("moveend", () => {
    if (!moving) button.hidden = false;
  });
  button.addEventListener("click", () => {
    button.hidden = true;
    picker.search({ area: areaOf(map.getBounds()) });
  });
}

const OPENSTREETMAP = '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap contributors</a>';

/** Leaflet's bounds as the picker's area. */
function areaOf(bounds) {
  const position = ({ lat, lng }) => ({ latitude: lat, longitude: lng });
  return { northEast: position(bounds.getNorthEast()), southWest: position(bounds.getSouthWest()) };
}

/** A pin with the carrier's first letter. */
function icon({ carrier }) {
  const pin = document.createElement("span");
  pin.textContent = carrier.name.slice(0, 1).toUpperCase();
  return divIcon({ className: "pin", html: pin, iconSize: [30, 30], popupAnchor: [0, -12] });
}
