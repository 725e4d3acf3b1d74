"""What is said beside a put step: the other request is meant, one more, or somebody shall be told something."""

from collections.abc import Mapping
from typing import Any

from botbuilder.dialogs import DialogContext

from dialogs import answering, request_talk
from dialogs.overhearing import Hearing
from dialogs.put_dialog import put
from dialogs.step_talk import details_of, row_of, wait_for_which
from dialogs.understanding.clauses import asks
from dialogs.understanding.reading import Kind
from dialogs.understanding.told_to import orders_to_tell, pronoun_told
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.words import tokens
from dialogs.visit import Visit
from playbook.messages import hearing
from playbook.messages.message import Words
from playbook.people import PersonKey
from playbook.requests.fields import RETURN_FIELDS
from playbook.requests.record import Command, Request
from playbook.requests.table import REFILED

NAMES_ONLY = frozenset(listed("pointing", "names_only"))
_THE_OTHER, _AS_WELL = frozenset(listed("pointing", "the_other")), frozenset(listed("pointing", "as_well"))
_GOES_ON, _FIELD_ONLY = frozenset(listed("pointing", "goes_on")), frozenset(listed("pointing", "field_only"))
# The details of a step that name somebody.
_PEOPLE = ("fpm", "sme", "to")


async def hear(dc: DialogContext, visit: Visit, heard: Hearing, before: Mapping[str, Any]) -> bool:
    """Hear what is meant beside what was put, whose options are `before`. False: it is none of these."""
    if pronoun_told(heard.reading) and orders_to_tell(heard.reading):
        return await _tell_them(dc, visit, heard, before)
    if asks(heard.reading) or before["command"] in {one.value for one in REFILED}:
        return False
    if _asks_for_a_field(heard):
        return await _tell_of_it(dc, visit, heard, before)
    if _means_the_other(heard):
        return await _on_the_other(dc, visit, heard, before)
    named = heard.scene.named(people=False) if only_names(heard) else ()
    if len(named) == 1 and named[0].number != before["number"] and not _AS_WELL.isdisjoint(heard.reading.texts):
        return await _then_the_other(dc, visit, before, named[0])
    return False


def _asks_for_a_field(heard: Hearing) -> bool:
    """Tell whether a field is named and nothing else, as a question goes on: "and the region"."""
    texts = heard.reading.texts
    only = all(text in _FIELD_ONLY or text == Kind.FIELD for text in texts)
    return bool(texts) and texts[0] in _GOES_ON and bool(heard.reading.of(Kind.FIELD)) and only


async def _tell_of_it(dc: DialogContext, visit: Visit, heard: Hearing, before: Mapping[str, Any]) -> bool:
    """Say what the request holds, and put the step once more; fields that a step lacks are no question."""
    request = await visit.desk.visible(before["number"], visit.person, visit.at)
    row = row_of(visit, request, before["command"])
    if row is None or any(field.key == RETURN_FIELDS.key for field in row.asks):
        return False
    await answering.fact(visit, heard.scene, request)
    await put(dc, visit, row, request, before["texts"], firmly=before.get("firmly", False))
    return True


def _means_the_other(heard: Hearing) -> bool:
    """Tell whether nothing is said but that it is the other one, in the words that were typed: "no, the other one"."""
    typed = {token.text for token in tokens(heard.reading.said.replace("'", " ")) if token.is_word}
    return not _THE_OTHER.isdisjoint(typed) and NAMES_ONLY.issuperset(typed)


def only_names(heard: Hearing) -> bool:
    """Tell whether nothing is said but which one is meant: "the Litware one please"."""
    return all(word.text in NAMES_ONLY or word.text.startswith("<") for word in heard.reading.words)


async def _tell_them(dc: DialogContext, visit: Visit, heard: Hearing, before: Mapping[str, Any]) -> bool:
    """Put a message to whom the step names, who is the "him" behind it; nobody else is told in their place."""
    about = await visit.desk.visible(before["number"], visit.person, visit.at)
    named = next((before["texts"][key] for key in _PEOPLE if before["texts"].get(key)), "")
    who, row = visit.directory.find(PersonKey(named)) if named else None, row_of(visit, about, Command.MESSAGE.value)
    if who is None or row is None:
        return False
    may = {one.value for one in await visit.desk.options(row.asks[0], about, visit.person)}
    visit.say(None if who.key in may else hearing.not_written_to(Words(who.name), about.number))
    said = {key: text for key, text in (await details_of(visit, row, about, heard)).items() if key != "to"}
    await put(dc, visit, row, about, {**said, **({"to": who.key} if who.key in may else {})})
    return True


async def _then_the_other(dc: DialogContext, visit: Visit, before: Mapping[str, Any], other: Request) -> bool:
    """Put the step once more, and say how it is said of the other one: each is meant by itself."""
    if row_of(visit, other, before["command"]) is None:
        return False
    visit.say(hearing.THEN_SAY.told(words=Words(f"{before['command']} {other.number}")))
    request = await visit.desk.visible(before["number"], visit.person, visit.at)
    row = row_of(visit, request, before["command"])
    if row:
        await put(dc, visit, row, request, before["texts"], firmly=before.get("firmly", False))
    return row is not None


async def _on_the_other(dc: DialogContext, visit: Visit, heard: Hearing, before: Mapping[str, Any]) -> bool:
    """Put the step on the one other request that it fits; ask which, where it fits several."""
    command = before["command"]
    others = [one for one in heard.scene.records if one.number != before["number"] and row_of(visit, one, command)]
    if len(others) == 1:
        row = row_of(visit, others[0], command)
        assert row  # noqa: S101 - so it was found
        await put(dc, visit, row, others[0], before["texts"])
    elif others:
        answering.which(visit, others, lambda one: one.number if before["texts"] else f"{command} {one.number}")
        await wait_for_which(dc, visit, command, heard.reading.said, [one.number for one in others])
    else:
        visit.say(hearing.LEFT)
        await request_talk.listed(visit, "all", "")
    return True
