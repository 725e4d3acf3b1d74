"""One input for one field of any table: the form, the question card and the details of a step share it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cards.card_actions import input_id
from cards.elements import Element, choices_input, required, text_input
from cards.languages import Language
from cards.reader import Reader, Rendered
from playbook.answers import Choice
from playbook.life.fields import Field, Kind
from playbook.messages import labels
from playbook.messages.asking import EXAMPLES
from playbook.messages.message import Message, Words


def field_input(
    reader: Reader, verb: str, field: Field, choices: Sequence[Choice], value: str = "", *, must: bool
) -> Element:
    """Return the input of a field; `value` is what it holds already. `must`: it has to be filled in, if it is asked."""
    more: dict[str, Any] = (
        required(reader.text(labels.please_fill_in(field.title))) if must and not field.optional else {}
    )
    name, title = input_id(verb, field.key), reader.text(field.title)
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        if field.kind is Kind.CHOICES:
            more["isMultiSelect"] = True
        more["placeholder"] = reader.text(labels.SELECT)
        return choices_input(name, title, shown(reader, choices), value, **more)
    if field.kind in EXAMPLES:
        more["placeholder"] = reader.text(EXAMPLES[field.kind])
    long = field.kind is Kind.TEXT
    return text_input(name, title, value, limit=field.limit, long=long, **more)


def shown(reader: Reader, choices: Sequence[Choice]) -> list[tuple[Rendered, str]]:
    """Return titles and values of choices, as a list to select from takes them."""
    return [(_title(reader.language, choice.title), choice.value) for choice in choices]


@lru_cache(maxsize=4096)
def _title(language: Language, title: Message | Words) -> Rendered:
    """Return what stands in a list: it is the same for everybody, and a list may be long."""
    return Reader(language).text(title)
