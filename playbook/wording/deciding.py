"""Refusing a step: what happened, what still stands, what to do next."""

from datetime import datetime
from typing import Any

from playbook.life.lifecycle import Transition
from playbook.requests.record import Request, State

ONLY_PARTNERS_FILE = "Only a FastTrack Ready Partner can file a SME request. Nothing was filed."
TEAM_ADDRESS = "ftsmeassign@microsoft.com"
CARD_NOT_READABLE = "I cannot read that button. Nothing was changed; say my requests or queue for fresh cards."
PLEASE_COMPLETE = "Some details are missing or not clear yet. Nothing was changed."
NO_LONGER_YOURS = "This request is no longer with you, so I show nothing of it any more."
DRAFT_IS_GONE = "That draft is no longer there. Say my requests to see what you have, or new request to start one."
DRAFT_INCOMPLETE = "Some fields are still missing, so nothing was submitted. Your answers are kept."
SOMEBODY_WAS_FASTER = (
    "Somebody changed this request at the same moment, so nothing of yours was written. Please look again."
)

STEPS = {
    "submitted": "submitted",
    "edited": "edited",
    "triaged": "taken into triage",
    "returned": "returned for details",
    "resubmitted": "submitted again",
    "approved": "approved",
    "denied": "denied",
    "routed": "routed to another FPM",
    "offered": "offered to a SME",
    "assigned": "accepted by the SME",
    "declined": "declined by the SME",
    "recalled": "taken back from the SME",
    "closed": "closed",
    "withdrawn": "withdrawn",
}


def moment(at: datetime) -> str:
    """Return a moment as people read it, in UTC because they sit in several zones."""
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def _last_step(before: str, request: Request, who: str) -> str:
    """Return the latest step with its actor and time: "Already approved by Fran Fisher, 23 Nov 2026, 10:04 UTC."

    Empty without `who`: a step whose actor is not for the reader is not for them at all.
    """
    return f"{before} {STEPS[request.last_step]} by {who}, {moment(request.changed_at)}. " if who else ""


def not_yours(request: Request, row: Transition[Request, Any]) -> str:
    """Return that a step belongs to somebody else, and to whom."""
    owners = " or the ".join(sorted(party.value for party in row.by))
    return f"Only the {owners} can {row.command.value} {request.number}. Nothing was changed."


def not_now(request: Request, row: Transition[Request, Any], who: str) -> str:
    """Return that a step is not open in this state, with what happened before it; `who` took that, "" is not told."""
    before = "Already" if request.last_step == row.event or request.state is row.target else "It was last"
    return (
        f"{request.number} is {STATE_PHRASES[request.state]}, so it cannot be {STEPS[row.event]} now. "
        f"{_last_step(before, request, who)}Nothing was changed."
    )


def stale(request: Request, who: str) -> str:
    """Return that a card was drawn before the latest step; `who` took that, "" is not told."""
    already = _last_step("Already", request, who)
    return f"That card was out of date. {already}Nothing was changed; here is how it is now."


def returned_too_often(number: str, most: int) -> str:
    """Return that a decision is due (G19)."""
    return f"{number} was returned {most} times already. Please approve or deny it now."


def no_contact_yet(number: str) -> str:
    """Return that a request closes after first contact (R49, R50)."""
    return f"{number} closes once the SME has contacted the partner. It stays open; close it after the first contact."


def needs_answers(number: str) -> str:
    """Return that a request is changed by its answers, never by a button alone (R45, G27)."""
    return (
        f"{number} is changed by its answers: say edit {number}, and submit once they are complete. It stays as it was."
    )


def unknown_number(number: str) -> str:
    """Return the same answer for a number that does not exist and one that is not this person's (R71)."""
    return f"I know no request {number[:20]} that you can see. Say my requests or queue for the ones you can."


def filed_too_many(most: int) -> str:
    """Return that somebody filed as many requests as one may in a day."""
    return (
        f"You have filed {most} requests in the last 24 hours, which is as many as one person may. Nothing was filed; "
        "your draft is kept: say submit again tomorrow, or contact your FPM if it is urgent."
    )


def already_filed(number: str) -> str:
    """Return that the press on a review card was a repeat."""
    return f"This was submitted already, as {number}. Nothing was filed twice."


def locked(number: str, state: State) -> str:
    """Return that a request's fields cannot be changed now (G27)."""
    return (
        f"{number} is {STATE_PHRASES[state]}: its fields can be changed only until triage, or when it is returned. "
        "Contact your FPM if something must be corrected."
    )


def not_denied(number: str) -> str:
    """Return that only a denied request is revised as new (G27)."""
    return f"{number} was not denied, so there is nothing to revise. Say new request to file another one."


STATES = {
    State.DRAFT: "Draft",
    State.SUBMITTED: "Submitted",
    State.TRIAGED: "In triage",
    State.RETURNED: "Returned for details",
    State.APPROVED: "Approved",
    State.OFFERED: "Offered to a SME",
    State.ASSIGNED: "SME assigned",
    State.CLOSED: "Closed",
    State.DENIED: "Denied",
    State.WITHDRAWN: "Withdrawn",
}
# "SME-0042 is ..."
STATE_PHRASES = {
    State.DRAFT: "a draft",
    State.SUBMITTED: "submitted",
    State.TRIAGED: "in triage",
    State.RETURNED: "returned for details",
    State.APPROVED: "approved",
    State.OFFERED: "offered to a SME",
    State.ASSIGNED: "assigned to a SME",
    State.CLOSED: "closed",
    State.DENIED: "denied",
    State.WITHDRAWN: "withdrawn",
}
