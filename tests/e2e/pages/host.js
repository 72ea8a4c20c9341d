// A page with nothing but a form and a picker in it, written as a shop writes it: the attributes stand in the markup.
import { expect } from "@playwright/test";

import { Picker } from "./picker.js";

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

function fields(attributes) {
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escape(String(value))}"`);
  return `<service-point-picker ${written.join("\n")}>The picker is on its way.</service-point-picker>
<button>Place order</button>`;
}

export class Host {
  constructor(page) {
    this.page = page;
    this.picker = new Picker(page, "service-point-picker");
    this.form = page.locator('form[method="post"]');
    this.submit = page.getByRole("button", { name: "Place order" });
  }

  /** Opens a page whose picker has these attributes. `more` is markup behind the form. */
  async open(attributes, more = "") {
    const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A shop</title>
<link rel="icon" href="data:,">
<script type="module" src="/pkg/register.js"></script>
<form method="post" action="/order">${fields(attributes)}</form>
${more}`;
    await this.page.route("**/shop", (route) => route.fulfill({ contentType: "text/html", body }), { times: 1 });
    await this.page.goto("/shop");
  }

  /** Puts a picker of other attributes in the place of the one on the page, as a shop of a single page does. */
  async replace(attributes) {
    await this.form.evaluate((form, markup) => (form.innerHTML = markup), fields(attributes));
  }

  /** What a form and a script see of the picker. */
  state() {
    return this.picker.element.evaluate((element) => ({
      value: element.value,
      selected: element.selection?.id ?? null,
      data: [...new FormData(element.form)],
      valid: element.checkValidity(),
    }));
  }

  /** Sets properties all at once, as a script of the shop does. */
  async set(properties) {
    await this.picker.element.evaluate((element, properties) => void Object.assign(element, properties), properties);
  }

  /** Places the order, and sees that the form holds it up for want of a point. */
  async expectHeldUp() {
    const refused = this.picker.element.evaluate(
      (element) => new Promise((resolve) => element.addEventListener("invalid", () => resolve(true), { once: true })),
    );
    await this.submit.click();
    expect(await refused).toBe(true);
    expect(new URL(this.page.url()).pathname).toBe("/shop");
  }
}
