"""What a notice says, drawn at the moment of delivery, so that a late one shows the request as it then is."""

from collections.abc import Callable
from datetime import datetime

from bot_app.delivery.deliver import Composed
from bot_app.delivery.mailer import Mail
from bot_app.turn.bot import message
from bot_app.turn.group_chat import GroupChat
from bot_app.turn.invokes import empty_card
from bot_app.turn.live_cards import in_chat
from bot_app.turn.outgoing import Outgoing
from bot_app.turn.readers import Readers
from bot_app.wire.activity_json import to_json
from cards.reader import Reader, Rendered
from cards.request_card import earlier_card, request_card, shared_card
from playbook.life.ports import Copy, Store
from playbook.life.records import Channel, Event, Notice
from playbook.messages import telling
from playbook.messages.message import Passage, Speech
from playbook.people import Person
from playbook.refusals import Unknown
from playbook.requests.desk import Desk
from playbook.requests.parties import parties_of
from playbook.requests.record import Request

MOST_OF_A_SUBJECT = 150


class NoticeComposer:
    """Composes messages, e-mails and redrawn cards for the courier."""

    def __init__(
        self, desk: Desk, store: Store, shared: GroupChat, readers: Readers, clock: Callable[[], datetime]
    ) -> None:
        """Read through the desk, as the person who is told, and in their language."""
        self._desk = desk
        self._store = store
        self._shared = shared
        self._readers = readers
        self._clock = clock
        self._directory = desk.rules.lists.directory

    async def compose(self, notice: Notice) -> Composed | None:
        """Return the message or e-mail of a notice, or None when there is nobody left to tell."""
        person = self._directory.find(notice.to)
        request = await self._store.get(Request, notice.number)
        event = next((one for one in await self._store.history(notice.number) if one.seq == notice.seq), None)
        if person is None or request is None or event is None:
            return None
        headline = telling.headline(notice.topic, request, event, self._directory)
        if notice.channel is Channel.MAIL:
            return self._mail(notice, headline, request, person, await self._reader(person))
        return await self._message(headline, request, person, event)

    async def _reader(self, person: Person) -> Reader:
        return self._readers.of(person, await self._store.reference(person.key))

    async def _message(self, headline: Speech, request: Request, person: Person, event: Event) -> Outgoing:
        reader, speech = await self._reader(person), headline
        if event.name in ("submitted", "resubmitted") and person.key == request.requester:
            speech = Passage((headline, telling.NO_CONFIRMATION), "\n\n")
        drawn = await self._card(request, person)
        activity = message(reader.text(speech), drawn)
        activity.summary = reader.text(headline)
        return Outgoing(to_json(activity), request.revision if drawn else None)

    async def _card(self, request: Request, person: Person) -> dict[str, object] | None:
        """Return the card as this person sees it; None when they may no longer (R71)."""
        try:
            view = await self._desk.view(request.number, person, self._clock())
        except Unknown:
            return None
        reference = await self._store.reference(person.key)
        user_ids = [reference.user_id] if reference else []
        return request_card(self._readers.of(person, reference), view, self._desk.rules.lists, self._clock(), user_ids)

    def _mail(self, notice: Notice, headline: Speech, request: Request, person: Person, reader: Reader) -> Mail | None:
        """E-mail goes to the contact named in the request, so that an alternate address works (R22, R32)."""
        address = request.answers["partner_email"] if person.key == request.requester else person.email
        if not address:
            return None
        facts = self._desk.rules.lists.facts(request.answers)
        parties = parties_of(request, person, self._directory)
        following: Speech = telling.next_step(request, self._directory, parties)
        if notice.topic == "assigned.requester":
            following = Passage((following, telling.ONBOARDING), "\n\n")
        return Mail(
            to=address,
            subject=" ".join(reader.text(telling.mail_subject(request.number, headline)).split())[:MOST_OF_A_SUBJECT],
            text=reader.text(telling.mail_text(headline, facts, following)),
            key=notice.key,
            thread=request.number,
        )

    async def redraw(self, copy: Copy) -> Outgoing | None:
        """Return a card that was sent before, as it is now; None when it shows that already."""
        request = await self._store.get(Request, copy.number)
        if request is None or request.revision <= copy.revision:
            return None
        newest = await self._is_newest(copy)
        drawn = await self._redrawn(request, copy, newest=newest)
        return Outgoing(to_json(message(Rendered(copy.text), drawn)), request.revision, last=not newest)

    async def _redrawn(self, request: Request, copy: Copy, *, newest: bool) -> dict[str, object]:
        if copy.person is None:
            group = self._readers.of_group(copy.locale)
            ids = await self._shared.user_ids(request)
            return shared_card(group, request, ids) if newest else earlier_card(group, request)
        person = self._directory.find(copy.person)
        reader = await self._reader(person) if person else Reader()
        drawn = await self._card(request, person) if person else None
        if drawn is None:
            return empty_card(reader)
        return drawn if newest else earlier_card(reader, request)

    async def _is_newest(self, copy: Copy) -> bool:
        """A chat has one live card of a request, the newest; the cards above it shrink to its state, once.

        One without an id is about to be sent.
        """
        same_chat = in_chat(await self._store.copies(copy.number), copy.conversation_id)
        return not (same_chat and copy.activity_id) or same_chat[-1].activity_id == copy.activity_id
