"""How often one person may speak: a polite answer instead of a turn, so that nobody crowds out the others."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from playbook.people import PersonKey

MINUTE = timedelta(minutes=1)
MOST_PEOPLE = 10_000


class Admission(Enum):
    """Whether a person may have a turn: yes; no, and they are told; no, and they were told already."""

    YES = "yes"
    TOO_MANY = "too many"
    TOLD = "told"


@dataclass
class _Turns:
    times: deque[datetime] = field(default_factory=deque)
    told: bool = False


class TurnLimit:
    """Admits a person so many times in a minute. A limit of 0 admits everybody always."""

    def __init__(self, turns_per_minute: int) -> None:
        """Start with nobody counted."""
        self._most = turns_per_minute
        self._people: OrderedDict[PersonKey, _Turns] = OrderedDict()

    def admit(self, person: PersonKey, now: datetime) -> Admission:
        """Count a turn and tell whether the person may have it. One that is not admitted does not count."""
        if not self._most:
            return Admission.YES
        turns = self._people.setdefault(person, _Turns())
        self._people.move_to_end(person)
        if len(self._people) > MOST_PEOPLE:
            self._people.popitem(last=False)
        while turns.times and now - turns.times[0] >= MINUTE:
            turns.times.popleft()
        if len(turns.times) < self._most:
            turns.times.append(now)
            turns.told = False
            return Admission.YES
        told, turns.told = turns.told, True
        return Admission.TOLD if told else Admission.TOO_MANY
