"""Records as plain JSON objects and back. The round trip is exact; what JSON cannot carry is refused beforehand.

How a field is written follows from its type, so a new record costs nothing here. Each document carries the FORMAT it
was written in. A field that a document lacks takes its default, so a new field with a default needs no new number.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, ClassVar, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints

from storage.schema import FORMAT


class RecordError(ValueError):
    """A record that cannot be read; the text says why and what to do."""


class Storable(Protocol):
    """Any of the frozen dataclasses that are kept."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


S = TypeVar("S", bound=Storable)


@dataclass(frozen=True)
class Form:
    """How the values of a type are written to JSON and read back."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def plain(value: object) -> Any:
    """Return a deep copy of `value` made of JSON's own types; raise ValueError for anything else.

    NUL and lone surrogates are refused because not every store can keep them.
    """
    if isinstance(value, str):
        return value if type(value) is str and value.isascii() and "\0" not in value else _text(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, Mapping):
        return dict(value) if _holds_texts(value) else {_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise ValueError(f"cannot be kept as JSON: {type(value).__name__} {value!r:.60}")


def _holds_texts(value: Mapping[Any, Any]) -> bool:
    """Tell whether a mapping holds nothing but texts that can be kept. Answers do: they are looked at in one go."""
    texts = [*value, *value.values()]
    if not all(type(one) is str for one in texts):
        return False
    joined = "".join(texts)
    if "\0" in joined:
        return False
    try:
        joined.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"cannot be kept as JSON: a key must be text, not {type(value).__name__} {value!r:.60}")
    if "\0" in value:
        raise ValueError(f"text with a NUL character cannot be kept: {value!r:.60}")
    if value.isascii():
        return str(value)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"text with half of a surrogate pair cannot be kept: {value!r:.60}") from None
    return str(value)


def write_time(at: datetime) -> str:
    """Return a time as ISO 8601 in UTC, of one width, so that text order is time order."""
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone cannot be kept: {at!r}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read_time(text: str) -> datetime:
    """Return a time in UTC; raise ValueError when it has no zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone: {text}")
    return at.astimezone(UTC)


def encode(record: Storable) -> dict[str, Any]:
    """Return the record as a JSON object of its own; raise ValueError, naming the field, when it cannot be kept."""
    return {"format": FORMAT, **_fields_out(record)}


def _fields_out(record: Storable) -> dict[str, Any]:
    doc, name = {}, ""
    try:
        for name, form in _forms(type(record)):
            doc[name] = form.write(getattr(record, name))
    except ValueError as error:
        raise ValueError(f"{type(record).__name__}.{name}: {error}") from error
    return doc


def decode(kind: type[S], doc: Mapping[str, Any]) -> S:
    """Return the record that `encode` wrote; raise RecordError when a newer program wrote it or it is damaged."""
    written = doc.get("format")
    if not isinstance(written, int):
        raise RecordError(f"{kind.__name__}: the record has no format number; it is damaged")
    if written > FORMAT:
        raise RecordError(
            f"{kind.__name__}: a newer version of this program wrote the record (format {written}, "
            f"known up to {FORMAT}); start that version instead"
        )
    return _fields_in(kind, doc)


def _fields_in(kind: type[S], doc: Mapping[str, Any]) -> S:
    if not isinstance(doc, Mapping):
        raise RecordError(f"{kind.__name__}: an object is needed, not {doc!r:.60}")
    plainly, formed = _readers(kind)
    values = {name: doc[name] for name in plainly if name in doc}
    for name, form in formed:
        if name in doc:
            values[name] = _value(kind, name, form, doc[name])
    if missing := _needed(kind) - values.keys():
        raise RecordError(f"{kind.__name__}.{min(missing)} is missing and has no default")
    return kind(**values)


def _value(kind: type[Storable], name: str, form: Form, value: object) -> Any:
    try:
        return form.read(value)
    except (ValueError, TypeError) as error:
        raise RecordError(f"{kind.__name__}.{name} is damaged: {error}") from error


# What is read was just parsed, and is nobody else's.
_PLAIN = Form(plain, lambda value: value)
_TEXT = Form(plain, _text)
_TIME = Form(write_time, read_time)


@cache
def _readers(kind: type[Storable]) -> tuple[tuple[str, ...], tuple[tuple[str, Form], ...]]:
    """Return the fields that are read as they stand, and those that are read by their form."""
    forms = _forms(kind)
    return tuple(name for name, form in forms if form is _PLAIN), tuple(one for one in forms if one[1] is not _PLAIN)


@cache
def _needed(kind: type[Storable]) -> frozenset[str]:
    without = (one for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING)
    return frozenset(one.name for one in without)


@cache
def _forms(kind: type[Storable]) -> tuple[tuple[str, Form], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, _form(hints[field.name])) for field in fields(kind))


def _form(hint: Any) -> Form:
    """Return how values of a type are kept. Texts, numbers, flags and answers stand in JSON as they are."""
    match get_origin(hint) or getattr(hint, "__supertype__", hint):
        case origin if origin in (Union, UnionType):
            return _optional(hint)
        case origin if origin is tuple:
            one = get_args(hint)[0]
            return _several(_TEXT if getattr(one, "__supertype__", one) is str else _form(one))
        case type() as kind if issubclass(kind, StrEnum):
            return Form(plain, kind)
        case type() as kind if is_dataclass(kind):
            return Form(_fields_out, partial(_fields_in, kind))
        case kind:
            return _TIME if kind is datetime else _PLAIN


def _optional(hint: Any) -> Form:
    one = _form(next(part for part in get_args(hint) if part is not NoneType))
    return Form(
        lambda value: None if value is None else one.write(value),
        lambda value: None if value is None else one.read(value),
    )


def _several(one: Form) -> Form:
    return Form(lambda values: [one.write(value) for value in values], lambda values: _read_several(one, values))


def _read_several(one: Form, values: object) -> tuple[Any, ...]:
    if not isinstance(values, list):
        raise ValueError(f"a list is needed, not {values!r:.60}")
    return tuple(one.read(value) for value in values)
