import { el } from "./dom.js";
import { markEdges } from "./edges.js";

const MOVES = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/** On a narrow screen one chat is shown at a time and tabs choose which; on a wide one all are side by side. */
export class Tabs {
  #panes;
  #tabs;
  #narrow = matchMedia("(max-width: 700px)");
  #chosen = 0;
  #unread;

  constructor(bar, panes) {
    this.#panes = panes;
    this.#unread = panes.map(() => 0);
    this.#tabs = panes.map((pane, at) => this.#tab(pane, at));
    bar.append(...this.#tabs.map((tab) => tab.root));
    bar.addEventListener("keydown", (event) => this.#key(event));
    this.#narrow.addEventListener("change", () => this.#draw());
    this.#draw();
    markEdges(bar.parentElement);
    const sizes = new ResizeObserver(() => this.#bringIntoSight());
    for (const element of [bar, bar.parentElement]) sizes.observe(element);
  }

  /** Counts a message in a chat that is not in front. */
  heard(pane) {
    const at = this.#panes.indexOf(pane);
    if (!this.#narrow.matches || at === this.#chosen) return;
    this.#unread[at] += 1;
    this.#draw();
  }

  #tab(pane, at) {
    const { key, name, roleTitle } = pane.person;
    const badge = el("span", { class: "badge", hidden: true });
    const first = el("span", { class: "first" }, name.split(" ")[0]);
    const root = el(
      "button",
      { class: "tab", type: "button", role: "tab", id: `tab-${key}`, "aria-controls": `pane-${key}`, onclick: () => this.#choose(at) },
      first,
      el("span", { class: "role" }, roleTitle),
      badge,
    );
    return { root, badge, label: `${name}, ${roleTitle}` };
  }

  #key(event) {
    if (!(event.key in MOVES)) return;
    event.preventDefault();
    const last = this.#tabs.length - 1;
    const to = this.#chosen + MOVES[event.key];
    // The arrows go round; Home and End stop at the ends.
    this.#choose(Number.isFinite(to) ? (to + last + 1) % (last + 1) : to < 0 ? 0 : last);
    this.#tabs[this.#chosen].root.focus();
  }

  #choose(at) {
    this.#chosen = at;
    this.#unread[at] = 0;
    this.#draw();
    this.#bringIntoSight();
    this.#panes[at].toBottom();
    this.#panes[at].refreshCards();
  }

  /** Scrolls the chosen tab, and a bit of the next, into sight, also when badges have pushed it out. */
  #bringIntoSight() {
    if (this.#narrow.matches) this.#tabs[this.#chosen].root.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #draw() {
    const narrow = this.#narrow.matches;
    if (!narrow) this.#unread.fill(0);
    this.#tabs.forEach(({ root, badge, label }, at) => {
      const chosen = at === this.#chosen;
      const unread = this.#unread[at];
      root.setAttribute("aria-selected", String(chosen));
      root.tabIndex = chosen ? 0 : -1;
      root.setAttribute("aria-label", unread ? `${label}, ${unread} unread` : label);
      badge.hidden = !unread;
      badge.textContent = unread > 99 ? "99+" : String(unread);
      drawPane(this.#panes[at], root.id, narrow, chosen);
    });
  }
}

function drawPane({ root, person }, tabId, narrow, chosen) {
  root.hidden = narrow && !chosen;
  root.setAttribute("role", narrow ? "tabpanel" : "region");
  root.setAttribute("aria-labelledby", narrow ? tabId : `name-${person.key}`);
}
