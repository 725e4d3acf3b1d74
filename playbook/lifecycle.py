"""The machine under every lifecycle table: rows say who may do what from where, and what it leads to.

A table drives permission, buttons, notices, the details asked for, the diagram in the README and the test
matrix. The machine knows no request: the same code runs any table.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from playbook.fields import Field

S = TypeVar("S", bound=StrEnum)
C = TypeVar("C", bound=StrEnum)
P = TypeVar("P", bound=StrEnum)


@dataclass(frozen=True)
class Owed(Generic[P]):
    """A notice a transition owes: to which party, and whether an e-mail goes with the Teams card.

    The actor is not told of their own step unless `even_actor`: the reply to the step already told them.
    """

    party: P
    mail: bool = False
    even_actor: bool = False


@dataclass(frozen=True)
class Transition(Generic[S, C, P]):
    """One row: `command` (imperative) takes any of `sources` to `target` and is recorded as `event` (past tense).

    `target` None stays in the state. `asks` are the details the actor must give. `rule` cites the playbook.
    """

    command: C
    event: str
    sources: frozenset[S]
    target: S | None
    by: frozenset[P]
    rule: str
    asks: tuple[Field, ...] = ()
    owes: tuple[Owed[P], ...] = ()

    def leads_to(self, source: S) -> S:
        """Return the state this row leads to from `source`."""
        return self.target or source


class Lifecycle(Generic[S, C, P]):
    """A table of transitions, one row per command."""

    def __init__(self, rows: Sequence[Transition[S, C, P]]) -> None:
        """Keep the table; two rows for one command would make the rule stand twice."""
        self.rows = tuple(rows)
        self._by_command = {row.command: row for row in rows}
        if len(self._by_command) != len(self.rows):
            raise ValueError("a command stands in two rows")

    def row(self, command: C) -> Transition[S, C, P]:
        """Return the row of a command."""
        return self._by_command[command]

    def open_to(self, state: S, parties: AbstractSet[P]) -> tuple[Transition[S, C, P], ...]:
        """Return the rows a person who stands as `parties` may take from `state`, in table order."""
        return tuple(row for row in self.rows if state in row.sources and parties & row.by)
