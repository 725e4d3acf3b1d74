/** Returns what a person has typed into a card and not sent yet, by the id of the input. */
export function typedValues(card) {
  const typed = new Map();
  for (const input of card?.getAllInputs() ?? []) {
    if (input.id && input.renderedInputControlElement && input.isDirty()) typed.set(input.id, input.value ?? "");
  }
  return typed;
}

/** Returns the card with typed values kept in inputs of the same id, where they still are an answer. */
export function withTypedValues(node, typed) {
  if (typed.size === 0 || node === null || typeof node !== "object") return node;
  if (Array.isArray(node)) return node.map((item) => withTypedValues(item, typed));
  const copy = Object.fromEntries(Object.entries(node).map(([name, item]) => [name, withTypedValues(item, typed)]));
  if (String(node.type).startsWith("Input.") && typed.has(node.id) && isAnswer(node, typed.get(node.id))) {
    copy.value = node.type === "Input.Number" ? Number(typed.get(node.id)) : typed.get(node.id);
  }
  return copy;
}

function isAnswer(input, value) {
  if (input.type === "Input.Number") return value !== "" && Number.isFinite(Number(value));
  if (input.type !== "Input.ChoiceSet") return true;
  const known = new Set((input.choices ?? []).map((choice) => choice.value));
  const chosen = input.isMultiSelect ? String(value).split(",") : [value];
  return chosen.every((one) => one === "" || known.has(one));
}

/** Remembers what is open and where the cursor is, and returns a function that brings both back. */
export function rememberPlace(root, card) {
  const open = [...root.querySelectorAll("[aria-expanded=true]")].map((button) => button.textContent);
  const active = document.activeElement;
  const focused = (card?.getAllInputs() ?? []).find((input) => input.renderedInputControlElement?.contains(active));
  const pressed = root.contains(active) && active.matches("button") ? active.textContent : null;
  const selection = focused && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  return (fresh) => {
    for (const button of root.querySelectorAll("[aria-expanded=false]")) {
      if (open.includes(button.textContent)) button.click();
    }
    if (focused) focusInput(fresh, focused.id, selection);
    else if (pressed !== null) buttonNamed(root, pressed)?.focus();
  };
}

function focusInput(card, id, selection) {
  const control = card?.getAllInputs().find((input) => input.id === id)?.renderedInputControlElement;
  control?.focus();
  // Numbers and dates have no selection and say so by an exception.
  if (selection?.[0] != null && control?.selectionStart != null) control.setSelectionRange(...selection);
}

const buttonNamed = (root, text) => [...root.querySelectorAll("button")].find((button) => button.textContent === text);
