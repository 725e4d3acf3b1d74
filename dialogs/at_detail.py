"""What is said at a detail of a step: the answer, a question, another step, or that it is to be left."""

from collections.abc import Mapping, Sequence
from typing import Any

from botbuilder.dialogs import DialogContext

from dialogs import at_choice, colleague, detail_back, in_between, stack, words_put
from dialogs.at_choice import request_of
from dialogs.overhearing import BRIEF, SHORT, Hearing, best_met
from dialogs.put_dialog import put
from dialogs.step_talk import chosen, put_step, row_of
from dialogs.understanding.addressed import READ_BY_OTHERS, asks_others, called
from dialogs.understanding.agreement import is_no
from dialogs.understanding.amending import marked
from dialogs.understanding.at_field import calls_off, stops, switches, waits
from dialogs.understanding.clauses import asks, clauses, doubts, orders
from dialogs.understanding.details import place_said
from dialogs.understanding.evidence import plans, remarks
from dialogs.understanding.intents import Intent, Meant, Sort
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.reasons import begins_with_why, explains_nothing
from dialogs.understanding.second_thoughts import takes_back
from dialogs.visit import Visit
from playbook.messages import asking, hearing, telling
from playbook.requests.fields import MESSAGE_TEXT
from playbook.requests.record import Command

_POLITE = frozenset({"please", "just", "no", "ok", "then"})
# Who says one of these tells something, and orders nothing.
_TELLS = frozenset(("is", "are", "was", "were", "has", "have", "had", "will", "would", "not", "no", "never"))
# Nobody leaves a message in more words.
_FEW = 4
# An order says little beside itself.
_MOST_BESIDE = 2
_ABOUT_ANOTHER = frozenset(
    ("this one is", "this is for", "this is about", "it is for", "it is about", "that is for", "this was for")
)
_ABOUT_THE_TALK = frozenset({"undo", "help", "resume"})
LEAVES = frozenset({"pause", "leave"})
# Who says so much before they ask anything tells something.
_SENTENCE = 5


async def hear(dc: DialogContext, visit: Visit, heard: Hearing) -> bool:
    """Hear a message. False: it is the answer to what was asked, and just now."""
    said = heard.reading.said
    return not asking.is_answer(said) and (await _hear(dc, visit, heard) or await words_put.came_late(dc, visit, said))


async def _hear(dc: DialogContext, visit: Visit, heard: Hearing) -> bool:
    assert dc.active_dialog  # noqa: S101 - it is the details' dialog
    options: Mapping[str, Any] = dc.active_dialog.state["options"]
    best, asked = best_met(heard.meant), stack.asked(dc)
    intent = best.intent if best else None
    if stack.asks_for_words(dc) and _is_said_to_another(heard, options):
        await words_put.are_none(dc, visit, heard.reading.said)
        return True
    before, to_reader = stack.words_put(dc), stack.asks_for_words(dc) and _calls_reader(heard, options)
    if to_reader or asks_others(asked, heard.reading, intent) or (before and marked(before, heard.reading)):
        await words_put.put(dc, visit, heard.reading)
        return True
    if calls_off(heard.reading):
        await _leave_step(dc, visit, heard, options)
        return True
    if await _is_set_right(dc, visit, heard, options):
        return True
    step = next((one for one in heard.meant if one.share >= 1 and one.intent.sort is Sort.STEP), None)
    if step and _switches(heard.reading, step.intent, options["command"]):
        await dc.end_dialog()
        await colleague.answer(dc, visit, heard, step.intent)
    elif _asks_about_it(heard.reading):
        await in_between.answer(dc, visit, heard, None)
        # What was no clear question may as well be one to who reads the words.
        for_others = asked in READ_BY_OTHERS or (intent is None and stack.asks_for_words(dc))
        await (words_put.ask_again(dc, visit, heard.reading.said) if for_others else stack.ask_again(dc))
    elif best and not called(heard.reading) and _leaves_it(best, heard.reading, asked):
        await _leave_step(dc, visit, heard, options)
    elif stack.asks_for_words(dc):
        await _at_words(dc, visit, heard, best)
    else:
        return await at_choice.hear(dc, visit, heard, best)
    return True


async def _is_set_right(dc: DialogContext, visit: Visit, heard: Hearing, options: Mapping[str, Any]) -> bool:
    """Hear that another request is meant, another ground, or that the detail before shall be answered once more."""
    if _means_another(visit, heard, options, in_words=stack.asks_for_words(dc)):
        await _put_on_another(dc, visit, heard, options)
        return True
    return await detail_back.regrounded(dc, visit, heard) or await detail_back.goes_back(dc, visit, heard)


async def _put_on_another(dc: DialogContext, visit: Visit, heard: Hearing, options: Mapping[str, Any]) -> None:
    """Put the step on the request that is named, with all that was said of it."""
    [request] = heard.scene.named(people=False)
    row = row_of(visit, request, options["command"])
    if row is None:
        await dc.end_dialog()
        await put_step(dc, visit, heard, options["command"])
        return
    words = {stack.asked(dc): options[stack.WORDS]} if options.get(stack.WORDS) else {}
    await put(dc, visit, row, request, {**await chosen(visit, row, request, heard), **options["texts"], **words})


async def _at_words(dc: DialogContext, visit: Visit, heard: Hearing, best: Meant | None) -> None:
    """Hear a reply where words are asked for that somebody else will read: they are put with the step.

    A noise, a "please don't" or another order is none.
    """
    said, words = heard.reading.said, heard.reading.texts
    if is_no(said):
        await dc.end_dialog()
        visit.say(telling.NOTHING_CHANGED)
    elif best and len(heard.reading.words) <= SHORT and _orders(heard.reading, best):
        await colleague.answer(dc, visit, heard, best.intent)
        await words_put.ask_again(dc, visit, said)
    elif stack.asked(dc) != MESSAGE_TEXT.key and explains_nothing(said):
        visit.say(hearing.WORDS_STAND if stack.words_put(dc) else hearing.NO_REASON_GIVEN)
        await stack.ask_again(dc)
    elif takes_back(said) or (len(words) <= SHORT and _of_the_step(stack.asked(dc), words)):
        await words_put.are_none(dc, visit, said)
    elif stack.asked(dc) == MESSAGE_TEXT.key:
        await words_put.put(dc, visit, heard.reading)
    elif waits(heard.reading) and len(words) <= SHORT:
        visit.say(hearing.TAKE_YOUR_TIME)
        await stack.ask_again(dc)
    elif orders(heard.reading):
        await in_between.answer(dc, visit, heard, None)
        await stack.ask_again(dc)
    else:
        await words_put.put(dc, visit, heard.reading)


def _of_the_step(asked: str, words: Sequence[str]) -> bool:
    """Tell whether words are of the step and not for others; who writes to somebody may well write what they plan."""
    return remarks(words) if asked == MESSAGE_TEXT.key else plans(words)


def _leaves_it(best: Meant, reading: Reading, asked: str) -> bool:
    # "I will call you tomorrow" is what somebody wants to have told.
    short = len(reading.words) <= (_FEW if asked == MESSAGE_TEXT.key else SHORT)
    return best.intent.name in LEAVES and short and best.left <= _MOST_BESIDE


def _is_said_to_another(heard: Hearing, options: Mapping[str, Any]) -> bool:
    """Tell whether words call a colleague who does not read them, or say that they are about another request."""
    whom, words = called(heard.reading), heard.reading.texts
    reads = _reader(heard, options)
    elsewhere = len(words) <= SHORT and " ".join(words[:3]) in _ABOUT_ANOTHER
    others = {one.value for one in heard.reading.of(Kind.RECORD)} - {options["number"]}
    return bool(whom and whom != reads) or elsewhere or (words[:1] == (Kind.RECORD.value,) and bool(others))


def _calls_reader(heard: Hearing, options: Mapping[str, Any]) -> bool:
    """Tell whether words call who will read them: whatever is asked then is asked of them."""
    whom = called(heard.reading)
    return bool(whom) and whom == _reader(heard, options)


def _reader(heard: Hearing, options: Mapping[str, Any]) -> str:
    request = request_of(heard, options)
    return options["texts"].get("to") or (request.requester if request else "")


def _orders(reading: Reading, best: Meant) -> bool:
    """Tell whether a few words order something by its name, ask to see it, or speak about the conversation.

    "Not needed" means to withdraw as well, and "on leave" an absence: as a reason each is a good one. So is whatever
    tells something: "status is unclear", "help is available".
    """
    intent = best.intent
    if best.left > _MOST_BESIDE or not _TELLS.isdisjoint(word.text for word in reading.words):
        return False
    first = next((word.text for word in reading.words if word.text not in _POLITE), "")
    by_name = intent.sort in (Sort.STEP, Sort.DRAFT) and intent.is_named_by(first)
    return by_name or intent.sort is Sort.ASK or intent.name in _ABOUT_THE_TALK


def _means_another(visit: Visit, heard: Hearing, options: Mapping[str, Any], *, in_words: bool) -> bool:
    """Tell whether a message means the same step on another request: "oops, I meant the Northwind one".

    Words for others may well name another request, unless they say that it is not this one. What cannot be denied is
    rather what this one is compared with: "it was denied for Wingtip already".
    """
    named = heard.scene.named(people=False) if heard.reading.of(Kind.RECORD, Kind.CUSTOMER) else ()
    other = len(named) == 1 and named[0].number != options["number"]
    mine = next((one for one in heard.scene.records if one.number == options["number"]), None)
    not_this = not in_words or stops(heard.reading) or (mine is not None and heard.scene.leaves_out(mine))
    if not other or place_said(heard.reading) >= 0 or len(heard.reading.words) > (BRIEF if in_words else 2 * BRIEF):
        return False
    compared = options["command"] == Command.DENY and row_of(visit, named[0], options["command"]) is None
    return not_this and (not compared or stops(heard.reading) or switches(heard.reading))


def _asks_about_it(reading: Reading) -> bool:
    """Tell a question, or that somebody is at a loss, from an explanation, which may well hold or end with one."""
    brief = len(reading.words) <= BRIEF
    first = next(iter(clauses(reading)), None)
    if first and not first.asks and len(reading.said[first.start : first.end].split()) >= _SENTENCE:
        return False
    marked = reading.said.rstrip().endswith(("?", "\uff1f"))
    return (asks(reading) and (brief or marked)) or (brief and (doubts(reading) or marked))


async def _leave_step(dc: DialogContext, visit: Visit, heard: Hearing, options: Mapping[str, Any]) -> None:
    """Let a step go; who names another request means the step on that one."""
    await dc.end_dialog()
    named = [one.number for one in heard.scene.named()]
    if len(named) == 1 and named[0] != options["number"]:
        await put_step(dc, visit, heard, options["command"])
    else:
        visit.say(telling.NOTHING_CHANGED)


def _switches(reading: Reading, intent: Intent, command: str) -> bool:
    """Tell whether somebody wants another step than the one that is being asked about."""
    words = [word.text for word in reading.words]
    if begins_with_why(words):
        return False
    refused = not {"no", "stop", "wait", "ah"}.isdisjoint(words[:3]) and any(map(intent.is_named_by, words))
    return intent.name != command and (switches(reading) or refused)
