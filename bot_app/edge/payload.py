"""Is this the JSON of an activity? Everything here looks at what a stranger sent, before any object is made of it."""

import json
from collections.abc import Iterator, Mapping
from typing import cast

from botbuilder.schema import Activity
from msrest.serialization import Model

from bot_app.edge.gate import Refused
from bot_app.wire.activity_json import TEXTS, fields_of, model_of, read

BAD_REQUEST = 400
DEEPEST = 32
LARGEST_NUMBER = 2**63
LONGEST_ID = 1024
# An activity of Teams has some hundred parts, a form that is filled in included.
MOST_PARTS = 5000
# Not every activity has them, but they are kept where it does.
OPTIONAL = ("id", "replyToId")
REQUIRED = (("type",), ("channelId",), ("serviceUrl",), ("conversation", "id"), ("from", "id"))

Payload = Mapping[str, object]


def read_payload(body: bytes) -> Payload:
    """Return the JSON object of an activity; raise Refused with 400 for anything that is none."""
    payload = _parse(body)
    if not isinstance(payload, dict):
        raise Refused(BAD_REQUEST, "the body must be a JSON object")
    for problem in _unsound(payload):
        raise Refused(BAD_REQUEST, problem)
    if any(len(str(payload.get(name, ""))) > LONGEST_ID for name in OPTIONAL):
        raise Refused(BAD_REQUEST, "an id is too long")
    for path in REQUIRED:
        _expect_text(payload, path)
    for problem in _misshapen(payload, Activity, ""):
        raise Refused(BAD_REQUEST, problem)
    return cast("Payload", payload)


def read_activity(payload: Payload) -> Activity:
    """Return the SDK's object for a payload; raise Refused with 400 where it cannot be made, as for a bad date."""
    try:
        return read(payload)
    except ValueError:
        raise Refused(BAD_REQUEST, "a field of the activity cannot be read") from None


def _parse(body: bytes) -> object:
    try:
        return cast("object", json.loads(body.decode("utf-8")))
    except UnicodeDecodeError:
        raise Refused(BAD_REQUEST, "the body is not UTF-8") from None
    except (ValueError, RecursionError):  # ValueError also for a number of thousands of digits
        raise Refused(BAD_REQUEST, "the body is not JSON") from None


def _unsound(payload: object) -> Iterator[str]:
    """Yield what could hurt later wherever it stands: depth, numbers no other system keeps, broken text.

    The payload is walked level by level, so that all texts of a level are looked at in one go.
    """
    level, depth, parts = [payload], 1, 0
    while level:
        deeper: list[object] = []
        texts: list[str] = []
        for value in level:
            if isinstance(value, str):
                texts.append(value)
            elif isinstance(value, dict):
                parts += len(value)
                texts += value
                deeper += value.values()
            elif isinstance(value, list):
                deeper += value
            # NaN is not less than anything either.
            elif isinstance(value, int | float) and not abs(value) < LARGEST_NUMBER:
                yield "a number is too large"
        if _is_broken("".join(texts)):
            yield "a text holds characters that are none"
        parts += len(level)
        if parts > MOST_PARTS:
            yield "the body has too many parts"
        if depth > DEEPEST:
            yield "the body is nested too deeply"
        level, depth = deeper, depth + 1


def _is_broken(text: str) -> bool:
    """Tell whether a text holds NUL or half a surrogate pair: no database and no UTF-8 takes them."""
    try:
        return b"\0" in text.encode("utf-8")
    except UnicodeEncodeError:
        return True


def _expect_text(payload: Payload, path: tuple[str, ...]) -> None:
    value: object = payload
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_ID:
        raise Refused(BAD_REQUEST, f"{'.'.join(path)} must be a text of 1 to {LONGEST_ID} characters")


def _misshapen(payload: Payload, model: type[Model], where: str) -> Iterator[str]:
    """Yield the fields whose JSON type is not the one the SDK's own schema names.

    The SDK would take them: a list where a text belongs becomes the text of that list.
    """
    fields = fields_of(model)
    for key, value in payload.items():
        field = fields.get(key)
        # Most are texts where texts belong.
        if field and value is not None and not (field.is_text and isinstance(value, str)):
            yield from _mistyped(value, field.kind, f"{where}{key}")


def _mistyped(value: object, kind: str, name: str) -> Iterator[str]:
    if kind in TEXTS:
        if not isinstance(value, str):
            yield f"{name} must be a text"
    elif kind.startswith("["):
        if not isinstance(value, list):
            yield f"{name} must be a list"
            return
        for part in value:
            yield from _mistyped(part, kind[1:-1], name)
    elif model := model_of(kind):
        if not isinstance(value, dict):
            yield f"{name} must be an object"
            return
        yield from _misshapen(value, model, f"{name}.")
    elif kind == "bool" and not isinstance(value, bool):
        yield f"{name} must be true or false"
    elif kind == "int" and (isinstance(value, bool) or not isinstance(value, int)):
        yield f"{name} must be a whole number"
