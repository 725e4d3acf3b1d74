"""A detail of a step that is answered once more: the one before, or the ground of a denial."""

from collections.abc import Mapping
from typing import Any

from botbuilder.dialogs import DialogContext

from dialogs import stack
from dialogs.overhearing import Hearing
from dialogs.stack import DETAILS_DIALOG
from dialogs.understanding import at_field
from dialogs.understanding.details import grounds
from dialogs.understanding.words import fold
from dialogs.visit import Visit
from playbook.answers import matching
from playbook.messages import asking, telling
from playbook.requests.fields import DENIAL_GROUND
from playbook.requests.lists import GROUNDS

# An explanation may hold the same words, but not so few.
_FEWEST, _FEW, _BRIEF = 7, 9, 14


async def regrounded(dc: DialogContext, visit: Visit, heard: Hearing) -> bool:
    """Take another ground for a denial, said to be meant instead while its explanation is asked for."""
    options = _options(dc)
    now = options["texts"].get("ground", "")
    exact = [one.value for one in matching(heard.reading.said.strip(" .!"), GROUNDS)]
    if now and len(exact) == 1 and exact[0] != now:
        await dc.replace_dialog(DETAILS_DIALOG, {**options, "texts": {**options["texts"], "ground": exact[0]}})
        return True
    instead = "ground" in fold(heard.reading.said) or at_field.says_instead(heard.reading)
    others = [one for one in grounds(heard.reading) if one != now]
    # "Impossible since the team has no people" explains the ground there is.
    names_it = "ground" in fold(heard.reading.said) or now in grounds(heard.reading)
    if not now or not instead or len(others) != 1 or len(heard.reading.words) > (_BRIEF if names_it else _FEWEST):
        return False
    told = asking.titled(DENIAL_GROUND.title, next(one.title for one in GROUNDS if one.value == others[0]))
    # With words put, the ground stands there with them.
    visit.say(None if stack.words_put(dc) else told)
    await dc.replace_dialog(DETAILS_DIALOG, {**options, "texts": {**options["texts"], "ground": others[0]}})
    return True


async def goes_back(dc: DialogContext, visit: Visit, heard: Hearing) -> bool:
    """Ask once more for the detail before, where somebody says so in a few words."""
    before = (_given(dc) or [""])[-1]
    said = len(heard.reading.words) <= _FEW and at_field.goes_back(heard.reading, before)
    if said:
        await back(dc, visit)
    return said


async def back(dc: DialogContext, visit: Visit) -> None:
    """Ask once more for the detail before; there is none before the first one."""
    options, given = _options(dc), _given(dc)
    if not given:
        visit.say(telling.FIRST_DETAIL)
        await stack.ask_again(dc)
        return
    texts = {key: text for key, text in options["texts"].items() if key != given[-1]}
    await dc.replace_dialog(DETAILS_DIALOG, {**options, "texts": texts})


def _options(dc: DialogContext) -> Mapping[str, Any]:
    assert dc.active_dialog  # noqa: S101 - it is the details' dialog
    options: Mapping[str, Any] = dc.active_dialog.state["options"]
    return options


def _given(dc: DialogContext) -> list[str]:
    return [key for key, text in _options(dc)["texts"].items() if text]
