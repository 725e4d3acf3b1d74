"""Requests as people meet them: what is said and shown of one, in turns and in what comes to them unasked (R71)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from cards.elements import Element
from cards.question_card import words_card
from cards.reader import Reader
from cards.request_card import earlier_card, list_card, request_card, shared_card
from cards.step_buttons import Unfinished
from dialogs.faces import Face, Letter, Viewer
from dialogs.visit import About, Visit
from playbook.answers import Choice
from playbook.life.fields import Field, Kind
from playbook.life.lifecycle import Parties
from playbook.life.ports import Dossier, Page
from playbook.life.records import NEW, Draft, Event, Notice
from playbook.messages import asking, hearing, labels, listing, routing, telling, verbs
from playbook.messages.deciding import STATES
from playbook.messages.message import Listed, Message, Passage, Speech, Words, bullet, lines, together
from playbook.people import Directory, PersonKey, Role
from playbook.refusals import Incomplete, Refusal, Stale, Unknown
from playbook.requests.desk import IN_HAND, Desk, Desks, View
from playbook.requests.disclosure import may_see, parties_of
from playbook.requests.fields import FIELD
from playbook.requests.life import REQUEST_LIFE
from playbook.requests.matching import Candidate
from playbook.requests.record import Command, Party, Request
from playbook.requests.table import REFILED, REQUEST_TABLE, Row


async def show(visit: Visit, number: str, unfinished: Unfinished | None = None) -> View:
    """Show a request as it now is, with the steps open to this person; return what is shown."""
    view = await visit.desk.view(number, visit.person, visit.at)
    _show(visit, view, unfinished)
    return view


def _show(visit: Visit, view: View, unfinished: Unfinished | None = None) -> None:
    drawn = request_card(visit.reader, view, visit.desk.rules.lists, visit.at, [visit.user_id], unfinished=unfinished)
    visit.show(drawn, About(view.request.number, view.request.revision))


async def status(visit: Visit, number: str) -> None:
    """Say where a request stands, and show it."""
    view = await show(visit, number)
    visit.say(telling.standing(view.request, visit.desk.rules.lists.directory, view.parties))


async def carry_out(
    visit: Visit, command: Command, number: str, texts: Mapping[str, str], revision: int | None
) -> None:
    """Take a step and show the request after it; a refusal shows it as it is and then says why."""
    try:
        dossier = await visit.desk.stepped(number, command, texts, visit.person, at=visit.at, revision=revision)
    except Refusal as refusal:
        await refused(visit, command, number, texts, refusal)
        return
    request, directory = dossier.record, visit.directory
    visit.say(telling.after_step(request, directory, visit.desk.parties(request, visit.person, visit.at)))
    try:
        view = visit.desk.view_of(dossier, visit.person, visit.at)
    except Unknown:
        visit.show({})
    else:
        _show(visit, view)
        visit.say(telling.dates_moved(view.history[-1]) if view.history else None)


async def put(visit: Visit, row: Row, request: Request, texts: Mapping[str, str]) -> None:
    """Show a step filled in, and ask whether it shall be taken; what it lacks is named."""
    asks = () if row.command in REFILED else row.asked_of(request)
    missing = [field.title for field in asks if field.key not in texts and not field.optional]
    visit.say(
        hearing.put(row.command.value, request.number, in_short(visit, request), missing),
        *await _filled_in(visit, row, request, texts),
    )
    if asks:
        await show(visit, request.number, Unfinished(row.command, texts))
    else:
        yes = Choice(f"{row.command.value} {request.number}", labels.BUTTONS[row.command])
        visit.show(words_card(visit.reader, [yes, Choice("no", hearing.NO)]))


async def _filled_in(visit: Visit, row: Row, request: Request, texts: Mapping[str, str]) -> list[Message]:
    """Return what a step is filled in with, so that a yes is to that as well: whom it is offered to, what is sent."""
    if row.command in REFILED:
        show_value = visit.desk.rules.lists.show
        return [asking.titled(FIELD[key].title, show_value(FIELD[key], value)) for key, value in texts.items()]
    shown = []
    for field in (one for one in row.asked_of(request) if texts.get(one.key)):
        titles = {one.value: one.title for one in await visit.desk.options(field, request, visit.person)}
        values = texts[field.key].split(",") if field.kind is Kind.CHOICES else [texts[field.key]]
        shown.append(asking.titled(field.title, Listed(tuple(titles.get(one, Words(one)) for one in values))))
    return shown


async def refused(visit: Visit, command: Command, number: str, texts: Mapping[str, str], refusal: Refusal) -> None:
    """Say why a step was refused, and give back what the person typed."""
    if isinstance(refusal, Unknown):
        raise refusal
    problems = refusal.problems if isinstance(refusal, Incomplete) else {}
    titles = {field.key: field.title for field in REQUEST_TABLE.row(command).asks}
    visit.refuse(refusal)
    visit.say(*(asking.titled(titles[key], problem) for key, problem in problems.items()))
    kept = problems or isinstance(refusal, Stale)
    await show(visit, number, Unfinished(command, texts) if kept and texts else None)


async def listed(visit: Visit, which: str, after: str) -> None:
    """List requests: "mine" and "all" with the ended ones, "queue" and "status" only the open ones."""
    page = await visit.desk.listed(visit.person, only_open=which in ("queue", "status"), after=after or None)
    rows = [] if after else await _drafts(visit)
    rows += [(line(visit, request), f"status {request.number}") for request in page.records]
    title = labels.MY_REQUESTS if visit.person.has(Role.PARTNER) else labels.QUEUE
    if page.after:
        rows.append((telling.NEXT_PAGE, f"{_WORDS[which]} after {page.after}"))
    visit.say(lines(*(line for line, _ in rows)) if rows else telling.NOTHING_HERE)
    visit.show(list_card(visit.reader, title, rows))


async def _drafts(visit: Visit) -> list[tuple[Message, str]]:
    rows = []
    for draft in await visit.desk.drafts(visit.person):
        words = "resume" if draft.slot == NEW else f"edit {draft.slot}"
        rows.append((draft_line(visit, draft), words))
    return rows


def draft_line(visit: Visit, draft: Draft) -> Message:
    """Return a draft in one line: its need and its customer."""
    workload = visit.desk.rules.lists.catalogue.title(draft.answers.get("workload", ""))
    return listing.draft_line(draft, workload)


def ask_which(visit: Visit, command: Command, page: Page[Request]) -> None:
    """Ask which request a step without a number is about; a page of them is shown."""
    words = [f"{command.value} {request.number}" for request in page.records]
    visit.say(verbs.which_request(command.value, [line(visit, request) for request in page.records]))
    visit.say(asking.AND_OTHERS if page.after else None)
    visit.show(words_card(visit.reader, [Choice(one, Words(one)) for one in words]))


def line(visit: Visit, request: Request) -> Message:
    """Return a request in one line: number, state, need and customer, and what is late."""
    workload = visit.desk.rules.lists.catalogue.title(request.answers["workload"])
    return listing.row_line(request, workload, request.overdue(visit.at))


def in_short(visit: Visit, request: Request) -> Message:
    """Return what tells a request from others: need, customer and state."""
    workload = visit.desk.rules.lists.catalogue.title(request.answers["workload"])
    return hearing.in_short(workload, request.answers.get("tenant_name", ""), STATES[request.state])


def ranked(candidates: Sequence[Candidate]) -> Speech:
    """Return the ranked SMEs as lines."""
    return lines(*(bullet(routing.candidate(one.sme.name, one.reasons)) for one in candidates))


_WORDS = {"mine": "my requests", "all": "all requests", "queue": "queue", "status": "queue"}


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
        await show(visit, number)

    async def carry_out(
        self, visit: Visit, command: StrEnum, number: str, texts: Mapping[str, str], revision: int | None
    ) -> None:
        """Take a step and show the request after it."""
        await carry_out(visit, Command(command), number, texts, revision)

    async def refused(
        self, visit: Visit, command: StrEnum, number: str, texts: Mapping[str, str], refusal: Refusal
    ) -> None:
        """Say why a step was refused, and give back what the person typed."""
        await refused(visit, Command(command), number, texts, refusal)

    async def put(self, visit: Visit, command: StrEnum, record: Request, texts: Mapping[str, str]) -> None:
        """Show a step filled in, and ask whether it shall be taken."""
        await put(visit, REQUEST_TABLE.row(Command(command)), record, texts)

    async def ask(self, visit: Visit, command: StrEnum, field: Field, record: Request) -> None:
        """Ask for a detail; who offers a request reads how its SMEs rank."""
        candidates = await visit.desk.candidates(record) if field.key == "sme" else ()
        choices = visit.desk.choices(field, record, visit.person, candidates)
        visit.say(asking.question(field))
        if candidates:
            visit.say(ranked(candidates))
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
