"""Whose turn a conversation is, over several processes that share a store."""

from collections.abc import Callable
from datetime import datetime, timedelta

from playbook.life.ports import Conflict, Turn
from storage.codec import read_time, write_time
from storage.documents import ABSENT, Engine, Get, Put, Row
from storage.schema import TURNS

# How many activities are remembered, to tell what Teams sends again.
_REMEMBERED = 19


class Turns:
    """Gives each conversation to one process at a time. In a store of one process everything passes."""

    def __init__(self, engine: Engine, fresh: Callable[[], int]) -> None:
        """Keep the turns in an engine; `fresh` returns a revision that was never used."""
        self._engine = engine
        self._fresh = fresh

    async def take(self, conversation: str, activity: str, holder: str, now: datetime, lease: timedelta) -> Turn:
        """Give a conversation to a process until `now + lease`; see Store."""
        if not self._engine.shared:
            return Turn.TAKEN
        row, rev = await self._read(conversation)
        if activity in row["recent"]:
            return Turn.REPEATED
        if row["holder"] not in ("", holder) and read_time(row["until"]) > now:
            return Turn.BUSY
        taken = {**row, "holder": holder, "until": write_time(now + lease)}
        return Turn.TAKEN if await self._put(conversation, taken, rev) else Turn.BUSY

    async def end(self, conversation: str, activity: str, holder: str) -> None:
        """Give a conversation back and remember the activity. No effect when the lease was lost to another."""
        if not self._engine.shared:
            return
        row, rev = await self._read(conversation)
        if row["holder"] == holder:
            recent = [*row["recent"], *([activity] if activity else [])][-_REMEMBERED:]
            await self._put(conversation, {**row, "holder": "", "recent": recent}, rev)

    async def _read(self, conversation: str) -> tuple[Row, int]:
        [found] = await self._engine.look(Get(TURNS, (conversation,)))
        return (found[0].doc, found[0].rev) if found else ({"holder": "", "until": "", "recent": []}, ABSENT)

    async def _put(self, conversation: str, row: Row, rev: int) -> bool:
        try:
            await self._engine.write([Put(TURNS, conversation, row, rev, self._fresh())])
        except Conflict:
            # The answer to an earlier try may have been lost on its way.
            return (await self._read(conversation))[0] == row
        return True
