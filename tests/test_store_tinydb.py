"""TinyDB's own calls on our tables: by id and by an index they answer, and nothing else walks through a table."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import where
from tinydb.operations import increment
from tinydb.table import Document

from playbook.life.ports import Damaged
from storage.queries import Unindexed, create
from storage.schema import AGENDA, ALL_TABLES, INDEXES, OPEN, PARTS, REQUESTS, SERIAL, URGENCY
from storage.tinydb.rows import SQLITE
from storage.tinydb.tables import Database, Documents


def request(serial: int, **parts: Any) -> Document:
    """Return a document as the requests' table holds them."""
    by = {"serial": serial, "open": None if parts.get("state") == "closed" else 1}
    answers = {"workload": parts.pop("workload", "AADP")}
    doc = {"rev": 1, "state": "submitted", "fpm": "fran", "sme": None, "answers": answers, "by": by, **parts}
    return Document(doc, doc_id=f"SME-{serial:04d}")  # type: ignore[arg-type] # ids are texts here


@pytest.fixture
def requests(tmp_path: Path) -> Iterator[Documents]:
    """Lend a table with three requests."""
    connection = sqlite3.connect(tmp_path / "some.db", isolation_level=None)
    for statement in create(SQLITE):
        connection.execute(statement)
    table = Database(connection).documents(REQUESTS)
    for one in (request(1), request(2, fpm="felix", state="closed"), request(10_000, workload="INTUNE")):
        table.insert(one)
    yield table
    connection.close()


def ids(found: list[Document]) -> list[Any]:
    """Return which documents were found."""
    return [one.doc_id for one in found]


def test_a_document_is_got_by_its_id(requests: Documents) -> None:
    found = requests.get(doc_id="SME-0001")  # type: ignore[call-overload]
    assert (found, found.doc_id) == (request(1), "SME-0001")
    assert requests.get(doc_id="SME-0007") is None  # type: ignore[call-overload]
    assert requests.contains(doc_id="SME-0002")  # type: ignore[arg-type]


def test_an_id_is_taken_once(requests: Documents) -> None:
    with pytest.raises(ValueError, match="already exists"):
        requests.insert(request(1, fpm="felix"))
    assert requests.get(doc_id="SME-0001") == request(1)  # type: ignore[call-overload]


def test_documents_are_removed_by_id_and_the_others_stay(requests: Documents) -> None:
    assert requests.remove(doc_ids=["SME-0001", "SME-0007"]) == ["SME-0001"]  # type: ignore[list-item,comparison-overlap]
    assert ids(requests.search(None, SERIAL)) == ["SME-0002", "SME-10000"]


def test_a_document_is_replaced_whole(requests: Documents) -> None:
    shorter = request(1)
    del shorter["sme"]
    requests.put(shorter)
    assert requests.get(doc_id="SME-0001") == shorter  # type: ignore[call-overload]


def test_documents_are_searched_by_an_index_in_an_order_and_up_to_a_number(requests: Documents) -> None:
    assert ids(requests.search(where("fpm") == "fran", SERIAL, descending=True)) == ["SME-10000", "SME-0001"]
    assert ids(requests.search(None, SERIAL, descending=True, limit=2)) == ["SME-10000", "SME-0002"]
    assert ids(requests.search(where("answers")["workload"] == "INTUNE", SERIAL)) == ["SME-10000"]
    below = (where("by")["serial"] < 10_000) & (where("state").one_of(["submitted", "closed"]))
    assert ids(requests.search(below, SERIAL)) == ["SME-0001", "SME-0002"]


def test_an_index_finds_what_tinydb_would_find_by_walking_through_all(requests: Documents) -> None:
    everything = [request(1), request(2, fpm="felix", state="closed"), request(10_000, workload="INTUNE")]
    for query in (
        (where("fpm") == "fran") & (where("state") == "submitted"),
        (where("by")["open"] == 1) & (where("by")["serial"] >= 2),
        (where("by")["serial"] > 1) & (where("fpm") != None),  # noqa: E711 - a query, not a comparison
        (where("by")["serial"] <= 2) & (where("sme") != None),  # noqa: E711
        where("fpm").one_of(["felix", "nobody"]),
    ):
        assert ids(requests.search(query, SERIAL)) == [one.doc_id for one in everything if query(one)]


@pytest.mark.parametrize("name", ["x') = 'x' OR ('1", "a b", "a.b", 'a"b', "a}", ""])
def test_a_name_of_a_part_is_never_a_piece_of_sql(requests: Documents, name: str) -> None:
    for query in (
        (where("fpm") == "fran") & (where(name) == "x"),
        (where("fpm") == "fran") & (where("answers")[name] == "x"),
    ):
        with pytest.raises(Unindexed):
            requests.search(query, SERIAL)


WALKS: dict[str, Callable[[Documents], object]] = {
    "all": lambda table: table.all(),
    "iterating": list,
    "counting": len,
    "a search by what has no index": lambda table: table.search(where("ruling") == "R7"),
    "a search in an order that has no index": lambda table: table.search(None, ("state",)),
    "a search by a function": lambda table: table.search(where("fpm").test(bool)),
    "a search for one or the other": lambda table: table.search((where("fpm") == "a") | (where("fpm") == "b")),
    "getting by a query": lambda table: table.get(where("fpm") == "fran"),
    "updating": lambda table: table.update(increment("rev")),
    "updating by a query": lambda table: table.update({"fpm": None}, where("fpm") == "fran"),
    "upserting": lambda table: table.upsert({"fpm": None}, where("fpm") == "fran"),
    "removing by a query": lambda table: table.remove(where("fpm") == "fran"),
    "an id of its own": lambda table: table.insert({"rev": 1}),
}


@pytest.mark.parametrize("walk", list(WALKS))
def test_nothing_walks_through_a_table(requests: Documents, walk: str) -> None:
    with pytest.raises(Unindexed):
        WALKS[walk](requests)
    assert len(requests.search(None, SERIAL)) == 3


def plan(connection: sqlite3.Connection, table: str, query: Any, order: Any) -> str:
    """Return how SQLite goes about a search."""
    said: list[str] = []
    connection.set_trace_callback(said.append)
    Database(connection).documents(table).search(query, order, limit=5)
    connection.set_trace_callback(None)
    return " ".join(str(row[-1]) for row in connection.execute(f"EXPLAIN QUERY PLAN {said[-1]}"))


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: index.name)
def test_every_index_answers_what_it_stands_for(requests: Documents, index: Any) -> None:
    connection: sqlite3.Connection = requests.storage.connection  # type: ignore[attr-defined]
    first = index.parts[0]
    path = where(first[0])[first[1]] if len(first) > 1 else where(first[0])
    asked: Any = (path <= "2026") if index.table == AGENDA and first != ("by", "held") else (path == "x")
    if first == SERIAL:
        asked = path < 9
    if first == URGENCY:
        asked = path > "2026"
    if index.only_open:
        asked &= where(OPEN[0])[OPEN[1]] == 1
    order = next((one for one in (SERIAL, URGENCY) if one in index.parts), first)
    found = plan(connection, index.table, asked, order)
    assert f"USING INDEX {index.name}" in found
    # What is read in an order stands in it, so that a page costs a page however much there is.
    assert order not in (SERIAL, URGENCY) or "B-TREE" not in found


def test_no_table_has_an_index_that_is_not_declared(requests: Documents) -> None:
    connection: sqlite3.Connection = requests.storage.connection  # type: ignore[attr-defined]
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    assert {name for (name,) in found} == {one.name for one in INDEXES}
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert {name for (name,) in tables} == set(ALL_TABLES)
    assert PARTS["workload"] in {part for one in INDEXES for part in one.parts}


def test_a_row_that_changed_by_itself_is_refused(requests: Documents) -> None:
    connection: sqlite3.Connection = requests.storage.connection  # type: ignore[attr-defined]
    connection.execute("UPDATE requests SET doc = replace(doc, 'felix', 'frank')")
    with pytest.raises(Damaged, match="requests 'SME-0002' is not as it was written"):
        requests.get(doc_id="SME-0002")  # type: ignore[call-overload]
    assert requests.get(doc_id="SME-0001")  # type: ignore[call-overload]


def test_what_is_returned_can_be_changed_without_changing_the_table(requests: Documents) -> None:
    requests.search(None, SERIAL)[0]["fpm"] = "changed"
    assert requests.search(None, SERIAL)[0]["fpm"] == "fran"
