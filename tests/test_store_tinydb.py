"""TinyDB's own calls on our tables, and tables of a stock TinyDB over our storage."""

import sqlite3
from collections.abc import Iterator, MutableMapping
from pathlib import Path

import pytest
from tinydb import TinyDB, where
from tinydb.operations import increment
from tinydb.table import Document, Table

from playbook.life.ports import Damaged
from storage.rows import SqlRows
from storage.tables import Database, Rows, SqliteStorage


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Lend a database of its own."""
    connection = sqlite3.connect(tmp_path / "some.db", isolation_level=None)
    yield Database(SqlRows(connection))
    connection.close()


@pytest.fixture
def people(database: Database) -> Rows:
    """Lend a table with two people."""
    people = database.rows("people")
    people.insert(Document({"name": "Pat", "seats": 1}, doc_id="pat"))  # type: ignore[arg-type] # ids are texts here
    people.insert(Document({"name": "Fran", "seats": 2}, doc_id="fran"))  # type: ignore[arg-type]
    return people


def names(people: Table) -> list[str]:
    """Return who is there, in order."""
    return [one["name"] for one in people]


def test_a_document_is_got_by_id_and_by_what_it_says(people: Rows) -> None:
    by_id = people.get(doc_id="pat")  # type: ignore[call-overload]
    assert (by_id, by_id.doc_id) == ({"name": "Pat", "seats": 1}, "pat")
    assert people.get(where("seats") == 2) == {"name": "Fran", "seats": 2}
    assert people.get(doc_id="nobody") is None  # type: ignore[call-overload]
    assert people.contains(doc_id="fran")  # type: ignore[arg-type]
    assert not people.contains(where("name") == "Tess")


def test_documents_are_searched_counted_and_listed_in_their_order(people: Rows) -> None:
    assert people.search(where("seats") >= 1) == people.all()
    assert names(people) == ["Pat", "Fran"]
    assert people.count(where("seats") > 1) == 1
    assert len(people) == 2


def test_documents_are_updated_by_id_by_query_and_by_operation(people: Rows) -> None:
    people.update({"seats": 5}, doc_ids=["pat"])  # type: ignore[list-item]
    people.update(increment("seats"), where("name") == "Fran")
    people.update_multiple([({"region": "EMEA"}, where("seats") == 5)])
    assert people.all() == [{"name": "Pat", "seats": 5, "region": "EMEA"}, {"name": "Fran", "seats": 3}]
    people.update({"seats": 0})
    assert [one["seats"] for one in people] == [0, 0]


def test_a_document_is_upserted(people: Rows) -> None:
    people.upsert({"name": "Pat", "seats": 9}, where("name") == "Pat")
    people.upsert({"name": "Tess", "seats": 4}, where("name") == "Tess")
    assert names(people) == ["Pat", "Fran", "Tess"]
    assert people.get(where("name") == "Pat") == {"name": "Pat", "seats": 9}


def test_documents_are_removed_by_id_by_query_and_all(people: Rows) -> None:
    people.remove(doc_ids=["pat"])  # type: ignore[list-item]
    assert names(people) == ["Fran"]
    people.remove(where("name") == "Fran")
    assert people.all() == []
    people.insert({"name": "Tess"})
    people.truncate()
    assert len(people) == 0


def test_many_documents_are_inserted_with_ids_of_their_own(people: Rows) -> None:
    ids = people.insert_multiple({"name": f"Person {one}"} for one in range(5))
    assert [str(one) for one in ids] == ["1", "2", "3", "4", "5"]
    assert len(people) == 7


def test_a_document_without_an_id_takes_no_others_place(people: Rows) -> None:
    people.put("7", {"name": "Tess"})
    assert str(people.insert({"name": "Sam"})) == "8"
    people.put("9", {"name": "Sana"})
    assert str(people.insert({"name": "Gwen"})) == "10"
    assert names(people) == ["Pat", "Fran", "Tess", "Sam", "Sana", "Gwen"]


def test_an_id_is_taken_once(people: Rows) -> None:
    with pytest.raises(ValueError, match="already exists"):
        people.insert(Document({"name": "Other"}, doc_id="pat"))  # type: ignore[arg-type]
    assert people.get(doc_id="pat") == {"name": "Pat", "seats": 1}  # type: ignore[call-overload]


def test_an_update_that_fails_changes_nothing(people: Rows) -> None:
    def break_off(document: MutableMapping[str, object]) -> None:
        document["seats"] = 99
        if document["name"] == "Fran":
            raise RuntimeError

    with pytest.raises(RuntimeError):
        people.update(break_off)
    assert [one["seats"] for one in people] == [1, 2]


def test_tables_are_listed_and_dropped(database: Database, people: Rows) -> None:
    database.rows("others").insert({"a": 1})
    assert database.tables() == {"people", "others"}
    database.drop_table("others")
    assert database.tables() == {"people"}
    database.drop_tables()
    assert len(people) == 0


def test_a_name_of_a_table_is_no_sql(database: Database) -> None:
    name = 'odd"; DROP TABLE people; --'
    database.rows(name).insert({"a": 1})
    assert database.tables() == {name}


def test_what_is_returned_can_be_changed_without_changing_the_table(people: Rows) -> None:
    people.all()[0]["name"] = "changed"
    assert names(people) == ["Pat", "Fran"]


def test_a_stock_tinydb_works_over_our_storage(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "stock.db", isolation_level=None)
    stock = TinyDB(SqlRows(connection), storage=SqliteStorage)
    stock.insert_multiple([{"name": "Pat"}, {"name": "Fran"}])
    stock.update({"seats": 3}, where("name") == "Pat")
    stock.remove(where("name") == "Fran")
    assert TinyDB(SqlRows(connection), storage=SqliteStorage).all() == [{"name": "Pat", "seats": 3}]
    connection.close()


def test_a_row_that_changed_by_itself_is_refused(database: Database, people: Rows) -> None:
    rows: SqlRows = database.storage.rows  # type: ignore[attr-defined]
    rows.connection.execute("UPDATE people SET doc = replace(doc, 'Pat', 'Bat')")
    with pytest.raises(Damaged, match="people 'pat' is not as it was written"):
        people.get(doc_id="pat")  # type: ignore[call-overload]
    assert people.get(doc_id="fran")  # type: ignore[call-overload]
