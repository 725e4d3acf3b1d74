import { el } from "./dom.js";

const DISMISSED = "how-to-play-dismissed";

const STEPS = [
  ["Ask.", "As the partner, say hi, file a request and submit it."],
  ["Decide.", "As the FastTrack Partner Manager, approve it on the card, or send it back."],
  ["Assign.", "As the SME Assignment team, offer it to a SME."],
  ["Accept.", "As that SME, accept, and watch the partner being told."],
];

const SHORT = "Ask, decide, assign, accept";

/** Explains the page once; it can be dismissed and called back, and on a small screen it is one line that unfolds. */
export function setUpHint(panel, button) {
  const show = (shown) => {
    panel.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    remember(!shown);
  };
  const fold = el("button", { class: "fold", type: "button", "aria-expanded": "false", "aria-controls": "steps" }, SHORT);
  const unfold = (unfolded) => fold.setAttribute("aria-expanded", String(panel.classList.toggle("unfolded", unfolded)));
  fold.addEventListener("click", () => unfold());
  panel.append(
    fold,
    el("ol", { id: "steps" }, ...STEPS.map(([what, how]) => el("li", {}, el("strong", {}, what), ` ${how}`))),
    el("button", { class: "quiet", type: "button", onclick: () => { show(false); button.focus(); } }, "Got it"),
  );
  button.addEventListener("click", () => {
    show(panel.hidden);
    // Whoever asks for it wants to read it.
    unfold(!panel.hidden);
  });
  if (!isDismissed()) show(true);
}

// A browser that keeps nothing shows the hint every time, which does no harm.
function remember(dismissed) {
  try {
    localStorage.setItem(DISMISSED, String(dismissed));
  } catch {}
}

function isDismissed() {
  try {
    return localStorage.getItem(DISMISSED) === "true";
  } catch {
    return false;
  }
}
