"""Moves on a conversation's stack of dialogs."""

from collections.abc import Sequence

from botbuilder.dialogs import DialogContext

from dialogs import draft_talk
from dialogs.details_dialog import DETAILS_DIALOG
from dialogs.request_dialog import REQUEST_DIALOG
from dialogs.visit import Visit
from playbook.life.fields import Field, Kind
from playbook.life.records import Draft
from playbook.requests.fields import FIELD
from playbook.requests.record import Command
from playbook.requests.table import REQUEST_TABLE

KNOWN = frozenset({REQUEST_DIALOG, DETAILS_DIALOG})


def active(dc: DialogContext) -> str:
    """Return the id of the dialog that hears the next message; empty when none does."""
    return str(dc.active_dialog.id) if dc.active_dialog else ""


async def begin(dc: DialogContext, slot: str, ask: str = "") -> None:
    """Go on with a draft: ask for `ask` first, else for what is missing, else show the review."""
    await dc.cancel_all_dialogs()
    await dc.begin_dialog(REQUEST_DIALOG, {"slot": slot, "ask": ask})


async def ask_again(dc: DialogContext) -> None:
    """Come back to the question that was interrupted, in the same message."""
    if dc.active_dialog:
        state = dc.active_dialog.state
        await dc.replace_dialog(dc.active_dialog.id, {**state["options"], "ask": asked(dc)})


def asked(dc: DialogContext) -> str:
    """Return the key of what is being asked; empty at the review."""
    return str(dc.active_dialog.state["values"].get("asking", "")) if dc.active_dialog else ""


async def draft_in_hand(dc: DialogContext, visit: Visit) -> Draft | None:
    """Return the draft being talked about, else the one changed last."""
    for instance in reversed(dc.stack):
        if instance.id == REQUEST_DIALOG:
            return await draft_talk.in_slot(visit, instance.state["options"]["slot"])
    return await draft_talk.latest(visit)


def asks_for_words(dc: DialogContext) -> bool:
    """Tell whether what is being asked is answered in free words, which may begin like a step."""
    if not dc.active_dialog:
        return False
    asked_for: Sequence[Field] = tuple(FIELD.values())
    if active(dc) == DETAILS_DIALOG:
        asked_for = REQUEST_TABLE.row(Command(dc.active_dialog.state["options"]["command"])).asks
    return any(field.key == asked(dc) and field.kind in (Kind.TEXT, Kind.LINE) for field in asked_for)


def takes_one_thing(dc: DialogContext) -> Field | None:
    """Return the field being asked when a message that says several things cannot be its answer."""
    field = FIELD.get(asked(dc)) if active(dc) == REQUEST_DIALOG else None
    return field if field and field.kind not in (Kind.TEXT, Kind.LINE) else None
