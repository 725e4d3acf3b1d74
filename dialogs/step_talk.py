"""Steps that somebody means without saying them in full: put by name, with their details, on the request that fits."""

from collections.abc import Mapping, Sequence
from typing import Any

from botbuilder.dialogs import DialogContext

from cards.question_card import words_card
from dialogs import answering, draft_talk, need_talk, request_talk, stack
from dialogs.details_dialog import begin_step
from dialogs.faces import Faces
from dialogs.overhearing import LONGEST_HEARD, Hearing, clearly_meant, overhear
from dialogs.phrases import Phrase
from dialogs.put_dialog import put, still_stands, wait
from dialogs.understanding.agreement import is_no, lets_go
from dialogs.understanding.clauses import asks
from dialogs.understanding.details import details
from dialogs.understanding.intents import Sort
from dialogs.understanding.needs import Heard
from dialogs.understanding.reading import Kind
from dialogs.understanding.vocabulary import listed
from dialogs.visit import Visit
from playbook.answers import Choice, clean
from playbook.life.fields import Kind as Text
from playbook.messages import hearing
from playbook.messages.message import Words
from playbook.refusals import Refusal
from playbook.requests.record import PREFIX, Command, Request, State
from playbook.requests.table import REFILED, REQUEST_TABLE, Row

REVISE = "revise"
# What waits where it was asked which request a step is meant for.
WHICH = "which"
# Who means the same step otherwise says little more than with whom, or on which request.
_FEW = 7
_NAMES_ONLY = frozenset(listed("pointing", "names_only"))
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
    meant = heard.scene.meant(lambda one: _row(visit, one, name) is not None) or heard.scene.likely()
    if len(meant) == 1:
        await _put_on(dc, visit, heard, meant[0], name)
    elif meant:
        await _ask_which(dc, visit, heard, meant, name)
    else:
        await _nothing_fits(visit, heard)


async def _ask_which(dc: DialogContext, visit: Visit, heard: Hearing, meant: Sequence[Request], name: str) -> None:
    """Ask which request a step is meant for, and keep what was said of it until that is known.

    Buttons take a step at once of which nothing was said; one with words is put first, since others read them.
    """
    rows = [(one, row) for one in meant if (row := _row(visit, one, name))]
    told = [await _details(visit, row, one, heard) for one, row in rows[:1]]
    answering.which(visit, meant, lambda one: one.number if any(told) else f"{name} {one.number}")
    await wait_for_which(dc, visit, name, heard.reading.said)


async def wait_for_which(dc: DialogContext, visit: Visit, name: str, said: str) -> None:
    """Wait until it is said which request a step is meant for; `said` is the sentence that it was meant by."""
    await wait(dc, visit, WHICH, step=name, said=said)


async def answer_which(dc: DialogContext, visit: Visit, text: str) -> bool:
    """Put a step on the request that is named where it was asked which. False: something else is said."""
    waiting = stack.put_options(dc)
    assert waiting is not None  # noqa: S101 - asked for only while this waits
    stands = await still_stands(dc, visit)
    await dc.end_dialog()
    if is_no(text) or lets_go(text):
        visit.say(hearing.LEFT)
        return True
    heard = await overhear(visit, clean(text)[:LONGEST_HEARD])
    named = heard.scene.named()
    if not stands or len(named) != 1 or asks(heard.reading) or not _only_names(heard):
        return False
    before = await overhear(visit, waiting["said"], named[0].number)
    await _put_on(dc, visit, before, named[0], waiting["step"])
    return True


def _only_names(heard: Hearing) -> bool:
    """Tell whether nothing is said but which one is meant: "the Litware one please"."""
    return all(word.text in _NAMES_ONLY or word.text.startswith("<") for word in heard.reading.words)


async def _nothing_fits(visit: Visit, heard: Hearing) -> None:
    if heard.scene.records:
        visit.say(hearing.NOTHING_FITS)
        await request_talk.listed(visit, "all", "")
    else:
        answering.no_requests(visit)


async def _put_on(
    dc: DialogContext, visit: Visit, heard: Hearing, request: Request, name: str, *, unsure: bool = False
) -> None:
    """Put a step on a request; of words that take themselves back none is kept as its reason."""
    row = _row(visit, request, name)
    other = None if row else _nearest(visit, request, name)
    if row is None and not (other and name in _SAID_FOR_EACH_OTHER):
        await _say_why_not(visit, request, name)
    if step := row or other:
        said = await _details(visit, step, request, heard)
        words = {field.key for field in step.asks if field.kind is Text.TEXT}
        await put(
            dc, visit, step, request, {key: said[key] for key in said if not (unsure and key in words)}, firmly=unsure
        )
    else:
        await request_talk.status(visit, request.number)


async def agree(dc: DialogContext, visit: Visit, faces: Faces) -> None:
    """Take the step that was put; where something changed since, or came between, it is put once more."""
    assert dc.active_dialog  # noqa: S101 - asked for only while one waits
    options: Mapping[str, Any] = dc.active_dialog.state["options"]
    number, command = options["number"], options["command"]
    stands = await still_stands(dc, visit)
    await dc.end_dialog()
    visit.asked = f"{command} {number}"
    request = await visit.desk.visible(number, visit.person, visit.at)
    row = _row(visit, request, command)
    if row and not (stands and request.revision == options["revision"]):
        visit.say(hearing.CHANGED_MEANWHILE)
        await put(dc, visit, row, request, options["texts"])
    elif row and row.command in REFILED:
        await _change(dc, visit, number, options["texts"])
    else:
        await begin_step(dc, visit, faces.of(number), number, command, texts=options["texts"])


async def put_otherwise(dc: DialogContext, visit: Visit, heard: Hearing, before: Mapping[str, Any]) -> bool:
    """Put a step once more, on the request or with the person that is named instead of a yes: "no, Sam please".

    `before` are the options of what was put. False: it is something else.
    """
    command, intent = before["command"], clearly_meant(heard.meant)
    other_step = intent is not None and intent.sort is Sort.STEP and intent.name != command and not _only_names(heard)
    if other_step or asks(heard.reading) or len(heard.reading.words) > _FEW:
        return False
    named = heard.scene.named(people=False)
    if len(named) == 1 and named[0].number != before["number"]:
        row = _row(visit, named[0], command)
        await (put(dc, visit, row, named[0], before["texts"]) if row else put_step(dc, visit, heard, command))
        return True
    request = await visit.desk.visible(before["number"], visit.person, visit.at)
    row = _row(visit, request, command)
    if row is None or row.command in REFILED or not heard.reading.of(Kind.PERSON):
        return False
    said = await _details(visit, row, request, heard)
    chosen = {field.key: said[field.key] for field in row.asks if field.kind is not Text.TEXT and field.key in said}
    if not chosen:
        return False
    await put(dc, visit, row, request, {**before["texts"], **chosen})
    return True


async def put_again(dc: DialogContext, visit: Visit, before: Mapping[str, Any]) -> None:
    """Put a step once more below the answer to a question about it."""
    request = await visit.desk.visible(before["number"], visit.person, visit.at)
    row = _row(visit, request, before["command"])
    if row:
        await put(dc, visit, row, request, before["texts"], firmly=before.get("firmly", False))


async def _change(dc: DialogContext, visit: Visit, number: str, told: Mapping[str, str]) -> None:
    """Open a filed request to be changed, and keep what was told of it already."""
    draft = await draft_talk.reopen(visit, number)
    await need_talk.keep(dc, visit, draft, Heard(told, {}))


async def put_instead(dc: DialogContext, visit: Visit, phrase: Phrase, text: str, *, unsure: bool) -> bool:
    """Put a full command that takes two steps or is `unsure`, or the nearest one where it is not open.

    False: it may be taken.

    One that takes two steps is asked for detail by detail where none was said, and so needs no question more.
    """
    name, number = phrase.name, phrase.number
    if not number.startswith(PREFIX) or not (unsure or name in {*_NEAREST, *_TWO_STEPS}):
        return False
    request = await visit.desk.visible(number, visit.person, visit.at)
    row = _row(visit, request, name)
    at_once = row and not unsure and not (phrase.rest and request.state is _TWO_STEPS.get(name))
    if at_once or not (row or _nearest(visit, request, name)):
        return False
    heard = await overhear(visit, clean(text)[:LONGEST_HEARD], number)
    if unsure and len(named := heard.scene.named()) > 1:
        visit.say(hearing.ONE_BY_ONE)
        answering.which(visit, named, lambda one: f"{name} {one.number}")
        return True
    visit.say(hearing.NOT_AT_ONCE if unsure else None)
    await _put_on(dc, visit, heard, request, name, unsure=unsure)
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
    fitting = heard.scene.meant(lambda one: _row(visit, one, name) is not None)
    named = fitting and _row(visit, fitting[0], name)
    return f"{name} {fitting[0].number}" if named else ""


def message_to_fpm(visit: Visit, heard: Hearing) -> Choice | None:
    """Return a button that sends the sentence as it was said to the FPM of the request in sight."""
    about = heard.scene.likely()
    fpm = visit.directory.find(about[0].fpm) if about else None
    if not fpm or fpm == visit.person or _row(visit, about[0], Command.MESSAGE.value) is None:
        return None
    words = f"{Command.MESSAGE.value} {about[0].number} to {fpm.name}: {heard.reading.said}"
    return Choice(words, hearing.SEND_IT.told(who=Words(fpm.name), number=about[0].number))


def _row(visit: Visit, request: Request, name: str) -> Row | None:
    """Return the row of a step that is open to this person; to edit and to answer again is one thing to them."""
    names = {one.value for one in REFILED} if name in {one.value for one in REFILED} else {name}
    rows = REQUEST_TABLE.open_to(request.state, visit.desk.parties(request, visit.person, visit.at))
    return next((row for row in rows if row.command.value in names), None)


def _nearest(visit: Visit, request: Request, name: str) -> Row | None:
    rows = (_row(visit, request, one) for one in _NEAREST.get(name, ()))
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


async def _details(visit: Visit, row: Row, request: Request, heard: Hearing) -> Mapping[str, str]:
    """Return what was told of the details of a step; of one that changes a request, what was told of its fields."""
    if row.command in REFILED:
        return {key: value for key, value in heard.need.answers.items() if request.answers.get(key) != value}
    asks = row.asked_of(request)
    options = {field.key: await visit.desk.options(field, request, visit.person) for field in asks}
    return details(asks, options, heard.reading)
