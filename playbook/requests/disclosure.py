"""How people stand to a request, and what of it they may read (R2, R71, G13).

What of its history is said here alone, for cards, messages, refusals and mails (R70, G38).

Partners hear what became of their request. Who was asked for it and declined, or was passed over, is between the SME,
the SME Assignment team and the FPM.
"""

from collections.abc import Iterable, Iterator

from playbook.life.lifecycle import Parties
from playbook.life.records import Event
from playbook.messages.message import Message, Words
from playbook.people import Directory, Person, PersonKey, Role
from playbook.requests.record import MESSAGED, Party, Request, State

OFFERED, ACCEPTED = "offered", "accepted"
INTERNAL_STEPS = frozenset({"declined", "recalled", "handed_back", "reassigned"})
PARTNERS_SIDE = frozenset({Party.REQUESTER, Party.COLLEAGUE})
# Who handles issues, concerns and escalations reads what is written about a request (R59).
READ_ALONG = frozenset({Party.ROUTED_FPM, Party.PARTNERS_FPM, Party.TEAM})


def parties_of(request: Request, person: Person, directory: Directory) -> Parties:
    """Return how a person stands to a request.

    The requester is nothing but the requester, whatever else the roster calls them: nobody decides their own
    request (R2).
    """
    if person.key == request.requester:
        return frozenset({Party.REQUESTER})
    if person.has(Role.PARTNER):
        return frozenset({Party.COLLEAGUE if person.partner == request.partner else Party.STRANGER})
    return _staff_parties(request, person, directory) or frozenset({Party.STRANGER})


def _staff_parties(request: Request, person: Person, directory: Directory) -> Parties:
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


def may_see(parties: Parties) -> bool:
    """Tell whether a person who stands so may read the request (R71)."""
    return Party.STRANGER not in parties


def may_hear_of(step: str, parties: Parties) -> bool:
    """Tell whether who stands so may hear of a step at all: that it was taken, when, by whom and why."""
    return step not in INTERNAL_STEPS or not parties & PARTNERS_SIDE


def readable(request: Request, history: Iterable[Event], reader: PersonKey, parties: Parties) -> tuple[Event, ...]:
    """Return the events that a reader who stands so may read, in their order."""
    found = (event for event in history if _may_read(request, event, reader, parties))
    return tuple(_offered_once(found) if parties & PARTNERS_SIDE else found)


def _offered_once(history: Iterable[Event]) -> Iterator[Event]:
    """Leave out an offer that follows another: between them somebody declined, or was passed over."""
    waiting = False
    for event in history:
        if event.name != OFFERED or not waiting:
            yield event
        waiting = event.name == OFFERED or (waiting and event.name != ACCEPTED)


def _may_read(request: Request, event: Event, reader: PersonKey, parties: Parties) -> bool:
    """A message is for who wrote it and who got it, the requester's company if that is one of them, FPMs and team."""
    if event.name != MESSAGED:
        return may_hear_of(event.name, parties)
    ends = {event.actor, event.details.get("to")}
    with_partner = request.requester in ends and parties & PARTNERS_SIDE
    return reader in ends or bool(with_partner or parties & READ_ALONG)


def last_actor(request: Request, parties: Parties, directory: Directory) -> Words | Message | None:
    """Return who took the latest step; None when who stands so may not hear of it."""
    if request.last_step == MESSAGED and not parties & READ_ALONG:
        return None
    return directory.name_of(request.changed_by) if may_hear_of(request.last_step, parties) else None


def may_write_to(reader: Person, who: Person, theirs: Iterable[PersonKey], directory: Directory) -> bool:
    """Tell whether a reader may be told who somebody is and how to reach them.

    Partners know their colleagues, their FPM and who works on requests within their reach, `theirs`; staff know each
    other, and of partners' people those whose company or requests they have to do with (R70, G38).
    """
    if who.key in {reader.key, *theirs}:
        return True
    if reader.has(Role.PARTNER):
        return who.partner == reader.partner or who == directory.fpm_of(reader.partner)
    return not who.has(Role.PARTNER) or directory.fpm_of(who.partner) == reader or reader.has(Role.TEAM)


def known_sme(request: Request, parties: Parties) -> PersonKey | None:
    """Return the request's SME as who stands so may know them: the partner from the acceptance on (R49)."""
    return None if request.state is State.OFFERED and parties & PARTNERS_SIDE else request.sme
