"""What can be said at any time: help, back, status, start over and the like."""

from collections.abc import Awaitable, Callable, Mapping

from botbuilder.dialogs import DialogContext

from cards.question_card import buttons_for, words_card
from dialogs import stack
from dialogs.details_dialog import DETAILS_DIALOG
from dialogs.draft_talk import DraftTalk
from dialogs.phrases import Phrase
from dialogs.request_dialog import REQUEST_DIALOG
from dialogs.request_talk import RequestTalk
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.life.records import NEW
from playbook.messages import deciding, helping, labels, telling
from playbook.refusals import Refusal
from playbook.requests.desk import Desk
from playbook.requests.drafts import previous_question
from playbook.requests.record import Command

Handler = Callable[[DialogContext, Visit, Phrase], Awaitable[None]]
RESUME_OR_NOT = (Choice("resume", labels.RESUME), Choice("start over", labels.START_OVER))


class Interruptions:
    """One method for each phrase; a phrase that is not here is a step of a request."""

    def __init__(self, desk: Desk, requests: RequestTalk, drafts: DraftTalk) -> None:
        """Keep who speaks about requests and drafts."""
        self._desk = desk
        self._requests = requests
        self._drafts = drafts
        self.handlers: Mapping[str, Handler] = {
            "help": self._help,
            "new": self._new,
            "resume": self._resume,
            "cancel": self._cancel,
            "discard": self._discard,
            "back": self._back,
            "start over": self._start_over,
            "form": self._form,
            "submit": self._submit,
            "status": self._status,
            "mine": self._list,
            "all": self._list,
            "queue": self._list,
            "revise": self._revise,
            Command.EDIT.value: self._reopen,
            Command.RESUBMIT.value: self._reopen,
        }

    async def _help(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        del phrase
        visit.say(helping.help_text(visit.person))
        visit.show(words_card(visit.reader, buttons_for(visit.person.roles)))
        await stack.ask_again(dc)

    async def _status(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        if phrase.number:
            await self._requests.status(visit, phrase.number)
        else:
            await self._requests.listed(visit, "status", "")
        await stack.ask_again(dc)

    async def _list(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        await self._requests.listed(visit, phrase.name, phrase.number)
        await stack.ask_again(dc)

    async def _new(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        del phrase
        if await self._drafts.begin_new(visit, afresh=True):
            await stack.begin(dc, NEW)
        else:
            visit.show(words_card(visit.reader, RESUME_OR_NOT))

    async def _resume(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        del phrase
        draft = await stack.draft_in_hand(dc, visit, self._drafts)
        if draft is None:
            raise Refusal(telling.NOTHING_TO_RESUME)
        await stack.begin(dc, draft.slot)

    async def _cancel(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        del phrase
        if stack.active(dc) == DETAILS_DIALOG:
            visit.say(telling.NOTHING_CHANGED)
            await dc.end_dialog()
            return
        draft = await stack.draft_in_hand(dc, visit, self._drafts)
        await dc.cancel_all_dialogs()
        if draft is None:
            visit.say(telling.NOTHING_CHANGED)
        else:
            await self._drafts.stop(visit, draft, telling.SET_ASIDE)

    async def _discard(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        del phrase
        draft = await stack.draft_in_hand(dc, visit, self._drafts)
        if draft is None:
            raise Refusal(telling.NOTHING_TO_RESUME)
        await dc.cancel_all_dialogs()
        await self._desk.intake.discard(draft)
        visit.drafts[draft.slot] = None
        visit.say(telling.DISCARDED)

    async def _back(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        del phrase
        draft = await stack.draft_in_hand(dc, visit, self._drafts) if stack.active(dc) == REQUEST_DIALOG else None
        if draft is None:
            raise Refusal(telling.NOTHING_TO_RESUME)
        asked = stack.asked(dc)
        field = previous_question(draft, asked, self._desk.intake.ruling(draft))
        if field is None:
            visit.say(telling.ONE_MORE)
        await stack.begin(dc, draft.slot, field.key if field else "")

    async def _start_over(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        draft = await stack.draft_in_hand(dc, visit, self._drafts)
        if draft is None:
            await self._new(dc, visit, phrase)
            return
        fresh = await self._desk.intake.start_over(draft, visit.person, visit.at)
        visit.drafts[fresh.slot] = fresh
        visit.say(telling.STARTED_OVER)
        await stack.begin(dc, fresh.slot)

    async def _form(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        draft = await stack.draft_in_hand(dc, visit, self._drafts)
        if draft is None:
            await self._new(dc, visit, phrase)
            draft = await stack.draft_in_hand(dc, visit, self._drafts)
        if draft is not None:
            visit.said.clear()
            visit.say(telling.FORM)
            self._drafts.form(visit, draft)

    async def _submit(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        del phrase
        draft = await stack.draft_in_hand(dc, visit, self._drafts)
        incomplete = draft is not None and bool(self._desk.intake.missing(draft))
        if stack.active(dc) == REQUEST_DIALOG and not stack.asked(dc) and not incomplete:
            await dc.continue_dialog()
            return
        if draft is None:
            raise Refusal(telling.NOTHING_TO_RESUME)
        if incomplete:
            visit.say(deciding.DRAFT_INCOMPLETE)
        await stack.begin(dc, draft.slot)

    async def _revise(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        draft = await self._desk.intake.revise(visit.person, phrase.number, visit.new_id(), visit.at)
        visit.drafts[draft.slot] = draft
        await stack.begin(dc, draft.slot)

    async def _reopen(self, dc: DialogContext, visit: Visit, phrase: Phrase) -> None:
        draft = await self._desk.intake.reopen(visit.person, phrase.number, visit.new_id(), visit.at)
        visit.drafts[draft.slot] = draft
        await stack.begin(dc, draft.slot)
