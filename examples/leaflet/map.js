// A map of Leaflet's beside the picker's list: its markers are the points that are listed, and the list follows its area.
import { divIcon, featureGroup, map as leafletMap, marker, tileLayer } from "leaflet";

/** Pixels between the points, or what is told of one, and the edge of the map. */
const ROOM = { padding: [32, 32] };
const ROOM_OF_POPUP = { paddingTopLeft: [170, 170], paddingBottomRight: [170, 32] };

const OPENSTREETMAP = '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap contributors</a>';

/** Draws the map into `container`, and ties it to `picker`. `button` appears when there is another area to search. */
export function tie(picker, container, button) {
  const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = { fadeAnimation: animate, zoomAnimation: animate, markerZoomAnimation: animate, inertia: animate };
  const map = leafletMap(container, motion).setView([43.7629, 11.2434], 14);
  tileLayer("/tiles/{z}/{x}/{y}{r}", { maxZoom: 19, attribution: OPENSTREETMAP }).addTo(map);
  const markers = featureGroup().addTo(map);
  const byId = new Map();

  picker.addEventListener("spp-results", ({ detail }) => draw(detail));
  picker.addEventListener("spp-highlight", ({ detail }) => byId.get(detail.point?.id)?.openPopup());
  for (const event of ["spp-ready", "spp-change", "spp-error"]) picker.addEventListener(event, mark);
  picker.addEventListener("spp-change", () => map.closePopup());

  // What the page does to the map is no wish to search elsewhere; what the shopper does, is one.
  let own = false;
  map.on("dragend zoomend", () => (button.hidden = own));
  button.addEventListener("click", async () => {
    button.hidden = true;
    try {
      await picker.search({ area: areaOf(map.getBounds()) });
    } catch {
      // The picker has told the shopper what failed, who may want to try again.
      button.hidden = false;
    }
  });

  function draw({ area }) {
    markers.clearLayers();
    byId.clear();
    for (const point of picker.points) {
      const { latitude, longitude } = point.position;
      // The list is the way for keyboards and screen readers: 200 markers would be 200 stops of the Tab key.
      const drawn = marker([latitude, longitude], { icon: icon(point), keyboard: false });
      drawn.bindPopup(() => popup(point), { autoPan: false }).addTo(markers);
      drawn.on("popupopen", () => move(() => map.panInside(drawn.getLatLng(), { ...ROOM_OF_POPUP, animate })));
      byId.set(point.id, drawn);
    }
    mark();
    button.hidden = true;
    // An area that was searched is in sight already.
    if (!area && byId.size) move(() => map.fitBounds(markers.getBounds(), { ...ROOM, animate: false }));
  }

  function move(how) {
    own = true;
    how();
    own = false;
  }

  /** The chosen point looks different. */
  function mark() {
    for (const [id, drawn] of byId) drawn.getElement()?.classList.toggle("chosen", id === picker.value);
  }

  function popup({ id, name, address }) {
    const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
    const street = `${address.street} ${address.houseNumber}`.trim();
    const use = Object.assign(make("button", "Use this point"), { type: "button" });
    use.addEventListener("click", () => {
      map.closePopup();
      // The picker reads the point again, checks that it takes parcels, and tells of it by spp-ready.
      picker.value = id;
    });
    const content = document.createElement("div");
    content.append(make("b", name), make("p", `${street}, ${address.city}`), use);
    return content;
  }
}

/** Leaflet's bounds as the picker's area. */
function areaOf(bounds) {
  const position = ({ lat, lng }) => ({ latitude: lat, longitude: lng });
  return { northEast: position(bounds.getNorthEast()), southWest: position(bounds.getSouthWest()) };
}

/** A pin with the carrier's first letter. */
function icon({ carrier }) {
  const letter = document.createElement("span");
  letter.textContent = carrier.name.slice(0, 1).toUpperCase();
  return divIcon({ className: "pin", html: letter, iconSize: [30, 30], popupAnchor: [0, -12] });
}
