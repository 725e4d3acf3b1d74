"""Refusing a step: what happened, what still stands, what to do next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from playbook.life.lifecycle import System, Transition
from playbook.messages import steps, verbs
from playbook.messages.message import Fact, Listed, Message, Sentence, Speech, together
from playbook.requests.record import Party, Request, State

ONLY_PARTNERS_FILE = Message("Only a FastTrack Ready Partner can file a SME request. Nothing was filed.")
TEAM_ADDRESS = "ftsmeassign@microsoft.com"
# Whom to contact while no FPM is named (G13).
THE_TEAM = Message("the FastTrack SME Assignment team ({address})", address=TEAM_ADDRESS)
CARD_NOT_READABLE = Message("I cannot read that button. Nothing was changed; say my requests or queue for fresh cards.")
PLEASE_COMPLETE = Message("Some details are missing or not clear yet. Nothing was changed.")
NO_LONGER_YOURS = Message("This request is no longer with you, so I show nothing of it any more.")
DRAFT_IS_GONE = Message(
    "That draft is no longer there. Say my requests to see what you have, or new request to start one."
)
DRAFT_INCOMPLETE = Message("Some fields are still missing, so nothing was submitted. Your answers are kept.")
RETURNED_FIELDS_OPEN = Message(
    "What came back is not answered yet, so nothing was submitted. Answer it, or say keep to leave it as it is."
)
SOMEBODY_WAS_FASTER = Message(
    "Somebody changed this request at the same moment, so nothing of yours was written. Please look again."
)

# Whoever may take a step, as in "Only ... can approve SME-0042."
OWNERS: Mapping[str, Message] = {
    Party.REQUESTER: Message("the requester"),
    Party.ROUTED_FPM: Message("the routed FPM"),
    Party.TEAM: Message("the SME Assignment team"),
    Party.OFFERED_SME: Message("the offered SME"),
    Party.ASSIGNED_SME: Message("the assigned SME"),
    System.SYSTEM: Message("the bot"),
}


def _already(request: Request, who: Fact | None) -> Message | None:
    """Return the latest step with its actor and time: "Already approved by Fran Fisher, 23 Nov 2026, 10:04 UTC."

    None without `who`: a step whose actor is not for the reader is not for them at all.
    """
    if who is None:
        return None
    return steps.ALREADY[request.last_step].told(who=who, at=request.changed_at)


def _at_last(request: Request, who: Fact | None) -> Message | None:
    """Return the latest step in the same way where it is not what the reader asked for."""
    if who is None:
        return None
    return steps.LATEST[request.last_step].told(who=who, at=request.changed_at)


def not_yours(request: Request, row: Transition[Request, Any]) -> Message:
    """Return that a step belongs to somebody else, and to whom."""
    return verbs.OWNED.get(row.command, verbs.IS_OWNED).told(
        owners=Listed(tuple(OWNERS[party] for party in sorted(row.by)), "or"),
        command=row.command.value,
        number=request.number,
    )


def not_now(request: Request, row: Transition[Request, Any], who: Fact | None) -> Speech:
    """Return that a step is not open in this state, and what happened before it; `who` took that, None is not told."""
    same = request.last_step == row.event
    nearest = _NEAREST.get((row.event, request.state))
    return together(
        STANDINGS[request.state].told(number=request.number),
        steps.IMPOSSIBLE[row.event].told(),
        _already(request, who) if same else _at_last(request, who),
        Message("Nothing was changed."),
        nearest.told(number=request.number) if nearest else None,
    )


# What somebody may rather mean who asks for a step that the state is past: who had accepted hands back (G32).
_NEAREST: Mapping[tuple[str, State], Sentence] = {
    ("declined", State.ASSIGNED): Sentence("To give it back, say hand back {number} and why."),
    ("recalled", State.ASSIGNED): Sentence("To give it to another SME, say reassign {number}, to whom and why."),
    ("offered", State.OFFERED): Sentence("To give it to another SME, say reassign {number}, to whom and why."),
    ("offered", State.ASSIGNED): Sentence("To give it to another SME, say reassign {number}, to whom and why."),
}


def stale(request: Request, who: Fact | None) -> Speech:
    """Return that a card was drawn before the latest step; `who` took that, None is not told."""
    return together(
        Message("That card was out of date."),
        _already(request, who),
        Message("Nothing was changed; here is how it is now."),
    )


def returned_too_often(number: str, most: int) -> Message:
    """Return that a decision is due (G19)."""
    return Message(
        "{number} was returned {most} times already. Please approve or deny it now.", number=number, most=most
    )


def no_contact_yet(number: str) -> Message:
    """Return that a request closes after first contact (R49, R50)."""
    return Message(
        "{number} closes once the SME has contacted the partner. It stays open; close it after the first contact.",
        number=number,
    )


def contacted_already(number: str, at: datetime) -> Message:
    """Return that first contact was recorded before (R49)."""
    return Message(
        "First contact on {number} was recorded on {at}; its FPM closes it next. Nothing was changed.",
        number=number,
        at=at,
    )


def nudged_already(number: str, at: datetime, again: datetime) -> Message:
    """Return when the next nudge is possible (G34)."""
    return Message(
        "You nudged {number} on {at}, and once a day is what is possible. You can nudge it again from {again} on; "
        "nothing was changed.",
        number=number,
        at=at,
        again=again,
    )


def confirmed_just_now(number: str, address: str, at: datetime, again: datetime) -> Message:
    """Return when the confirmation can be sent again (R41)."""
    return Message(
        "The confirmation of {number} was sent to {address} on {at}, and may take 5 minutes. It can be sent again from "
        "{again} on; nothing was changed.",
        number=number,
        address=address,
        at=at,
        again=again,
    )


def needs_answers(number: str) -> Message:
    """Return that a request is changed by its answers, never by a button alone (R45, G27)."""
    return Message(
        "{number} is changed by its answers: say edit {number}, and submit once they are complete. It stays as it was.",
        number=number,
    )


def unknown_number(number: str) -> Message:
    """Return the same answer for a number that does not exist and one that is not this person's (R71)."""
    return Message(
        "I know no request {number} that you can see. Say my requests or queue for the ones you can.",
        number=number[:20],
    )


def filed_too_many(most: int, fpm: Fact) -> Message:
    """Return that somebody filed as many requests as one may in a day; `fpm` is whom to contact."""
    return Message(
        "You have filed {most} requests in the last 24 hours, which is as many as one person may. Nothing was filed; "
        "your draft is kept: say submit again tomorrow, or contact your FPM, {fpm}, if it is urgent.",
        most=most,
        fpm=fpm,
    )


def already_filed(number: str) -> Message:
    """Return that the press on a review card was a repeat."""
    return Message("This was submitted already, as {number}. Nothing was filed twice.", number=number)


def locked(number: str, state: State, fpm: Fact) -> Speech:
    """Return that a request's fields cannot be changed now (G27); `fpm` is whom to contact."""
    return together(
        STANDINGS[state].told(number=number),
        Message("Its fields can be changed only until triage, or when it is returned."),
        Message("Contact your FPM, {fpm}, if something must be corrected.", fpm=fpm),
    )


def nothing_differs(number: str) -> Message:
    """Return that a request was opened to be changed, and was not (G27)."""
    return Message(
        "{number} is just as it was filed, so nothing was sent and nobody was told. Change an answer first, or say "
        "discard to leave it as it is.",
        number=number,
    )


def not_denied(number: str) -> Message:
    """Return that only a denied request is revised as new (G27)."""
    return Message(
        "{number} was not denied, so there is nothing to revise. Say new request to file another one.", number=number
    )


STATES = {
    State.DRAFT: Message("Draft"),
    State.SUBMITTED: Message("Submitted"),
    State.TRIAGED: Message("In triage"),
    State.RETURNED: Message("Returned for details"),
    State.APPROVED: Message("Approved"),
    State.OFFERED: Message("Offered to a SME"),
    State.ASSIGNED: Message("SME assigned"),
    State.CLOSED: Message("Closed"),
    State.DENIED: Message("Denied"),
    State.WITHDRAWN: Message("Withdrawn"),
}
STANDINGS = {
    State.DRAFT: Sentence("{number} is a draft."),
    State.SUBMITTED: Sentence("{number} is submitted."),
    State.TRIAGED: Sentence("{number} is in triage."),
    State.RETURNED: Sentence("{number} is returned for details."),
    State.APPROVED: Sentence("{number} is approved."),
    State.OFFERED: Sentence("{number} is offered to a SME."),
    State.ASSIGNED: Sentence("{number} is assigned to a SME."),
    State.CLOSED: Sentence("{number} is closed."),
    State.DENIED: Sentence("{number} is denied."),
    State.WITHDRAWN: Sentence("{number} is withdrawn."),
}
