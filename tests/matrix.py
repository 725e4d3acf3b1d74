"""What every matrix of states, commands and people checks: an allowed step, and one that is refused."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple, TypeVar

import pytest

from playbook.life.ports import Store
from playbook.life.records import Event, Record
from playbook.people import Person
from playbook.refusals import Refusal
from tests.reading import english

R = TypeVar("R", bound=Record)


class Cell(NamedTuple):
    """An allowed step: in this state this command of this person leads to `target`, recorded as `event`."""

    state: str
    command: str
    who: str
    target: str
    event: str


async def taken_once(
    store: Store, cell: Cell, actor: Person, history: tuple[Event, ...], attempt: Callable[[], Awaitable[R]]
) -> R:
    """Take an allowed step; check that the record is as it says, and that it is recorded once, as the last one."""
    after = await attempt()
    assert await store.get(type(after), after.number) == after
    assert (after.state, after.revision) == (cell.target, len(history) + 1)
    assert (after.changed_by, after.last_step) == (actor.key, cell.event)
    *before, last = await store.history(after.number)
    assert tuple(before) == history
    recorded = (last.name, last.actor, last.at, last.source, last.target)
    assert recorded == (cell.event, actor.key, after.changed_at, cell.state, cell.target)
    return after


async def changes_nothing(kept: Callable[[], object], who: str, attempt: Callable[[], Awaitable[object]]) -> None:
    """Have a step refused in words for a person; check that everything that is kept stays as it was."""
    before = kept()
    with pytest.raises(Refusal) as refused:
        await attempt()
    assert english(refused.value.message).endswith((".", "?")), who
    assert kept() == before, who
