"""What is said about the conversation itself, and about the draft in hand: greetings, thanks, "not today", "undo"."""

from collections.abc import Awaitable, Callable, Mapping

from botbuilder.dialogs import DialogContext

from dialogs import answering, draft_talk, interruptions, request_talk, stack
from dialogs.overhearing import Hearing
from dialogs.phrases import Phrase
from dialogs.request_dialog import REQUEST_DIALOG
from dialogs.understanding.intents import Sort
from dialogs.visit import Visit
from playbook.messages import hearing
from playbook.messages.message import Message
from playbook.people import Role
from playbook.requests.record import Command

Say = Callable[[DialogContext, Visit, Hearing], Awaitable[None]]
_STAFF = frozenset({Role.FPM, Role.TEAM, Role.SME})


async def list_theirs(visit: Visit) -> None:
    """List what waits for somebody, or what is theirs."""
    await request_talk.listed(visit, "queue" if visit.person.roles & _STAFF else "mine", "")


def _phrase(name: str) -> Say:
    async def say(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
        del heard
        await interruptions.HANDLERS[name](dc, visit, Phrase(name))

    return say


def _sentence(message: Message) -> Say:
    async def say(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
        del heard
        visit.say(message)
        if not dc.active_dialog:
            answering.first_steps(visit)

    return say


async def _pause(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
    """Leave everything as it is: a draft waits for "resume"."""
    del heard
    draft = await stack.draft_in_hand(dc, visit) if dc.active_dialog else None
    await dc.cancel_all_dialogs()
    if draft:
        await draft_talk.stop(visit, draft, hearing.PAUSED)
    else:
        visit.say(hearing.ALL_KEPT)
        answering.first_steps(visit)


async def _discard(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
    del heard
    await interruptions.put_discard(dc, visit)


async def _undo(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
    """Go back a question; else show what can still be done: a step that others were told of is not taken back."""
    if stack.active(dc) == REQUEST_DIALOG:
        await interruptions.HANDLERS["back"](dc, visit, Phrase("back"))
        return
    about = heard.scene.asked_about()
    visit.say(hearing.UNDO)
    if about:
        await request_talk.show(visit, about[0].number)


async def _several(dc: DialogContext, visit: Visit, heard: Hearing) -> None:
    """Put a step for each of several requests: each is pressed by itself."""
    del dc
    steps = [one.intent.name for one in heard.meant if one.intent.sort is Sort.STEP and one.share >= 1]
    command = Command(steps[0]) if steps and steps[0] in set(Command) else Command.APPROVE
    page = await visit.desk.awaiting(command, visit.person, visit.at)
    meant = [one for one in page.records if not heard.scene.leaves_out(one)]
    visit.say(hearing.ONE_BY_ONE)
    if meant:
        answering.which(visit, meant, lambda one: f"{command.value} {one.number}")
    else:
        await list_theirs(visit)


# What each intent about drafts and about the conversation is answered by.
SAID: Mapping[str, Say] = {
    "new": _phrase("new"),
    "form": _phrase("form"),
    "resume": _phrase("resume"),
    "submit": _phrase("submit"),
    "discard": _discard,
    "pause": _pause,
    "help": _phrase("help"),
    "thanks": _sentence(hearing.WELCOME),
    "hello": _sentence(hearing.HELLO),
    "bye": _sentence(hearing.FINE),
    "undo": _undo,
    "remind": _sentence(hearing.NO_REMINDERS),
    "leave": _sentence(hearing.NOTHING_MORE),
    "absent": _sentence(hearing.NO_ABSENCES),
    "several": _several,
}
