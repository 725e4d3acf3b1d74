"""Moves on a conversation's stack of dialogs."""

from collections.abc import Mapping
from typing import Any

from botbuilder.dialogs import DialogContext

from dialogs import draft_talk
from dialogs.phrases import Phrase
from dialogs.request_dialog import REQUEST_DIALOG
from dialogs.visit import Visit
from playbook.life.fields import Kind
from playbook.life.records import Draft
from playbook.messages import asking
from playbook.requests.fields import FIELD
from playbook.requests.table import REFILED

# Raise the number when the steps change: a conversation from before restarts politely.
DETAILS_DIALOG = "details.3"
PUT_DIALOG = "put.3"
WORDS, _FAMILY = "words", "family"


def active(dc: DialogContext) -> str:
    """Return the id of the dialog that hears the next message; empty when none does."""
    return str(dc.active_dialog.id) if dc.active_dialog else ""


async def begin(dc: DialogContext, slot: str, ask: str = "") -> None:
    """Go on with a draft: ask for `ask` first, else for what is missing, else show the review."""
    await dc.cancel_all_dialogs()
    await dc.begin_dialog(REQUEST_DIALOG, {"slot": slot, "ask": ask})


async def put_down_others(dc: DialogContext, slot: str) -> None:
    """Stop asking about another draft than the one in this slot, so that "resume" and "start over" mean this one."""
    slots = {instance.state["options"]["slot"] for instance in dc.stack if instance.id == REQUEST_DIALOG}
    if slots - {slot}:
        await dc.cancel_all_dialogs()


async def ask_again(dc: DialogContext, *, elsewhere: bool = True) -> None:
    """Come back to the question that was interrupted, in the same message.

    `elsewhere`: it was about something else, so that at the review a yes is not taken for it.
    """
    if dc.active_dialog:
        options = {**dc.active_dialog.state["options"], "ask": asked(dc), "elsewhere": elsewhere}
        await dc.replace_dialog(dc.active_dialog.id, options)


def asked(dc: DialogContext) -> str:
    """Return the key of what is being asked; empty at the review."""
    return str(dc.active_dialog.state["values"].get("asking", "")) if dc.active_dialog else ""


def put_options(dc: DialogContext) -> Mapping[str, Any] | None:
    """Return the options of what was put and waits for a yes; None for nothing."""
    return dc.active_dialog.state["options"] if dc.active_dialog and active(dc) == PUT_DIALOG else None


def put_step(dc: DialogContext) -> tuple[str, str]:
    """Return the name of what was put, and the number of its record; empty for none."""
    options = put_options(dc) or {}
    return str(options.get("command", "")), str(options.get("number", ""))


def put_change(dc: DialogContext) -> Phrase | None:
    """Return the button of a change that was put: it takes over what was told, as a yes does."""
    command, number = put_step(dc)
    return Phrase(command, number) if command in {one.value for one in REFILED} else None


def look_away(dc: DialogContext) -> None:
    """Note that something else than the review was asked last, so that a yes is none to the review."""
    if dc.active_dialog and active(dc) == REQUEST_DIALOG and not asked(dc):
        dc.active_dialog.state["values"]["elsewhere"] = True


def wait_for_yes(dc: DialogContext, words: str) -> None:
    """Note words that may be the answer to what is asked again, for a yes that follows at once."""
    if dc.active_dialog:
        dc.active_dialog.state["options"][WORDS] = words


def words_waiting(dc: DialogContext) -> str:
    """Return the words that wait for a yes, and forget them: whatever is said now answers that; empty for none."""
    return str(dc.active_dialog.state["options"].pop(WORDS, "")) if dc.active_dialog else ""


def words_put(dc: DialogContext) -> str:
    """Return the words for others that stand put with their step and wait for a yes; empty for none."""
    in_details = dc.active_dialog and active(dc) == DETAILS_DIALOG and asks_for_words(dc)
    return str(dc.active_dialog.state["options"].get(WORDS, "")) if dc.active_dialog and in_details else ""


def wait_for_plan(dc: DialogContext, family: str) -> None:
    """Note of which workloads just the plan is open, for a "P2" that follows at once."""
    if dc.active_dialog:
        dc.active_dialog.state["options"][_FAMILY] = family


def plan_waiting(dc: DialogContext) -> str:
    """Return of which workloads the plan was asked for, and forget it; empty for none."""
    return str(dc.active_dialog.state["options"].pop(_FAMILY, "")) if dc.active_dialog else ""


def step_asked(dc: DialogContext) -> str:
    """Return the number of the record whose step is being talked about; empty when none is."""
    return str(dc.active_dialog.state["options"]["number"]) if dc.active_dialog and active(dc) == DETAILS_DIALOG else ""


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
    if active(dc) == DETAILS_DIALOG:
        return bool(dc.active_dialog.state["values"].get("free"))
    field = FIELD.get(asked(dc))
    return field is not None and field.kind in (Kind.TEXT, Kind.LINE)


async def take_as_answer(dc: DialogContext, visit: Visit, command: str, number: str) -> None:
    """Hear "Withdraw SME-0001 was my first thought" at a question for words: it is rather the answer.

    A draft shows it at the review. What a step asks for is not kept on a guess, as it may end a record.
    """
    if active(dc) == DETAILS_DIALOG:
        visit.say(asking.step_or_answer(command, number))
    else:
        await dc.continue_dialog()
