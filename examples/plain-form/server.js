// The shop: it takes the order, and shows what it received.
import { html, serve } from "./serve.js";

serve({
  "POST /order": (form) => {
    // Whatever a browser sends can be forged, so the id is no more than a claim: the example `server-rendered` checks it.
    if (!/^\d+$/.test(form.get("service_point") ?? "")) {
      return {
        status: 422,
        body: page("No pickup point", html`<p>Go back, and choose where to collect your parcel.</p>`),
      };
    }
    const fields = [...form].map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    );
    return page(
      "Order received",
      html`
        <section class="card">
          <p class="quiet">These are the form's fields, as they reached the shop.</p>
          <dl class="received">${fields}</dl>
        </section>
        <p><a href="/">Back to the checkout</a></p>
      `,
    );
  },
});

const page = (title, content) =>
  html`<!doctype html>
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
