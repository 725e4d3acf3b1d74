const PAUSE_BETWEEN = 150;
const SHOWN_LATELY = 10;

/**
 * Tells how a card may be refreshed for this person: "automatic", "manual" or null.
 * The renderer does not look at userIds, so this is the one place that does.
 */
export function refreshMode(card, userId) {
  const refresh = card?.refresh;
  if (refresh?.action?.type !== "Action.Execute") return null;
  if (!Array.isArray(refresh.userIds)) return "automatic";
  if (refresh.userIds.length === 0) return "manual";
  return refresh.userIds.includes(userId) ? "automatic" : null;
}

/** Returns the card for the renderer, which must never refresh by itself. */
export function withoutRefresh(card) {
  const { refresh, ...rest } = card;
  return rest;
}

/** Refreshes the latest cards one after the other, as Teams does when a chat is opened. */
export async function refreshLatest(cards) {
  for (const card of cards.slice(-SHOWN_LATELY)) {
    if (await card.refresh("automatic")) await new Promise((done) => setTimeout(done, PAUSE_BETWEEN));
  }
}
