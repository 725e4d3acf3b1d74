"""What is kept of chats with people: where they are reached, which cards stand there, what was being said, whose turn.

All of it is Teams', in Teams' words; the playbook knows of none. The bot asks the store itself for it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from tinydb import where

from playbook.life.ports import Conflict, Dossier
from playbook.life.records import Claimed, Notice, Record
from playbook.people import PersonKey
from storage.agenda import Agenda, done
from storage.codec import decode, encode, plain, read_time, write_time
from storage.documents import ABSENT, ARRIVAL, Drop, Find, Get, Kept, Put, Row, beneath, put
from storage.reading import Reading, related_to, those_related
from storage.records import event_id
from storage.schema import COPIES, EVENTS, REFERENCES, STATES, TURNS

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class ConversationReference:
    """Where a person's personal chat is; only ever taken from an authenticated turn.

    `locale` and `zone` (an IANA name) are what their client said last, "" for neither. `welcomed_as` says what the
    person was when they were last welcomed: known or a stranger, "" for never.
    """

    person: PersonKey
    service_url: str
    channel_id: str
    conversation_id: str
    tenant_id: str
    user_id: str
    user_name: str
    bot_id: str
    bot_name: str
    locale: str = ""
    zone: str = ""
    welcomed_as: str = ""
    live: bool = True


@dataclass(frozen=True)
class SentActivity:
    """A card about a request that stands in somebody's chat, and the revision it shows.

    `text` is what the message says above the card: redrawing the card must not take it away. `locale` is that of who
    asked for a card that a group reads. `unasked`: a notice brought it, and nobody spoke of it since.
    """

    number: str
    conversation_id: str
    activity_id: str
    person: PersonKey | None
    service_url: str
    revision: int
    text: str = ""
    locale: str = ""
    unasked: bool = False


@dataclass(frozen=True)
class ChatDossier(Dossier[R]):
    """A dossier with the cards about the record, oldest first, and where people can be reached.

    `references` are those of whoever was asked for.
    """

    copies: tuple[SentActivity, ...]
    references: Mapping[PersonKey, ConversationReference]


def copy_id(copy: SentActivity) -> str:
    """Return the id of a card that stands in a chat; those about a record begin alike."""
    return f"{copy.number}|{copy.conversation_id}|{copy.activity_id}"


# How many activities are remembered, to tell what Teams sends again.
_REMEMBERED = 19


class Turn(StrEnum):
    """What becomes of a message that wants its conversation's turn."""

    TAKEN = "taken"
    REPEATED = "repeated"
    BUSY = "busy"


class Chats(Reading, Agenda):
    """The part of a store that keeps chats."""

    fresh: Callable[[], int]

    async def chat_dossier(
        self, kind: type[R], number: str, people: Collection[PersonKey | None], load_states: Collection[str] = ()
    ) -> ChatDossier[R] | None:
        """Return all that a record is shown by, its cards, and where these people can be reached, read together.

        None among them stands for everybody with a card. Who they are shows in the first look, so it takes another.
        """
        named = Get(REFERENCES, tuple(one for one in people if one))
        dossier, found = await self._opened(kind, number, load_states, beneath(COPIES, f"{number}|"), named)
        if dossier is None:
            return None
        kept, reached = found
        copies = tuple(decode(SentActivity, one.doc) for one in kept)
        holders = {one.person for one in copies if one.person} - {*people} if None in people else ()
        asks = (Get(REFERENCES, tuple(holders)), related_to(dossier.record))
        others, related = await self.engine.look(*asks) if holders or dossier.record.related else ([], [])
        return ChatDossier(
            record=dossier.record,
            history=dossier.history,
            related=those_related(dossier.record, related),
            loads=dossier.loads,
            copies=copies,
            references=_references([*reached, *others]),
        )

    async def put_reference(self, reference: ConversationReference) -> None:
        """Keep where a person can be reached, replacing what was known."""
        await self.engine.write([Put(REFERENCES, reference.person, encode(reference))])

    async def reference(self, person: PersonKey) -> ConversationReference | None:
        """Return where a person can be reached."""
        return await self._one(ConversationReference, REFERENCES, person)

    async def references(self, people: Collection[PersonKey]) -> Mapping[PersonKey, ConversationReference]:
        """Return where people can be reached; who never met the bot is left out."""
        [found] = await self.engine.look(Get(REFERENCES, tuple(people)))
        return _references(found)

    async def put_copy(self, copy: SentActivity) -> bool:
        """Remember a card that was sent, or the revision it now shows.

        Return False when its request has gone on since: that step may not have known the card. A later step does.
        """
        return await self._left(copy)

    async def settle_with(self, claimed: Claimed[Notice], copy: SentActivity) -> bool:
        """End the loan of a row that was delivered and left a card in a chat: both or neither; see put_copy.

        The card is remembered even when the lease was lost to another.
        """
        try:
            return await self._left(copy, done(claimed))
        except Conflict:
            current = await self._left(copy)
            await self.settle(claimed, None)
            return current

    async def _left(self, copy: SentActivity, *more: Drop) -> bool:
        """Remember a card; tell whether it is current.

        A step that was taken before the card stood here is seen now; one that comes later finds the card.
        """
        later = event_id(copy.number, copy.revision + 1)
        return not await self.engine.write_and_tell([Put(COPIES, copy_id(copy), encode(copy)), *more], EVENTS, later)

    async def copies(self, number: str) -> tuple[SentActivity, ...]:
        """Return the cards about a request that stand in chats, oldest first."""
        [found] = await self.engine.look(beneath(COPIES, f"{number}|"))
        return tuple(decode(SentActivity, one.doc) for one in found)

    async def latest_copy(self, conversation_id: str) -> SentActivity | None:
        """Return the card about a record that came into a chat last; None for a chat without any."""
        in_chat = where("conversation_id") == conversation_id
        [found] = await self.engine.look(Find(COPIES, in_chat, ARRIVAL, descending=True, limit=1))
        return decode(SentActivity, found[0].doc) if found else None

    async def drop_copy(self, copy: SentActivity) -> None:
        """Forget a card that no longer exists."""
        await self.engine.write([Drop(COPIES, copy_id(copy))])

    async def read_state(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
        """Return conversation memory by key, each with its "e_tag"; keys that are absent are left out."""
        [found] = await self.engine.look(Get(STATES, tuple(keys)))
        return {one.id: {**one.doc["data"], "e_tag": str(one.rev)} for one in found}

    async def write_state(self, changes: Mapping[str, Mapping[str, object]]) -> None:
        """Write conversation memory. "e_tag" absent or "*" overwrites; any other must match or Conflict is raised."""
        await put(self.engine, *(self._state(key, doc) for key, doc in plain(changes).items()))

    def _state(self, key: str, given: Mapping[str, object]) -> Put:
        tag = given.get("e_tag")
        data = {name: value for name, value in given.items() if name != "e_tag"}
        expects = None if tag in (None, "*") else int(str(tag)) if str(tag).isdecimal() else -1
        return Put(STATES, key, {"data": data}, expects, self.fresh())

    async def delete_state(self, keys: Sequence[str]) -> None:
        """Forget conversation memory."""
        await self.engine.write([Drop(STATES, key) for key in keys])

    async def take_turn(self, conversation: str, activity: str, holder: str, now: datetime, lease: timedelta) -> Turn:
        """Give one process a conversation until `now + lease`, or until `end_turn`.

        BUSY while another holder has it, REPEATED for an activity whose turn was ended not long ago. A store of one
        process lets everything pass: there the order is kept in memory.
        """
        if not self.engine.shared:
            return Turn.TAKEN
        row, rev = await self._turn(conversation)
        if activity in row["recent"]:
            return Turn.REPEATED
        if row["holder"] not in ("", holder) and read_time(row["until"]) > now:
            return Turn.BUSY
        taken = {**row, "holder": holder, "until": write_time(now + lease)}
        try:
            await put(self.engine, Put(TURNS, conversation, taken, rev, self.fresh()))
        except Conflict:
            return Turn.BUSY
        return Turn.TAKEN

    async def end_turn(self, conversation: str, activity: str, holder: str) -> None:
        """Give a conversation back and remember the activity. No effect when the lease was lost to another."""
        if not self.engine.shared:
            return
        row, rev = await self._turn(conversation)
        if row["holder"] == holder:
            recent = [*row["recent"], *([activity] if activity else [])][-_REMEMBERED:]
            ended = {**row, "holder": "", "recent": recent}
            # Another one who took it meanwhile keeps it.
            with suppress(Conflict):
                await put(self.engine, Put(TURNS, conversation, ended, rev, self.fresh()))

    async def _turn(self, conversation: str) -> tuple[Row, int]:
        [found] = await self.engine.look(Get(TURNS, (conversation,)))
        return (found[0].doc, found[0].rev) if found else ({"holder": "", "until": "", "recent": []}, ABSENT)


def _references(found: list[Kept]) -> Mapping[PersonKey, ConversationReference]:
    return {one.person: one for one in (decode(ConversationReference, kept.doc) for kept in found)}
