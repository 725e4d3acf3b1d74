"""Every event is chained to the one before it, so that a history which was changed by hand is found out.

A link covers the event before, this event and the request as this event left it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
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


@dataclass
class _History:
    """How far a request's history has been followed."""

    revision: int
    record: str
    reached: int = 0
    hash: str = ""
    last_record: str = ""
    trouble: str = ""


class Histories:
    """Follows the histories of all requests at once: first every request, then every event, each request's in order."""

    def __init__(self) -> None:
        """Begin with no request."""
        self._histories: dict[str, _History] = {}
        self._strays: list[str] = []

    def request(self, doc: Doc) -> None:
        """Take notice of a request."""
        self._histories[doc["number"]] = _History(doc["revision"], digest(doc))

    def event(self, link: Link) -> None:
        """Follow one more event."""
        number, seq = link.event["number"], link.event["seq"]
        history = self._histories.get(number)
        if history is None:
            self._strays.append(f"event {seq} of {number} belongs to no request")
        elif not history.trouble:
            history.trouble = _misfit(history, link, seq)
            history.reached, history.hash, history.last_record = seq, link.hash, link.record

    def troubles(self) -> Iterator[str]:
        """Return what does not fit, one sentence each."""
        yield from self._strays
        for number, history in self._histories.items():
            if trouble := history.trouble or _unfinished(history):
                yield f"the history of {number}: {trouble}"


def _misfit(history: _History, link: Link, seq: int) -> str:
    if seq != history.reached + 1:
        return f"event {history.reached + 1} is missing"
    return "" if link.hash == _hash(history.hash, link.event, link.record) else f"event {seq} was changed"


def _unfinished(history: _History) -> str:
    if history.reached != history.revision:
        return f"event {history.reached + 1} is missing"
    return "" if history.last_record == history.record else "the request was changed"


def _hash(previous: str, event: Doc, record: str) -> str:
    return _sha256(f"{previous}\n{canonical(event)}\n{record}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
