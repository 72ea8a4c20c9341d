// The shop: it takes the order, and shows what it received. The point is the object that the hosted picker gave, too.
import { html, serve } from "./serve.js";

serve({
  "POST /order": (form) => {
    const point = pointOf(form);
    if (!point) return { status: 422, body: page("No service point", html`<p>Go back, and choose one.</p>`) };
    return page(
      "Order received",
      html`
        <section class="card">
          <h2>The service point</h2>
          <dl class="received">${Object.entries(point).map(([name, value]) => row(name, value))}</dl>
        </section>
        <p><a href="/">Back to the checkout</a></p>
      `,
    );
  },
});

/** The point of a form, or null when there is none, or something else. */
function pointOf(form) {
  try {
    const point = JSON.parse(form.get("sendcloud_service_point"));
    return Number.isInteger(point.id) ? point : null;
  } catch {
    return null;
  }
}

function row(name, value) {
  return html`<dt>${name}</dt>
    <dd>${typeof value === "string" ? value : JSON.stringify(value)}</dd>`;
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
