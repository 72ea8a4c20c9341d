// The shop: it renders the checkout, checks what comes back, and renders the page again when something is wrong with it.
import { checkout, received } from "./pages.js";
import { pointOf } from "./points.js";
import { serve } from "./serve.js";

const COUNTRY = "IT";

// What the page needs, and nothing else: docs/security.md says why each of these is there.
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const EMPTY = new URLSearchParams();

async function order(form) {
  const again = (status, problems, point) => ({ status, body: checkout({ country: COUNTRY, form, problems, point }) });
  const claimed = form.get("service_point") ?? "";
  let point;
  try {
    point = await pointOf(claimed);
  } catch (error) {
    console.error(error);
    // Nobody knows whether the point is good, so the shopper keeps it.
    return again(503, ["The pickup point cannot be checked just now. Please try again."], claimed);
  }
  // The carrier and the country are the server's to check: the form can say anything.
  const good =
    point &&
    !point.is_expired &&
    point.carrier.code === form.get("service_point_carrier") &&
    point.address.country_code === COUNTRY;
  if (!good) return again(422, ["Please choose a pickup point."]);
  if (!form.has("terms")) return again(422, ["Please accept the terms."], point.id);
  return received({ form, point });
}

serve(
  {
    "GET /": () => checkout({ country: COUNTRY, form: EMPTY, problems: [] }),
    "POST /": order,
  },
  { "content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "same-origin" },
);
