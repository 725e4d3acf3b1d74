"""One step, put to somebody by its name: a plain yes takes it, and anything else is heard as what it is."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from botbuilder.dialogs import Dialog, DialogContext, DialogTurnResult, WaterfallDialog, WaterfallStepContext

from cards.question_card import words_card
from cards.step_buttons import Unfinished
from dialogs import request_talk, stack
from dialogs.stack import PUT_DIALOG
from dialogs.standing import Standing
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.life.fields import Kind
from playbook.messages import asking, hearing, labels
from playbook.messages.message import Listed, Message, Words
from playbook.requests.record import Request
from playbook.requests.table import REFILED, Row


def waterfall() -> WaterfallDialog:
    """Return the dialog that waits for a yes.

    Options: "command" and "standing"; of a step its "number", "texts" and "revision" as well. Where it was asked which
    request is meant, the "step" and what was "said" of it.
    """
    return WaterfallDialog(PUT_DIALOG, [_wait])


async def _wait(step: WaterfallStepContext) -> DialogTurnResult:
    """End the turn: the step was put by whoever began this, and whoever hears the next message takes it or lets go."""
    del step
    return Dialog.end_of_turn


async def put(
    dc: DialogContext, visit: Visit, row: Row, request: Request, texts: Mapping[str, str], *, firmly: bool = False
) -> None:
    """Show a step filled in, ready to be taken by a yes or a button; `firmly`: by no mere "ok"."""
    command = row.command.value
    asks = () if row.command in REFILED else row.asked_of(request)
    missing = [field for field in asks if field.key not in texts and not field.optional]
    about = request_talk.in_short(visit, request)
    visit.say(
        hearing.put(command, request.number, about, [field.title for field in missing]),
        *await _filled_in(visit, row, request, texts),
    )
    if asks:
        await request_talk.show(visit, request.number, Unfinished(row.command, texts))
    else:
        yes = Choice(f"{command} {request.number}", labels.BUTTONS[row.command])
        visit.show(words_card(visit.reader, [yes, Choice("no", hearing.NO)]))
    if stack.active(dc) in (PUT_DIALOG, stack.DETAILS_DIALOG):
        await dc.end_dialog()
    await wait(dc, visit, command, number=request.number, texts=dict(texts), revision=request.revision, firmly=firmly)


async def _filled_in(visit: Visit, row: Row, request: Request, texts: Mapping[str, str]) -> list[Message]:
    """Return what a step is filled in with, so that a yes is to that as well: whom it is offered to, what is sent."""
    shown = []
    for field in (one for one in row.asked_of(request) if texts.get(one.key)):
        titles = {one.value: one.title for one in await visit.desk.options(field, request, visit.person)}
        values = texts[field.key].split(", ") if field.kind is Kind.CHOICES else [texts[field.key]]
        shown.append(asking.titled(field.title, Listed(tuple(titles.get(one, Words(one)) for one in values))))
    return shown


async def wait(dc: DialogContext, visit: Visit, command: str, **more: object) -> None:
    """Wait for a yes to what was just put."""
    standing = asdict(await Standing.of(visit))
    await dc.begin_dialog(PUT_DIALOG, {"command": command, "standing": standing, **more})


async def still_stands(dc: DialogContext, visit: Visit) -> bool:
    """Tell whether a yes still answers what was put: nothing else came below, and it was just now."""
    assert dc.active_dialog  # noqa: S101 - asked for only while one waits
    options: Mapping[str, Any] = dc.active_dialog.state["options"]
    return await Standing(**options["standing"]).holds(visit, options.get("number", ""))
