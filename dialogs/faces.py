"""Lives as people meet them: one face for each, found by the prefix of a record's number.

Turns, deliveries and the dialogs know faces and no life by name; the composition root lists them.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from botbuilder.dialogs import DialogContext, WaterfallDialog

from cards import card_actions
from cards.card_actions import DraftPress, RequestPress
from cards.elements import Element
from cards.reader import Reader
from dialogs.understanding.reasons import unexplained
from dialogs.visit import Visit
from playbook.life.desk import LifeDesk
from playbook.life.fields import Field
from playbook.life.lifecycle import Life
from playbook.life.ports import Dossier
from playbook.life.records import Claimed, Event, Notice, Record, Timer
from playbook.messages import deciding
from playbook.messages.message import Speech
from playbook.people import Directory, Person, PersonKey
from playbook.refusals import Incomplete, Refusal, Unknown

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Viewer:
    """Somebody who is shown or told something outside a turn of their own, among the people of that moment."""

    person: Person
    reader: Reader
    directory: Directory
    at: datetime
    user_ids: Sequence[str] = ()


@dataclass(frozen=True)
class Letter:
    """What a notice says. `headline` is what a notification and a subject show of it; `to` is an e-mail's address."""

    headline: Speech
    text: Speech
    to: str = ""


class Talk(Protocol):
    """What a life says and asks in words of its own; it hears before all else."""

    @property
    def slot(self) -> str:
        """The slot of its drafts."""

    @property
    def dialogs(self) -> Sequence[WaterfallDialog]:
        """Its waterfalls."""

    async def hear(self, dc: DialogContext, visit: Visit, text: str) -> bool:
        """Answer a message; return whether it was meant for this life."""

    async def press(self, dc: DialogContext, visit: Visit, press: DraftPress) -> None:
        """Answer a button of a draft's card."""


class Face(ABC, Generic[R]):
    """How the records of one life are shown, told of, and acted on by words and buttons.

    `counted` are the states of which a dossier counts loads. `open_to_strangers`: who is not known may act on them,
    as far as the life's table lets them.
    """

    life: Life[R, Any]
    talk: Talk | None = None
    counted: ClassVar[frozenset[str]] = frozenset()
    open_to_strangers: ClassVar[bool] = False

    @abstractmethod
    def desk(self, directory: Directory) -> LifeDesk[R, Any]:
        """Return the desk of this life among these people."""

    def told(self, key: PersonKey | None, record: R, directory: Directory) -> Person | None:
        """Return who is told of a record under a key; None for somebody who is not known any more."""
        del record
        return directory.find(key)

    @abstractmethod
    def card(self, dossier: Dossier[R], viewer: Viewer) -> Element | None:
        """Return the card of a record as somebody may see it; None when they may not (R71)."""

    @abstractmethod
    def earlier(self, reader: Reader, record: R) -> Element:
        """Return what is left of a card when a newer one of the same record stands below it."""

    @abstractmethod
    def shared(self, reader: Reader, record: R, user_ids: Sequence[str]) -> Element:
        """Return what everybody may see who reads along; those with these addresses get their own view by refresh."""

    @abstractmethod
    def audience(self, record: R, directory: Directory) -> list[PersonKey]:
        """Return who may see more of a record than what is shared."""

    @abstractmethod
    def message(self, notice: Notice, event: Event, dossier: Dossier[R], viewer: Viewer) -> Letter | None:
        """Return what a notice says in a chat; None when it is out of date."""

    @abstractmethod
    def mail(self, notice: Notice, event: Event, dossier: Dossier[R], viewer: Viewer) -> Letter | None:
        """Return a notice as an e-mail; None when there is nobody to write to."""

    @abstractmethod
    async def show(self, visit: Visit, number: str) -> None:
        """Show a record as it now is, with the steps open to this person."""

    @abstractmethod
    async def carry_out(
        self, visit: Visit, command: StrEnum, number: str, texts: Mapping[str, str], revision: int | None
    ) -> None:
        """Take a step and show the record after it; a refusal shows it as it is and says why."""

    @abstractmethod
    async def refused(
        self, visit: Visit, command: StrEnum, number: str, texts: Mapping[str, str], refusal: Refusal
    ) -> None:
        """Say why a step was refused, and show the record with what the person typed; raise Unknown as it came."""

    @abstractmethod
    async def ask(self, visit: Visit, command: StrEnum, field: Field, record: R) -> None:
        """Ask for a detail of a step."""

    @abstractmethod
    async def put(self, visit: Visit, command: StrEnum, record: R, texts: Mapping[str, str]) -> None:
        """Show a step filled in, in full and ready for one tap, and ask whether it shall be taken."""

    def command(self, verb: str) -> StrEnum:
        """Return the step a button or a phrase means; raise Refusal when there is none of that name."""
        for row in self.life.table.rows:
            if row.command == verb:
                return row.command
        raise Refusal(deciding.CARD_NOT_READABLE)

    async def press(self, visit: Visit, press: RequestPress) -> None:
        """Do what a button of a record's card asks for."""
        if press.verb == card_actions.REFRESH:
            await self.show(visit, press.number)
            return
        command = self.command(press.verb)
        visit.asked = f"{command.value} {press.number}"
        refusal = await self._unexplained(visit, command, press)
        if refusal:
            await self.refused(visit, command, press.number, press.texts, refusal)
        else:
            await self.carry_out(visit, command, press.number, press.texts, press.revision)

    async def _unexplained(self, visit: Visit, command: StrEnum, press: RequestPress) -> Incomplete | None:
        """Return what is wrong with the details of a press whose words say nothing to others; None for no such words.

        Who may not take the step, or saw an older state, hears that instead.
        """
        row = self.life.table.row(command)
        problems = unexplained(row.asks, press.texts) if press.texts else None
        if not problems:
            return None
        desk = self.desk(visit.directory)
        try:
            record, row = await desk.opened(press.number, command, visit.person, visit.at)
            if press.revision != record.revision:
                return None
            await desk.read_details(record, row, press.texts, visit.person)
        except Incomplete as incomplete:
            return Incomplete(incomplete.message, {**problems, **incomplete.problems})
        except Refusal:
            return None
        return Incomplete(self.life.words.incomplete, problems)


class Faces:
    """Every life that people meet here."""

    def __init__(self, faces: Sequence[Face[Any]]) -> None:
        """Find them by the prefixes of their lives."""
        self._by_prefix = {face.life.prefix: face for face in faces}
        self.talks = tuple(face.talk for face in faces if face.talk)

    def of(self, number: str) -> Face[Any]:
        """Return the face of the life a number belongs to; raise Unknown for a number of none."""
        face = self._by_prefix.get(f"{number.partition('-')[0]}-")
        if face is None:
            raise Unknown(deciding.unknown_number(number))
        return face

    async def elapsed(self, claimed: Claimed[Timer], directory: Directory, at: datetime) -> None:
        """Take the step of a timer whose time has come."""
        await self.of(claimed.task.number).desk(directory).elapsed(claimed, at)
