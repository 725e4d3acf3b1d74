"""What is said where something is asked: an answer, a question, a correction, several things at once, or "not now".

A value is kept where it is told, never where it is asked about; and a question is never stored as the answer.
"""

from botbuilder.dialogs import DialogContext

from dialogs import at_detail, at_words, colleague, draft_talk, handbook_talk, in_between, need_talk, stack, step_talk
from dialogs.interruptions import DISCARD, put_discard
from dialogs.overhearing import SHORT, Hearing, clearly_meant
from dialogs.restoring import restored
from dialogs.stack import DETAILS_DIALOG
from dialogs.told_fields import told_of
from dialogs.understanding import needs
from dialogs.understanding.agreement import agrees, is_firm_yes, is_submit
from dialogs.understanding.at_field import leaves, plan_in, takes_everywhere, waits, wants_several, wishes_softly
from dialogs.understanding.clauses import asks, doubts
from dialogs.understanding.corrections import named_as_wrong
from dialogs.understanding.details import FIELDS_OF
from dialogs.understanding.intents import Intent, Sort
from dialogs.understanding.needs import Heard
from dialogs.understanding.reading import Kind as Thing
from dialogs.understanding.reading import Reading
from dialogs.understanding.runs import is_common, is_plain
from dialogs.understanding.vocabulary import listed
from dialogs.visit import Visit
from playbook.life.fields import Field, Kind
from playbook.life.records import Draft
from playbook.messages import hearing
from playbook.refusals import NotUnderstood
from playbook.requests.drafts import may_change
from playbook.requests.fields import FIELD
from playbook.requests.record import Command

# What says, at the review, that all is well.
_AGREES = frozenset({"submit", "approve", "bye", "thanks"})
# What asks for a request besides the one in hand.
_ONE_MORE = ("another one", "one more", "also need", "new request", "a new one", "also one", "we need also")
_LEFT_TO_ANOTHER, _SENT_TO = listed("review", "left_to_another"), listed("review", "sent_to")
# Who has two of these has two needs.
_OF_ONE_NEED = frozenset({"workload", "region"})
# Steps that somebody means for the draft in hand.
_ABOUT_THE_DRAFT = frozenset({"approve", "edit", "resubmit", "revise"})


async def hear(dc: DialogContext, visit: Visit, heard: Hearing) -> bool:
    """Hear a message. False: it is the answer to what was asked, or says a whole need."""
    if stack.active(dc) == DETAILS_DIALOG:
        return await at_detail.hear(dc, visit, heard)
    draft, asked, waiting = await stack.draft_in_hand(dc, visit), stack.asked(dc), stack.words_waiting(dc)
    family = stack.plan_waiting(dc)
    if draft and asked == "workload" and family and (plan := plan_in(heard.reading)):
        await need_talk.keep(dc, visit, draft, Heard({asked: f"{family}_{plan}"}, {}))
        return True
    if draft and asked and waiting and is_firm_yes(heard.reading.said):
        await need_talk.keep(dc, visit, draft, Heard({asked: waiting}, {}))
        return True
    if draft and (back := restored(dc, heard.reading)):
        await draft_talk.fill(visit, draft, back)
        await stack.begin(dc, draft.slot)
        return True
    # The word on the button of the review says just that, whatever it means elsewhere.
    submits = not asked and is_submit(heard.reading.said)
    return draft is not None and not submits and await _at_field(dc, visit, heard, draft)


async def _at_field(dc: DialogContext, visit: Visit, heard: Hearing, draft: Draft) -> bool:
    field = FIELD.get(stack.asked(dc))
    if await _of_another(dc, visit, heard, draft, field):
        return True
    if field and field.kind is Kind.TEXT:
        return await at_words.hear(dc, visit, heard, draft, field)
    if field and _is_answer(visit, field, heard.reading):
        return False
    if field and _chooses_what_is_not_there(visit, heard, draft, field):
        await stack.ask_again(dc)
        return True
    need = told_of(draft, field, heard)
    if asks(heard.reading):
        await _fill_and_answer(dc, visit, heard, draft, need)
    elif need.answers or need.doubts:
        await need_talk.keep(dc, visit, draft, need, heard.reading)
    elif field and (leaves(heard.reading) or waits(heard.reading)):
        await at_words.leave_for_later(dc, visit, draft, field, heard)
    elif field and (field.key == "tenant_name" or _only_names(heard.reading, field)):
        visit.say(hearing.NO_NAME if field.key == "tenant_name" else hearing.NOT_TOLD)
        await stack.ask_again(dc)
    else:
        return await _else(dc, visit, heard, draft, field)
    return True


async def _of_another(dc: DialogContext, visit: Visit, heard: Hearing, draft: Draft, field: Field | None) -> bool:
    """Hear what is about another request than the draft in hand, or about the draft as a whole."""
    intent = clearly_meant(heard.meant)
    if _tells_of_a_filed_one(heard, draft, field):
        await step_talk.put_step(dc, visit, heard, Command.EDIT.value)
        return True
    discards = intent is not None and intent.name == DISCARD and len(heard.reading.words) <= SHORT
    if intent and (discards or _is_about_a_filed_one(heard, intent, field)):
        await colleague.answer(dc, visit, heard, intent)
    elif other := _another_need(heard, draft, field):
        await need_talk.put_aside(dc, visit, draft, other, heard.reading.said)
    else:
        return False
    return True


def _tells_of_a_filed_one(heard: Hearing, draft: Draft, field: Field | None) -> bool:
    """Tell whether values are told of a request that is filed already, by its number or its customer."""
    about = {one.value for one in heard.reading.of(Thing.RECORD)} - {draft.slot}
    mine = draft.answers.get("tenant_name", "").casefold()
    theirs = [one for one in heard.scene.of_customer() if one.answers.get("tenant_name", "").casefold() != mine]
    values = bool(heard.reading.of(Thing.SEATS, Thing.REGION, Thing.LANGUAGE, Thing.SEGMENT, Thing.WORKLOAD))
    words = field is not None and field.kind is Kind.TEXT
    if asks(heard.reading) or words or not values or needs.wants_sme(heard.reading):
        return False
    return bool(about or (mine and theirs))


def _another_need(heard: Hearing, draft: Draft, field: Field | None) -> Heard | None:
    """Return the need that is told for another customer than the draft's, in a sentence that asks for a SME.

    Where words are asked for, whoever says more than that sentence explains something.
    """
    one_more = heard.reading.says(_ONE_MORE)
    if not (needs.wants_sme(heard.reading) or one_more) or "tenant_name" not in draft.given:
        return None
    if field and field.kind is Kind.TEXT and ". " in heard.reading.said:
        return None
    need = heard.need
    whole = "tenant_name" in need.answers and (one_more or "workload" in need.answers)
    other = whole and need.answers["tenant_name"].casefold() != draft.answers.get("tenant_name", "").casefold()
    return need if other else None


def _is_about_a_filed_one(heard: Hearing, intent: Intent, field: Field | None) -> bool:
    """Tell whether somebody wants a step on a request they filed: its customer is none of the draft's."""
    if intent.sort is not Sort.STEP or intent.name in _ABOUT_THE_DRAFT:
        return False
    by_name = any(intent.is_named_by(word.text) for word in heard.reading.words)
    in_passing = field is not None and field.kind is Kind.TEXT and len(heard.reading.words) <= SHORT
    return bool(heard.scene.named() or heard.scene.of_customer()) and (field is None or by_name or in_passing)


def _only_names(reading: Reading, field: Field) -> bool:
    """Tell whether an answer is named, but denied or only imagined: "AIP P1 is not what we need"."""
    return any(field.key in keys and reading.of(kind) for kind, keys in FIELDS_OF.items())


def _chooses_what_is_not_there(visit: Visit, heard: Hearing, draft: Draft, field: Field) -> bool:
    """Answer who takes several of a list, or hopes for a language that nobody speaks. False: they do neither."""
    if field.kind is Kind.CHOICE and wants_several(heard.reading):
        visit.say(hearing.ONE_NEED if field.key in _OF_ONE_NEED else hearing.JUST_ONE)
    elif field.key == "region" and takes_everywhere(heard.reading):
        visit.say(hearing.ONE_REGION)
    elif field.key == "primary_language" and _hopes_for_a_language(visit, heard, draft):
        handbook_talk.answer(visit, "languages", heard.reading, draft.answers["workload"])
    else:
        return False
    return True


def _hopes_for_a_language(visit: Visit, heard: Hearing, draft: Draft) -> bool:
    """Tell whether somebody hopes for a language that SMEs for their workload do not work in (R10).

    They hear so first, and are asked again.
    """
    named, workload = heard.reading.of(Thing.LANGUAGE), draft.answers.get("workload", "")
    lacks = visit.desk.rules.lists.catalogue.lacks_language
    return wishes_softly(heard.reading) and bool(named) and lacks(workload, named[0].value)


async def _fill_and_answer(dc: DialogContext, visit: Visit, heard: Hearing, draft: Draft, need: Heard) -> None:
    """Keep what a question tells beside, answer it, and go on: what was asked for may have been told by it."""
    asked = stack.asked(dc)
    if need.answers:
        await draft_talk.fill(visit, draft, need.answers)
    await in_between.answer(dc, visit, heard, FIELD.get(asked))
    now = await draft_talk.in_slot(visit, draft.slot)
    if now and asked in need.answers and now.answers.get(asked) != draft.answers.get(asked):
        await stack.begin(dc, draft.slot)
    else:
        await stack.ask_again(dc)


async def _else(dc: DialogContext, visit: Visit, heard: Hearing, draft: Draft, field: Field | None) -> bool:
    """Hear what tells no value: somebody agrees, leaves, thanks, or asks without a question mark."""
    intent = clearly_meant(heard.meant)
    if field is None and (doubts(heard.reading) or _sends_elsewhere(heard.reading)):
        return False
    if field is None and await _at_review(dc, visit, heard, draft, intent):
        return True
    step = intent is not None and intent.sort in (Sort.STEP, Sort.DRAFT) and intent.name != "pause"
    if intent is None or step or len(heard.reading.words) > SHORT:
        return False
    await colleague.answer(dc, visit, heard, intent)
    if intent.name != "undo":
        await stack.ask_again(dc)
    return True


async def _at_review(dc: DialogContext, visit: Visit, heard: Hearing, draft: Draft, intent: Intent | None) -> bool:
    """Hear what is said of the draft as a whole: what is wrong in it, and what shall become of it."""
    wrong = named_as_wrong(heard.reading)
    agrees_to_it = intent is not None and intent.name in _AGREES and not agrees(heard.reading.said)
    if wrong and may_change(draft, FIELD[wrong]):
        await stack.begin(dc, draft.slot, wrong)
    elif agrees_to_it and _leaves_it_to_another(heard.reading):
        visit.say(hearing.FILED_BY_ITS_WRITER)
        await stack.ask_again(dc)
    elif agrees_to_it:
        visit.say(hearing.SHALL_SUBMIT)
        await stack.ask_again(dc, elsewhere=False)
    elif intent and intent.name == Command.WITHDRAW:
        # What stands before them is the draft, which nobody can withdraw yet.
        await put_discard(dc, visit)
    else:
        return False
    return True


def _sends_elsewhere(reading: Reading) -> bool:
    """Tell whether a draft shall go to somebody who is no FPM, and may be nobody that is known: "send it to Sana"."""
    said = f" {' '.join(reading.texts)} "
    whom = (said.partition(f" {one} ")[2].split()[:1] for one in _SENT_TO)
    return any(
        word == Thing.PERSON.value or not (is_plain(word) or is_common(word)) for words in whom for word in words
    )


def _leaves_it_to_another(reading: Reading) -> bool:
    """Tell whether somebody else shall do it: "Petra should file it, not me"."""
    return bool(reading.of(Thing.PERSON)) and reading.says(_LEFT_TO_ANOTHER)


def _is_answer(visit: Visit, field: Field, reading: Reading) -> bool:
    """Tell whether a message as a whole is an exact answer; words are one unless they ask something."""
    if field.key == "tenant_name":
        return False
    try:
        return bool(visit.desk.intake.lists.read(field, reading.said, visit.person)) and not asks(reading)
    except NotUnderstood:
        return False
