"""Days that are named: "tomorrow", "next week", "Friday", "24 Dec", "2026-12-24"."""

from datetime import date, timedelta

from dialogs.understanding.kept import kept
from dialogs.understanding.numbers import number_at
from dialogs.understanding.reading import Kind
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.wordlist import numbered, wordlist
from dialogs.understanding.words import DASHES

_WEEK = 7
_MOST_AHEAD = 400
_CENTURY = 100
_YEARS = range(2000, 2100)
_OF_DATES = DASHES | {".", "/"}

_FROM_TODAY = {
    "today": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "yesterday": -1,
    "heute": 0,
    "gestern": -1,
    "ubermorgen": 2,
    "aujourd": 0,
    "demain": 1,
    "hier": -1,
    "hoy": 0,
    "manana": 1,
    "ayer": -1,
    "hoje": 0,
    "amanha": 1,
    "ontem": -1,
}
# "guten Morgen", "hier" in German, and "por la mañana" are no days.
_NO_DAY_BEHIND = {"manana": {"la", "buena"}, "hier": {"ist", "ich", "wir"}, "morgen": {"guten", "am"}}
WEEKDAYS = numbered(
    0,
    "monday tuesday wednesday thursday friday saturday sunday, - tues - thurs fri - -",
    "- tue wed thu - - -, montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miercoles jueves viernes sabado domingo, segunda-feira - - - - - -",
)
_MONTHS = numbered(
    1,
    "january february march april may june july august september october november december",
    "jan feb mar apr - jun jul aug sep oct nov dec",
    "januar februar marz - mai juni juli - - oktober - dezember, - - - - - - - - sept okt - dez",
    "janvier fevrier mars avril - juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro marco - maio junho julho - setembro outubro novembro dezembro",
)
_BEGINNINGS = frozenset({*_FROM_TODAY, *WEEKDAYS, *_MONTHS, "next", "nachste", "nachsten", "in"})
_BACK = wordlist("since last seit letzten depuis desde past")
_BEHIND_A_DAY = frozenset({"st", "nd", "rd", "th", ".", "of", "de"})
# What follows the digits that a date begins with.
_INSIDE = _BEHIND_A_DAY | _OF_DATES | _MONTHS.keys()


def days(sheet: Sheet, today: date) -> None:
    """Take days, as ISO dates; one that the calendar does not have, or a bare month, is named without a value."""
    behind = 0
    for place in sheet.typed_like(_begins_day):
        if place < behind or not sheet.free(place, place + 1):
            continue
        behind, value = _day_at(sheet, place, today)
        if behind > place and sheet.free(place, behind):
            sheet.take(Kind.DAY, place, behind, (value,) if value else ())


@kept
def _begins_day(word: str) -> bool:
    return word in _BEGINNINGS or word[:1].isdecimal()


def _day_at(sheet: Sheet, place: int, today: date) -> tuple[int, str]:
    """Return where a day ends that begins at a token, and its date; the token itself for none."""
    word = sheet.tokens[place].text
    if word[0].isdecimal():
        return _digits_first(sheet, place, today)
    if word in _FROM_TODAY and sheet.word(place - 1) not in _NO_DAY_BEHIND.get(word, ()):
        return place + 1, _shifted(today, _FROM_TODAY[word])
    if word in WEEKDAYS:
        return place + 1, _weekday(today, WEEKDAYS[word], back=sheet.word(place - 1) in _BACK)
    if word in {"next", "nachste", "nachsten"} and sheet.word(place + 1) in {"week", "woche"}:
        return place + 2, _shifted(today, _WEEK - today.weekday())
    if word == "in":
        return _ahead(sheet, place, today)
    return _month_first(sheet, place, today) if word in _MONTHS else (place, "")


def _shifted(today: date, by: int) -> str:
    return (today + timedelta(days=by)).isoformat()


def _weekday(today: date, day: int, *, back: bool) -> str:
    ahead = (day - today.weekday() - 1) % _WEEK + 1
    return _shifted(today, ahead - _WEEK if back else ahead)


def _ahead(sheet: Sheet, place: int, today: date) -> tuple[int, str]:
    """Read "in three days", "in 2 weeks"."""
    number = number_at(sheet.tokens, place + 1) if place + 1 < len(sheet) else None
    unit = {"day": 1, "days": 1, "week": _WEEK, "weeks": _WEEK, "tagen": 1, "wochen": _WEEK}.get(
        sheet.word(number.end) if number else "", 0
    )
    if number is None or not unit or number.value is None or number.value * unit > _MOST_AHEAD:
        return place, ""
    return number.end + 1, _shifted(today, number.value * unit)


def _month_first(sheet: Sheet, place: int, today: date) -> tuple[int, str]:
    """Read "Dec 24", "December 24th, 2026"."""
    after = place + 2 if sheet.word(place + 1) == "." else place + 1
    day = sheet.word(after).rstrip("sthndr")
    if not _is_day(day) or (after < len(sheet) and sheet.tokens[after].opens):
        return place, ""
    return _with_year(sheet, after + 1, int(day), _MONTHS[sheet.tokens[place].text], today)


def _digits_first(sheet: Sheet, place: int, today: date) -> tuple[int, str]:
    """Read "24 Dec", "24th of December 2026", "24.12.", "24/12/2026", "2026-12-24"."""
    word = sheet.tokens[place].text
    if place + 1 == len(sheet.tokens) or sheet.tokens[place + 1].text not in _INSIDE:
        return place, ""
    day = word.rstrip("sthndr")
    if _is_day(day):
        after = place + 1
        while sheet.word(after) in _BEHIND_A_DAY:
            after += 1
        month = _MONTHS.get(sheet.tokens[after].text) if after < len(sheet) else None
        if month:
            return _with_year(sheet, after + 1, int(day), month, today)
    return _all_digits(sheet, place, today)


def _is_day(text: str) -> bool:
    return text.isdecimal() and len(text) <= 2 and 0 < int(text) <= 31  # noqa: PLR2004 - days of a month


def _with_year(sheet: Sheet, end: int, day: int, month: int, today: date) -> tuple[int, str]:
    after = end + 1 if sheet.word(end) in {",", ".", "de"} else end
    year = sheet.word(after)
    if year.isdecimal() and int(year[:5]) in _YEARS and not sheet.tokens[after].opens:
        return after + 1, _date(int(year), month, day)
    return end, _next(day, month, today)


def _next(day: int, month: int, today: date) -> str:
    """Return the date of a day without a year: the next one that comes."""
    this_year = _date(today.year, month, day)
    return this_year if this_year >= today.isoformat() else _date(today.year + 1, month, day)


def _date(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _all_digits(sheet: Sheet, place: int, today: date) -> tuple[int, str]:
    """Read a date of digits: year first by hyphens, else day first. "12/24" can be one way only, "3/4" is unclear."""
    parts, end = [sheet.tokens[place].text], place + 1
    sign = sheet.word(end)
    if not parts[0].isdecimal() or sign not in _OF_DATES or not sheet.tokens[end].glued:
        return place, ""
    while len(parts) < 3 and end + 1 < len(sheet) and sheet.word(end) == sign and sheet.tokens[end + 1].is_number:  # noqa: PLR2004
        if not (sheet.tokens[end].glued and sheet.tokens[end + 1].glued):
            break
        parts.append(sheet.tokens[end + 1].text)
        end += 2
    numbers = [int(part[:9]) for part in parts]
    if len(parts) == 3:  # noqa: PLR2004 - day, month and year
        return _three(place, end, numbers, parts)
    # "24.12." with its full stop; "24.12" alone may be a number.
    if len(parts) == 2 and sign == "." and sheet.word(end) == "." and sheet.tokens[end].glued:  # noqa: PLR2004
        value = _next(numbers[0], numbers[1], today)
        return (end + 1, value) if value else (place, "")
    return place, ""


def _three(place: int, end: int, numbers: list[int], parts: list[str]) -> tuple[int, str]:
    first, second, third = numbers
    if len(parts[0]) == 4 and first in _YEARS:  # noqa: PLR2004 - a year in full
        return end, _date(first, second, third)
    if third in _YEARS or (third < _CENTURY and len(parts[2]) == 2):  # noqa: PLR2004 - the last two digits of a year
        year = third if third in _YEARS else 2000 + third
        value, swapped = _date(year, second, first), _date(year, first, second)
        both = value and swapped and value != swapped
        return (end, "" if both else value or swapped) if value or swapped else (place, "")
    return place, ""
