"""Records as plain JSON objects and back. The round trip is exact; what JSON cannot carry is refused beforehand.

Each record carries the schema number it was written with. A field that a record lacks takes its default, so
a new field with a default needs no new number. Raise the number when an older program would misread the record.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar, Protocol, TypeVar

from playbook.life.ports import Copy, Reference
from playbook.life.records import Channel, Draft, Event, Notice, Record
from playbook.requests.record import Deadlines, Remark, RemarkKind, Request, Ruling, State, Verdict
from storage.archive import REQUESTS


class RecordError(ValueError):
    """A record that cannot be read; the text says why and what to do."""


class Storable(Protocol):
    """Any of the frozen dataclasses that are kept."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


S = TypeVar("S", bound=Storable)


@dataclass(frozen=True)
class Form:
    """How one field is written to JSON and read back."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def plain(value: object) -> Any:
    """Return a deep copy of `value` made of JSON's own types; raise ValueError for anything else.

    NUL and lone surrogates are refused because not every store can keep them.
    """
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, Mapping):
        return {_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise ValueError(f"cannot be kept as JSON: {type(value).__name__} {value!r:.60}")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"cannot be kept as JSON: a key must be text, not {type(value).__name__} {value!r:.60}")
    if "\0" in value:
        raise ValueError(f"text with a NUL character cannot be kept: {value!r:.60}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"text with half of a surrogate pair cannot be kept: {value!r:.60}") from None
    return str(value)


def table_of(kind: type[Record]) -> str:
    """Return the table in which records of a kind are kept."""
    return TABLE[kind]


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


def _read_texts(items: object) -> tuple[str, ...]:
    if not isinstance(items, list):
        raise ValueError(f"a list is needed, not {items!r:.60}")
    return tuple(_text(item) for item in items)


def _write_remarks(remarks: tuple[Remark, ...]) -> list[dict[str, Any]]:
    return [_fields_out(remark) for remark in remarks]


def _read_remarks(docs: object) -> tuple[Remark, ...]:
    if not isinstance(docs, list):
        raise ValueError(f"a list is needed, not {docs!r:.60}")
    return tuple(_fields_in(Remark, doc) for doc in docs)


def _or_none(form: Form) -> Form:
    return Form(
        lambda value: None if value is None else form.write(value),
        lambda value: None if value is None else form.read(value),
    )


def encode(record: Storable) -> dict[str, Any]:
    """Return the record as a JSON object of its own; raise ValueError, naming the field, when it cannot be kept."""
    return {"schema": SCHEMA[type(record)], **_fields_out(record)}


def _fields_out(record: Storable) -> dict[str, Any]:
    forms = _FORMS[type(record)]
    doc = {}
    for field in fields(record):
        try:
            doc[field.name] = forms.get(field.name, _PLAIN).write(getattr(record, field.name))
        except ValueError as error:
            raise ValueError(f"{type(record).__name__}.{field.name}: {error}") from error
    return doc


def decode(kind: type[S], doc: Mapping[str, Any]) -> S:
    """Return the record that `encode` wrote; raise RecordError when a newer program wrote it or it is damaged."""
    schema = doc.get("schema")
    if not isinstance(schema, int):
        raise RecordError(f"{kind.__name__}: the record has no schema number; it is damaged")
    if schema > SCHEMA[kind]:
        raise RecordError(
            f"{kind.__name__}: a newer version of this program wrote the record (schema {schema}, "
            f"known up to {SCHEMA[kind]}); start that version instead"
        )
    return _fields_in(kind, doc)


def _fields_in(kind: type[S], doc: Mapping[str, Any]) -> S:
    forms = _FORMS[kind]
    values: dict[str, Any] = {}
    for field in fields(kind):
        if field.name in doc:
            values[field.name] = _value(kind, field, forms.get(field.name, _PLAIN), doc[field.name])
        elif field.default is MISSING and field.default_factory is MISSING:
            raise RecordError(f"{kind.__name__}.{field.name} is missing and has no default")
    return kind(**values)


def _value(kind: type[Storable], field: Field[Any], form: Form, value: object) -> Any:
    try:
        return form.read(value)
    except (ValueError, TypeError) as error:
        raise RecordError(f"{kind.__name__}.{field.name} is damaged: {error}") from error


_PLAIN = Form(plain, plain)
_TIME = Form(write_time, read_time)
_TEXTS = Form(plain, _read_texts)

# Fields that are not named here are text, numbers, flags or answers, and stand in JSON as they are.
_FORMS: dict[type[Storable], dict[str, Form]] = {
    Ruling: {"verdict": Form(plain, Verdict), "remarks": Form(_write_remarks, _read_remarks)},
    Remark: {"kind": Form(plain, RemarkKind)},
    Deadlines: dict.fromkeys(("triage", "decision", "decision_business", "decision_calendar"), _TIME),
    Request: {
        "state": Form(plain, State),
        "ruling": Form(_fields_out, partial(_fields_in, Ruling)),
        "deadlines": Form(_fields_out, partial(_fields_in, Deadlines)),
        "submitted_at": _TIME,
        "changed_at": _TIME,
        "declined_by": _TEXTS,
        "reopened": _TEXTS,
        "paused_at": _or_none(_TIME),
        "triaged_at": _or_none(_TIME),
        "settled_at": _or_none(_TIME),
        "similar": _TEXTS,
    },
    Event: {"at": _TIME},
    Notice: {"channel": Form(plain, Channel)},
    Draft: {"given": _TEXTS, "changed_at": _TIME, "only": _TEXTS, "doubted": _TEXTS},
    Reference: {},
    Copy: {},
}

SCHEMA: dict[type[Storable], int] = {Request: 1, Event: 1, Notice: 1, Draft: 1, Reference: 1, Copy: 1}

# Where the records of each life are kept.
TABLE: dict[type[Record], str] = {Request: REQUESTS}
