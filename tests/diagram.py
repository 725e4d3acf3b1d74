"""The life of a request as a drawing: the table once more, for the README."""

from collections.abc import Iterator

from playbook.messages.deciding import STATES
from playbook.requests.record import State
from playbook.requests.table import FINAL, REQUEST_TABLE, Row


def mermaid() -> str:
    """Return the lifecycle table as a Mermaid state diagram; a step that stays is written into its state."""
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in _lines())])


def _lines() -> Iterator[str]:
    for state in State:
        yield f"{state.value} : {STATES[state].id}"
        for row in _leaving(state):
            if row.target is None:
                yield f"{state.value} : {_label(row)}"
    yield f"[*] --> {State.DRAFT.value}"
    for state in State:
        for row in _leaving(state):
            if row.target is not None:
                yield f"{state.value} --> {row.target.value} : {_label(row)}"
    for state in State:
        if state in FINAL:
            yield f"{state.value} --> [*]"


def _leaving(state: State) -> Iterator[Row]:
    return (row for row in REQUEST_TABLE.rows if state in row.sources)


def _label(row: Row) -> str:
    return f"{row.command.value} ({' or '.join(sorted(party.value for party in row.by))})"
