"""What a decision writes, and how what it owes is lent to those who work it off."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from playbook.life.records import Event, Notice, Record, Revision, Timer

R = TypeVar("R", bound=Record)
D = TypeVar("D", Notice, Timer)


@dataclass(frozen=True)
class Claimed(Generic[D]):
    """A row of the agenda on loan to one worker until `lease_until`: a notice to deliver, or a timer's step to take.

    `attempts` counts this one; `first_due` dates the row. `rev` is the store's own.
    """

    task: D
    attempts: int
    lease_until: datetime
    first_due: datetime
    rev: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Backlog:
    """What waits on the agenda at a moment.

    `notices` and `timers` are overdue rows, `oldest` is when the first of them was due. `parked` rows wait for
    somebody who cannot be reached. `given_up` counts rows that were given up since the store began.
    """

    notices: int
    timers: int
    parked: int
    given_up: int
    oldest: datetime | None


@dataclass(frozen=True)
class Change(Generic[R]):
    """One decision, written whole or not at all.

    `expected` is the revision the decision was made on, 0 for a new record. `also` is what becomes of other records by
    the same decision. `closes` is the slot of the actor's draft that this change uses up. `timers` begin or are moved;
    `ends` are the keys of timers that end, there or not. `taken` is the timer whose step this is: it ends as well, and
    if it was moved or ended in the meantime, nothing is written.
    """

    record: R
    expected: int
    event: Event
    notices: tuple[Notice, ...]
    closes: str | None = None
    also: "tuple[Revision[Any], ...]" = ()
    timers: tuple[Timer, ...] = ()
    ends: tuple[str, ...] = ()
    taken: "Claimed[Timer] | None" = None

    @property
    def revisions(self) -> "tuple[Revision[Any], ...]":
        """All records that it writes."""
        return (Revision(self.record, self.expected, self.event), *self.also)
