import { el, openLink } from "./dom.js";
import { fillWithMarkdown } from "./markdown.js";

/** Does what a button of a hero card or a suggested action says, as Teams would. */
export function press(button, messageId, api) {
  if (button.type === "openUrl") return openLink(button.value);
  if (button.type === "imBack") return api.say(String(button.value));
  if (button.type !== "messageBack") return undefined;
  const { type, text, displayText, value } = button;
  return api.submit(messageId, { msteams: { type, text, displayText, value } });
}

/** Returns a row of buttons; what fails is told by `complain`. */
export function buttonRow(buttons, className, messageId, api, complain) {
  const row = el("div", { class: className });
  for (const button of Array.isArray(buttons) ? buttons : []) {
    const act = async () => {
      try {
        await press(button, messageId, api);
      } catch (error) {
        complain(error.message);
      }
    };
    row.append(el("button", { class: "outline", type: "button", onclick: act }, String(button.title ?? button.value)));
  }
  return row;
}

/** Returns a hero card: title, subtitle, text and buttons. */
export function heroCard(content, messageId, api, complain) {
  const card = el("div", { class: "card hero" });
  if (content.title) card.append(el("h3", {}, content.title));
  if (content.subtitle) card.append(el("p", { class: "subtitle" }, content.subtitle));
  if (content.text?.trim()) {
    const text = el("div", { class: "text" });
    fillWithMarkdown(text, content.text);
    card.append(text);
  }
  if (content.buttons?.length) card.append(buttonRow(content.buttons, "buttons", messageId, api, complain));
  return card;
}
