"""A request as the desk and its decisions know it: the table, the parties, and how a step is refused."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from playbook.life.lifecycle import Life, Parties, Transition, Words
from playbook.messages import deciding
from playbook.messages.message import Fact
from playbook.people import Person
from playbook.requests import disclosure, parties
from playbook.requests.effects import Rules
from playbook.requests.record import PREFIX, Party, Request, Told
from playbook.requests.table import REQUEST_TABLE


def _parties(request: Request, person: Person, rules: Rules, at: datetime) -> Parties:
    del at
    return parties.parties_of(request, person, rules.lists.directory)


def _came_too_late(row: Transition[Request, Rules], who: Parties) -> bool:
    """A SME who has accepted hears that the step is past, not that it was never theirs."""
    return Party.OFFERED_SME in row.by and Party.ASSIGNED_SME in who


def _last_actor(request: Request, who: Parties, rules: Rules) -> Fact | None:
    return disclosure.last_actor(request, who, rules.lists.directory)


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
    recipients=parties.recipients,
    may_see=parties.may_see,
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
