"""What a notice says, drawn at the moment of delivery, so that a late one shows the request as it then is."""

from collections.abc import Callable
from datetime import datetime

from bot_app.delivery.deliver import Composed
from bot_app.delivery.mailer import Mail
from bot_app.turn.group_chat import GroupChat
from bot_app.turn.invokes import empty_card
from bot_app.turn.live_cards import in_chat
from bot_app.turn.outgoing import Outgoing, message
from bot_app.turn.readers import Readers
from cards.reader import Reader, Rendered
from cards.request_card import earlier_card, request_card, shared_card
from playbook.life.ports import Copy, Dossier
from playbook.life.records import Channel, Notice
from playbook.messages import telling
from playbook.messages.message import Passage, Speech
from playbook.people import Directory, Person
from playbook.refusals import Unknown
from playbook.requests.desk import Desk, Desks
from playbook.requests.lists import Lists
from playbook.requests.parties import parties_of
from playbook.requests.record import Request

MOST_OF_A_SUBJECT = 150


class NoticeComposer:
    """Composes messages, e-mails and redrawn cards for the courier, among the people of each delivery."""

    def __init__(self, desks: Desks, shared: GroupChat, readers: Readers, clock: Callable[[], datetime]) -> None:
        """Look through a desk, as the person who is told, and in their language."""
        self._desks = desks
        self._shared = shared
        self._readers = readers
        self._clock = clock

    async def compose(self, notice: Notice, dossier: Dossier[Request], directory: Directory) -> Composed | None:
        """Return the message or e-mail of a notice, or None when there is nobody left to tell."""
        person, request = directory.find(notice.to), dossier.record
        event = next((one for one in dossier.history if one.seq == notice.seq), None)
        if person is None or event is None:
            return None
        desk, reader = self._desks.among(directory), self._readers.of(person, dossier.references.get(person.key))
        headline = telling.headline(notice.topic, request, event, directory)
        if notice.channel is Channel.MAIL:
            return _mail(notice, headline, request, person, reader=reader, lists=desk.rules.lists)
        speech = headline
        if event.name in ("submitted", "resubmitted") and person.key == request.requester:
            speech = Passage((headline, telling.NO_CONFIRMATION), "\n\n")
        drawn = self._card(dossier, person, reader, desk)
        said = message(reader.text(speech), drawn, reader.text(headline))
        return Outgoing(said, request.revision if drawn else None)

    def _card(self, dossier: Dossier[Request], person: Person, reader: Reader, desk: Desk) -> dict[str, object] | None:
        """Return the card as this person sees it; None when they may no longer (R71)."""
        try:
            view = desk.view_of(dossier, person, self._clock())
        except Unknown:
            return None
        reference = dossier.references.get(person.key)
        user_ids = [reference.user_id] if reference else []
        return request_card(reader, view, desk.rules.lists, self._clock(), user_ids)

    async def redraw(self, copy: Copy, dossier: Dossier[Request], directory: Directory) -> Outgoing | None:
        """Return a card that was sent before, as it is now; None when it shows that already."""
        request, newest = dossier.record, _is_newest(copy, dossier)
        if newest and request.revision <= copy.revision:
            return None
        drawn = await self._redrawn(dossier, copy, directory, newest=newest)
        return Outgoing(message(Rendered(copy.text), drawn), request.revision, last=not newest)

    async def _redrawn(
        self, dossier: Dossier[Request], copy: Copy, directory: Directory, *, newest: bool
    ) -> dict[str, object]:
        request = dossier.record
        if copy.person is None:
            group = self._readers.of_group(copy.locale)
            ids = await self._shared.user_ids(request, directory)
            return shared_card(group, request, ids) if newest else earlier_card(group, request)
        person = directory.find(copy.person)
        if person is None:
            return empty_card(Reader())
        reader = self._readers.of(person, dossier.references.get(person.key))
        drawn = self._card(dossier, person, reader, self._desks.among(directory))
        if drawn is None:
            return empty_card(reader)
        return drawn if newest else earlier_card(reader, request)


def _mail(
    notice: Notice, headline: Speech, request: Request, person: Person, *, reader: Reader, lists: Lists
) -> Mail | None:
    """E-mail goes to the contact named in the request, so that an alternate address works (R22, R32)."""
    address = request.answers["partner_email"] if person.key == request.requester else person.email
    if not address:
        return None
    parties = parties_of(request, person, lists.directory)
    following: Speech = telling.next_step(request, lists.directory, parties)
    if notice.topic == "assigned.requester":
        following = Passage((following, telling.ONBOARDING), "\n\n")
    return Mail(
        to=address,
        subject=" ".join(reader.text(telling.mail_subject(request.number, headline)).split())[:MOST_OF_A_SUBJECT],
        text=reader.text(telling.mail_text(headline, lists.facts(request.answers), following)),
        key=notice.key,
        thread=request.number,
    )


def _is_newest(copy: Copy, dossier: Dossier[Request]) -> bool:
    """A chat has one live card of a request, the newest; the cards above it shrink to its state, once.

    One without an id is about to be sent.
    """
    same_chat = in_chat(dossier.copies, copy.conversation_id)
    return not (same_chat and copy.activity_id) or same_chat[-1].activity_id == copy.activity_id
