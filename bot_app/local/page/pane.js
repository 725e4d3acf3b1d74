import { PersonApi } from "./api.js";
import { Composer } from "./composer.js";
import { el, initials } from "./dom.js";
import { ChatLog } from "./log.js";
import { refreshLatest } from "./refresh.js";

/** One person's chat with the bot. */
export class Pane {
  #api;
  #log;
  #early = [];
  #alert = el("div", { class: "alert", role: "alert" });

  constructor(person, botName, heard) {
    this.person = person;
    this.heard = heard;
    this.#api = new PersonApi(person);
    const context = { person, botName, api: this.#api, complain: (text) => this.complain(text) };
    this.#log = new ChatLog(context, `Chat of ${person.name} with ${botName}`);
    const composer = new Composer(person, (text) => this.#say(text));
    this.root = el(
      "section",
      { class: "pane", id: `pane-${person.key}`, "aria-labelledby": `name-${person.key}` },
      this.#header(),
      this.#log.root,
      this.#alert,
      composer.root,
    );
  }

  /** Loads the chat and then follows it. */
  async load() {
    this.#early ??= [];
    try {
      this.#log.replaceAll(await this.#api.history());
    } catch (error) {
      this.complain(error.message, () => this.load());
    }
    const early = this.#early;
    this.#early = null;
    for (const event of early) this.change(event);
  }

  /** Tells the bot that the person has opened the chat, and lets it bring the cards up to date. */
  async open() {
    try {
      await this.#api.open();
      this.complain("");
    } catch (error) {
      this.complain(error.message, () => this.open());
    }
    await this.refreshCards();
  }

  refreshCards() {
    return refreshLatest(this.#log.cards);
  }

  /** Takes a change; what comes while the chat is being loaded waits for it. */
  change(event) {
    if (this.#early) this.#early.push(event);
    else if (event.kind === "typing") this.#log.typing();
    else if (this.#log.put(event.message) && event.message.fromBot) this.heard(this);
  }

  /** Goes to the newest message, as when a chat is brought to the front. */
  toBottom() {
    this.#log.toBottom();
  }

  /** Tells the person what went wrong, or with an empty text that it is over. */
  complain(text, retry = null) {
    const again = retry && el("button", { class: "link", type: "button", onclick: retry }, "Try again");
    const close = el("button", { class: "close", type: "button", "aria-label": "Dismiss", onclick: () => this.complain("") }, "×");
    this.#alert.replaceChildren(...(text ? [el("span", {}, text), ...(again ? [again] : []), close] : []));
  }

  #header() {
    const { key, name, roleTitle } = this.person;
    return el(
      "header",
      { class: "who" },
      el("span", { class: "avatar", "aria-hidden": "true" }, initials(name)),
      el("div", {}, el("h2", { id: `name-${key}` }, name), el("p", {}, roleTitle)),
    );
  }

  async #say(text) {
    this.#log.toBottom();
    try {
      await this.#api.say(text);
      this.complain("");
    } catch (error) {
      // A message that reached the channel but not the bot is in the chat and has its own way to try again.
      if (error.code === "BotNotAnswering") return;
      this.complain(error.message);
      throw error;
    }
  }
}
