"""One turn of one person: who, when, and what the bot will answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from botbuilder.core import TurnContext

from cards.reader import Reader, Rendered
from playbook.life.records import Draft
from playbook.messages import helping
from playbook.messages.message import Passage, Speech
from playbook.people import Directory, Person
from playbook.refusals import Refusal
from playbook.requests.desk import Desk
from storage.chats import SentActivity

_KEY = "visit"


@dataclass(frozen=True)
class About:
    """The record a card shows and the revision it shows, so that the copy can be redrawn later."""

    number: str
    revision: int


@dataclass
class Visit:
    """Collects the answer of a turn; it leaves as one message, or as the card an invoke waits for.

    `reader` makes text of what is said, for this person. `desk` takes their steps. `user_id` is the person's address in
    this channel, for cards that refresh. `new_id` makes draft ids. `drafts` are the person's drafts by slot, as this
    turn read or left them: it reads each once. `pressed`: a card waits for the answer, and a card is what it should
    get. `asked` is the step the person asked for, in words of ours ("approve SME-0042"), and `refusals` are the
    refusals it met: for the audit. `turned_away`: nothing here is for strangers. `last_card` returns the card about a
    record that this chat got last. `unheard` is the shape, never the text, of a sentence that was not understood.
    """

    person: Person
    reader: Reader
    desk: Desk
    at: datetime
    user_id: str
    new_id: Callable[[], str]
    last_card: Callable[[], Awaitable[SentActivity | None]]
    pressed: bool = False
    said: list[Speech] = field(default_factory=list)
    card: dict[str, Any] | None = None
    about: About | None = None
    asked: str = ""
    refusals: list[Refusal] = field(default_factory=list)
    drafts: dict[str, Draft | None] = field(default_factory=dict)
    # The answers of a draft that others took the place of in this turn.
    replaced: dict[str, str] = field(default_factory=dict)
    turned_away: bool = False
    unheard: str = ""

    @property
    def directory(self) -> Directory:
        """Everybody who is known to the end of this turn."""
        return self.desk.rules.lists.directory

    @property
    def stranger(self) -> bool:
        """Whether the person has no part in anything yet: whoever is known acts in a role."""
        return not self.person.roles

    def turn_away(self) -> None:
        """Tell a stranger how to become known (R21, R24)."""
        self.turned_away = True
        self.say(helping.stranger(self.person.key))

    def refuse(self, refusal: Refusal) -> None:
        """Add a refusal to the answer."""
        self.say(refusal.message)
        self.refusals.append(refusal)

    def say(self, *speeches: Speech | None) -> None:
        """Add sentences to the answer; None says nothing."""
        self.said.extend(speech for speech in speeches if speech is not None)

    def say_instead(self, speech: Speech) -> None:
        """Take the answer back and say this alone."""
        self.said.clear()
        self.say(speech)
        self.show({})

    def show(self, card: dict[str, Any], about: About | None = None) -> None:
        """Add the card of the answer; the last one shown counts."""
        self.card = card or None
        self.about = about

    @property
    def text(self) -> Rendered:
        """The sentences of the answer as one text, as the person reads them; empty when nothing is said."""
        return self.reader.text(Passage(tuple(self.said), "\n\n"))


def attach(context: TurnContext, visit: Visit) -> None:
    """Give the dialogs of this turn their visit."""
    context.turn_state[_KEY] = visit


def visit_of(context: TurnContext) -> Visit:
    """Return this turn's visit."""
    visit = context.turn_state[_KEY]
    assert isinstance(visit, Visit)  # noqa: S101 - attach() put it there; anything else is a bug in composing
    return visit
