// What the hosted picker knew by itself, and a picker of your own is told: here, where the map's tiles come from.
Object.assign(sendcloud.servicePoints.settings, {
  tiles: "/tiles/{z}/{x}/{y}{r}",
  tilesAttribution: "© OpenStreetMap contributors",
});
