"""What is said where one of a list is asked for a step: it, a part of a sentence, or that something comes first."""

from collections.abc import Mapping
from typing import Any

from botbuilder.dialogs import DialogContext

from dialogs import colleague, stack
from dialogs.overhearing import SHORT, Hearing
from dialogs.phrases import without_courtesies
from dialogs.put_dialog import put
from dialogs.stack import DETAILS_DIALOG
from dialogs.step_talk import put_step
from dialogs.understanding.agreement import drops, lets_go
from dialogs.understanding.at_field import leaves, waits, wants_several
from dialogs.understanding.clauses import asks, orders
from dialogs.understanding.details import OF_PEOPLE, details, grounds, joined_grounds, place_in
from dialogs.understanding.intents import Meant, Sort
from dialogs.understanding.reading import Kind
from dialogs.understanding.ruled_out import NOT
from dialogs.understanding.told_to import orders_to_tell, tells_somebody
from dialogs.visit import Visit
from playbook.answers import matching
from playbook.life.fields import Field
from playbook.messages import hearing, telling
from playbook.requests.fields import DENIAL_GROUND, RETURN_FIELDS
from playbook.requests.record import Command, Request
from playbook.requests.table import REQUEST_TABLE

# Who says so much at one detail of a step has said the others as well.
_WHOLE_STEP = 8


async def hear(dc: DialogContext, visit: Visit, heard: Hearing, best: Meant | None) -> bool:
    """Hear a reply where one of a list is asked for. False: it is an exact choice, or nothing that is understood."""
    assert dc.active_dialog  # noqa: S101 - it is the details' dialog
    if await _asks_to_see(dc, visit, heard, best) or await _goes_elsewhere(dc, visit, heard):
        return True
    grounded = stack.asked(dc) == DENIAL_GROUND.key and joined_grounds(heard.reading)
    several = grounded or (wants_several(heard.reading) and stack.asked(dc) != RETURN_FIELDS.key)
    if several or waits(heard.reading) or leaves(heard.reading):
        visit.say(hearing.JUST_ONE if several else hearing.TAKE_YOUR_TIME)
        await stack.ask_again(dc)
        return True
    return await _fill_in(dc, visit, heard, dc.active_dialog.state["options"])


async def _asks_to_see(dc: DialogContext, visit: Visit, heard: Hearing, best: Meant | None) -> bool:
    """Show what somebody wants to see before they choose: "first show me what is waiting". False: they choose."""
    asks_first = asks(heard.reading) or orders(heard.reading)
    if best is None or best.intent.sort is not Sort.ASK or len(heard.reading.words) > SHORT:
        return False
    if stack.asked(dc) == DENIAL_GROUND.key and grounds(heard.reading) and not asks_first:
        # "Third time, see SME-0007" is the answer.
        return False
    await colleague.answer(dc, visit, heard, best.intent)
    await stack.ask_again(dc)
    return True


async def _goes_elsewhere(dc: DialogContext, visit: Visit, heard: Hearing) -> bool:
    """Hear that the step is let go, or that somebody shall be told something first. False: neither is said."""
    if lets_go(heard.reading.said) or drops(heard.reading.said):
        await dc.end_dialog()
        visit.say(telling.NOTHING_CHANGED)
    elif orders_to_tell(heard.reading):
        await dc.end_dialog()
        await put_step(dc, visit, heard, Command.MESSAGE.value)
    else:
        return False
    return True


async def _fill_in(dc: DialogContext, visit: Visit, heard: Hearing, options: Mapping[str, Any]) -> bool:
    """Put the step with what a loose answer says of its details. False: it says nothing, or is an exact choice."""
    request = request_of(heard, options)
    if request is None or tells_somebody(heard.reading):
        return False
    row = REQUEST_TABLE.row(Command(options["command"]))
    asked = next(field for field in row.asks if field.key == stack.asked(dc))
    choices = {field.key: await visit.desk.options(field, request, visit.person) for field in row.asked_of(request)}
    # "Not Sana" names nobody.
    of_people = asked.key in OF_PEOPLE and len(heard.reading.of(Kind.PERSON)) == 1
    denies = of_people and not NOT.isdisjoint(heard.reading.texts)
    if denies or await _reads(visit, asked, request, heard.reading.said):
        return False
    found = details(row.asked_of(request), choices, heard.reading)
    if by_place := place_in(choices[asked.key], heard.reading):
        found[asked.key] = by_place
    if asked.key not in found:
        return False
    # What is known of the step already is not said anew by the answer to another detail.
    texts = {**found, **options["texts"], asked.key: found[asked.key]}
    if len(heard.reading.words) < _WHOLE_STEP:
        texts = {key: text for key, text in texts.items() if key in {asked.key, *options["texts"]}}
    if any(field.key not in texts and not field.optional for field in row.asked_of(request)):
        await dc.replace_dialog(DETAILS_DIALOG, {**options, "texts": texts})
    else:
        await put(dc, visit, row, request, texts)
    return True


async def _reads(visit: Visit, field: Field, request: Request, text: str) -> bool:
    """Tell whether a text is just one of the choices."""
    choices = await visit.desk.options(field, request, visit.person)
    return len(matching(without_courtesies(text), choices)) == 1


def request_of(heard: Hearing, options: Mapping[str, Any]) -> Request | None:
    """Return the request whose step is talked about; None where it is no request's, or out of sight."""
    found = (one for one in heard.scene.records if one.number == options["number"])
    return next(found, None) if options["command"] in set(Command) else None
