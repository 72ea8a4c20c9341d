// A picker as a shopper meets it. Playwright's locators look into open shadow roots by themselves.
import { expect } from "@playwright/test";

import { viewportOf } from "../geography.js";

/** An address in the middle of Florence, which the sandbox knows down to the street. */
export const VIA_ROMANA = "Via Romana 20, Firenze";

export class Picker {
  constructor(page, selector = "#picker") {
    this.page = page;
    this.element = page.locator(selector);
    this.search = this.element.getByRole("search");
    this.address = this.search.getByRole("textbox");
    this.go = this.search.getByRole("button", { name: "Search" });
    this.feedback = this.element.locator(".feedback");
    this.status = this.element.getByRole("status");
    this.alert = this.element.locator('.picker [role="alert"]');
    this.retry = this.alert.getByRole("button", { name: "Try again" });
    this.note = this.element.locator(".note");
    this.list = this.element.getByRole("group", { name: "Pickup points" });
    this.rows = this.list.getByRole("listitem");
    // One for each point: a place that several carriers share is one row, with a radio for each of them.
    this.radios = this.list.getByRole("radio");
    this.distances = this.list.locator(".distance");
    this.bar = this.element.locator(".bar");
    this.candidate = this.bar.locator(".candidate");
    this.confirm = this.bar.locator(".use");
    this.keep = this.bar.getByRole("button", { name: /^Keep / });
    this.summary = this.element.locator(".summary");
    this.change = this.summary.getByRole("button", { name: "Change" });
    this.configurationError = this.element.locator('[part="configuration-error"]');
    this.map = this.element.getByRole("region", { name: "Map" });
    this.surface = this.element.getByRole("application");
    // One for each place, hidden where the place is part of a cluster.
    this.markers = this.map.locator(".marker");
    this.clusters = this.map.locator(".cluster");
    this.searchArea = this.map.getByRole("button", { name: "Search this area" });
    this.marked = this.map.locator(".marked");
    this.showMap = this.element.getByRole("button", { name: "Map", exact: true });
    this.filters = this.element.locator(".filters summary");
    this.chips = this.element.locator(".filters .chip");
    this.showList = this.element.getByRole("button", { name: "List", exact: true });
  }

  /** Waits until the picker runs. */
  async ready() {
    await expect(this.address).toBeVisible();
  }

  async submit(address) {
    await this.address.fill(address);
    await this.address.press("Enter");
  }

  /** Searches, and waits for the list that this search found. */
  async find(address = VIA_ROMANA) {
    const answered = this.listAnswered();
    await this.submit(address);
    await answered;
    await expect(this.rows.first()).toBeVisible();
    await expect(this.status).toHaveText(/pickup points?/);
  }

  /** The next answer to a search, whatever it says. */
  listAnswered() {
    return this.page.waitForResponse(isList);
  }

  /** The parameters of the next search. */
  async listAsked() {
    const request = await this.page.waitForRequest((request) => isList(request));
    return new URL(request.url()).searchParams;
  }

  /** The distances that the rows show, in metres; NaN where a row shows none. */
  async metres() {
    const texts = await this.distances.allTextContents();
    return texts.map((text) => {
      // Numbers are written as people in the country write them.
      const [, number, unit] = text.match(/^(\d+(?:[.,]\d)?)\s(m|km)$/) ?? [];
      return Number(number?.replace(",", ".")) * (unit === "km" ? 1000 : 1);
    });
  }

  row(id) {
    return this.rows.filter({ has: this.page.locator(`input[value="${id}"]`) });
  }

  radio(id) {
    return this.list.locator(`input[value="${id}"]`);
  }

  /** Looks at a point of the list, the nth of the answer. Gives what the picker says of it. */
  async look(index) {
    let point;
    // An answer that has only just come may replace the list meanwhile.
    await expect(async () => {
      point = await this.point(index);
      // A row of several carriers has a label for each, after its own, which is the first carrier's too.
      await this.list.locator(`label[for="p${point.id}"]`).last().click({ timeout: 2_000 });
      await expect(this.radio(point.id)).toBeChecked({ timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
    return point;
  }

  /** Looks at a point and takes it. */
  async choose(index) {
    const point = await this.look(index);
    await this.confirm.click();
    await expect(this.summary).toContainText(point.name);
    return point;
  }

  /** The point of this place in the list, where those that share a shop stand together. */
  point(index) {
    return this.element.evaluate((element, index) => {
      const radio = element.shadowRoot.querySelectorAll("[name=point]")[index];
      return element.points.find(({ id }) => id === radio.value);
    }, index);
  }

  points() {
    return this.element.evaluate((element) => element.points);
  }

  /** What can be asked of the points, by its words. */
  chip(name) {
    return this.chips.filter({ hasText: name });
  }

  points() {
    return this.element.evaluate((element) => element.points);
  }

  selection() {
    return this.element.evaluate((element) => element.selection);
  }

  /**
   * Where markers and clusters stand: the tip of each, in pixels from the map's top left corner, by the id of the place there.
   * A cluster stands where its first place is, unless it stands under the marker of the point looked at.
   */
  async tips() {
    const tips = await this.surface.evaluate((surface) => {
      const map = surface.getBoundingClientRect();
      const markers = [...surface.querySelectorAll(".marker:not([hidden]), .cluster:not([data-under])")];
      return markers.map((marker) => {
        const box = marker.getBoundingClientRect();
        return [marker.dataset.id, { x: (box.left + box.right) / 2 - map.left, y: box.bottom - map.top }];
      });
    });
    return new Map(tips);
  }

  /** How many places the map shows, by themselves or in clusters. */
  async shownPlaces() {
    const counts = await this.clusters.allTextContents();
    const alone = await this.surface.locator(".marker:not([hidden])").count();
    return counts.reduce((sum, count) => sum + Number(count), alone);
  }

  /** The nth point of the list that the map marks by itself. It comes closer until there are a few of them. */
  async markedAlone(index) {
    const alone = this.surface.locator(".marker:not([hidden])");
    while ((await alone.count()) < 3) await this.map.getByRole("button", { name: "Zoom in", exact: true }).click();
    const ids = await alone.evaluateAll((markers) => markers.map((marker) => marker.dataset.id));
    return (await this.points()).filter(({ id }) => ids.includes(id)).at(index);
  }

  /** What the map shows, worked out from where it draws the points that are listed. */
  async viewport() {
    const [tips, points, size] = [await this.tips(), await this.points(), await this.size()];
    return viewportOf(
      // One of the carriers at a place has its marker.
      points.filter(({ id }) => tips.has(id)).map((point) => ({ ...point.position, ...tips.get(point.id) })),
      size,
    );
  }

  size() {
    return this.surface.evaluate((surface) => ({ width: surface.clientWidth, height: surface.clientHeight }));
  }

  /** Drags the map by so many pixels, as a hand does: in steps. */
  async drag(x, y) {
    // The map may lie below the fold, where no mouse reaches.
    await this.surface.scrollIntoViewIfNeeded();
    const box = await this.surface.boundingBox();
    const [left, top] = [box.x + box.width / 2 - x / 2, box.y + box.height / 2 - y / 2];
    await this.page.mouse.move(left, top);
    await this.page.mouse.down();
    await this.page.mouse.move(left + x, top + y, { steps: 8 });
    await this.page.mouse.up();
  }

  /** The element that has the focus inside the picker: its tag, text and name. */
  async focused() {
    return this.element.evaluate((element) => {
      const active = element.shadowRoot.activeElement;
      return (
        active && (active.getAttribute("aria-label") ?? (active.textContent.trim() || active.id || active.localName))
      );
    });
  }

  /** All that is on its way is there: every picture of the map is loaded or replaced. */
  async tilesSettled() {
    const waiting = () =>
      this.surface.evaluate((surface) => {
        const images = [...surface.querySelectorAll(".tile img")];
        return images.length > 0 && images.every((image) => image.complete && image.naturalWidth > 0);
      });
    await expect.poll(waiting, { message: "every tile of the map is loaded", timeout: 15_000 }).toBe(true);
  }
}

/** Whether a request or a response is that of a search. */
function isList(message) {
  return new URL(message.url()).pathname === "/api/service-points";
}
