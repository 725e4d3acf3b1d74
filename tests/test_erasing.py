"""What people wrote can be taken away later; who did what, when and in which order can still be proven."""

from collections.abc import Callable

import pytest

from playbook.life.ports import Store
from storage.chain import Histories, erased
from storage.documents import Kept, Row
from storage.schema import EVENTS, REQUESTS
from storage.store import DocumentStore
from tests import keeping
from tests.keeping import FRAN, PAT, Shelf, filing, step

shelf, store = keeping.shelf, keeping.store


async def kept(store: Store) -> list[Kept]:
    """Return the request and its events as they are kept."""
    assert isinstance(store, DocumentStore)
    await store.commit(filing())
    await store.commit(step(filing().record))
    return [one async for one in store.engine.rows() if one.table in (REQUESTS, EVENTS)]


def troubles(rows: list[Kept]) -> list[str]:
    """Follow a history, as `verify` does."""
    found = Histories()
    for one in rows:
        (found.record if one.table == REQUESTS else found.event)(one.doc)
    return list(found.troubles())


def without_texts(rows: list[Kept]) -> list[Kept]:
    """Return documents whose texts were taken away."""
    return [Kept(one.table, one.id, one.rev, erased(one.doc)) for one in rows]


async def test_nothing_that_was_written_stays_and_the_history_still_holds(shelf: Shelf) -> None:
    rows = without_texts(await kept(shelf.store))
    assert "hybrid join" not in str(rows)
    assert "It fits" not in str(rows)
    assert troubles(rows) == []


async def test_some_texts_can_go_and_the_others_are_still_proven(store: Store) -> None:
    rows = await kept(store)
    assert troubles([*without_texts(rows[:2]), rows[2]]) == []
    forged = Kept(rows[2].table, rows[2].id, rows[2].rev, {**rows[2].doc, "details": {"reason": "It is a favour"}})
    assert troubles([*without_texts(rows[:2]), forged]) == ["the history of SME-0001: event 2 was changed"]


FORGERIES: dict[str, Callable[[Row], Row]] = {
    "the actor": lambda doc: {**doc, "actor": PAT},
    "the time": lambda doc: {**doc, "at": "2026-03-03T09:00:00.000000+00:00"},
    "the state": lambda doc: {**doc, "target": "denied"},
    "a text that comes back": lambda doc: {**doc, "details": {"reason": "It is a favour"}},
    "the commitment": lambda doc: {**doc, "said": "0" * 64},
}


@pytest.mark.parametrize("what", list(FORGERIES))
async def test_what_was_erased_cannot_be_changed_unseen(store: Store, what: str) -> None:
    first, second, third = without_texts(await kept(store))
    assert third.doc["actor"] == FRAN
    forged = Kept(third.table, third.id, third.rev, FORGERIES[what](third.doc))
    assert troubles([first, second, forged]) == ["the history of SME-0001: event 2 was changed"]


async def test_the_same_words_are_committed_to_differently_each_time(store: Store) -> None:
    await kept(store)
    await store.commit(filing("SME-0002"))
    await store.commit(step(filing("SME-0002").record))
    assert isinstance(store, DocumentStore)
    said = [one.doc["said"] async for one in store.engine.rows() if one.table == EVENTS and one.doc["seq"] == 2]
    assert len(set(said)) == 2
