/**
 * Makes an element. Text is only ever set as text, so nothing a person wrote becomes markup.
 * Names that start with "on" are listeners, `data` fills the dataset, everything else is an attribute.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Opens an address of a card in a new tab; anything but web and mail addresses is left alone. */
export function openLink(address) {
  if (/^(https?:|mailto:)/i.test(address ?? "")) window.open(address, "_blank", "noopener,noreferrer");
}

/** Returns the first letters of the first and the last name. */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return picked.map((word) => Array.from(word)[0].toUpperCase()).join("");
}
