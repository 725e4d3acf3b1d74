"""Which cards about a request are remembered for redrawing: one that lives in each chat, and a few above it."""

from collections.abc import Iterable

from playbook.life.ports import Copy, Store

# Updates count into Teams' rate limit of a chat. Whoever asks for a card four hundred times keeps four hundred; those
# forgotten here stay as they are, and a press on one is answered as on any card that is out of date.
MOST_EARLIER = 5


async def remember(store: Store, copy: Copy) -> None:
    """Keep a card that was just sent, and forget the oldest where too many wait above it to shrink."""
    await store.put_copy(copy)
    same_chat = in_chat(await store.copies(copy.number), copy.conversation_id)
    for one in same_chat[: -(MOST_EARLIER + 1)]:
        await store.drop_copy(one)


def in_chat(copies: Iterable[Copy], conversation_id: str) -> list[Copy]:
    """Return those that stand in one chat, in the same order."""
    return [one for one in copies if one.conversation_id == conversation_id]
