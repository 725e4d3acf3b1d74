"""The short words on cards: titles, labels and flags."""

from collections.abc import Mapping

from playbook.messages.message import Message, Words
from playbook.requests.record import Command

FORM = Message("Request a Specialist")
REVIEW = Message("Review")
OK = Message("OK")
SUBMIT = Message("Submit")
CHANGE = Message("Change")
CHANGE_AN_ANSWER = Message("Change an answer")
FIELD = Message("Field")
EDIT_IN_FORM = Message("Edit in a form")
FORM_INSTEAD = Message("Fill in a form instead")
SKIP = Message("Skip")
STOP = Message("Stop here")
OPEN = Message("Open")
REFRESH = Message("Refresh")
SELECT = Message("Please select")
BEFORE = Message("Before")
NOW = Message("Now")
CHANGED = Message("Changed by the partner")
CONTACT = Message("Partner contact")
FPM = Message("FPM")
SME = Message("SME")
WHY = Message("Why")
CANDIDATES = Message("SMEs, best fit first")
DECLINED_BEFORE = Message("declined or handed back before")
GUIDANCE = Message("Self-deployment guidance")
HISTORY = Message("History")
WHOLE_HISTORY = Message("Whole history")
DETAILS = Message("All details")
LIMITED = Message("Limited language coverage")
EXCEPTION = Message("An exception is asked for: the reason stands below.")
OPEN_FIELDS = Message("Fields that need work")
NOT_DISCUSSED = Message("Not discussed with the FPM before")
RESUME = Message("Resume")
START_OVER = Message("Start over")
START_WITH_THAT = Message("Start over with what I said")
STATUS = Message("Where does it stand?")
REVISE = Message("Revise as a new request")
NO_VALUE = Words("-")
NEW_REQUEST = Message("New request")
MY_REQUESTS = Message("My requests")
ALL_REQUESTS = Message("All requests")
QUEUE = Message("Queue")
APPLICATIONS = Message("Applications")
HELP = Message("Help")

BUTTONS: Mapping[str, Message] = {
    Command.APPROVE: Message("Approve"),
    Command.DENY: Message("Deny"),
    Command.RETURN: Message("Return for details"),
    Command.START_TRIAGE: Message("Start triage"),
    Command.EDIT: Message("Edit"),
    Command.RESUBMIT: Message("Answer and resubmit"),
    Command.OFFER: Message("Offer to a SME"),
    Command.ACCEPT: Message("Accept"),
    Command.DECLINE: Message("Decline"),
    Command.RECALL: Message("Take the offer back"),
    Command.CLOSE: Message("Close"),
    Command.ROUTE: Message("Route to another FPM"),
    Command.WITHDRAW: Message("Withdraw"),
    Command.HAND_BACK: Message("Hand back"),
    Command.REASSIGN: Message("Give to another SME"),
    Command.CONTACTED: Message("First contact made"),
    Command.NUDGE: Message("Nudge"),
    Command.CONFIRMATION: Message("Send confirmation again"),
    Command.MESSAGE: Message("Write a message"),
}

_OVERDUE = {"triage": Message("Triage is overdue."), "decision": Message("The decision is overdue.")}


def overdue_note(clock: str) -> Message | None:
    """Return the warning for a clock that ran out; None when none did."""
    return _OVERDUE.get(clock)


def where_it_applies(title: Message) -> Message:
    """Return the label of a field that only some requests need."""
    return Message("{title} (only where it applies)", title=title)


def change(title: Message) -> Message:
    """Return the button that changes a field."""
    return Message("Change {title}", title=title)


def review_of(number: str) -> Message:
    """Return the title of the review of a filed request."""
    return Message("Review your changes to {number}", number=number)


def revised(number: str) -> Message:
    """Return the flag of a request that revises a denied one (G27)."""
    return Message("Revises the denied request {number}", number=number)


def revise_instead(number: str) -> Message:
    """Return the button that revises a request in place of the draft that waits."""
    return Message("Revise {number} instead", number=number)


def please_fill_in(title: Message) -> Message:
    """Return what a client says at an input left empty."""
    return Message("Please fill in: {title}", title=title)
