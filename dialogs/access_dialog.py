"""One waterfall over an applicant's fields: ask, keep, review, decide; and what can be said in between."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from botbuilder.dialogs import Dialog, DialogContext, DialogTurnResult, WaterfallDialog, WaterfallStepContext

from dialogs import stack
from dialogs.access_answers import answers_in, is_question, no_answer, of_a_reason
from dialogs.access_talk import AccessTalk
from dialogs.overhearing import LONGEST_HEARD
from dialogs.steps import begin_again, end, onward, options_of
from dialogs.understanding.agreement import is_yes
from dialogs.understanding.submitting import only_heard, submits
from dialogs.visit import Visit, visit_of
from playbook.access.fields import FIELD
from playbook.life.records import Draft
from playbook.messages import access, telling
from playbook.messages.asking import KEEPS
from playbook.refusals import NotNow, Refusal

# Raise the number when the steps change: a conversation from before restarts with its answers kept.
ACCESS_DIALOG = "access.1"

Handler = Callable[[DialogContext, Visit], Awaitable[None]]


@dataclass(frozen=True)
class AccessDialog:
    """Collects an applicant's answers. Options: "ask" names a field to ask first."""

    talk: AccessTalk

    def waterfall(self) -> WaterfallDialog:
        """Return the dialog as the SDK runs it."""
        return WaterfallDialog(ACCESS_DIALOG, [self.ask, self.keep, self.review, self.decide])

    async def ask(self, step: WaterfallStepContext) -> DialogTurnResult:
        """Ask for the next missing field; go on when there is none."""
        visit = visit_of(step.context)
        draft = await self.talk.draft(visit)
        if draft is None:
            await self.talk.stands(visit)
            return await end(step)
        missing = self.talk.desk(visit).missing(draft)
        field = FIELD.get(options_of(step).get("ask", "")) or (missing[0] if missing else None)
        if field is None:
            return await onward(step)
        step.values["asking"] = field.key
        self.talk.ask(visit, draft, field)
        return Dialog.end_of_turn

    async def keep(self, step: WaterfallStepContext) -> DialogTurnResult:
        """Read the reply and keep it, or say what is wrong with it and ask again."""
        asked, visit = step.values.get("asking"), visit_of(step.context)
        if asked is None:
            return await onward(step)
        draft = await self.talk.draft(visit)
        if draft is None or step.result is None:
            return await begin_again(step, ACCESS_DIALOG, {"ask": str(asked)})
        try:
            if not _keeps(draft, str(asked), str(step.result)):
                await self.talk.keep(visit, draft, {str(asked): str(step.result)})
        except Refusal as refusal:
            visit.refuse(refusal)
            visit.drafts.clear()
        return await begin_again(step, ACCESS_DIALOG, {})

    async def review(self, step: WaterfallStepContext) -> DialogTurnResult:
        """Show everything before submit."""
        visit = visit_of(step.context)
        draft = await self.talk.draft(visit)
        if draft is not None:
            step.values["draft"] = draft.id
            self.talk.review(visit, draft)
        return Dialog.end_of_turn

    async def decide(self, step: WaterfallStepContext) -> DialogTurnResult:
        """Submit it when the person agrees; anything else brings the review again."""
        visit = visit_of(step.context)
        if step.result is None:
            return await begin_again(step, ACCESS_DIALOG, {})
        if _agrees(str(step.result)):
            await self.talk.submit(visit, str(step.values.get("draft", "")))
            return await end(step)
        visit.say(access.REVIEW_NOT_UNDERSTOOD)
        return await begin_again(step, ACCESS_DIALOG, {})


async def go_on(dc: DialogContext, ask: str = "") -> None:
    """Go on with the draft: ask for `ask` first, else for what is missing, else show the review."""
    await dc.cancel_all_dialogs()
    await dc.begin_dialog(ACCESS_DIALOG, {"ask": ask})


class Interruptions:
    """What an applicant can say at any time."""

    def __init__(self, talk: AccessTalk) -> None:
        """Speak by this talk."""
        self._talk = talk
        self.handlers: Mapping[str, Handler] = {
            **dict.fromkeys(("help", "status", "new", "mine", "all", "queue"), self._status),
            "resume": self.begin,
            "submit": self._submit,
            "cancel": self._stop,
            "discard": self._discard,
            "start over": self._start_over,
            "form": self._form,
            "back": self._back,
        }

    async def hear(self, dc: DialogContext, visit: Visit, text: str) -> None:
        """Hear a reply. A question is answered and what is no answer said to be none; then it is asked again."""
        draft, asked = await self._talk.draft(visit), stack.asked(dc)
        if draft is None or len(text) > LONGEST_HEARD or (_keeps(draft, asked, text) if asked else _agrees(text)):
            await dc.continue_dialog()
            return
        field, reading = FIELD.get(asked), self._talk.reading(visit, text)
        if field and submits(text):
            await self._submit(dc, visit)
        elif answers := of_a_reason(answers_in(field, reading), draft, asked):
            await self._talk.take(visit, draft, answers, asked)
            await go_on(dc, "" if asked in answers else asked)
        elif is_question(field, reading):
            self._talk.explain(visit, reading, asked)
            await stack.ask_again(dc)
        elif said := no_answer(field, reading):
            visit.say(said)
            await stack.ask_again(dc)
        else:
            await dc.continue_dialog()

    async def begin(self, dc: DialogContext, visit: Visit) -> None:
        """Begin, or go on where the applicant stopped."""
        if await self._begun(visit):
            await go_on(dc)

    async def _begun(self, visit: Visit) -> Draft | None:
        """Return the draft to go on with; who may not begin now reads why not, and where they stand."""
        try:
            return await self._talk.begin(visit)
        except NotNow as refusal:
            visit.refuse(refusal)
            await self._talk.stands(visit)
            return None

    async def _status(self, dc: DialogContext, visit: Visit) -> None:
        if stack.active(dc) == ACCESS_DIALOG:
            visit.say(access.MAY_SAY)
            await stack.ask_again(dc)
        else:
            await self._talk.stands(visit)

    async def _submit(self, dc: DialogContext, visit: Visit) -> None:
        if stack.active(dc) == ACCESS_DIALOG and not stack.asked(dc):
            await dc.continue_dialog()
            return
        draft = await self._talk.expect_draft(visit)
        if self._talk.desk(visit).missing(draft):
            visit.say(access.INCOMPLETE)
        await go_on(dc)

    async def _stop(self, dc: DialogContext, visit: Visit) -> None:
        await self._talk.expect_draft(visit)
        await dc.cancel_all_dialogs()
        visit.say(access.KEPT)

    async def _discard(self, dc: DialogContext, visit: Visit) -> None:
        await self._talk.expect_draft(visit)
        await dc.cancel_all_dialogs()
        await self._talk.discard(visit)
        visit.say(telling.DISCARDED)

    async def _start_over(self, dc: DialogContext, visit: Visit) -> None:
        if draft := await self._begun(visit):
            await self._talk.forget(visit, draft)
            visit.say(access.STARTED_OVER)
            await go_on(dc)

    async def _form(self, dc: DialogContext, visit: Visit) -> None:
        if draft := await self._begun(visit):
            await go_on(dc)
            visit.said.clear()
            self._talk.form(visit, draft)

    async def _back(self, dc: DialogContext, visit: Visit) -> None:
        draft, asked = await self._talk.expect_draft(visit), stack.asked(dc)
        before = _before(draft, asked)
        if not before:
            visit.say(access.FIRST_QUESTION)
        await go_on(dc, before or asked)


def _before(draft: Draft, asked: str) -> str:
    """Return the field that was answered before the one that is asked; empty at the first."""
    keys = draft.given[: draft.given.index(asked)] if asked in draft.given else draft.given
    return keys[-1] if keys else ""


def _keeps(draft: Draft, asked: str, said: str) -> bool:
    """Tell whether the answer that a field has shall stay."""
    return bool(draft.answers.get(asked)) and said.strip(" .!").casefold() in KEEPS


def _agrees(said: str) -> bool:
    """Tell whether somebody says what the button of the review says; "ok" only says that something was heard."""
    return submits(said) or (is_yes(said) and not only_heard(said))
