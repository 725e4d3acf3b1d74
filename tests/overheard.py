"""What a sentence is heard as by itself, without a bot around it."""

from dataclasses import replace
from datetime import date
from functools import cache

from dialogs.overhearing import clearly_meant, in_place
from dialogs.understanding.clauses import asks, asks_what
from dialogs.understanding.entities import Known, read
from dialogs.understanding.intents import intents
from dialogs.understanding.scene import Scene
from dialogs.understanding.spoken import spoken
from playbook.people import Role
from playbook.requests.lists import Lists
from playbook.requests.record import Request
from storage.catalogue import load_catalogue
from tests.keeping import filing, number_of
from tests.office import everybody

CUSTOMERS = ("Litware", "Proseware", "Adventure Works", "Fourth Coffee", "Wingtip Toys", "Tailspin Toys")


@cache
def _known(role: Role) -> Known:
    directory = everybody()
    person = directory.with_role(role)[0]
    return Known(Lists(load_catalogue(), directory), person, CUSTOMERS, date(2026, 11, 24))


@cache
def _requests() -> tuple[Request, ...]:
    """Return a request of each customer, newest first."""
    records = [filing(number_of(serial)).record for serial in range(1, len(CUSTOMERS) + 1)]
    named = zip(records, CUSTOMERS, strict=True)
    return tuple(replace(one, answers={**one.answers, "tenant_name": name}) for one, name in named)[::-1]


def heard_as(text: str, role: Role, *, in_sight: bool = True) -> str:
    """Return the name of the intent that somebody in a role is heard to mean, "" for none; with requests in sight."""
    known = _known(role)
    reading = read(text, known)
    scene = Scene(reading, _requests() if in_sight else (), number_of(1) if in_sight else "")
    words = spoken(reading, known.lists.directory)
    meant = intents().meant(words, frozenset({role}), asking=asks(reading), asks_what=asks_what(reading))
    intent = clearly_meant(in_place(meant, scene, frozenset({role})))
    return intent.name if intent else ""
