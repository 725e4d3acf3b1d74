"""What a notice says, drawn at the moment of delivery, so that a late one shows the request as it then is."""

from collections.abc import Callable
from datetime import datetime

from bot_app.delivery.deliver import Composed
from bot_app.delivery.mailer import Mail
from bot_app.turn.group_chat import GroupChat
from bot_app.turn.invokes import empty_card
from bot_app.turn.live_cards import in_chat
from bot_app.turn.outgoing import Outgoing, message
from cards.elements import inert
from cards.request_card import earlier_card, request_card, shared_card
from playbook.answers import one_line
from playbook.desk import Desk
from playbook.people import Person
from playbook.records import Channel, Event, Notice, Request
from playbook.refusals import Unknown
from playbook.requests import parties_of
from playbook.store import Copy, Dossier
from playbook.wording import telling


class NoticeComposer:
    """Composes messages, e-mails and redrawn cards for the courier."""

    def __init__(self, desk: Desk, shared: GroupChat, clock: Callable[[], datetime]) -> None:
        """Look through the desk, as the person who is told."""
        self._desk = desk
        self._shared = shared
        self._clock = clock
        self._directory = desk.rules.lists.directory

    async def compose(self, notice: Notice, dossier: Dossier) -> Composed | None:
        """Return the message or e-mail of a notice, or None when there is nobody left to tell."""
        person, request = self._directory.find(notice.to), dossier.request
        event = next((one for one in dossier.history if one.seq == notice.seq), None)
        if person is None or event is None:
            return None
        headline = telling.headline(notice.topic, request, event, self._directory)
        if notice.channel is Channel.MAIL:
            return self._mail(notice, headline, request, person)
        return self._message(headline, dossier, person, event)

    def _message(self, headline: str, dossier: Dossier, person: Person, event: Event) -> Outgoing:
        request = dossier.request
        text = headline = inert(headline)
        if event.name in ("submitted", "resubmitted") and person.key == request.requester:
            text = f"{headline}\n\n{telling.NO_CONFIRMATION}"
        drawn = self._card(dossier, person)
        return Outgoing(message(text, drawn, headline), request.revision if drawn else None)

    def _card(self, dossier: Dossier, person: Person) -> dict[str, object] | None:
        """Return the card as this person sees it; None when they may no longer (R71)."""
        try:
            view = self._desk.view_of(dossier, person)
        except Unknown:
            return None
        reference = dossier.references.get(person.key)
        user_ids = [reference.user_id] if reference else []
        return request_card(view, self._desk.rules.lists, self._clock(), user_ids)

    def _mail(self, notice: Notice, headline: str, request: Request, person: Person) -> Mail | None:
        """E-mail goes to the contact named in the request, so that an alternate address works (R22, R32)."""
        address = request.answers["partner_email"] if person.key == request.requester else person.email
        if not address:
            return None
        facts = self._desk.rules.lists.facts(request.answers)
        parties = parties_of(request, person, self._directory)
        following = telling.next_step(request, self._directory, parties)
        if notice.topic == "assigned.requester":
            following = f"{following}\n\n{telling.ONBOARDING}"
        return Mail(
            to=address,
            subject=inert(one_line(f"{request.number}: {headline}")[:150]),
            text=inert(telling.mail_text(headline, facts, following)),
            key=notice.key,
            thread=request.number,
        )

    async def redraw(self, copy: Copy, dossier: Dossier) -> Outgoing | None:
        """Return a card that was sent before, as it is now; None when it shows that already."""
        request, newest = dossier.request, _is_newest(copy, dossier)
        if newest and request.revision <= copy.revision:
            return None
        drawn = await self._redrawn(dossier, copy, newest=newest)
        return Outgoing(message(copy.text, drawn), request.revision, last=not newest)

    async def _redrawn(self, dossier: Dossier, copy: Copy, *, newest: bool) -> dict[str, object]:
        request = dossier.request
        if copy.person is None:
            return shared_card(request, await self._shared.user_ids(request)) if newest else earlier_card(request)
        person = self._directory.find(copy.person)
        drawn = self._card(dossier, person) if person else None
        if drawn is None:
            return empty_card()
        return drawn if newest else earlier_card(request)


def _is_newest(copy: Copy, dossier: Dossier) -> bool:
    """A chat has one live card of a request, the newest; the cards above it shrink to its state, once.

    One without an id is about to be sent.
    """
    same_chat = in_chat(dossier.copies, copy.conversation_id)
    return not (same_chat and copy.activity_id) or same_chat[-1].activity_id == copy.activity_id
