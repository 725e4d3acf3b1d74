"""What deliveries know of a request: read once for all of its rows that are under way at one moment."""

import asyncio
from dataclasses import dataclass, field

from playbook.life.ports import Dossier, Store
from playbook.people import PersonKey
from playbook.requests.desk import IN_HAND
from playbook.requests.record import Request


@dataclass
class _Reading:
    """A read that is about to begin, and for whom."""

    people: set[PersonKey] = field(default_factory=set)
    task: "asyncio.Task[Dossier[Request] | None] | None" = None


class Dossiers:
    """Reads requests for the courier. Whoever asks within one pass of the event loop shares a read.

    None is older than the question for it, so that sharing makes nothing staler than a read of one's own. Requests are
    read apart from each other: a damaged row costs the deliveries of its own request.
    """

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store
        self._readings: dict[str, _Reading] = {}

    async def of(self, number: str, person: PersonKey | None) -> Dossier[Request] | None:
        """Return what is kept about a request, and where a person can be reached."""
        reading = self._readings.setdefault(number, _Reading())
        if person:
            reading.people.add(person)
        # The task begins when all that run in this pass have asked.
        reading.task = reading.task or asyncio.create_task(self._read(number))
        return await asyncio.shield(reading.task)

    async def _read(self, number: str) -> Dossier[Request] | None:
        people = self._readings.pop(number).people
        return await self._store.dossier(Request, number, people, IN_HAND)
