"""One turn of one person: who, when, and what the bot will answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from botbuilder.core import TurnContext

from cards.elements import inert
from playbook.people import Person
from playbook.records import Draft
from playbook.refusals import Refusal

_KEY = "visit"


@dataclass(frozen=True)
class About:
    """The request a card shows and the revision it shows, so that the copy can be redrawn later."""

    number: str
    revision: int


@dataclass
class Visit:
    """Collects the answer of a turn; it leaves as one message, or as the card an invoke waits for.

    `user_id` is the person's address in this channel, for cards that refresh. `new_id` makes draft ids.
    `drafts` are the person's drafts by slot, as this turn read or left them: it reads each once.
    `pressed`: a card waits for the answer, and a card is what it should get. `asked` is the step the person asked
    for, in words of ours ("approve SME-0042"), and `refusals` are the refusals it met: for the audit.
    """

    person: Person
    at: datetime
    user_id: str
    new_id: Callable[[], str]
    pressed: bool = False
    texts: list[str] = field(default_factory=list)
    card: dict[str, Any] | None = None
    about: About | None = None
    asked: str = ""
    refusals: list[Refusal] = field(default_factory=list)
    drafts: dict[str, Draft | None] = field(default_factory=dict)

    def refuse(self, refusal: Refusal) -> None:
        """Add a refusal to the answer."""
        self.say(refusal.text)
        self.refusals.append(refusal)

    def say(self, *texts: str) -> None:
        """Add sentences to the answer; what people wrote in them links to nothing."""
        self.texts.extend(inert(text) for text in texts if text)

    def say_with_links(self, text: str) -> None:
        """Add sentences that hold links of ours and nothing that people wrote."""
        self.texts.append(text)

    def say_instead(self, text: str) -> None:
        """Take the answer back and say this alone."""
        self.texts.clear()
        self.say(text)
        self.show({})

    def show(self, card: dict[str, Any], about: About | None = None) -> None:
        """Add the card of the answer; the last one shown counts."""
        self.card = card or None
        self.about = about

    @property
    def text(self) -> str:
        """The sentences of the answer as one text."""
        return "\n\n".join(self.texts)


def attach(context: TurnContext, visit: Visit) -> None:
    """Give the dialogs of this turn their visit."""
    context.turn_state[_KEY] = visit


def visit_of(context: TurnContext) -> Visit:
    """Return this turn's visit."""
    visit = context.turn_state[_KEY]
    assert isinstance(visit, Visit)  # noqa: S101 - attach() put it there; anything else is a bug in composing
    return visit
