"""The short words on cards: titles, labels and flags."""

from collections.abc import Mapping

from playbook.requests.record import Command

FORM = "Request a Specialist"
REVIEW = "Review"
OK = "OK"
SUBMIT = "Submit"
CHANGE = "Change"
CHANGE_AN_ANSWER = "Change an answer"
FIELD = "Field"
EDIT_IN_FORM = "Edit in a form"
FORM_INSTEAD = "Fill in a form instead"
STOP = "Stop here"
OPEN = "Open"
REFRESH = "Refresh"
SELECT = "Please select"
BEFORE = "Before"
NOW = "Now"
CHANGED = "Changed by the partner"
CONTACT = "Partner contact"
SME = "SME"
WHY = "Why"
CANDIDATES = "SMEs, best fit first"
DECLINED_BEFORE = "declined this before"
GUIDANCE = "Self-deployment guidance"
HISTORY = "History"
DETAILS = "All details"
LIMITED = "Limited language coverage"
EXCEPTION = "An exception is asked for: the reason stands below."
OPEN_FIELDS = "Fields that need work"
NOT_DISCUSSED = "Not discussed with the FPM before"
RESUME = "Resume"
START_OVER = "Start over"
STATUS = "Where does it stand?"
REVISE = "Revise as a new request"
NO_VALUE = "-"
DRAFTS = "Drafts"
MY_REQUESTS = "My requests"
QUEUE = "Queue"

BUTTONS: Mapping[str, str] = {
    Command.APPROVE: "Approve",
    Command.DENY: "Deny",
    Command.RETURN: "Return for details",
    Command.START_TRIAGE: "Start triage",
    Command.EDIT: "Edit",
    Command.RESUBMIT: "Answer and resubmit",
    Command.OFFER: "Offer to a SME",
    Command.ACCEPT: "Accept",
    Command.DECLINE: "Decline",
    Command.RECALL: "Take the offer back",
    Command.CLOSE: "Close",
    Command.ROUTE: "Route to another FPM",
    Command.WITHDRAW: "Withdraw",
}


def where_it_applies(title: str) -> str:
    """Return the label of a field that only some requests need."""
    return f"{title} (only where it applies)"


def review_of(number: str) -> str:
    """Return the title of the review of a filed request."""
    return f"Review your changes to {number}"


def revised(number: str) -> str:
    """Return the flag of a request that revises a denied one (G27)."""
    return f"Revises the denied request {number}"


def please_fill_in(title: str) -> str:
    """Return what a client says at an input left empty."""
    return f"Please fill in: {title}"
