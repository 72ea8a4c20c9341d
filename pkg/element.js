// The custom element <service-point-picker>. It is JavaScript because wasm cannot extend HTMLElement; it holds what a
// form and a host need, and leaves everything that a shopper sees and does to the wasm module.

import { FLAGS, SETTINGS, STARTS, TEXTS, fieldMembers, reflect, settings } from "./attributes.js";
import { PickerDialog } from "./dialog.js";
import { format } from "./formats.js";
import { Given, OBSERVED } from "./given.js";
import { Language, loadTexts, provideTexts } from "./language.js";
import { memory } from "./memory.js";
import { dress } from "./plain.js";
import { showPrices } from "./prices.js";
import { Waiting, clear, refresh, restore, search, show, viewport } from "./search.js";
import { tokenSource } from "./token.js";

// Properties that no attribute reflects.
const MEMBERS = [...SETTINGS, "value", "viewport"];

let load = () => Promise.reject(new Error("No module was provided."));

/**
 * Says where the wasm module and the languages come from: functions that give a promise of the module's exports, and of
 * the array of a language's texts. Both may be called again.
 */
export function provideModule(module, texts) {
  load = module;
  if (texts) provideTexts(texts);
}

// The detail of `spp-error` as it is thrown.
const errorOf = ({ code, message }) => Object.assign(new Error(message), { code });

// On a server there is no HTMLElement; importing the class there does no harm.
const Base = globalThis.HTMLElement ?? class {};

export class ServicePointPicker extends Base {
  static formAssociated = true;
  static observedAttributes = OBSERVED;

  #internals = this.attachInternals?.();
  #language = new Language();
  #given = new Given(this, this.#language, () => this.#preset);
  #picker = null;
  #starting = null;
  #failure = undefined;
  #waiting = new Waiting();
  #settings = {};
  #stale = false;
  #preset = null;
  #selection = null;
  #anchor = null;
  #root = null;
  #dialog = null;
  #problem = null;
  #slot = null;
  // What the attributes were last found to be wrong in.
  #wrong = null;

  static {
    fieldMembers(this.prototype, (element) => element.#internals);
    settings(
      this.prototype,
      (element) => element.#settings,
      (element) => element.#invalidate(),
    );
  }

  /** The confirmed choice, or null. */
  get selection() {
    return this.#selection;
  }

  /** The points that are listed. */
  get points() {
    return this.#picker?.points() ?? [];
  }

  /** The id of the chosen service point, or an empty text. Setting an id reads and checks that point again. */
  get value() {
    return this.#selection?.id ?? "";
  }

  set value(id) {
    this.#preset = id == null || id === "" ? null : String(id);
    if (this.#preset === null) this.clear();
    else if (this.#picker) this.#restore();
    else this.#invalidate();
  }

  /** What the map shows, or null without one. Another centre and zoom, or an area, moves it. */
  get viewport() {
    return this.#picker ? viewport(this.#picker) : null;
  }

  set viewport(view) {
    if (this.#picker) show(this.#picker, view);
  }

  /** Takes the choice away, without an event: the host knows what it does. */
  clear() {
    this.#preset = null;
    memory(this, { id: null, query: null, country: null, postNumber: null });
    this.#given.kept = {};
    if (this.#picker) clear(this.#picker);
    if (this.prices) this.#price();
    this.#choose(null);
  }

  /** Searches `{address}`, `{latitude, longitude}` or `{area}`, and promises what `spp-results` will say of it. */
  async search(what) {
    if (!search(await this.#running(), what)) {
      throw new TypeError(`${JSON.stringify(what)} is no address, place or area that can be searched.`);
    }
    // The field says what is searched, as if it had been typed there.
    if (!what.area) this.#find("#address").value = String(what.address ?? "").trim();
    return this.#waiting.promise;
  }

  /** Searches once more what was searched last, or where to start. */
  async refresh() {
    if (!refresh(await this.#running())) throw new TypeError("Nothing was searched yet, and there is no start.");
    return this.#waiting.promise;
  }

  /** The choice in a system's own shape, or null. */
  format(kind) {
    return format(this.#selection, kind);
  }

  connectedCallback() {
    // What a page set before the element was defined hides the properties of the class.
    for (const name of [...Object.values(TEXTS), ...Object.values(FLAGS), ...MEMBERS]) {
      if (Object.hasOwn(this, name)) {
        const early = this[name];
        delete this[name];
        this[name] = early;
      }
    }
    if (!this.#anchor) this.#build();
    this.#arrange();
    this.#validate();
    this.#start();
  }

  /** Opens the dialog of `display="dialog"`. */
  show() {
    this.#dialog?.show();
    this.#start();
  }

  /** Closes it. */
  hide() {
    this.#dialog?.hide();
  }

  disconnectedCallback() {
    // An element that is moved is disconnected for a moment only.
    queueMicrotask(() => {
      if (!this.isConnected) this.#unmount();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "value") this.value = after;
    else if (name === "required" || name === "name") this.#choose(this.#selection, this.#preset);
    else {
      delete this.#given.kept[name];
      this.#invalidate();
    }
  }

  formResetCallback() {
    this.value = this.getAttribute("value");
  }

  formDisabledCallback(disabled) {
    if (this.#anchor) this.#anchor.inert = disabled;
  }

  formStateRestoreCallback(state) {
    if (typeof state === "string") this.value = state;
  }

  #build() {
    const root = this.attachShadow({ mode: "open" });
    dress(root);
    this.#anchor = document.createElement("section");
    // A form that is refused puts the focus here; a tap on padding must not, so nothing is delegated.
    this.#anchor.tabIndex = -1;
    this.#anchor.setAttribute("part", "base");
    this.#anchor.inert = this.hasAttribute("disabled");
    this.#problem = document.createElement("p");
    this.#problem.setAttribute("role", "alert");
    this.#problem.setAttribute("part", "configuration-error");
    this.#problem.hidden = true;
    // The host's own content shows until the picker runs, and again when it cannot.
    this.#slot = document.createElement("slot");
    this.#anchor.append(this.#problem, this.#slot);
    root.append(this.#anchor);
  }

  // A picker in a dialog stands on the page, or in the dialog with the button in its place.
  #arrange() {
    const wished = this.getAttribute("display") === "dialog";
    if (wished === Boolean(this.#dialog)) return;
    this.#dialog?.remove();
    this.#dialog = wished
      ? new PickerDialog(
          this.#anchor,
          () => this.show(),
          () => this.#emit("close"),
        )
      : null;
    if (this.#root) this.#settle();
  }

  #settle() {
    if (this.#dialog) this.#dialog.hold(this.#root);
    else this.#anchor.append(this.#root);
  }

  // What nobody has opened yet asks for nothing, unless an earlier choice has to be read again.
  #isAwaited() {
    return !this.#dialog || this.#dialog.isOpen || (this.#preset ?? memory(this).id ?? null) !== null;
  }

  // Whoever calls it meanwhile waits for the same start.
  #start(awaited = this.#isAwaited()) {
    if (!this.#picker && !this.#starting && !awaited) {
      this.#slot.hidden = true;
      this.#speak();
    } else if (!this.#picker) {
      this.#starting ??= this.#load().finally(() => (this.#starting = null));
    }
    return this.#starting;
  }

  async #load() {
    this.#failure = undefined;
    try {
      const [{ Picker }] = await Promise.all([load(), this.#speak()]);
      // The host may have changed its mind while the module was on its way.
      await this.#speak();
      if (this.isConnected) this.#mount(Picker);
    } catch (error) {
      // The words may come after the bad news.
      await this.#speak();
      // An empty dialog helps nobody: the host's own content shows again.
      this.hide();
      this.#slot.hidden = false;
      const again = document.createElement("button");
      again.type = "button";
      again.onclick = () => {
        this.#problem.hidden = true;
        this.#start();
      };
      const [said, retry] = this.#language.last;
      again.textContent = retry;
      this.#problem.replaceChildren(said, " ", again);
      this.#problem.hidden = false;
      this.#failure = this.#fail({ code: "module_failed", message: String(error?.message ?? error) });
    }
  }

  // The picker, started if need be: nobody has to have opened its dialog.
  async #running() {
    if (this.isConnected) await this.#start(true);
    if (!this.#picker) throw (await this.#failure) ?? new DOMException("There is no picker.", "InvalidStateError");
    return this.#picker;
  }

  #price() {
    if (this.#root?.firstChild) showPrices(this.#root, this.prices ?? {});
  }

  #find(selector) {
    return this.shadowRoot.querySelector(selector);
  }

  async #speak() {
    await this.#language.follow(this, (keys) => {
      const message = `messages: no such text, or it does not fit: ${keys}`;
      this.#emit("error", { code: "message_unknown", message });
    });
    this.#validate();
  }

  #mount(Picker) {
    const { id, query, country, postNumber } = memory(this);
    this.#preset ??= id ?? null;
    // Where to start is the host's to say, if it says so.
    const started = STARTS.some((start) => this.hasAttribute(start));
    this.#given.kept = { ...(!started && { address: query, country }), "post-number": postNumber };
    const root = (this.#root = document.createElement("div"));
    this.#settle();
    this.#given.report = (name, detail, failed) => this.#report(name, detail, failed);
    this.#given.propose = (selection) => this.#propose(selection);
    this.#given.token = tokenSource(this);
    const picker = new Picker(root, this.#given);
    const wrong = picker.configure();
    if (wrong < 0) {
      this.#picker = picker;
      this.#slot.hidden = true;
      this.#rectify();
      if (this.layout === "map") root.querySelector(".switch button + button")?.click();
    } else {
      picker.free();
      root.remove();
      this.#root = null;
      this.#failure = this.#fail(wrong);
    }
  }

  #unmount() {
    this.hide();
    this.#waiting.drop();
    this.#picker?.free();
    this.#picker = null;
    if (this.#anchor) {
      this.#root?.remove();
      this.#root = null;
      this.#slot.hidden = false;
    }
  }

  // Several attributes that change at once are followed at once.
  #invalidate() {
    if (this.#stale || !this.isConnected) return;
    this.#stale = true;
    queueMicrotask(async () => {
      this.#stale = false;
      this.#arrange();
      this.#validate();
      if (!this.#picker) {
        this.#start();
        return;
      }
      await this.#speak();
      if (!this.#picker) return;
      const wrong = this.#picker.configure();
      if (wrong < 0) {
        this.#price();
        this.#rectify();
      } else {
        this.#fail(wrong);
      }
    });
  }

  #restore() {
    const wrong = restore(this.#picker, this.#preset);
    if (wrong < 0) {
      if (this.#preset !== this.value) this.#choose(null, this.#preset);
      this.#rectify();
    } else {
      this.clear();
      this.#fail(wrong);
    }
  }

  // `failed`: the last search has.
  #report(name, detail, failed) {
    if (name === "dropped") {
      this.#waiting.drop();
      return;
    }
    if (name === "results") {
      const [country, query] = ["#country", "#address"].map((id) => this.#find(id)?.value);
      memory(this, { query, country });
    }
    if (name === "ready") this.#choose(detail.selection, detail.selection?.id ?? this.#preset);
    if (name === "change") this.#choose(detail.selection);
    if (name === "error" && detail.code === "selection_unavailable") this.#choose(null);
    if (this.prices) this.#price();
    this.#emit(name, detail);
    if (name === "results") this.#waiting.end("resolve", detail);
    if (name === "error" && failed) this.#waiting.end("reject", errorOf(detail));
    if (name === "change") {
      this.hide();
      this.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
      this.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  #emit(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`spp-${name}`, { bubbles: true, composed: true, cancelable, detail }));
  }

  // The host may veto: at once by preventDefault(), or later through a promise that gives false or fails.
  #propose(selection) {
    const promises = [];
    const waitUntil = (promise) => promises.push(promise);
    if (!this.#emit("select", { selection, waitUntil }, true)) return Promise.resolve(false);
    return Promise.all(promises).then(
      (answers) => !answers.includes(false),
      () => false,
    );
  }

  #rectify() {
    this.#wrong = null;
    this.#problem.hidden = true;
  }

  // What is wrong with the attributes is shown to the developer where the picker would be. Gives the error as it is thrown.
  async #fail(detail) {
    this.#wrong = detail;
    if (typeof detail === "number") {
      const sentences = await loadTexts("errors");
      // It may have been mended meanwhile.
      if (this.#wrong !== detail) return;
      const [code, attribute, message] = sentences?.[detail] ?? ["attribute_invalid", "", `Mistake ${detail}.`];
      detail = { code, message, attribute };
    }
    if ("attribute" in detail) {
      this.#problem.textContent = `<${this.localName}>: ${detail.message}`;
      this.#problem.hidden = false;
    }
    this.#emit("error", detail);
    return errorOf(detail);
  }

  // The id of a choice outlives it, so that an element that is removed and put back can read it again.
  #choose(selection, preset = selection?.id ?? null) {
    this.#selection = selection;
    this.#preset = preset;
    // Before the picker runs nothing was chosen, and nothing that was kept may be lost.
    const { postNumber, receipt } = selection ?? {};
    if (this.#picker) memory(this, { id: preset, ...(postNumber && { postNumber }) });
    const name = this.getAttribute("name");
    if (selection && name) {
      const data = new FormData();
      data.append(name, selection.id);
      data.append(`${name}_carrier`, selection.carrier.code);
      if (postNumber) data.append(`${name}_post_number`, postNumber);
      if (receipt) data.append(`${name}_receipt`, receipt);
      this.#internals.setFormValue(data, selection.id);
    } else {
      this.#internals.setFormValue(null);
    }
    this.#validate();
  }

  #validate() {
    if (!this.#anchor) return;
    const texts = this.#language.last;
    this.#dialog?.say(texts.slice(2), this.#selection);
    if (this.hasAttribute("required") && !this.#selection) {
      this.#internals.setValidity({ valueMissing: true }, texts[4], this.#anchor);
    } else {
      this.#internals.setValidity({});
    }
  }
}

reflect(ServicePointPicker.prototype);

/** Defines the tag, once; on a server, where no page is, it does nothing. */
export function define(tag = "service-point-picker") {
  const registry = globalThis.customElements;
  if (registry && !registry.get(tag)) registry.define(tag, ServicePointPicker);
}
