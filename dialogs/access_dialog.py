"""One waterfall over an applicant's fields: ask, keep, review, decide; and what can be said in between."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from botbuilder.dialogs import Dialog, DialogContext, DialogTurnResult, WaterfallDialog, WaterfallStepContext

from dialogs import stack
from dialogs.access_talk import AccessTalk, is_name, says_nothing
from dialogs.overhearing import BRIEF, LONGEST_HEARD, SHORT
from dialogs.steps import begin_again, end, onward, options_of
from dialogs.understanding.agreement import is_no, is_yes
from dialogs.understanding.at_field import leaves, waits
from dialogs.understanding.clauses import asks, asks_what, doubts, orders
from dialogs.understanding.grammar import NEGATIONS
from dialogs.understanding.introducing import introduced, of_company, quoted, without_lead
from dialogs.understanding.reading import Kind as Thing
from dialogs.understanding.reading import Reading
from dialogs.understanding.ruled_out import taken_back
from dialogs.understanding.submitting import only_heard, submits
from dialogs.visit import Visit, visit_of
from playbook.access.fields import FIELD
from playbook.life.fields import Field, Kind
from playbook.life.records import Draft
from playbook.messages import access, telling
from playbook.messages.asking import KEEPS
from playbook.messages.message import Message
from playbook.refusals import NotNow, Refusal
from playbook.requests.leaving import wants_later

# Raise the number when the steps change: a conversation from before restarts with its answers kept.
ACCESS_DIALOG = "access.1"
# What a reason begins with that tells what somebody wants to know: "to find out who is free".
_TELLS = frozenset(("to", "for", "because", "so", "um", "weil", "pour", "para"))

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
        elif answers := _of_a_reason(_answers(field, reading), draft, asked):
            await self._talk.take(visit, draft, answers, asked)
            await go_on(dc, "" if asked in answers else asked)
        elif _is_question(field, reading):
            self._talk.explain(visit, reading, asked)
            await stack.ask_again(dc)
        elif said := _no_answer(field, reading):
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


def _of_a_reason(answers: Mapping[str, str], draft: Draft, asked: str) -> Mapping[str, str]:
    """Return what a reply answers; a reason that tells no more of other answers than they hold is kept whole."""
    held = {key: draft.answers.get(key, "").casefold() for key in answers if key != asked}
    told = any(answers[key].casefold() not in held[key] for key in held)
    return {} if asked in FIELD and FIELD[asked].kind is Kind.TEXT and asked in answers and not told else answers


def _answers(field: Field | None, reading: Reading) -> dict[str, str]:
    """Return what a reply says of the field that is asked for, and outright of others: "and I work for Contoso"."""
    parts, key = introduced(reading.said), field.key if field else ""
    told = {one: parts.get(one, "") for one in ("name", "company")}
    found = {one: name for one, name in told.items() if is_name(name) and (one == key or not name[0].islower())}
    address = "" if asks(reading) or taken_back(reading, Thing.EMAIL) else _address(reading)
    if address and "email" in parts:
        found["email"] = address
    match field.kind if field else Kind.LINE:
        case Kind.TEXT if "" in parts:
            # "Pat asked me, and the company is Contoso" is the reason, and sets another answer right.
            return {**found, key: parts[""]} if found and len(reading.words) <= BRIEF else {}
        case Kind.TEXT:
            return {} if len(reading.words) > SHORT else found
        case Kind.EMAIL if address:
            return {**found, key: address}
        case Kind.CHOICE if value := _yes_or_no(reading):
            return {**found, key: value}
        case Kind.LINE:
            return {**_named(key, reading, parts.get("", "")), **found, **({"email": address} if address else {})}
    return found


def _named(key: str, reading: Reading, said: str) -> dict[str, str]:
    """Return the name of a reply that begins with it, and of "Nora Nguyen from Contoso" both."""
    if not key:
        return {}
    if name := quoted(said):
        return {key: name}
    own = without_lead(key, said)
    titled = own == said and not any(word[0].islower() for word in said.split()) and not asks_what(reading)
    if (asks(reading) and not titled) or (key == "company" and without_lead("name", own) != own):
        return {}
    name, company = of_company(own) if key == "name" else (own, "")
    found = {"name": name, "company": company} if company else {key: own}
    return {one: value for one, value in found.items() if is_name(value, alone=own == said)}


def _address(reading: Reading) -> str:
    """Return the address of a reply; empty for none, and for several."""
    written = [reading.said[one.start : one.end] for one in reading.of(Thing.EMAIL, Thing.PERSON)]
    addresses = [one for one in written if "@" in one]
    return addresses[0] if len(addresses) == 1 else ""


def _yes_or_no(reading: Reading) -> str:
    """Return what a short reply begins with: "no, it can't"."""
    words = reading.said.replace(",", " ").split()
    if asks(reading) or doubts(reading) or wants_later(reading.said) or not 0 < len(words) <= SHORT:
        return ""
    yes, no = (any(said(one) for one in (reading.said, words[0])) for said in (is_yes, is_no))
    return "yes" if yes and NEGATIONS.isdisjoint(word.text for word in reading.words) else "no" if no else ""


def _is_question(field: Field | None, reading: Reading) -> bool:
    """Tell whether something is asked of the bot; a reason is told by "to find out who"."""
    if field and field.kind is Kind.TEXT:
        told = reading.words[:1] and reading.words[0].text in _TELLS and not asks_what(reading)
        if len(reading.words) > BRIEF or (told and "?" not in reading.said):
            return False
    unsure = doubts(reading) or leaves(reading) or wants_later(reading.said)
    return asks(reading) or orders(reading) or (unsure and field is not None and field.kind is Kind.CHOICE)


def _no_answer(field: Field | None, reading: Reading) -> Message | None:
    """Return what is said of a reply that answers nothing; None where it may be an answer."""
    said = reading.said
    if field is None:
        negated = not NEGATIONS.isdisjoint(word.text for word in reading.words)
        return access.NOT_YET if negated or is_no(said) or waits(reading) else None
    text, brief = field.kind is Kind.TEXT, len(reading.words) <= SHORT
    unsure = doubts(reading) and leaves(reading) if text else leaves(reading)
    if wants_later(said) or (brief and (waits(reading) or unsure)):
        return access.NEEDED
    return None if text and not says_nothing(said) else access.NO_ANSWER.get(field.key)
