"""The roster: one TOML file that says who partners, FPMs, SMEs and the Assignment team are.

People are named by their e-mail address inside the file. That is a convenience of writing it: what the bot
knows a person by is the pair of tenant id and object id (G31).
"""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playbook.people import Directory, Expertise, Partner, Person, PersonKey, Role, RosterError, person_key
from playbook.requests.fields import REGIONS
from storage.entries import Entry

_ROLES = frozenset(role.value for role in Role)
_OF_A_ROLE = {
    "partner": 'add the role "partner" or leave it out',
    "region": 'add the role "fpm" or leave it out (a SME has regions = [...])',
    "workloads": 'add the role "sme" or leave it out',
    "languages": 'add the role "sme" or leave it out',
    "regions": 'add the role "sme" or leave it out (an FPM has region = "...")',
    "capacity": 'add the role "sme" or leave it out',
}


@dataclass(frozen=True)
class _Known:
    """What entries are checked against; None checks nothing."""

    workloads: frozenset[str] | None = None
    languages: frozenset[str] | None = None


@dataclass(frozen=True)
class _Roster:
    """The file as read; people by e-mail address in lower case."""

    people: dict[str, Person]
    partners: tuple[Partner, ...]
    panes: tuple[PersonKey, ...]
    newcomers: tuple[Person, ...]


def load_roster(path: Path, *, workloads: frozenset[str], languages: frozenset[str]) -> Directory:
    """Return everybody on the roster.

    Raise RosterError with every mistake, one a line: the file, the entry, and what to write instead.
    """
    roster = _read(path, _Known(workloads, languages))
    try:
        return Directory(tuple(roster.people.values()), roster.partners)
    except RosterError as error:
        raise RosterError(f"{path}: {error}") from error


def local_panes(path: Path) -> tuple[PersonKey, ...]:
    """Return who has a pane on the local page, in the order of `[local] panes`; raise RosterError."""
    return _read(path, _Known()).panes


def local_newcomers(path: Path) -> tuple[Person, ...]:
    """Return who has a pane on the local page and is not on the roster; raise RosterError."""
    return _read(path, _Known()).newcomers


def _read(path: Path, known: _Known) -> _Roster:
    problems: list[str] = []
    roster = _roster(Entry(f"{path}", _document(path), problems), known)
    if problems:
        raise RosterError("\n".join(problems))
    return roster


def _document(path: Path) -> dict[str, Any]:
    try:
        # Editors on Windows begin a file with a mark that TOML does not know.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise RosterError(f"{path}: there is no such file; copy the sample roster there and change it") from error
    except OSError as error:
        raise RosterError(f"{path}: cannot be read ({error.strerror}); make it readable for the bot") from error
    except UnicodeDecodeError as error:
        raise RosterError(f"{path}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise RosterError(f"{path}: is not valid TOML: {error}; mend that line") from error


def _roster(top: Entry, known: _Known) -> _Roster:
    home = top.table("home")
    homes = _homes(home) if home else ("",)
    companies = [(entry, _company(entry)) for entry in top.tables("partner")]
    partners = {company.name: company for _, company in companies}
    people: dict[str, Person] = {}
    for entry in top.tables("person"):
        _add(people, entry, _person(entry, homes, partners, known))
    _refuse_shared_names(companies)
    routed = tuple(replace(company, fpm=_fpm(entry, people)) for entry, company in companies)
    local = top.table("local", optional=True)
    panes, newcomers = (_panes(local, people), _newcomers(local)) if local else ((), ())
    if local:
        local.finish()
    top.finish()
    return _Roster(people, routed, panes, newcomers)


def _homes(entry: Entry) -> tuple[str, ...]:
    """Return the tenants of FPMs, SMEs and the Assignment team, the usual one first."""
    homes = (entry.guid("tenant"), *(entry.guids("others") if entry.has("others") else ()))
    entry.finish()
    return homes


def _company(entry: Entry) -> Partner:
    tenants = frozenset(entry.guids("tenants"))
    return Partner(entry.text("name", "Contoso Partners"), None, tenants, entry.texts("synonyms"))


def _refuse_shared_names(companies: list[tuple[Entry, Partner]]) -> None:
    seen: dict[str, str] = {}
    for entry, company in companies:
        for name in {company.name.casefold(), *map(str.casefold, company.synonyms)} - {""}:
            if name in seen:
                entry.problem(f"{name!r} names {seen[name]} too; write a name or synonym that no other partner has")
            seen[name] = entry.title


def _fpm(entry: Entry, people: dict[str, Person]) -> PersonKey | None:
    """Return a company's FPM; without one its requests go to the Assignment team (G13)."""
    person = _named(entry, "fpm", people) if entry.has("fpm") else None
    if person and not person.has(Role.FPM):
        entry.problem(f'fpm: {person.name} does not have the role "fpm"; name somebody who has')
    entry.finish()
    return person.key if person else None


def _named(entry: Entry, key: str, people: dict[str, Person]) -> Person | None:
    email = entry.email(key)
    person = people.get(email.casefold())
    if email and person is None:
        entry.problem(f"{key}: nobody on the roster has the e-mail address {email}; write that of a [[person]]")
    return person


def _person(entry: Entry, homes: tuple[str, ...], partners: dict[str, Partner], known: _Known) -> Person:
    roles = frozenset(Role(role) for role in entry.choices("roles", _ROLES))
    company = partners.get(entry.choice("partner", partners)) if Role.PARTNER in roles else None
    if Role.PARTNER in roles and len(roles) > 1:
        entry.problem('roles: a partner cannot also be FPM, SME or Assignment team; write roles = ["partner"]')
    person = Person(
        key=person_key(_tenant(entry, homes, company), entry.guid("id")),
        name=entry.text("name", "Pat Parker"),
        email=entry.email("email"),
        roles=roles,
        partner=company.name if company else None,
        region=entry.choice("region", REGIONS) if Role.FPM in roles else None,
        expertise=_expertise(entry, known) if Role.SME in roles else None,
    )
    entry.finish(_OF_A_ROLE)
    return person


def _tenant(entry: Entry, homes: tuple[str, ...], company: Partner | None) -> str:
    """Return where the person signs in: a home tenant, or one of their company's; nobody is let in from elsewhere."""
    if company is None:
        return entry.choice("tenant", homes) if entry.has("tenant") else homes[0]
    if len(company.tenants) == 1 and not entry.has("tenant"):
        return next(iter(company.tenants))
    return entry.choice("tenant", company.tenants)


def _expertise(entry: Entry, known: _Known) -> Expertise:
    return Expertise(
        workloads=entry.choices("workloads", known.workloads),
        languages=entry.choices("languages", known.languages),
        regions=entry.choices("regions", REGIONS),
        capacity=entry.count("capacity"),
    )


def _add(people: dict[str, Person], entry: Entry, person: Person) -> None:
    twin = next((other for other in people.values() if other.key == person.key and not other.key.endswith("/")), None)
    if twin:
        entry.problem(f"id: {twin.name} has the same tenant and id; write the object id of this person's own account")
    if person.email.casefold() in people:
        entry.problem(f"email: {person.email} is used twice; write an address of this person's own")
    people[person.email.casefold()] = person


def _newcomers(entry: Entry) -> tuple[Person, ...]:
    return tuple(map(_newcomer, entry.tables("newcomer") if entry.has("newcomer") else ()))


def _newcomer(entry: Entry) -> Person:
    key = person_key(entry.guid("tenant"), entry.guid("id"))
    person = Person(key, entry.text("name", "Newcomer"), entry.email("email"), frozenset())
    entry.finish()
    return person


def _panes(entry: Entry, people: dict[str, Person]) -> tuple[PersonKey, ...]:
    emails = entry.texts("panes")
    for email in emails:
        if email.casefold() not in people:
            entry.problem(f"panes: nobody on the roster has the e-mail address {email}; write that of a [[person]]")
    return tuple(people[email.casefold()].key for email in emails if email.casefold() in people)
