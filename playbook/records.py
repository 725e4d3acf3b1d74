"""What is kept: a request, its events, the notices it owes, and the draft it grew from.

Records are frozen; a change is a new record. Every value in `answers` is text as the field table reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from playbook.people import PersonKey

Answers = Mapping[str, str]


class State(StrEnum):
    """The states of a request (R68)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    TRIAGED = "triaged"
    RETURNED = "returned"
    APPROVED = "approved"
    OFFERED = "offered"
    ASSIGNED = "assigned"
    CLOSED = "closed"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What the routing tables say about a need (R7-R17, G1-G8)."""

    PEOPLE = "people"
    LIMITED = "limited"
    EXCEPTION = "exception"
    SELF_DEPLOY = "self_deploy"
    NONE = "none"


@dataclass(frozen=True)
class Ruling:
    """The routing result as it was when the request was filed, with the rules that produced it (R69)."""

    verdict: Verdict
    route: str
    row: str
    citation: str
    version: str
    link: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deadlines:
    """When the playbook's clocks run out (R44, R46, G15). Aware datetimes in UTC."""

    triage: datetime
    decision: datetime
    decision_business: datetime
    decision_calendar: datetime


@dataclass(frozen=True)
class Request:
    """One SME request. `revision` grows by one with every change and starts at 1."""

    number: str
    revision: int
    state: State
    answers: Answers
    requester: PersonKey
    partner: str
    fpm: PersonKey | None
    ruling: Ruling
    origin: str
    submitted_at: datetime
    changed_at: datetime
    changed_by: PersonKey
    last_step: str
    deadlines: Deadlines
    sme: PersonKey | None = None
    declined_by: tuple[PersonKey, ...] = ()
    returns: int = 0
    reopened: tuple[str, ...] = ()
    previous: Answers = field(default_factory=dict)
    paused_at: datetime | None = None
    paused_seconds: float = 0.0
    paused_business_seconds: float = 0.0
    triaged_at: datetime | None = None
    settled_at: datetime | None = None
    similar: tuple[str, ...] = ()
    revises: str = ""


@dataclass(frozen=True)
class Event:
    """One step of a request's life (R70): who did what, when, from where to where, and why."""

    number: str
    seq: int
    name: str
    actor: PersonKey
    at: datetime
    source: State
    target: State
    details: Answers = field(default_factory=dict)


class Channel(StrEnum):
    """How a notice travels: a Teams message, an e-mail, or a redraw of the cards already sent."""

    TEAMS = "teams"
    MAIL = "mail"
    REDRAW = "redraw"


@dataclass(frozen=True)
class Notice:
    """One outbox row. `topic` names the sentence; the card is drawn when it is delivered, so it is never stale.

    `mailed`: an e-mail with the same words is owed to the same person anyway. What no change of a request brings has an
    id of its own for a number.
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


NEW = "new"


@dataclass(frozen=True)
class Draft:
    """A partner's answers before they are filed; one per person and `slot` (NEW, or the number being changed).

    `given` lists the fields the person answered, oldest first; the rest of `answers` is prefilled.
    `only` limits a returned request to the fields that were sent back (G19); empty means every field. `filed`
    holds what was filed before, so that an answer can be kept as it was.
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
