import { el } from "./dom.js";
import { MessageView } from "./message.js";

const NEAR_BOTTOM = 40;
const AIR_ABOVE = 8;
const SAME_BREATH = 5 * 60_000;
const TYPING_FADES = 20_000;

/** The scrolling part of a chat. It follows the newest message only while the person is at the bottom. */
export class ChatLog {
  #context;
  #views = new Map();
  #list = el("div", { class: "list" });
  #typing = el("div", { class: "typing", hidden: true }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), el("span", {}, "The bot is typing"));
  #pill = el("button", { class: "pill", type: "button", hidden: true }, "New messages");
  #follows = true;
  #live = false;
  #typingTimer = 0;
  #width = 0;

  constructor(context, label) {
    this.#context = { ...context, redrawn: () => this.#settle() };
    this.#list.append(this.#typing);
    this.scroller = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": label, tabindex: "0" }, this.#list);
    this.root = el("div", { class: "log-frame" }, this.scroller, this.#pill);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.#pill.addEventListener("click", () => this.toBottom());
    // The buttons of a card keep their clicks to themselves, so they are seen on the way down.
    const reveal = (event) => requestAnimationFrame(() => this.#revealOpened(event.target));
    this.scroller.addEventListener("click", reveal, { capture: true });
    new ResizeObserver(() => this.#settle()).observe(this.scroller);
  }

  /** Returns every card that is drawn, oldest first. */
  get cards() {
    return [...this.#views.values()].flatMap((view) => view.cards);
  }

  /** Takes the whole chat, as it is when the page is opened or has lost its connection. */
  replaceAll(messages) {
    const present = new Set(messages.map((message) => message.id));
    for (const id of this.#views.keys()) if (!present.has(id)) this.#remove(id);
    this.#live = false;
    for (const message of messages) this.put(message);
    this.#live = true;
  }

  /** Draws a message or brings it up to date. Tells whether it is a new one. */
  put(message) {
    const known = this.#views.get(message.id);
    if (message.deleted) this.#remove(message.id);
    else if (known) this.#keepingPlace(() => known.update(message));
    else this.#append(message);
    return !known && !message.deleted;
  }

  /** Shows that the bot is typing, until it says something. */
  typing() {
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => (this.#typing.hidden = true), TYPING_FADES);
    this.#typing.hidden = false;
    this.#settle();
  }

  /** Goes to the newest message. */
  toBottom() {
    this.#follows = true;
    this.#settle();
  }

  #append(message) {
    const before = [...this.#views.values()].at(-1);
    const view = new MessageView(message, this.#context);
    before?.retire();
    if (!before || before.at.toDateString() !== view.at.toDateString()) this.#typing.before(dayLine(view.at));
    else if (inOneBreath(before, view)) view.root.classList.add("follows");
    this.#views.set(message.id, view);
    this.#typing.before(view.root);
    if (message.fromBot) this.#typing.hidden = true;
    if (this.#follows || !message.fromBot) this.toBottom();
    else this.#pill.hidden = false;
    if (this.#follows && this.#live && view.root.offsetHeight > this.scroller.clientHeight) this.#startAt(view);
  }

  /** A form that is taller than the window is read, and filled in, from its top. Nobody else's chat moves for it. */
  #startAt(view) {
    this.#follows = false;
    const above = view.root.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    this.scroller.scrollTop += above - AIR_ABOVE;
  }

  #remove(id) {
    this.#keepingPlace(() => this.#views.get(id)?.root.remove());
    this.#views.delete(id);
  }

  /** A message above may grow or shrink; what the person is reading must not move. */
  #keepingPlace(change) {
    const top = this.scroller.getBoundingClientRect().top;
    const read = [...this.#views.values()].find((view) => view.root.getBoundingClientRect().bottom > top);
    const was = read?.root.getBoundingClientRect().top;
    change();
    if (this.#follows) this.#settle();
    else if (read?.root.isConnected) this.scroller.scrollTop += read.root.getBoundingClientRect().top - was;
  }

  /** What a button of a card has unfolded should be seen, also where the card ends at the lower edge. */
  #revealOpened(target) {
    if (!target.closest(".card [aria-expanded=true]")) return;
    const open = [...target.closest(".card").querySelectorAll(".ac-adaptiveCard .ac-adaptiveCard")];
    open.find((part) => part.offsetParent)?.scrollIntoView({ block: "nearest" });
  }

  #settle() {
    if (this.#follows) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight, clientWidth } = this.scroller;
    // A narrower window wraps its lines anew; the scrolling that comes of it is not the person's.
    const reflowed = clientWidth !== this.#width;
    this.#width = clientWidth;
    if (reflowed && this.#follows) return this.#settle();
    this.#follows = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
    if (this.#follows) this.#pill.hidden = true;
  }
}

const inOneBreath = (before, view) =>
  before.fromBot === view.fromBot && view.at - before.at < SAME_BREATH && view.cards.length === 0;

function dayLine(date) {
  const today = date.toDateString() === new Date().toDateString();
  const text = today ? "Today" : date.toLocaleDateString(undefined, { weekday: "long", month: "long", day: "numeric" });
  return el("div", { class: "day" }, el("span", {}, text));
}
