"""One step, put to somebody by its name: a plain yes takes it, and anything else is heard as what it is."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from botbuilder.dialogs import Dialog, DialogContext, DialogTurnResult, WaterfallDialog, WaterfallStepContext

from dialogs import request_talk, stack
from dialogs.stack import PUT_DIALOG
from dialogs.standing import Standing
from dialogs.visit import Visit
from playbook.requests.record import Request
from playbook.requests.table import Row


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
    await request_talk.put(visit, row, request, texts)
    if stack.active(dc) in (PUT_DIALOG, stack.DETAILS_DIALOG):
        await dc.end_dialog()
    await wait(dc, visit, command, number=request.number, texts=dict(texts), revision=request.revision, firmly=firmly)


async def wait(dc: DialogContext, visit: Visit, command: str, **more: object) -> None:
    """Wait for a yes to what was just put."""
    standing = asdict(await Standing.of(visit))
    await dc.begin_dialog(PUT_DIALOG, {"command": command, "standing": standing, **more})


async def still_stands(dc: DialogContext, visit: Visit) -> bool:
    """Tell whether a yes still answers what was put: nothing else came below, and it was just now."""
    assert dc.active_dialog  # noqa: S101 - asked for only while one waits
    options: Mapping[str, Any] = dc.active_dialog.state["options"]
    return await Standing(**options["standing"]).holds(visit, options.get("number", ""))
