"""A life as one table: rows say who may do what from where, what becomes of the record, and who hears of it.

A table drives permission, buttons, notices, the details asked for, the diagram in the README and the test matrix.
The machine knows no life by name: the same code runs any table. In it, `R` is the record of a life, and `K` what its
decisions look up besides the record (lists, people, calendars). Deciding is a pure function from (record, step, what it
looks up) to a Change, or a refusal.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from playbook.life.fields import Field
from playbook.life.records import Answers, Change, Channel, Event, Notice, Record, Revision, Timer, timer_key
from playbook.messages.message import Fact, Speech
from playbook.people import SYSTEM, Person, PersonKey
from playbook.refusals import Forbidden, NotNow

R = TypeVar("R", bound=Record)
K = TypeVar("K")
Parties = frozenset[StrEnum]


@dataclass(frozen=True)
class Owed:
    """A notice a transition owes: to which party, and whether an e-mail goes with the Teams card.

    The actor is not told of their own step unless `even_actor`: the reply to the step already told them. `sources`
    are the states from which it is owed; empty means every one.
    """

    party: StrEnum
    mail: bool = False
    even_actor: bool = False
    sources: frozenset[StrEnum] = frozenset()


class System(StrEnum):
    """How the system stands to every record: it takes the steps of timers, and no others."""

    SYSTEM = "system"


@dataclass(frozen=True)
class Step:
    """One person asking for one step at one moment, with the canonical details it needs.

    `behalf` is whom they stand in for. `brings` is what a step brings along besides words, such as the complete draft
    that is filed; its effect knows it.
    """

    command: StrEnum
    person: Person
    at: datetime
    details: Answers = field(default_factory=dict)
    brings: object = None
    behalf: PersonKey | None = None


@dataclass(frozen=True)
class Starts(Generic[R, K]):
    """A timer that a transition starts, or moves: the system takes `command` when it is `due`, as the record says."""

    command: StrEnum
    due: Callable[[R, K], datetime]


# The system as somebody who takes steps.
THE_SYSTEM = Person(SYSTEM, "", "", frozenset())


@dataclass(frozen=True)
class Transition(Generic[R, K]):
    """One row: `command` (imperative) takes any of `sources` to `target` and is recorded as `event` (past tense).

    `target` None stays in the state. `asks` are the details the actor must give. `rule` cites the playbook. `guard`
    returns, in words for the person, why the step is not open on a record although the table's columns allow it, None
    when it is; `effect` returns the record as the step leaves it, before state, revision and time are set; `adds`
    returns what the event's details hold besides the actor's, from the record before and after; `also` returns what
    becomes of other records by the same step, from the record as it then is. All four are pure. `starts` and `ends`
    are timers.
    """

    command: StrEnum
    event: str
    sources: frozenset[StrEnum]
    target: StrEnum | None
    by: Parties
    rule: str
    asks: tuple[Field, ...] = ()
    owes: tuple[Owed, ...] = ()
    guard: Callable[[R, datetime], Speech | None] | None = None
    effect: Callable[[R, Step, K], R] | None = None
    adds: Callable[[R, R, K], Answers] | None = None
    also: Callable[[R, Step, K], tuple[Revision[Any], ...]] | None = None
    starts: tuple[Starts[R, K], ...] = ()
    ends: tuple[StrEnum, ...] = ()

    def asked_of(self, record: R) -> tuple[Field, ...]:
        """Return the details that the step needs on this record."""
        return tuple(one for one in self.asks if one.applies is None or one.applies(record))

    def leads_to(self, source: StrEnum) -> StrEnum:
        """Return the state this row leads to from `source`."""
        return self.target or source

    def refusal(self, record: R, at: datetime) -> Speech | None:
        """Return why the step is not open on a record at a moment, whoever asks; None when the guard lets it pass."""
        return self.guard(record, at) if self.guard else None


class Lifecycle(Generic[R, K]):
    """A table of transitions, one row per command."""

    def __init__(self, rows: Sequence[Transition[R, K]]) -> None:
        """Keep the table; two rows for one command would make the rule stand twice."""
        self.rows = tuple(rows)
        self._by_command: dict[str, Transition[R, K]] = {row.command: row for row in rows}
        if len(self._by_command) != len(self.rows):
            raise ValueError("a command stands in two rows")

    def row(self, command: str) -> Transition[R, K]:
        """Return the row of a command."""
        return self._by_command[command]

    def open_to(self, state: StrEnum, parties: AbstractSet[StrEnum]) -> tuple[Transition[R, K], ...]:
        """Return the rows a person who stands as `parties` may take from `state`, in table order."""
        return tuple(row for row in self.rows if state in row.sources and parties & row.by)

    def open_on(self, record: R, parties: AbstractSet[StrEnum], at: datetime) -> tuple[Transition[R, K], ...]:
        """Return the rows such a person may take on a record at a moment: those that its guard does not refuse."""
        return tuple(row for row in self.open_to(record.state, parties) if row.refusal(record, at) is None)


@dataclass(frozen=True)
class Words(Generic[R, K]):
    """How a life refuses: each returns what is said to the person who asked."""

    unknown: Callable[[str], Speech]
    not_yours: Callable[[R, Transition[R, K]], Speech]
    not_now: Callable[[R, Transition[R, K], Fact | None], Speech]
    stale: Callable[[R, Fact | None], Speech]
    overtaken: Speech
    incomplete: Speech


@dataclass(frozen=True)
class Life(Generic[R, K]):
    """All that desk and decisions know of a life.

    Its numbers begin with `prefix`. `parties` says how a person stands to a record at a moment, `recipients` who a
    party is, from the record before and after a step: both may be several. `may_see` tells whether who stands so may
    know of the record at all, `late` whether they hear that a step is past rather than that it was never theirs.
    `last_actor` names who took the latest step, None where the reader may not hear of it. `topic` names what a party
    is told.
    """

    prefix: str
    record: type[R]
    table: Lifecycle[R, K]
    parties: Callable[[R, Person, K, datetime], Parties]
    recipients: Callable[[StrEnum, R, R, K, Step], tuple[PersonKey, ...]]
    may_see: Callable[[Parties], bool]
    late: Callable[[Transition[R, K], Parties], bool]
    last_actor: Callable[[R, Parties, K], Fact | None]
    topic: Callable[[Transition[R, K], StrEnum], str]
    words: Words[R, K]

    def number(self, serial: int) -> str:
        """Return the number of the record that was filed as the `serial`-th."""
        return f"{self.prefix}{serial:04d}"


def standing(life: Life[R, K], record: R, person: Person, known: K, at: datetime) -> Parties:
    """Return how somebody stands to a record. The system stands to all of them alike."""
    if person.key == SYSTEM:
        return frozenset({System.SYSTEM})
    return life.parties(record, person, known, at)


def permitted(life: Life[R, K], record: R, step: Step, known: K) -> Transition[R, K]:
    """Return the table row that lets this person do this now; raise Forbidden or NotNow with the reason."""
    row = life.table.row(step.command)
    parties = standing(life, record, step.person, known, step.at)
    if not (parties & row.by or life.late(row, parties)):
        raise Forbidden(life.words.not_yours(record, row))
    if record.state not in row.sources or not parties & row.by:
        raise NotNow(life.words.not_now(record, row, life.last_actor(record, parties, known)))
    if why_not := row.refusal(record, step.at):
        raise NotNow(why_not)
    return row


def decide(life: Life[R, K], record: R, step: Step, known: K, closes: str | None = None) -> Change[R]:
    """Decide one step of a record: what it and others become, the events that say so, notices owed and timers.

    `closes` is the slot of the draft that the step uses up.
    """
    row = permitted(life, record, step, known)
    after = replace(
        row.effect(record, step, known) if row.effect else record,
        state=row.leads_to(record.state),
        revision=record.revision + 1,
        changed_at=step.at,
        changed_by=step.person.key,
        last_step=row.event,
    )
    event = Event(
        number=after.number,
        seq=after.revision,
        name=row.event,
        actor=step.person.key,
        at=step.at,
        source=record.state,
        target=after.state,
        details={**step.details, **(row.adds(record, after, known) if row.adds else {})},
        behalf=step.behalf,
    )
    return Change(
        record=after,
        expected=record.revision,
        event=event,
        notices=_notices(life, record, after, step, known),
        closes=closes,
        also=row.also(after, step, known) if row.also else (),
        timers=tuple(Timer(after.number, one.command, one.due(after, known)) for one in row.starts),
        ends=tuple(timer_key(after.number, command) for command in row.ends),
    )


def _notices(life: Life[R, K], before: R, after: R, step: Step, known: K) -> tuple[Notice, ...]:
    """Return the outbox rows a step owes; cards sent before are redrawn with every step after the first."""
    row = life.table.row(step.command)
    owed: dict[tuple[Channel, str, PersonKey | None], None] = {}  # who stands twice, as FPM and team, hears it once
    for one in row.owes:
        if one.sources and before.state not in one.sources:
            continue
        topic = life.topic(row, one.party)
        for key in life.recipients(one.party, before, after, known, step):
            if key != step.person.key or one.even_actor:
                owed[Channel.TEAMS, topic, key] = None
                owed |= {(Channel.MAIL, topic, key): None} if one.mail else {}
    if before.revision:
        owed[Channel.REDRAW, row.event, None] = None
    return tuple(
        Notice(after.number, after.revision, ordinal, channel, topic, to, (Channel.MAIL, topic, to) in owed)
        for ordinal, (channel, topic, to) in enumerate(owed)
    )
