"""The desk of access: asking for it, deciding on it, and registering, besides the steps that every life has."""

from collections.abc import Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from playbook.access.effects import Rules, expect_code
from playbook.access.fields import CHOICES, FIELD, FIELDS, applicable
from playbook.access.life import ACCESS_LIFE
from playbook.access.parties import decided_by_fpm
from playbook.access.record import OPEN, SLOT, Application, Command, Party, State
from playbook.access.table import ACCESS_TABLE, Row
from playbook.answers import Choice, named, read
from playbook.life.desk import LifeDesk
from playbook.life.fields import Field
from playbook.life.lifecycle import Parties, Step
from playbook.life.ports import Conflict, Query, Store, each, every
from playbook.life.records import Draft, Event
from playbook.messages import access
from playbook.messages.message import Speech, Words
from playbook.people import Directory, Person
from playbook.refusals import Forbidden, Incomplete, NotNow, NotUnderstood, Stale

MOST_APPLICATIONS, WINDOW = 3, timedelta(days=30)
PAGE = 10


@dataclass(frozen=True)
class View:
    """An application as one person may see it. `code` is there for an invited applicant alone."""

    application: Application
    parties: Parties
    rows: tuple[Row, ...]
    history: tuple[Event, ...]
    options: Mapping[str, tuple[Choice, ...]]
    code: str


@dataclass(frozen=True)
class Answered:
    """A draft after answers, and what was wrong with others, by field."""

    draft: Draft
    problems: Mapping[str, Speech] = field(default_factory=dict)


class AccessDesk(LifeDesk[Application, Rules]):
    """Takes applications and the steps of those who decide on them."""

    async def draft(self, person: Person) -> Draft | None:
        """Return what somebody has answered so far."""
        return await self._store.draft(person.key, SLOT)

    async def begin(self, person: Person, draft_id: str, at: datetime) -> Draft:
        """Return an applicant's draft, begun now if there is none; refuse who may not apply now."""
        await self._expect_room(person, at)
        return await self.draft(person) or await self._write(Draft(draft_id, person.key, SLOT, 1, {}, (), at))

    async def answer(self, draft: Draft, texts: Mapping[str, str], at: datetime) -> Answered:
        """Keep what is understood. What is not, or is left empty, takes an older answer away, so it is asked again."""
        answers, problems = dict(draft.answers), dict[str, Speech]()
        for key, text in texts.items():
            answers.pop(key, None)
            try:
                if text.strip():
                    answers[key] = read(FIELD[key], text, CHOICES.get(key, ()))
            except NotUnderstood as refusal:
                problems[key] = refusal.message
        given = tuple(key for key in FIELD if key in answers)
        after = replace(draft, answers=answers, given=given, revision=draft.revision + 1, changed_at=at)
        return Answered(await self._write(after), problems)

    async def start_over(self, draft: Draft, at: datetime) -> Draft:
        """Forget all answers."""
        return await self._write(replace(draft, answers={}, given=(), revision=draft.revision + 1, changed_at=at))

    async def discard(self, person: Person) -> None:
        """Throw somebody's answers away."""
        await self._store.drop_draft(person.key, SLOT)

    async def _write(self, draft: Draft) -> Draft:
        try:
            await self._store.put_draft(draft)
        except Conflict as conflict:
            raise Stale(self.life.words.overtaken) from conflict
        return draft

    def missing(self, draft: Draft) -> tuple[Field, ...]:
        """Return the fields still to ask."""
        return tuple(one for one in applicable(draft.answers) if one.key not in draft.answers)

    async def submit(self, draft: Draft, person: Person, at: datetime) -> Application:
        """Submit an application: one open at a time, and not too many (R21)."""
        if open_fields := self.missing(draft):
            raise Incomplete(access.INCOMPLETE, {one.key: one.title for one in open_fields})
        await self._expect_room(person, at)
        step = Step(Command.APPLY, person, at)
        return await self._file(lambda number: self._blank(number, draft, at), step, draft, access.DRAFT_IS_GONE)

    def _blank(self, number: str, draft: Draft, at: datetime) -> Application:
        return Application(
            number=number,
            revision=0,
            state=State.BLANK,
            answers={one.key: draft.answers[one.key] for one in FIELDS if draft.answers.get(one.key)},
            origin=draft.id,
            changed_at=at,
            changed_by=draft.owner,
            last_step="",
            applicant=draft.owner,
            partner=self._listed(draft.answers["company"]),
            submitted_at=at,
        )

    def _listed(self, said: str) -> str:
        """Return the company on the list that is called just so; a beginning of a name gives nothing away."""
        found = named(said, self._companies())
        return found.value if found else ""

    def _companies(self) -> tuple[Choice, ...]:
        return tuple(Choice(one.name, Words(one.name), one.synonyms) for one in self.rules.directory.partners)

    async def _expect_room(self, person: Person, at: datetime) -> None:
        if person.roles:
            raise Forbidden(access.KNOWN_ALREADY)
        earlier = await every(self._store, Application, Query(where={"applicant": person.key}))
        still_open = next((one for one in earlier if one.state in OPEN), None)
        if still_open:
            raise NotNow(access.one_is_open(still_open.number))
        if sum(at - one.submitted_at < WINDOW for one in earlier) >= MOST_APPLICATIONS:
            contact = access.contact(earlier[0], self.rules.directory)
            raise NotNow(access.too_many(MOST_APPLICATIONS, WINDOW.days, contact))

    async def latest(self, person: Person) -> Application | None:
        """Return somebody's newest application."""
        page = await self._store.find(Application, Query(where={"applicant": person.key}), limit=1)
        return next(iter(page.records), None)

    async def carry_out(
        self,
        number: str,
        command: StrEnum,
        texts: Mapping[str, str],
        person: Person,
        *,
        at: datetime,
        revision: int | None = None,
    ) -> Application:
        """Take one step; a registration goes by its code alone, whatever card it comes from."""
        if command is Command.REGISTER:
            return await self.register(person, texts.get("code", ""), texts, at, number=number)
        return await super().carry_out(number, command, texts, person, at=at, revision=revision)

    async def register(
        self, person: Person, code: str, texts: Mapping[str, str], at: datetime, *, number: str = ""
    ) -> Application:
        """Register an invited applicant. Any code but theirs of now is refused alike, so that none can be tried out."""
        if person.roles:
            raise Forbidden(access.KNOWN_ALREADY)
        mine = await self.latest(person)
        if mine is None or mine.state is not State.INVITED or number not in ("", mine.number):
            raise NotNow(access.CODE_REFUSED)
        expect_code(mine, code, at)
        details = await self.read_details(mine, ACCESS_TABLE.row(Command.REGISTER), texts, person)
        with suppress(Stale):
            return (await self._take(mine, Step(Command.REGISTER, person, at, details, brings=code))).record
        # Somebody was faster: another press of theirs, or the end of the invitation.
        raise NotNow(access.CODE_REFUSED)

    async def options(self, field: Field, record: Application, person: Person) -> tuple[Choice, ...]:
        """Return the list a detail is selected from."""
        del record, person
        return self._choices(field)

    def _choices(self, field: Field) -> tuple[Choice, ...]:
        return self._companies() if field.key == "partner" else CHOICES.get(field.key, ())

    async def view(self, number: str, person: Person, at: datetime) -> View:
        """Return an application as this person may see it; raise Unknown when they may not."""
        application = await self.visible(number, person, at)
        return self.view_of(application, await self._store.history(number), person, at)

    def view_of(self, application: Application, history: tuple[Event, ...], person: Person, at: datetime) -> View:
        """Return the view of an application that was read with its history; raise Unknown as `view` does."""
        parties = self.parties_who_see(application, person, at)
        own = Party.APPLICANT in parties
        rows = ACCESS_TABLE.open_on(application, parties, at)
        # Who is known by now needs no code, and an answer to them may wait in the store.
        invites = own and application.state is State.INVITED and not person.roles
        return View(
            application=application,
            parties=parties,
            rows=rows,
            history=() if own else history,
            options={one.key: self._choices(one) for row in rows for one in row.asks},
            code=self.rules.code(application) if invites else "",
        )

    async def waiting(self, person: Person, at: datetime) -> tuple[Application, ...]:
        """Return the applications that wait for somebody, newest first, and one more than are shown.

        What a partner's FPM decides does not wait for the team, though it may.
        """
        found: list[Application] = []
        async with aclosing(each(self._store, Application, Query(states=frozenset({State.APPLIED})))) as applied:
            async for one in applied:
                mine = self.parties(one, person, at) - {Party.STRANGER}
                if mine - {Party.TEAM} or (mine and not self.by_fpm(one)):
                    found.append(one)
                if len(found) > PAGE:
                    break
        return tuple(found)

    def by_fpm(self, application: Application) -> bool:
        """Tell whether the partner's FPM decides; else the SME Assignment team does."""
        return decided_by_fpm(application, self.rules)


@dataclass(frozen=True)
class AccessDesks:
    """What every desk of access is made of while people come and go: the store, and the key of the codes."""

    store: Store
    key: bytes = field(repr=False)

    def among(self, directory: Directory) -> AccessDesk:
        """Return a desk among these people."""
        return AccessDesk(self.store, ACCESS_LIFE, Rules(directory, self.key))
