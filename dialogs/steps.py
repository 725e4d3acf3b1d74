"""The few moves of a waterfall, with the types the SDK leaves open."""

from collections.abc import Mapping
from typing import Any, cast

from botbuilder.dialogs import DialogTurnResult, WaterfallStepContext


def options_of(step: WaterfallStepContext) -> Mapping[str, Any]:
    """Return what the dialog was begun with; plain JSON, because it is persisted."""
    return cast("Mapping[str, Any]", step.options)


async def end(step: WaterfallStepContext) -> DialogTurnResult:
    """End the dialog; the one below it goes on."""
    return cast("DialogTurnResult", await step.end_dialog())


async def onward(step: WaterfallStepContext) -> DialogTurnResult:
    """Go to the next step within this turn."""
    return await step.next(None)


async def begin_again(step: WaterfallStepContext, dialog: str, options: Mapping[str, Any]) -> DialogTurnResult:
    """Run a dialog from its first step in place of this one."""
    return await step.replace_dialog(dialog, dict(options))
