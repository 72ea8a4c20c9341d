// What outlives a reload of the page, and nothing else: the id of the choice, and what was searched.

/** What is kept for an element, after a change of it if there is one. */
export function memory(element, change) {
  if (element.persist === "none") return {};
  const key = `service-point-picker ${element.endpoint || element.apiBase} ${element.name}`;
  try {
    const kept = { ...JSON.parse(sessionStorage.getItem(key)), ...change };
    if (change) sessionStorage.setItem(key, JSON.stringify(kept));
    return kept;
  } catch {
    // A page may forbid storage; then nothing is kept.
    return {};
  }
}
