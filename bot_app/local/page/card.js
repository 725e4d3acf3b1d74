import { el, openLink } from "./dom.js";
import { hostConfig } from "./hostconfig.js";
import { rememberPlace, typedValues, withTypedValues } from "./inputs.js";
import { cardMarkdown } from "./markdown.js";
import { refreshMode, withoutRefresh } from "./refresh.js";

const AC = window.AdaptiveCards;
const CARD = "application/vnd.microsoft.card.adaptive";
const REFRESH_AT_MOST_EVERY = 60_000;

AC.GlobalSettings.applets.logEnabled = false;
AC.GlobalSettings.applets.refresh.mode = AC.RefreshMode.Disabled;
AC.GlobalSettings.setTabIndexAtCardRoot = false;
AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = cardMarkdown(text);
  result.didProcess = true;
};

const config = new AC.HostConfig(hostConfig);

/** One adaptive card in a message, drawn by Microsoft's applet, which runs the loop of universal actions. */
export class CardView {
  #context;
  #applet = new AC.AdaptiveApplet();
  #note = el("div", { class: "note", role: "status" });
  #payload = null;
  #waiting = null;
  #busy = false;
  #presses = 0;
  #refreshedAt = 0;

  /** `context` names the person, the message and the number of the attachment, and has the person's api. */
  constructor(context) {
    this.#context = context;
    this.#applet.hostConfig = config;
    this.#applet.channelAdapter = Object.assign(new AC.ChannelAdapter(), {
      sendRequestAsync: (request) => this.#send(request),
    });
    this.#applet.onPrepareActivityRequest = () => !this.#busy;
    this.#applet.onActivityRequestSucceeded = (_applet, _response, content) => this.#succeeded(content);
    this.#applet.onActivityRequestFailed = (_applet, response) => this.#failed(response);
    this.#applet.onAction = (_applet, action) => this.#act(action);
    this.root = el("div", { class: "card" }, this.#applet.renderedElement, this.#note);
  }

  /** Draws a card, or redraws it when it has changed, without losing what is being typed. */
  show(payload) {
    if (this.#busy) {
      this.#waiting = payload;
      return;
    }
    if (JSON.stringify(payload) === JSON.stringify(this.#payload)) return;
    const restore = rememberPlace(this.root, this.#applet.card);
    const typed = typedValues(this.#applet.card);
    this.#payload = payload;
    this.#applet.setCard(withTypedValues(withoutRefresh(payload), typed));
    if (!this.#applet.card) this.#say("This card cannot be drawn.", "error");
    restore(this.#applet.card);
    this.#context.redrawn();
  }

  get refreshMode() {
    return refreshMode(this.#payload, this.#context.person.userId);
  }

  /** Asks the bot for the card as it is now. Tells whether it asked. */
  async refresh(trigger) {
    if (this.#busy || !this.refreshMode || (trigger === "automatic" && !this.#refreshIsDue())) return false;
    this.#refreshedAt = Date.now();
    const presses = this.#presses;
    try {
      const answer = await this.#invoke(this.#payload.refresh.action, trigger);
      // An answer from before a press is older than what the press has brought.
      if (answer.type === CARD && answer.statusCode === 200 && presses === this.#presses) this.show(answer.value);
    } catch (error) {
      if (trigger === "manual") this.#say(error.message, "error", () => this.refresh("manual"));
    }
    return true;
  }

  #refreshIsDue() {
    const idle = typedValues(this.#applet.card).size === 0;
    return this.refreshMode === "automatic" && idle && Date.now() - this.#refreshedAt > REFRESH_AT_MOST_EVERY;
  }

  #invoke(action, trigger) {
    const { id, title, verb, data } = action;
    return this.#context.api.invoke(this.#context.messageId, this.#context.number, { id, title, verb, data }, trigger);
  }

  async #send(request) {
    this.#begin();
    try {
      const answer = await this.#invoke(request.action, request.trigger ?? "manual");
      if (answer.statusCode >= 400) return failure(request, answer.value?.message);
      if (answer.type === CARD && answer.value?.type !== "AdaptiveCard") return failure(request);
      return new AC.SuccessResponse(request, JSON.stringify(this.#content(answer)));
    } catch (error) {
      return failure(request, error.message);
    }
  }

  #begin() {
    this.#busy = true;
    this.#presses += 1;
    this.#say("");
    this.root.setAttribute("aria-busy", "true");
  }

  #end() {
    this.#busy = false;
    this.root.removeAttribute("aria-busy");
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.show(waiting);
  }

  #content(answer) {
    if (answer.type !== CARD) return typeof answer.value === "string" ? answer.value : "";
    this.#payload = answer.value;
    return withoutRefresh(answer.value);
  }

  #succeeded(content) {
    if (typeof content === "string") this.#say(content);
    this.#end();
    this.#context.redrawn();
  }

  #failed(response) {
    this.#end();
    this.#say(response.error.message, "error", () => response.request.retryAsync());
    // The applet would press again by itself every three seconds; whether to try again is the person's choice.
    return -1;
  }

  #act(action) {
    if (action instanceof AC.OpenUrlAction) openLink(action.url);
    else if (action instanceof AC.SubmitAction) this.#submit(action.data ?? {});
  }

  async #submit(value) {
    if (this.#busy) return;
    this.#begin();
    try {
      await this.#context.api.submit(this.#context.messageId, value);
      // What a button says for the person is in the chat; any other press leaves no trace of its own.
      if (!value.msteams) this.#say("Sent.");
    } catch (error) {
      this.#say(error.message, "error", () => this.#submit(value));
    } finally {
      this.#end();
    }
  }

  #say(text, kind = "info", retry = null) {
    const again = retry && el("button", { class: "link", type: "button", onclick: retry }, "Try again");
    this.#note.className = `note ${kind}`;
    this.#note.replaceChildren(...(text ? [el("span", {}, text), ...(again ? [again] : [])] : []));
  }
}

function failure(request, message) {
  const text = message || "Something went wrong. Please try again.";
  return new AC.ErrorResponse(request, new AC.ActivityRequestError("Failed", text));
}

// Every card the library draws takes over the document's click handler, so only the newest card's lists would close.
document.addEventListener("click", (event) => {
  for (const list of document.querySelectorAll(".ac-choiceSetInput-filtered-dropdown-open")) {
    if (!list.parentElement.contains(event.target)) list.classList.remove("ac-choiceSetInput-filtered-dropdown-open");
  }
});
