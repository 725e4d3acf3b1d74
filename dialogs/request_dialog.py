"""One waterfall over the field table: ask, keep, review, decide.

The SDK persists the step index, so a step per field would file answers under wrong names after a release that
adds a field. Here the same four steps run for every field, and the field being asked is kept by name.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import cast

from botbuilder.dialogs import Dialog, DialogTurnResult, WaterfallDialog, WaterfallStepContext

from dialogs import draft_talk
from dialogs.draft_talk import old_answer
from dialogs.standing import Standing
from dialogs.steps import begin_again, end, onward, options_of
from dialogs.understanding.agreement import is_submit, is_yes
from dialogs.visit import Visit, visit_of
from playbook.life.records import Draft
from playbook.messages import asking, deciding, hearing, telling
from playbook.refusals import NotNow, NotUnderstood, Refusal
from playbook.requests.fields import FIELD

# Raise the number when the steps change: a conversation from before restarts with its answers kept.
# What the turn replaced, for a message that wants it back.
REPLACED = "replaced"
REQUEST_DIALOG = "request.2"


def waterfall() -> WaterfallDialog:
    """Return the dialog that collects a draft's fields. Options: "slot" names the draft, "ask" a field to ask first."""
    return WaterfallDialog(REQUEST_DIALOG, [ask, keep, review, decide])


async def ask(step: WaterfallStepContext) -> DialogTurnResult:
    """Ask for the next missing field; go on when there is none."""
    visit, draft = visit_of(step.context), await _draft(step)
    if draft is None:
        visit.say(deciding.DRAFT_IS_GONE)
        return await end(step)
    missing = visit.desk.intake.to_ask(draft)
    field = FIELD.get(options_of(step).get("ask", "")) or (missing[0] if missing else None)
    if field is None:
        return await onward(step)
    step.values["asking"] = field.key
    step.values[REPLACED] = dict(visit.replaced)
    await draft_talk.ask(visit, draft, field)
    return Dialog.end_of_turn


async def keep(step: WaterfallStepContext) -> DialogTurnResult:
    """Read the reply and keep it, or say what is wrong with it and ask again.

    No reply means that another dialog stood above this one and has ended: the question is asked again.
    """
    asked = step.values.get("asking")
    if asked is None:
        return await onward(step)
    visit, draft = visit_of(step.context), await _draft(step)
    if draft is None or step.result is None:
        return await _again(step, str(asked))
    try:
        stopped = await _keep(visit, draft, str(asked), str(step.result))
    except NotUnderstood as refusal:
        visit.refuse(refusal)
        return await _again(step, str(asked))
    except Refusal as refusal:
        visit.refuse(refusal)
        # Somebody else may have been faster: what is asked next is asked about what now stands there.
        visit.drafts.clear()
        return await _again(step)
    return await end(step) if stopped else await _again(step)


async def _keep(visit: Visit, draft: Draft, key: str, text: str) -> bool:
    old = old_answer(draft, FIELD[key])
    said = old if old and text.strip(" .!\n").casefold() in asking.KEEPS else asking.answer_in(text)
    return await draft_talk.keep(visit, draft, {key: said})


async def review(step: WaterfallStepContext) -> DialogTurnResult:
    """Show everything before submit."""
    draft = await _draft(step)
    if draft is not None:
        step.values["draft"] = draft.id
        step.values[REPLACED] = dict(visit_of(step.context).replaced)
        step.values["elsewhere"] = options_of(step).get("elsewhere", False)
        step.values["standing"] = asdict(await Standing.of(visit_of(step.context)))
        await draft_talk.review(visit_of(step.context), draft)
    return Dialog.end_of_turn


async def decide(step: WaterfallStepContext) -> DialogTurnResult:
    """File it when the person agrees; anything else brings the review again.

    The draft is named: it may have been filed by a turn that broke before this dialog's end was kept.
    """
    visit = visit_of(step.context)
    if step.result is None:
        return await _again(step)
    said = str(step.result)
    if is_submit(said) or (is_yes(said) and await _stands(step, visit)):
        return await _submit(step, visit)
    if is_yes(said):
        visit.say(hearing.SHALL_SUBMIT)
        return await _again(step)
    visit.say(telling.REVIEW_NOT_UNDERSTOOD)
    return await _again(step, unclear=True)


async def _stands(step: WaterfallStepContext, visit: Visit) -> bool:
    """Tell whether a yes is to the review: it was shown just now, and nothing else was said or came since."""
    standing = cast("Mapping[str, str]", step.values["standing"])
    return not step.values["elsewhere"] and await Standing(**standing).holds(visit)


async def _submit(step: WaterfallStepContext, visit: Visit) -> DialogTurnResult:
    """File the draft, or ask for what is still open (G35)."""
    draft = await _draft(step)
    wanted = await draft_talk.take_up(visit, draft) if draft else ""
    if wanted:
        return await _again(step, wanted)
    try:
        await draft_talk.submit(visit, options_of(step)["slot"], str(step.values.get("draft", "")))
    except NotNow as refusal:
        visit.refuse(refusal)
        return await _again(step)
    return await end(step)


async def _draft(step: WaterfallStepContext) -> Draft | None:
    return await draft_talk.in_slot(visit_of(step.context), options_of(step)["slot"])


async def _again(step: WaterfallStepContext, ask: str = "", *, unclear: bool = False) -> DialogTurnResult:
    """Begin again; after something `unclear` at the review only "submit" files, for a yes may be to anything."""
    return await begin_again(step, REQUEST_DIALOG, {"slot": options_of(step)["slot"], "ask": ask, "elsewhere": unclear})
