"""Answering a question about the playbook, with what the question names."""

from dataclasses import replace

from dialogs.overhearing import Hearing, clearly_meant
from dialogs.understanding.clauses import asks
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.vocabulary import listed
from dialogs.visit import Visit
from playbook.handbook.asked import Asked
from playbook.handbook.table import TOPIC
from playbook.life.fields import Field
from playbook.people import Person
from playbook.requests.effects import Rules
from playbook.requests.fields import FIELD

_AT_LARGE = listed("clauses", "at_large")


def answer(visit: Visit, topic_id: str, reading: Reading, workload: str = "") -> None:
    """Say what the handbook has on a topic, for who asks and about what the question names.

    A number, region or language that is named without being clear counts as not named: the answer is then the rule
    itself. `workload` is what a question is about that names none. Raise KeyError for a topic that is none.
    """
    question = asked(visit.person, visit.desk.rules, reading)
    if workload and not question.workloads:
        question = replace(question, workloads=(workload,))
    visit.say(TOPIC[topic_id].answer(question))


def explain(visit: Visit, field: Field, reading: Reading) -> None:
    """Say what a field is, to who asks something about it while it is being asked for."""
    question = replace(asked(visit.person, visit.desk.rules, reading), fields=(field.key,))
    visit.say(TOPIC[_OF_FIELD.get(field.key, "field")].answer(question))


# Fields about which the handbook knows more than their meaning.
_OF_FIELD = {
    "tenant_id": "tenant_id",
    "tenant_name": "tenant_name",
    "tenant_segment": "segment",
    "seat_count": "seats_counted",
    "justification": "additional_information",
    "secondary_language": "second_language",
}


def asked(person: Person, rules: Rules, reading: Reading) -> Asked:
    """Return a question as the handbook needs it."""
    seats = reading.sure(Kind.SEATS)
    known = {choice.value for choice in rules.lists.catalogue.workloads}
    return Asked(
        person,
        rules,
        workloads=tuple(key for key in _all(reading, Kind.WORKLOAD) if key in known),
        seats=int(seats) if seats.isdecimal() else None,
        region=reading.sure(Kind.REGION),
        languages=tuple(one.value for one in reading.of(Kind.LANGUAGE) if one.value),
        fields=tuple(key for key in _all(reading, Kind.FIELD) if key in FIELD),
    )


def _all(reading: Reading, kind: Kind) -> tuple[str, ...]:
    """Return everything that may be meant: "AIP" is each of its plans (G9), and each workload counts once."""
    return tuple(dict.fromkeys(value for one in reading.of(kind) for value in one.values))


def asks_for_cover(heard: Hearing) -> bool:
    """Tell whether somebody asks about so many seats, for a workload or at large, and about no request."""
    of_nothing = not heard.scene.records and clearly_meant(heard.meant) is None
    at_large = of_nothing or bool(heard.reading.of(Kind.WORKLOAD)) or heard.reading.says(_AT_LARGE)
    named = at_large and bool(heard.reading.of(Kind.SEATS))
    return named and asks(heard.reading) and not heard.reading.of(Kind.CUSTOMER, Kind.RECORD)
