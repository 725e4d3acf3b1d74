"""Every sentence of the handbook comes from the catalogue: in the pseudo-language no plain English is left."""

from collections.abc import Iterator
from dataclasses import replace

from cards.reader import PSEUDO, Reader, language_of
from playbook.handbook.asked import Asked
from playbook.handbook.table import TOPICS
from playbook.people import Person
from playbook.requests.fields import FIELD
from tests.process import CATALOGUE, FRAN, GWEN, PAT, RULES, SAM, TESS
from tests.pseudo_album import english_in, is_among
from tests.sentences import calls

NOBODY = replace(PAT, roles=frozenset(), partner=None)
LONE = replace(PAT, partner=None)
BY_CALENDAR = replace(RULES, clockwork=replace(RULES.clockwork, business_days=False))
KEYS = tuple(choice.value for choice in CATALOGUE.workloads)
PLACES = "playbook/messages/handbook/"


def _questions() -> Iterator[Asked]:
    for person in (PAT, LONE, FRAN, TESS, SAM, NOBODY):
        yield from _of(person)
    yield Asked(PAT, BY_CALENDAR)


def _of(person: Person) -> Iterator[Asked]:
    yield Asked(person, RULES)
    yield Asked(person, RULES, fields=tuple(FIELD))
    for key in KEYS:
        yield Asked(person, RULES, workloads=(key,))
        yield Asked(person, RULES, workloads=(key,), region="APJ")
        for seats in (10, 150, 9_000, 20_000):
            yield Asked(person, RULES, workloads=(key,), seats=seats, languages=("German",))
            yield Asked(person, RULES, seats=seats)
            yield Asked(person, RULES, seats=seats, languages=("German",))
            yield Asked(person, RULES, workloads=(key,), seats=seats)


def _data() -> list[str]:
    named = [name for choice in CATALOGUE.workloads for name in (choice.name, *choice.synonyms)]
    named += [choice.name for choice in CATALOGUE.languages]
    named += [text for row in CATALOGUE.people for text in (row.id, row.source, row.route, row.exception)]
    named += [text for row in CATALOGUE.self_deploy for text in (row.id, row.source, row.link)]
    named += [rule for topic in TOPICS for rule in topic.rules.split()]
    named += [text for one in (GWEN, FRAN) for text in (one.name, one.email)]
    named += ["ftsmeassign@microsoft.com", "12345678-90ab-cdef-1234-567890abcdef", " and ", " or "]
    return sorted(filter(None, named), key=len, reverse=True)


def test_whatever_is_told_comes_from_the_catalogue_or_is_data() -> None:
    reader = Reader(language_of(PSEUDO))
    texts = {reader.text(topic.answer(asked)) for asked in _questions() for topic in TOPICS}
    data = _data()
    assert [found for text in texts if (found := english_in(text, data))] == []
    written = {call.source for call in calls() if call.where.startswith(PLACES) and call.source}
    assert {sentence for sentence in written if not is_among(texts, sentence)} == set()
