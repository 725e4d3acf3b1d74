"""What is kept of any life: a record, the events that made it what it is, and the notices and timers they owe.

A decision writes all of it as one `Change`. Records are frozen; a change is a new record. Every value in `answers` is
text as the field table reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from playbook.people import PersonKey

Answers = Mapping[str, str]
R = TypeVar("R", bound="Record")
D = TypeVar("D", "Notice", "Timer")
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Record:
    """What all records share. `revision` grows by one with every change and starts at 1.

    `state` is one of the life's own. `last_step` is the name of the latest event. `origin` is the id of the draft
    that the record grew from. `link` is the store's own: where the history stood when the record was read.
    """

    number: str
    revision: int
    state: StrEnum
    answers: Answers
    origin: str
    changed_at: datetime
    changed_by: PersonKey
    last_step: str
    link: str = field(default="", compare=False, repr=False, kw_only=True)

    @property
    def related(self) -> tuple[str, ...]:
        """Numbers of records of the same kind that it is shown with."""
        return ()

    @property
    def due(self) -> datetime | None:
        """When its next step is due; None while none is."""
        return None


def urgency(record: Record) -> str:
    """Return what a list goes by that begins with the most urgent: when it is due, and the older of two first.

    Texts of one shape, so that Python and every database put them in the same order. No two records have the same.
    """
    due = (record.due or _NEVER).astimezone(UTC)
    return f"{due.isoformat(timespec='microseconds')} {len(record.number):02} {record.number}"


@dataclass(frozen=True)
class Event:
    """One step of a record's life (R70): who did what, when, from where to where, and why.

    `actor` is people.SYSTEM for a step that a timer took. `behalf` is whom the actor stood in for, None for nobody.
    """

    number: str
    seq: int
    name: str
    actor: PersonKey
    at: datetime
    source: str
    target: str
    details: Answers = field(default_factory=dict)
    behalf: PersonKey | None = None


@dataclass(frozen=True)
class Revision(Generic[R]):
    """What becomes of one record, and the event that says so. `expected` is the revision before, 0 for a new one."""

    record: R
    expected: int
    event: Event


class Channel(StrEnum):
    """How a notice travels: a Teams message, an e-mail, or a redraw of the cards already sent."""

    TEAMS = "teams"
    MAIL = "mail"
    REDRAW = "redraw"


@dataclass(frozen=True)
class Notice:
    """One outbox row. `topic` names the sentence; the card is drawn when it is delivered, so it is never stale.

    `mailed`: an e-mail with the same words is owed to the same person anyway.
    """

    number: str
    seq: int
    ordinal: int
    channel: Channel
    topic: str
    to: PersonKey | None = None
    mailed: bool = False

    @property
    def key(self) -> str:
        """The row's identity: committing the same Change twice writes the same rows."""
        return f"{self.number}/{self.seq}/{self.ordinal}"


@dataclass(frozen=True)
class Timer:
    """A step that the system takes when its time comes: `command` on a record, unless it is moved or ended before."""

    number: str
    command: str
    due: datetime

    @property
    def key(self) -> str:
        """What it is moved and ended by: there is one for a record and a command."""
        return timer_key(self.number, self.command)


def timer_key(number: str, command: str) -> str:
    """Return the key of the timer that takes a step on a record."""
    return f"{number}~{command}"


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
    also: tuple[Revision[Any], ...] = ()
    timers: tuple[Timer, ...] = ()
    ends: tuple[str, ...] = ()
    taken: Claimed[Timer] | None = None

    @cached_property
    def revisions(self) -> tuple[Revision[Any], ...]:
        """All records that it writes."""
        return (Revision(self.record, self.expected, self.event), *self.also)


NEW = "new"


@dataclass(frozen=True)
class Draft:
    """Somebody's answers before they are filed; one per person and `slot` (NEW, or the number being changed).

    `given` lists the fields the person answered, oldest first; the rest of `answers` is prefilled.
    `only` limits a returned record to the fields that were sent back (G19); empty means every field. `filed`
    holds what was filed before, so that an answer can be kept as it was. `doubted` lists fields whose new answer was
    refused: the old one is still held, and is not filed before it is said again or replaced. `later` lists fields
    that are left open until before it is filed, and `asked_again` those in words that were answered with nothing once
    (G35).
    """

    id: str
    owner: PersonKey
    slot: str
    revision: int
    answers: Answers
    given: tuple[str, ...]
    changed_at: datetime
    only: tuple[str, ...] = ()
    filed: Answers = field(default_factory=dict)
    revises: str = ""
    set_aside: bool = False
    doubted: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    asked_again: tuple[str, ...] = ()
