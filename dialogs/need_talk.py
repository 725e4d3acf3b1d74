"""A need that was said in a sentence: begun as a request, or kept in the one that is being filled in."""

from dataclasses import replace

from botbuilder.dialogs import DialogContext

from cards.question_card import words_card
from dialogs import draft_talk, stack
from dialogs.put_dialog import put
from dialogs.understanding.at_field import family_hinted
from dialogs.understanding.needs import Heard
from dialogs.understanding.reading import Kind as Thing
from dialogs.understanding.reading import Reading
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.wordlist import any_said
from dialogs.understanding.words import tokens
from dialogs.visit import Visit
from playbook.answers import Choice
from playbook.life.fields import Kind
from playbook.life.records import NEW, Draft
from playbook.messages import hearing, labels
from playbook.requests.drafts import may_change
from playbook.requests.fields import FIELD
from playbook.requests.record import Command, Request, State
from playbook.requests.table import REQUEST_TABLE

_LIKE, _SAME_CUSTOMER = listed("pointing", "like"), listed("pointing", "same_customer")


async def begin(dc: DialogContext, visit: Visit, need: Heard, reading: Reading) -> None:
    """Begin a request with what was said, or like the last one; one that is unfinished is not replaced unasked.

    Where the last one came back, "same as before" is the answer to that.
    """
    like = await _latest(visit) if reading.says(_LIKE) else None
    if like and like.state is State.RETURNED and not need.answers:
        await put(dc, visit, REQUEST_TABLE.row(Command.RESUBMIT), like, {})
        return
    if like and need.answers.get("tenant_name", like.answers["tenant_name"]) != like.answers["tenant_name"]:
        # What belongs to the one customer is not taken over to another.
        like = replace(like, answers={key: like.answers[key] for key in like.answers if key not in _OF_CUSTOMER})
    if not await draft_talk.begin_new(visit, like=like, anew=reading.said):
        return
    visit.say(hearing.LIKE_LAST_TIME if like else None)
    lists = visit.desk.intake.lists
    open_values = {
        FIELD[key]: lists.show(FIELD[key], need.unsure[key]) for key in need.unsure if key not in need.answers
    }
    visit.say(*(hearing.is_meant(field, value) for field, value in open_values.items()))
    draft = await draft_talk.in_slot(visit, NEW)
    if draft:
        same = await _same_customer(visit, reading)
        await keep(dc, visit, draft, Heard({**same, **need.answers}, need.doubts), reading)


async def put_aside(dc: DialogContext, visit: Visit, draft: Draft, need: Heard, said: str) -> None:
    """Ask what shall become of a draft, where another whole need is told: nothing of the two is mixed."""
    visit.say(hearing.another_need(draft.answers["tenant_name"], need.answers["tenant_name"]))
    visit.show(words_card(visit.reader, [Choice("resume", labels.RESUME), draft_talk.begin_anew(said)]))
    stack.look_away(dc)


async def keep(dc: DialogContext, visit: Visit, draft: Draft, need: Heard, said: Reading | None = None) -> None:
    """Keep what was understood; what was `said` but is not clear is asked first."""
    if need.answers:
        await draft_talk.fill(visit, draft, need.answers)
    doubts = {key: text for key, text in need.doubts.items() if may_change(draft, FIELD[key])}
    visit.say(*doubts.values())
    await stack.begin(dc, draft.slot, wanted := next(iter(doubts), ""))
    if wanted == "workload" and (family := _family(said)):
        stack.wait_for_plan(dc, family)
    if wanted in need.unsure:
        field, value = FIELD[wanted], need.unsure[wanted]
        # A name in quotation marks is one, whatever it looks like.
        typed = f'"{value}"' if field.kind is Kind.LINE else value
        shown = visit.desk.intake.lists.show(field, value)
        visit.show(words_card(visit.reader, [Choice(typed, hearing.it_is(shown))]))
        stack.wait_for_yes(dc, value)


def _family(said: Reading | None) -> str:
    """Return the workloads' common name where one was named without its plan: "AIP"."""
    open_ones = [one.values for one in said.of(Thing.WORKLOAD) if len(one.values) > 1] if said else []
    names = {value.rpartition("_")[0] for values in open_ones for value in values}
    names |= {family_hinted(said)} - {""} if said else set()
    return names.pop() if len(names) == 1 else ""


async def _latest(visit: Visit) -> Request | None:
    own = (one for one in await visit.desk.within_reach(visit.person) if one.requester == visit.person.key)
    return next(own, None)


async def _in_sight(visit: Visit) -> Request | None:
    """Return the request of one's own that the chat has shown last."""
    last = await visit.last_card()
    own = (one for one in await visit.desk.within_reach(visit.person) if one.requester == visit.person.key)
    return next((one for one in own if last and one.number == last.number), None)


async def _same_customer(visit: Visit, reading: Reading) -> dict[str, str]:
    """Return who the customer is where that is said to be the same one, with what does not differ by workload."""
    same = any_said(_SAME_CUSTOMER, (token.text for token in tokens(reading.said)))
    latest = (await _in_sight(visit) or await _latest(visit)) if same else None
    return {key: latest.answers[key] for key in _OF_CUSTOMER if key in latest.answers} if latest else {}


_OF_CUSTOMER = ("tenant_name", "tenant_id", "tenant_segment")
