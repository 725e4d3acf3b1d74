"""What is said and done around a draft. Typed and pressed answers share it."""

from collections.abc import Mapping, Set

from cards.draft_cards import Question, Review, done_card, form_card, question_card, review_card
from cards.question_card import words_card
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.life.fields import Field, Kind
from playbook.life.records import NEW, Draft
from playbook.messages import asking, deciding, labels, routing, telling
from playbook.messages.message import Message, Speech
from playbook.refusals import NotUnderstood, Refusal
from playbook.requests.drafts import DraftUpdate, may_change, routed_fpm
from playbook.requests.fields import FIELD, FIELDS
from playbook.requests.record import Request


async def in_slot(visit: Visit, slot: str) -> Draft | None:
    """Return the person's draft in a slot; a turn reads it once."""
    if slot not in visit.drafts:
        visit.drafts[slot] = await visit.desk.intake.current(visit.person, slot)
    return visit.drafts[slot]


async def latest(visit: Visit) -> Draft | None:
    """Return the draft that the person changed last."""
    found = await visit.desk.intake.latest(visit.person)
    return visit.drafts.setdefault(found.slot, found) if found else None


async def ask(visit: Visit, draft: Draft, field: Field) -> None:
    """Ask for one field, with its choices as buttons, and what an earlier request of the same customer holds."""
    lists = visit.desk.intake.lists
    old = old_answer(draft, field)
    if field.key in asking.SPEAK_OF_THE_FPM:
        visit.say(asking.whom_to_ask(lists.fpm_contact(routed_fpm(draft.answers), visit.person)))
    visit.say(asking.question_again(field, lists.show(field, old)) if old else asking.question(field))
    ruling = visit.desk.intake.ruling(draft)
    question = Question(
        field=field,
        choices=lists.options(field, visit.person),
        value=old,
        boxed=visit.pressed,
        link=ruling.link if ruling and field.key == "exception" else "",
        instead=_instead(draft, field),
        offers=await visit.desk.intake.offers(draft, field, visit.person),
    )
    visit.show(question_card(visit.reader, draft, question))


def _instead(draft: Draft, field: Field) -> tuple[Field, ...]:
    """Return what may be changed rather than a field answered: the role follows from the workload (G10)."""
    workload = FIELD["workload"]
    asks_back = field.key == "role" and "workload" in draft.answers
    return (workload,) if asks_back and may_change(draft, workload) else ()


async def keep(visit: Visit, draft: Draft, texts: Mapping[str, str], *, repeat: bool = False) -> bool:
    """Keep one reply, or leave it for later; return whether the partner stops here. Raise NotUnderstood.

    `repeat` says what was kept: nobody had just asked for it. What replaces another answer is said in any case.
    """
    ((key, text),) = texts.items()
    if visit.desk.intake.is_left(FIELD[key], text, visit.person):
        await leave(visit, draft, FIELD[key])
        return False
    kept = await visit.desk.intake.keep(draft, FIELD[key], text, visit.person, visit.at)
    visit.drafts[draft.slot] = kept.draft
    if key in kept.problems:
        raise NotUnderstood(kept.problems[key])
    if kept.stopped:
        await stop(visit, kept.draft, telling.STOPPED)
        return True
    noted(visit, draft, kept.draft, texts.keys(), only_replaced=not repeat)
    await tell(visit, draft, kept)
    return False


async def leave(visit: Visit, draft: Draft, field: Field) -> None:
    """Leave a question for later, and say that it comes back (G35)."""
    kept = await visit.desk.intake.leave(draft, field, visit.at)
    visit.drafts[draft.slot] = kept
    visit.say(asking.left_for_later(field) if field.key in kept.later else None)


async def take_up(visit: Visit, draft: Draft) -> str:
    """Say what keeps a draft from being filed, and return the field to ask first; empty when nothing does.

    What may be skipped is: whoever says submit has seen enough of it.
    """
    intake = visit.desk.intake
    required = intake.required(draft)
    change = intake.take_up if required else intake.skip_rest
    visit.drafts[draft.slot] = await change(draft, visit.at)
    incomplete = deciding.RETURNED_FIELDS_OPEN if draft.only else deciding.DRAFT_INCOMPLETE
    visit.say(incomplete if required else None)
    return required[0].key if required else ""


async def stop(visit: Visit, draft: Draft, sentence: Message) -> None:
    """Put the draft aside for "resume"."""
    visit.drafts[draft.slot] = await visit.desk.intake.set_aside(draft, visit.at)
    visit.say(sentence)
    visit.show(done_card(visit.reader, "resume", labels.RESUME))


async def tell(visit: Visit, before: Draft, kept: DraftUpdate) -> None:
    """Say what follows from an answer: contradictions, and the pre-check once it can tell (R7-R20, R52)."""
    visit.say(*kept.remarks)
    lists = visit.desk.intake.lists
    said = lists.precheck(kept.draft.answers)
    if said and said != lists.precheck(before.answers):
        visit.say(said, await _warning(visit, kept.draft) if lists.ruling(kept.draft.answers) else None)


async def _warning(visit: Visit, draft: Draft) -> Message | None:
    similar = await visit.desk.intake.similar(draft, visit.person, visit.at)
    return routing.repeated(similar, visit.desk.intake.topic_window.days)


def form(visit: Visit, draft: Draft) -> None:
    """Show every field at once."""
    _show_form(visit, draft, draft.answers, {})


def _show_form(visit: Visit, draft: Draft, held: Mapping[str, str], problems: Mapping[str, Speech]) -> None:
    intake = visit.desk.intake
    ruling = intake.ruling(draft)
    visit.show(form_card(visit.reader, draft, ruling, intake.lists, visit.person, held=held, problems=problems))


async def review(visit: Visit, draft: Draft) -> None:
    """Show everything before submit."""
    intake = visit.desk.intake
    ruling, still_open = intake.ruling(draft), intake.missing(draft)
    visit.say(telling.still_open([one.title for one in still_open]) if still_open else None, telling.REVIEW)
    shown = Review(ruling, intake.lists, await _warning(visit, draft), still_open)
    visit.show(review_card(visit.reader, draft, shown))


async def fill(visit: Visit, draft: Draft, answers: Mapping[str, str]) -> None:
    """Keep several answers of one message, repeat what was understood, and say what follows."""
    kept = await _fill(visit, draft, answers)
    noted(visit, draft, kept.draft, answers.keys())
    await tell(visit, draft, kept)


async def _fill(visit: Visit, draft: Draft, texts: Mapping[str, str]) -> DraftUpdate:
    kept = await visit.desk.intake.fill(draft, texts, visit.person, visit.at)
    visit.drafts[draft.slot] = kept.draft
    return kept


def noted(visit: Visit, before: Draft, after: Draft, keys: Set[str], *, only_replaced: bool = False) -> None:
    """Repeat what was understood, so that a wrong guess is seen at once, and what it replaces."""
    lists, shown = visit.desk.intake.lists, []
    kept = keys - set(after.doubted)
    for field in (one for one in FIELDS if one.key in kept and after.answers.get(one.key)):
        old, new = old_answer(before, field), after.answers[field.key]
        if old and old != new and field.kind is not Kind.TEXT:
            visit.replaced[field.key] = old
            shown.append(asking.replaced(field.title, lists.show(field, new), lists.show(field, old)))
        elif not only_replaced:
            shown.append(asking.titled(field.title, lists.show(field, new)))
    visit.say(asking.noted(shown) if shown else None)


async def submit(visit: Visit, slot: str, draft_id: str = "") -> None:
    """File the draft and answer; a repeat is answered with what the draft became. Raise Refusal."""
    draft = await in_slot(visit, slot)
    if draft is None or (draft_id and draft.id != draft_id):
        await _answer_repeat(visit, draft_id)
        return
    request = await visit.desk.submit(draft, visit.person, visit.at)
    visit.drafts[slot] = None
    said = telling.FILED_IN_CHAT[request.last_step].told(number=request.number)
    _done(visit, said, request.number)


async def _answer_repeat(visit: Visit, draft_id: str) -> None:
    filed = await visit.desk.filed_from(draft_id, visit.person) if draft_id else None
    if filed is None:
        raise Refusal(deciding.DRAFT_IS_GONE)
    _done(visit, deciding.already_filed(filed.number), filed.number)


def _done(visit: Visit, sentence: Message, number: str) -> None:
    visit.say(sentence)
    visit.show(done_card(visit.reader, f"status {number}", labels.STATUS))


async def press_answer(visit: Visit, draft: Draft, texts: Mapping[str, str], *, repeat: bool) -> tuple[bool, str]:
    """Keep what a question's button says; return whether the partner stops, and a field to ask again."""
    ((key, text),) = texts.items()
    try:
        return await keep(visit, draft, {key: text}, repeat=repeat), ""
    except NotUnderstood as refusal:
        visit.refuse(refusal)
        return False, key


async def press_form(visit: Visit, draft: Draft, texts: Mapping[str, str]) -> bool:
    """Keep what the form says; return whether the conversation goes on, False when the form needs more."""
    kept = await _fill(visit, draft, texts)
    if kept.stopped:
        await stop(visit, kept.draft, telling.STOPPED)
        return False
    if kept.problems:
        visit.say(telling.check_form([FIELD[key].title for key in FIELD if key in kept.problems]))
        wrong = {key: texts[key] for key in kept.problems}
        _show_form(visit, kept.draft, {**kept.draft.answers, **wrong}, kept.problems)
        return False
    visit.drafts[draft.slot] = await visit.desk.intake.skip_rest(kept.draft, visit.at)
    noted(visit, draft, kept.draft, texts.keys(), only_replaced=True)
    await tell(visit, draft, kept)
    return True


# What begins anew with the words that follow.
ANEW = "start over with: "


def begin_anew(said: str) -> Choice:
    """Return the button that begins a new request with what was said, in place of the one in hand."""
    return Choice(f"{ANEW}{said}", labels.START_WITH_THAT) if said else Choice("start over", labels.START_OVER)


async def begin_new(visit: Visit, *, like: Request | None = None, anew: str = "") -> bool:
    """Begin a new draft, unless one with answers waits: then let the person choose, and return False.

    `like` is a request whose answers it begins with, `anew` what was said of it.
    """
    waiting = await in_slot(visit, NEW)
    if waiting and waiting.given:
        await choose(visit, waiting, telling.CHOOSE_RESUME, begin_anew(anew))
        return False
    visit.drafts[NEW] = await visit.desk.intake.start(visit.person, visit.new_id(), visit.at, waiting, like)
    return True


async def begin_revising(visit: Visit, number: str, *, instead: bool) -> bool:
    """Begin to revise a denied request, unless other answers wait: then let the person choose, and return False.

    `instead`: they have chosen. What has been begun already is gone on with.
    """
    await visit.desk.intake.refuse_revising(visit.person, number)
    waiting = await in_slot(visit, NEW)
    if waiting and waiting.revises == number:
        return True
    if waiting and waiting.given and not instead:
        other = Choice(f"revise {number} instead", labels.revise_instead(number))
        await choose(visit, waiting, telling.choose_revising(number), other)
        return False
    visit.drafts[NEW] = await visit.desk.intake.revise(visit.person, number, visit.new_id(), visit.at)
    return True


async def choose(visit: Visit, waiting: Draft, sentence: Message, other: Choice) -> None:
    """Keep the draft that waits, as the one that "resume" goes on with, and offer what would take its place."""
    visit.drafts[waiting.slot] = await visit.desk.intake.set_aside(waiting, visit.at)
    visit.say(sentence)
    visit.show(words_card(visit.reader, (Choice("resume", labels.RESUME), other)))


async def reopen(visit: Visit, number: str) -> Draft:
    """Open a filed request to be changed: as it was left, if it was opened before."""
    draft = await visit.desk.intake.reopen(visit.person, number, visit.new_id(), visit.at)
    visit.drafts[draft.slot] = draft
    return draft


def old_answer(draft: Draft, field: Field) -> str:
    """Return what the field holds, or held when the request was filed; empty when it was never answered."""
    return draft.answers.get(field.key) or draft.filed.get(field.key, "")
