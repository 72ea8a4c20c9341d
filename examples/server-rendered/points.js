// Reads a pickup point where the picker reads it, so that the order does not rest on what a browser says.

const { PROXY_URL = "http://127.0.0.1:8081" } = process.env;

/**
 * The point of this id as Sendcloud's API tells it, or null when there is none.
 *
 * @throws when the proxy does not answer, or has no answer
 */
export async function pointOf(id) {
  if (!/^\d{1,19}$/.test(id)) return null;
  const signal = AbortSignal.timeout(10_000);
  const response = await fetch(`${PROXY_URL}/api/service-points/${id}`, { redirect: "error", signal });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The proxy answered ${response.status}: ${await response.text()}`);
  const { data } = await response.json();
  // As a text: ids can be larger than a number of JavaScript can hold.
  return { ...data, id };
}
