"""One step, put to somebody by its name: a plain yes takes it, and anything else is heard as what it is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from botbuilder.dialogs import Dialog, DialogContext, DialogTurnResult, WaterfallDialog, WaterfallStepContext

from cards.question_card import words_card
from cards.step_buttons import Unfinished
from dialogs import request_talk, stack
from dialogs.stack import PUT_DIALOG
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.messages import hearing, labels
from playbook.requests.record import Request
from playbook.requests.table import REFILED, Row

# Who says yes later than this has come back to something else.
_STANDS_FOR = timedelta(hours=1)


def waterfall() -> WaterfallDialog:
    """Return the dialog that waits for a yes. Options: "number", "command", "texts" and "standing"."""
    return WaterfallDialog(PUT_DIALOG, [_wait])


async def _wait(step: WaterfallStepContext) -> DialogTurnResult:
    """End the turn: the step was put by whoever began this, and whoever hears the next message takes it or lets go."""
    del step
    return Dialog.end_of_turn


async def put(dc: DialogContext, visit: Visit, row: Row, request: Request, texts: Mapping[str, str]) -> None:
    """Show a step filled in, ready to be taken by a yes or a button."""
    command = row.command.value
    asks = () if row.command in REFILED else row.asked_of(request)
    missing = [field for field in asks if field.key not in texts and not field.optional]
    about = request_talk.in_short(visit, request)
    visit.say(hearing.put(command, request.number, about, whole=not missing))
    if asks:
        await request_talk.show(visit, request.number, Unfinished(row.command, texts))
    else:
        yes = Choice(f"{command} {request.number}", labels.BUTTONS[row.command])
        visit.show(words_card(visit.reader, [yes, Choice("no", hearing.NO)]))
    if stack.active(dc) in (PUT_DIALOG, stack.DETAILS_DIALOG):
        await dc.end_dialog()
    if not missing:
        stands = Standing(request.revision, visit.at.isoformat(), await visit.desk.shown_last(visit.chat))
        options = {"number": request.number, "command": command, "texts": dict(texts), "standing": asdict(stands)}
        await dc.begin_dialog(PUT_DIALOG, options)


@dataclass(frozen=True)
class Standing:
    """What stood when a step was put: the request's revision, the moment, and the record the chat had seen last."""

    revision: int
    at: str
    shown: str

    async def holds(self, visit: Visit, request: Request) -> bool:
        """Tell whether a yes still answers this: nothing changed, nothing else came below, and it was just now."""
        shown = await visit.desk.shown_last(visit.chat)
        just_now = visit.at - datetime.fromisoformat(self.at) <= _STANDS_FOR
        return request.revision == self.revision and just_now and shown in (self.shown, request.number)
