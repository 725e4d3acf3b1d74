"""A life as a drawing: its table once more, for the README."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from playbook.life.lifecycle import Transition
from tests.lives import Described

Row = Transition[Any, Any]


def mermaid(life: Described) -> str:
    """Return a life's table as a Mermaid state diagram; a step that stays is written into its state."""
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in _lines(life))])


def _lines(life: Described) -> Iterator[str]:
    for state in life.states:
        yield f"{state.value} : {life.titles[state].id}"
        for row in _leaving(life, state):
            if row.target is None:
                yield f"{state.value} : {_label(row)}"
    yield f"[*] --> {life.first.value}"
    for state in life.states:
        for row in _leaving(life, state):
            if row.target is not None:
                yield f"{state.value} --> {row.target.value} : {_label(row)}"
    for state in life.states:
        if state in life.final:
            yield f"{state.value} --> [*]"


def _leaving(life: Described, state: StrEnum) -> Iterator[Row]:
    return (row for row in life.table.rows if state in row.sources)


def _label(row: Row) -> str:
    return f"{row.command.value} ({' or '.join(sorted(party.value for party in row.by))})"
