"""Steps that somebody means without saying them in full: put by name, with their details, on the request that fits."""

from collections.abc import Mapping, Sequence

from botbuilder.dialogs import DialogContext

from cards.question_card import words_card
from dialogs import answering, request_talk
from dialogs.overhearing import LONGEST_HEARD, Hearing, overhear
from dialogs.phrases import Phrase
from dialogs.put_dialog import put, wait
from dialogs.understanding.details import details
from dialogs.understanding.told_to import person_told
from dialogs.visit import Visit
from playbook.answers import Choice, clean
from playbook.life.fields import Kind as Text
from playbook.messages import hearing
from playbook.messages.message import Words
from playbook.people import PersonKey
from playbook.refusals import Refusal
from playbook.requests.record import PREFIX, Command, Request, State
from playbook.requests.table import REFILED, REQUEST_TABLE, Row

REVISE = "revise"
# What waits where it was asked which request a step is meant for.
WHICH = "which"
# What takes two steps where the request stands so: it is asked for once more.
_TWO_STEPS = {Command.REASSIGN.value: State.OFFERED}
# What somebody means who asks for a step that is past, or not yet open.
_NEAREST: Mapping[str, Sequence[str]] = {
    "decline": ("handback",),
    "handback": ("decline",),
    "offer": ("reassign",),
    "reassign": ("offer",),
    "recall": ("reassign",),
    "edit": ("message",),
    "nudge": ("message",),
    "deny": ("message",),
    "return": ("message",),
}
# Who says one of these may well mean the other, and is not told what they did not ask for.
_SAID_FOR_EACH_OTHER = frozenset(("decline", "handback", "offer", "reassign", "recall"))


async def put_step(dc: DialogContext, visit: Visit, heard: Hearing, name: str) -> None:
    """Put a step, filled in with what was said; ask which request where several fit."""
    if name == REVISE:
        await _revise(visit, heard)
        return
    meant = heard.scene.meant(lambda one: row_of(visit, one, name) is not None) or heard.scene.likely()
    if len(meant) == 1 and name in set(REFILED) and meant[0].state is State.DENIED:
        # What was denied is changed in a new request.
        await _revise(visit, heard)
    elif len(meant) == 1:
        await put_on(dc, visit, heard, meant[0], name)
    elif meant:
        await _ask_which(dc, visit, heard, meant, name)
    else:
        await _nothing_fits(visit, heard)


async def _ask_which(dc: DialogContext, visit: Visit, heard: Hearing, meant: Sequence[Request], name: str) -> None:
    """Ask which request a step is meant for, and keep what was said of it until that is known.

    Buttons take a step at once of which nothing was said; one with words is put first, since others read them.
    """
    rows = [(one, row) for one in meant if (row := row_of(visit, one, name))]
    told = [await details_of(visit, row, one, heard) for one, row in rows[:1]]
    answering.which(visit, meant, lambda one: one.number if any(told) else f"{name} {one.number}")
    await wait_for_which(dc, visit, name, heard.reading.said, [one.number for one in meant])


async def wait_for_which(dc: DialogContext, visit: Visit, name: str, said: str, among: Sequence[str]) -> None:
    """Wait until it is said which request a step is meant for: `said` is what it was meant by, `among` the list."""
    await wait(dc, visit, WHICH, step=name, said=said, among=list(among))


async def _nothing_fits(visit: Visit, heard: Hearing) -> None:
    if heard.scene.records:
        visit.say(hearing.NOTHING_FITS)
        await request_talk.listed(visit, "all", "")
    else:
        answering.no_requests(visit)


async def put_on(
    dc: DialogContext,
    visit: Visit,
    heard: Hearing,
    request: Request,
    name: str,
    *,
    unsure: bool = False,
    in_full: bool = False,
) -> None:
    """Put a step on a request; of words that take themselves back none is kept as its reason.

    Who says it `in_full` hears why it is not open, whatever else they may mean.
    """
    row = row_of(visit, request, name)
    other = None if row else _nearest(visit, request, name)
    if row is None and (in_full or not (other and name in _SAID_FOR_EACH_OTHER)):
        await _say_why_not(visit, request, name)
    if step := row or other:
        said = await details_of(visit, step, request, heard)
        _say_whom_not(visit, step, request, heard, said)
        words = {field.key for field in step.asks if field.kind is Text.TEXT}
        await put(
            dc, visit, step, request, {key: said[key] for key in said if not (unsure and key in words)}, firmly=unsure
        )
    else:
        await request_talk.status(visit, request.number)


def _say_whom_not(visit: Visit, row: Row, request: Request, heard: Hearing, said: Mapping[str, str]) -> None:
    """Say that somebody cannot be written to about a request: nobody else is told in their place."""
    told = person_told(heard.reading) if row.command is Command.MESSAGE and "to" not in said else None
    who = visit.directory.find(PersonKey(told.value)) if told else None
    if who:
        visit.say(hearing.not_written_to(Words(who.name), request.number))


async def put_instead(dc: DialogContext, visit: Visit, phrase: Phrase, text: str, *, unsure: bool) -> bool:
    """Put a full command that takes two steps or is `unsure`, or the nearest one where it is not open.

    False: it may be taken.

    One that takes two steps is asked for detail by detail where none was said, and so needs no question more.
    """
    name, number = phrase.name, phrase.number
    if not number.startswith(PREFIX) or not (unsure or name in {*_NEAREST, *_TWO_STEPS}):
        return False
    request = await visit.desk.visible(number, visit.person, visit.at)
    row = row_of(visit, request, name)
    at_once = row and not unsure and not (phrase.rest and request.state is _TWO_STEPS.get(name))
    if at_once or not (row or _nearest(visit, request, name)):
        return False
    heard = await overhear(visit, clean(text)[:LONGEST_HEARD], number)
    if unsure and len(named := heard.scene.named()) > 1:
        visit.say(hearing.ONE_BY_ONE)
        answering.which(visit, named, lambda one: f"{name} {one.number}")
        return True
    visit.say(hearing.NOT_AT_ONCE if unsure else None)
    await put_on(dc, visit, heard, request, name, unsure=unsure, in_full=True)
    return True


async def not_theirs(visit: Visit, heard: Hearing, name: str) -> None:
    """Say who may take a step that is somebody else's."""
    about = heard.scene.asked_about()
    if len(about) == 1 and name != REVISE:
        await _say_why_not(visit, about[0], name)
        visit.say(hearing.is_fpm(answering.contact(visit, about[0].fpm), about[0].number))
        await request_talk.status(visit, about[0].number)
    else:
        await request_talk.listed(visit, "queue", "")


def in_words(visit: Visit, heard: Hearing, name: str) -> str:
    """Return the words that take a step in full; empty where it fits no request here."""
    fitting = heard.scene.meant(lambda one: row_of(visit, one, name) is not None)
    named = fitting and row_of(visit, fitting[0], name)
    return f"{name} {fitting[0].number}" if named else ""


def message_to_fpm(visit: Visit, heard: Hearing) -> Choice | None:
    """Return a button that sends the sentence as it was said to the FPM of the request in sight."""
    about = heard.scene.likely()
    fpm = visit.directory.find(about[0].fpm) if about else None
    if not fpm or fpm == visit.person or row_of(visit, about[0], Command.MESSAGE.value) is None:
        return None
    words = f"{Command.MESSAGE.value} {about[0].number} to {fpm.name}: {heard.reading.said}"
    return Choice(words, hearing.SEND_IT.told(who=Words(fpm.name), number=about[0].number))


def row_of(visit: Visit, request: Request, name: str) -> Row | None:
    """Return the row of a step that is open to this person; to edit and to answer again is one thing to them."""
    names = {one.value for one in REFILED} if name in {one.value for one in REFILED} else {name}
    rows = REQUEST_TABLE.open_to(request.state, visit.desk.parties(request, visit.person, visit.at))
    return next((row for row in rows if row.command.value in names), None)


def _nearest(visit: Visit, request: Request, name: str) -> Row | None:
    rows = (row_of(visit, request, one) for one in _NEAREST.get(name, ()))
    return next((row for row in rows if row), None)


async def _revise(visit: Visit, heard: Hearing) -> None:
    denied = heard.scene.meant(lambda request: request.state is State.DENIED)
    if len(denied) == 1:
        words = f"{REVISE} {denied[0].number}"
        visit.say(hearing.put(REVISE, denied[0].number, request_talk.in_short(visit, denied[0])))
        visit.show(words_card(visit.reader, [Choice(words, Words(words)), Choice("no", hearing.NO)]))
    elif denied:
        answering.which(visit, denied, lambda one: f"{REVISE} {one.number}")
    else:
        await _nothing_fits(visit, heard)


async def _say_why_not(visit: Visit, request: Request, name: str) -> None:
    try:
        await visit.desk.opened(request.number, Command(name), visit.person, visit.at)
    except Refusal as refusal:
        visit.refuse(refusal)


async def details_of(visit: Visit, row: Row, request: Request, heard: Hearing) -> Mapping[str, str]:
    """Return what was told of the details of a step; of one that changes a request, what was told of its fields."""
    if row.command in REFILED:
        return {key: value for key, value in heard.need.answers.items() if request.answers.get(key) != value}
    asks = row.asked_of(request)
    options = {field.key: await visit.desk.options(field, request, visit.person) for field in asks}
    return details(asks, options, heard.reading)


async def chosen(visit: Visit, row: Row, request: Request, heard: Hearing) -> Mapping[str, str]:
    """Return what is said of the details of a step that are chosen from a list."""
    said = await details_of(visit, row, request, heard)
    return {field.key: said[field.key] for field in row.asks if field.kind is not Text.TEXT and field.key in said}
