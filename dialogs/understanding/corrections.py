"""Values that a message gives to fields by their names: "the seats should be 480", "second language: French".

Whoever names a field and its value means that field, whatever was asked for, so it is told apart from the answer.
Between the two stand only words that put one in the place of the other, which are few and listed: "the seats last year
were 300" gives no value to anything.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from dialogs.understanding.clauses import bounds
from dialogs.understanding.details import FIELDS_OF, KIND_OF
from dialogs.understanding.grammar import ARTICLES
from dialogs.understanding.naming import name_in
from dialogs.understanding.negation import denied
from dialogs.understanding.reading import Entity, Kind, Reading, Word
from dialogs.understanding.ruled_out import NOT
from dialogs.understanding.told_to import tells_somebody
from dialogs.understanding.unreal import quoted, reported, supposed
from dialogs.understanding.vocabulary import listed
from playbook.requests.fields import FIELD

_GLUE = frozenset(listed("corrections", "glue"))
# "The customer is in Sydney" names no customer.
_GLUE_OF_NAMES = _GLUE - {"in", "of", "a", "an", "for", "not"}
_WAS_WRONG, _MENDS = listed("corrections", "was_wrong"), listed("corrections", "mends")
_WRONG = listed("corrections", "wrong")
_ALL_OF_IT, _NO_BEHIND = (frozenset(listed("corrections", name)) for name in ("all_of_it", "no_behind"))
_ALL_BUT = tuple(f" {phrase}" for phrase in listed("corrections", "all_but"))
_FORMER = frozenset(listed("corrections", "former"))
# In so many words behind a field stands its value.
_REACH = 9
# So many words before a field may leave it out of what is right.
_NEAR = 4
# What a number is compared with: "from 300 to 450", "450 instead of 300".
_LEADS_AWAY = NOT | {"from", "of", "than", "over", "before"}


def named_values(reading: Reading) -> Mapping[str, str]:
    """Return what fields are said to hold, by the field: canonical, or as typed for a name."""
    if tells_somebody(reading):
        return {}
    not_so = denied(reading) | reported(reading) | quoted(reading) | supposed(reading)
    named = (one for one in reading.of(Kind.FIELD) if one.start not in not_so and not _is_former(reading, one))
    fields = [one for one in named if one.value in KIND_OF or one.value == "tenant_name"]
    ends = [*(one.start for one in fields[1:]), len(reading.said) + 1]
    values = {one.start: one.value for one in reading.entities}
    found = {one.value: _behind(reading, one, end, values) for one, end in zip(fields, ends, strict=False)}
    return {key: value for key, value in found.items() if value}


def _is_former(reading: Reading, field: Entity) -> bool:
    """Tell whether a field is named that is another's by now: "their old tenant: ..."."""
    place = bisect_left(reading.starts, field.start)
    return place > 0 and reading.texts[place - 1] in _FORMER


def says_so(reading: Reading) -> bool:
    """Tell whether a message says of itself that it sets something right: "should be", "wrong", "change"."""
    return reading.says(_MENDS)


def named_as_wrong(reading: Reading) -> str:
    """Return the one field that is said to be wrong, without a value for it: "the seats aren't right"; or "".

    It may be named by what it holds, "SMC is wrong", or left out of what is right: "all correct except the customer".
    """
    fields = {one.value for one in reading.of(Kind.FIELD) if one.value in FIELD}
    held = {keys[0] for kind, keys in FIELDS_OF.items() if reading.says([f"{kind} is wrong", f"{kind} is not right"])}
    for wrong in (fields if reading.says(_WRONG) else set(), held, _left_out(reading)):
        if len(wrong) == 1:
            return wrong.pop()
    return ""


def _left_out(reading: Reading) -> set[str]:
    """Return the fields that are left out of what is right, or have a "no" behind them: "region fine, language no"."""
    found = set()
    told = next((place for place, text in enumerate(reading.texts) if text in _ALL_OF_IT), len(reading.texts))
    for one in reading.of(Kind.FIELD):
        place = bisect_left(reading.starts, one.start)
        before = [text for text in reading.texts[max(place - _NEAR, 0) : place] if text not in ARTICLES]
        all_else = told < place and f" {' '.join(before)}".endswith(_ALL_BUT)
        if one.value in FIELD and (all_else or not _NO_BEHIND.isdisjoint(reading.texts[place + 1 : place + 2])):
            found.add(one.value)
    return found


def _behind(reading: Reading, field: Entity, end: int, values: Mapping[int, str]) -> str:
    """Return the value behind the name of a field, in front of `end`; `values` are those of all things, by place."""
    words = reading.words[reading.within(field.end, end)][:_REACH]
    if field.value == "tenant_name":
        place = _first_that_is_no_glue(words, _GLUE_OF_NAMES)
        return _name(reading, words[place]) if 0 < place < len(words) else ""
    kind = KIND_OF[field.value]
    place = next((at for at, word in enumerate(words) if _is_value(word, kind)), -1)
    if place < 0 or _first_that_is_no_glue(words[:place], _GLUE) < place:
        return ""
    chosen = [word for at, word in enumerate(words) if _is_value(word, kind) and not _leads_away(words, at)]
    found = {values.get(word.start, word.text) for word in chosen}
    return found.pop() if len(found) == 1 else ""


def _is_value(word: Word, kind: Kind) -> bool:
    return word.text == kind.value or (kind is Kind.SEATS and word.text.isdecimal())


def _leads_away(words: Sequence[Word], place: int) -> bool:
    return place > 0 and words[place - 1].text in _LEADS_AWAY


def _first_that_is_no_glue(words: Sequence[Word], glue: frozenset[str]) -> int:
    """Return the place of the first word that does not put a value in a field's place."""
    said = f" {' '.join(word.text for word in words)} "
    wrong = any(f" {phrase} " in said for phrase in _WAS_WRONG)
    past = frozenset(("was", "were")) if wrong else frozenset[str]()
    return next((at for at, word in enumerate(words) if word.text not in glue | past), len(words))


def _name(reading: Reading, first: Word) -> str:
    """Return the name that begins at a word and ends with its clause; none that begins in small letters."""
    end = next((one for one in bounds(reading) if one > first.start), len(reading.said))
    said = reading.said[first.start : end]
    another = first.text.startswith("<") and first.text != Kind.CUSTOMER.value
    return name_in(said) if said[:1].isupper() and not another else ""
