// The shop's pages, each complete as it leaves the server.
import { html } from "./serve.js";

/** The checkout, with what the shopper has filled in already. `point` is the id of a choice that is to be kept. */
export const checkout = ({ country, form, problems, point }) =>
  page(
    "Checkout",
    html` <form method="post" action="/">
      ${problems.map((problem) => html`<p role="alert">${problem}</p>`)}
      <section class="card">
        <h2>You</h2>
        <div class="fields">
          <label
            >Name <input name="name" autocomplete="name" required value="${form.get("name") ?? "Ada Bianchi"}"
          /></label>
          <label
            >E-mail
            <input
              name="email"
              type="email"
              autocomplete="email"
              required
              value="${form.get("email") ?? "ada@shop.example"}"
            />
          </label>
        </div>
      </section>
      <section class="card">
        <h2>Delivery to a pickup point</h2>
        <service-point-picker
          name="service_point"
          required
          endpoint="/api"
          country="${country}"
          use-integration-carriers
          address="Via Romana 20, Firenze"
          value="${point ?? ""}"
          persist="none"
          tiles="/tiles/{z}/{x}/{y}{r}"
          tiles-attribution="© OpenStreetMap contributors"
        >
          <p>
            Write to <a href="mailto:help@shop.example">help@shop.example</a> where you want to collect your parcel, or
            choose delivery to your home.
          </p>
        </service-point-picker>
      </section>
      <label class="choice"><input type="checkbox" name="terms" /> I accept the terms of the shop</label>
      <button>Place order</button>
    </form>`,
  );

/** What the shop keeps of an order. The point is the one that the server has read. */
export const received = ({ form, point }) => {
  const { street, house_number, postal_code, city, country_code } = point.address;
  const kept = {
    Name: form.get("name"),
    "E-mail": form.get("email"),
    "Service point": point.id,
    Carrier: point.carrier.name,
    "To be collected at": `${point.name}, ${street} ${house_number}, ${postal_code} ${city}, ${country_code}`,
  };
  return page(
    "Order received",
    html` <section class="card">
        <p class="quiet">The shop has read the pickup point itself: nothing here but the id comes from the form.</p>
        <dl class="received">
          ${Object.entries(kept).map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </section>
      <p><a href="/">Back to the checkout</a></p>`,
  );
};

const page = (title, content) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/shop.css" />
        <link
          rel="preload"
          href="/service-point-picker/picker_bg.wasm"
          as="fetch"
          type="application/wasm"
          crossorigin
        />
        <script type="module" src="/service-point-picker/register.js"></script>
      </head>
      <body>
        <main class="shop">
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
