"""A request as the desk and its decisions know it: the table, the parties, and how a step is refused."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from playbook.life.lifecycle import Life, Parties, Step, Transition, Words
from playbook.messages import deciding
from playbook.messages.message import Fact
from playbook.people import Person, PersonKey, Role
from playbook.requests import disclosure
from playbook.requests.effects import Rules
from playbook.requests.record import PREFIX, WHOLE_TEAM, Party, Request, State, Told
from playbook.requests.table import REQUEST_TABLE


def _parties(request: Request, person: Person, rules: Rules, at: datetime) -> Parties:
    del at
    return disclosure.parties_of(request, person, rules.lists.directory)


def _came_too_late(row: Transition[Request, Rules], who: Parties) -> bool:
    """A SME who has accepted hears that the step is past, not that it was never theirs."""
    return Party.OFFERED_SME in row.by and Party.ASSIGNED_SME in who


def _last_actor(request: Request, who: Parties, rules: Rules) -> Fact | None:
    return disclosure.last_actor(request, who, rules.lists.directory)


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


# What a party hears of a step in words of their own; all others hear the same.
_HEARS_AS: Mapping[StrEnum, str] = {
    Party.REQUESTER: "requester",
    Told.ADDRESSEE: "addressee",
    Told.FORMER_FPM: "former",
    Told.NEW_SME: "sme",
    Told.FORMER_SME: "former",
}


def _topic(row: Transition[Request, Rules], party: StrEnum) -> str:
    return f"{row.event}.{_HEARS_AS.get(party, 'staff')}"


REQUEST_LIFE = Life(
    prefix=PREFIX,
    record=Request,
    table=REQUEST_TABLE,
    parties=_parties,
    recipients=recipients,
    may_see=disclosure.may_see,
    late=_came_too_late,
    last_actor=_last_actor,
    topic=_topic,
    words=Words(
        unknown=deciding.unknown_number,
        not_yours=deciding.not_yours,
        not_now=deciding.not_now,
        stale=deciding.stale,
        overtaken=deciding.SOMEBODY_WAS_FASTER,
        incomplete=deciding.PLEASE_COMPLETE,
    ),
)
