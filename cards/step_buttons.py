"""The steps open to a viewer as buttons of a record's card, with the inputs for their details."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cards import card_actions, elements
from cards.elements import Element, field_input
from cards.reader import Reader
from playbook.answers import Choice
from playbook.life.lifecycle import Transition
from playbook.life.records import Record
from playbook.messages import labels
from playbook.messages.message import Message

Row = Transition[Any, Any]


@dataclass(frozen=True)
class Unfinished:
    """A step that was refused for its details: it comes back unfolded, with what the person gave."""

    command: StrEnum
    texts: Mapping[str, str]


@dataclass(frozen=True)
class StepButtons:
    """Draws the rows of a life's table. `titles` are by command, `options` what the details are selected from."""

    reader: Reader
    record: Record
    titles: Mapping[str, Message]
    options: Mapping[str, tuple[Choice, ...]]

    def button(self, row: Row) -> Element:
        """Return the button of a step; one that asks for details unfolds their inputs."""
        title = self.reader.text(self.titles[row.command])
        if not row.asked_of(self.record):
            return elements.execute(title, self._data(row), associatedInputs="none")
        return elements.show_card(title, self.inputs(row, {}), [self.confirm(row)])

    def confirm(self, row: Row) -> Element:
        """Return the button that takes a step with what its inputs hold."""
        return elements.execute(self.reader.text(self.titles[row.command]), self._data(row))

    def unfolded(self, row: Row, given: Mapping[str, str]) -> list[Element]:
        """Return the inputs of a step under its title, filled with what was given."""
        return [elements.label(self.reader.text(self.titles[row.command])), *self.inputs(row, given)]

    def inputs(self, row: Row, given: Mapping[str, str]) -> list[Element]:
        """Return the inputs of a step, filled with what was given."""
        return [
            field_input(
                self.reader,
                row.command.value,
                field,
                self.options.get(field.key, ()),
                given.get(field.key, ""),
                must=True,
            )
            for field in row.asked_of(self.record)
        ]

    def _data(self, row: Row) -> dict[str, object]:
        return card_actions.for_request(self.record.number, self.record.revision, row.command.value)


def refresh(reader: Reader, record: Record, user_ids: Sequence[str], final: Collection[str]) -> Element | None:
    """Return what a client asks for by itself to show a record as its viewer may see it (Universal Actions).

    A final card asks for nothing any more; a live one may be refreshed by at most 60 people (Teams).
    """
    if record.state in final or not user_ids:
        return None
    action = {
        "type": "Action.Execute",
        "title": reader.text(labels.REFRESH),
        "verb": card_actions.REFRESH,
        "data": card_actions.for_refresh(record.number),
    }
    return {"action": action, "userIds": list(user_ids)[:60]}
