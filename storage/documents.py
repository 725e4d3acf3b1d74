"""What an engine keeps, what may be asked of it, and what may be written to it.

An engine knows documents by (table, id), each with a revision that changes with every write, and nothing of requests.
Queries are TinyDB's (`where("fpm") == key`): the one language in which both engines are asked.
"""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any, Protocol

import structlog
from tinydb.queries import Query, QueryLike

from playbook.life.ports import Conflict, Damaged, StoreUnavailable
from playbook.life.records import Record

logger = structlog.stdlib.get_logger(__name__)

Row = dict[str, Any]
Path = tuple[str, ...]

# Documents in the order in which they first came, and the id as a query names it: what a document says itself begins
# with no such mark.
ARRIVAL: Path = ()
ID: Path = ("_id",)

# The revision of a document that is not there.
ABSENT = 0
# How many documents are read or written at a time where all are.
BATCH = 500


class CannotOpen(StoreUnavailable):
    """The store must not be opened as it stands; the text says what to do."""


@dataclass(frozen=True)
class Kept:
    """One document as it stands in a store."""

    table: str
    id: str
    rev: int
    doc: Row


@dataclass(frozen=True)
class Put:
    """Put a document whole. `expects` is the revision that has to stand there, ABSENT for none; None replaces anything.

    `first` is the revision with which it begins where it was absent or anything. Where a document may be removed and
    come again, it is one that was never used: what somebody holds of the former must not fit the latter.
    """

    table: str
    id: str
    doc: Row
    expects: int | None = None
    first: int = 1

    @property
    def rev(self) -> int:
        """The revision that it has when it is written."""
        return self.expects + 1 if self.expects else self.first


@dataclass(frozen=True)
class Drop:
    """Remove a document. `expects` is the revision that has to stand there; None removes whatever does, if anything."""

    table: str
    id: str
    expects: int | None = None


Write = Put | Drop


@dataclass(frozen=True)
class Get:
    """Ask for the documents with these ids; those that are absent are left out. Answered by [Kept, ...]."""

    table: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Find:
    """Ask for documents by an index, in an order. None matches all. Answered by [Kept, ...]."""

    table: str
    query: QueryLike | None
    order: Path = ARRIVAL
    descending: bool = False
    limit: int | None = None


@dataclass(frozen=True)
class Tally:
    """Ask how many documents have each value of a part. Answered by {value: count}."""

    table: str
    query: QueryLike
    by: Path


Ask = Get | Find | Tally


@lru_cache(maxsize=256)
def at(path: Path) -> Query:
    """Return a part of a document as a query names it."""
    return reduce(lambda query, name: query[name], path, Query())


def beneath(table: str, prefix: str) -> Find:
    """Return what asks for the documents whose ids begin so, in the order in which they came."""
    return Find(table, (at(ID) >= prefix) & (at(ID) < prefix[:-1] + chr(ord(prefix[-1]) + 1)))


# What is wrong with a record by what stands outside of the store, in one sentence; "" for nothing.
Check = Callable[[Record], str]


class Readable(Protocol):
    """Documents that can be looked at, be they in use by somebody else."""

    async def look(self, *asks: Ask) -> list[Any]:
        """Answer all that is asked, as it stands in one moment."""

    def rows(self) -> AsyncIterator[Kept]:
        """Return all documents as they are at one moment, table by table, each in the order in which they came."""

    async def troubles(self, check: Check | None = None) -> list[str]:
        """Look through everything; return what is not as it was written, and what `check` says of records."""


class Engine(Readable, Protocol):
    """One open engine. `shared` tells whether other processes may have the same documents open."""

    shared: bool

    async def write(self, writes: Sequence[Write]) -> None:
        """Write all of it; raise Conflict, with nothing written, when one document is not as it was expected.

        What was written is durable. StoreUnavailable means that the outcome is unknown.
        """

    async def write_and_tell(self, writes: Sequence[Write], table: str, key: str) -> bool:
        """Write as `write` does; tell whether a document stands there after that, by whomever it was put."""

    async def write_each(self, writes: Sequence[Put]) -> list[bool]:
        """Write those that are as they were expected, and tell which."""

    async def fill(self, rows: AsyncIterator[Kept]) -> None:
        """Put these documents into an empty store, all or none; raise Conflict when it is not empty."""

    def hear(self, heard: Callable[[], None]) -> None:
        """Call `heard` whenever another process has told of news."""

    def tell(self) -> None:
        """Tell the other processes of news; a hint, not a promise."""

    def noted(self, error: Damaged) -> Damaged:
        """Return the error about what is not as it was written; `check` says so from now on."""

    async def check(self) -> None:
        """Return when documents can be written; raise StoreUnavailable otherwise, Damaged once damage was met."""

    async def close(self) -> None:
        """Let go of the store."""


async def put(engine: Engine, *puts: Put) -> None:
    """Write documents as Engine.write does. They may stand there already: an earlier answer may have been lost."""
    try:
        await engine.write(puts)
    except Conflict:
        found = await engine.look(*(Get(one.table, (one.id,)) for one in puts))
        if [one.doc for answer in found for one in answer] != [one.doc for one in puts]:
            raise


class Witness:
    """Remembers the damage that an engine met, and tells of it once."""

    damage = ""

    def noted(self, error: Damaged) -> Damaged:
        """See Engine."""
        if not self.damage:
            logger.critical("store_damaged", why=str(error))
        self.damage = str(error)
        return error


def damaged(what: str) -> Damaged:
    """Return the error about a store that no longer tells the truth."""
    return Damaged(
        f"the store is damaged: {what}. Nothing was changed. Stop the bot and restore a backup; see the README"
    )


async def batches(rows: AsyncIterator[Kept]) -> AsyncIterator[list[Kept]]:
    """Return documents some hundred at a time, those of a table together."""
    batch: list[Kept] = []
    async for one in rows:
        if batch and (one.table != batch[0].table or len(batch) == BATCH):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def row_of(one: Kept | Put) -> Row:
    """Return a document as an engine keeps it, its revision before what it says."""
    return {"rev": one.rev, **one.doc}


def kept(table: str, key: str, row: Row) -> Kept:
    """Return the document of a row that an engine has read."""
    return Kept(table, key, row.pop("rev", ABSENT), row)


def written(row: Row) -> str:
    """Return a row as it is kept, its keys in their own order: answers stand in the order of the questions."""
    return _ENCODER.encode(row)
