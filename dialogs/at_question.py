"""What is said where something is asked: an answer, a question, a correction, several things at once, or "not now".

A value is kept where it is told, never where it is asked about; and a question is never stored as the answer.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from botbuilder.dialogs import DialogContext

from cards.question_card import words_card
from dialogs import colleague, draft_talk, handbook_talk, need_talk, stack
from dialogs.overhearing import Hearing, clearly_meant
from dialogs.put_dialog import put
from dialogs.stack import DETAILS_DIALOG
from dialogs.step_talk import put_step
from dialogs.understanding import needs
from dialogs.understanding.addressed import READ_BY_OTHERS, asks_others
from dialogs.understanding.agreement import is_yes
from dialogs.understanding.at_field import KINDS, answer_to, corrects, leaves, renamed, switches, taken_back
from dialogs.understanding.clauses import asks, doubts, told
from dialogs.understanding.details import details
from dialogs.understanding.intents import Intent, Sort
from dialogs.understanding.needs import Heard
from dialogs.understanding.reading import Kind as Thing
from dialogs.understanding.reading import Reading
from dialogs.visit import Visit
from playbook.answers import Choice, matching
from playbook.life.fields import Field, Kind
from playbook.life.records import Draft
from playbook.messages import asking, hearing, telling
from playbook.refusals import NotUnderstood
from playbook.requests.drafts import may_change
from playbook.requests.fields import FIELD
from playbook.requests.leaving import says_nothing_yet
from playbook.requests.record import Command, Request
from playbook.requests.table import REQUEST_TABLE

T = TypeVar("T")
_LEAVES = frozenset({"pause", "leave"})
# Nobody leaves, or greets, in more words.
_SHORT = 9
# A question or an excuse is brief where a justification is asked for; what is longer is the justification.
_BRIEF = 14
_DID = frozenset({"did", "have", "said", "put", "took", "take", "gave", "wrote", "chose", "picked"})
# Who says so much at one detail of a step has said the others as well.
_WHOLE_STEP = 8
# What says, at the review, that all is well.
_AGREES = frozenset({"submit", "approve", "bye", "thanks"})


async def hear(dc: DialogContext, visit: Visit, heard: Hearing) -> bool:
    """Hear a message. False: it is the answer to what was asked, or says a whole need."""
    if stack.active(dc) == DETAILS_DIALOG:
        return await _at_detail(dc, visit, heard)
    draft = await stack.draft_in_hand(dc, visit)
    return draft is not None and await _at_field(dc, visit, heard, draft)


async def _at_field(dc: DialogContext, visit: Visit, heard: Hearing, draft: Draft) -> bool:
    field = FIELD.get(stack.asked(dc))
    if field and field.kind is Kind.TEXT:
        return await _at_words(dc, visit, heard, draft, field)
    if field and _is_answer(visit, field, heard.reading):
        return False
    need = _told(heard, draft, field)
    if asks(heard.reading):
        if need.answers:
            await draft_talk.fill(visit, draft, need.answers)
        await _question(dc, visit, heard, field)
    elif need.answers or need.doubts:
        await need_talk.keep(dc, visit, draft, need)
    elif field and leaves(heard.reading):
        await _leave(dc, visit, draft, field)
    elif field and field.key == "tenant_name":
        visit.say(hearing.NO_NAME)
        await stack.ask_again(dc)
    else:
        return await _else(dc, visit, heard, field)
    return True


async def _at_words(dc: DialogContext, visit: Visit, heard: Hearing, draft: Draft, field: Field) -> bool:
    """Hear a reply where words are asked for: the answer, unless it is short and asks something or leaves it.

    Words that say nothing are asked about once (G35), which is for who keeps the answer to do.
    """
    intent, brief = clearly_meant(heard.meant), len(heard.reading.words) <= _BRIEF
    known = intent is not None and intent.sort not in (Sort.STEP, Sort.DRAFT)
    if asks(heard.reading) and (known or brief):
        await _question(dc, visit, heard, field)
    elif brief and leaves(heard.reading) and not says_nothing_yet(heard.reading.said):
        await _leave(dc, visit, draft, field)
    elif intent and intent.name in _LEAVES and len(heard.reading.words) <= _SHORT:
        await colleague.answer(dc, visit, heard, intent)
        await stack.ask_again(dc)
    else:
        return False
    return True


async def _leave(dc: DialogContext, visit: Visit, draft: Draft, field: Field) -> None:
    await draft_talk.leave(visit, draft, field)
    await stack.begin(dc, draft.slot)


async def _else(dc: DialogContext, visit: Visit, heard: Hearing, field: Field | None) -> bool:
    """Hear what tells no value: somebody agrees, leaves, thanks, or asks without a question mark."""
    intent = clearly_meant(heard.meant)
    if field is None and intent and intent.name in _AGREES and not is_yes(heard.reading.said):
        visit.say(hearing.SHALL_SUBMIT)
        await stack.ask_again(dc)
        return True
    step = intent is not None and intent.sort in (Sort.STEP, Sort.DRAFT) and intent.name != "pause"
    if intent is None or step or len(heard.reading.words) > _SHORT:
        return False
    await colleague.answer(dc, visit, heard, intent)
    await stack.ask_again(dc)
    return True


async def _question(dc: DialogContext, visit: Visit, heard: Hearing, field: Field | None) -> None:
    """Answer a question in between; one that is not understood is most likely about the field that is asked for."""
    intent, draft = clearly_meant(heard.meant), await stack.draft_in_hand(dc, visit)
    held = _asked_back(heard, draft) if draft else set()
    if draft and held:
        draft_talk.noted(visit, draft, draft, held)
    elif intent and intent.sort not in (Sort.STEP, Sort.DRAFT):
        await colleague.answer(dc, visit, heard, intent)
    elif field:
        handbook_talk.explain(visit, field, heard.reading)
    else:
        await colleague.unsure(visit, heard)
    await stack.ask_again(dc)


async def _at_detail(dc: DialogContext, visit: Visit, heard: Hearing) -> bool:
    """Hear what is said at a detail of a step: the answer, a question, another step, or that it is to be left."""
    assert dc.active_dialog  # noqa: S101 - it is the details' dialog
    options: Mapping[str, Any] = dc.active_dialog.state["options"]
    intent, asked = clearly_meant(heard.meant), stack.asked(dc)
    if asking.is_answer(heard.reading.said) or asks_others(asked, heard.reading, intent):
        return False
    step = next((one for one in heard.meant if one.share >= 1 and one.intent.sort is Sort.STEP), None)
    if step and _switches(heard.reading, step.intent, options["command"]):
        await dc.end_dialog()
        await colleague.answer(dc, visit, heard, step.intent)
    elif asks(heard.reading) or (len(heard.reading.words) <= _BRIEF and doubts(heard.reading)):
        await _question(dc, visit, heard, None)
        if asked in READ_BY_OTHERS:
            rather = Choice(f"{asking.ANSWER} {heard.reading.said}", hearing.GIVE_AS_ANSWER)
            visit.show(words_card(visit.reader, [rather]))
    elif intent and intent.name in _LEAVES and len(heard.reading.words) <= _SHORT:
        await _leave_step(dc, visit, heard, options)
    else:
        return not stack.asks_for_words(dc) and await _fill_in(dc, visit, heard, options)
    return True


async def _leave_step(dc: DialogContext, visit: Visit, heard: Hearing, options: Mapping[str, Any]) -> None:
    """Let a step go; who names another request means the step on that one."""
    await dc.end_dialog()
    named = [one.number for one in heard.scene.named()]
    if len(named) == 1 and named[0] != options["number"]:
        await put_step(dc, visit, heard, options["command"])
    else:
        visit.say(telling.NOTHING_CHANGED)


async def _fill_in(dc: DialogContext, visit: Visit, heard: Hearing, options: Mapping[str, Any]) -> bool:
    """Put the step with what a loose answer says of its details. False: it says nothing, or is an exact choice."""
    request = next((one for one in heard.scene.records if one.number == options["number"]), None)
    if request is None or options["command"] not in set(Command):
        return False
    row = REQUEST_TABLE.row(Command(options["command"]))
    asked = next(field for field in row.asks if field.key == stack.asked(dc))
    choices = {field.key: await visit.desk.options(field, request, visit.person) for field in row.asked_of(request)}
    if await _reads(visit, asked, request, heard.reading.said):
        return False
    texts = {**options["texts"], **details(row.asked_of(request), choices, heard.reading)}
    if asked.key not in texts:
        return False
    if len(heard.reading.words) < _WHOLE_STEP:
        texts = {key: text for key, text in texts.items() if key in {asked.key, *options["texts"]}}
    if any(field.key not in texts and not field.optional for field in row.asked_of(request)):
        await dc.replace_dialog(DETAILS_DIALOG, {**options, "texts": texts})
    else:
        await put(dc, visit, row, request, texts)
    return True


async def _reads(visit: Visit, field: Field, request: Request, text: str) -> bool:
    """Tell whether a text is just one of the choices."""
    return len(matching(text, await visit.desk.options(field, request, visit.person))) == 1


def _asked_back(heard: Hearing, draft: Draft) -> set[str]:
    """Return the fields of the draft that somebody asks what they said of: "which region did I take?"."""
    words = {word.text for word in heard.reading.words}
    named = {one.value for one in heard.reading.of(Thing.FIELD)}
    return named & draft.answers.keys() if "i" in words and not words.isdisjoint(_DID) else set()


def _switches(reading: Reading, intent: Intent, command: str) -> bool:
    """Tell whether somebody wants another step than the one that is being asked about."""
    first = {word.text for word in reading.words[:3]}
    return intent.name != command and (switches(reading) or bool(first & {"no", "stop", "wait", "ah"}))


def _is_answer(visit: Visit, field: Field, reading: Reading) -> bool:
    """Tell whether a message as a whole is an exact answer; words are one unless they ask something."""
    if field.key == "tenant_name":
        return False
    try:
        return bool(visit.desk.intake.lists.read(field, reading.said, visit.person)) and not asks(reading)
    except NotUnderstood:
        return False


def _told(heard: Hearing, draft: Draft, asked: Field | None) -> Heard:
    """Return what a message tells of fields that may change, but for what it rules out."""
    need = needs.hear(told(heard.reading), heard.known)
    if asked is None:
        need = Heard({**need.answers, **renamed(heard.reading)}, need.doubts)
    denied = {key for key, kind in KINDS.items() if taken_back(heard.reading, kind)}

    if asked and not asks(heard.reading) and (said := answer_to(asked.key, heard.reading)):
        need = Heard({**need.answers, asked.key: said}, need.doubts)

    def kept(values: Mapping[str, T]) -> dict[str, T]:
        may = (key for key in values if key not in denied and _may_take(draft, asked, key, heard.reading))
        return {key: values[key] for key in may if key != "tenant_name" or _renames(draft, asked, values[key])}

    return Heard(kept({**need.answers, **_address(heard)}), kept(need.doubts))


def _may_take(draft: Draft, asked: Field | None, key: str, reading: Reading) -> bool:
    """Tell whether a value may be taken: of another field only where it has none yet, unless it is a correction."""
    other = asked is not None and key != asked.key and key in draft.given
    return may_change(draft, FIELD[key]) and (not other or corrects(reading, key))


def _renames(draft: Draft, asked: Field | None, name: object) -> bool:
    """Tell whether a name may stand where another one stands: not a word in small letters that was not asked for."""
    held = draft.answers.get("tenant_name")
    wanted = asked is not None and asked.key == "tenant_name"
    return wanted or not held or not isinstance(name, str) or name[:1].isupper()


def _address(heard: Hearing) -> dict[str, str]:
    """Return an address as the contact's: nothing else of a request is one."""
    said = heard.reading.said
    written = [said[one.start : one.end] for one in heard.reading.of(Thing.EMAIL, Thing.PERSON)]
    addresses = [one for one in written if "@" in one]
    return {"partner_email": addresses[0]} if len(addresses) == 1 else {}
