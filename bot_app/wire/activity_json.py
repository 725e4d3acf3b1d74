"""Activities between JSON and the SDK's objects, by the SDK's own schema.

msrest, which the SDK would do it by, walks every value of every card both ways: most of what a turn costs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import Any, TypeVar

import botbuilder.schema
from botbuilder.schema import Activity
from msrest.serialization import Model

# The kinds of fields that are texts in JSON.
TEXTS = frozenset({"str", "iso-8601"})

Json = dict[str, Any]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Field:
    """One field of a model: its name in Python and in JSON, its type, and how its value is read and written."""

    name: str
    key: str
    kind: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]

    @cached_property
    def is_text(self) -> bool:
        """Whether it is a text in JSON."""
        return self.kind in TEXTS


@cache
def model_of(kind: str) -> type[Model] | None:
    """Return the model that a type in the SDK's schema names, None for a type that is none."""
    found = getattr(botbuilder.schema, kind, None) if kind.isidentifier() else None
    return found if isinstance(found, type) and issubclass(found, Model) else None


_known: dict[type[Model], Mapping[str, Field]] = {}


def fields_of(model: type[Model]) -> Mapping[str, Field]:
    """Return a model's fields by their names in JSON."""
    if model not in _known:
        _known[model] = _fields(model)
    return _known[model]


def _fields(model: type[Model]) -> Mapping[str, Field]:
    schema: Mapping[str, Mapping[str, str]] = model._attribute_map  # noqa: SLF001 - msrest has no public door to it
    return {one["key"]: Field(name, one["key"], one["type"], *_codec(one["type"])) for name, one in schema.items()}


def _codec(kind: str) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    if kind.startswith("["):
        read, write = _codec(kind[1:-1])
        return lambda items: [read(one) for one in items], lambda items: [write(one) for one in items]
    if model := model_of(kind):
        return lambda value: _made(model, value), to_json
    if kind == "iso-8601":
        return _moment, datetime.isoformat
    return _as_it_is, _as_it_is


def _moment(text: str) -> datetime:
    """Return a point in time; raise ValueError for a day without one, or one beyond the calendar."""
    if "T" not in text:
        raise ValueError("a date without a time")
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a time beyond the calendar") from error


def _as_it_is(value: object) -> object:
    return value


def read(payload: Mapping[str, Any]) -> Activity:
    """Return the SDK's object for JSON whose shape has been checked; raise ValueError for a bad date."""
    return _made(Activity, payload)


def _made(model: type[M], payload: Mapping[str, Any]) -> M:
    made = model()
    fields, unknown = fields_of(model), {}
    for key, value in payload.items():
        field = fields.get(key)
        if field is None:
            unknown[key] = value
        elif value is not None:
            setattr(made, field.name, field.read(value))
    made.additional_properties = unknown
    return made


def to_json(model: Model) -> Json:
    """Return the JSON of one of the SDK's objects; what is None is left out."""
    found = {}
    for field in fields_of(type(model)).values():
        value = getattr(model, field.name)
        if value is not None:
            found[field.key] = field.write(value)
    return found
