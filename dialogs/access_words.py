"""What FPMs and the team say of applications in their own words: does any wait, and a decision on somebody by name."""

from collections.abc import Sequence

from dialogs.access_talk import AccessTalk, is_name
from dialogs.overhearing import overhear
from dialogs.understanding.reading import Kind
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.words import fold
from dialogs.visit import Visit
from playbook.access.life import ACCESS_LIFE
from playbook.messages import applications
from playbook.messages.message import Words

_ABOUT, _WAITING = frozenset(listed("access", "about")), frozenset(listed("access", "waiting"))
_ASKS, _DECIDES = frozenset(listed("access", "asks")), frozenset(listed("access", "decides"))
_POLITE, _POINTS, _ALL = (frozenset(listed("access", name)) for name in ("polite", "points", "all"))
# Nobody asks for a list, or decides by a name, in more words.
_LONGEST, _MOST_NAMES = 9, 3


async def hear(visit: Visit, says: AccessTalk, flat: str) -> bool:
    """Answer who asks what applications wait, or decides on somebody by name. False: it is about something else."""
    words = [fold(word).strip(" ,.!?:") for word in flat.split()]
    # A decision may come with its reason.
    if not words or (len(words) > _LONGEST and words[0] not in _DECIDES):
        return False
    if not _ABOUT.isdisjoint(words) and not _WAITING.isdisjoint(words) and words[0] not in _ASKS:
        await says.waiting(visit)
        return True
    if await _speaks_of_one(visit, says, words, flat):
        return True
    name = " ".join(word for word in flat.split()[1:] if fold(word).strip(" ,.!?") not in _POLITE).strip(" ,.!?")
    return words[0] in _DECIDES and await _decides_on(visit, says, name, flat)


async def _speaks_of_one(visit: Visit, says: AccessTalk, words: Sequence[str], said: str) -> bool:
    """Show the application that was shown last where it is pointed at, else that of who is named; with its steps.

    Without a number nothing is decided: an "approve it" below an application is about no request.
    """
    last, said_of_it = await visit.last_card(), [word for word in words if word not in _POLITE]
    decides = not _DECIDES.isdisjoint(said_of_it)
    if last and last.number.startswith(ACCESS_LIFE.prefix) and decides and _POINTS.issuperset({*said_of_it} - _DECIDES):
        await says.status(visit, last.number)
        return True
    waiting = await says.desk(visit).waiting(visit.person, visit.at)
    named = [one for one in waiting if not set(fold(one.answers.get("name", "")).split()).isdisjoint(words)]
    if len(named) != 1 or await _is_known(visit, said):
        return False
    await says.status(visit, named[0].number)
    return True


async def _decides_on(visit: Visit, says: AccessTalk, name: str, said: str) -> bool:
    """Show the application of who is named, with its steps; say that there is none of somebody nobody here knows."""
    named = set(fold(name).split())
    if not 0 < len(named) <= _MOST_NAMES or named <= _ALL:
        return False
    waiting = await says.desk(visit).waiting(visit.person, visit.at)
    theirs = [one for one in waiting if named <= set(fold(one.answers.get("name", "")).split())]
    if len(theirs) == 1:
        await says.status(visit, theirs[0].number)
        return True
    if theirs or not is_name(name) or await _is_known(visit, said):
        return bool(theirs) and await _list(visit, says)
    visit.say(applications.none_of(Words(name)))
    await says.waiting(visit)
    return True


async def _list(visit: Visit, says: AccessTalk) -> bool:
    await says.waiting(visit)
    return True


async def _is_known(visit: Visit, said: str) -> bool:
    """Tell whether words name anything of requests, which are decided on by the same verbs."""
    heard = await overhear(visit, said)
    return bool(heard.scene.named()) or any(one.kind is not Kind.FIELD for one in heard.reading.entities)
