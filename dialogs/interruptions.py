"""What can be said at any time: help, back, status, start over and the like."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from botbuilder.dialogs import DialogContext

from cards.question_card import buttons_for, words_card
from dialogs import answering, detail_back, draft_talk, history_talk, request_talk, stack
from dialogs.phrases import Phrase
from dialogs.put_dialog import still_stands, wait
from dialogs.request_dialog import REQUEST_DIALOG
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.life.records import NEW, Draft
from playbook.messages import hearing, helping, labels, telling
from playbook.refusals import Refusal
from playbook.requests.drafts import previous_question
from playbook.requests.record import Command

DISCARD = "discard"
# What the button says: anywhere else it is loose, so that an old one throws nothing away.
THROW_AWAY = "throw it away"
Handler = Callable[[DialogContext, Visit, Phrase], Awaitable[None]]


async def _help(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    del phrase
    visit.say(helping.help_text(visit.person.roles))
    visit.show(words_card(visit.reader, buttons_for(visit.person.roles)))
    await stack.ask_again(dc)


async def _status(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    if phrase.number:
        await request_talk.status(visit, phrase.number)
    else:
        await request_talk.listed(visit, "status", "")
    await stack.ask_again(dc)


async def _list(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    await request_talk.listed(visit, phrase.name, phrase.number)
    await stack.ask_again(dc)


async def _new(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    del phrase
    if await draft_talk.begin_new(visit):
        await stack.begin(dc, NEW)
    else:
        await stack.put_down_others(dc, NEW)
        stack.look_away(dc)


async def _resume(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    del phrase
    draft = await stack.draft_in_hand(dc, visit)
    if draft is None:
        raise Refusal(telling.NOTHING_TO_RESUME)
    await stack.begin(dc, draft.slot)


async def _cancel(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    del phrase
    if stack.active(dc) == stack.DETAILS_DIALOG:
        visit.say(telling.NOTHING_CHANGED)
        await dc.end_dialog()
        return
    draft = await stack.draft_in_hand(dc, visit)
    await dc.cancel_all_dialogs()
    if draft is None:
        visit.say(telling.NOTHING_CHANGED)
    else:
        await draft_talk.stop(visit, draft, telling.SET_ASIDE)


async def _discard(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    """Throw away the draft that is being talked about; any other one is put by its name first."""
    del phrase
    draft = await stack.draft_in_hand(dc, visit)
    if draft is None:
        raise Refusal(telling.NOTHING_TO_RESUME)
    if stack.active(dc) == REQUEST_DIALOG:
        await _throw_away(dc, visit, draft)
    else:
        await put_discard(dc, visit)


async def put_discard(dc: DialogContext, visit: Visit) -> None:
    """Ask before a draft is thrown away, by its name: there may be several."""
    draft = await stack.draft_in_hand(dc, visit)
    if draft is None:
        visit.say(hearing.NO_DRAFT)
        answering.first_steps(visit)
        return
    await wait(dc, visit, DISCARD, slot=draft.slot, draft=draft.id)
    visit.say(hearing.shall_discard(request_talk.draft_line(visit, draft)))
    visit.show(words_card(visit.reader, [Choice(THROW_AWAY, hearing.DISCARD), Choice("resume", labels.RESUME)]))


async def agree_to_discard(dc: DialogContext, visit: Visit) -> None:
    """Throw away just the draft that was put; where something came between, ask once more."""
    assert dc.active_dialog  # noqa: S101 - asked for only while one waits
    options: Mapping[str, Any] = dc.active_dialog.state["options"]
    stands, draft = await still_stands(dc, visit), await draft_talk.in_slot(visit, options["slot"])
    if stands and draft and draft.id == options["draft"]:
        await _throw_away(dc, visit, draft)
    else:
        await dc.end_dialog()
        await put_discard(dc, visit)


async def _throw_away(dc: DialogContext, visit: Visit, draft: Draft) -> None:
    await dc.cancel_all_dialogs()
    await visit.desk.intake.discard(draft)
    visit.drafts[draft.slot] = None
    visit.say(telling.DISCARDED)


async def _back(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    del phrase
    if stack.active(dc) == stack.DETAILS_DIALOG:
        await detail_back.back(dc, visit)
        return
    draft = await stack.draft_in_hand(dc, visit) if stack.active(dc) == REQUEST_DIALOG else None
    if draft is None:
        raise Refusal(telling.NOTHING_TO_RESUME)
    asked = stack.asked(dc)
    field = previous_question(draft, asked, visit.desk.intake.ruling(draft))
    if field is None:
        visit.say(telling.ONE_MORE)
    await stack.begin(dc, draft.slot, field.key if field else "")


async def _start_over(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    draft = await stack.draft_in_hand(dc, visit)
    if draft is None:
        await _new(dc, visit, phrase)
        return
    fresh = await visit.desk.intake.start_over(draft, visit.person, visit.at)
    visit.drafts[fresh.slot] = fresh
    visit.say(telling.STARTED_OVER)
    await stack.begin(dc, fresh.slot)


async def _form(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    draft = await stack.draft_in_hand(dc, visit)
    if draft is None:
        await _new(dc, visit, phrase)
        draft = await stack.draft_in_hand(dc, visit)
    if draft is not None:
        visit.said.clear()
        visit.say(telling.FORM)
        draft_talk.form(visit, draft)


async def _submit(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    del phrase
    draft = await stack.draft_in_hand(dc, visit)
    wanted = await draft_talk.take_up(visit, draft) if draft else ""
    if stack.active(dc) == REQUEST_DIALOG and not stack.asked(dc) and not wanted:
        await dc.continue_dialog()
        return
    if draft is None:
        raise Refusal(telling.NOTHING_TO_RESUME)
    await stack.begin(dc, draft.slot, wanted)


async def _revise(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    if await draft_talk.begin_revising(visit, phrase.number, instead=phrase.rest.casefold() == "instead"):
        await stack.begin(dc, NEW)
    else:
        await stack.put_down_others(dc, NEW)
        stack.look_away(dc)


async def _reopen(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    draft = await draft_talk.reopen(visit, phrase.number)
    await stack.begin(dc, draft.slot)


async def _history(dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
    await history_talk.history(visit, phrase.number, int(phrase.rest or 0))
    await stack.ask_again(dc)


# What is not here is a step of a request.
HANDLERS: Mapping[str, Handler] = {
    "help": _help,
    "new": _new,
    "resume": _resume,
    "cancel": _cancel,
    "discard": _discard,
    "back": _back,
    "start over": _start_over,
    "form": _form,
    "submit": _submit,
    "status": _status,
    "mine": _list,
    "all": _list,
    "queue": _list,
    "history": _history,
    "revise": _revise,
    Command.EDIT.value: _reopen,
    Command.RESUBMIT.value: _reopen,
}
