"""Whether a value that a message holds is meant as the draft's: one row for each way in which it may not be.

A value of the sentence that was said is not yet one of the draft. What is refused is not kept at all; what is left open
is shown with a button, so that it costs one tap and nobody has to be sure. What is named with its field, or plainly
said to be right instead, is neither.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass, replace

from dialogs.understanding.answer_alone import stands_alone
from dialogs.understanding.at_field import corrects, corrects_plainly
from dialogs.understanding.details import KIND_OF
from dialogs.understanding.needs import Heard
from dialogs.understanding.reading import Kind as Thing
from dialogs.understanding.reading import Reading
from dialogs.understanding.scene import A_REQUEST
from playbook.life.fields import Field
from playbook.life.records import Draft
from playbook.requests.drafts import may_change
from playbook.requests.fields import FIELD, NO_LANGUAGE

# At the review, a name in a longer sentence may be anybody's: "session policies for Salesforce matter most".
_BRIEF = 4
_OF_WORKLOAD = frozenset(("other_workload", "email_source"))
_LANGUAGES = frozenset(("primary_language", "secondary_language"))
_OF_A_NEED = frozenset(("workload", "seat_count", "region", "tenant_segment"))
_BESIDES = ("also", "as well", "too", "besides", "another", "auch noch", "aussi", "tambien", "tambem")


@dataclass(frozen=True)
class Beside:
    """A message at a draft; `asked` is the field that was asked for, None at the review.

    `stated` are the fields that the message names with their values, or says to be right instead.
    """

    draft: Draft
    asked: Field | None
    reading: Reading
    stated: Set[str]

    def may_take(self, key: str) -> bool:
        """Tell whether a value may be taken, or shown: no row refuses it."""
        if not may_change(self.draft, FIELD[key]):
            return False
        return key in self.stated or not any(refuses(self, key) for refuses in _REFUSED)

    def only_sure(self, need: Heard) -> Heard:
        """Return what was understood with those values left open of which a row says so."""
        told = {key: need.answers[key] for key in need.answers if key not in self.stated}
        loose = {key for key, value in told.items() if any(opens(self, key, value) for opens in _LEFT_OPEN)}
        if loose & _LANGUAGES:
            # Which one is the first is open as well.
            loose |= _LANGUAGES & told.keys()
        follows = _OF_WORKLOAD if "workload" in loose else frozenset[str]()
        sure = {key: value for key, value in need.answers.items() if key not in loose | follows}
        return replace(need, answers=sure, unsure={**need.unsure, **{key: need.answers[key] for key in loose}})

    def corrects(self, key: str) -> bool:
        """Tell whether the message sets this field right at the review by its name, or by a "rather"."""
        return self.asked is None and corrects_plainly(self.reading, key)


def _is_a_name_in_a_sentence(one: Beside, key: str) -> bool:
    """A name that a sentence holds at the review: "... for Salesforce"."""
    long = one.reading.says(A_REQUEST) or len(one.reading.words) > _BRIEF
    return key == "tenant_name" and one.asked is None and long and not one.corrects(key)


def _is_a_number_alone(one: Beside, key: str) -> bool:
    """A number and nothing else, where something else is asked for."""
    return key == "seat_count" and len(one.reading.words) == 1 and one.asked is not None and one.asked.key != key


def _has_one_already(one: Beside, key: str) -> bool:
    """Another answer than the one asked for, which was given before: a list, or a correction, sets it right."""
    if one.asked is None or key == one.asked.key or key not in one.draft.given:
        return False
    if key == "workload":
        return not corrects_plainly(one.reading, key)
    listed = len(one.reading.words) > 1 and all(word.text.startswith("<") for word in one.reading.words)
    return not (listed or corrects(one.reading, key))


def _stands_among_others(one: Beside, key: str, value: str) -> bool:
    """A value in a sentence that says more than an answer does: "they will have 900"."""
    if key not in KIND_OF or value in (one.draft.answers.get(key), NO_LANGUAGE) or one.corrects(key):
        return False
    return not stands_alone(one.reading, KIND_OF[key], value)


def _is_of_another_workload(one: Beside, key: str, value: str) -> bool:
    """What is said of another workload than the draft's: "500 for MCAS"."""
    del value
    mine = one.draft.answers.get("workload", "")
    elsewhere = any(mine not in named.values for named in one.reading.of(Thing.WORKLOAD))
    asked = one.asked is not None and one.asked.key != "workload"
    return key in ("seat_count", "workload") and bool(mine) and asked and "workload" not in one.stated and elsewhere


def _may_be_anybodys_name(one: Beside, key: str, value: str) -> bool:
    """A name at the review, where one stands already."""
    del value
    named = key == "tenant_name" and one.asked is None and bool(one.draft.answers.get(key))
    return named and not one.corrects(key)


def _comes_besides(one: Beside, key: str, value: str) -> bool:
    """What comes on top at the review, another need or another site: "we also have Globex, APJ"."""
    changes = value != one.draft.answers.get(key)
    return key in _OF_A_NEED and one.asked is None and changes and one.reading.says(_BESIDES) and not one.corrects(key)


_REFUSED: tuple[Callable[[Beside, str], bool], ...] = (_is_a_name_in_a_sentence, _is_a_number_alone, _has_one_already)
_LEFT_OPEN: tuple[Callable[[Beside, str, str], bool], ...] = (
    _stands_among_others,
    _is_of_another_workload,
    _may_be_anybodys_name,
    _comes_besides,
)
