"""Who takes part (R1) and how they stand to each other.

Identity is (tenant id, AAD object id) of the authenticated sender, never an e-mail or a name (G31).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Protocol

from playbook.messages.message import Message, Words
from playbook.messages.people import LEFT_THE_ROSTER, THE_BOT

PersonKey = NewType("PersonKey", str)


# Who takes a step that no person takes: a timer.
SYSTEM = PersonKey("system")


def person_key(tenant_id: str, object_id: str) -> PersonKey:
    """Return the one identity of a person: "tenant/object", lower-cased because Teams varies the case."""
    return PersonKey(f"{tenant_id.strip().lower()}/{object_id.strip().lower()}")


class Role(StrEnum):
    """The four actors of the playbook (R1)."""

    PARTNER = "partner"
    FPM = "fpm"
    TEAM = "team"
    SME = "sme"


@dataclass(frozen=True)
class Expertise:
    """What a SME can be asked for; matching ranks by it."""

    workloads: frozenset[str]
    languages: frozenset[str]
    regions: frozenset[str]
    capacity: int


@dataclass(frozen=True)
class Person:
    """One registered person. `partner` is set for partners, `expertise` for SMEs, `region` for FPMs."""

    key: PersonKey
    name: str
    email: str
    roles: frozenset[Role]
    partner: str | None = None
    region: str | None = None
    expertise: Expertise | None = None

    def has(self, role: Role) -> bool:
        """Tell whether the person acts in this role."""
        return role in self.roles


def stranger(key: PersonKey) -> Person:
    """Return somebody of whom nothing is known but who they are."""
    return Person(key, "", "", frozenset())


@dataclass(frozen=True)
class Partner:
    """A FastTrack Ready Partner company, its FPM and the Teams tenants its people may come from (G31)."""

    name: str
    fpm: PersonKey | None
    tenants: frozenset[str]
    synonyms: tuple[str, ...] = ()


class RosterError(ValueError):
    """The roster contradicts itself; the text names the entry to mend."""


class Directory:
    """Everybody the bot knows at one moment. Who comes and goes later makes another one."""

    def __init__(self, people: Sequence[Person], partners: Sequence[Partner]) -> None:
        """Index people and partners; raise RosterError when two entries are the same or one points nowhere."""
        self.people = tuple(people)
        self.partners = tuple(partners)
        self._people = {person.key: person for person in people}
        self._partners = {partner.name: partner for partner in partners}
        self._by_role = {role: tuple(person for person in people if person.has(role)) for role in Role}
        if len(self._people) != len(people):
            raise RosterError("two people share one tenant id and object id")
        if len(self._partners) != len(partners):
            raise RosterError("two partners share one name")
        for problem in _contradictions(self):
            raise RosterError(problem)

    def find(self, key: PersonKey | None) -> Person | None:
        """Return the person with this identity, or None."""
        return self._people.get(key) if key else None

    def partner(self, name: str | None) -> Partner | None:
        """Return the partner company with this name, or None."""
        return self._partners.get(name) if name else None

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Return everybody who acts in this role, in roster order."""
        return self._by_role[role]

    def fpm_of(self, partner_name: str | None) -> Person | None:
        """Return the FPM a partner's requests go to by default (G13), or None when nobody is named."""
        partner = self.partner(partner_name)
        return self.find(partner.fpm) if partner else None

    def name_of(self, key: PersonKey | None) -> Words | Message:
        """Return a name to show; somebody who left the roster stays readable."""
        if key == SYSTEM:
            return THE_BOT
        person = self.find(key)
        return Words(person.name) if person else LEFT_THE_ROSTER


class People(Protocol):
    """Who takes part, while people come and go.

    A turn, and a delivery, asks once at its beginning and goes by that answer to its end, so that nothing in it
    contradicts itself. Nothing keeps an answer for longer: the next turn would know people who have left.
    """

    async def directory(self) -> Directory:
        """Return everybody who is known at this moment."""


@dataclass(frozen=True)
class Roster:
    """The people of a roster file, as it was when the bot started."""

    everybody: Directory

    async def directory(self) -> Directory:
        """Return the people of the file."""
        return self.everybody


def _contradictions(directory: Directory) -> Iterable[str]:
    for person in directory.people:
        if person.has(Role.PARTNER):
            yield from _partner_problems(directory, person)
        if person.has(Role.SME) and person.expertise is None:
            yield f"{person.name}: a SME needs workloads, languages and regions"
    for partner in directory.partners:
        fpm = directory.find(partner.fpm)
        if partner.fpm and (fpm is None or not fpm.has(Role.FPM)):
            yield f"{partner.name}: its FPM is not on the roster as an FPM"


def _partner_problems(directory: Directory, person: Person) -> Iterable[str]:
    company = directory.partner(person.partner)
    if company is None:
        yield f"{person.name}: partner {person.partner!r} is not on the partner list"
    elif person.key.split("/")[0] not in company.tenants:
        yield f"{person.name}: the tenant is not one of {company.name}'s tenants"
    if len(person.roles) > 1:
        yield f"{person.name}: a partner cannot also be FPM, SME or Assignment team"
