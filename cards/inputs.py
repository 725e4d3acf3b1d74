"""One input for one field of any table: the form, the question card and the details of a step share it."""

from collections.abc import Sequence
from typing import Any

from cards.card_actions import input_id
from cards.elements import Element, choices_input, text_input
from playbook.answers import Choice
from playbook.life.fields import Field, Kind
from playbook.wording import labels
from playbook.wording.asking import EXAMPLES


def field_input(verb: str, field: Field, choices: Sequence[Choice], value: str = "", *, required: bool) -> Element:
    """Return the input of a field; `value` is what it holds already."""
    more: dict[str, Any] = {"isRequired": True} if required and not field.optional else {}
    name = input_id(verb, field.key)
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        if field.kind is Kind.CHOICES:
            more["isMultiSelect"] = True
        return choices_input(name, field.title, choices, value, placeholder=labels.SELECT, **more)
    if field.kind in EXAMPLES:
        more["placeholder"] = EXAMPLES[field.kind]
    long = field.kind is Kind.TEXT
    return text_input(name, field.title, value, limit=field.limit, long=long, **more)
