"""How many licences are meant (R28): the numbers in a message that count seats, and of these the ones that hold."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dialogs.understanding import tables
from dialogs.understanding.counting import counts_other_things, counts_something_else, is_of_a_sum, label_before
from dialogs.understanding.grammar import OR_WORDS
from dialogs.understanding.numbers import Number, begins_number, number_at
from dialogs.understanding.reading import Kind
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.words import Token
from playbook.answers import MOST_SEATS

# A number without a unit that is smaller is rather anything else.
_LEAST_BARE = 10
_NEAR, _FAR = 4, 8
_ANEW = frozenset({"but", "now", "aber", "mais", "pero", "jetzt", "maintenant", "ahora", "agora"})
# Eleven in Spanish.
_ENGLISH_TOO = frozenset({"once"})
_IN_USE = tables.ACTIVE | {"use"}
_PASSED = frozenset({"+", "de", "of", "の", "-", "or", "more", "so"})
_JOINTS = frozenset({"and", "und", "y", "et", "e"})
_JOIN_TWO = tables.RANGE | OR_WORDS | _JOINTS
_MAY_QUALIFY = tables.ACTIVE | tables.PAID | _PASSED
_FIRST_OF_TWO = tables.BETWEEN | tables.FROM
_SHORT_FORMS = tables.BOUND | tables.ABOUT
# "Change 300 to 350", "change English to German and 300 to 350".
_LEAD_AWAY = tables.CHANGES | {"and"}
_REFUSALS, _POINT_AT = frozenset({"no", "nope", "nein", "non", "nao"}), frozenset({":", "=", "-"})
_INSTEAD_OF = frozenset((("instead", "of"), ("rather", "than"), ("au", "lieu"), ("en", "vez")))


class _Count(NamedTuple):
    """A number that may count seats, from token `start` to before `end`; `values` as for an entity."""

    start: int
    end: int
    values: tuple[str, ...]
    about: bool
    unit: bool
    active: bool
    past: bool
    mends: bool
    workload: str


def seats(sheet: Sheet) -> None:
    """Take the numbers of seats that hold; those that were bought, were once, or count something else are spent."""
    counts = list(_counts(sheet))
    kept = {count.start for count in _holding(counts)}
    for count in counts:
        if count.start in kept:
            sheet.take(Kind.SEATS, count.start, count.end, count.values, about=count.about)
        else:
            sheet.spend(count.start, count.end)


def _holding(counts: Sequence[_Count]) -> Sequence[_Count]:
    """Of several numbers what is said to be right, is active, has a unit and is not past goes before the others.

    Where each stands with a workload of its own, which of them counts is for the workload to tell.
    """
    if len({count.workload for count in counts} - {""}) > 1:
        return counts
    rules: tuple[Callable[[_Count], bool], ...] = (
        lambda count: count.mends,
        lambda count: count.active,
        lambda count: not count.past,
        lambda count: count.unit,
    )
    for rule in rules:
        counts = [count for count in counts if rule(count)] or counts
    return counts


def _counts(sheet: Sheet) -> Sequence[_Count]:
    found: list[_Count] = []
    behind = 0
    for place in sheet.typed_like(begins_number):
        if place < behind or not sheet.free(place, place + 1):
            continue
        number = number_at(sheet.tokens, place)
        if number is None or not sheet.free(place, number.end):
            continue
        count, behind = _count(sheet, place, number)
        if count:
            found.append(count)
    return found


def _count(sheet: Sheet, place: int, number: Number) -> tuple[_Count | None, int]:
    """Return the count that a number is the head of, and where to go on."""
    other, end = _other_end(sheet, place, number)
    unit = _unit_behind(sheet, end)
    active = _active(sheet, place, unit)
    has_unit = unit > end or active or label_before(sheet, place) >= 0
    if sheet.word(place) in _ENGLISH_TOO and not has_unit:
        return None, end
    if counts_something_else(sheet, place, end, number, has_unit=has_unit):
        while sheet.word(place - 1) == "+" and end < len(sheet) and sheet.tokens[end].is_number:
            end += 1
        if not number.spelled:
            sheet.spend(place, end)
        return None, end
    start, about, bound = _before(sheet, place)
    stop, bound_after, about_after = _behind(sheet, unit)
    bound = bound or bound_after or number.open_end or (unit > end and any(map(_bounds, sheet.tokens[end:unit])))
    values = () if is_of_a_sum(sheet, place, unit) else _values(sheet, place, number, other, bound)
    if not has_unit and len(values) == 1 and int(values[0]) < _LEAST_BARE and len(sheet) > end - place:
        return None, end
    stop = stop if sheet.free(end, stop) else end
    if stop != unit:
        active = _active(sheet, place, stop)
    replaced = (sheet.word(start - 2), sheet.word(start - 1)) in _INSTEAD_OF
    mends = _mends(sheet, place, stop) and not replaced
    past = _among(sheet, place, tables.PAST, _FAR) or sheet.negated(place) or replaced
    about, workload = about or about_after, _workload_of(sheet, start, number.end, stop)
    return _Count(start, stop, values, about, has_unit, active, past, mends, workload), stop


def _mends(sheet: Sheet, place: int, end: int) -> bool:
    """Tell whether a number is put in the place of one before it: "no wait, 3000", "no, 3000", "3000 I mean"."""
    refuses = sheet.word(place - 1) == "," and sheet.word(place - 2) in _REFUSALS
    meant = sheet.word(end) == "i" and sheet.word(end + 1) in tables.MENDS
    return refuses or meant or _among(sheet, place, tables.MENDS, _NEAR)


def _workload_of(sheet: Sheet, start: int, number_end: int, end: int) -> str:
    """Return the workload beside a number: "400 AIP P2", "400 seats AIP P2", "AIP P2: 400"; empty for none."""
    before = start - 2 if sheet.word(start - 1) in _POINT_AT else start - 1
    places = (number_end, end, before)
    named = (sheet.entity(place) for place in places if sheet.kind(place) is Kind.WORKLOAD)
    return next((one.value for one in named if one), "")


def _bounds(token: Token) -> bool:
    """Tell the words that make a bound between a number and its unit: "900 or more seats"."""
    return token.text in {"+", "more", "less", "fewer", "plus"}


def _other_end(sheet: Sheet, place: int, number: Number) -> tuple[Number | None, int]:
    """Return the second number of "200 to 300", "between 200 and 300", "200 or 250", and where that ends."""
    after = number.end
    joint = sheet.word(after)
    # A dash alone also parts a list: "300 - Warsaw", but not "200 - 300".
    if joint not in _JOIN_TWO or (joint in _JOINTS and not _is_between(sheet, place)):
        return None, number.end
    if after + 1 >= len(sheet) or not sheet.free(after, after + 2):
        return None, number.end
    other = number_at(sheet.tokens, after + 1)
    if (
        other is None
        or not sheet.free(after, other.end)
        or (joint in tables.RANGE and counts_other_things(sheet, other.end))
    ):
        return None, number.end
    return other, other.end


def _is_between(sheet: Sheet, place: int) -> bool:
    return any(sheet.word(before) in tables.BETWEEN for before in range(place - 1, place - 3, -1))


def _values(sheet: Sheet, place: int, number: Number, other: Number | None, bound: bool) -> tuple[str, ...]:
    if number.value is None or not 0 <= number.value <= MOST_SEATS:
        return ()
    if other is None:
        return () if bound else (str(number.value),)
    if other.value is None:
        return ()
    if sheet.word(number.end) in OR_WORDS:
        return (str(number.value), str(other.value))
    from_before = any(sheet.word(before) in tables.FROM for before in range(place - 1, place - 3, -1))
    if (from_before or sheet.word(place - 1) in _LEAD_AWAY) and _among(sheet, place, tables.CHANGES, _FAR):
        return (str(other.value),)
    return ()


def _unit_behind(sheet: Sheet, end: int) -> int:
    """Return where a unit ends that belongs to a number: "300 active AIP P2 licences"; `end` itself for none."""
    for after in range(end, min(end + _NEAR + 2, len(sheet))):
        word = sheet.word(after)
        if word in tables.UNITS and sheet.free(after, after + 1):
            return after + 1
        if length := _wide_unit(sheet, after):
            return after + length
        if word not in _MAY_QUALIFY and sheet.kind(after) is not Kind.WORKLOAD:
            break
    return end


def _wide_unit(sheet: Sheet, place: int) -> int:
    if sheet.tokens[place].raw.isascii():
        return 0
    ahead = "".join(token.raw for token in sheet.tokens[place : place + _FAR])
    return next((len(unit) for unit in tables.WIDE_UNITS if ahead.startswith(unit)), 0)


def _before(sheet: Sheet, place: int) -> tuple[int, bool, bool]:
    """Return where the words begin that qualify a number, whether they say "about", and whether they are a bound."""
    start, about, bound = place, False, False
    while start > max(0, place - _NEAR) and sheet.free(start - 1, start):
        word = sheet.word(start - 1)
        if word in tables.ABOUT:
            about = True
        elif _is_head_of_arrow(sheet, start - 1):
            break
        elif word in tables.BOUND or (sheet.word(start - 2), word) in tables.BOUND_TWO:
            bound = True
        elif word not in _FIRST_OF_TWO and not _is_short_form(sheet, start - 1):
            break
        start -= 1
    return start, about, bound


def _is_head_of_arrow(sheet: Sheet, place: int) -> bool:
    """Tell the ">" of "300 -> 330" from the one of "> 330"."""
    return sheet.word(place) == ">" and sheet.tokens[place].glued and sheet.word(place - 1) in {"-", "="}


def _is_short_form(sheet: Sheet, place: int) -> bool:
    """Tell the full stop of "min.", "approx."."""
    return sheet.word(place) == "." and sheet.tokens[place].glued and sheet.word(place - 1) in _SHORT_FORMS


def _behind(sheet: Sheet, end: int) -> tuple[int, bool, bool]:
    """Return where the words end that qualify a number, whether they are a bound, and whether they say "about"."""
    word, following = sheet.word(end), sheet.word(end + 1)
    inside = sheet.word(end - 2) if end > 1 else ""
    plus = word == "+" and (end < len(sheet) and sheet.tokens[end].glued)
    if plus or (word, following) in tables.BOUND_TWO_AFTER or word in {"minimum", "maximum", "max", "min"}:
        return end + (1 if plus else 0), True, False
    if word + following in tables.BOUND_WIDE:
        return end + 2, True, False
    return end, inside == "+", word in tables.ABOUT_AFTER or (word, following) == ("or", "so")


def _active(sheet: Sheet, place: int, end: int) -> bool:
    """Tell whether the clause says of a number that so many are active (R28)."""
    if not sheet.says(_IN_USE):
        return False
    for after in range(place, min(end + _NEAR, len(sheet))):
        if after >= end and (sheet.ends_clause(after) or sheet.tokens[after].is_number):
            break
        word = sheet.word(after)
        if word in tables.ACTIVE or (word == "in" and sheet.word(after + 1) == "use"):
            return not sheet.negated(after)
    return any(
        sheet.word(before) in tables.ACTIVE and not sheet.tokens[before + 1].opens
        for before in range(place - 1, max(place - 3, -1), -1)
    )


def _among(sheet: Sheet, place: int, words: frozenset[str], far: int) -> bool:
    """Tell whether one of some words stands before a number in its clause."""
    if not sheet.says(words):
        return False
    for before in range(place - 1, max(place - 1 - far, -1), -1):
        word = sheet.word(before)
        if word in words:
            return True
        if (sheet.ends_clause(before) and word not in {",", ":"}) or word in _ANEW:
            return False
        if sheet.tokens[before].is_number or sheet.tokens[before + 1].opens:
            return False
    return False
