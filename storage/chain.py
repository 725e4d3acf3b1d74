"""Every event is chained to the one before it, so that a history which was changed by hand is found out.

A link covers the event before, this event and the request as this event left it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Doc = Mapping[str, Any]


@dataclass(frozen=True)
class Link:
    """One event as it is kept: its record, the digest of the request it left behind, and the chain up to here."""

    event: Doc
    record: str
    hash: str


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def canonical(doc: Doc) -> str:
    """Return a JSON object as the one text that everybody writes for it."""
    return _ENCODER.encode(doc)


def digest(doc: Doc) -> str:
    """Return the SHA-256 of a JSON object, in hexadecimal digits."""
    return _sha256(canonical(doc))


def chained(previous: str, event: Doc, request: Doc) -> Link:
    """Return the next link. `previous` is the hash of the link before, "" for the first."""
    record = digest(request)
    return Link(event, record, _hash(previous, event, record))


def broken_at(links: Iterable[Link], request: Doc) -> str:
    """Return what does not fit in the history of a request, "" when everything does."""
    previous, record, expected = "", "", 1
    for link in links:
        if link.event.get("seq") != expected:
            return f"event {expected} is missing"
        if link.hash != _hash(previous, link.event, link.record):
            return f"event {expected} was changed"
        previous, record, expected = link.hash, link.record, expected + 1
    if expected - 1 != request.get("revision"):
        return f"event {request.get('revision')} is missing"
    return "" if record == digest(request) else "the request was changed"


def _hash(previous: str, event: Doc, record: str) -> str:
    return _sha256(f"{previous}\n{canonical(event)}\n{record}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
