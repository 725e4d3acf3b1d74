"""What a sentence is heard as by itself, without a bot around it."""

from datetime import date
from functools import cache

from dialogs.colleague import clearly_meant
from dialogs.understanding.clauses import asks, asks_what
from dialogs.understanding.entities import Known, read
from dialogs.understanding.intents import intents
from dialogs.understanding.spoken import spoken
from playbook.people import Role
from playbook.requests.lists import Lists
from storage.catalogue import load_catalogue
from tests.office import everybody

CUSTOMERS = ("Litware", "Proseware", "Adventure Works", "Fourth Coffee", "Wingtip Toys", "Tailspin Toys")


@cache
def _known(role: Role) -> Known:
    directory = everybody()
    person = directory.with_role(role)[0]
    return Known(Lists(load_catalogue(), directory), person, CUSTOMERS, date(2026, 11, 24))


def heard_as(text: str, role: Role) -> str:
    """Return the name of the intent that somebody in a role is heard to mean; empty for none."""
    known = _known(role)
    reading = read(text, known)
    words = spoken(reading, known.lists.directory)
    intent = clearly_meant(
        intents().meant(words, frozenset({role}), asking=asks(reading), asks_what=asks_what(reading))
    )
    return intent.name if intent else ""
