"""Who is named of the people the bot knows, and how large a customer is said to be."""

from functools import lru_cache

from dialogs.understanding.days import WEEKDAYS
from dialogs.understanding.grammar import GRAMMAR
from dialogs.understanding.names import Names
from dialogs.understanding.reading import Kind
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.wordlist import phrases, wordlist
from playbook.answers import Choice
from playbook.people import Person

_SEGMENTS = {
    "SMC": phrases(
        "SMB, small business, small and medium business, small & medium business, small medium business",
        "small and mid-size, small or medium, KMU, PME, PYME, Mittelstand, SME segment",
    ),
    "ENTERPRISE": phrases(
        "large enterprise, Enterprise-Kunde, Großunternehmen, grande entreprise, gran empresa, grande empresa",
        "大企業",
    ),
}
# "Enterprise" is part of these names.
_OTHER_ENTERPRISES = wordlist(
    "mobility agreement edition apps state e1 e3 e5 grade licence license licences licenses security app",
    "voice",
)


# What may stand behind a first name and be no part of it: "tell Fran Monday is fine".
_NO_NAMES = GRAMMAR | WEEKDAYS.keys()


@lru_cache(maxsize=8)
def people_names(people: tuple[Person, ...]) -> tuple[Names[str], dict[str, str]]:
    """Return the names of people, first names and surnames too, and who has which address."""
    names: Names[str] = Names((person.name, person.key) for person in people)
    for person in people:
        for part in {*person.name.split()[:1], *person.name.split()[-1:]}:
            names.add(part, person.key)
    return names, {person.email.casefold(): person.key for person in people}


def persons(sheet: Sheet, names: Names[str]) -> None:
    """Take people of the directory; who shares a first name with others is named without being clear."""
    for place in sheet.typed(names.firsts):
        end, keys = names.at(sheet.tokens, place)
        if keys and sheet.free(place, end) and not _is_longer(sheet, place, end):
            sheet.take(Kind.PERSON, place, end, keys)


def _is_longer(sheet: Sheet, place: int, end: int) -> bool:
    """Tell the "Felix" of "Felix Bakery": a name goes on behind it."""
    if end - place > 1 or end >= len(sheet) or not sheet.tokens[place].raw[:1].isupper():
        return False
    after = sheet.tokens[end]
    goes_on = after.is_word and not after.glued and not after.opens and sheet.free(end, end + 1)
    return goes_on and after.raw[:1].isupper() and not after.raw.isupper() and after.text not in _NO_NAMES


@lru_cache(maxsize=8)
def segment_names(choices: tuple[Choice, ...]) -> Names[str]:
    """Return what the segments are called."""
    named = [(name, one.value) for one in choices for name in (one.name, one.value, *one.synonyms)]
    return Names([*named, *((name, one.value) for one in choices for name in _SEGMENTS.get(one.value, ()))])


def segments(sheet: Sheet, choices: tuple[Choice, ...]) -> None:
    """Take the customer's segment (R27)."""
    names = segment_names(choices)
    for place in sheet.meaning(names.firsts):
        end, values = names.at(sheet.meant, place)
        if values and sheet.free(place, end) and not sheet.negated(place) and sheet.word(end) not in _OTHER_ENTERPRISES:
            sheet.take(Kind.SEGMENT, place, end, values)
