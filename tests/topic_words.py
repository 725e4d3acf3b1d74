"""Reading a question just far enough for its topic, until the readers of entities do it.

It knows the words of the lists and nothing else: no customers, no words that are nearly right.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from dialogs.understanding.reading import Entity, Kind, Reading, Word
from playbook.answers import Choice
from playbook.people import Person
from playbook.requests.lists import REGIONS, Lists

WHOLE = {
    "whats": "what is", "what's": "what is", "who's": "who is", "where's": "where is", "how's": "how is",
    "it's": "it is", "it’s": "it is", "isn't": "is not", "can't": "can not", "cannot": "can not", "don't": "do not",
    "dont": "do not", "doesn't": "does not", "didn't": "did not", "won't": "will not", "hasn't": "has not",
    "haven't": "have not", "i'm": "i am",
}  # fmt: skip
# Countries that examples name; the real table stands elsewhere.
COUNTRIES = {"japan": "APJ", "turkey": "EMEA", "canada": "AMER"}
_LONGEST_NAME = 6


def heard(said: str, lists: Lists) -> Reading:
    """Return a question as words with masks, and the entities behind these."""
    words, entities, names = [], [], _names(lists)
    tokens = list(_tokens(said))
    while tokens:
        entity, length = _entity(tokens, names)
        if entity:
            entities.append(entity)
        text = entity.kind.value if entity else tokens[0].text
        words += [Word(text, tokens[0].start, tokens[length - 1].end)]
        del tokens[:length]
    return Reading(said, tuple(words), tuple(entities))


def texts(reading: Reading) -> list[str]:
    """Return the words of a reading as rows are compared with them."""
    return [word.text for word in reading.words]


def _entity(tokens: Sequence[Word], names: dict[str, tuple[Kind, tuple[str, ...]]]) -> tuple[Entity | None, int]:
    for length in range(min(_LONGEST_NAME, len(tokens)), 0, -1):
        if found := names.get(" ".join(word.text for word in tokens[:length])):
            return Entity(*found, tokens[0].start, tokens[length - 1].end), length
    word = tokens[0]
    digits = word.text.removesuffix("k")
    if digits.isdecimal() and len(word.text) > 1:
        seats = str(int(digits) * 1000) if word.text.endswith("k") else digits
        return Entity(Kind.SEATS, (seats,), word.start, word.end), 1
    if word.text in tuple(Kind):
        return Entity(Kind(word.text), (), word.start, word.end), 1
    return None, 1


@cache
def _names(lists: Lists) -> dict[str, tuple[Kind, tuple[str, ...]]]:
    found: dict[str, tuple[Kind, tuple[str, ...]]] = {}
    for kind, choices in (
        (Kind.WORKLOAD, lists.catalogue.workloads),
        (Kind.LANGUAGE, lists.catalogue.languages),
        (Kind.REGION, REGIONS),
    ):
        for choice in choices:
            for name in _called(choice):
                found[name] = (kind, (choice.value,))
            for name in map(_folded, choice.families):
                found[name] = (kind, (*found.get(name, (kind, ()))[1], choice.value))
    found |= {name: (Kind.REGION, (region,)) for name, region in COUNTRIES.items()}
    found |= {name: (Kind.PERSON, (one.key,)) for one in lists.directory.people for name in _parts(one)}
    # Words that name a workload only together with others.
    return {name: value for name, value in found.items() if name not in ("migration", "exchange") and len(name) > 2}


def _called(choice: Choice) -> Iterable[str]:
    return map(_folded, (choice.value, choice.name, *choice.synonyms))


def _parts(person: Person) -> Iterable[str]:
    return map(_folded, (person.name, person.name.split()[0]))


def _folded(text: str) -> str:
    return " ".join(word.text for word in _tokens(text))


def _tokens(said: str) -> Iterator[Word]:
    start = 0
    for piece in said.split(" "):
        bare = piece.strip('?!.,;:()"“”¿¡').casefold()
        for text in WHOLE.get(bare, _plain(bare)).split():
            yield Word(text, start, start + len(piece))
        start += len(piece) + 1


def _plain(piece: str) -> str:
    """Return a piece without accents, with a blank for each sign but those of a mask."""
    if piece in tuple(Kind):
        return piece
    parts = unicodedata.normalize("NFD", piece)
    return "".join(char if char.isalnum() else "" if unicodedata.combining(char) else " " for char in parts)
