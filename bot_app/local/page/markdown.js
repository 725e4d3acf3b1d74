import MarkdownIt from "/local/lib/markdown-it.mjs";

function opensNewTabs(markdown) {
  const plain = markdown.renderer.rules.link_open ?? ((tokens, at, options, env, self) => self.renderToken(tokens, at, options));
  markdown.renderer.rules.link_open = (tokens, at, options, env, self) => {
    tokens[at].attrSet("target", "_blank");
    tokens[at].attrSet("rel", "noopener noreferrer");
    return plain(tokens, at, options, env, self);
  };
  return markdown;
}

// HTML in a text stays text, and no image is ever fetched.
const messages = opensNewTabs(new MarkdownIt({ html: false, linkify: true, breaks: true }).disable("image"));

// In cards Teams knows emphasis, lists and links only.
const cards = opensNewTabs(
  new MarkdownIt("zero", { html: false }).enable(["emphasis", "list", "link", "escape", "newline", "entity"]),
);

/** Fills an element with what the bot wrote. */
export function fillWithMarkdown(element, text) {
  element.innerHTML = messages.render(text);
}

/** Returns HTML for a text of a card. */
export const cardMarkdown = (text) => cards.render(text);
