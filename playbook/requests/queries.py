"""What finds requests: by state, by people, by topic."""

from datetime import datetime
from functools import partial

from playbook.life.lifecycle import Transition
from playbook.life.ports import Query
from playbook.people import Directory, Person, Role
from playbook.requests.effects import Rules
from playbook.requests.record import Party, Request, State
from playbook.requests.table import FINAL


def requests_with(
    *,
    states: frozenset[State] | None = None,
    since: datetime | None = None,
    urgent_first: bool = False,
    **held: str | None,
) -> Query:
    """Return what finds requests that hold all of this; `held` names columns, and None asks for nothing."""
    return Query(states, {name: value for name, value in held.items() if value is not None}, since, urgent_first)


def clocks_run_for(person: Person) -> bool:
    """Tell whether clocks run for this person (R44, R46). A partner waits, or has it back while none runs (G16)."""
    return not person.has(Role.PARTNER)


def open_to(person: Person, row: Transition[Request, Rules]) -> list[Query]:
    """Return what finds the requests on which a person may take a step, by each way they may stand to one."""
    ways = {
        (Party.REQUESTER, Role.PARTNER): {"requester": person.key},
        (Party.ROUTED_FPM, Role.FPM): {"fpm": person.key},
        (Party.TEAM, Role.TEAM): {},
        (Party.OFFERED_SME, Role.SME): {"sme": person.key},
        (Party.ASSIGNED_SME, Role.SME): {"sme": person.key},
    }
    theirs = (held for (party, role), held in ways.items() if party in row.by and person.has(role))
    return [Query(row.sources, held, urgent_first=clocks_run_for(person)) for held in theirs]


def in_hands_of(person: Person, states: frozenset[State] | None = None, *, urgent_first: bool = False) -> list[Query]:
    """Return what finds the requests in a person's hands, by every role they have."""
    found = partial(requests_with, states=states, urgent_first=urgent_first)
    if person.has(Role.PARTNER):
        return [found(partner=person.partner)]
    if person.has(Role.TEAM):
        return [found()]
    routed = [found(fpm=person.key)] if person.has(Role.FPM) else []
    return routed + ([found(sme=person.key)] if person.has(Role.SME) else [])


def open_with(person: Person) -> list[Query]:
    """Return what finds the open requests in a person's hands: for whom clocks run, the most urgent first."""
    return in_hands_of(person, frozenset(State) - FINAL, urgent_first=clocks_run_for(person))


def visible_to(person: Person, directory: Directory) -> list[Query]:
    """Return what finds all that a person may see: an FPM also reads what their partners filed with others (R71)."""
    own = [partner.name for partner in directory.partners if person.has(Role.FPM) and partner.fpm == person.key]
    return [*in_hands_of(person), *(requests_with(partner=name) for name in own)]
