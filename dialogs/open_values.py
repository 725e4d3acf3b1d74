"""Values that a reply leaves open: named by what they are about, told with a doubt, or known already.

They cost one tap where the alternative is to type them again, and nothing of them is kept before it.
"""

from collections.abc import Sequence
from dataclasses import replace

from dialogs.overhearing import Hearing
from dialogs.understanding import needs
from dialogs.understanding.at_field import family_hinted, plan_in
from dialogs.understanding.clauses import asks, told
from dialogs.understanding.details import FIELDS_OF
from dialogs.understanding.entities import Known
from dialogs.understanding.grammar import OR_WORDS
from dialogs.understanding.needs import Heard
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.ruled_out import still_named
from dialogs.understanding.words import fold
from playbook.life.fields import Field
from playbook.life.records import Draft
from playbook.messages import asking
from playbook.requests.fields import FIELD

_PAIR = 2
_OF_THINGS = frozenset(key for keys in FIELDS_OF.values() for key in keys)


def with_open_ones(need: Heard, draft: Draft, asked: Field | None, heard: Hearing) -> Heard:
    """Return what a message tells with what it leaves open of the field that is `asked` for, None at the review."""
    if asked is None:
        return _without_known_family(need, draft, heard.reading)
    if asked.key == "primary_language" and (both := _one_or_the_other(heard.reading)):
        return _which_of(need, asked, both, heard.known)
    if asked.key in need.answers or asked.key in need.doubts or asks(heard.reading):
        return need
    if asked.key == "workload":
        need = _hinted(need, heard.reading, heard.known)
    return _doubted(need, asked, heard) if asked.key in _OF_THINGS else need


def _without_known_family(need: Heard, draft: Draft, reading: Reading) -> Heard:
    """Ask nothing back where "AIP" may be the plan of it that the draft has."""
    named = [one.values for one in reading.of(Kind.WORKLOAD)]
    known = bool(named) and all(draft.answers.get("workload") in values for values in named)
    doubts = {key: need.doubts[key] for key in need.doubts if not (known and key == "workload")}
    return replace(need, doubts=doubts)


def _one_or_the_other(reading: Reading) -> Sequence[str]:
    """Return both languages of "English or German": which one comes first is not said."""
    named = reading.of(Kind.LANGUAGE)
    pair = len(named) == _PAIR and all(one.value for one in named)
    between = fold(reading.said[named[0].end : named[1].start]).strip() if pair else ""
    return [one.value for one in named] if between in OR_WORDS else []


def _which_of(need: Heard, asked: Field, values: Sequence[str], known: Known) -> Heard:
    answers = {key: value for key, value in need.answers.items() if value not in values}
    which = asking.which_of([known.lists.show(asked, value) for value in values])
    return replace(need, answers=answers, doubts={**need.doubts, asked.key: which})


def _hinted(need: Heard, reading: Reading, known: Known) -> Heard:
    """Ask which workload is meant of those that a reply tells by a plan alone, or by what they are about."""
    family, plan, field = family_hinted(reading), plan_in(reading), FIELD["workload"]
    keys = [choice.value for choice in known.lists.options(field, known.person)] if family or plan else []
    keys = [key for key in keys if key.startswith(family) and key.endswith(plan)]
    if len(keys) == 1:
        return replace(need, unsure={**need.unsure, field.key: keys[0]})
    return _which_of(need, field, keys, known) if keys else need


def _doubted(need: Heard, asked: Field, heard: Hearing) -> Heard:
    """Leave the value open that a reply gives and doubts: "12345678-..., but I am not sure it is the right one"."""
    doubted = needs.hear(still_named(told(heard.reading, doubted=True)), heard.known).answers
    return replace(need, unsure={asked.key: doubted[asked.key], **need.unsure}) if asked.key in doubted else need
