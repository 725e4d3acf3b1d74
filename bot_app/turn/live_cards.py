"""Which cards about a request are remembered for redrawing: one that lives in each chat, and a few above it."""

from collections.abc import Iterable

from storage.chats import Chats, SentActivity

# Updates count into Teams' rate limit of a chat. Whoever asks for a card four hundred times keeps four hundred; those
# forgotten here stay as they are, and a press on one is answered as on any card that is out of date.
MOST_EARLIER = 5


async def remember(store: Chats, copy: SentActivity) -> bool:
    """Keep a card that was just sent, and forget the oldest; tell whether it shows its request as it is."""
    current = await store.put_copy(copy)
    await forget_surplus(store, await store.copies(copy.number), copy)
    return current


async def forget_surplus(store: Chats, copies: Iterable[SentActivity], newest: SentActivity) -> None:
    """Forget the oldest cards of a chat where too many wait above the newest to shrink."""
    above = [one for one in in_chat(copies, newest.conversation_id) if one.activity_id != newest.activity_id]
    for one in above[:-MOST_EARLIER]:
        await store.drop_copy(one)


def in_chat(copies: Iterable[SentActivity], conversation_id: str) -> list[SentActivity]:
    """Return those that stand in one chat, in the same order."""
    return [one for one in copies if one.conversation_id == conversation_id]
