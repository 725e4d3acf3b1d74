"""Which workload is meant, under its old names and its new ones; a family without a plan is several (G9)."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from dialogs.understanding.grammar import OR_WORDS
from dialogs.understanding.names import Names
from dialogs.understanding.products import (
    BEFORE_PLAN,
    MIGRATES,
    MIGRATIONS,
    NO_COUNTS,
    NOT_THE_PRODUCT,
    OTHER_PRODUCTS,
    PLAN_NUMBERS,
    PLAN_WORDS,
    PLANS,
    SOURCES,
    TEAMS,
    USED_BESIDE,
    WEAK,
)
from dialogs.understanding.reading import Kind
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.wordlist import wordlist
from playbook.answers import Choice
from playbook.requests.fields import EXCHANGE_MIGRATION, OTHER_WORKLOAD

_MOST_BETWEEN = 3
_MAY_BE_PLANS = frozenset(PLANS) | PLAN_WORDS
_AND = wordlist("and / & + und et y e ,")


class _Mention(NamedTuple):
    """A workload named from token `start` to before `end`; `weak`: by a word that another workload explains."""

    start: int
    end: int
    values: tuple[str, ...]
    weak: bool = False


@lru_cache(maxsize=8)
def workload_names(choices: tuple[Choice, ...]) -> Names[str]:
    """Return every name of the workloads in a catalogue."""
    named = [(name, one.value) for one in choices for name in (one.name, one.value, *one.synonyms, *one.families)]
    keys = {one.value for one in choices}
    named += [(name, OTHER_WORKLOAD) for name in OTHER_PRODUCTS if OTHER_WORKLOAD in keys]
    named += [(name, EXCHANGE_MIGRATION) for name in MIGRATIONS if EXCHANGE_MIGRATION in keys]
    return Names([*named, *((name.replace(" ", ""), value) for name, value in named if name[-2:] in ("P1", "P2"))])


PRODUCT_NAMES = Names((name, name) for name in OTHER_PRODUCTS)
SOURCE_NAMES = Names((name, name) for name in SOURCES)
_NO_COUNTS = Names((name, name) for name in NO_COUNTS)


def sources(sheet: Sheet) -> list[str]:
    """Spend the names of systems that mailboxes come from, and of products with a number; return the systems."""
    found = []
    for place in sheet.meaning(SOURCE_NAMES.firsts):
        end, names = SOURCE_NAMES.at(sheet.meant, place)
        if names and sheet.free(place, end) and (sheet.word(place) != "notes" or sheet.tokens[place].raw[0].isupper()):
            found.append(sheet.said[sheet.tokens[place].start : sheet.tokens[end - 1].end])
            sheet.spend(place, end)
    return found


def other_numbers(sheet: Sheet) -> None:
    """Spend the numbers in the names of products."""
    for place in sheet.meaning(_NO_COUNTS.firsts):
        end, names = _NO_COUNTS.at(sheet.meant, place)
        if names and sheet.free(place, end):
            sheet.spend(place, end)


def workloads(sheet: Sheet, choices: tuple[Choice, ...]) -> None:
    """Take the workloads that are needed; what is named as not meant, or as used beside them, is spent."""
    found = _mentions(sheet, workload_names(choices))
    found = _apart([_with_plan(sheet, one, found) for one in found])
    meant = [one for one in found if not sheet.negated(one.start) and not _is_beside(sheet, one, found)]
    strong = _narrowed([one for one in meant if not one.weak] or meant)
    starts = {one.start for one in strong}
    for one in found:
        if one.start in starts:
            sheet.take(Kind.WORKLOAD, one.start, one.end, one.values)
        else:
            sheet.spend(one.start, one.end)


def _apart(found: Sequence[_Mention]) -> list[_Mention]:
    """Return mentions that share no word: in "AIP P2 AIP" the plan belongs to the first."""
    ends = (0, *(one.end for one in found))
    return [one if one.start >= end else one._replace(start=end) for one, end in zip(found, ends, strict=False)]


def _mentions(sheet: Sheet, names: Names[str]) -> list[_Mention]:
    found: list[_Mention] = []
    migrates = sheet.says(MIGRATES)
    behind = 0
    for place in sheet.meaning(names.firsts):
        end, values = names.at(sheet.meant, place)
        if values and place >= behind and sheet.free(place, end) and _is_product(sheet, place, end):
            text = " ".join(token.text for token in sheet.meant[place:end] if token.is_word)
            found.append(
                _Mention(place, end, tuple(values), text in WEAK and not (migrates and text.startswith("exchange")))
            )
            behind = end
    return found


def _is_product(sheet: Sheet, place: int, end: int) -> bool:
    if sheet.word(place) != TEAMS or end > place + 1:
        return True
    typed_as_name = sheet.tokens[place].raw[0].isupper()
    return sheet.word(place - 1) not in NOT_THE_PRODUCT and (typed_as_name or sheet.word(place + 1) != "are")


def _is_beside(sheet: Sheet, one: _Mention, found: Sequence[_Mention]) -> bool:
    if one.values != (OTHER_WORKLOAD,) or sheet.word(one.start - 1) not in USED_BESIDE:
        return False
    return any(other.start != one.start and not other.weak for other in found)


def _with_plan(sheet: Sheet, one: _Mention, found: Sequence[_Mention]) -> _Mention:
    """Return a family with the plan that stands behind it, before it, or alone somewhere else in the message."""
    if len(one.values) == 1:
        return _with_another_plan(sheet, one)
    end, plans = _plans_behind(sheet, one.end)
    start = one.start
    if not plans:
        start, plans = _plan_before(sheet, one.start)
    if not plans and len(found) == 1:
        plans = _plans_apart(sheet, one)
        start, end = one.start, one.end
    values = tuple(value for value in one.values if value[-1:] in plans and value[-3:-1] == "_P")
    return _Mention(start if plans else one.start, end if values else one.end, values or one.values)


def _with_another_plan(sheet: Sheet, one: _Mention) -> _Mention:
    """Read "AIP P1 or P2" as both."""
    value = one.values[0]
    if value[-3:-1] != "_P":
        return one
    joint = sheet.word(one.end)
    after, plan = _plan_at(sheet, one.end + 1)
    if plan and plan != value[-1] and (joint in OR_WORDS or joint in _AND):
        return _Mention(one.start, after, (value, value[:-1] + plan))
    return one


def _plans_behind(sheet: Sheet, end: int) -> tuple[int, set[str]]:
    for after in range(end, end + _MOST_BETWEEN + 1):
        stop, plan = _plan_at(sheet, after)
        if plan:
            joint = sheet.word(stop)
            last, second = _plan_at(sheet, stop + 1) if joint in OR_WORDS or joint in _AND else (stop, "")
            return (last, {plan, second}) if second else (stop, {plan})
        if sheet.word(after) not in BEFORE_PLAN:
            break
    return end, set()


def _plan_before(sheet: Sheet, start: int) -> tuple[int, set[str]]:
    """Read "plan 2 of AIP", "P2 for Entra"."""
    place = start - 1
    while place > start - _MOST_BETWEEN and sheet.word(place) in {"of", "for", "von", "de", "microsoft", "ms"}:
        place -= 1
    for first in (place - 1, place):
        if first >= 0:
            end, plan = _plan_at(sheet, first)
            if plan and end == place + 1 and sheet.free(first, end):
                return first, {plan}
    return start, set()


def _plans_apart(sheet: Sheet, one: _Mention) -> set[str]:
    found = set()
    for place in sheet.typed(_MAY_BE_PLANS):
        end, plan = _plan_at(sheet, place)
        if plan and not one.start <= place < one.end and sheet.free(place, end) and not sheet.negated(place):
            found.add(plan)
    return found if len(found) == 1 else set()


def _plan_at(sheet: Sheet, place: int) -> tuple[int, str]:
    """Return where a plan ends that begins at a token, and its number; empty for none."""
    if place < 0 or place >= len(sheet):
        return place, ""
    word = sheet.tokens[place].text
    if word in PLANS:
        return place + 1, PLANS[word]
    if word in PLAN_WORDS and word != "premium":
        after = place + 2 if sheet.word(place + 1) == "p" else place + 1
        number = sheet.tokens[after].text if after < len(sheet) else ""
        number = number.removeprefix("p") if number in PLANS else number
        if number in PLAN_NUMBERS:
            return after + 1, PLAN_NUMBERS[number]
    return place, ""


def _narrowed(found: Sequence[_Mention]) -> Sequence[_Mention]:
    """Leave out a family that a sure name explains: "AIP" besides "AIP P2" is the same thing (G9)."""
    sure = {one.values[0] for one in found if len(one.values) == 1}
    return [one for one in found if len(one.values) == 1 or not sure & set(one.values)]
