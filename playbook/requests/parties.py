"""How people stand to a request, and who a party is (R2, R71, G13)."""

from collections.abc import Mapping
from enum import StrEnum

from playbook.life.lifecycle import Parties, Step
from playbook.people import Directory, Person, PersonKey, Role
from playbook.requests.effects import Rules
from playbook.requests.record import WHOLE_TEAM, Party, Request, State, Told


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


# Who has to act next in the states in which the partner waits for somebody (G34).
_HELD_BY: Mapping[State, Party] = {
    State.SUBMITTED: Party.ROUTED_FPM,
    State.TRIAGED: Party.ROUTED_FPM,
    State.APPROVED: Party.TEAM,
    State.OFFERED: Party.OFFERED_SME,
    State.ASSIGNED: Party.ASSIGNED_SME,
}


def recipients(party: StrEnum, before: Request, after: Request, rules: Rules, step: Step) -> tuple[PersonKey, ...]:
    """Return who a party is. A request without a known FPM is the whole team's until it is routed (G13)."""
    directory = rules.lists.directory
    team = tuple(person.key for person in directory.with_role(Role.TEAM))
    addressee = step.details.get("to", "")
    sme = _known(after.sme or before.sme)
    who: Mapping[StrEnum, tuple[PersonKey, ...]] = {
        Party.REQUESTER: (after.requester,),
        Party.ROUTED_FPM: _known(after.fpm) if directory.find(after.fpm) else team,
        Party.TEAM: team,
        Party.OFFERED_SME: sme,
        Party.ASSIGNED_SME: sme,
        Told.ADDRESSEE: team if addressee == WHOLE_TEAM else _known(PersonKey(addressee)),
        Told.FORMER_FPM: _known(before.fpm if before.fpm != after.fpm else None),
        Told.NEW_SME: _known(after.sme),
        Told.FORMER_SME: _known(before.sme),
    }
    return who[_HELD_BY[before.state] if party is Told.HOLDER else party]


def _known(key: PersonKey | None) -> tuple[PersonKey, ...]:
    return (key,) if key else ()
