"""The life of a request, as one table (R40-R50, R68, G16-G21, G27, G32)."""

from playbook.life.lifecycle import Lifecycle, Owed, Transition
from playbook.requests import correspondence, effects, side_steps
from playbook.requests.effects import Rules
from playbook.requests.fields import (
    ADDRESSEE,
    DECLINE_REASON,
    DENIAL_GROUND,
    DENIAL_TEXT,
    FIRST_CONTACT,
    MESSAGE_TEXT,
    OFFERED_SME,
    RETURN_FIELDS,
    RETURN_NOTE,
    ROUTED_FPM,
    WITHDRAW_REASON,
)
from playbook.requests.record import MESSAGED, Command, Party, Request, State, Told

S, P = State, Party
_OPEN = frozenset({S.SUBMITTED, S.TRIAGED})
_UNTIL_CLOSED = frozenset({S.SUBMITTED, S.TRIAGED, S.RETURNED, S.APPROVED, S.OFFERED, S.ASSIGNED})
_ASSIGNED = frozenset({S.ASSIGNED})
_APPROVED = frozenset({S.APPROVED, S.OFFERED, S.ASSIGNED})
FINAL = frozenset({S.CLOSED, S.DENIED, S.WITHDRAWN})

Row = Transition[Request, Rules]
_FPM_OR_TEAM = (Owed(P.ROUTED_FPM, mail=True),)

REQUEST_TABLE = Lifecycle[Request, Rules](
    (
        Row(
            Command.SUBMIT, "submitted", frozenset({S.DRAFT}), S.SUBMITTED, frozenset({P.REQUESTER}), "R39 R41 R42",
            owes=(Owed(P.REQUESTER, mail=True, even_actor=True), *_FPM_OR_TEAM),
        ),
        Row(
            Command.APPROVE, "approved", _OPEN, S.APPROVED, frozenset({P.ROUTED_FPM}), "R2 R47",
            owes=(Owed(P.REQUESTER, mail=True), Owed(P.TEAM, mail=True)),
            effect=effects.triaged,
        ),
        Row(
            Command.DENY, "denied", _OPEN | {S.RETURNED}, S.DENIED, frozenset({P.ROUTED_FPM}), "R2 R47 R48",
            asks=(DENIAL_GROUND, DENIAL_TEXT), owes=(Owed(P.REQUESTER, mail=True),),
            effect=effects.denied,
        ),
        Row(
            Command.RETURN, "returned", _OPEN, S.RETURNED, frozenset({P.ROUTED_FPM, P.TEAM}), "R44 R45 G17 G19",
            asks=(RETURN_FIELDS, RETURN_NOTE), owes=(Owed(P.REQUESTER, mail=True), Owed(P.ROUTED_FPM)),
            guard=effects.is_returned_too_often, effect=effects.returned,
        ),
        Row(
            Command.START_TRIAGE, "triaged", frozenset({S.SUBMITTED}), S.TRIAGED,
            frozenset({P.ROUTED_FPM, P.TEAM}), "R44 G17", owes=(Owed(P.REQUESTER),),
            effect=effects.triaged,
        ),
        Row(
            Command.EDIT, "edited", frozenset({S.SUBMITTED}), None, frozenset({P.REQUESTER}), "G27",
            owes=(*_FPM_OR_TEAM, Owed(Told.FORMER_FPM)),
            effect=effects.refiled, adds=effects.refiling_says,
        ),
        Row(
            Command.RESUBMIT, "resubmitted", frozenset({S.RETURNED}), S.SUBMITTED, frozenset({P.REQUESTER}),
            "R45 G19", owes=(Owed(P.REQUESTER, mail=True, even_actor=True), *_FPM_OR_TEAM, Owed(Told.FORMER_FPM)),
            effect=effects.refiled, adds=effects.refiling_says,
        ),
        Row(
            Command.OFFER, "offered", frozenset({S.APPROVED}), S.OFFERED, frozenset({P.TEAM}), "R2 G18",
            asks=(OFFERED_SME,), owes=(Owed(P.OFFERED_SME, mail=True),),
            effect=effects.offered,
        ),
        Row(
            Command.ACCEPT, "assigned", frozenset({S.OFFERED}), S.ASSIGNED, frozenset({P.OFFERED_SME}),
            "R46 R49 R51 G18",
            owes=(Owed(P.REQUESTER, mail=True), Owed(P.ROUTED_FPM), Owed(P.TEAM)),
            effect=effects.accepted,
        ),
        Row(
            Command.DECLINE, "declined", frozenset({S.OFFERED}), S.APPROVED, frozenset({P.OFFERED_SME}), "G18",
            asks=(DECLINE_REASON,), owes=(Owed(P.TEAM, mail=True),),
            effect=effects.declined,
        ),
        Row(
            Command.RECALL, "recalled", frozenset({S.OFFERED}), S.APPROVED, frozenset({P.TEAM}), "G18",
            asks=(DECLINE_REASON,), owes=(Owed(P.OFFERED_SME), Owed(P.TEAM)),
            effect=effects.recalled,
        ),
        Row(
            Command.HAND_BACK, "handed_back", _ASSIGNED, S.APPROVED, frozenset({P.ASSIGNED_SME}), "G32 G38",
            asks=(DECLINE_REASON,),
            owes=(Owed(P.REQUESTER, mail=True), Owed(P.ROUTED_FPM), Owed(P.TEAM, mail=True)),
            effect=effects.handed_back,
        ),
        Row(
            Command.REASSIGN, "reassigned", frozenset({S.OFFERED, S.ASSIGNED}), S.OFFERED, frozenset({P.TEAM}),
            "G32 G38", asks=(OFFERED_SME, DECLINE_REASON),
            owes=(
                Owed(Told.NEW_SME, mail=True), Owed(Told.FORMER_SME, mail=True), Owed(P.TEAM),
                Owed(P.REQUESTER, mail=True, sources=_ASSIGNED), Owed(P.ROUTED_FPM, sources=_ASSIGNED),
            ),
            effect=effects.reassigned,
        ),
        Row(
            Command.CONTACTED, "contacted", _ASSIGNED, None, frozenset({P.REQUESTER, P.ASSIGNED_SME}), "R49 G21",
            owes=(Owed(P.ROUTED_FPM),),
            guard=side_steps.has_contact, effect=side_steps.contacted,
        ),
        Row(
            Command.NUDGE, "nudged", _OPEN | _APPROVED, None, frozenset({P.REQUESTER}), "G34",
            owes=(Owed(Told.HOLDER, mail=True),),
            guard=side_steps.needs_no_nudge, effect=side_steps.nudged,
        ),
        Row(
            Command.CLOSE, "closed", frozenset({S.ASSIGNED}), S.CLOSED, frozenset({P.ROUTED_FPM}), "R50 G21",
            asks=(FIRST_CONTACT,), owes=(Owed(P.REQUESTER), Owed(P.ASSIGNED_SME)),
            effect=effects.closed,
        ),
        Row(
            Command.ROUTE, "routed", _UNTIL_CLOSED, None, frozenset({P.TEAM, P.ROUTED_FPM}), "G13",
            asks=(ROUTED_FPM,), owes=(Owed(P.ROUTED_FPM, mail=True), Owed(P.REQUESTER), Owed(Told.FORMER_FPM)),
            effect=effects.routed, adds=effects.routing_says,
        ),
        Row(
            Command.WITHDRAW, "withdrawn", _UNTIL_CLOSED, S.WITHDRAWN, frozenset({P.REQUESTER}), "G27 G32",
            asks=(WITHDRAW_REASON,),
            owes=(Owed(P.ROUTED_FPM), Owed(P.OFFERED_SME), Owed(P.TEAM, sources=_APPROVED)),
        ),
        Row(
            Command.CONFIRMATION, "reconfirmed", _UNTIL_CLOSED, None, frozenset({P.REQUESTER}), "R41 R43",
            owes=(Owed(P.REQUESTER, mail=True, even_actor=True),),
            effect=side_steps.reconfirmed,
        ),
        Row(
            Command.MESSAGE, MESSAGED, correspondence.WRITTEN_IN, None, correspondence.WRITERS, "R57 R59 G38",
            asks=(ADDRESSEE, MESSAGE_TEXT), owes=(Owed(Told.ADDRESSEE, mail=True),),
        ),
    )
)  # fmt: skip

# One thing to a person: which of the two it is depends on the request.
REFILED = frozenset({Command.EDIT, Command.RESUBMIT})
REOPENABLE = frozenset[State]().union(*(REQUEST_TABLE.row(command).sources for command in REFILED))
