"""What a number counts, by the words around it: licences, or a room, a price, a sum, a part of an id."""

from dialogs.understanding import tables
from dialogs.understanding.grammar import ARTICLES, CONJUNCTIONS, PREPOSITIONS
from dialogs.understanding.numbers import Number
from dialogs.understanding.reading import Kind
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.wordlist import wordlist

_NEAR = 4
_SHORT_FORMS = tables.BOUND | tables.ABOUT
_LINKS = frozenset({"is", ":", "=", "number", "on", "ist", "est"})
_LABEL_WORDS = {"(", ")"} | wordlist(": = is are count - to now of number sind son sont sao")
_PASSED = _LABEL_WORDS | tables.ABOUT | tables.BOUND | tables.ACTIVE
_OF_A_SUM = tables.SUMS | {"of"}
_MAY_FOLLOW = (
    PREPOSITIONS
    | CONJUNCTIONS
    | ARTICLES
    | {"only", "please", "pls", "total", "there", "today", "now", "each", "i", "we", "think", "instead", "rather"}
    | wordlist("enough sufficient ok okay allowed genug suffisant suffisants suffit suffisent suficiente suficientes")
)


def label_before(sheet: Sheet, place: int) -> int:
    """Return the place of a unit in front of a number: "seats: 300", "licences are about 300"; -1 for none."""
    if not sheet.says(tables.UNITS):
        return -1
    for before in range(place - 1, max(place - 1 - _NEAR, -1), -1):
        word = sheet.word(before)
        if word in tables.UNITS and sheet.free(before, before + 1):
            return before
        if sheet.tokens[before + 1].opens or not (word in _PASSED or sheet.kind(before) is Kind.RECORD):
            return -1
    return -1


def counts_something_else(sheet: Sheet, place: int, end: int, number: Number, *, has_unit: bool) -> bool:
    """Tell the number of a room, a price, a part of an id, of offices or of days."""
    before, after = _said_of(sheet, place), sheet.word(end)
    if counts_other_things(sheet, end) and label_before(sheet, place) < 0:
        return True
    if before in tables.NO_COUNT_BEFORE and not (has_unit and sheet.word(end) in tables.UNITS):
        return True
    if _is_part_of_an_id(sheet, place, end):
        return True
    if has_unit:
        return False
    if number.spelled:
        return not _stands_alone(sheet, place, end)
    return not (_stands_alone(sheet, place, end) or _may_follow(sheet, end, after))


def _said_of(sheet: Sheet, place: int) -> str:
    """Return the word that a number belongs to: "phone" of "my phone is 300"."""
    before = place - 1
    while place - before <= _NEAR and sheet.word(before) in _LINKS:
        before -= 1
    return sheet.word(before)


def is_of_a_sum(sheet: Sheet, place: int, end: int) -> bool:
    """Tell a number of which something is taken, or that is taken several times: "2 x 200", "40 % of 1000"."""
    if not sheet.says(_OF_A_SUM):
        return False
    share = sheet.word(place - 1) == "of" and sheet.word(place - 2) in {"%", "percent"}
    return (
        share
        or sheet.word(place - 1) in tables.SUMS
        or any(sheet.word(after) in tables.SUMS for after in range(end, end + 2))
    )


def counts_other_things(sheet: Sheet, end: int) -> bool:
    return sheet.word(end) in tables.OTHER_UNITS or (
        sheet.word(end) in tables.ACTIVE and sheet.word(end + 1) in tables.OTHER_UNITS
    )


def _is_part_of_an_id(sheet: Sheet, place: int, end: int) -> bool:
    """Tell the digits in "INC-12345", "+49 89 1234", "10:30", "www.x1.example"."""
    glued_before = place > 0 and sheet.tokens[place].glued
    if glued_before and sheet.word(place - 1) in {"+", "-", ":", "_", "@", "#", "&"}:
        return sheet.word(place - 1) == "+" or (
            place > 1 and sheet.tokens[place - 1].glued and sheet.tokens[place - 2].is_word
        )
    glued_after = end < len(sheet) and sheet.tokens[end].glued
    if glued_after and sheet.word(end) in {":", "_", "@", "%", "/"}:
        return (end + 1 < len(sheet) and sheet.tokens[end + 1].glued) or sheet.word(end) == "%"
    return False


def _stands_alone(sheet: Sheet, place: int, end: int) -> bool:
    """Tell a number that is an item of a list, or all that is said."""
    first = place
    while first and sheet.word(first - 1) in _SHORT_FORMS:
        first -= 1
    opens = first == 0 or sheet.tokens[first].opens
    begins = opens or sheet.ends_clause(first - 1) or sheet.word(first - 1) in {"-", "="}
    return begins and (sheet.ends_clause(end) or sheet.kind(end) is not None or sheet.word(end) == "-")


def _may_follow(sheet: Sheet, end: int, after: str) -> bool:
    """Tell what may stand behind a number of seats that has no unit: no noun, which would be what is counted."""
    if sheet.ends_clause(end) or sheet.kind(end) is not None:
        return True
    return after in _MAY_FOLLOW or after in tables.ACTIVE or after in tables.ABOUT_AFTER or not after.isalpha()
