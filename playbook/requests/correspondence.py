"""Who may write to whom about a request, and who reads along: one table (R57, R59, R64, R67, G38)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from playbook.answers import Choice
from playbook.life.lifecycle import Parties
from playbook.messages.message import Message
from playbook.people import Directory, Person
from playbook.requests.lists import person_choice
from playbook.requests.record import WHOLE_TEAM, Party, Request, State

P, S = Party, State
_BEFORE_CLOSED = frozenset({S.SUBMITTED, S.TRIAGED, S.RETURNED, S.APPROVED, S.OFFERED, S.ASSIGNED})
_AT_ALL = _BEFORE_CLOSED | {S.CLOSED}
_WITH_SME = frozenset({S.ASSIGNED})


@dataclass(frozen=True)
class Way:
    """One party may write to another while the request is in one of these states."""

    writer: Party
    reader: Party
    states: frozenset[State]


# Partner and SME write to each other from the acceptance to the close (R49); after that the FPM comes first (R56).
WAYS = (
    Way(P.REQUESTER, P.ROUTED_FPM, _AT_ALL),
    Way(P.REQUESTER, P.ASSIGNED_SME, _WITH_SME),
    Way(P.ROUTED_FPM, P.REQUESTER, _AT_ALL),
    Way(P.ROUTED_FPM, P.ASSIGNED_SME, _WITH_SME),
    Way(P.ROUTED_FPM, P.TEAM, _BEFORE_CLOSED),
    Way(P.ASSIGNED_SME, P.REQUESTER, _WITH_SME),
    Way(P.ASSIGNED_SME, P.ROUTED_FPM, _WITH_SME | {S.CLOSED}),
    Way(P.TEAM, P.REQUESTER, _AT_ALL),
    Way(P.TEAM, P.ROUTED_FPM, _AT_ALL),
    Way(P.TEAM, P.ASSIGNED_SME, _WITH_SME),
)
WRITERS = frozenset(way.writer for way in WAYS)
WRITTEN_IN = frozenset[State]().union(*(way.states for way in WAYS))

_TEAM = Choice(WHOLE_TEAM, Message("SME Assignment team"), ("assignment team", "the team", "sme team"))
# What people call somebody by what they are to the request.
_CALLED = {
    P.REQUESTER: ("requester", "the requester", "partner", "the partner"),
    P.ROUTED_FPM: ("fpm", "my fpm", "the fpm"),
    P.ASSIGNED_SME: ("sme", "my sme", "the sme"),
}


def addressees(request: Request, person: Person, parties: Parties, directory: Directory) -> tuple[Choice, ...]:
    """Return to whom somebody who stands so may write now; nobody writes to themselves."""
    found = {choice.value: choice for choice in _readers(request, parties, directory)}
    own = {person.key, *([WHOLE_TEAM] if Party.TEAM in parties else [])}
    return tuple(choice for value, choice in found.items() if value not in own)


def _readers(request: Request, parties: Parties, directory: Directory) -> Iterator[Choice]:
    for way in WAYS:
        if way.writer in parties and request.state in way.states:
            reader = directory.find(_KEYS[way.reader](request)) if way.reader in _KEYS else None
            if reader:
                choice = person_choice(reader)
                yield replace(choice, synonyms=(*choice.synonyms, *_CALLED[way.reader]))
            elif way.reader in (Party.TEAM, Party.ROUTED_FPM):
                # A request without a known FPM is the whole team's (G13).
                yield _TEAM


_KEYS = {
    P.REQUESTER: lambda request: request.requester,
    P.ROUTED_FPM: lambda request: request.fpm,
    P.ASSIGNED_SME: lambda request: request.sme,
}
