"""Whose turn a conversation is, over several processes that share a store."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum

from playbook.life.ports import Conflict
from storage.codec import read_time, write_time
from storage.documents import ABSENT, Engine, Get, Put, Row, put
from storage.schema import TURNS

# How many activities are remembered, to tell what Teams sends again.
_REMEMBERED = 19


class Turn(StrEnum):
    """What becomes of a message that wants its conversation's turn."""

    TAKEN = "taken"
    REPEATED = "repeated"
    BUSY = "busy"


class Turns:
    """The part of a store that gives each conversation to one process at a time."""

    engine: Engine
    fresh: Callable[[], int]

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
