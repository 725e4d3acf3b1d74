"""What the steps of a request do to it, and what they refuse besides the table's columns. Pure functions."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from playbook.life.lifecycle import Step
from playbook.life.records import Answers, Draft
from playbook.messages import deciding
from playbook.messages.message import Speech
from playbook.people import Person, PersonKey, Role
from playbook.refusals import Forbidden, NotNow, Stale
from playbook.requests.disclosure import last_actor
from playbook.requests.drafts import changed_fields, filed_answers, routed_fpm
from playbook.requests.histories import changes_between
from playbook.requests.lists import Lists
from playbook.requests.record import Party, Request, Ruling, State
from playbook.requests.timelines import Clockwork
from playbook.requests.topics import Similar

MOST_RETURNS = 3


@dataclass(frozen=True)
class Rules:
    """What a decision looks up besides the record: lists and directory, the clocks, and limits of the house.

    `topic_window` is how far back a repeated topic counts (G20). `filings_per_day` is how many requests one person may
    file in 24 hours; 0 means any number.
    """

    lists: Lists
    clockwork: Clockwork
    topic_window: timedelta
    filings_per_day: int = 0

    def region_of(self, fpm: PersonKey | None) -> str:
        """Return the region whose calendar a request runs by: its FPM's (G15)."""
        person = self.lists.directory.find(fpm)
        return self.clockwork.followed(person.region if person else None)


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


def blank_request(filing: Filing, number: str, person: Person, at: datetime, rules: Rules) -> Request:
    """Return a request as it is before its first submission (R39). Nobody but a partner files (R2)."""
    if not person.has(Role.PARTNER) or person.partner is None:
        raise Forbidden(deciding.ONLY_PARTNERS_FILE)
    fpm = routed_fpm(filing.answers)
    return Request(
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


def refiled(request: Request, step: Step, rules: Rules) -> Request:
    """Take over new answers: a resubmission of a returned request (G19) or an edit before triage (G27).

    A draft begun before the request was returned does not know what came back, so it is out of date.
    """
    filing = step.brings
    if not isinstance(filing, Filing):
        raise NotNow(deciding.needs_answers(request.number))
    if filing.draft.only != request.reopened:
        raise Stale(deciding.stale(request, last_actor(request, frozenset({Party.REQUESTER}), rules.lists.directory)))
    answers = filing.answers
    before = {one.key: request.answers.get(one.key, "") for one in changed_fields(request.answers, answers)}
    resumed = rules.clockwork.resumed(request, step.at, rules.region_of(request.fpm))
    return replace(
        _with_fpm(resumed, routed_fpm(answers), rules) if "fpm" in before else resumed,
        answers=answers,
        ruling=filing.ruling,
        previous=before,
        reopened=(),
        similar=filing.numbers,
    )


def triaged(request: Request, step: Step, rules: Rules) -> Request:
    """Note when somebody first looked at it (G17)."""
    del rules
    return replace(request, triaged_at=request.triaged_at or step.at)


def is_returned_too_often(request: Request, at: datetime) -> Speech | None:
    """Refuse to return a request for ever: a decision is due (G19)."""
    del at
    return deciding.returned_too_often(request.number, MOST_RETURNS) if request.returns >= MOST_RETURNS else None


def returned(request: Request, step: Step, rules: Rules) -> Request:
    """Open the fields that need work, and let the clock stand (G19)."""
    reopened = tuple(step.details["fields"].split(","))
    looked_at = triaged(request, step, rules)
    return replace(looked_at, reopened=reopened, returns=request.returns + 1, paused_at=step.at)


def denied(request: Request, step: Step, rules: Rules) -> Request:
    """End the clock."""
    return replace(triaged(request, step, rules), settled_at=step.at)


def routed(request: Request, step: Step, rules: Rules) -> Request:
    """Hand it to another FPM (G13)."""
    fpm = PersonKey(step.details["fpm"])
    return replace(_with_fpm(request, fpm, rules), answers={**request.answers, "fpm": fpm})


def _with_fpm(request: Request, fpm: PersonKey | None, rules: Rules) -> Request:
    """Give it to an FPM; a clock that runs counts the working days of that FPM's region from now on (G15, G36)."""
    region = rules.region_of(fpm)
    if request.settled_at or region == rules.region_of(request.fpm):
        return replace(request, fpm=fpm)
    return rules.clockwork.timed(replace(request, fpm=fpm), region)


def routing_says(before: Request, after: Request, rules: Rules) -> Answers:
    """Return, for the event, whose calendar the dates follow from now on, where that is another one (G36)."""
    region = rules.region_of(after.fpm)
    moved = not after.settled_at and region != rules.region_of(before.fpm)
    return {"calendar": region} if moved else {}


def refiling_says(before: Request, after: Request, rules: Rules) -> Answers:
    """Return, for the event, each answer that changed as it was and as it is (R70), and whose calendar counts now."""
    return {**changes_between(before.answers, after.answers), **routing_says(before, after, rules)}


def offered(request: Request, step: Step, rules: Rules) -> Request:
    """Ask one SME (G18)."""
    del rules
    return replace(request, sme=PersonKey(step.details["sme"]))


def accepted(request: Request, step: Step, rules: Rules) -> Request:
    """End the clock: a SME is assigned (R46)."""
    del rules
    return replace(request, settled_at=step.at)


def declined(request: Request, step: Step, rules: Rules) -> Request:
    """Remember who declined, so that they come last in the next ranking (G18)."""
    del rules
    return replace(request, sme=None, declined_by=(*request.declined_by, step.person.key))


def recalled(request: Request, step: Step, rules: Rules) -> Request:
    """Take the offer back."""
    del step, rules
    return replace(request, sme=None)


def handed_back(request: Request, step: Step, rules: Rules) -> Request:
    """Take it from a SME who had accepted; they come last in the next ranking, and the clock runs on (G32)."""
    return declined(_sought_again(request, step, rules), step, rules)


def reassigned(request: Request, step: Step, rules: Rules) -> Request:
    """Ask another SME instead of the one who was asked or had accepted (G32)."""
    return offered(_sought_again(request, step, rules), step, rules)


def _sought_again(request: Request, step: Step, rules: Rules) -> Request:
    """Look for a SME again: the clock goes on from where it stopped, and no former SME's contact counts (G32).

    The time that a SME had the request is a pause.
    """
    stopped = replace(request, paused_at=request.settled_at, settled_at=None, contacted_at=None, contacted_by=None)
    return rules.clockwork.resumed(stopped, step.at, rules.region_of(request.fpm))


def closed(request: Request, step: Step, rules: Rules) -> Request:
    """Close it once the SME has made contact, and not before (R49, R50)."""
    del rules
    if request.contacted_at is None and step.details["contact"] != "yes":
        raise NotNow(deciding.no_contact_yet(request.number))
    return request
