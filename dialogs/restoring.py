"""An answer that was just replaced, and is to stand again: "no, 300 was right", "leave the language"."""

from collections.abc import Mapping

from botbuilder.dialogs import DialogContext

from dialogs.request_dialog import REPLACED
from dialogs.understanding.at_field import restores
from dialogs.understanding.clauses import asks
from dialogs.understanding.details import FIELDS_OF, KIND_OF
from dialogs.understanding.reading import Kind, Reading

# Who wants an answer back says little else, and more than a "keep", which may be to the new one.
_LEAST, _MOST = 2, 9


def restored(dc: DialogContext, reading: Reading) -> Mapping[str, str]:
    """Return the answers that shall stand again, of those that the message before replaced."""
    old: Mapping[str, str] = dc.active_dialog.state["values"].get(REPLACED, {}) if dc.active_dialog else {}
    if not old or not restores(reading) or asks(reading) or not _LEAST <= len(reading.words) <= _MOST:
        return {}
    named = {one.value for one in reading.of(Kind.FIELD)}
    told = {key for key, kind in KIND_OF.items() if any(old.get(key) in one.values for one in reading.of(kind))}
    chosen = [key for key in old if key in named or key in told]
    # "No, 300 was right" brings no 400 back.
    values = [*(one for kind in FIELDS_OF for one in reading.of(kind)), *filter(str.isdecimal, reading.texts)]
    if len(old) == 1 and not {*old.values()}.isdisjoint(reading.texts):
        return dict(old)
    return {key: old[key] for key in chosen} or (dict(old) if len(old) == 1 and not (named or values) else {})
