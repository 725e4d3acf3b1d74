"""What a partner has answered so far, and what is still to ask. Pure: a draft goes in, a draft comes out.

A new request, a returned one, a prefilled one, a change of mind and a field added by a later release are the
same mechanism: whatever applies and is not answered is asked next.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from playbook.life.fields import Field
from playbook.life.records import NEW, Answers, Draft
from playbook.messages import asking
from playbook.messages.message import Message, Speech
from playbook.people import Person, PersonKey
from playbook.requests.fields import FIELD, FIELDS, NO_LANGUAGE, applicable, in_words
from playbook.requests.following import OF_ONE_WORKLOAD, opened, with_role
from playbook.requests.leaving import says_nothing_yet, wants_later
from playbook.requests.lists import UNLISTED, Lists
from playbook.requests.record import Request, Ruling, State


@dataclass(frozen=True)
class DraftUpdate:
    """A draft after an answer, and what there is to say about it: remarks, and what was wrong field by field.

    `stopped`: the partner would rather stop than ask for an exception; that choice is not an answer to keep.
    """

    draft: Draft
    remarks: tuple[Message, ...] = ()
    problems: Mapping[str, Speech] = field(default_factory=dict)
    stopped: bool = False


# What has one choice is filled in and shown at the review, and not asked, even when it was sent back (R29).
_ONE_CHOICE = {"delivery_team": "FTP_PARTNER"}


def prefilled(person: Person, lists: Lists) -> Answers:
    """Return what the directory knows of a partner (R29, R30, R32, G13): shown at the review, not asked."""
    answers = dict(_ONE_CHOICE)
    if person.partner:
        answers["partner_name"] = person.partner
    if person.email:
        answers["partner_email"] = person.email
    if fpm := lists.directory.fpm_of(person.partner):
        answers["fpm"] = fpm.key
    return answers


def new_draft(draft_id: str, person: Person, lists: Lists, at: datetime, copied: Request | None = None) -> Draft:
    """Return a fresh draft, prefilled, or with the answers of another request: a denied one is revised so (G27)."""
    answers = {**prefilled(person, lists), **(_with_skipped(copied) if copied else {})}
    given = tuple(copied.answers) if copied else ()
    revises = copied.number if copied and copied.state is State.DENIED else ""
    return Draft(draft_id, person.key, NEW, 1, answers, given, at, revises=revises)


def reopened_draft(draft_id: str, request: Request, at: datetime) -> Draft:
    """Return a draft of a filed request: of the returned fields only (G19), or of all of them (G27)."""
    asked = frozenset(request.reopened) - _ONE_CHOICE.keys()
    answers = {key: value for key, value in _with_skipped(request).items() if key not in asked}
    return Draft(
        id=draft_id,
        owner=request.requester,
        slot=request.number,
        revision=1,
        answers=answers,
        given=tuple(key for key in answers if answers[key]),
        changed_at=at,
        only=request.reopened,
        filed=request.answers,
    )


def _with_skipped(request: Request) -> Answers:
    """Return what was filed, and that the rest was skipped: it is not asked again."""
    optional = (one.key for one in applicable(request.answers, request.ruling) if one.optional)
    return {**dict.fromkeys(optional, ""), **request.answers}


def may_change(draft: Draft, wanted: Field) -> bool:
    """Tell whether a field is open in this draft: on a returned request what came back is, and what follows (G19)."""
    return not draft.only or wanted.key in opened(draft.only) or wanted.key not in draft.answers


def _workload(draft: Draft, answers: Answers) -> str | None:
    return answers.get("workload", draft.filed.get("workload"))


def put(
    draft: Draft, values: Mapping[str, str], lists: Lists, at: datetime, refused: Collection[str] = ()
) -> DraftUpdate:
    """Return the draft with canonical answers added and the role that follows; what is contradicted is asked again.

    `refused` are fields whose new answer was not understood. The person meant to replace the old one, so it must not
    be filed beside the others that are new.
    """
    role = with_role(draft, {**draft.answers, **values}, values, lists)
    answers, remarks = _two_languages(role.answers)
    settled = values.keys() | ({"role"} if "workload" in values else set())
    doubted = ({*draft.doubted, *refused} - settled) | ({"role"} if role.in_doubt else set())
    if _workload(draft, answers) != _workload(draft, draft.answers):
        answers = {key: value for key, value in answers.items() if key in values or key not in OF_ONE_WORKLOAD}
    given = (*(key for key in draft.given if key not in values), *values)
    given = tuple(key for key in given if key in answers)
    later = tuple(key for key in draft.later if key not in values)
    changed = replace(_next(draft, answers, given, at), doubted=tuple(sorted(doubted)), later=later)
    return DraftUpdate(changed, (*([role.remark] if role.remark else []), *remarks))


def _next(draft: Draft, answers: Answers, given: tuple[str, ...], at: datetime) -> Draft:
    """Return the next revision of a draft: somebody works on it, so it is not set aside any more."""
    return replace(
        draft, answers=answers, given=given, revision=draft.revision + 1, changed_at=at, set_aside=False
    )  # fmt: skip


def leaves_open(field: Field, text: str) -> bool:
    """Tell whether a reply leaves a question for later; "I don't know" in words is an answer of some kind (G35)."""
    is_answer = field.optional or (in_words(field) and says_nothing_yet(text))
    return wants_later(text) and not is_answer


def is_skipped(field: Field, text: str) -> bool:
    """Tell whether a reply leaves out what need not be answered."""
    return field.optional and (wants_later(text) or not any(map(str.isalnum, text)))


def says_nothing_new(draft: Draft, field: Field, text: str) -> bool:
    """Tell whether a reply in words says nothing, and has not been asked about yet (G35)."""
    return in_words(field) and says_nothing_yet(text) and field.key not in draft.asked_again


def asked_again(draft: Draft, keys: Iterable[str]) -> Draft:
    """Return the draft that remembers which replies in words were asked about, to be kept the next time."""
    return replace(draft, asked_again=tuple(sorted({*draft.asked_again, *keys})))


def postponed(draft: Draft, keys: Iterable[str]) -> Draft:
    """Return the draft that leaves fields open until before it is filed (G35)."""
    return replace(draft, later=tuple(dict.fromkeys((*draft.later, *keys))))


def taken_up(draft: Draft, at: datetime) -> Draft:
    """Return the draft with nothing left for later any more."""
    return replace(_next(draft, draft.answers, draft.given, at), later=())


def _two_languages(answers: Answers) -> tuple[Answers, tuple[Message, ...]]:
    """Return the answers without a secondary language that is the primary one, and what to say of it (G14)."""
    second = answers.get("secondary_language", NO_LANGUAGE)
    if second == NO_LANGUAGE or second != answers.get("primary_language"):
        return answers, ()
    rest = {key: value for key, value in answers.items() if key != "secondary_language"}
    return rest, (asking.SAME_LANGUAGE_TWICE,)


def previous_question(draft: Draft, asking: str | None, ruling: Ruling | None) -> Field | None:
    """Return the field before the one being asked, for "back"; None at the first question."""
    keys = draft.given[: draft.given.index(asking)] if asking in draft.given else draft.given
    asked = applicable(draft.answers, ruling)
    open_fields = [FIELD[key] for key in keys if FIELD[key] in asked and may_change(draft, FIELD[key])]
    return open_fields[-1] if open_fields else None


def emptied(draft: Draft, person: Person, lists: Lists, at: datetime) -> Draft:
    """Return the draft with every answer forgotten that may be ("start over")."""
    kept = {key: value for key, value in draft.answers.items() if not may_change(draft, FIELD[key])}
    answers = {**prefilled(person, lists), **kept} if draft.slot == NEW else kept
    given = tuple(key for key in draft.given if key in kept)
    return replace(_next(draft, answers, given, at), doubted=(), later=(), asked_again=(), revises="")


def filed_answers(draft: Draft, ruling: Ruling) -> Answers:
    """Return just the answers that apply, in table order: what a request is filed with."""
    asked = applicable(draft.answers, ruling)
    return {one.key: draft.answers[one.key] for one in asked if draft.answers.get(one.key) or not one.optional}


def routed_fpm(answers: Answers) -> PersonKey | None:
    """Return the FPM a request goes to; None sends it to the team's queue (G13)."""
    chosen = answers.get("fpm", UNLISTED)
    return None if chosen == UNLISTED else PersonKey(chosen)


def changed_fields(before: Answers, after: Answers) -> Iterable[Field]:
    """Return the fields whose answers differ, in table order."""
    return (one for one in FIELDS if before.get(one.key) != after.get(one.key))
