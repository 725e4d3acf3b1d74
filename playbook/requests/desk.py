"""The desk of requests: filing, reading and listing them, besides the steps that every life has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from playbook.answers import Choice
from playbook.life.desk import LifeDesk
from playbook.life.fields import Field
from playbook.life.lifecycle import Parties, Step
from playbook.life.ports import Dossier, Page, Store, every, find_any
from playbook.life.records import NEW, Draft, Event
from playbook.messages import deciding
from playbook.people import Directory, Person, PersonKey, Role
from playbook.refusals import Incomplete, NotNow, Unknown
from playbook.requests import queries
from playbook.requests.correspondence import addressees
from playbook.requests.disclosure import parties_of, readable
from playbook.requests.effects import Filing, Rules, blank_request
from playbook.requests.fields import FIELDS
from playbook.requests.intake import Intake
from playbook.requests.life import REQUEST_LIFE
from playbook.requests.lists import Lists, fixed, person_choice
from playbook.requests.matching import Candidate, rank
from playbook.requests.record import Command, Party, Request, State
from playbook.requests.table import REFILED, REQUEST_TABLE, Row
from playbook.requests.timelines import DAY, Clockwork
from playbook.requests.topics import Similar, similar_requests
from playbook.requests.workloads import Catalogue

PAGE = 20
_FIELD_CHOICES = tuple(Choice(one.key, one.title, one.words) for one in FIELDS)
IN_HAND = frozenset({State.OFFERED, State.ASSIGNED})


@dataclass(frozen=True)
class View:
    """A request as one person may see it: their standing, what is open to them, and what they choose from."""

    request: Request
    parties: Parties
    rows: tuple[Row, ...]
    history: tuple[Event, ...]
    similar: tuple[Similar, ...]
    candidates: tuple[Candidate, ...]
    options: Mapping[str, tuple[Choice, ...]]


class Desk(LifeDesk[Request, Rules]):
    """Takes commands from people and answers with the request as it then is, or refuses."""

    @property
    def intake(self) -> Intake:
        """Where drafts are worked on, among the same people."""
        return Intake(self._store, self.rules.lists, self.rules.topic_window)

    async def submit(self, draft: Draft, person: Person, at: datetime) -> Request:
        """File a draft: a new number, a resubmission (G19) or an edit (G27). Raise Incomplete with what is missing."""
        ruling = self.intake.ruling(draft)
        open_fields = self.intake.required(draft)
        if open_fields or ruling is None:
            raise Incomplete(deciding.DRAFT_INCOMPLETE, {field.key: field.title for field in open_fields})
        filing = Filing(draft, ruling, await self.intake.similar(draft, person, at))
        return await (self._file_new if draft.slot == NEW else self._refile)(filing, person, at)

    async def _file_new(self, filing: Filing, person: Person, at: datetime) -> Request:
        await self._expect_room(person, at)
        return await self._file(
            lambda number: blank_request(filing, number, person, at, self.rules),
            Step(Command.SUBMIT, person, at),
            filing.draft,
            deciding.DRAFT_IS_GONE,
        )

    async def _expect_room(self, person: Person, at: datetime) -> None:
        """Refuse to file more in a day than anybody needs; a draft waits as long as it takes."""
        most = self.rules.filings_per_day
        if not most:
            return
        filed = await every(self._store, Request, queries.requests_with(requester=person.key, since=at - DAY))
        if sum(at - request.submitted_at < DAY for request in filed) >= most:
            raise NotNow(deciding.filed_too_many(most, self.rules.lists.fpm_contact(None, person)))

    async def _refile(self, filing: Filing, person: Person, at: datetime) -> Request:
        request = await self.visible(filing.draft.slot, person, at)
        command = Command.RESUBMIT if request.state is State.RETURNED else Command.EDIT
        if command is Command.EDIT and _given(filing.draft.answers) == _given(request.answers):
            raise NotNow(deciding.nothing_differs(request.number))
        return (await self._take(request, Step(command, person, at, brings=filing), filing.draft.slot)).record

    async def filed_from(self, draft_id: str, person: Person) -> Request | None:
        """Return the request a draft became, so that a second press on its review card finds it."""
        query = queries.requests_with(requester=person.key, origin=draft_id)
        return next(iter((await self._store.find(Request, query, limit=1)).records), None)

    async def awaiting(self, command: Command, person: Person, at: datetime) -> Page[Request]:
        """Return the first page of the requests on which this person may take a step now."""
        rows = {REQUEST_TABLE.row(one) for one in (REFILED if command in REFILED else (command,))}
        wanted = [query for row in rows for query in queries.open_to(person, row)]
        page = await find_any(self._store, Request, wanted, PAGE)
        found = (
            one for one in page.records if rows & set(REQUEST_TABLE.open_on(one, self.parties(one, person, at), at))
        )
        return Page(tuple(found), page.after)

    async def options(self, field: Field, record: Request, person: Person) -> tuple[Choice, ...]:
        """Return the list from which a person selects a detail; empty for details that are typed."""
        return self.choices(field, record, person, await self.candidates(record) if field.key == "sme" else ())

    def choices(
        self, field: Field, record: Request, person: Person, candidates: Sequence[Candidate]
    ) -> tuple[Choice, ...]:
        """Return the same with the candidates at hand, for whoever shows both."""
        match field.key:
            case "fields":
                return tuple([choice for choice in _FIELD_CHOICES if choice.value in record.answers])
            case "sme":
                return tuple(person_choice(candidate.sme) for candidate in candidates)
            case "fpm":
                return tuple(choice for choice in self.rules.lists.fpms() if choice.value != record.fpm)
            case "to":
                directory = self.rules.lists.directory
                return addressees(record, person, parties_of(record, person, directory), directory)
        return tuple(fixed(field))

    async def candidates(self, request: Request) -> tuple[Candidate, ...]:
        """Return the SMEs who can still be asked, ranked with reasons; load counts offers and assignments in hand."""
        dossier = await self._store.dossier(Request, request.number, IN_HAND)
        return self._ranked(request, dossier.loads if dossier else {})

    def _ranked(self, request: Request, loads: Mapping[PersonKey, int]) -> tuple[Candidate, ...]:
        others = (one for one in self.rules.lists.directory.with_role(Role.SME) if one.key != request.sme)
        return rank(request, others, loads)

    async def stepped(
        self,
        number: str,
        command: Command,
        texts: Mapping[str, str],
        person: Person,
        *,
        at: datetime,
        revision: int | None = None,
    ) -> Dossier[Request]:
        """Take one step, as `carry_out` does; return all that the request is shown by after it."""
        before = await self._dossier(number, person)
        self.parties_who_see(before.record, person, at)
        change = await self.step_on(before.record, command, texts, person, at=at, revision=revision)
        if person.has(Role.TEAM):
            # Whoever chooses among SMEs has just changed what one of them has in hand.
            return await self._dossier(number, person)
        return replace(before, record=change.record, history=(*before.history, change.event))

    async def view(self, number: str, person: Person, at: datetime) -> View:
        """Return a request as this person may see it; raise Unknown when they may not."""
        return self.view_of(await self._dossier(number, person), person, at)

    async def _dossier(self, number: str, person: Person) -> Dossier[Request]:
        # Only the team chooses among SMEs; nobody else's view need count what they have in hand.
        states = IN_HAND if person.has(Role.TEAM) else frozenset()
        dossier = await self._store.dossier(Request, number, states)
        if dossier is None:
            raise Unknown(self.life.words.unknown(number))
        return dossier

    def view_of(self, dossier: Dossier[Request], person: Person, at: datetime) -> View:
        """Return the view of a request that was read with its loads in hand; raise Unknown as `view` does."""
        request = dossier.record
        parties = self.parties_who_see(request, person, at)
        rows = REQUEST_TABLE.open_on(request, parties, at)
        asks = {field.key: field for row in rows for field in row.asks}
        candidates = self._ranked(request, dossier.loads) if "sme" in asks else ()
        return View(
            request=request,
            parties=parties,
            rows=rows,
            history=readable(request, dossier.history, person.key, parties),
            similar=self._similar(dossier, parties),
            candidates=candidates,
            options={key: self.choices(field, request, person, candidates) for key, field in asks.items()},
        )

    def _similar(self, dossier: Dossier[Request], parties: Parties) -> tuple[Similar, ...]:
        if not dossier.related or not parties & {Party.ROUTED_FPM, Party.PARTNERS_FPM, Party.TEAM}:
            return ()
        request, window = dossier.record, self.rules.topic_window
        answers, at = request.answers, request.submitted_at
        return similar_requests(answers, request.partner, dossier.related, at, window, own=request.number)

    async def drafts(self, person: Person) -> tuple[Draft, ...]:
        """Return a person's drafts, latest first."""
        return await self.intake.drafts(person)

    async def listed(self, person: Person, only_open: bool, after: str | None = None) -> Page[Request]:
        """Return one page of the requests a person may see (R40, R71), or of those in their hands that are open."""
        wanted = queries.open_with(person) if only_open else queries.visible_to(person, self.rules.lists.directory)
        return await find_any(self._store, Request, wanted, PAGE, after)

    async def within_reach(self, person: Person) -> tuple[Request, ...]:
        """Return the newest requests that a person may see (R71), and those still open: what they can speak of."""
        newest, in_hand = await self.listed(person, only_open=False), await self.listed(person, only_open=True)
        found = {one.number: one for one in (*newest.records, *in_hand.records)}
        return tuple(found[number] for number in sorted(found, key=lambda one: (len(one), one), reverse=True))


def _given(answers: Mapping[str, str]) -> Mapping[str, str]:
    """Return answers without those that were skipped."""
    return {key: value for key, value in answers.items() if value}


@dataclass(frozen=True)
class Desks:
    """What every desk is made of while people come and go: the store, the tables, the clocks and the limits."""

    store: Store
    catalogue: Catalogue
    clockwork: Clockwork
    topic_window: timedelta
    filings_per_day: int = 0

    def among(self, directory: Directory) -> Desk:
        """Return a desk among these people, for the turn or the delivery that has asked who they are."""
        lists = Lists(self.catalogue, directory)
        return Desk(self.store, REQUEST_LIFE, Rules(lists, self.clockwork, self.topic_window, self.filings_per_day))
