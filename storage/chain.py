"""Every event is chained to the one before it, so that a history which was changed by hand is found out.

A link covers the event before, this event and the record as this event left it. What people wrote stands in it as a
commitment only: SHA-256 over a salt and the texts. Texts and salt can be taken away later; the commitment stays, and
with it the proof of order, actors, states and times. Without the salt nobody can try out which short text fits.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Doc = Mapping[str, Any]

# What people wrote: of an event, and of any record.
EVENT_TEXTS = ("details",)
RECORD_TEXTS = ("answers", "previous")
# Said of a document, not by it.
_ABOUT_EVENT = frozenset({"salt", "said", "record", "link"})
_ABOUT_RECORD = frozenset({"salt", "said", "by", "link"})

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def canonical(doc: Doc) -> str:
    """Return a JSON object as the one text that everybody writes for it."""
    return _ENCODER.encode(doc)


def sealed(record: Doc, salt: str) -> dict[str, Any]:
    """Return a record's document with the commitment to its texts."""
    return {**record, "salt": salt, "said": _commitment(record, RECORD_TEXTS, salt)}


def linked(previous: str, event: Doc, record: Doc, salt: str) -> dict[str, Any]:
    """Return an event's document as the next link. `record` is the sealed one that the event left behind.

    `previous` is the link before, "" for the first.
    """
    doc = {**event, "salt": salt, "said": _commitment(event, EVENT_TEXTS, salt), "record": _digest(record)}
    return {**doc, "link": _link(previous, doc)}


def erased(doc: Doc) -> dict[str, Any]:
    """Return a document of a record or an event without its texts and salt. What it said can still be proven."""
    texts = RECORD_TEXTS if "by" in doc else EVENT_TEXTS
    return {key: {} if key in texts else value for key, value in doc.items() if key != "salt"}


def place(doc: Doc) -> str:
    """Return where a history stands after an event: at which, and by which link."""
    return f"{doc['seq']} {doc['link']}"


def link_at(place: str, seq: int) -> str | None:
    """Return the link of the event `seq` if a history stood there; None when it stood elsewhere."""
    at, _, link = place.partition(" ")
    return link if at == str(seq) else None


@dataclass
class _History:
    """How far a record's history has been followed, and where the record says that it stands."""

    revision: int
    record: str
    place: str
    trouble: str
    reached: int = 0
    link: str = ""
    last_record: str = ""


class Histories:
    """Follows the histories of all records at once: first every record, then every event, each record's in order."""

    def __init__(self) -> None:
        """Begin with no record."""
        self._histories: dict[str, _History] = {}
        self._strays: list[str] = []

    def record(self, doc: Doc) -> None:
        """Take notice of a record."""
        trouble = "" if _kept(doc, RECORD_TEXTS) else "the record was changed"
        self._histories[doc["number"]] = _History(doc["revision"], _digest(doc), doc["link"], trouble)

    def event(self, doc: Doc) -> None:
        """Follow one more event."""
        number, seq = doc["number"], doc["seq"]
        history = self._histories.get(number)
        if history is None:
            self._strays.append(f"event {seq} of {number} belongs to no record")
        elif not history.trouble:
            history.trouble = _misfit(history, doc, seq)
            history.reached, history.link, history.last_record = seq, doc["link"], doc["record"]

    def troubles(self) -> Iterator[str]:
        """Return what does not fit, one sentence each."""
        yield from self._strays
        for number, history in self._histories.items():
            if trouble := history.trouble or _unfinished(history):
                yield f"the history of {number}: {trouble}"


def _misfit(history: _History, doc: Doc, seq: int) -> str:
    if seq != history.reached + 1:
        return f"event {history.reached + 1} is missing"
    return "" if _kept(doc, EVENT_TEXTS) and doc["link"] == _link(history.link, doc) else f"event {seq} was changed"


def _unfinished(history: _History) -> str:
    if history.reached != history.revision:
        return f"event {history.reached + 1} is missing"
    stands = history.last_record == history.record and link_at(history.place, history.reached) == history.link
    return "" if stands else "the record was changed"


def _kept(doc: Doc, texts: tuple[str, ...]) -> bool:
    """Tell whether the texts are those that were committed to, or have been erased altogether."""
    if "salt" not in doc:
        return not any(doc.get(name) for name in texts)
    return bool(doc["said"] == _commitment(doc, texts, doc["salt"]))


def _commitment(doc: Doc, texts: tuple[str, ...], salt: str) -> str:
    said = {name: doc[name] for name in texts if name in doc}
    return _sha256(f"{salt}\n{canonical(said)}")


def _digest(record: Doc) -> str:
    """Return what an event says of the record that it left behind: all but the texts, and the commitment to those."""
    left_out = {*RECORD_TEXTS, *_ABOUT_RECORD}
    shown = {key: value for key, value in record.items() if key not in left_out}
    return _sha256(f"{canonical(shown)}\n{record['said']}")


def _link(previous: str, doc: Doc) -> str:
    left_out = {*EVENT_TEXTS, *_ABOUT_EVENT}
    shown = {key: value for key, value in doc.items() if key not in left_out}
    return _sha256(f"{previous}\n{canonical(shown)}\n{doc['said']}\n{doc['record']}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
