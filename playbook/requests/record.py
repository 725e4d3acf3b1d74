"""A SME request as it is kept, and the names of its states, commands and parties."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from playbook.life.records import Answers, Record
from playbook.people import PersonKey

PREFIX = "SME-"
# The event of a message: who may read one depends on between whom it went.
MESSAGED = "messaged"
# Whom a message is for that goes to everybody of the SME Assignment team.
WHOLE_TEAM = "team"
# A partner may ask about a topic a hundred times in half a year. A warning names the latest, and says there are more.
MOST_NAMED = 5
MOST_SIMILAR = MOST_NAMED + 1


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


class RemarkKind(StrEnum):
    """What a ruling may add to its verdict (G1, G3, G6)."""

    AT_THE_LIMIT = "at_the_limit"
    LANGUAGE_LIMITED = "language_limited"
    ENGLISH_AS_SECOND = "english_as_second"
    ENGLISH_NEEDED = "english_needed"
    AS_THE_TABLE_SAYS = "as_the_table_says"


@dataclass(frozen=True)
class Remark:
    """What a ruling adds to its verdict. `about` is the limit or the language in question, or the table's own words."""

    kind: RemarkKind
    about: str = ""


@dataclass(frozen=True)
class Ruling:
    """The routing result as it was when the request was filed, with the rules that produced it (R69)."""

    verdict: Verdict
    route: str
    row: str
    citation: str
    version: str
    link: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Deadlines:
    """When the playbook's clocks run out (R44, R46), the 5 days in both figures (G15). Aware datetimes in UTC.

    `decision` is the figure that counts. `calendar` says by which edition of whose calendar they were counted.
    """

    triage: datetime
    decision: datetime
    decision_business: datetime
    decision_calendar: datetime
    calendar: str


@dataclass(frozen=True)
class Request(Record):
    """One SME request.

    `contacted_at` and `contacted_by` say when, and by whom, first contact of its SME was recorded (R49, G21).
    `nudged_at` is the requester's latest nudge (G34), `confirmed_at` when the confirmation was last sent again (R41).
    """

    state: State
    requester: PersonKey
    partner: str
    fpm: PersonKey | None
    ruling: Ruling
    submitted_at: datetime
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
    contacted_at: datetime | None = None
    contacted_by: PersonKey | None = None
    nudged_at: datetime | None = None
    confirmed_at: datetime | None = None
    similar: tuple[str, ...] = ()
    revises: str = ""

    @property
    def related(self) -> tuple[str, ...]:
        """The latest requests on the same topic."""
        return self.similar[:MOST_SIMILAR]

    @property
    def due(self) -> datetime | None:
        """When triage or decision is due (R44, R46). A pause or an end stops both clocks (G16)."""
        if self.settled_at or self.paused_at or self.state is State.WITHDRAWN:
            return None
        decision = self.deadlines.decision
        return decision if self.triaged_at else min(self.deadlines.triage, decision)

    def overdue(self, at: datetime) -> str:
        """Return which clock has run out: "triage", "decision" or "" (R44, R46)."""
        if self.due is None or at <= self.due:
            return ""
        return "decision" if at > self.deadlines.decision else "triage"


class Command(StrEnum):
    """What a person can ask for; the values are the words they type."""

    SUBMIT = "submit"
    EDIT = "edit"
    START_TRIAGE = "triage"
    RETURN = "return"
    RESUBMIT = "resubmit"
    APPROVE = "approve"
    DENY = "deny"
    ROUTE = "route"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    RECALL = "recall"
    HAND_BACK = "handback"
    REASSIGN = "reassign"
    CONTACTED = "contacted"
    NUDGE = "nudge"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    CONFIRMATION = "confirmation"
    MESSAGE = "message"


class Party(StrEnum):
    """How a person stands to one request."""

    REQUESTER = "requester"
    COLLEAGUE = "colleague"
    ROUTED_FPM = "routed FPM"
    PARTNERS_FPM = "partner's FPM"
    TEAM = "SME Assignment team"
    OFFERED_SME = "offered SME"
    ASSIGNED_SME = "assigned SME"
    STRANGER = "stranger"


class Told(StrEnum):
    """Who hears of a step by what it makes of the request, whatever they are to it otherwise."""

    HOLDER = "holder"
    ADDRESSEE = "addressee"
    FORMER_FPM = "former FPM"
    NEW_SME = "new SME"
    FORMER_SME = "former SME"
