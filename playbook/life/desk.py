"""The desk of a life: the only door for writes to its records, and for reading one as a person may."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Generic

from playbook.answers import Choice, read
from playbook.life.fields import Field
from playbook.life.lifecycle import THE_SYSTEM, K, Life, Parties, R, Step, Transition, decide, permitted, standing
from playbook.life.ports import Conflict, Store
from playbook.life.records import Change, Claimed, Draft, Timer
from playbook.messages.message import Fact, Speech
from playbook.people import Person
from playbook.refusals import Incomplete, NotUnderstood, Refusal, Stale, Unknown

_TRIES = 20


@dataclass(frozen=True)
class LifeDesk(ABC, Generic[R, K]):
    """Takes steps from people and answers with the record as it then is, or refuses. Decisions look up the `rules`."""

    _store: Store
    life: Life[R, K]
    rules: K

    async def carry_out(
        self,
        number: str,
        command: StrEnum,
        texts: Mapping[str, str],
        person: Person,
        *,
        at: datetime,
        revision: int | None = None,
    ) -> R:
        """Take one step. `texts` are the details as the person gave them; `revision` is what their card showed."""
        record = await self.visible(number, person, at)
        change = await self.step_on(record, command, texts, person, at=at, revision=revision)
        return change.record

    async def step_on(
        self,
        record: R,
        command: StrEnum,
        texts: Mapping[str, str],
        person: Person,
        *,
        at: datetime,
        revision: int | None,
    ) -> Change[R]:
        """Take one step on a record that this person sees; return what was written."""
        row = permitted(self.life, record, Step(command, person, at), self.rules)
        if revision is not None and revision != record.revision:
            raise Stale(self.life.words.stale(record, self._last_actor(record, person, at)))
        details = await self.read_details(record, row, texts, person)
        return await self._take(record, Step(command, person, at, details))

    async def opened(self, number: str, command: StrEnum, person: Person, at: datetime) -> tuple[R, Transition[R, K]]:
        """Return the record and the row if this person may take this step now; refuse otherwise."""
        record = await self.visible(number, person, at)
        return record, permitted(self.life, record, Step(command, person, at), self.rules)

    async def visible(self, number: str, person: Person, at: datetime) -> R:
        """Return a record; raise Unknown when there is none, and alike when this person may not know of it."""
        record = await self._store.get(self.life.record, number)
        if record is None:
            raise Unknown(self.life.words.unknown(number))
        self.parties_who_see(record, person, at)
        return record

    def parties_who_see(self, record: R, person: Person, at: datetime) -> Parties:
        """Return how a person stands to a record; raise Unknown when they may not know of it."""
        parties = self.parties(record, person, at)
        if not self.life.may_see(parties):
            raise Unknown(self.life.words.unknown(record.number))
        return parties

    def parties(self, record: R, person: Person, at: datetime) -> Parties:
        """Return how a person stands to a record."""
        return standing(self.life, record, person, self.rules, at)

    def _last_actor(self, record: R, person: Person, at: datetime) -> Fact | None:
        return self.life.last_actor(record, self.parties(record, person, at), self.rules)

    async def elapsed(self, claimed: Claimed[Timer], at: datetime) -> None:
        """Take the step of a timer whose time has come; one that the record is past ends without effect.

        The step and the end of the timer are one commit, so it is taken once however often the timer is claimed. One
        that was moved or ended in the meantime is left alone.
        """
        timer = claimed.task
        record = await self._store.get(self.life.record, timer.number)
        row = self.life.table.row(timer.command)
        if record is None or record.state not in row.sources:
            await self._store.settle(claimed, None)
            return
        try:
            change = decide(self.life, record, Step(row.command, THE_SYSTEM, at), self.rules)
            await self._store.commit(replace(change, taken=claimed))
        except Refusal:
            await self._store.settle(claimed, None)
        except Conflict:
            # Somebody took a step in this moment, and that step may have moved the timer: it is looked at anew.
            await self._store.settle(claimed, at)

    async def read_details(
        self, record: R, row: Transition[R, K], texts: Mapping[str, str], person: Person
    ) -> dict[str, str]:
        """Return the canonical details of a step; raise Incomplete with every problem at once."""
        details: dict[str, str] = {}
        problems: dict[str, Speech] = {}
        for field in row.asked_of(record):
            try:
                choices = await self.options(field, record, person)
                details[field.key] = read(field, texts.get(field.key, ""), choices)
            except NotUnderstood as refusal:
                problems[field.key] = refusal.message
        if problems:
            raise Incomplete(self.life.words.incomplete, problems)
        return details

    @abstractmethod
    async def options(self, field: Field, record: R, person: Person) -> tuple[Choice, ...]:
        """Return the list from which a person selects a detail; empty for details that are typed."""

    async def _file(self, blank: Callable[[str], R], step: Step, draft: Draft, gone: Speech) -> R:
        """Take the first step of a record that a draft becomes, under the next number that is free.

        `blank` returns it under a number; `gone` says that the draft became one already.
        """
        for _ in range(_TRIES):
            number = self.life.number(await self._store.last_serial(self.life.record) + 1)
            change = decide(self.life, blank(number), step, self.rules, draft.slot)
            try:
                await self._store.commit(change)
            except Conflict:
                waiting = await self._store.draft(draft.owner, draft.slot)
                if waiting is None or waiting.id != draft.id:
                    raise Stale(gone) from None
                continue
            return change.record
        raise Stale(self.life.words.overtaken)

    async def _take(self, record: R, step: Step, closes: str | None = None) -> Change[R]:
        change = decide(self.life, record, step, self.rules, closes)
        try:
            await self._store.commit(change)
        except Conflict as conflict:
            raise Stale(self.life.words.overtaken) from conflict
        return change
