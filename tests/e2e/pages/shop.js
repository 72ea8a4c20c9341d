// The demo shop's checkout, and the page that shows what its form sent.
import { expect } from "@playwright/test";

export class Shop {
  constructor(page) {
    this.page = page;
    this.form = page.locator("form#checkout");
    this.country = page.getByLabel("Deliver to");
    this.placeOrder = page.getByRole("button", { name: "Place order" });
  }

  async open() {
    await this.page.goto("/");
  }

  /** What the browser would send, as pairs. */
  async formData() {
    return this.form.evaluate((form) => [...new FormData(form)]);
  }

  /** What the form holds under one name. */
  async field(name) {
    const pairs = await this.formData();
    return pairs.filter(([key]) => key === name).map(([, value]) => value);
  }

  /** The fields that arrived at the shop, once it thanks for the order. */
  async received() {
    await expect(this.page.getByRole("heading", { name: "Order received" })).toBeVisible();
    const names = await this.page.locator("dl.fields dt").allTextContents();
    const values = await this.page.locator("dl.fields dd").allTextContents();
    return Object.fromEntries(names.map((name, index) => [name, values[index]]));
  }

  /**
   * Puts another picker on the page, in a form of its own, with nothing but these attributes. Tags of this id that were
   * there before make room.
   */
  async add(id, attributes) {
    await this.page.evaluate(
      ([id, attributes]) => {
        document.getElementById(id)?.closest("form")?.remove();
        const form = document.createElement("form");
        form.id = `form-of-${id}`;
        const picker = document.createElement("service-point-picker");
        picker.id = id;
        for (const [name, value] of Object.entries(attributes)) picker.setAttribute(name, value);
        form.append(picker);
        document.querySelector("main").prepend(form);
      },
      [id, attributes],
    );
  }
}
