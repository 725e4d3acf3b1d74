"""The intent table: what people mean, who may mean it, and how it is said. It stands in `data/intents.toml`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from dialogs.understanding.rows import NOTHING, NotMeant, Row, Table
from dialogs.understanding.spoken import Spoken
from dialogs.understanding.topics import TOPICS
from dialogs.understanding.vocabulary import document
from playbook.people import Role

_TOPIC = "topic "
# Nobody says what they want in more words than these; what is longer is told, not asked.
MOST_WORDS = 60
_FEW = 6
# The intent of whoever wants to file a request.
NEW = "new"
# Steps that are said of somebody else: "Sam would take it" offers it to Sam.
_WITH_OTHERS = frozenset({"offer", "reassign", "recall", "message", "route", "nudge", "contacted"})
# What is done with a draft is not done by who says that it shall not.
_OF_DRAFTS = frozenset({NEW, "submit", "discard"})
# "The one that was denied" is what this step begins with.
_OF_THE_PAST = "revise"
_TELLS = "message"
# What is not asked for yet by who wants something else first.
_GOES_AHEAD = frozenset({"approve", "accept", "close"})
# So much of its name is in every form of a step: "approving", "declined".
_STEM = 5


class Sort(StrEnum):
    """What an intent is about, which decides how it is answered."""

    STEP = "step"
    ASK = "ask"
    DRAFT = "draft"
    TALK = "talk"
    CHAT = "chat"
    TOPIC = "topic"


@dataclass(frozen=True)
class Intent:
    """Something that can be meant. `roles` may mean it; `examples` are sentences that do.

    `asked`: it is meant by a question alone; `told`: it never is.
    """

    name: str
    sort: Sort
    roles: frozenset[Role]
    examples: tuple[str, ...]
    asked: bool = False
    told: bool = False

    def is_named_by(self, word: str) -> bool:
        """Tell whether a word is a form of the name: "approving" of approve."""
        return word.startswith(self.name[:_STEM])

    def fits(self, *, asks: bool, brief: bool, asks_what: bool) -> bool:
        """Tell whether this can be meant by who asks, or does not, or is too brief to tell; no step is by "which"."""
        if asks and self.told:
            return False
        if asks_what and (self.sort is Sort.STEP or self.name in ("discard", "resume", "pause")):
            return False
        return asks or brief or not self.asked

    @property
    def topic(self) -> str:
        """The topic of the handbook that is asked about; empty for all other intents."""
        return self.name.removeprefix(_TOPIC) if self.sort is Sort.TOPIC else ""


@dataclass(frozen=True)
class Meant:
    """An intent and how well a message meets it: `share` 1 is whole, `left` counts words that it leaves unexplained.

    `denied`: the message says that it is not wanted.
    """

    intent: Intent
    score: float
    share: float
    left: int
    denied: bool = False


@dataclass(frozen=True)
class Intents:
    """The table, made ready to be met by messages."""

    by_name: Mapping[str, Intent]
    table: Table

    def meant(self, said: Spoken, roles: frozenset[Role], *, asking: bool, asks_what: bool) -> list[Meant]:
        """Return what somebody in these roles can mean, steps of others as well; whether they ask, and for a fact.

        Long sentences that ask nothing are no questions about the playbook.
        """
        brief = sum(not word.startswith("<") for word in said.texts) <= _FEW
        need = NotMeant(said.denied, said.past | said.quoted)
        step = NotMeant(said.denied, said.past | said.supposed | said.quoted)
        own = NotMeant(said.denied, step.unreal | said.reported)
        ahead = NotMeant(said.denied, own.unreal | said.conditioned)
        again = NotMeant(said.denied, said.supposed)
        # What shall be told may hold a condition, and is asked for nevertheless.
        told = NotMeant(said.denied, said.past | said.quoted)

        def not_meant(name: str) -> NotMeant:
            if name == _OF_THE_PAST:
                return again
            if name == _TELLS:
                return told
            if name in _GOES_AHEAD:
                return ahead
            if self.by_name[name].sort is Sort.STEP:
                return step if name in _WITH_OTHERS else own
            return need if name in _OF_DRAFTS else NOTHING

        scored = ((self.by_name[one.name], one) for one in self.table.scores(said.texts[:MOST_WORDS], not_meant))
        return [
            Meant(intent, one.score, one.share, one.left, one.denied)
            for intent, one in scored
            if (intent.roles & roles or intent.sort is Sort.STEP)
            and intent.fits(asks=asking, brief=brief, asks_what=asks_what)
        ]


@cache
def intents() -> Intents:
    """Return the table of this release."""
    filler = frozenset(document("words.toml")["filler"].split())
    groups, entries = document("intents.toml")["groups"], document("intents.toml")["intent"]
    found = {entry["name"]: _intent(entry) for entry in entries}
    rows: dict[str, Sequence[Row]] = {entry["name"]: [_row(way, groups) for way in entry["ways"]] for entry in entries}
    for topic in TOPICS:
        name = f"{_TOPIC}{topic.id}"
        found[name] = Intent(name, Sort.TOPIC, frozenset(Role), topic.examples, asked=not topic.told)
        rows[name] = topic.rows
    never = {entry["name"]: _expanded(entry.get("never", ""), groups) for entry in entries}
    return Intents(found, Table(rows, never, filler))


def _intent(entry: Mapping[str, Any]) -> Intent:
    roles = frozenset(map(Role, entry.get("roles", Role)))
    return Intent(
        entry["name"],
        Sort(entry["kind"]),
        roles,
        tuple(entry["examples"]),
        entry.get("asked", False),
        entry.get("told", False),
    )


def _row(way: Sequence[str], groups: Mapping[str, str]) -> Row:
    return tuple(_expanded(group, groups) for group in way)


def _expanded(group: str, groups: Mapping[str, str]) -> str:
    return "|".join(_alternatives(group.split("|"), groups))


def _alternatives(parts: Iterable[str], groups: Mapping[str, str]) -> Iterator[str]:
    for part in parts:
        name = part.strip().removeprefix("@")
        yield groups[name] if part.strip().startswith("@") else part.strip()
