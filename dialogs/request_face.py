"""Requests as people meet them, in turns and in what comes to them unasked."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from cards.elements import Element
from cards.question_card import words_card
from cards.reader import Reader
from cards.request_card import earlier_card, request_card, shared_card
from dialogs import request_talk
from dialogs.faces import Face, Letter, Viewer
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.life.fields import Field, Kind
from playbook.life.lifecycle import Parties
from playbook.life.ports import Dossier
from playbook.life.records import Event, Notice
from playbook.messages import asking, labels, telling
from playbook.messages.message import Message, Passage, Speech, together
from playbook.people import Directory, PersonKey
from playbook.refusals import Refusal, Unknown
from playbook.requests.desk import IN_HAND, Desk, Desks
from playbook.requests.disclosure import may_see, parties_of
from playbook.requests.life import REQUEST_LIFE
from playbook.requests.record import Command, Party, Request


class RequestFace(Face[Request]):
    """Shows and tells of requests."""

    life = REQUEST_LIFE
    counted = IN_HAND

    def __init__(self, desks: Desks) -> None:
        """Look through the desks of requests."""
        self._desks = desks

    def desk(self, directory: Directory) -> Desk:
        """Return the desk of requests among these people."""
        return self._desks.among(directory)

    def card(self, dossier: Dossier[Request], viewer: Viewer) -> Element | None:
        """Return the card as this person sees it; None when they may no longer (R71)."""
        desk = self.desk(viewer.directory)
        try:
            view = desk.view_of(dossier, viewer.person, viewer.at)
        except Unknown:
            return None
        return request_card(viewer.reader, view, desk.rules.lists, viewer.at, viewer.user_ids)

    def earlier(self, reader: Reader, record: Request) -> Element:
        """Return number and state."""
        return earlier_card(reader, record)

    def shared(self, reader: Reader, record: Request, user_ids: Sequence[str]) -> Element:
        """Return number and state; never a customer's data in the open (R71)."""
        return shared_card(reader, record, user_ids)

    def audience(self, record: Request, directory: Directory) -> list[PersonKey]:
        """Return everybody who may see the request.

        A SME who is asked is left out: who comes and goes here tells who declined (G38).
        """
        stands = {one.key: parties_of(record, one, directory) for one in directory.people}
        return [key for key, parties in stands.items() if may_see(parties) and Party.OFFERED_SME not in parties]

    def message(self, notice: Notice, event: Event, dossier: Dossier[Request], viewer: Viewer) -> Letter:
        """Return what a notice says in a chat."""
        request = dossier.record
        headline = telling.headline(notice.topic, request, event, viewer.directory)
        parties = parties_of(request, viewer.person, viewer.directory)
        confirms = _confirms(event, parties)
        whom = telling.no_confirmation(telling.fpm_contact(request, viewer.directory)) if confirms else None
        more = (_dates_moved(notice, event), whom)
        return Letter(headline, Passage((headline, *(one for one in more if one)), "\n\n"))

    def mail(self, notice: Notice, event: Event, dossier: Dossier[Request], viewer: Viewer) -> Letter | None:
        """E-mail goes to the contact named in the request, so that an alternate address works (R22, R32)."""
        request, person, lists = dossier.record, viewer.person, self.desk(viewer.directory).rules.lists
        address = request.answers["partner_email"] if person.key == request.requester else person.email
        if not address:
            return None
        headline = telling.headline(notice.topic, request, event, lists.directory)
        parties = parties_of(request, person, lists.directory)
        if not may_see(parties):
            # Somebody it was taken from hears that, and reads nothing of it any more (R71).
            return Letter(headline, headline, address)
        next_step = telling.next_step(request, lists.directory, parties)
        following: Speech = together(_dates_moved(notice, event), next_step)
        if notice.topic == "assigned.requester":
            following = Passage((following, telling.ONBOARDING), "\n\n")
        sme = telling.contact_sme(request, lists.directory)
        facts = (*lists.facts(request.answers), *([(labels.SME, sme)] if sme else []))
        return Letter(headline, telling.mail_text(headline, facts, following), address)

    async def show(self, visit: Visit, number: str) -> None:
        """Show a request as it now is."""
        await request_talk.show(visit, number)

    async def carry_out(
        self, visit: Visit, command: StrEnum, number: str, texts: Mapping[str, str], revision: int | None
    ) -> None:
        """Take a step and show the request after it."""
        await request_talk.carry_out(visit, Command(command), number, texts, revision)

    async def refused(
        self, visit: Visit, command: StrEnum, number: str, texts: Mapping[str, str], refusal: Refusal
    ) -> None:
        """Say why a step was refused, and give back what the person typed."""
        await request_talk.refused(visit, Command(command), number, texts, refusal)

    async def ask(self, visit: Visit, command: StrEnum, field: Field, record: Request) -> None:
        """Ask for a detail; who offers a request reads how its SMEs rank."""
        candidates = await visit.desk.candidates(record) if field.key == "sme" else ()
        choices = visit.desk.choices(field, record, visit.person, candidates)
        visit.say(asking.question(field))
        if candidates:
            visit.say(request_talk.ranked(candidates))
        elif field.kind is Kind.CHOICES:
            visit.say(asking.one_or_more([choice.title for choice in choices]))
        if field.kind is Kind.CHOICE:
            # Each button says the step whole: a question is soon followed by another one, and its buttons stay.
            step = f"{command.value} {record.number}"
            visit.show(words_card(visit.reader, [Choice(f"{step} {one.name}", one.title) for one in choices]))


def _confirms(event: Event, parties: Parties) -> bool:
    return event.name in ("submitted", "resubmitted", "reconfirmed") and Party.REQUESTER in parties


def _dates_moved(notice: Notice, event: Event) -> Message | None:
    """Who had it before need not hear whose dates it follows now."""
    return None if notice.topic.endswith(".former") else telling.dates_moved(event)
