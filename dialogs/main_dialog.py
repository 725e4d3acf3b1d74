"""The conversation as a whole: full commands, then what stands before the person, then whatever else is meant."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from botbuilder.core import StatePropertyAccessor, TurnContext
from botbuilder.dialogs import DialogContext, DialogSet
from botbuilder.dialogs.memory import DialogStateManagerConfiguration

from cards.card_actions import DraftPress
from dialogs import (
    at_question,
    beginning,
    colleague,
    draft_talk,
    phrases,
    put_dialog,
    put_talk,
    request_dialog,
    request_talk,
    second_acts,
    stack,
    step_talk,
    words_put,
)
from dialogs.details_dialog import DetailsDialog, begin_step
from dialogs.faces import Faces
from dialogs.holding_back import for_others, leaves_open
from dialogs.interruptions import DISCARD, HANDLERS, THROW_AWAY, agree_to_discard
from dialogs.overhearing import LONGEST_HEARD, overhear
from dialogs.phrases import Phrase, without_courtesies
from dialogs.put_dialog import put
from dialogs.stack import DETAILS_DIALOG
from dialogs.understanding.agreement import is_firm_yes, is_no, is_yes, is_yes_to, lets_go
from dialogs.understanding.clauses import asks
from dialogs.understanding.reading import Kind as Thing
from dialogs.visit import Visit
from playbook.answers import clean
from playbook.life.fields import Field, Kind
from playbook.messages import deciding, hearing, telling, verbs
from playbook.messages.message import Words
from playbook.refusals import NotUnderstood, Refusal
from playbook.requests.fields import FIELD, named
from playbook.requests.record import Command
from playbook.requests.table import REFILED, REQUEST_TABLE

# What opens a draft: what stands behind the number is heard in it.
_OPEN_A_DRAFT = frozenset({"revise", *(command.value for command in REFILED)})
# The SDK would make its memory scopes anew for each turn. No dialog here reads one.
_NO_SCOPES = DialogStateManagerConfiguration()


class MainDialog:
    """Hears what people type and press about drafts, and answers through their visit."""

    def __init__(self, memory: StatePropertyAccessor, faces: Faces) -> None:
        """Compose the dialogs; `memory` keeps their stack by conversation."""
        self._faces = faces
        self._talks = faces.talks
        waterfalls = [request_dialog.waterfall(), DetailsDialog(faces).waterfall(), put_dialog.waterfall()]
        waterfalls += [dialog for talk in self._talks for dialog in talk.dialogs]
        self._dialogs = DialogSet(memory)
        for dialog in waterfalls:
            self._dialogs.add(dialog)
        self._known = frozenset(dialog.id for dialog in waterfalls)

    async def hear(self, context: TurnContext, visit: Visit, text: str) -> None:
        """Answer a message. A refused step ends what was being asked and changes nothing."""
        dc = await self._context(context, visit)
        try:
            await self._hear(dc, visit, text)
        except Refusal as refusal:
            visit.refuse(refusal)
            stack.look_away(dc)
            if stack.active(dc) == DETAILS_DIALOG:
                await dc.end_dialog()

    async def _context(self, context: TurnContext, visit: Visit) -> DialogContext:
        """A stack from before a release that changed the dialogs is forgotten; drafts are not on it."""
        context.turn_state[DialogStateManagerConfiguration.__name__] = _NO_SCOPES
        dc: DialogContext = await self._dialogs.create_context(context)
        if any(instance.id not in self._known for instance in dc.stack):
            dc.stack.clear()
            visit.say(telling.DRAFT_RESTARTED)
        return dc

    async def _hear(self, dc: DialogContext, visit: Visit, text: str) -> None:
        for talk in self._talks:
            if await talk.hear(dc, visit, text):
                return
        if visit.stranger:
            visit.turn_away()
        else:
            await self._hear_known(dc, visit, text)

    async def _hear_known(self, dc: DialogContext, visit: Visit, text: str) -> None:
        phrase = phrases.parse(text)
        visit.asked = f"{phrase.name} {phrase.number}".strip() if phrase else ""
        put_before = stack.put_options(dc)
        if put_before and await self._was_put(dc, visit, text, phrase):
            return
        if stack.active(dc) == DETAILS_DIALOG and await words_put.agrees(dc, visit, text, in_full=phrase is not None):
            return
        step = None if phrase or dc.active_dialog else phrases.bare_step(text)
        if text.casefold().startswith(draft_talk.ANEW):
            await beginning.begin_anew(dc, visit, text[len(draft_talk.ANEW) :])
        elif step:
            await self._unnumbered(dc, visit, step)
        elif phrase and phrase.name in HANDLERS:
            await HANDLERS[phrase.name](dc, visit, phrase)
            if phrase.rest and phrase.name in _OPEN_A_DRAFT and phrase.rest.casefold() != "instead":
                await self._hear_loosely(dc, visit, phrase.rest)
        elif phrase and phrase.rest and stack.asks_for_words(dc):
            await stack.take_as_answer(dc, visit, phrase.name, phrase.number)
        elif phrase:
            await self._command(dc, visit, phrase, text)
        elif not await self._change(dc, visit, text):
            await self._hear_loosely(dc, visit, text, put_before)

    async def _command(self, dc: DialogContext, visit: Visit, phrase: Phrase, text: str) -> None:
        """Take a full command at once, unless it takes two steps, is not open, or its own last words hold it back."""
        face = self._faces.of(phrase.number)
        row = next((one for one in face.life.table.rows if one.command == phrase.name), None)
        behind = phrases.behind(text)
        said, more = second_acts.parted(behind) if phrase.name != Command.MESSAGE else (behind, "")
        if row and second_acts.refuses(said):
            visit.say(hearing.ALL_KEPT)
            await face.show(visit, phrase.number)
            return
        instead = second_acts.meant_instead(said, phrase.name) if row and not for_others(row) else ""
        held_back = row is not None and (bool(instead) or leaves_open(row, said))
        if not more and not held_back and row and not row.asks:
            said, more = second_acts.and_more(said)
        rest = phrases.details(said)
        unsure = held_back or (row is not None and bool(rest) and not row.asks)
        phrase = replace(phrase, name=instead or phrase.name, rest=rest)
        if not await step_talk.put_instead(dc, visit, phrase, text, unsure=unsure):
            await begin_step(dc, visit, face, phrase.number, phrase.name, rest=rest)
        if more and dc.active_dialog:
            visit.say(hearing.THEN_SAY.told(words=Words(more)))
        elif more:
            await self._hear_loosely(dc, visit, more)

    async def _hear_loosely(
        self, dc: DialogContext, visit: Visit, text: str, put_before: Mapping[str, Any] | None = None
    ) -> None:
        """Hear a sentence that is no command: as an answer where something is asked, else as what it means.

        `put_before` is what was put, and not agreed to: the sentence may be about that.
        """
        step_before = put_before if put_before and put_before.get("number") else None
        told_before = beginning.told_in(put_before)
        about = stack.step_asked(dc) or (step_before["number"] if step_before else "")
        heard = await overhear(visit, clean(text), about) if len(text) <= LONGEST_HEARD else None
        if heard and told_before:
            heard = await beginning.together(visit, heard, told_before)
        if heard and step_before and await put_talk.put_otherwise(dc, visit, heard, step_before):
            return
        agrees_partly = is_yes(text.partition(",")[0]) or is_yes(text.partition(" but ")[0])
        if heard and step_before and agrees_partly and not asks(heard.reading):
            # A yes with more behind it may hold a condition: it is asked for alone.
            await put_talk.put_again(dc, visit, step_before)
            return
        if heard and dc.active_dialog and await at_question.hear(dc, visit, heard):
            return
        if dc.active_dialog:
            await dc.continue_dialog()
        elif heard:
            await colleague.hear(dc, visit, heard)
            about_it = asks(heard.reading) and not heard.reading.of(Thing.PERSON, Thing.RECORD, Thing.CUSTOMER)
            if step_before and about_it and not dc.active_dialog:
                await put_talk.put_again(dc, visit, step_before)
            elif told_before and asks(heard.reading) and not dc.active_dialog:
                await beginning.put_again(dc, visit, told_before)
        elif not await beginning.begins_long(dc, visit, text):
            colleague.too_long(visit)

    async def _was_put(self, dc: DialogContext, visit: Visit, text: str, phrase: Phrase | None) -> bool:
        """Hear a yes or a no to the step that was just put. False: something else was said, and the step is let go."""
        if stack.put_step(dc)[0] == step_talk.WHICH:
            return await put_talk.answer_which(dc, visit, text, phrase)
        if is_yes(text) and (told := beginning.told_in(stack.put_options(dc))):
            await dc.end_dialog()
            await beginning.begin(dc, visit, told)
            return True
        firmly = (stack.put_options(dc) or {}).get("firmly", False)
        agreed = is_firm_yes(text) if firmly else is_yes(text)
        # A full command begins anew, with nothing of what was put filled in.
        yes, no = agreed or (phrase is None and is_yes_to(text, *stack.put_step(dc))), is_no(text) or lets_go(text)
        named = text.casefold() == THROW_AWAY or (phrase is not None and phrase.name == DISCARD)
        if stack.put_step(dc)[0] == DISCARD and (yes or named):
            await agree_to_discard(dc, visit)
            return True
        if yes or (phrase and phrase == stack.put_change(dc)):
            await put_talk.agree(dc, visit, self._faces)
            return True
        head, joint, rest = text.partition(" and ")
        if joint and is_yes(head) and stack.put_step(dc)[1]:
            put_before = stack.put_options(dc)
            await put_talk.agree(dc, visit, self._faces)
            await self._hear_loosely(dc, visit, rest, put_before)
            return True
        visit.say(hearing.LEFT if no else None)
        await dc.end_dialog()
        stack.look_away(dc)
        return no

    async def _unnumbered(self, dc: DialogContext, visit: Visit, command: Command) -> None:
        """Put a step that was typed without a number, if it fits one request; ask which if it fits several.

        One that has to know something asks for that: who answers has seen which request it is about.
        """
        page = await visit.desk.awaiting(command, visit.person, visit.at)
        if not page.records:
            raise Refusal(verbs.no_request_for(command.value))
        first, *others = page.records
        if others or page.after:
            request_talk.ask_which(visit, command, page)
            listed = [one.number for one in page.records]
            await step_talk.wait_for_which(dc, visit, command.value, command.value, listed)
        elif (asks := any(not one.optional for one in REQUEST_TABLE.row(command).asks)) or command in REFILED:
            visit.say(request_talk.line(visit, first) if asks else None)
            await self._hear_known(dc, visit, f"{command.value} {first.number}")
        else:
            await put(dc, visit, REQUEST_TABLE.row(command), first, {})

    async def _change(self, dc: DialogContext, visit: Visit, text: str) -> bool:
        """Change a field of the draft: "change region", "change seats to 400". False: the text is none of these."""
        wish = None if text.rstrip().endswith("?") else phrases.change(text)
        field = named(wish[0]) if wish else None
        if wish is None or field is None or stack.active(dc) == DETAILS_DIALOG:
            return False
        draft = await stack.draft_in_hand(dc, visit)
        if draft is None:
            return False
        value = without_courtesies(wish[1])
        several = field.kind in (Kind.NUMBER, Kind.CHOICE) and (" and " in value or "," in value)
        if (stack.asks_for_words(dc) or several) and not self._is_answer(visit, field, value):
            return False
        visit.desk.intake.refuse_closed(draft, field)
        stopped, ask = False, field.key
        if value:
            stopped, ask = await draft_talk.press_answer(visit, draft, {field.key: value}, repeat=True)
        await (dc.cancel_all_dialogs() if stopped else stack.begin(dc, draft.slot, ask))
        return True

    def _is_answer(self, visit: Visit, field: Field, text: str) -> bool:
        """Tell whether a field can be answered with these words; none are fine, then it is asked."""
        try:
            return not text or bool(visit.desk.intake.lists.read(field, text, visit.person))
        except NotUnderstood:
            return False

    async def press(self, context: TurnContext, visit: Visit, press: DraftPress) -> None:
        """Answer a button of a draft's card. Whatever was being asked gives way: the press names its field."""
        dc = await self._context(context, visit)
        talk = next((one for one in self._talks if one.slot == press.slot), None)
        try:
            if talk:
                await talk.press(dc, visit, press)
            elif visit.stranger:
                visit.turn_away()
            else:
                await self._press(dc, visit, press)
        except Refusal as refusal:
            visit.refuse(refusal)

    async def _press(self, dc: DialogContext, visit: Visit, press: DraftPress) -> None:
        draft = await draft_talk.in_slot(visit, press.slot)
        if press.verb == "submit":
            named_draft = draft if draft and draft.id == press.draft_id else None
            if named_draft and (wanted := await draft_talk.take_up(visit, named_draft)):
                await stack.begin(dc, press.slot, wanted)
                return
            await draft_talk.submit(visit, press.slot, press.draft_id)
            await dc.cancel_all_dialogs()
            return
        texts = {key: text for key, text in press.texts.items() if key in FIELD}
        if draft is None or draft.id != press.draft_id:
            raise Refusal(deciding.DRAFT_IS_GONE)
        match press.verb:
            case "answer" if len(texts) == 1:
                again = stack.asked(dc) not in texts
                stopped, ask = await draft_talk.press_answer(visit, draft, texts, repeat=again)
                await (dc.cancel_all_dialogs() if stopped else stack.begin(dc, draft.slot, ask))
            case "form":
                visit.say(telling.FORM)
                draft_talk.form(visit, draft)
            case "fill":
                if await draft_talk.press_form(visit, draft, texts):
                    await stack.begin(dc, draft.slot)
            case "change" if press.texts.get("field") in FIELD:
                visit.desk.intake.refuse_closed(draft, FIELD[press.texts["field"]])
                await stack.begin(dc, draft.slot, press.texts["field"])
            case "stop":
                await dc.cancel_all_dialogs()
                await draft_talk.stop(visit, draft, telling.SET_ASIDE)
            case _:
                raise Refusal(deciding.CARD_NOT_READABLE)
