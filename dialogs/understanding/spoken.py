"""The words of a message as the rows of the intent table meet them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dialogs.understanding.negation import denied
from dialogs.understanding.reading import Kind, Reading, Word
from dialogs.understanding.unreal import conditioned, past, quoted, reported, supposed
from dialogs.understanding.words import fold
from playbook.people import Directory, PersonKey

# French and Italian write the article and the pronoun into the next word: "d'annuler".
_KEEP_WORDS = frozenset((Kind.FIELD.value, Kind.SEGMENT.value, Kind.DAY.value))
_ELIDED = frozenset(("d", "l", "n", "s", "j", "m", "t", "c", "qu"))


class Spoken(NamedTuple):
    """Words as rows meet them; and the places of those that are denied, supposed, told of others, past or quoted.

    `conditioned`: something else must come before whatever goes ahead by these.
    """

    texts: Sequence[str]
    denied: frozenset[int]
    supposed: frozenset[int]
    reported: frozenset[int]
    past: frozenset[int]
    quoted: frozenset[int]
    conditioned: frozenset[int]


def spoken(reading: Reading, directory: Directory) -> Spoken:
    """Return the words, with what a row may want to know of an entity beside its mask.

    Names of fields, segments and days stay, for "my FPM", "what is SMC" and "not today" are said as well, and their
    masks come behind everything, so that they part no phrase; a person is also what they are.
    """
    named = {one.start: one for one in reading.entities}
    texts: list[str] = []
    starts: list[int] = []
    for word in reading.words:
        if word.text[0] != "<" and "'" not in word.text:
            texts.append(word.text)
            starts.append(word.start)
            continue
        parts = tuple(_texts(word, reading, named.get(word.start), directory))
        texts += parts
        starts += (word.start,) * len(parts)

    def places(within: frozenset[int]) -> frozenset[int]:
        return frozenset([place for place, start in enumerate(starts) if start in within] if within else ())

    texts += (text for text in reading.texts if text in _KEEP_WORDS)
    scopes = (
        denied(reading),
        supposed(reading),
        reported(reading),
        past(reading),
        quoted(reading),
        conditioned(reading),
    )
    return Spoken(texts, *map(places, scopes))


def _texts(word: Word, reading: Reading, entity: object, directory: Directory) -> Iterator[str]:
    if word.text in _KEEP_WORDS:
        yield from fold(reading.said[word.start : word.end]).split()
        return
    if "'" in word.text:
        head, _, tail = word.text.partition("'")
        yield from [tail] if head in _ELIDED else [word.text]
        return
    yield word.text
    if word.text == Kind.PERSON.value:
        values = getattr(entity, "values", ())
        people = [directory.find(PersonKey(value)) for value in values]
        yield from sorted({f"<{role.value}>" for person in people if person for role in person.roles})
