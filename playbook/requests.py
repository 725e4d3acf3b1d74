"""The life of a request, as one table (R40-R50, R68, G16-G21, G27)."""

from enum import StrEnum

from playbook.fields import (
    DECLINE_REASON,
    DENIAL_GROUND,
    DENIAL_TEXT,
    FIRST_CONTACT,
    OFFERED_SME,
    RETURN_FIELDS,
    RETURN_NOTE,
    ROUTED_FPM,
    WITHDRAW_REASON,
)
from playbook.lifecycle import Lifecycle, Owed, Transition
from playbook.people import Directory, Person, Role
from playbook.records import Request, State


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
    CLOSE = "close"
    WITHDRAW = "withdraw"


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


MOST_RETURNS = 3

S, P = State, Party
_OPEN = frozenset({S.SUBMITTED, S.TRIAGED})
_BEFORE_ASSIGNED = frozenset({S.SUBMITTED, S.TRIAGED, S.RETURNED, S.APPROVED, S.OFFERED})
FINAL = frozenset({S.CLOSED, S.DENIED, S.WITHDRAWN})

Row = Transition[State, Command, Party]
_Owed = Owed[Party]
_FPM_OR_TEAM = (_Owed(P.ROUTED_FPM, mail=True),)

REQUEST_LIFE = Lifecycle[State, Command, Party](
    (
        Row(
            Command.SUBMIT, "submitted", frozenset({S.DRAFT}), S.SUBMITTED, frozenset({P.REQUESTER}), "R39 R41 R42",
            owes=(_Owed(P.REQUESTER, mail=True, even_actor=True), *_FPM_OR_TEAM),
        ),
        Row(
            Command.APPROVE, "approved", _OPEN, S.APPROVED, frozenset({P.ROUTED_FPM}), "R2 R47",
            owes=(_Owed(P.REQUESTER, mail=True), _Owed(P.TEAM, mail=True)),
        ),
        Row(
            Command.DENY, "denied", _OPEN | {S.RETURNED}, S.DENIED, frozenset({P.ROUTED_FPM}), "R2 R47 R48",
            asks=(DENIAL_GROUND, DENIAL_TEXT), owes=(_Owed(P.REQUESTER, mail=True),),
        ),
        Row(
            Command.RETURN, "returned", _OPEN, S.RETURNED, frozenset({P.ROUTED_FPM, P.TEAM}), "R44 R45 G17 G19",
            asks=(RETURN_FIELDS, RETURN_NOTE), owes=(_Owed(P.REQUESTER, mail=True), _Owed(P.ROUTED_FPM)),
        ),
        Row(
            Command.START_TRIAGE, "triaged", frozenset({S.SUBMITTED}), S.TRIAGED,
            frozenset({P.ROUTED_FPM, P.TEAM}), "R44 G17", owes=(_Owed(P.REQUESTER),),
        ),
        Row(
            Command.EDIT, "edited", frozenset({S.SUBMITTED}), None, frozenset({P.REQUESTER}), "G27",
            owes=_FPM_OR_TEAM,
        ),
        Row(
            Command.RESUBMIT, "resubmitted", frozenset({S.RETURNED}), S.SUBMITTED, frozenset({P.REQUESTER}),
            "R45 G19", owes=(_Owed(P.REQUESTER, mail=True, even_actor=True), *_FPM_OR_TEAM),
        ),
        Row(
            Command.OFFER, "offered", frozenset({S.APPROVED}), S.OFFERED, frozenset({P.TEAM}), "R2 G18",
            asks=(OFFERED_SME,), owes=(_Owed(P.OFFERED_SME, mail=True),),
        ),
        Row(
            Command.ACCEPT, "assigned", frozenset({S.OFFERED}), S.ASSIGNED, frozenset({P.OFFERED_SME}),
            "R46 R49 R51 G18",
            owes=(_Owed(P.REQUESTER, mail=True), _Owed(P.ROUTED_FPM), _Owed(P.TEAM)),
        ),
        Row(
            Command.DECLINE, "declined", frozenset({S.OFFERED}), S.APPROVED, frozenset({P.OFFERED_SME}), "G18",
            asks=(DECLINE_REASON,), owes=(_Owed(P.TEAM, mail=True),),
        ),
        Row(
            Command.RECALL, "recalled", frozenset({S.OFFERED}), S.APPROVED, frozenset({P.TEAM}), "G18",
            asks=(DECLINE_REASON,), owes=(_Owed(P.OFFERED_SME), _Owed(P.TEAM)),
        ),
        Row(
            Command.CLOSE, "closed", frozenset({S.ASSIGNED}), S.CLOSED, frozenset({P.ROUTED_FPM}), "R50 G21",
            asks=(FIRST_CONTACT,), owes=(_Owed(P.REQUESTER), _Owed(P.ASSIGNED_SME)),
        ),
        Row(
            Command.ROUTE, "routed", _BEFORE_ASSIGNED | {S.ASSIGNED}, None, frozenset({P.TEAM, P.ROUTED_FPM}), "G13",
            asks=(ROUTED_FPM,), owes=(_Owed(P.ROUTED_FPM, mail=True), _Owed(P.REQUESTER)),
        ),
        Row(
            Command.WITHDRAW, "withdrawn", _BEFORE_ASSIGNED, S.WITHDRAWN, frozenset({P.REQUESTER}), "G27",
            asks=(WITHDRAW_REASON,), owes=(_Owed(P.ROUTED_FPM), _Owed(P.OFFERED_SME)),
        ),
    )
)  # fmt: skip


def parties_of(request: Request, person: Person, directory: Directory) -> frozenset[Party]:
    """Return how a person stands to a request.

    The requester is nothing but the requester, whatever else the roster calls them: nobody decides their own
    request (R2).
    """
    if person.key == request.requester:
        return frozenset({Party.REQUESTER})
    if person.has(Role.PARTNER):
        return frozenset({Party.COLLEAGUE if person.partner == request.partner else Party.STRANGER})
    return _staff_parties(request, person, directory) or frozenset({Party.STRANGER})


def _staff_parties(request: Request, person: Person, directory: Directory) -> frozenset[Party]:
    found = set()
    if person.has(Role.FPM) and request.fpm == person.key:
        found.add(Party.ROUTED_FPM)
    elif person.has(Role.FPM) and directory.fpm_of(request.partner) == person:
        found.add(Party.PARTNERS_FPM)
    if person.has(Role.TEAM):
        found.add(Party.TEAM)
    if person.has(Role.SME) and request.sme == person.key:
        found.add(Party.OFFERED_SME if request.state is State.OFFERED else Party.ASSIGNED_SME)
    return frozenset(found)


def may_see(parties: frozenset[Party]) -> bool:
    """Tell whether a person who stands so may read the request (R71)."""
    return Party.STRANGER not in parties
