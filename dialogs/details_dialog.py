"""The details a step needs, asked one by one when the step was typed: "deny SME-0042"."""

from collections.abc import Sequence
from typing import Any

from botbuilder.dialogs import Dialog, DialogTurnResult, WaterfallDialog, WaterfallStepContext

from cards.question_card import words_card
from dialogs import request_talk
from dialogs.steps import begin_again, end, options_of
from dialogs.visit import Visit, visit_of
from playbook.answers import Choice, read
from playbook.life.fields import Field, Kind
from playbook.messages import asking
from playbook.refusals import NotUnderstood, Refusal
from playbook.requests.record import Command, Request

# Raise the number when the steps change: a conversation from before restarts politely.
DETAILS_DIALOG = "details.1"
_NONE = frozenset({"none", "no", "-", "skip", "nothing"})


def waterfall() -> WaterfallDialog:
    """Return the dialog that collects the details of one step, then takes it.

    Options: "number", "command", "revision" (what the person saw when they began) and "texts" (details so far).
    """
    return WaterfallDialog(DETAILS_DIALOG, [ask, keep])


async def ask(step: WaterfallStepContext) -> DialogTurnResult:
    """Ask for the next detail, or take the step when all are there."""
    visit, options = visit_of(step.context), options_of(step)
    request, row = await visit.desk.opened(options["number"], Command(options["command"]), visit.person, visit.at)
    field = next((one for one in row.asks if one.key not in options["texts"]), None)
    if field is None:
        await request_talk.carry_out(visit, Command(row.command), request.number, options["texts"], options["revision"])
        return await end(step)
    step.values["asking"] = field.key
    await _ask(visit, field, request, options["command"])
    return Dialog.end_of_turn


async def _ask(visit: Visit, field: Field, request: Request, command: str) -> None:
    candidates = await visit.desk.candidates(request) if field.key == "sme" else ()
    choices = visit.desk.choices(field, request, candidates)
    visit.say(asking.question(field))
    if candidates:
        visit.say(request_talk.ranked(candidates))
    elif field.kind is Kind.CHOICES:
        visit.say(asking.one_or_more([choice.title for choice in choices]))
    if field.kind is Kind.CHOICE:
        # Each button says the step whole: a question is soon followed by another one, and its buttons stay.
        step = f"{command} {request.number}"
        visit.show(words_card(visit.reader, [Choice(f"{step} {one.name}", one.title) for one in choices]))


async def keep(step: WaterfallStepContext) -> DialogTurnResult:
    """Read the reply, and ask again when it is not understood."""
    visit, options = visit_of(step.context), options_of(step)
    request, row = await visit.desk.opened(options["number"], Command(options["command"]), visit.person, visit.at)
    field = next(one for one in row.asks if one.key == step.values["asking"])
    texts = dict(options["texts"])
    try:
        texts[field.key] = reply(field, str(step.result or ""), await visit.desk.options(field, request))
    except NotUnderstood as refusal:
        visit.refuse(refusal)
    return await begin_again(step, DETAILS_DIALOG, {**options, "texts": texts})


def reply(field: Field, text: str, choices: Sequence[Choice]) -> str:
    """Return a detail as typed in chat: an optional one may be left out by saying none."""
    text = text[len(asking.ANSWER) :] if text.casefold().startswith(asking.ANSWER) else text
    if field.optional and text.strip(" .!").casefold() in _NONE:
        return ""
    return read(field, text, choices)


async def first_detail(visit: Visit, number: str, command: Command, rest: str) -> dict[str, Any]:
    """Return the options to begin with; what was typed behind the number answers the first details if it can."""
    request, row = await visit.desk.opened(number, command, visit.person, visit.at)
    if rest and not row.asks:
        raise Refusal(asking.no_details(command.value, number))
    texts: dict[str, str] = {}
    for field, words in _dealt(row.asks, rest):
        try:
            texts[field.key] = reply(field, words, await visit.desk.options(field, request))
        except NotUnderstood as refusal:
            visit.refuse(refusal)
    return {"number": number, "command": command.value, "revision": request.revision, "texts": texts}


def _dealt(asks: Sequence[Field], rest: str) -> list[tuple[Field, str]]:
    """Deal the words behind a number out to the details, as in "repeated: the third time"."""
    words = rest.split(":", len(asks) - 1) if asks else []
    return [(field, part) for field, part in zip(asks, words, strict=False) if part.strip()]
