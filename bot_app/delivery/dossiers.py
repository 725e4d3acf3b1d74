"""What deliveries know of a record and of people: read once for all rows that are under way at one moment."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot_app.turn.outgoing import ReadDossier
from playbook.people import Directory, People, PersonKey
from storage.chats import ChatDossier


@dataclass
class _Reading:
    """A read that is about to begin, and for whom."""

    people: set[PersonKey | None] = field(default_factory=set)
    task: "asyncio.Task[ChatDossier[Any] | None] | None" = None


class Dossiers:
    """Reads for the courier. Whoever asks within one pass of the event loop shares a read.

    None is older than the question for it, so that sharing makes nothing staler than a read of one's own. Records are
    read apart from each other: a damaged row costs the deliveries of its own record.
    """

    def __init__(self, read: ReadDossier, people: People) -> None:
        """Read each record by `read`, and who is known of `people`."""
        self._read_one = read
        self._people = people
        self._readings: dict[str, _Reading] = {}
        self._asking: asyncio.Task[Directory] | None = None

    async def directory(self) -> Directory:
        """Return everybody who is known at this moment."""
        self._asking = self._asking or asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)

    async def _ask(self) -> Directory:
        self._asking = None
        return await self._people.directory()

    async def of(self, number: str, person: PersonKey | None) -> ChatDossier[Any] | None:
        """Return what is kept about a record, and where a person can be reached; None for all who have its card."""
        reading = self._readings.setdefault(number, _Reading())
        reading.people.add(person)
        # The task begins when all that run in this pass have asked.
        reading.task = reading.task or asyncio.create_task(self._read(number))
        return await asyncio.shield(reading.task)

    async def _read(self, number: str) -> ChatDossier[Any] | None:
        people = self._readings.pop(number).people
        return await self._read_one(number, people)
