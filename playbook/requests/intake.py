"""The way from the first word to a complete draft: every answer is kept the moment it is understood."""

from collections.abc import Collection, Mapping
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timedelta

from playbook.answers import Choice, clean, named
from playbook.life.fields import Field
from playbook.life.ports import Conflict, Store, each
from playbook.life.records import NEW, Draft
from playbook.messages import asking, correcting, deciding
from playbook.messages.message import Speech
from playbook.people import Person, Role
from playbook.refusals import Forbidden, NotNow, NotUnderstood, Stale, Unknown
from playbook.requests.disclosure import parties_of
from playbook.requests.drafts import (
    DraftUpdate,
    asked_again,
    emptied,
    is_skipped,
    leaves_open,
    may_change,
    new_draft,
    postponed,
    put,
    reopened_draft,
    says_nothing_new,
    taken_up,
)
from playbook.requests.earlier import offers
from playbook.requests.fields import FIELD, STOP, applicable, in_words
from playbook.requests.leaving import says_nothing_yet
from playbook.requests.lists import Lists
from playbook.requests.queries import requests_with
from playbook.requests.record import MOST_SIMILAR, PREFIX, Party, Request, Ruling, State
from playbook.requests.table import REOPENABLE
from playbook.requests.topics import Similar, similar_requests

_STOPS = ("exception", STOP)


class Intake:
    """Drafts of partners. Ids and time are passed in; all methods refuse with a Refusal."""

    def __init__(self, store: Store, lists: Lists, topic_window: timedelta) -> None:
        """Keep where drafts live and how far back a repeated topic counts (G20)."""
        self._store = store
        self.lists = lists
        self.topic_window = topic_window

    async def current(self, person: Person, slot: str) -> Draft | None:
        """Return the person's draft in a slot."""
        return await self._store.draft(person.key, slot)

    async def latest(self, person: Person) -> Draft | None:
        """Return the draft the person worked on last, for "resume"."""
        return next(iter(await self.drafts(person)), None)

    async def drafts(self, person: Person) -> tuple[Draft, ...]:
        """Return a person's drafts of requests, latest first."""
        drafts = await self._store.drafts(person.key)
        return tuple(one for one in drafts if one.slot == NEW or one.slot.startswith(PREFIX))

    async def start(
        self, person: Person, draft_id: str, at: datetime, waiting: Draft | None = None, copied: Request | None = None
    ) -> Draft:
        """Begin a new request, replacing the person's unfiled one, which is `waiting`."""
        if not person.has(Role.PARTNER):
            raise Forbidden(deciding.ONLY_PARTNERS_FILE)
        return await self._begin(new_draft(draft_id, person, self.lists, at, copied), waiting)

    async def revise(self, person: Person, number: str, draft_id: str, at: datetime) -> Draft:
        """Begin a new request with the answers of a denied one (G27)."""
        request = await self._denied(person, number)
        return await self.start(person, draft_id, at, await self.current(person, NEW), copied=request)

    async def refuse_revising(self, person: Person, number: str) -> None:
        """Refuse to revise what was not denied, or is somebody else's."""
        await self._denied(person, number)

    async def _denied(self, person: Person, number: str) -> Request:
        request = await self._own(person, number)
        if request.state is not State.DENIED:
            raise NotNow(deciding.not_denied(number))
        return request

    async def reopen(self, person: Person, number: str, draft_id: str, at: datetime) -> Draft:
        """Return the draft of a returned or not yet triaged request, begun now if there is none."""
        request = await self._own(person, number)
        if request.state not in REOPENABLE:
            raise NotNow(deciding.locked(number, request.state, self.lists.fpm_contact(request.fpm, person)))
        draft = await self.current(person, number)
        if draft and draft.only == request.reopened:
            return draft
        return await self._begin(reopened_draft(draft_id, request, at), draft)

    async def _begin(self, draft: Draft, waiting: Draft | None) -> Draft:
        """Put a fresh draft in its slot, over the one that stood there."""
        return await self._write(replace(draft, revision=waiting.revision + 1 if waiting else 1))

    async def _write(self, draft: Draft) -> Draft:
        try:
            await self._store.put_draft(draft)
        except Conflict as conflict:
            raise Stale(deciding.SOMEBODY_WAS_FASTER) from conflict
        return draft

    async def _own(self, person: Person, number: str) -> Request:
        request = await self._store.get(Request, number)
        if request is None or Party.REQUESTER not in parties_of(request, person, self.lists.directory):
            raise Unknown(deciding.unknown_number(number))
        return request

    def refuse_closed(self, draft: Draft, field: Field) -> None:
        """Refuse a field that cannot be answered here: it was not sent back (G19), or belongs to other needs."""
        if not may_change(draft, field):
            raise NotNow(asking.not_open(field, draft.slot))
        if field not in applicable(draft.answers, self.ruling(draft)):
            raise NotNow(asking.not_asked(field))

    async def keep(self, draft: Draft, field: Field, text: str, person: Person, at: datetime) -> DraftUpdate:
        """Read one reply and keep it; raise NotUnderstood with the draft as it was."""
        self.refuse_closed(draft, field)
        if says_nothing_new(draft, field, text):
            kept = await self._put(asked_again(draft, {field.key}), {}, at)
            return replace(kept, problems={field.key: correcting.say_more(field)})
        value = self._value(field, text, person)
        if (field.key, value) == _STOPS:
            return DraftUpdate(draft, stopped=True)
        return await self._put(draft, {field.key: value}, at)

    def _value(self, field: Field, text: str, person: Person) -> str:
        """Read a reply; where words are wanted, one that says nothing has been asked about once and is kept (G35)."""
        if is_skipped(field, text):
            return ""
        if in_words(field) and says_nothing_yet(text):
            return clean(text)
        return self.lists.read(field, text, person)

    async def offers(self, draft: Draft, field: Field, person: Person) -> tuple[Choice, ...]:
        """Return what earlier requests hold for a field, to be taken over by one tap."""
        return await offers(self._store, self.lists, draft, field, person)

    def is_left(self, field: Field, text: str, person: Person) -> bool:
        """Tell whether a reply leaves the question for later; what is on the field's list is an answer (G35)."""
        return leaves_open(field, text) and named(text, self.lists.options(field, person)) is None

    async def leave(self, draft: Draft, field: Field, at: datetime) -> Draft:
        """Leave a question open until before the draft is filed (G35); an answer that stands is kept."""
        self.refuse_closed(draft, field)
        if field not in self.missing(draft):
            return draft
        return (await self._put(postponed(draft, {field.key}), {}, at)).draft

    async def take_up(self, draft: Draft, at: datetime) -> Draft:
        """Ask again for what was left for later, since the person wants to file."""
        return await self._write(taken_up(draft, at)) if draft.later else draft

    async def fill(self, draft: Draft, texts: Mapping[str, str], person: Person, at: datetime) -> DraftUpdate:
        """Read a whole form: what is understood is kept, what is not comes back in `problems` and is asked again."""
        values: dict[str, str] = {}
        problems: dict[str, Speech] = {}
        later = [key for key, text in texts.items() if self.is_left(FIELD[key], text, person)]
        vague = {key for key, text in texts.items() if says_nothing_new(draft, FIELD[key], text)}
        for key, text in texts.items():
            field = FIELD[key]
            if key in later or not text.strip() or not may_change(draft, field):
                continue
            try:
                if key in vague:
                    raise NotUnderstood(correcting.say_more(field))
                values[key] = self._value(field, text, person)
            except NotUnderstood as refusal:
                problems[key] = refusal.message
        stopped = _STOPS in values.items()
        if stopped:
            del values[_STOPS[0]]
        changes = values or vague or later or problems.keys() & draft.answers.keys()
        asked = postponed(asked_again(draft, vague), later)
        kept = await self._put(asked, values, at, problems) if changes else DraftUpdate(draft)
        return replace(kept, problems=problems, stopped=stopped)

    async def _put(
        self, draft: Draft, values: Mapping[str, str], at: datetime, refused: Collection[str] = ()
    ) -> DraftUpdate:
        kept = put(draft, values, self.lists, at, refused)
        await self._write(kept.draft)
        return kept

    async def skip_rest(self, draft: Draft, at: datetime) -> Draft:
        """Leave out what may be skipped and was left empty in a form, where it was seen."""
        skipped = {one.key: "" for one in self.missing(draft) if one.optional}
        return (await self._put(draft, skipped, at)).draft if skipped else draft

    async def start_over(self, draft: Draft, person: Person, at: datetime) -> Draft:
        """Forget the answers that may be forgotten."""
        fresh = emptied(draft, person, self.lists, at)
        return await self._write(fresh)

    async def set_aside(self, draft: Draft, at: datetime) -> Draft:
        """Keep the draft for "resume" and stop asking."""
        return await self._write(replace(draft, set_aside=True, revision=draft.revision + 1, changed_at=at))

    async def discard(self, draft: Draft) -> None:
        """Throw a draft away."""
        await self._store.drop_draft(draft.owner, draft.slot)

    def ruling(self, draft: Draft) -> Ruling | None:
        """Return the pre-check of a draft, or None while it cannot tell."""
        return self.lists.ruling(draft.answers)

    def missing(self, draft: Draft) -> tuple[Field, ...]:
        """Return the fields still to ask: without an answer, or with one that is in doubt or has left its list.

        The role is none of them while the workload is, from which it follows (G33).
        """
        fields = applicable(draft.answers, self.ruling(draft))
        found = (one for one in fields if one.key not in draft.answers or self._is_open(draft, one))
        return tuple(one for one in found if one.key != "role" or "workload" in draft.answers)

    def required(self, draft: Draft) -> tuple[Field, ...]:
        """Return the missing fields without which nothing is filed (R39)."""
        return tuple(one for one in self.missing(draft) if not one.optional)

    def to_ask(self, draft: Draft) -> tuple[Field, ...]:
        """Return the fields to ask now: the missing ones without those left for later (G35)."""
        return tuple(one for one in self.missing(draft) if one.key not in draft.later)

    def _is_open(self, draft: Draft, field: Field) -> bool:
        return field.key in draft.doubted or self._has_left(draft, field)

    def _has_left(self, draft: Draft, field: Field) -> bool:
        person = self.lists.directory.find(draft.owner)
        if person is None or not may_change(draft, field):
            return False
        choices = self.lists.options(field, person)
        return bool(choices) and draft.answers[field.key] not in [choice.value for choice in choices]

    async def similar(self, draft: Draft, person: Person, at: datetime) -> tuple[Similar, ...]:
        """Return this partner's latest requests on the same topic (G20), no more than anybody reads."""
        workload = draft.answers.get("workload")
        if workload is None:
            return ()
        query = requests_with(partner=person.partner, workload=workload, since=at - self.topic_window)
        own, found = draft.slot.removeprefix(NEW), list[Similar]()
        async with aclosing(each(self._store, Request, query)) as earlier:
            async for request in earlier:
                window, partner = self.topic_window, person.partner or ""
                found += similar_requests(draft.answers, partner, [request], at, window, own=own)
                if len(found) == MOST_SIMILAR:
                    break
        return tuple(found)
