"""A need that is told, whole or bit by bit: nothing of it is lost, and nothing begun unasked."""

from collections.abc import Mapping
from typing import Any

from botbuilder.dialogs import DialogContext

from cards.question_card import words_card
from dialogs import draft_talk, need_talk
from dialogs.overhearing import LONGEST_HEARD, Hearing, overhear
from dialogs.put_dialog import wait
from dialogs.understanding import needs
from dialogs.understanding.clauses import asks
from dialogs.understanding.intents import Intent, Sort
from dialogs.understanding.needs import Heard
from dialogs.understanding.reading import Kind
from dialogs.visit import Visit
from playbook.answers import Choice, clean
from playbook.life.records import NEW
from playbook.messages import asking, hearing
from playbook.messages.message import Words
from playbook.people import Role
from playbook.requests.fields import FIELD

# What waits where it was asked whether a request shall be begun.
BEGIN = "begin"
# What is told of a need rather than of anything else.
_OF_A_NEED = frozenset(("workload", "seat_count", "region", "primary_language", "tenant_name", "tenant_segment"))


def need_in(visit: Visit, heard: Hearing, intent: Intent | None) -> Heard | None:
    """Return what a partner's sentence says of a new need; None where it is about something else."""
    if not visit.person.has(Role.PARTNER) or heard.reading.of(Kind.RECORD):
        return None
    if asks(heard.reading) and heard.scene.named():
        return None
    need = heard.need
    begins = intent is not None and intent.name == "new"
    says = begins or needs.wants_sme(heard.reading) or need.enough
    return need if says and (begins or not _means_otherwise(heard, intent, need)) else None


def files_nothing(visit: Visit, heard: Hearing, intent: Intent | None) -> bool:
    """Tell whether somebody who files nothing tells a whole need: they hear who may file it (R2)."""
    if visit.person.has(Role.PARTNER) or asks(heard.reading) or heard.reading.of(Kind.RECORD):
        return False
    said = needs.wants_sme(heard.reading) and (intent is None or intent.sort is not Sort.STEP)
    return said and heard.need.enough


def _means_otherwise(heard: Hearing, intent: Intent | None, need: Heard) -> bool:
    """Tell whether a sentence is rather a step or a question: a whole need that asks nothing is a need."""
    whole = need.enough and not heard.scene.named()
    for_whom = {"workload", "tenant_name"} <= need.answers.keys()
    match intent.sort if intent else None:
        case Sort.STEP:
            # Where no request is, no step on one can be meant.
            says = for_whom or (bool(need.answers) and not heard.scene.records)
            return not (whole or (says and needs.wants_sme(heard.reading)))
        case Sort.ASK | Sort.TOPIC:
            tells = (whole or needs.wants_sme(heard.reading)) and not asks(heard.reading)
            return not (for_whom or tells)
    return False


def tells_of_need(visit: Visit, heard: Hearing, intent: Intent | None) -> bool:
    """Tell whether a partner tells something of a need and nothing else: more of it may follow."""
    said_otherwise = intent is not None and intent.sort is not Sort.TOPIC and not is_others_step(heard, intent)
    scene = heard.scene
    # What is told where a request is in sight may be about that, unless it is for another customer.
    known = heard.need.answers.get("tenant_name", "") in {one.answers.get("tenant_name") for one in scene.records}
    in_sight = scene.named() or known or (scene.likely() and not scene.unknown_customer())
    about_another = in_sight or heard.reading.of(Kind.RECORD) or asks(heard.reading)
    told = not _OF_A_NEED.isdisjoint(heard.need.answers)
    return told and visit.person.has(Role.PARTNER) and not said_otherwise and not about_another


def is_others_step(heard: Hearing, intent: Intent) -> bool:
    """Tell whether words meet somebody else's step by chance, without its name: "it is for a hospital"."""
    by_name = any(map(intent.is_named_by, heard.reading.texts))
    return intent.sort is Sort.STEP and not intent.roles & heard.known.person.roles and not by_name


async def put(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
    """Ask whether a request shall be begun with the little that was told."""
    lists, need = visit.desk.rules.lists, heard.need
    told = [asking.titled(FIELD[key].title, lists.show(FIELD[key], value)) for key, value in need.answers.items()]
    said = heard.reading.said
    visit.say(hearing.shall_begin(told))
    visit.show(words_card(visit.reader, [Choice(_in_words(said), hearing.BEGIN), Choice("no", hearing.NO)]))
    await wait(dc, visit, BEGIN, said=said)


def _in_words(said: str) -> str:
    return f"new request: {said}"


def told_in(waiting: Mapping[str, Any] | None) -> str:
    """Return what was told of a need where that is what waits for a yes; empty for anything else."""
    return str(waiting["said"]) if waiting and waiting["command"] == BEGIN else ""


async def together(visit: Visit, heard: Hearing, said: str) -> Hearing:
    """Return what tells more of a need as heard together with what was told before."""
    both = f"{said}\n{heard.reading.said}"
    more = bool(heard.need.answers) or needs.wants_sme(heard.reading)
    return await overhear(visit, both) if more and not asks(heard.reading) and len(both) <= LONGEST_HEARD else heard


async def begin(dc: DialogContext, visit: Visit, said: str) -> None:
    """Begin a request with what was told of it."""
    heard = await overhear(visit, _in_words(said)[:LONGEST_HEARD])
    await need_talk.begin(dc, visit, heard.need, heard.reading)


async def begin_first(dc: DialogContext, visit: Visit, first: str, second: str) -> None:
    """Begin a request with the first of two needs that were told at once; the second one is kept in its words."""
    visit.say(hearing.ONE_NEED_FIRST.told(words=Words(_in_words(second))))
    await begin(dc, visit, first)


async def begin_anew(dc: DialogContext, visit: Visit, said: str) -> None:
    """Begin a request with what was said, in place of the one that waits."""
    draft = await draft_talk.in_slot(visit, NEW)
    await dc.cancel_all_dialogs()
    if draft:
        visit.drafts[NEW] = await visit.desk.intake.start_over(draft, visit.person, visit.at)
    await begin(dc, visit, said)


async def put_again(dc: DialogContext, visit: Visit, said: str) -> None:
    """Ask once more below the answer to a question."""
    await put(dc, visit, await overhear(visit, said))


async def begins_long(dc: DialogContext, visit: Visit, text: str) -> bool:
    """Begin a request with the beginning of a text that is too long to be heard whole. False: it tells of none."""
    head = text[:LONGEST_HEARD]
    heard = await overhear(visit, clean(head.rpartition(" ")[0] or head))
    if not (visit.person.has(Role.PARTNER) and heard.need.enough):
        return False
    visit.say(hearing.ONLY_BEGINNING)
    await need_talk.begin(dc, visit, heard.need, heard.reading)
    return True
