"""Two wishes in one sentence: the first is put, and the second is kept in words to be said after it."""

from botbuilder.dialogs import DialogContext

from dialogs import step_talk
from dialogs.overhearing import Hearing, clearly_meant, overhear, several_verdicts
from dialogs.understanding.intents import NEW, Intent, Sort
from dialogs.understanding.reading import Reading
from dialogs.understanding.told_to import orders_to_tell, tells_one_of
from dialogs.understanding.vocabulary import listed
from dialogs.visit import Visit
from playbook.messages import hearing
from playbook.messages.message import Words
from playbook.requests.record import Command

_JOINS = frozenset(listed("two_wishes", "joins"))
_BEGINS = frozenset(listed("two_wishes", "begins"))
# What comes with words for the requester: whatever they shall be told are these.
_EXPLAINED = frozenset({Command.DENY.value, Command.RETURN.value})


async def hear(dc: DialogContext, visit: Visit, heard: Hearing) -> bool:
    """Put the first of two wishes, and say how the second one is said. False: there are not two."""
    head, more = _parted(heard.reading)
    if not more or several_verdicts(heard):
        return False
    about = heard.scene.shown if heard.scene.pinned else ""
    first, second = await overhear(visit, head, about), await overhear(visit, more, about)
    step = clearly_meant(first.meant)
    if not step or not _is_a_step_of(visit, step) or step.name == Command.MESSAGE:
        return False
    if step.name in _EXPLAINED and _tells_the_requester(second):
        await step_talk.put_step(dc, visit, heard, step.name)
    elif _is_another_wish(visit, second, step):
        await step_talk.put_step(dc, visit, first, step.name)
        visit.say(hearing.THEN_SAY.told(words=Words(more)))
    else:
        return False
    return True


def _is_a_step_of(visit: Visit, intent: Intent) -> bool:
    return intent.sort is Sort.STEP and bool(intent.roles & visit.person.roles)


def _is_another_wish(visit: Visit, heard: Hearing, first: Intent) -> bool:
    intent = clearly_meant(heard.meant)
    return intent is not None and intent.name != first.name and (intent.name == NEW or _is_a_step_of(visit, intent))


def _tells_the_requester(heard: Hearing) -> bool:
    return orders_to_tell(heard.reading) and tells_one_of(heard.reading, {one.requester for one in heard.scene.records})


def _parted(reading: Reading) -> tuple[str, str]:
    """Return what stands before the first joint that another order follows, and that order; empty for none."""
    texts = reading.texts
    for place in range(1, len(texts)):
        if texts[place] in _BEGINS and texts[place - 1] in _JOINS:
            joint = place - 1
            while joint and texts[joint - 1] in _JOINS:
                joint -= 1
            head = reading.said[: reading.starts[joint]].rstrip(" ,;")
            return head, reading.said[reading.starts[place] :]
    return "", ""
