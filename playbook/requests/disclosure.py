"""What of a request's history a person may read: one place for cards, messages, refusals and mails (R70, R71, G38).

Partners hear what became of their request. Who was asked for it and declined, or was passed over, is between the SME,
the SME Assignment team and the FPM.
"""

from collections.abc import Iterable

from playbook.life.lifecycle import Parties
from playbook.life.records import Event
from playbook.messages.message import Message, Words
from playbook.people import Directory, PersonKey
from playbook.requests.record import Party, Request, State

INTERNAL_STEPS = frozenset({"declined", "recalled", "handed_back", "reassigned"})
PARTNERS_SIDE = frozenset({Party.REQUESTER, Party.COLLEAGUE})


def may_hear_of(step: str, parties: Parties) -> bool:
    """Tell whether who stands so may hear of a step at all: that it was taken, when, by whom and why."""
    return step not in INTERNAL_STEPS or not parties & PARTNERS_SIDE


def readable(history: Iterable[Event], parties: Parties) -> tuple[Event, ...]:
    """Return the events that who stands so may read, in their order."""
    return tuple(event for event in history if may_hear_of(event.name, parties))


def last_actor(request: Request, parties: Parties, directory: Directory) -> Words | Message | None:
    """Return who took the latest step; None when who stands so may not hear of it."""
    return directory.name_of(request.changed_by) if may_hear_of(request.last_step, parties) else None


def known_sme(request: Request, parties: Parties) -> PersonKey | None:
    """Return the request's SME as who stands so may know them: the partner from the acceptance on (R49)."""
    return None if request.state is State.OFFERED and parties & PARTNERS_SIDE else request.sme
