"""The desk: the only door for writes to a request, and for reading one as a person may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from playbook.answers import Choice, read
from playbook.decisions import Filing, Rules, Step, decide, file_request, permitted, refile_request, who_was_last
from playbook.disclosure import readable
from playbook.fields import FIELDS, Field
from playbook.intake import Intake
from playbook.lists import fixed, person_choice
from playbook.matching import Candidate, rank
from playbook.people import Directory, Person, PersonKey, Role
from playbook.records import NEW, Draft, Event, Request, State
from playbook.refusals import Incomplete, NotNow, NotUnderstood, Stale, Unknown
from playbook.requests import FINAL, REQUEST_LIFE, Command, Party, Row, may_see, parties_of
from playbook.store import Change, Conflict, Page, Query, Store, every, find_any
from playbook.timelines import DAY
from playbook.topics import MOST_SIMILAR, Similar, similar_requests
from playbook.wording import deciding

_TRIES = 20
PAGE = 20
# One thing to a person: which of the two it is depends on the request.
_REFILED = (Command.EDIT, Command.RESUBMIT)
IN_HAND = frozenset({State.OFFERED, State.ASSIGNED})


@dataclass(frozen=True)
class View:
    """A request as one person may see it: their standing, what is open to them, and what they choose from."""

    request: Request
    parties: frozenset[Party]
    rows: tuple[Row, ...]
    history: tuple[Event, ...]
    similar: tuple[Similar, ...]
    candidates: tuple[Candidate, ...]
    options: Mapping[str, tuple[Choice, ...]]


class Desk:
    """Takes commands from people and answers with the request as it then is, or refuses."""

    def __init__(self, store: Store, rules: Rules, intake: Intake) -> None:
        """Keep the store, what decisions look up, and the drafts."""
        self._store = store
        self.rules = rules
        self.intake = intake

    async def submit(self, draft: Draft, person: Person, at: datetime) -> Request:
        """File a draft: a new number, a resubmission (G19) or an edit (G27). Raise Incomplete with what is missing."""
        ruling = self.intake.ruling(draft)
        open_fields = self.intake.missing(draft)
        if open_fields or ruling is None:
            raise Incomplete(deciding.DRAFT_INCOMPLETE, {field.key: field.title for field in open_fields})
        filing = Filing(draft, ruling, await self.intake.similar(draft, person, at))
        return await (self._file if draft.slot == NEW else self._refile)(filing, person, at)

    async def _file(self, filing: Filing, person: Person, at: datetime) -> Request:
        await self._expect_room(person, at)
        for _ in range(_TRIES):
            number = f"SME-{await self._store.last_number() + 1:04d}"
            change = file_request(filing, number, person, at, self.rules)
            try:
                await self._store.commit(change)
            except Conflict:
                continue
            return change.request
        raise Stale(deciding.SOMEBODY_WAS_FASTER)

    async def _expect_room(self, person: Person, at: datetime) -> None:
        """Refuse to file more in a day than anybody needs; a draft waits as long as it takes."""
        most = self.rules.filings_per_day
        if not most:
            return
        filed = await every(self._store, Query(requester=person.key, since=at - DAY))
        if sum(at - request.submitted_at < DAY for request in filed) >= most:
            raise NotNow(deciding.filed_too_many(most))

    async def _refile(self, filing: Filing, person: Person, at: datetime) -> Request:
        request = await self._visible(filing.draft.slot, person)
        command = Command.RESUBMIT if request.state is State.RETURNED else Command.EDIT
        return await self._commit(refile_request(request, filing, Step(command, person, at), self.rules))

    async def filed_from(self, draft_id: str, person: Person) -> Request | None:
        """Return the request a draft became, so that a second press on its review card finds it."""
        filed = await self._store.find(Query(requester=person.key, origin=draft_id), limit=1)
        return next(iter(filed.requests), None)

    async def carry_out(
        self,
        number: str,
        command: Command,
        texts: Mapping[str, str],
        person: Person,
        *,
        at: datetime,
        revision: int | None = None,
    ) -> Request:
        """Take one step. `texts` are the details as the person gave them; `revision` is what their card showed."""
        request = await self._visible(number, person)
        row = permitted(request, command, person, self.rules)
        if revision is not None and revision != request.revision:
            raise Stale(deciding.stale(request, who_was_last(request, person, self.rules.lists.directory)))
        details = await self.read_details(request, row, texts)
        return await self._commit(decide(request, Step(command, person, at, details), self.rules))

    async def opened(self, number: str, command: Command, person: Person) -> tuple[Request, Row]:
        """Return the request and the row if this person may take this step now; refuse otherwise."""
        request = await self._visible(number, person)
        return request, permitted(request, command, person, self.rules)

    async def awaiting(self, command: Command, person: Person) -> Page:
        """Return the first page of the requests on which this person may take a step now, newest first."""
        rows = {REQUEST_LIFE.row(one) for one in (_REFILED if command in _REFILED else (command,))}
        directory = self.rules.lists.directory
        page = await find_any(self._store, [query for row in rows for query in _open_to(person, row)], PAGE)
        found = (one for one in page.requests if rows & set(self._open_rows(one, parties_of(one, person, directory))))
        return Page(tuple(found), page.after)

    async def read_details(self, request: Request, row: Row, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the canonical details of a step; raise Incomplete with every problem at once."""
        details: dict[str, str] = {}
        problems: dict[str, str] = {}
        for field in row.asks:
            try:
                details[field.key] = read(field, texts.get(field.key, ""), await self.options(field, request))
            except NotUnderstood as refusal:
                problems[field.key] = refusal.text
        if problems:
            raise Incomplete(deciding.PLEASE_COMPLETE, problems)
        return details

    async def options(self, field: Field, request: Request) -> tuple[Choice, ...]:
        """Return the list a detail is selected from; empty for details that are typed."""
        match field.key:
            case "fields":
                keys = request.answers
                return tuple(Choice(one.key, one.title, one.words) for one in FIELDS if one.key in keys)
            case "sme":
                return tuple(person_choice(candidate.sme) for candidate in await self.candidates(request))
            case "fpm":
                return tuple(choice for choice in self.rules.lists.fpms() if choice.value != request.fpm)
        return tuple(fixed(field))

    async def candidates(self, request: Request) -> tuple[Candidate, ...]:
        """Return the SMEs ranked for a request, with reasons; load counts offers and assignments in hand."""
        smes = self.rules.lists.directory.with_role(Role.SME)
        load = {sme.key: await self._in_hand(sme.key) for sme in smes}
        return rank(request, smes, load)

    async def _in_hand(self, sme: PersonKey) -> int:
        return len(await every(self._store, Query(sme=sme, states=IN_HAND)))

    async def view(self, number: str, person: Person) -> View:
        """Return a request as this person may see it; raise Unknown when they may not."""
        request = await self._visible(number, person)
        parties = parties_of(request, person, self.rules.lists.directory)
        rows = self._open_rows(request, parties)
        asks = {field.key: field for row in rows for field in row.asks}
        return View(
            request=request,
            parties=parties,
            rows=rows,
            history=readable(await self._store.history(number), parties),
            similar=await self._similar(request, parties),
            candidates=await self.candidates(request) if "sme" in asks else (),
            options={key: await self.options(field, request) for key, field in asks.items()},
        )

    def _open_rows(self, request: Request, parties: frozenset[Party]) -> tuple[Row, ...]:
        return REQUEST_LIFE.open_to(request.state, parties)

    async def _similar(self, request: Request, parties: frozenset[Party]) -> tuple[Similar, ...]:
        if not request.similar or not parties & {Party.ROUTED_FPM, Party.PARTNERS_FPM, Party.TEAM}:
            return ()
        # Requests filed before there was a limit name all that came before them.
        earlier = [await self._store.get(number) for number in request.similar[:MOST_SIMILAR]]
        known = [one for one in earlier if one is not None]
        return similar_requests(
            request.answers, request.partner, known, request.submitted_at, self.intake.topic_window
        )  # fmt: skip

    async def _visible(self, number: str, person: Person) -> Request:
        request = await self._store.get(number)
        if request is None or not may_see(parties_of(request, person, self.rules.lists.directory)):
            raise Unknown(deciding.unknown_number(number))
        return request

    async def _commit(self, change: Change) -> Request:
        try:
            await self._store.commit(change)
        except Conflict as conflict:
            raise Stale(deciding.SOMEBODY_WAS_FASTER) from conflict
        return change.request

    async def drafts(self, person: Person) -> tuple[Draft, ...]:
        """Return a person's drafts, latest first."""
        return await self._store.drafts(person.key)

    async def listed(self, person: Person, only_open: bool, after: str | None = None) -> Page:
        """Return one page of the requests a person may see (R40, R71), newest first."""
        queries = (
            _theirs(person, frozenset(State) - FINAL) if only_open else _visible_to(person, self.rules.lists.directory)
        )
        return await find_any(self._store, queries, PAGE, after)


def _open_to(person: Person, row: Row) -> list[Query]:
    """Return what finds the requests on which a person may take a step, by each way they may stand to one."""
    ways = {
        (Party.REQUESTER, Role.PARTNER): Query(states=row.sources, requester=person.key),
        (Party.ROUTED_FPM, Role.FPM): Query(states=row.sources, fpm=person.key),
        (Party.TEAM, Role.TEAM): Query(states=row.sources),
        (Party.OFFERED_SME, Role.SME): Query(states=row.sources, sme=person.key),
    }
    return [query for (party, role), query in ways.items() if party in row.by and person.has(role)]


def _theirs(person: Person, states: frozenset[State] | None) -> list[Query]:
    """Return what finds the requests in a person's hands, by every role they have."""
    if person.has(Role.PARTNER):
        return [Query(states=states, partner=person.partner)]
    if person.has(Role.TEAM):
        return [Query(states=states)]
    routed = [Query(states=states, fpm=person.key)] if person.has(Role.FPM) else []
    return routed + ([Query(states=states, sme=person.key)] if person.has(Role.SME) else [])


def _visible_to(person: Person, directory: Directory) -> list[Query]:
    """Return what finds all that a person may see: an FPM also reads what their partners filed with others (R71)."""
    own = [partner.name for partner in directory.partners if person.has(Role.FPM) and partner.fpm == person.key]
    return [*_theirs(person, None), *(Query(partner=name) for name in own)]
