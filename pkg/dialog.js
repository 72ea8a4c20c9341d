// The picker in a dialog above everything on the page. In its place stands a button that opens it.

const make = (name, part) => {
  const element = document.createElement(name);
  element.setAttribute("part", part);
  element.className = part;
  return element;
};

export class PickerDialog {
  #dialog = make("dialog", "dialog");
  #opener = make("button", "open");
  #title = make("b", "title");
  #close = make("button", "close");

  /** Puts the button, and the closed dialog, into `parent`. `show` opens it, with whatever that takes. */
  constructor(parent, show, closed) {
    this.#opener.type = this.#close.type = "button";
    this.#opener.setAttribute("aria-haspopup", "dialog");
    this.#opener.onclick = show;
    this.#close.onclick = () => this.hide();
    // The dialog has no padding, so that what was pressed is the page behind it.
    this.#dialog.onclick = ({ target }) => {
      if (target === this.#dialog) this.hide();
    };
    this.#dialog.onclose = () => {
      // A choice that was to be changed, and was not, stays.
      this.#press(".keep button");
      closed();
    };
    const head = make("div", "head");
    head.append(this.#title, this.#close);
    this.#dialog.append(head);
    parent.append(this.#opener, this.#dialog);
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** Takes the picker in. */
  hold(root) {
    this.#dialog.append(root);
  }

  show() {
    if (this.isOpen) return;
    this.#dialog.showModal();
    this.#press(".summary button");
  }

  hide() {
    this.#dialog.close();
  }

  /** Says in these texts what the button does, or what was chosen. */
  say([pick, close], selection) {
    this.#dialog.ariaLabel = this.#title.textContent = pick;
    this.#close.ariaLabel = close;
    const { name, address } = selection ?? {};
    this.#opener.textContent = selection
      ? [name, `${address.street} ${address.houseNumber}`.trim(), address.city].join(", ")
      : pick;
  }

  remove() {
    this.#opener.remove();
    this.#dialog.remove();
  }

  #press(button) {
    this.#dialog.querySelector(button)?.click();
  }
}
