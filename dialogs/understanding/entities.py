"""Reads a message: its words, and what it names. Each reader takes its own, and leaves the rest to those behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dialogs.understanding import tables
from dialogs.understanding.customers import Listed, customers_for, known_customers, marked_customers
from dialogs.understanding.days import days
from dialogs.understanding.fieldnames import FIELD_NAMES, field_names
from dialogs.understanding.grammar import GRAMMAR, TERMS
from dialogs.understanding.ids import bare_records, emails, records, tenant_ids
from dialogs.understanding.languages import language_names, languages
from dialogs.understanding.lookalikes import looked_like_customers
from dialogs.understanding.names import Names
from dialogs.understanding.people import people_names, persons, segment_names, segments
from dialogs.understanding.places import PLACES, places
from dialogs.understanding.reading import Reading
from dialogs.understanding.runs import COMMON
from dialogs.understanding.seats import seats
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.spelling import Speller
from dialogs.understanding.words import TEXT, Token, tokens, words
from dialogs.understanding.workloads import other_numbers, sources, workload_names, workloads
from playbook.answers import Choice
from playbook.people import Partner, Person
from playbook.requests.lists import SEGMENTS, Lists
from playbook.requests.workloads import Catalogue


@dataclass(frozen=True)
class Known:
    """What a message is read against: lists, who writes, the customers of their requests, the day it is.

    `people` are those that the writer may know of, None everybody: who else is named is a name like any (R49, R70).
    `numbers` are the requests within reach, which a bare number may name.
    """

    lists: Lists
    person: Person
    customers: tuple[str, ...] = ()
    today: date = date.min
    people: tuple[Person, ...] | None = None
    numbers: frozenset[str] = frozenset()

    @property
    def named(self) -> tuple[Person, ...]:
        """Whoever can be named."""
        return self.lists.directory.people if self.people is None else self.people


def make_ready(catalogue: Catalogue) -> None:
    """Make the tables of names that messages are read against; each is made once, by who needs it first."""
    _speller(catalogue.workloads, catalogue.languages)


def read(said: str, known: Known) -> Reading:
    """Return the words of a message and what they name. Only its first 4,000 characters are looked at."""
    found = tokens(said)
    catalogue = known.lists.catalogue
    speller = _speller(catalogue.workloads, catalogue.languages)
    sheet = Sheet(said, found, _mended(found, speller))
    # To look people up takes going through all of them once.
    people, addresses = people_names(known.named)
    listed = _listed(people, known.lists)
    emails(sheet, addresses)
    tenant_ids(sheet)
    records(sheet)
    bare_records(sheet, known.numbers)
    known_customers(sheet, known.customers)
    marked_customers(sheet, listed)
    sources(sheet)
    workloads(sheet, catalogue.workloads)
    other_numbers(sheet)
    persons(sheet, people)
    customers_for(sheet, listed)
    languages(sheet, catalogue.languages)
    segments(sheet, SEGMENTS)
    days(sheet, known.today)
    places(sheet)
    seats(sheet)
    looked_like_customers(sheet)
    field_names(sheet)
    entities = sorted(sheet.entities, key=lambda one: one.start)
    return Reading(said, words(found, entities), tuple(entities))


def _listed(people: Names[str], lists: Lists) -> Listed:
    """Return what tells where a name that is on a list ends: one that is no customer's."""
    catalogue = lists.catalogue
    known = (
        workload_names(catalogue.workloads),
        language_names(catalogue.languages)[0],
        segment_names(SEGMENTS),
        people,
        _companies(lists.directory.partners),
    )

    def end_of(sheet: Sheet, place: int) -> int:
        word, end = sheet.word(place), place
        for names in known:
            if word in names.firsts:
                end = max(end, names.at(sheet.meant, place)[0])
        return end

    return end_of


@lru_cache(maxsize=8)
def _companies(partners: tuple[Partner, ...]) -> Names[str]:
    """Return the names of partner companies, which are the customers of nobody here."""
    return Names((partner.name, partner.name) for partner in partners)


@lru_cache(maxsize=8)
def _speller(products: tuple[Choice, ...], tongues: tuple[Choice, ...]) -> Speller:
    names = workload_names(products).words | language_names(tongues)[0].words | segment_names(SEGMENTS).words
    return Speller(
        {*names, *FIELD_NAMES.words, *tables.UNITS, *_FAR_PLACES},
        COMMON | _IN_PROGRESS | GRAMMAR | TERMS | tables.OTHER_UNITS | _PLACES,
    )


_PLACES = frozenset(PLACES.words)
# "Changing" is no typing error of Chongqing.
_IN_PROGRESS = frozenset(f"{word.removesuffix('e')}ing" for word in COMMON)
# Of places only long names are found with a typing error: short ones are too near to names of people.
_LONG_PLACE = 7
_FAR_PLACES = frozenset(word for word in PLACES.words if len(word) >= _LONG_PLACE and word.isascii())


def _mended(found: Sequence[Token], speller: Speller) -> Sequence[Token]:
    texts = list(map(TEXT, found))
    near = list(map(speller.near, texts))
    if near == texts:
        return found
    return [token if text == token.text else token._replace(text=text) for token, text in zip(found, near, strict=True)]
