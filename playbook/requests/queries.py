"""What finds requests: by state, by people, by topic."""

from datetime import datetime

from playbook.life.lifecycle import Transition
from playbook.life.ports import Query
from playbook.people import Directory, Person, Role
from playbook.requests.effects import Rules
from playbook.requests.record import Party, Request, State


def requests_with(
    *, states: frozenset[State] | None = None, since: datetime | None = None, **held: str | None
) -> Query:
    """Return what finds requests that hold all of this; `held` names columns, and None asks for nothing."""
    return Query(states, {name: value for name, value in held.items() if value is not None}, since)


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
    return [Query(row.sources, held) for held in theirs]


def in_hands_of(person: Person, states: frozenset[State] | None) -> list[Query]:
    """Return what finds the requests in a person's hands, by every role they have."""
    if person.has(Role.PARTNER):
        return [requests_with(states=states, partner=person.partner)]
    if person.has(Role.TEAM):
        return [requests_with(states=states)]
    routed = [requests_with(states=states, fpm=person.key)] if person.has(Role.FPM) else []
    return routed + ([requests_with(states=states, sme=person.key)] if person.has(Role.SME) else [])


def visible_to(person: Person, directory: Directory) -> list[Query]:
    """Return what finds all that a person may see: an FPM also reads what their partners filed with others (R71)."""
    own = [partner.name for partner in directory.partners if person.has(Role.FPM) and partner.fpm == person.key]
    return [*in_hands_of(person, None), *(requests_with(partner=name) for name in own)]
