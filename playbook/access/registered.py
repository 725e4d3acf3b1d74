"""Who was registered through the bot, and tenants that came onto a company's list by it; and people, with both."""

import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from playbook.life.ports import Query, Store, every
from playbook.life.records import Record
from playbook.people import Directory, Partner, People, Person, PersonKey, Role

MEMBER, TENANT = "MEM-", "TEN-"


class Kept(StrEnum):
    """The one state of what a registration leaves behind."""

    KNOWN = "known"


@dataclass(frozen=True)
class Member(Record):
    """A partner's person. Name and e-mail address are in `answers`, like all that people wrote."""

    state: Kept
    person: PersonKey
    partner: str


@dataclass(frozen=True)
class PartnerTenant(Record):
    """A Teams tenant from which a company's people may come, besides those in the roster file (G31)."""

    state: Kept
    partner: str
    tenant: str


@dataclass(frozen=True)
class _Made:
    """A directory that was put together, and of what. The roster's own is not kept alive by it."""

    roster: "weakref.ref[Directory]"
    version: tuple[int, ...]
    directory: Directory


@dataclass
class StoredPeople:
    """The people of a roster, and those who were registered since."""

    roster: People
    store: Store
    _made: _Made | None = field(default=None, init=False)

    async def directory(self) -> Directory:
        """Return everybody who is known at this moment; one small read as long as nobody came."""
        listed = await self.roster.directory()
        version = await self.store.version(Member, PartnerTenant)
        if not any(version):
            return listed
        made = self._made
        if made is None or made.roster() is not listed or made.version != version:
            directory = together(
                listed, await every(self.store, Member, Query()), await every(self.store, PartnerTenant, Query())
            )
            self._made = made = _Made(weakref.ref(listed), version, directory)
        return made.directory


def together(listed: Directory, members: Sequence[Member], tenants: Iterable[PartnerTenant]) -> Directory:
    """Return the people of a roster with members, newest first, and added tenants.

    Who is on the roster is what the roster says. Whose company has left it, or whose tenant, is not known.
    """
    added: dict[str, set[str]] = {}
    for tenant in tenants:
        added.setdefault(tenant.partner, set()).add(tenant.tenant)
    partners = [replace(one, tenants=one.tenants | added.get(one.name, set())) for one in listed.partners]
    companies = {one.name: one for one in partners}
    found: dict[PersonKey, Person] = {}
    for one in members:
        if one.person not in found and listed.find(one.person) is None and _has_place(one, companies):
            found[one.person] = _person(one)
    return Directory([*listed.people, *reversed(found.values())], partners)


def _has_place(member: Member, companies: Mapping[str, Partner]) -> bool:
    company = companies.get(member.partner)
    return company is not None and member.person.partition("/")[0] in company.tenants


def _person(member: Member) -> Person:
    # Texts may have been erased since; who somebody is does not depend on them.
    name, email = (member.answers.get(key, "") for key in ("name", "email"))
    return Person(member.person, name, email, frozenset({Role.PARTNER}), member.partner)
