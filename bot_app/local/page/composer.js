import { el } from "./dom.js";

const TALLEST = 140;

/** The box a person writes in: Enter sends, Shift+Enter starts a new line. */
export class Composer {
  #send;
  #text;

  /** `send` gets the text; if it throws, the text is put back. */
  constructor(person, send) {
    this.#send = send;
    const id = `compose-${person.key}`;
    this.#text = el("textarea", { id, rows: "1", placeholder: "Type a message", autocomplete: "off", oninput: () => this.#grow() });
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    this.root = el(
      "form",
      { class: "composer", onsubmit: (event) => this.#submit(event) },
      el("label", { class: "hidden", for: id }, `Message as ${person.name}`),
      this.#text,
      el("button", { class: "send", type: "submit" }, "Send"),
    );
  }

  #key(event) {
    // While an input method composes a word, Enter chooses it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.root.requestSubmit();
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.#text.value;
    if (!text.trim()) return;
    this.#set("");
    try {
      await this.#send(text);
    } catch {
      if (!this.#text.value) this.#set(text);
    }
  }

  #set(text) {
    this.#text.value = text;
    this.#grow();
  }

  #grow() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${Math.min(this.#text.scrollHeight + 2, TALLEST)}px`;
  }
}
