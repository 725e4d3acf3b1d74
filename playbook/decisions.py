"""Deciding: a pure function from (record, step, rules) to a Change, or a refusal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from playbook.disclosure import last_actor
from playbook.drafts import changed_fields, filed_answers, routed_fpm
from playbook.lists import Lists
from playbook.people import Directory, Person, PersonKey, Role
from playbook.records import Answers, Channel, Draft, Event, Notice, Request, Ruling, State
from playbook.refusals import Forbidden, NotNow, Stale
from playbook.requests import MOST_RETURNS, REQUEST_LIFE, Command, Party, Row, parties_of
from playbook.store import Change
from playbook.timelines import Clockwork
from playbook.topics import Similar
from playbook.wording import deciding


@dataclass(frozen=True)
class Rules:
    """What a decision looks up besides the record: lists and directory, the clocks, and a limit of the house.

    `filings_per_day` is how many requests one person may file in 24 hours; 0 means any number.
    """

    lists: Lists
    clockwork: Clockwork
    filings_per_day: int = 0

    def region_of(self, fpm: PersonKey | None) -> str | None:
        """Return the region whose calendar a request runs by: its FPM's (G15)."""
        person = self.lists.directory.find(fpm)
        return person.region if person else None


@dataclass(frozen=True)
class Step:
    """One person asking for one step at one moment, with the canonical details it needs."""

    command: Command
    person: Person
    at: datetime
    details: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class Filing:
    """A complete draft with what the tables and the past say about it."""

    draft: Draft
    ruling: Ruling
    similar: tuple[Similar, ...]

    @property
    def answers(self) -> Answers:
        """The answers that apply, as the request is filed with them."""
        return filed_answers(self.draft, self.ruling)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The earlier requests on the same topic."""
        return tuple(one.number for one in self.similar)


def permitted(request: Request, command: Command, person: Person, rules: Rules) -> Row:
    """Return the table row that lets this person do this now; raise Forbidden or NotNow with the reason."""
    row = REQUEST_LIFE.row(command)
    parties = parties_of(request, person, rules.lists.directory)
    if not (parties & row.by or _came_too_late(row, parties)):
        raise Forbidden(deciding.not_yours(request.number, row))
    if request.state not in row.sources or not parties & row.by:
        raise NotNow(deciding.not_now(request, row, last_actor(request, parties, rules.lists.directory)))
    if command is Command.RETURN and request.returns >= MOST_RETURNS:
        raise NotNow(deciding.returned_too_often(request.number, MOST_RETURNS))
    return row


def who_was_last(request: Request, person: Person, directory: Directory) -> str:
    """Return who took the latest step as this person may hear it; "" when they may not."""
    return last_actor(request, parties_of(request, person, directory), directory)


def _came_too_late(row: Row, parties: frozenset[Party]) -> bool:
    """A SME who has accepted hears that the step is past, not that it was never theirs."""
    return Party.OFFERED_SME in row.by and Party.ASSIGNED_SME in parties


def file_request(filing: Filing, number: str, person: Person, at: datetime, rules: Rules) -> Change:
    """Decide a first submission (R39). Nobody but a partner files (R2)."""
    if not person.has(Role.PARTNER) or person.partner is None:
        raise Forbidden(deciding.ONLY_PARTNERS_FILE)
    fpm = routed_fpm(filing.answers)
    request = Request(
        number=number,
        revision=0,
        state=State.DRAFT,
        answers=filing.answers,
        requester=person.key,
        partner=person.partner,
        fpm=fpm,
        ruling=filing.ruling,
        origin=filing.draft.id,
        submitted_at=at,
        changed_at=at,
        changed_by=person.key,
        last_step="",
        deadlines=rules.clockwork.deadlines(at, rules.region_of(fpm)),
        similar=filing.numbers,
        revises=filing.draft.revises,
    )
    change = _change(request, request, Step(Command.SUBMIT, person, at), rules)
    return replace(change, closes=filing.draft.slot)


def refile_request(request: Request, filing: Filing, step: Step, rules: Rules) -> Change:
    """Decide a resubmission of a returned request (G19) or an edit before triage (G27).

    A draft begun before the request was returned does not know what came back, so it is out of date.
    """
    permitted(request, step.command, step.person, rules)
    if filing.draft.only != request.reopened:
        raise Stale(deciding.stale(request, who_was_last(request, step.person, rules.lists.directory)))
    answers = filing.answers
    before = {one.key: request.answers.get(one.key, "") for one in changed_fields(request.answers, answers)}
    after = replace(
        rules.clockwork.resumed(request, step.at, rules.region_of(request.fpm)),
        answers=answers,
        ruling=filing.ruling,
        previous=before,
        reopened=(),
        similar=filing.numbers,
        fpm=routed_fpm(answers) if "fpm" in before else request.fpm,
    )
    return replace(_change(request, after, step, rules), closes=filing.draft.slot)


def decide(request: Request, step: Step, rules: Rules) -> Change:
    """Decide any other step of a filed request."""
    permitted(request, step.command, step.person, rules)
    if step.command in _BY_ANSWERS:
        raise NotNow(deciding.needs_answers(request.number))
    effect = _EFFECTS.get(step.command)
    return _change(request, effect(request, step) if effect else request, step, rules)


def _change(before: Request, after: Request, step: Step, rules: Rules) -> Change:
    row = REQUEST_LIFE.row(step.command)
    after = replace(
        after,
        state=row.leads_to(before.state),
        revision=before.revision + 1,
        changed_at=step.at,
        changed_by=step.person.key,
        last_step=row.event,
    )
    event = Event(
        number=after.number,
        seq=after.revision,
        name=row.event,
        actor=step.person.key,
        at=step.at,
        source=before.state,
        target=after.state,
        details=dict(step.details),
    )
    return Change(after, before.revision, event, _notices(before, after, row, step.person, rules))


def _notices(before: Request, after: Request, row: Row, actor: Person, rules: Rules) -> tuple[Notice, ...]:
    """Return the outbox rows a step owes; cards sent before are redrawn with every step after the first."""
    owed: dict[tuple[Channel, str, PersonKey | None], None] = {}  # who stands twice, as FPM and team, hears it once
    for one in row.owes:
        topic = f"{row.event}.{'requester' if one.party is Party.REQUESTER else 'staff'}"
        for key in _recipients(one.party, before, after, rules):
            if key != actor.key or one.even_actor:
                owed[Channel.TEAMS, topic, key] = None
                owed |= {(Channel.MAIL, topic, key): None} if one.mail else {}
    if before.revision:
        owed[Channel.REDRAW, row.event, None] = None
    return tuple(
        Notice(after.number, after.revision, ordinal, channel, topic, to, (Channel.MAIL, topic, to) in owed)
        for ordinal, (channel, topic, to) in enumerate(owed)
    )


def _recipients(party: Party, before: Request, after: Request, rules: Rules) -> tuple[PersonKey, ...]:
    """Return who a party is. A request without a known FPM is the whole team's until it is routed (G13)."""
    team = tuple(person.key for person in rules.lists.directory.with_role(Role.TEAM))
    if party is Party.ROUTED_FPM:
        return (after.fpm,) if after.fpm and rules.lists.directory.find(after.fpm) else team
    if party is Party.TEAM:
        return team
    if party is Party.REQUESTER:
        return (after.requester,)
    sme = after.sme or before.sme
    return (sme,) if sme else ()


def _triaged(request: Request, step: Step) -> Request:
    return replace(request, triaged_at=request.triaged_at or step.at)


def _returned(request: Request, step: Step) -> Request:
    reopened = tuple(step.details["fields"].split(","))
    return replace(_triaged(request, step), reopened=reopened, returns=request.returns + 1, paused_at=step.at)


def _denied(request: Request, step: Step) -> Request:
    return replace(_triaged(request, step), settled_at=step.at)


def _routed(request: Request, step: Step) -> Request:
    fpm = PersonKey(step.details["fpm"])
    return replace(request, fpm=fpm, answers={**request.answers, "fpm": fpm})


def _offered(request: Request, step: Step) -> Request:
    return replace(request, sme=PersonKey(step.details["sme"]))


def _assigned(request: Request, step: Step) -> Request:
    return replace(request, settled_at=step.at)


def _declined(request: Request, step: Step) -> Request:
    return replace(request, sme=None, declined_by=(*request.declined_by, step.person.key))


def _recalled(request: Request, step: Step) -> Request:
    del step
    return replace(request, sme=None)


def _closed(request: Request, step: Step) -> Request:
    if step.details["contact"] != "yes":
        raise NotNow(deciding.no_contact_yet(request.number))
    return request


_BY_ANSWERS = frozenset({Command.SUBMIT, Command.EDIT, Command.RESUBMIT})
_EFFECTS: Mapping[Command, Callable[[Request, Step], Request]] = {
    Command.START_TRIAGE: _triaged,
    Command.APPROVE: _triaged,
    Command.RETURN: _returned,
    Command.DENY: _denied,
    Command.ROUTE: _routed,
    Command.OFFER: _offered,
    Command.ACCEPT: _assigned,
    Command.DECLINE: _declined,
    Command.RECALL: _recalled,
    Command.CLOSE: _closed,
}
