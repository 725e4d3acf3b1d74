"""Steps that leave a request in its state and its clock as it is: what they do to it, and when they are not open."""

from dataclasses import replace
from datetime import datetime, timedelta

from playbook.life.lifecycle import Step
from playbook.messages import deciding
from playbook.messages.message import Speech
from playbook.refusals import NotNow
from playbook.requests.effects import Rules
from playbook.requests.record import Request
from playbook.requests.timelines import DAY

BETWEEN_NUDGES = DAY
# As long as a confirmation may take (R41).
BETWEEN_CONFIRMATIONS = timedelta(minutes=5)


def has_contact(request: Request, at: datetime) -> Speech | None:
    """Refuse to record first contact a second time."""
    del at
    return deciding.contacted_already(request.number, request.contacted_at) if request.contacted_at else None


def contacted(request: Request, step: Step, rules: Rules) -> Request:
    """Record who says that first contact was made, and when (R49, G21)."""
    del rules
    return replace(request, contacted_at=step.at, contacted_by=step.person.key)


def needs_no_nudge(request: Request, at: datetime) -> Speech | None:
    """Refuse a nudge where the SME has been in contact, and a second one within a day (G34)."""
    if request.contacted_at:
        return deciding.contacted_already(request.number, request.contacted_at)
    if request.nudged_at and at < request.nudged_at + BETWEEN_NUDGES:
        return deciding.nudged_already(request.number, request.nudged_at, request.nudged_at + BETWEEN_NUDGES)
    return None


def nudged(request: Request, step: Step, rules: Rules) -> Request:
    """Remember the nudge; no clock moves (G34)."""
    del rules
    return replace(request, nudged_at=step.at)


def reconfirmed(request: Request, step: Step, rules: Rules) -> Request:
    """Have the confirmation sent again (R41, R43); it goes to an address that anybody may own, so not at will."""
    del rules
    before = request.confirmed_at
    if before and step.at < before + BETWEEN_CONFIRMATIONS:
        address = request.answers["partner_email"]
        raise NotNow(deciding.confirmed_just_now(request.number, address, before, before + BETWEEN_CONFIRMATIONS))
    return replace(request, confirmed_at=step.at)
