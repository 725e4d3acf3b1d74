import MarkdownIt from "/local/lib/markdown-it.mjs";

// With the brackets and stops around it: where an address has a line to itself, they stand in the same one.
const ADDRESS = /\(?[\w.+-]{1,64}@[\w.-]{1,252}\w[).,:;?!]{0,3}/;
const UNBROKEN = /\b[A-Z]{3}-\d{4,8}\b|\be-mails?\b/;
const WORDS = new RegExp(`${ADDRESS.source}|${UNBROKEN.source}`, "gi");
const LONG_HALF = 20;

const half = (text) => (text.length > LONG_HALF ? text.replaceAll(".", ".<wbr>") : text);

/**
 * Returns escaped text with marks for where a line may end. SME-0001 and "e-mail" stay whole. An address does where a
 * line has room for it; else it breaks after the @, and after a dot where a half of it is long.
 */
const withBreaks = (escaped) =>
  escaped.replace(WORDS, (word) => {
    const [name, domain] = word.split("@");
    if (domain === undefined) return `<span class="whole">${word}</span>`;
    return `<span class="address">${half(name)}@<wbr>${half(domain)}</span>`;
  });

function breaksWell(markdown) {
  const { escapeHtml } = markdown.utils;
  markdown.renderer.rules.text = (tokens, at) => withBreaks(escapeHtml(tokens[at].content));
  return markdown;
}

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
const messages = breaksWell(opensNewTabs(new MarkdownIt({ html: false, linkify: true, breaks: true }).disable("image")));

// In cards Teams knows emphasis, lists and links only.
const cards = breaksWell(
  opensNewTabs(new MarkdownIt("zero", { html: false }).enable(["emphasis", "list", "link", "escape", "newline", "entity"])),
);

/** Fills an element with what the bot wrote. */
export function fillWithMarkdown(element, text) {
  element.innerHTML = messages.render(text);
}

/** Fills an element with what is no markdown: what a person wrote, or a plain text of the bot. */
export function fillWithPlain(element, text) {
  element.innerHTML = withBreaks(messages.utils.escapeHtml(text));
}

/** Returns HTML for a text of a card. */
export const cardMarkdown = (text) => cards.render(text);
