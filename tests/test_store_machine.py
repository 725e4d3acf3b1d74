"""Any order of steps, with crashes and restarts in between, on both stores beside a model that only counts."""

import asyncio
import shutil
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

import asyncpg
import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from playbook.life.ports import Conflict
from playbook.life.records import Change, Claimed, Draft, Notice, Revision, Timer
from playbook.people import SYSTEM, PersonKey
from playbook.requests.queries import requests_with
from playbook.requests.record import Request, State
from storage.agenda import Entry
from storage.codec import decode
from storage.schema import AGENDA
from storage.store import DocumentStore
from storage.tinydb.beside import Beside
from storage.tinydb.opening import FILE
from tests.keeping import AT, FRAN, MINUTE, PAT, QUINN, draft, filing, notice, number_of, step
from tests.postgres import drop_database, new_database
from tests.stores import open_folder, open_store

T = TypeVar("T")
PEOPLE = st.sampled_from([FRAN, PAT, QUINN])
STATES = st.sampled_from([State.APPROVED, State.DENIED, State.RETURNED])


@dataclass
class Row:
    """An outbox row as the model sees it."""

    to: PersonKey | None
    due: datetime
    lease: datetime | None = None
    attempts: int = 0
    parked: bool = False
    released: datetime | None = None


@dataclass
class Alarm:
    """A timer as the model sees it. `loan` is the one claim that may still end it."""

    due: datetime
    lease: datetime | None = None
    loan: Claimed[Timer] | None = None


class StoreMachine(RuleBasedStateMachine):
    """A store and the model of what it has to hold. Subclasses say how one is opened and crashed."""

    store: DocumentStore

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.runner = asyncio.Runner()
        self.now = AT
        self.changes: dict[str, list[Change[Request]]] = {}
        self.drafts: dict[str, Draft] = {}
        self.outbox: dict[str, Row] = {}
        self.claims: list[Claimed[Notice]] = []
        self.timers: dict[str, Alarm] = {}
        self.lent: list[Claimed[Timer]] = []
        self.tags: dict[str, str] = {}

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run one call to its end."""
        return self.runner.run(work)

    async def open(self) -> DocumentStore:
        """Open the store, empty at first."""
        raise NotImplementedError

    async def crash(self) -> None:
        """Do what a kill does, and open again."""
        raise NotImplementedError

    @initialize()
    def begin(self) -> None:
        """Open it."""
        self.store = self.run(self.open())

    def committed(self, change: Change[Request]) -> None:
        """Note a change that was acknowledged."""
        for part in change.revisions:
            alone = Change(part.record, part.expected, part.event, ())
            self.changes.setdefault(part.record.number, []).append(alone)
        for one in change.notices:
            self.outbox[one.key] = Row(one.to, change.event.at)
        if change.taken:
            del self.timers[change.taken.task.key]
        for key in change.ends:
            self.timers.pop(key, None)
        for timer in change.timers:
            self.timers[timer.key] = Alarm(timer.due)

    def latest(self, number: str) -> Request:
        """Return a request as it has to be."""
        return self.changes[number][-1].record

    @rule(to=PEOPLE)
    def file(self, to: PersonKey) -> None:
        """File the next number."""
        number = number_of(self.run(self.store.last_serial(Request)) + 1)
        change = filing(number, at=self.now)
        change = replace(change, notices=tuple(replace(one, to=to) for one in change.notices))
        self.run(self.store.commit(change))
        self.committed(change)

    @rule(to=PEOPLE)
    def owe_by_itself(self, to: PersonKey) -> None:
        """Owe a notice that belongs to no change."""
        one = notice(f"by itself {len(self.outbox)} {self.now}", to=to)
        self.run(self.store.owe(one, self.now))
        self.outbox.setdefault(one.key, Row(one.to, self.now))

    @precondition(lambda self: self.changes)
    @rule(data=st.data(), state=STATES)
    def take_a_step(self, data: st.DataObject, state: State) -> None:
        """Take the next step of a request."""
        change = step(self.latest(data.draw(st.sampled_from(sorted(self.changes)))), state, at=self.now)
        self.run(self.store.commit(change))
        self.committed(change)

    @precondition(lambda self: len(self.changes) > 1)
    @rule(data=st.data(), stale=st.booleans())
    def take_a_step_of_two(self, data: st.DataObject, stale: bool) -> None:
        """Decide about two requests at once; if one of them has gone on, nothing is written."""
        pair = st.lists(st.sampled_from(sorted(self.changes)), min_size=2, max_size=2, unique=True)
        one, two = (self.latest(number) for number in data.draw(pair))
        other = step(replace(two, revision=two.revision + 1) if stale else two, at=self.now)
        also = (Revision(other.record, other.expected, other.event),)
        change = replace(step(one, State.DENIED, at=self.now), also=also)
        if stale:
            with pytest.raises(Conflict):
                self.run(self.store.commit(change))
        else:
            self.run(self.store.commit(change))
            self.committed(change)

    @precondition(lambda self: self.changes)
    @rule(data=st.data(), minutes=st.integers(1, 5), ends=st.booleans())
    def step_with_a_timer(self, data: st.DataObject, minutes: int, ends: bool) -> None:
        """Take a step that starts or moves the request's timer, or ends it."""
        before = self.latest(data.draw(st.sampled_from(sorted(self.changes))))
        timer = Timer(before.number, "expire", self.now + minutes * MINUTE)
        change = step(before, at=self.now)
        change = replace(change, ends=(timer.key,)) if ends else replace(change, timers=(timer,))
        self.run(self.store.commit(change))
        self.committed(change)

    @rule()
    def claim_timers(self) -> None:
        """Borrow timers: only due ones, none that is on loan."""
        claims = self.run(self.store.claim_timers(self.now, 99, 2 * MINUTE))
        due = {
            key
            for key, one in self.timers.items()
            if one.due <= self.now and (one.lease is None or one.lease <= self.now)
        }
        assert {one.task.key for one in claims} == due
        for one in claims:
            alarm = self.timers[one.task.key]
            alarm.lease, alarm.loan = self.now + 2 * MINUTE, one
        self.lent += claims

    @precondition(lambda self: self.lent)
    @rule(data=st.data(), again=st.booleans())
    def take_a_timers_step(self, data: st.DataObject, again: bool) -> None:
        """Take the step of a timer that was borrowed; one that was moved, ended or lost takes none."""
        claimed = self.lent.pop(data.draw(st.integers(0, len(self.lent) - 1)))
        held = (alarm := self.timers.get(claimed.task.key)) is not None and alarm.loan is claimed
        change = replace(step(self.latest(claimed.task.number), by=SYSTEM, at=self.now), taken=claimed)
        if not held:
            with pytest.raises(Conflict):
                self.run(self.store.commit(change))
            return
        self.run(self.store.commit(change))
        self.committed(change)
        if again:
            self.run(self.store.commit(change))

    @precondition(lambda self: self.changes)
    @rule(data=st.data(), behind=st.integers(1, 3))
    def take_a_stale_step(self, data: st.DataObject, behind: int) -> None:
        """Decide on a revision that is not the latest, or not there yet: nothing is written."""
        latest = self.latest(data.draw(st.sampled_from(sorted(self.changes))))
        wrong = replace(latest, revision=latest.revision - behind if behind < latest.revision else latest.revision + 1)
        change = step(wrong, State.CLOSED, by=QUINN, at=self.now)
        with pytest.raises(Conflict):
            self.run(self.store.commit(change))

    @precondition(lambda self: self.changes)
    @rule(data=st.data())
    def repeat_a_change(self, data: st.DataObject) -> None:
        """Commit once more what was committed, be it long ago: nothing happens."""
        change = data.draw(st.sampled_from([one for made in self.changes.values() for one in made]))
        self.run(self.store.commit(change))

    @rule(slot=st.sampled_from(["new", "SME-0001"]), ahead=st.sampled_from([0, 1, 2]))
    def keep_a_draft(self, slot: str, ahead: int) -> None:
        """Keep a draft whose revision follows, or one whose does not."""
        before = self.drafts[slot].revision if slot in self.drafts else 0
        made = replace(draft(before + ahead, slot=slot, at=self.now), answers={"at": str(self.now), "try": str(ahead)})
        if ahead == 1:
            self.run(self.store.put_draft(made))
            self.drafts[slot] = made
        elif made.revision > 0:
            with pytest.raises(Conflict):
                self.run(self.store.put_draft(made))

    @rule()
    def file_a_draft(self) -> None:
        """File the new draft, which uses it up; without one nothing is filed."""
        number = number_of(self.run(self.store.last_serial(Request)) + 1)
        change = replace(filing(number, at=self.now, origin="draft of SME-0001"), closes="new")
        if "new" in self.drafts:
            self.run(self.store.commit(change))
            self.committed(change)
            del self.drafts["new"]
        else:
            with pytest.raises(Conflict):
                self.run(self.store.commit(change))

    @rule(minutes=st.integers(1, 5))
    def let_time_pass(self, minutes: int) -> None:
        """Move the clock."""
        self.now += minutes * MINUTE

    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        """Borrow rows: only due ones, none that is on loan."""
        self.borrow(limit)

    @precondition(lambda self: self.claims)
    @rule()
    def lose_loans_to_somebody_else(self) -> None:
        """Hold rows for too long: somebody else borrows them."""
        self.now += 2 * MINUTE
        self.borrow(99)

    def borrow(self, limit: int) -> None:
        """Claim, and compare with the model."""
        claims = self.run(self.store.claim(self.now, limit, 2 * MINUTE))
        due = {key for key, row in self.outbox.items() if self._is_due(row)}
        assert {one.task.key for one in claims} <= due
        assert len(claims) == min(limit, len(due))
        for one in claims:
            row = self.outbox[one.task.key]
            row.attempts, row.lease, row.released = row.attempts + 1, self.now + 2 * MINUTE, None
            assert one.attempts == row.attempts
        self.claims += claims

    def _is_due(self, row: Row) -> bool:
        return not row.parked and row.due <= self.now and (row.lease is None or row.lease <= self.now)

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), ending=st.sampled_from(["delivered", "retry", "park"]))
    def end_a_loan(self, data: st.DataObject, ending: str) -> None:
        """End a loan; one that was lost ends without effect."""
        claimed = self.claims.pop(data.draw(st.integers(0, len(self.claims) - 1)))
        key = claimed.task.key
        row = self.outbox.get(key)
        held = row is not None and row.lease is not None and row.attempts == claimed.attempts
        if ending == "delivered":
            self.run(self.store.settle(claimed, None))
            if held:
                del self.outbox[key]
        elif ending == "retry":
            self.run(self.store.settle(claimed, self.now + MINUTE))
            if row and held:
                row.due, row.lease = self.now + MINUTE, None
        else:
            self.run(self.store.park(claimed))
            if row and held:
                row.parked, row.lease = row.released is None, None
                row.due = row.released or row.due
        self.run(self.compare_the_outbox())

    async def compare_the_outbox(self) -> None:
        """Compare every row's standing with the model."""
        agenda = {kept.id: decode(Entry, kept.doc) async for kept in self.store.engine.rows() if kept.table == AGENDA}
        rows = {key: entry for key, entry in agenda.items() if entry.notice}
        assert {key: entry.due for key, entry in agenda.items() if entry.timer} == {
            key: alarm.due for key, alarm in self.timers.items()
        }
        assert {key: (row.attempts, row.due, row.parked, row.lease_until is not None) for key, row in rows.items()} == {
            key: (row.attempts, row.due, row.parked, row.lease is not None) for key, row in self.outbox.items()
        }

    @rule(person=PEOPLE)
    def release(self, person: PersonKey) -> None:
        """Release what waits for a person."""
        self.run(self.store.release(person, self.now))
        for row in self.outbox.values():
            if row.to == person and row.parked:
                row.parked, row.due = False, self.now
            elif row.to == person and row.lease is not None and row.released is None:
                row.released = self.now

    @rule(key=st.sampled_from(["a", "b"]), stale=st.booleans())
    def remember(self, key: str, stale: bool) -> None:
        """Write conversation memory under the tag that was read, or under an old one."""
        known = self.run(self.store.read_state([key])).get(key, {})
        assert known.get("e_tag") == self.tags.get(key)
        if stale:
            with pytest.raises(Conflict):
                self.run(self.store.write_state({key: {"at": "never", "e_tag": "of another turn"}}))
        else:
            self.run(self.store.write_state({key: {"at": str(self.now), "e_tag": known.get("e_tag")}}))
            self.tags[key] = str(self.run(self.store.read_state([key]))[key]["e_tag"])

    @rule()
    def restart(self) -> None:
        """Close and open again."""
        self.run(self.store.close())
        self.store = self.run(self.open())
        self.ended_loans()

    @rule()
    def crash_and_restart(self) -> None:
        """Be killed, and open again."""
        self.run(self.crash())
        self.ended_loans()

    def ended_loans(self) -> None:
        """Note what a start of the store does to rows on loan."""

    @invariant()
    def everything_is_there(self) -> None:
        """Compare all requests, histories and drafts with the model."""
        if not hasattr(self, "store"):
            return
        found = {one.number: one for one in self.run(self.store.find(Request, requests_with(), limit=999)).records}
        assert found == {number: self.latest(number) for number in self.changes}
        for number, changes in self.changes.items():
            assert self.run(self.store.history(number)) == tuple(one.event for one in changes)
        assert {one.slot: one for one in self.run(self.store.drafts(PAT))} == self.drafts

    def teardown(self) -> None:
        """Look through everything that is kept, then tidy up."""
        if hasattr(self, "store"):
            assert self.run(self.troubles()) == []
            self.run(self.store.close())
        self.run(self.tidy())
        self.runner.close()

    async def troubles(self) -> list[str]:
        """Return what the operator's `verify` finds."""
        raise NotImplementedError

    async def tidy(self) -> None:
        """Take away what was made."""


class EmbeddedMachine(StoreMachine):
    """On the embedded store: a crash leaves the files as they are at that moment."""

    def __init__(self) -> None:
        """Take an empty folder."""
        super().__init__()
        self.folder = Path(mkdtemp())

    async def open(self) -> DocumentStore:
        """Open the folder's store."""
        return open_folder(self.folder / "store")

    async def crash(self) -> None:
        """Copy the files while the store has them open, and go on with the copy."""
        before = self.folder / "store"
        self.folder = Path(mkdtemp())
        shutil.copytree(before, self.folder / "store", ignore=shutil.ignore_patterns(f"{FILE}-shm"))
        await self.store.close()
        shutil.rmtree(before.parent)
        self.store = await self.open()

    def ended_loans(self) -> None:
        """One process has the store: whoever had a loan is gone."""
        for row in self.outbox.values():
            row.lease = None
        for alarm in self.timers.values():
            alarm.lease = alarm.loan = None

    async def troubles(self) -> list[str]:
        """Verify the folder."""
        return await Beside(self.folder / "store" / FILE).troubles()

    async def tidy(self) -> None:
        """Remove the last folder."""
        shutil.rmtree(self.folder)


class PostgresMachine(StoreMachine):
    """On PostgreSQL: a crash cuts every line, and a new process connects."""

    def __init__(self) -> None:
        """Take an empty database."""
        super().__init__()
        self.address = self.run(new_database())

    async def open(self) -> DocumentStore:
        """Connect."""
        return await open_store(self.address)

    async def crash(self) -> None:
        """End every connection on the server's side."""
        connection = await asyncpg.connect(self.address)
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await connection.close()
        await self.store.close()
        self.store = await self.open()

    async def troubles(self) -> list[str]:
        """Verify the database."""
        return await self.store.engine.troubles()

    async def tidy(self) -> None:
        """Drop the database."""
        await drop_database(self.address)


def prove(machine: type[StoreMachine], examples: int, steps: int) -> None:
    """Run a machine through so many examples."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=checks,
            derandomize=True,
        ),
    )


def test_any_order_of_steps_on_the_embedded_store() -> None:
    prove(EmbeddedMachine, 40, 50)


def test_any_order_of_steps_on_postgresql() -> None:
    prove(PostgresMachine, 10, 50)
