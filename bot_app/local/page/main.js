import { listen, loadPeople } from "./api.js";
import { markEdges } from "./edges.js";
import { setUpHint } from "./hint.js";
import { Pane } from "./pane.js";
import { Tabs } from "./tabs.js";

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

const byId = (id) => document.getElementById(id);

function describe(people) {
  const count = NUMBERS[people.length] ?? String(people.length);
  byId("about").textContent = `Local mode: ${count} people, one browser. Nothing leaves this machine.`;
}

function follow(panes) {
  const byKey = new Map(panes.map((pane) => [pane.person.key, pane]));
  let opened = false;
  listen({
    ready: async () => {
      byId("connection").textContent = "";
      await Promise.all(panes.map((pane) => pane.load()));
      // A page that comes back after a lost connection was not opened again.
      if (!opened) for (const pane of panes) pane.open();
      opened = true;
    },
    lost: () => (byId("connection").textContent = "The connection to the bot is lost. Trying again …"),
    changed: (event) => byKey.get(event.person)?.change(event),
  });
}

async function start() {
  setUpHint(byId("hint"), byId("show-hint"));
  const { bot, people } = await loadPeople();
  describe(people);
  let tabs = null;
  const panes = people.map((person) => new Pane(person, bot.name, (pane) => tabs?.heard(pane)));
  byId("chats").append(...panes.map((pane) => pane.root));
  markEdges(byId("chats"));
  tabs = new Tabs(byId("tabs"), panes);
  follow(panes);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) for (const pane of panes) if (!pane.root.hidden) pane.refreshCards();
  });
}

start().catch((error) => (byId("connection").textContent = error.message));
