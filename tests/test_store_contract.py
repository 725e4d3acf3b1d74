"""What every store does with requests, whichever engine keeps them."""

import asyncio
from dataclasses import dataclass, replace

import pytest

from playbook.life.ports import Conflict, Query, StoreUnavailable, find_any
from playbook.life.records import Change, Record, Revision, Timer
from playbook.requests.queries import requests_with
from playbook.requests.record import Request, State
from playbook.requests.table import FINAL
from storage import reading, schema
from storage.documents import Ask
from storage.store import DocumentStore
from tests import keeping
from tests.keeping import (
    AT,
    FRAN,
    MINUTE,
    PAT,
    QUINN,
    SAM,
    Shelf,
    draft,
    filing,
    number_of,
    step,
)  # fmt: skip

shelf, store = keeping.shelf, keeping.store


async def test_a_filed_request_is_there_after_a_restart(shelf: Shelf) -> None:
    change = filing()
    await shelf.store.commit(change)
    store = await shelf.reopen()
    assert await store.get(Request, "SME-0001") == change.record
    assert await store.history("SME-0001") == (change.event,)


async def test_an_unknown_number_is_nothing_and_has_no_history(store: DocumentStore) -> None:
    assert await store.get(Request, "SME-0001") is None
    assert await store.history("SME-0001") == ()


async def test_every_step_is_kept_in_the_history(store: DocumentStore) -> None:
    filed, approved = filing(), step(filing().record)
    await store.commit(filed)
    await store.commit(approved)
    assert await store.get(Request, "SME-0001") == approved.record
    assert await store.history("SME-0001") == (filed.event, approved.event)


async def test_a_second_request_cannot_take_a_number_in_use(store: DocumentStore) -> None:
    await store.commit(filing())
    with pytest.raises(Conflict):
        await store.commit(filing(requester=QUINN))
    stored = await store.get(Request, "SME-0001")
    assert stored == filing().record


async def test_two_drafts_filed_under_one_number_in_one_moment_are_not_the_same_change(store: DocumentStore) -> None:
    await store.commit(filing(origin="one draft"))
    with pytest.raises(Conflict):
        await store.commit(filing(origin="another draft"))
    with pytest.raises(Conflict):
        await store.commit(filing(origin="one draft", answers={}))


async def test_a_stale_revision_writes_nothing(store: DocumentStore) -> None:
    filed = filing()
    await store.commit(filed)
    approved = step(filed.record)
    await store.commit(approved)
    with pytest.raises(Conflict):
        await store.commit(step(filed.record, State.DENIED))
    assert await store.get(Request, "SME-0001") == approved.record
    assert await store.history("SME-0001") == (filed.event, approved.event)
    assert len(await store.claim(AT, 9, MINUTE)) == 2


async def test_a_step_of_a_request_that_was_never_filed_is_a_conflict(store: DocumentStore) -> None:
    with pytest.raises(Conflict):
        await store.commit(step(filing().record))
    assert await store.last_serial(Request) == 0


async def test_the_same_change_again_succeeds_without_a_second_effect(store: DocumentStore) -> None:
    change = filing()
    await store.commit(change)
    (claimed,) = await store.claim(AT, 9, MINUTE)
    await store.settle(claimed, None)
    await store.commit(change)
    assert await store.history("SME-0001") == (change.event,)
    assert await store.claim(AT + 9 * MINUTE, 9, MINUTE) == ()


async def test_the_same_change_again_succeeds_even_after_later_steps(shelf: Shelf) -> None:
    change = filing()
    approved = step(change.record)
    await shelf.store.commit(change)
    await shelf.store.commit(approved)
    store = await shelf.reopen()
    await store.commit(change)
    assert await store.get(Request, "SME-0001") == approved.record


async def test_the_same_change_twice_at_the_same_time_has_one_effect(store: DocumentStore) -> None:
    change = filing()
    await asyncio.gather(store.commit(change), store.commit(change))
    assert len(await store.history("SME-0001")) == 1
    assert len(await store.claim(AT, 9, MINUTE)) == 1


async def test_of_fifty_concurrent_approvals_exactly_one_wins(store: DocumentStore) -> None:
    filed = filing().record
    await store.commit(filing())
    people = [replace(step(filed).event, details={"reason": f"reason {one}"}) for one in range(50)]
    changes = [replace(step(filed), event=event) for event in people]
    outcomes = await asyncio.gather(*(store.commit(change) for change in changes), return_exceptions=True)
    winners = [change for change, outcome in zip(changes, outcomes, strict=True) if outcome is None]
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 49
    assert [change.event for change in winners] == [(await store.history("SME-0001"))[1]]


async def test_whoever_loses_a_race_reads_what_the_winner_did(store: DocumentStore) -> None:
    filed = filing()
    await store.commit(filed)

    async def approve(reason: str) -> State | None:
        change = step(filed.record)
        try:
            await store.commit(replace(change, event=replace(change.event, details={"reason": reason})))
        except Conflict:
            now = await store.get(Request, "SME-0001")
            return now.state if now else None
        return None

    assert set(await asyncio.gather(*(approve(str(one)) for one in range(5)))) == {None, State.APPROVED}


async def test_requests_filed_at_the_same_time_all_find_a_number(store: DocumentStore) -> None:
    async def file() -> None:
        await store.commit(filing(number_of(await store.last_serial(Request) + 1)))

    await asyncio.gather(*(file() for _ in range(20)))
    assert await store.last_serial(Request) == 20


async def test_a_filing_uses_up_its_draft(shelf: Shelf) -> None:
    await shelf.store.put_draft(draft())
    await shelf.store.commit(replace(filing(), closes="new"))
    store = await shelf.reopen()
    assert await store.draft(PAT, "new") is None
    assert await store.drafts(PAT) == ()


async def test_a_filing_whose_draft_is_gone_writes_nothing(store: DocumentStore) -> None:
    with pytest.raises(Conflict):
        await store.commit(replace(filing(), closes="new"))
    assert await store.get(Request, "SME-0001") is None
    assert await store.claim(AT, 9, MINUTE) == ()


async def test_a_filing_does_not_use_up_a_draft_begun_since(store: DocumentStore) -> None:
    await store.put_draft(replace(draft(), id="begun since"))
    with pytest.raises(Conflict):
        await store.commit(replace(filing(), closes="new"))
    assert await store.draft(PAT, "new") is not None


async def test_a_resubmission_uses_up_the_draft_of_its_number(store: DocumentStore) -> None:
    await store.commit(filing())
    await store.put_draft(replace(draft(slot="SME-0001"), id="draft of the resubmission"))
    await store.put_draft(draft())
    again = step(filing().record, State.SUBMITTED, by=PAT)
    await store.commit(replace(again, closes="SME-0001"))
    assert await store.drafts(PAT) == (draft(),)


@pytest.mark.parametrize("text", ["NUL \0 inside", "half a pair \ud83d"])
async def test_text_that_cannot_be_kept_is_refused_and_changes_nothing(store: DocumentStore, text: str) -> None:
    with pytest.raises(ValueError, match="cannot be kept"):
        await store.commit(filing(answers={"additional": text}))
    with pytest.raises(ValueError, match="cannot be kept"):
        await store.put_draft(replace(draft(), answers={"additional": text}))
    with pytest.raises(ValueError, match="cannot be kept"):
        await store.write_state({"key": {"text": [text]}})
    assert await store.last_serial(Request) == 0
    assert await store.drafts(PAT) == ()


async def test_odd_text_comes_back_as_it_was(shelf: Shelf) -> None:
    odd = "TAB\t LF\n CRLF\r\n \"quotes\" 'and' \\ 👩🏽\u200d💻 שלום \u2028 </script> \x1b[0m"
    await shelf.store.commit(filing(answers={odd: odd}))
    stored = await (await shelf.reopen()).get(Request, "SME-0001")
    assert stored is not None
    assert stored.answers == {odd: odd}


async def test_a_change_whose_parts_do_not_belong_together_is_refused(store: DocumentStore) -> None:
    change = filing()
    other = filing("SME-0002")
    for wrong in (
        replace(change, expected=1),
        replace(change, event=other.event),
        replace(change, notices=other.notices),
    ):
        with pytest.raises(ValueError, match="cannot hold"):
            await store.commit(wrong)
    assert await store.last_serial(Request) == 0


async def test_what_is_returned_can_be_changed_without_changing_the_store(store: DocumentStore) -> None:
    await store.commit(step_of_a_new_request())
    await store.write_state({"key": {"list": [1]}})
    request, (event,) = await store.get(Request, "SME-0001"), await store.history("SME-0001")
    assert request is not None
    request.answers["region"] = "changed"  # type: ignore[index]
    event.details["reason"] = "changed"  # type: ignore[index]
    (await store.read_state(["key"]))["key"]["list"].append(2)  # type: ignore[attr-defined]
    assert "region" not in (await store.find(Request, requests_with())).records[0].answers
    assert (await store.history("SME-0001"))[0].details == {"reason": "It fits"}
    assert (await store.read_state(["key"]))["key"]["list"] == [1]


def step_of_a_new_request() -> Change[Request]:
    """Return a filing whose event has details."""
    change = filing()
    return replace(change, event=replace(change.event, details={"reason": "It fits"}))


async def test_what_was_handed_in_can_be_changed_without_changing_the_store(store: DocumentStore) -> None:
    answers = {"region": "EMEA"}
    state = {"list": [1]}
    await store.commit(filing(answers=answers))
    await store.write_state({"key": state})
    answers["region"] = "changed"
    state["list"].append(2)
    assert (await store.find(Request, requests_with())).records[0].answers == {"region": "EMEA"}
    assert (await store.read_state(["key"]))["key"]["list"] == [1]


async def test_pages_go_from_the_newest_number_down(store: DocumentStore) -> None:
    for serial in (9999, 1, 10000, 7, 8):
        await store.commit(filing(number_of(serial)))
    seen: list[list[str]] = []
    after = None
    while True:
        page = await store.find(Request, requests_with(), limit=2, after=after)
        seen.append([request.number for request in page.records])
        after = page.after
        if after is None:
            break
    assert seen == [["SME-10000", "SME-9999"], ["SME-0008", "SME-0007"], ["SME-0001"]]


async def test_a_full_last_page_says_that_it_is_the_last(store: DocumentStore) -> None:
    for serial in (1, 2):
        await store.commit(filing(number_of(serial)))
    assert (await store.find(Request, requests_with(), limit=2)).after is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (requests_with(), {1, 2, 3}),
        (requests_with(states=frozenset({State.SUBMITTED})), {1, 2}),
        (requests_with(states=frozenset()), set()),
        (requests_with(requester=QUINN), {2}),
        (requests_with(partner="Fabrikam Services"), {2}),
        (requests_with(fpm=FRAN), {1, 3}),
        (requests_with(sme=SAM), {3}),
        (requests_with(fpm=FRAN, states=frozenset({State.SUBMITTED})), {1}),
        (requests_with(requester=PAT, partner="Fabrikam Services"), set()),
    ],
)
async def test_every_filter_that_is_given_must_match(store: DocumentStore, query: Query, found: set[int]) -> None:
    await store.commit(filing())
    await store.commit(filing(number_of(2), requester=QUINN, partner="Fabrikam Services", fpm=None))
    await store.commit(filing(number_of(3), sme=SAM, state=State.OFFERED))
    numbers = {request.number for request in (await store.find(Request, query)).records}
    assert numbers == {number_of(serial) for serial in found}


async def test_a_closed_store_refuses_to_write(store: DocumentStore) -> None:
    await store.health()
    await store.close()
    await store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.commit(filing())
    with pytest.raises(StoreUnavailable):
        await store.health()


async def test_requests_are_found_by_what_they_ask_for_when_they_were_filed_and_their_draft(
    store: DocumentStore,
) -> None:
    await store.commit(filing(answers={"workload": "AIP_P2"}))
    await store.commit(filing(number_of(2), answers={"workload": "INTUNE"}, at=AT + MINUTE))
    await store.commit(filing(number_of(3), answers={}, at=AT + 2 * MINUTE))

    async def found(query: Query) -> set[str]:
        return {request.number for request in (await store.find(Request, query)).records}

    assert await found(requests_with(workload="INTUNE")) == {number_of(2)}
    assert await found(requests_with(since=AT + MINUTE)) == {number_of(2), number_of(3)}
    assert await found(requests_with(requester=PAT, origin="draft of SME-0003")) == {number_of(3)}
    assert await found(requests_with(workload="AIP_P2", since=AT + MINUTE)) == set()


async def test_a_list_of_the_most_urgent_begins_with_what_is_due_first_and_ends_with_what_has_no_date(
    store: DocumentStore,
) -> None:
    due = {2: AT + MINUTE, 3: AT, 4: AT + MINUTE, 10_000: AT, 5: AT - MINUTE}
    for serial, at in due.items():
        await store.commit(filing(number_of(serial), at=at))
    await store.commit(filing(at=AT - MINUTE, paused_at=AT))
    await store.commit(filing(number_of(6), at=AT - MINUTE, state=State.DENIED))
    urgent = requests_with(states=frozenset(State) - FINAL, fpm=FRAN, urgent_first=True)
    in_order = [number_of(serial) for serial in (5, 3, 10_000, 2, 4, 1)]

    async def listed(after: str | None, limit: int = 50) -> list[str]:
        pages = [
            await store.find(Request, urgent, limit, after),
            await find_any(store, Request, [urgent], limit, after),
        ]
        assert pages[0] == pages[1]
        return [one.number for one in pages[0].records]

    assert await listed(None) == in_order
    for place, number in enumerate(in_order):
        assert await listed(number, 2) == in_order[place + 1 : place + 3]
    # Who goes on behind one that is over meanwhile, or never was there, begins anew.
    assert await listed(number_of(6)) == await listed(number_of(99)) == in_order


async def test_what_is_due_with_several_people_is_one_list(store: DocumentStore) -> None:
    for serial, (person, minutes) in {1: (PAT, 3), 2: (FRAN, 2), 3: (PAT, 1), 4: (FRAN, 4)}.items():
        await store.commit(filing(number_of(serial), at=AT + minutes * MINUTE, fpm=person))
    queries = [requests_with(states=frozenset(State) - FINAL, fpm=one, urgent_first=True) for one in (PAT, FRAN)]
    page = await find_any(store, Request, queries, limit=2)
    rest = await find_any(store, Request, queries, limit=2, after=page.after)
    assert [one.number for one in (*page.records, *rest.records)] == [number_of(serial) for serial in (3, 2, 1, 4)]
    assert rest.after is None


async def test_the_filters_follow_what_a_request_becomes(store: DocumentStore) -> None:
    await store.commit(filing())
    edited = replace(filing().record, answers={"workload": "INTUNE"}, fpm=None, sme=SAM)
    await store.commit(step(edited, State.OFFERED))
    for query in (
        requests_with(workload="INTUNE"),
        requests_with(sme=SAM),
        requests_with(states=frozenset({State.OFFERED})),
    ):
        assert len((await store.find(Request, query)).records) == 1
    for query in (requests_with(fpm=FRAN), requests_with(states=frozenset({State.SUBMITTED}))):
        assert (await store.find(Request, query)).records == ()


async def test_a_request_that_is_asked_for_in_the_moment_of_its_filing_is_no_damage(store: DocumentStore) -> None:
    assert isinstance(store, DocumentStore)
    looks = store.engine.look

    async def filed_meanwhile(*asks: Ask) -> list[object]:
        found = await looks(*asks)
        store.engine.look = looks  # type: ignore[method-assign]
        await store.commit(filing())
        return found

    store.engine.look = filed_meanwhile  # type: ignore[method-assign]
    assert await store.get(Request, "SME-0001") in (None, filing().record)
    await store.health()


@dataclass(frozen=True)
class Loan(Record):
    """A record of another life."""


async def test_a_number_of_another_life_is_nothing_and_no_damage(
    store: DocumentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Its table is one that is there; what matters is that it holds no such number.
    monkeypatch.setattr(schema, "KINDS", {**schema.KINDS, Loan: schema.Kind(schema.STATES, frozenset())})
    monkeypatch.setattr(reading, "KINDS", schema.KINDS)
    await store.commit(filing())
    assert await store.get(Loan, "SME-0001") is None
    assert await store.dossier(Loan, "SME-0001") is None
    await store.health()


async def test_a_change_that_holds_a_part_twice_is_refused_and_no_half_of_it_is_kept(store: DocumentStore) -> None:
    change = replace(filing(), timers=(Timer("SME-0001", "expire", AT),))
    other = replace(filing(number_of(2)), notices=())
    part = Revision(other.record, other.expected, other.event)
    for wrong in (
        replace(change, notices=change.notices * 2),
        replace(change, timers=change.timers * 2),
        replace(change, also=(part, part)),
    ):
        with pytest.raises(ValueError, match="cannot hold"):
            await store.commit(wrong)
    assert await store.last_serial(Request) == 0
    assert await store.claim(AT, 9, MINUTE) == ()
