// The shop: it takes the order, reads the field of Sendcloud's plugin, and shows what it received.
import { html, serve } from "./serve.js";

const FIELD = "sendcloudshipping_service_point_extra_v2";
const NAMES = ["id", "toPostalCode", "name", "street", "city", "postal_code", "house_number"];

/** The point of a form, or null when there is none, or something else. */
function pointOf(form) {
  try {
    const point = JSON.parse(form.get(FIELD));
    return NAMES.every((name) => typeof point[name] === "string") ? point : null;
  } catch {
    return null;
  }
}

serve({
  "POST /order": (form) => {
    const toPoint = form.get("shipping_method") === "pickup_point";
    const point = pointOf(form);
    if (toPoint && !point) return { status: 422, body: page("No pickup point", html`<p>Go back, and choose one.</p>`) };
    if (!toPoint && point)
      return { status: 422, body: page("A pickup point, and home delivery", html`<p>Go back.</p>`) };
    return page(
      "Order received",
      html`
        <section class="card">
          <h2>The form's fields</h2>
          <dl class="received">${rows([...form])}</dl>
        </section>
        ${
          point
            ? html`<section class="card">
                <h2>Order meta sendcloudshipping_v2_service_point</h2>
                <dl class="received">${rows(Object.entries(point))}</dl>
              </section>`
            : ""
        }
        <p><a href="/">Back to the checkout</a></p>
      `,
    );
  },
});

function rows(entries) {
  return entries.map(
    ([name, value]) =>
      html`<dt>${name}</dt>
        <dd>${value}</dd>`,
  );
}

function page(title, content) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/shop.css" />
      </head>
      <body>
        <main class="shop">
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
}
