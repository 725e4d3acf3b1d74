"""The details a step of any life needs, asked one by one when the step was typed: "deny SME-0042"."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from botbuilder.dialogs import Dialog, DialogContext, DialogTurnResult, WaterfallDialog, WaterfallStepContext

from dialogs import stack
from dialogs.faces import Face, Faces
from dialogs.phrases import without_courtesies
from dialogs.stack import DETAILS_DIALOG
from dialogs.standing import Standing
from dialogs.steps import begin_again, end, options_of
from dialogs.visit import Visit, visit_of
from playbook.answers import Choice, matching, read
from playbook.life.fields import Field, Kind
from playbook.life.lifecycle import Transition
from playbook.life.records import Record
from playbook.messages import asking
from playbook.refusals import NotNow, NotUnderstood, Refusal

# More words than these in front of a colon, if they are on no list, are no name: they begin the text.
MOST_WORDS_OF_A_NAME = 4
NONE = frozenset({"none", "no", "-", "skip", "nothing"})


@dataclass(frozen=True)
class DetailsDialog:
    """Collects the details of one step, then takes it.

    Options: "number", "command", "revision" (what the person saw when they began) and "texts" (details so far). Words
    that others will read wait under `stack.WORDS` until their yes: the step is put with them instead of asked for.
    """

    faces: Faces

    def waterfall(self) -> WaterfallDialog:
        """Return the dialog as the SDK runs it."""
        return WaterfallDialog(DETAILS_DIALOG, [self.ask, self.keep])

    async def ask(self, step: WaterfallStepContext) -> DialogTurnResult:
        """Ask for the next detail, or take the step when all are there."""
        visit, options = visit_of(step.context), options_of(step)
        face = self.faces.of(options["number"])
        record, row = await _opened(visit, face, options["number"], options["command"])
        field = next((one for one in row.asked_of(record) if one.key not in options["texts"]), None)
        if field is None:
            await face.carry_out(visit, row.command, record.number, options["texts"], options["revision"])
            return await end(step)
        step.values["asking"] = field.key
        step.values["standing"] = asdict(await Standing.of(visit))
        step.values["free"] = field.kind in (Kind.TEXT, Kind.LINE)
        words = options.get(stack.WORDS, "") if field.kind is Kind.TEXT else ""
        try:
            shown = {field.key: read(field, words, ())} if words else {}
        except NotUnderstood as refusal:
            visit.refuse(refusal)
            return await begin_again(step, DETAILS_DIALOG, {**options, stack.WORDS: ""})
        if shown and record.revision != options["revision"]:
            # A yes is to what is shown, be it that somebody else took a step since.
            return await begin_again(step, DETAILS_DIALOG, {**options, "revision": record.revision})
        if shown:
            await face.put(visit, row.command, record, {**options["texts"], **shown})
        else:
            await face.ask(visit, row.command, field, record)
        return Dialog.end_of_turn

    async def keep(self, step: WaterfallStepContext) -> DialogTurnResult:
        """Read the reply, and ask again when it is not understood."""
        visit, options = visit_of(step.context), options_of(step)
        face = self.faces.of(options["number"])
        record, row = await _opened(visit, face, options["number"], options["command"])
        field = next(one for one in row.asks if one.key == step.values["asking"])
        texts = dict(options["texts"])
        try:
            choices = await face.desk(visit.directory).options(field, record, visit.person)
            texts[field.key] = reply(field, str(step.result or ""), choices)
        except NotUnderstood as refusal:
            visit.refuse(refusal)
        return await begin_again(step, DETAILS_DIALOG, {**options, "texts": texts})


async def _opened(visit: Visit, face: Face[Any], number: str, command: str) -> tuple[Record, Transition[Any, Any]]:
    return await face.desk(visit.directory).opened(number, face.command(command), visit.person, visit.at)


def reply(field: Field, text: str, choices: Sequence[Choice]) -> str:
    """Return a detail as typed in chat: an optional one may be left out by saying none."""
    text = asking.answer_in(text)
    if field.optional and text.strip(" .!").casefold() in NONE:
        return ""
    listed = field.kind in (Kind.CHOICE, Kind.CHOICES)
    return read(field, without_courtesies(text) if listed else text, choices)


async def begin_step(
    dc: DialogContext,
    visit: Visit,
    face: Face[Any],
    number: str,
    command: str,
    *,
    rest: str = "",
    texts: Mapping[str, str] | None = None,
) -> None:
    """Take a step that was typed; what it needs to know is asked above whatever was being asked.

    `rest` is what was typed behind the number, `texts` are details that are known already. What may be left out is
    asked for by buttons and forms only: a step that is typed whole is taken at once. What is known of that very step is
    kept: the buttons of a question say the step whole.
    """
    known = {**_details_in_hand(dc, number, command), **(texts or {})}
    if stack.active(dc) == DETAILS_DIALOG:
        await dc.cancel_all_dialogs()
    try:
        options = await _first_details(visit, face, number, command, rest=rest, known=known)
    except NotNow as refusal:
        visit.refuse(refusal)
        await face.show(visit, number)
    else:
        await dc.begin_dialog(DETAILS_DIALOG, options)


def _details_in_hand(dc: DialogContext, number: str, command: str) -> Mapping[str, str]:
    options = dc.active_dialog.state["options"] if stack.active(dc) == DETAILS_DIALOG else {}
    same = options and (options["number"], options["command"]) == (number, command)
    return options["texts"] if same else {}


async def _first_details(
    visit: Visit, face: Face[Any], number: str, command: str, *, rest: str, known: Mapping[str, str]
) -> dict[str, Any]:
    """Return the options to begin with; what was typed behind the number answers the first details if it can."""
    record, row = await _opened(visit, face, number, command)
    asks = row.asked_of(record)
    if rest and not asks:
        raise Refusal(asking.no_details(command, number))
    texts = {**{field.key: "" for field in asks if field.optional}, **known}
    one_of = rest and asks and asks[0].kind is Kind.CHOICE
    first = await face.desk(visit.directory).options(asks[0], record, visit.person) if one_of else ()
    for field, words in _dealt(asks, _parted(rest, first)):
        choices = await face.desk(visit.directory).options(field, record, visit.person)
        try:
            texts[field.key] = reply(field, words, choices)
        except NotUnderstood as refusal:
            text = None if _names_one(rest, choices) else _rather_a_text(asks, field, rest)
            if text:
                texts = {text.key: reply(text, rest, ())}
                break
            visit.refuse(refusal)
    return {"number": number, "command": command, "revision": record.revision, "texts": texts}


def _names_one(rest: str, choices: Sequence[Choice]) -> bool:
    """Tell whether words begin with somebody who can be chosen: "to Fran if she does not answer" is no message."""
    first = without_courtesies(rest).removeprefix("to ").partition(" ")[0].strip(",.:;").casefold()
    return any(first == str(choice.title).partition(" ")[0].casefold() for choice in choices)


def _rather_a_text(asks: Sequence[Field], refused: Field, rest: str) -> Field | None:
    """Return the detail in free words that `rest` is rather meant for: it begins with nothing on the first list."""
    free = next((field for field in asks if field.kind is Kind.TEXT), None)
    too_many = len(rest.partition(":")[0].split()) > MOST_WORDS_OF_A_NAME
    return free if refused is asks[0] and refused.kind is Kind.CHOICE and too_many else None


def _parted(rest: str, choices: Sequence[Choice]) -> str:
    """Return the words behind a number with a colon behind the choice they begin with: "repeated, they asked twice"."""
    head, comma, words = rest.partition(",")
    return f"{head}:{words}" if comma and ":" not in rest and len(matching(head, choices)) == 1 else rest


def _dealt(asks: Sequence[Field], rest: str) -> list[tuple[Field, str]]:
    """Deal the words behind a number out to the details, as in "repeated: the third time"."""
    words = rest.split(":", len(asks) - 1) if asks else []
    return [(field, part) for field, part in zip(asks, words, strict=False) if part.strip()]
