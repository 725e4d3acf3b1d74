"""What a notice says, drawn at the moment of delivery, so that a late one shows the record as it then is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot_app.delivery.deliver import Composed
from bot_app.delivery.mailer import Mail
from bot_app.turn.group_chat import GroupChat
from bot_app.turn.invokes import empty_card
from bot_app.turn.live_cards import in_chat
from bot_app.turn.outgoing import Outgoing, message
from bot_app.wire.identity import Readers
from cards.elements import Element
from cards.reader import Reader, Rendered
from dialogs.faces import Faces, Letter, Viewer
from playbook.life.records import Channel, Notice
from playbook.messages import telling
from playbook.people import Directory, Person, PersonKey
from storage.chats import ChatDossier, SentActivity

MOST_OF_A_SUBJECT = 150


@dataclass(frozen=True)
class NoticeComposer:
    """Composes messages, e-mails and redrawn cards for the courier, among the people of each delivery.

    Each is seen by the face of its record's life, as the person who is told, and in their language.
    """

    faces: Faces
    group_chat: GroupChat
    readers: Readers
    clock: Callable[[], datetime]

    async def compose(self, notice: Notice, dossier: ChatDossier[Any], directory: Directory) -> Composed | None:
        """Return the message or e-mail of a notice, or None when there is nobody left to tell."""
        face = self.faces.of(notice.number)
        person = face.told(notice.to, dossier.record, directory)
        event = next((one for one in dossier.history if one.seq == notice.seq), None)
        if person is None or event is None:
            return None
        viewer = self._viewer(person, dossier, directory)
        if notice.channel is Channel.MAIL:
            return _mail(notice, face.mail(notice, event, dossier, viewer), viewer.reader)
        letter = face.message(notice, event, dossier, viewer)
        if letter is None:
            return None
        drawn = face.card(dossier, viewer)
        said = message(viewer.reader.text(letter.text), drawn, viewer.reader.text(letter.headline))
        return Outgoing(said, dossier.record.revision if drawn else None)

    def _viewer(self, person: Person, dossier: ChatDossier[Any], directory: Directory) -> Viewer:
        reference = dossier.references.get(person.key)
        user_ids = [reference.user_id] if reference else []
        return Viewer(person, self.readers.of(person, reference), directory, self.clock(), user_ids)

    async def redraw(self, copy: SentActivity, dossier: ChatDossier[Any], directory: Directory) -> Outgoing | None:
        """Return a card that was sent before, as it is now; None when it shows that already."""
        record, newest = dossier.record, _is_newest(copy, dossier)
        if newest and record.revision <= copy.revision:
            return None
        if copy.person is None:
            drawn = await self._for_group(copy, dossier, directory, newest=newest)
        else:
            drawn = self._for_one(copy.person, dossier, directory, newest=newest)
        return Outgoing(message(Rendered(copy.text), drawn), record.revision, last=not newest)

    async def _for_group(
        self, copy: SentActivity, dossier: ChatDossier[Any], directory: Directory, *, newest: bool
    ) -> Element:
        record, face, group = dossier.record, self.faces.of(copy.number), self.readers.of_group(copy.locale)
        if not newest:
            return face.earlier(group, record)
        return face.shared(group, record, await self.group_chat.user_ids(record, directory))

    def _for_one(self, key: PersonKey, dossier: ChatDossier[Any], directory: Directory, *, newest: bool) -> Element:
        face = self.faces.of(dossier.record.number)
        person = face.told(key, dossier.record, directory)
        if person is None:
            return empty_card(Reader())
        viewer = self._viewer(person, dossier, directory)
        drawn = face.card(dossier, viewer)
        if drawn is None:
            return empty_card(viewer.reader)
        return drawn if newest else face.earlier(viewer.reader, dossier.record)


def _mail(notice: Notice, letter: Letter | None, reader: Reader) -> Mail | None:
    if letter is None:
        return None
    subject = reader.text(telling.mail_subject(notice.number, letter.headline))
    return Mail(
        to=letter.to,
        subject=" ".join(subject.split())[:MOST_OF_A_SUBJECT],
        text=reader.text(letter.text),
        key=notice.key,
        thread=notice.number,
    )


def _is_newest(copy: SentActivity, dossier: ChatDossier[Any]) -> bool:
    """A chat has one live card of a record, the newest; the cards above it shrink to its state, once.

    One without an id is about to be sent.
    """
    same_chat = in_chat(dossier.copies, copy.conversation_id)
    return not (same_chat and copy.activity_id) or same_chat[-1].activity_id == copy.activity_id
