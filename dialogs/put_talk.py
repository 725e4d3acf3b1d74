"""What is said to a step that was put: a yes, another request or person, what it lacks, or which request is meant."""

from collections.abc import Mapping, Sequence
from typing import Any

from botbuilder.dialogs import DialogContext

from dialogs import answering, draft_talk, need_talk, put_aside, second_acts, stack
from dialogs.details_dialog import begin_step
from dialogs.faces import Faces
from dialogs.overhearing import LONGEST_HEARD, SHORT, Hearing, clearly_meant, overhear
from dialogs.phrases import Phrase, bare_step, without_courtesies
from dialogs.put_aside import NAMES_ONLY, only_names
from dialogs.put_dialog import put, still_stands
from dialogs.step_talk import chosen, put_on, put_step, row_of, wait_for_which
from dialogs.understanding.addressed import asks_others
from dialogs.understanding.agreement import is_no, lets_go
from dialogs.understanding.amending import marked, unlabelled
from dialogs.understanding.at_field import wants_several
from dialogs.understanding.clauses import ASKS, asks
from dialogs.understanding.evidence import plans
from dialogs.understanding.intents import Sort
from dialogs.understanding.needs import Heard
from dialogs.understanding.reading import Kind
from dialogs.understanding.reasons import begins_with_why, explains_nothing
from dialogs.understanding.words import fold
from dialogs.visit import Visit
from playbook.answers import clean, matching
from playbook.life.fields import Kind as Text
from playbook.messages import hearing
from playbook.requests.fields import MESSAGE_TEXT
from playbook.requests.record import Command, Request
from playbook.requests.table import REFILED, REQUEST_TABLE, Row

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")
# What a number means that is said alone.
_NUMBER_ALONE = "status"
# Who asks to see something says no more: "status Northwind".
_BRIEF = 4


async def agree(dc: DialogContext, visit: Visit, faces: Faces) -> None:
    """Take the step that was put; where something changed since, or came between, it is put once more."""
    assert dc.active_dialog  # noqa: S101 - asked for only while one waits
    options: Mapping[str, Any] = dc.active_dialog.state["options"]
    number, command = options["number"], options["command"]
    stands = await still_stands(dc, visit)
    await dc.end_dialog()
    visit.asked = f"{command} {number}"
    request = await visit.desk.visible(number, visit.person, visit.at)
    row = row_of(visit, request, command)
    if row and not (stands and request.revision == options["revision"]):
        visit.say(hearing.CHANGED_MEANWHILE)
        await put(dc, visit, row, request, options["texts"])
    elif row and row.command in REFILED:
        await _change(dc, visit, number, options["texts"])
    else:
        await begin_step(dc, visit, faces.of(number), number, command, texts=options["texts"])


async def put_otherwise(dc: DialogContext, visit: Visit, heard: Hearing, before: Mapping[str, Any]) -> bool:
    """Put a step once more, on the request or with the person that is named instead of a yes: "no, Sam please".

    `before` are the options of what was put. False: it is something else.
    """
    command = before["command"]
    for heard_as in (_put_changed, _put_instead, put_aside.hear):
        if await heard_as(dc, visit, heard, before):
            return True
    if _means_another_step(visit, heard, before):
        return False
    # Whoever is named with more than a correction is spoken of: "status Northwind", "Sana is busy".
    corrects = only_names(heard) and not asks(heard.reading)
    named = heard.scene.named(people=False)
    if corrects and len(named) == 1 and named[0].number != before["number"]:
        row = row_of(visit, named[0], command)
        await (put(dc, visit, row, named[0], before["texts"]) if row else put_step(dc, visit, heard, command))
        return True
    request = await visit.desk.visible(before["number"], visit.person, visit.at)
    row = row_of(visit, request, command)
    if row is None or row.command in REFILED:
        return False
    said = await chosen(visit, row, request, heard) if corrects and heard.reading.of(Kind.PERSON) else {}
    said = said or await _lacking(visit, row, request, heard, before["texts"])
    if not (said or _may_amend(row, heard, before["texts"])):
        return False
    visit.say(None if said else hearing.WORDS_STAND)
    await put(dc, visit, row, request, {**before["texts"], **said})
    return True


async def _put_changed(dc: DialogContext, visit: Visit, heard: Hearing, before: Mapping[str, Any]) -> bool:
    """Put the step with a detail that is chosen by its whole name instead, or with words that are said to change."""
    request = await visit.desk.visible(before["number"], visit.person, visit.at)
    row = row_of(visit, request, before["command"])
    if row is None or row.command in REFILED:
        return False
    said = {**_amended(row, heard, before["texts"]), **await _named_in_full(visit, row, request, heard.reading.said)}
    if said:
        await put(dc, visit, row, request, {**before["texts"], **said})
    return bool(said)


async def _named_in_full(visit: Visit, row: Row, request: Request, said: str) -> Mapping[str, str]:
    """Return the detail that a reply names as its button does: "Same topic for multiple customers"."""
    for field in (one for one in row.asked_of(request) if one.kind is Text.CHOICE):
        found = matching(without_courtesies(said), await visit.desk.options(field, request, visit.person))
        if len(found) == 1:
            return {field.key: found[0].value}
    return {}


def _means_another_step(visit: Visit, heard: Hearing, before: Mapping[str, Any]) -> bool:
    """Tell whether another step of the person's is meant; what only sounds like one may be what the step lacks."""
    intent = clearly_meant(heard.meant)
    theirs = intent is not None and intent.sort is Sort.STEP and bool(intent.roles & visit.person.roles)
    if intent is None or not theirs or intent.name == before["command"] or only_names(heard):
        return False
    asks = REQUEST_TABLE.row(Command(before["command"])).asks
    lacks_words = any(one.kind is Text.TEXT and not one.optional and one.key not in before["texts"] for one in asks)
    return not lacks_words or any(map(intent.is_named_by, heard.reading.texts))


async def _put_instead(dc: DialogContext, visit: Visit, heard: Hearing, before: Mapping[str, Any]) -> bool:
    """Put the step that is meant instead on the same request: "I meant deny"; False: none is."""
    request = await visit.desk.visible(before["number"], visit.person, visit.at)
    name = second_acts.meant_instead(heard.reading.said, before["command"])
    if not name or row_of(visit, request, name) is None or heard.reading.of(Kind.RECORD, Kind.CUSTOMER):
        return False
    await put_on(dc, visit, heard, request, name)
    return True


def _amended(row: Row, heard: Hearing, texts: Mapping[str, str]) -> Mapping[str, str]:
    """Return the words of a step as they become by a reply that says how: "make that: Tuesday"."""
    written = [one.key for one in row.asks if one.kind is Text.TEXT and texts.get(one.key)]
    found = {key: marked(texts[key], heard.reading) for key in written}
    return {key: words for key, words in found.items() if words}


def _may_amend(row: Row, heard: Hearing, texts: Mapping[str, str]) -> bool:
    """Tell whether a few words may be to change what was put in words, "make that Tuesday". It is not guessed how."""
    in_words = any(field.kind is Text.TEXT and texts.get(field.key) for field in row.asks)
    few = len(heard.reading.words) <= SHORT and not heard.need.answers
    intent = clearly_meant(heard.meant)
    other = intent is not None and any(map(intent.is_named_by, heard.reading.texts))
    return in_words and few and not asks(heard.reading) and not other


async def _lacking(
    visit: Visit, row: Row, request: Request, heard: Hearing, texts: Mapping[str, str]
) -> Mapping[str, str]:
    """Return what a step was said to lack yet: one of a list, or the words that alone are missing."""
    because = begins_with_why(heard.reading.texts)
    if plans(heard.reading.texts) and not because:
        return {}
    missing = [field for field in row.asked_of(request) if field.key not in texts and not field.optional]
    # "It does not say which labels they use" is no question here, whatever word is in it.
    spoken_of = asks(heard.reading) or (heard.reading.of(Kind.PERSON) and not only_names(heard))
    told = {} if spoken_of else await chosen(visit, row, request, heard)
    found = {field.key: told[field.key] for field in missing if field.key in told}
    words = [field.key for field in missing if field.kind is Text.TEXT]
    for_them = words == [MESSAGE_TEXT.key] and asks_others(MESSAGE_TEXT.key, heard.reading, clearly_meant(heard.meant))
    if not found and len(missing) == len(words) == 1 and (because or for_them or _explains(heard)):
        return {words[0]: unlabelled(heard.reading)}
    return found


def _explains(heard: Hearing) -> bool:
    """Tell whether a reply may be the words that a step lacks: it says something, and nothing else."""
    intent, said = clearly_meant(heard.meant), heard.reading.said
    brief = len(heard.reading.words) <= _BRIEF
    named = intent is not None and any(map(intent.is_named_by, heard.reading.texts))
    about = brief and bool(heard.reading.of(Kind.RECORD, Kind.CUSTOMER))
    shows = intent is not None and about and intent.sort is Sort.ASK
    orders = shows or (named and intent is not None and intent.sort in (Sort.STEP, Sort.DRAFT))
    return len(heard.reading.words) > 1 and not (orders or explains_nothing(said) or said.rstrip()[-1:] in ASKS)


async def put_again(dc: DialogContext, visit: Visit, before: Mapping[str, Any]) -> None:
    """Put a step once more below the answer to a question about it."""
    request = await visit.desk.visible(before["number"], visit.person, visit.at)
    row = row_of(visit, request, before["command"])
    if row:
        await put(dc, visit, row, request, before["texts"], firmly=before.get("firmly", False))


async def _change(dc: DialogContext, visit: Visit, number: str, told: Mapping[str, str]) -> None:
    """Open a filed request to be changed, and keep what was told of it already."""
    draft = await draft_talk.reopen(visit, number)
    await need_talk.keep(dc, visit, draft, Heard(told, {}))


async def answer_which(dc: DialogContext, visit: Visit, text: str, phrase: Phrase | None) -> bool:
    """Put a step on the request that is named where it was asked which. False: something else is said."""
    waiting = stack.put_options(dc)
    assert waiting is not None  # noqa: S101 - asked for only while this waits
    stands = await still_stands(dc, visit)
    await dc.end_dialog()
    if is_no(text) or lets_go(text):
        visit.say(hearing.LEFT)
        return True
    if (phrase and phrase.name != _NUMBER_ALONE) or bare_step(text):
        return False
    heard = await overhear(visit, clean(text)[:LONGEST_HEARD])
    if wants_several(heard.reading):
        listed_ones = [one for one in heard.scene.records if one.number in waiting["among"]]
        answering.which(visit, listed_ones, lambda one: one.number, hearing.ONE_FIRST)
        await wait_for_which(dc, visit, waiting["step"], waiting["said"], waiting["among"])
        return True
    number = _by_place(heard, waiting["among"])
    named = [one for one in heard.scene.records if one.number == number] if number else heard.scene.named()
    if not stands or len(named) != 1 or asks(heard.reading) or not (number or only_names(heard)):
        return False
    before = await overhear(visit, waiting["said"], named[0].number)
    await put_on(dc, visit, before, named[0], waiting["step"])
    return True


def _by_place(heard: Hearing, among: Sequence[str]) -> str:
    """Return the number that is meant by its digits or its place in the list: "3", "the second one"; or ""."""
    said = [text for text in fold(heard.reading.said.strip(" .!#")).split() if text not in NAMES_ONLY]
    if len(said) != 1:
        return ""
    by_digits = [one for one in among if said[0].isdecimal() and int(one.rpartition("-")[2]) == int(said[0])]
    place = _PLACES.index(said[0]) if said[0] in _PLACES else -1
    if by_digits or (place < 0 and said[0] != "last"):
        return by_digits[0] if by_digits else ""
    return among[place] if place < len(among) else ""
