import { CardView } from "./card.js";
import { el, initials } from "./dom.js";
import { buttonRow, heroCard } from "./hero.js";
import { fillWithMarkdown, fillWithPlain } from "./markdown.js";

const ADAPTIVE = "application/vnd.microsoft.card.adaptive";
const HERO = "application/vnd.microsoft.card.hero";

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });

/** One message: a bubble of text, its cards, and what went wrong with it. */
export class MessageView {
  #context;
  #bubble = el("div", { class: "bubble" });
  #attachments = el("div", { class: "attachments" });
  #suggestions = el("div", {});
  #trouble = el("div", { class: "trouble", role: "status" });
  #edited = el("span", { class: "edited", hidden: true }, "Edited");
  #refresh = el("button", { class: "refresh", type: "button", title: "Refresh card", "aria-label": "Refresh card", hidden: true }, "⟳");
  #drawn = null;

  /** `context` has the person, the person's api and the name of the bot, and is told when something was redrawn. */
  constructor(message, context) {
    this.#context = context;
    this.id = message.id;
    this.at = new Date(message.at);
    this.fromBot = message.fromBot;
    this.cards = [];
    this.revision = 0;
    this.#refresh.addEventListener("click", () => this.cards.forEach((card) => card.refresh("manual")));
    this.root = el(
      "article",
      { class: `message ${message.fromBot ? "bot" : "own"}` },
      this.#header(),
      this.#bubble,
      this.#attachments,
      this.#suggestions,
      this.#trouble,
    );
    this.update(message);
  }

  /** Brings the drawing up to date; an older state that arrives late changes nothing. */
  update(message) {
    if (message.revision <= this.revision) return;
    this.revision = message.revision;
    this.#edited.hidden = !message.edited;
    this.#drawText(message);
    this.#drawAttachments(message.attachments ?? []);
    this.#drawSuggestions(message.suggestedActions?.actions ?? []);
    this.#showFailure(message.failed);
    this.#refresh.hidden = !this.cards.some((card) => card.refreshMode);
  }

  /** Takes the suggested actions away; they belong to the newest message only. */
  retire() {
    this.#suggestions.replaceChildren();
  }

  #header() {
    const name = this.fromBot ? this.#context.botName : this.#context.person.name;
    const avatar = el("span", { class: "avatar", "aria-hidden": "true" }, this.fromBot ? "" : initials(name));
    const time = el("time", { datetime: this.at.toISOString(), title: full.format(this.at) }, clock.format(this.at));
    return el("header", {}, avatar, el("span", { class: "name" }, name), time, this.#edited, this.#refresh);
  }

  #drawText(message) {
    this.#bubble.hidden = !message.text;
    if (this.#drawn === message.text) return;
    this.#drawn = message.text;
    const plain = !message.fromBot || message.textFormat === "plain";
    (plain ? fillWithPlain : fillWithMarkdown)(this.#bubble, message.text ?? "");
    this.#bubble.classList.toggle("plain", plain);
  }

  #drawAttachments(attachments) {
    const kinds = attachments.map((attachment) => attachment.contentType).join();
    // The same cards with other content are redrawn in place; anything else is drawn anew.
    if (kinds !== this.#attachments.dataset.kinds) {
      this.#attachments.dataset.kinds = kinds;
      this.#attachments.replaceChildren();
      this.cards = [];
    }
    attachments.forEach((attachment, number) => this.#drawAttachment(attachment, number));
  }

  #drawAttachment({ contentType, content }, number) {
    const slot = this.#attachments.children[number];
    if (contentType === ADAPTIVE) this.#drawCard(content ?? {}, number, slot);
    else if (contentType === HERO) this.#place(this.#hero(content ?? {}), slot);
    else this.#place(el("p", { class: "note" }, "This attachment cannot be shown here."), slot);
  }

  #drawCard(content, number, slot) {
    let view = this.cards.find((card) => card.root === slot);
    if (!view) {
      const { person, api, redrawn } = this.#context;
      view = new CardView({ person, api, redrawn, messageId: this.id, number });
      this.cards.push(view);
      this.#place(view.root, slot);
    }
    view.show(content);
  }

  #hero(content) {
    return heroCard(content, this.id, this.#context.api, this.#context.complain);
  }

  #place(element, slot) {
    if (slot) slot.replaceWith(element);
    else this.#attachments.append(element);
  }

  #drawSuggestions(actions) {
    const { api, complain } = this.#context;
    this.#suggestions.replaceChildren(
      ...(actions.length ? [buttonRow(actions, "suggestions", this.id, api, complain)] : []),
    );
  }

  #showFailure(failed) {
    this.root.classList.toggle("failed", failed);
    if (!failed) {
      this.#trouble.replaceChildren();
      return;
    }
    const again = el("button", { class: "link", type: "button", onclick: () => this.#retry(again) }, "Try again");
    this.#trouble.replaceChildren("Not delivered: the bot did not answer. ", again);
  }

  async #retry(button) {
    button.disabled = true;
    try {
      await this.#context.api.retry(this.id);
    } catch (error) {
      this.#context.complain(error.message);
    } finally {
      button.disabled = false;
    }
  }
}
