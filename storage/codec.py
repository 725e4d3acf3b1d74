"""Records as plain JSON objects and back. The round trip is exact; what JSON cannot carry is refused beforehand.

How a field is written follows from its type, so a new record costs nothing here. A field that a document lacks takes
its default, so a new field with a default needs no new FORMAT.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, ClassVar, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints


class RecordError(ValueError):
    """A record that cannot be read."""


class Storable(Protocol):
    """Any of the frozen dataclasses that are kept."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


S = TypeVar("S", bound=Storable)


@dataclass(frozen=True)
class Form:
    """How the values of a type are written to JSON and read back; `read` is None where they stand as they are."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any] | None = None


def plain(value: object) -> Any:
    """Return a deep copy of `value` made of JSON's own types; raise ValueError for anything else.

    NUL and lone surrogates are refused because not every store can keep them.
    """
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if isinstance(value, Mapping):
        return {_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise ValueError(f"cannot be kept as JSON: {type(value).__name__} {value!r:.60}")


def _text(value: object) -> str:
    # Most are plain and stand as they are, which is quick to tell.
    if type(value) is str and value.isascii() and "\0" not in value:
        return value
    if not isinstance(value, str):
        raise ValueError(f"cannot be kept as JSON: text is needed, not {type(value).__name__} {value!r:.60}")
    if "\0" in value or not (value.isascii() or value == value.encode(errors="ignore").decode()):
        raise ValueError(f"text with NUL or half of a surrogate pair cannot be kept: {value!r:.60}")
    return str(value)


def write_time(at: datetime) -> str:
    """Return a time as ISO 8601 in UTC, of one width, so that text order is time order."""
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone cannot be kept: {at!r}")
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat(timespec="microseconds")


def read_time(text: str) -> datetime:
    """Return a time in UTC; raise ValueError when it has no zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone: {text}")
    return at if at.tzinfo is UTC else at.astimezone(UTC)


def encode(record: Storable) -> dict[str, Any]:
    """Return the record as a JSON object of its own; raise ValueError, naming the field, when it cannot be kept."""
    doc, name = {}, ""
    try:
        for name, form in _forms(type(record)):
            doc[name] = form.write(getattr(record, name))
    except ValueError as error:
        raise ValueError(f"{type(record).__name__}.{name}: {error}") from error
    return doc


def amended(doc: Mapping[str, Any], before: S, after: S) -> dict[str, Any]:
    """Return the JSON object of `after` by that of `before`: only what differs is written anew."""
    forms = _forms(type(after))
    changed = [(name, form) for name, form in forms if getattr(after, name) is not getattr(before, name)]
    return {**doc, **{name: form.write(getattr(after, name)) for name, form in changed}}


def decode(kind: type[S], doc: Mapping[str, Any]) -> S:
    """Return the record that `encode` wrote; raise RecordError, naming the field, when it is damaged."""
    values, name = {}, ""
    try:
        for name, form in _forms(kind):
            if name in doc:
                values[name] = form.read(doc[name]) if form.read else doc[name]
    except (ValueError, TypeError) as error:
        raise RecordError(f"{kind.__name__}.{name} is damaged: {error}") from error
    try:
        return kind(**values)
    except TypeError as error:
        raise RecordError(f"a record is damaged: {error}") from error


@cache
def _forms(kind: type[Storable]) -> tuple[tuple[str, Form], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, _form(hints[field.name])) for field in fields(kind))


# Texts, numbers, flags and answers stand in JSON as they are. What is read was just parsed, and is nobody else's.
_PLAIN = Form(plain)
_WORDS = Form(_text)
_TEXT = Form(_text, _text)
_TIME = Form(write_time, read_time)
_OF_ONE_KIND = {str: _WORDS, datetime: _TIME}


def _form(hint: Any) -> Form:
    """Return how values of a type are kept."""
    match get_origin(hint) or getattr(hint, "__supertype__", hint):
        case origin if origin in (Union, UnionType):
            return _optional(_form(next(part for part in get_args(hint) if part is not NoneType)))
        case origin if origin is tuple:
            one = get_args(hint)[0]
            return _several(_TEXT if getattr(one, "__supertype__", one) is str else _form(one))
        case type() as kind if issubclass(kind, StrEnum):
            return Form(_text, kind)
        case type() as kind if is_dataclass(kind):
            return Form(encode, partial(decode, kind))
        case kind:
            return _OF_ONE_KIND.get(kind, _PLAIN)


def _optional(one: Form) -> Form:
    read = one.read
    return Form(
        lambda value: None if value is None else one.write(value),
        read and (lambda value: None if value is None else read(value)),
    )


def _several(one: Form) -> Form:
    def read(values: object) -> tuple[Any, ...]:
        if not isinstance(values, list):
            raise ValueError(f"a list is needed, not {values!r:.60}")
        return tuple(map(one.read, values) if one.read else values)

    return Form(lambda values: [one.write(value) for value in values], read)
