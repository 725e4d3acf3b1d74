"""Taking over the file of earlier versions: one JSON document that was rewritten whole with every change."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from playbook.people import PersonKey
from playbook.records import Draft, Event, Notice, Request
from playbook.store import Copy, Reference
from storage.archive import COPIES, DRAFTS, EVENTS, OUTBOX, REFERENCES, REQUESTS, STATES, Row, StoredRow
from storage.chain import chained
from storage.codec import Record, RecordError, decode
from storage.document_ids import copy_id, draft_id, event_id
from storage.files import whole
from storage.locking import Busy, FileLock
from storage.rows import CannotOpen, SqlRows

FORMER = "store.json"
BACKUP = "store.json.before-sqlite"
_TAKEN_OVER = "taken over"

Tables = Mapping[str, Mapping[str, Any]]


def take_over(folder: Path, path: Path, new_store: Callable[[Path], SqlRows]) -> None:
    """Make a store of the former file, if there is one and no store yet. The file itself is kept under a name of
    its own; raise CannotOpen when it is damaged, in use, or stands beside a store that was made without it."""
    former = folder / FORMER
    if not former.exists():
        return
    try:
        lock = FileLock(folder / f"{FORMER}.lock")
    except Busy as error:
        raise CannotOpen("an earlier version of this program is running on it; stop that one first") from error
    try:
        content = former.read_bytes()
        if not path.exists():
            _make(path, content, new_store)
        elif _made_of(path, new_store) != _digest(content):
            raise CannotOpen(
                f"{former} stands beside it and holds other data: an earlier version was started since. "
                "Move one of the two away"
            )
        former.replace(folder / BACKUP)
    finally:
        lock.free()


def _make(path: Path, content: bytes, new_store: Callable[[Path], SqlRows]) -> None:
    tables = _parsed(content)
    with whole(path) as unfinished:
        rows = new_store(unfinished)
        try:
            with rows.transaction():
                for kept in _kept(tables):
                    rows.put(kept.table, kept.id, kept.doc)
                rows.put("about", _TAKEN_OVER, {"sha256": _digest(content)})
        finally:
            # The last connection that closes brings the write-ahead log into the file.
            rows.connection.close()


def _made_of(path: Path, new_store: Callable[[Path], SqlRows]) -> str:
    rows = new_store(path)
    try:
        return str((rows.get("about", _TAKEN_OVER) or {}).get("sha256"))
    finally:
        rows.connection.close()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _parsed(content: bytes) -> Tables:
    try:
        tables = json.loads(content)
        known = {name: tables.get(name, {}) for name in (REQUESTS, DRAFTS, OUTBOX, REFERENCES, COPIES, STATES)}
        _read_every_record(known)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        said = error if isinstance(error, RecordError) else repr(error)
        raise CannotOpen(
            f"{FORMER} is damaged ({said}). Nothing was changed. Put back a backup of it, or move the file away"
        ) from error
    return {name: rows for name, rows in {**tables, **known}.items() if rows}


def _read_every_record(tables: Tables) -> None:
    for kept in _kept(tables):
        for kind, doc in _records(kept):
            decode(kind, doc)


def _records(kept: StoredRow) -> Iterator[tuple[type[Record], Row]]:
    kinds: dict[str, type[Record]] = {REQUESTS: Request, DRAFTS: Draft, REFERENCES: Reference, COPIES: Copy}
    if kept.table in kinds:
        yield kinds[kept.table], kept.doc
    elif kept.table == EVENTS:
        yield Event, kept.doc["event"]
    elif kept.table == OUTBOX:
        yield Notice, kept.doc["notice"]


def _kept(tables: Tables) -> Iterator[StoredRow]:
    """Return the rows of the former tables as they stand in a store; tables nobody knows are carried along."""
    for table, rows in tables.items():
        for key, row in rows.items():
            if table == REQUESTS:
                yield from _request(key, row)
            elif table == DRAFTS:
                yield from (StoredRow(DRAFTS, draft_id(PersonKey(key), slot), doc) for slot, doc in row.items())
            elif table == COPIES:
                yield from (StoredRow(COPIES, copy_id(decode(Copy, doc)), doc) for doc in row.values())
            else:
                yield StoredRow(table, key, row)


def _request(number: str, row: Row) -> Iterator[StoredRow]:
    """Chain the events as they come over. What a request looked like before its last event is not known any more."""
    yield StoredRow(REQUESTS, number, row["request"])
    previous = ""
    for event in row["events"]:
        last = event["seq"] == row["request"]["revision"]
        link = chained(previous, event, row["request"] if last else {})
        previous = link.hash
        yield StoredRow(
            EVENTS, event_id(number, event["seq"]), {"event": event, "record": link.record, "hash": link.hash}
        )
