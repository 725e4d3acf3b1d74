"""A detail of a step that is answered once more: the one before, or the ground of a denial."""

from collections.abc import Mapping
from typing import Any

from botbuilder.dialogs import DialogContext

from dialogs.overhearing import Hearing
from dialogs.stack import DETAILS_DIALOG
from dialogs.understanding import at_field
from dialogs.understanding.details import grounds
from dialogs.understanding.words import fold

# An explanation may hold the same words, but not so few.
_FEW, _BRIEF = 9, 14


async def regrounded(dc: DialogContext, heard: Hearing) -> bool:
    """Take another ground for a denial, said to be meant instead while its explanation is asked for."""
    options = _options(dc)
    now = options["texts"].get("ground", "")
    instead = "ground" in fold(heard.reading.said) or at_field.says_instead(heard.reading)
    others = [one for one in grounds(heard.reading) if one != now]
    if not now or not instead or len(others) != 1 or len(heard.reading.words) > _BRIEF:
        return False
    await dc.replace_dialog(DETAILS_DIALOG, {**options, "texts": {**options["texts"], "ground": others[0]}})
    return True


async def goes_back(dc: DialogContext, heard: Hearing) -> bool:
    """Ask once more for the detail before, where somebody says so in a few words."""
    given = _given(dc)
    few = len(heard.reading.words) <= _FEW
    return bool(given) and few and at_field.goes_back(heard.reading, given[-1]) and await back(dc)


async def back(dc: DialogContext) -> bool:
    """Ask once more for the detail before. False: the first one is asked."""
    options, given = _options(dc), _given(dc)
    if not given:
        return False
    texts = {key: text for key, text in options["texts"].items() if key != given[-1]}
    await dc.replace_dialog(DETAILS_DIALOG, {**options, "texts": texts})
    return True


def _options(dc: DialogContext) -> Mapping[str, Any]:
    assert dc.active_dialog  # noqa: S101 - it is the details' dialog
    options: Mapping[str, Any] = dc.active_dialog.state["options"]
    return options


def _given(dc: DialogContext) -> list[str]:
    return [key for key, text in _options(dc)["texts"].items() if text]
