"""A field: one thing to know, asked for in conversation, by a form, or as a detail of a step."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from playbook.messages.message import Message

LINE_LIMIT = 120
TEXT_LIMIT = 4000


class Kind(StrEnum):
    """How a reply is read."""

    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    GUID = "guid"
    EMAIL = "email"
    LINE = "line"
    TEXT = "text"


@dataclass(frozen=True)
class Field:
    """One thing to know. `limit` counts characters. `rule` is the requirement it comes from.

    `words` are other names a person may use for it ("change seats to 400"). `applies` tells whether what is
    known so far asks for it, of a step's detail the record; None means always. An `optional` field may be left empty.
    """

    key: str
    title: Message
    kind: Kind
    rule: str
    words: tuple[str, ...] = ()
    applies: Callable[[Any], bool] | None = None
    optional: bool = False
    limit: int = LINE_LIMIT
