"""Every life of the house, as the tests that hold for all of them need it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from playbook.access import record as access
from playbook.access.table import ACCESS_TABLE
from playbook.life.lifecycle import Lifecycle, System
from playbook.messages import applications
from playbook.messages.deciding import STATES
from playbook.messages.message import Message
from playbook.requests import record as requests
from playbook.requests.table import FINAL, REQUEST_TABLE


@dataclass(frozen=True, eq=False)
class Described:
    """A table, and what it is held against. The first state is where a record begins, `author` who files one."""

    name: str
    table: Lifecycle[Any, Any]
    states: type[StrEnum]
    commands: type[StrEnum]
    parties: Collection[StrEnum]
    final: Collection[StrEnum]
    titles: Mapping[Any, Message]
    author: StrEnum

    @property
    def first(self) -> StrEnum:
        """The state in which a record begins."""
        return next(iter(self.states))

    def reachable(
        self, start: StrEnum, silent: Collection[StrEnum] = (), without: Collection[StrEnum] = ()
    ) -> set[str]:
        """Return every state that others reach from `start` while some parties do nothing, without some commands."""
        rows = [row for row in self.table.rows if row.by - set(silent) and row.command not in without]
        seen: set[StrEnum] = {start}
        waiting: list[StrEnum] = [start]
        while waiting:
            here = waiting.pop()
            for row in rows:
                if here in row.sources and row.leads_to(here) not in seen:
                    seen.add(row.leads_to(here))
                    waiting.append(row.leads_to(here))
        return {state.value for state in seen}


REQUESTS = Described(
    "lifecycle",
    REQUEST_TABLE,
    requests.State,
    requests.Command,
    tuple(requests.Party),
    FINAL,
    STATES,
    requests.Party.REQUESTER,
)
ACCESS = Described(
    "access",
    ACCESS_TABLE,
    access.State,
    access.Command,
    (*access.Party, *System),
    access.FINAL,
    applications.STATES,
    access.Party.APPLICANT,
)
LIVES = (REQUESTS, ACCESS)
