"""What is written as an id: e-mail addresses, tenant ids, numbers of records."""

from collections.abc import Collection, Mapping

from dialogs.understanding.kept import kept
from dialogs.understanding.reading import Kind
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.tables import OTHER_UNITS, UNITS
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.wordlist import wordlist
from dialogs.understanding.words import DASHES, Token
from playbook import patterns
from playbook.access.life import ACCESS_LIFE
from playbook.requests.life import REQUEST_LIFE

_GUID_DIGITS = 32
_PARTS = (8, 12, 16, 20)
# Of 32 digits in five parts, one part has seven at least.
_LONG_PART = 7
# So long is what somebody may have meant for a GUID, and so long what stands for one behind "tenant id".
_LIKE_A_GUID = range(24, 41)
_LEAST_PARTS = 4
_SHORT_ID = 6
_IN_ADDRESS = frozenset("._%+'-@")
_RECORD_WORDS = wordlist("request requests sme smes acc application anfrage demande solicitud number ticket case nr no")
_NAME = 3
_RECORD_STARTS = frozenset({"sme", "acc", "#"})
_ACCESS_WORDS = frozenset({"acc", "application"})
_BETWEEN = DASHES | {"#", "no", "nr", "number", ".", "n", "\u00b0"}
_DIGITS = 9
_PAD = 4
_COUNTED = UNITS | OTHER_UNITS
# What a bare number stands between that names a request.
_STEP_STEMS = tuple(listed("bare_numbers", "steps"))
_BEFORE_A_BARE_NUMBER = frozenset(listed("bare_numbers", "before"))
_BEHIND_A_BARE_NUMBER = frozenset(listed("bare_numbers", "behind"))
_CHAINS = frozenset(listed("bare_numbers", "chains"))
_ASKS_OF_IT = frozenset(listed("bare_numbers", "asks"))
# "a sme 300 seats" is no number of a record.
_ONE_IS_WANTED = wordlist("a an one need want new another for get")


def emails(sheet: Sheet, people: Mapping[str, str]) -> None:
    """Take e-mail addresses: of somebody in the directory as that person, others as they are. `people` by address."""
    for place in sheet.typed({"@"}) if "@" in sheet.said else ():
        if not sheet.free(place, place + 1):
            continue
        start, end = _stretch(sheet, place)
        address = _between(sheet, start, end).rstrip(".'-")
        while end > place and sheet.tokens[end - 1].end > sheet.tokens[start].start + len(address):
            end -= 1
        if patterns.EMAIL.match(address):
            key = people.get(address.casefold())
            sheet.take(Kind.PERSON if key else Kind.EMAIL, start, end, (key or address,))
        else:
            sheet.spend(start, end)


def _stretch(sheet: Sheet, place: int) -> tuple[int, int]:
    """Return where the characters of an address around an "@" begin and end."""
    start, end = place, place + 1
    while start and sheet.tokens[start].glued and _in_address(sheet, start - 1):
        start -= 1
    while end < len(sheet) and sheet.tokens[end].glued and _in_address(sheet, end):
        end += 1
    return start, end


def _in_address(sheet: Sheet, place: int) -> bool:
    token = sheet.tokens[place]
    return sheet.free(place, place + 1) and ((token.is_word and token.raw.isascii()) or token.text in _IN_ADDRESS)


def _between(sheet: Sheet, start: int, end: int) -> str:
    return sheet.said[sheet.tokens[start].start : sheet.tokens[end - 1].end]


def tenant_ids(sheet: Sheet) -> None:
    """Take GUIDs, with hyphens or without; what looks like one and is none is named without a value (G11)."""
    behind = 0
    for place in sheet.typed_like(_is_of_an_id):
        if place >= behind:
            start, behind = _id_around(sheet, place)
            if sheet.free(start, behind):
                _take_id(sheet, start, behind)


@kept
def _is_of_an_id(word: str) -> bool:
    """Tell the words of which every id has one: those with a digit, and the longest part of a GUID of letters alone."""
    if word.isalpha():
        return len(word) >= _LONG_PART and _is_hex(word)
    return any(map(str.isdecimal, word))


def _id_around(sheet: Sheet, place: int) -> tuple[int, int]:
    """Return where the words begin and end that hyphens, or nothing, join to a token."""
    start, end, found = place, place + 1, sheet.tokens
    if not found[place].glued and not (end < len(found) and found[end].glued):
        return start, end
    while start and found[start].glued and _in_id(found[start - 1]):
        start -= 1
    while not found[start].is_word:
        start += 1
    while end < len(found) and found[end].glued and _in_id(found[end]):
        end += 1
    while not found[end - 1].is_word:
        end -= 1
    return start, end


def _in_id(token: Token) -> bool:
    return token.is_word or token.text in DASHES


def _take_id(sheet: Sheet, start: int, end: int) -> None:
    if sheet.tokens[end - 1].end - sheet.tokens[start].start < _SHORT_ID:
        return
    parts = [token.text for token in sheet.tokens[start:end] if token.is_word]
    digits = "".join(parts)
    guid = _canonical(digits)
    # Braces belong to it.
    braced = start > 0 and end < len(sheet) and sheet.word(start - 1) == "{" and sheet.word(end) == "}"
    if guid and len(parts) in (1, len(_PARTS) + 1):
        sheet.take(Kind.TENANT_ID, start - braced, end + braced, (guid,))
    elif _is_like_a_guid(parts, digits) or (_is_short_id(digits) and _is_labelled(sheet, start)):
        sheet.take(Kind.TENANT_ID, start, end, ())


def _canonical(digits: str) -> str:
    if len(digits) != _GUID_DIGITS or not _is_hex(digits):
        return ""
    first, second, third, fourth = _PARTS
    return "-".join((digits[:first], digits[first:second], digits[second:third], digits[third:fourth], digits[fourth:]))


def _is_hex(text: str) -> bool:
    return text.isascii() and not text.strip("0123456789abcdef")


def _is_like_a_guid(parts: list[str], digits: str) -> bool:
    if len(digits) not in _LIKE_A_GUID or not any(map(str.isdecimal, digits)):
        return False
    return len(parts) >= _LEAST_PARTS or (len(parts) == 1 and _is_hex(digits))


def _is_short_id(digits: str) -> bool:
    return len(digits) >= _SHORT_ID and any(map(str.isdecimal, digits))


def _is_labelled(sheet: Sheet, place: int) -> bool:
    before = place - 1
    while place - before <= _PAD and sheet.word(before) in {":", "=", "is", "id", "guid", "-"}:
        before -= 1
    return sheet.word(before) in {"tenant", "tenantid"} or sheet.word(before + 1) == "guid"


def records(sheet: Sheet) -> None:
    """Take numbers of requests and applications, however they are written: "SME-0006", "sme 6", "#6", "request 6"."""
    numbers = bool(sheet.typed_like(str.isdecimal))
    for place in sheet.typed_like(_begins_record):
        word = sheet.tokens[place].text
        # Where no number is said, only what holds its own can be one: "sme6".
        if not (numbers or any(map(str.isdecimal, word))) or not sheet.free(place, place + 1):
            continue
        if word == "#":
            _numbered(sheet, place, "sme")
        elif word in _RECORD_WORDS:
            _numbered(sheet, place, word)
        else:
            name, digits = word[:_NAME], word[_NAME:]
            if digits.isdecimal() and len(digits) <= _DIGITS:
                _take_record(sheet, place, place + 1, name, digits)


def bare_records(sheet: Sheet, numbers: Collection[str]) -> None:
    """Take bare numbers of known requests where a step or a question is said of them: "deny 1, not 8", "status 1, 3".

    A number that counts something, or that no request has, is left to other readers. One with all its zeros, "0001",
    needs no such word: nobody counts so.
    """
    digits = sheet.typed_like(str.isdecimal) if numbers else ()
    said_of_one = bool(digits) and bool(sheet.typed_like(_is_step) or sheet.typed(_ASKS_OF_IT))
    for place in digits:
        number = REQUEST_LIFE.number(int(sheet.word(place))) if len(sheet.word(place)) <= _PAD else ""
        if number not in numbers or not sheet.free(place, place + 1) or _is_joined(sheet, place):
            continue
        padded = len(sheet.word(place)) == _PAD and sheet.word(place).startswith("0")
        if padded or (said_of_one and _counts_nothing(sheet, place) and _is_said_of(sheet, place)):
            sheet.take(Kind.RECORD, place, place + 1, (number,))


@kept
def _is_step(word: str) -> bool:
    return word.startswith(_STEP_STEMS)


def _is_joined(sheet: Sheet, place: int) -> bool:
    """Tell whether a number is a part of another word or number."""
    glued = sheet.tokens[place].glued and place and (sheet.tokens[place - 1].is_word or _dashed(sheet, place - 1))
    behind = place + 1 < len(sheet) and sheet.tokens[place + 1].glued
    return bool(glued) or (behind and (sheet.tokens[place + 1].is_word or _dashed(sheet, place + 1)))


def _dashed(sheet: Sheet, place: int) -> bool:
    return sheet.word(place) in DASHES


def _counts_nothing(sheet: Sheet, place: int) -> bool:
    after = sheet.word(place + 1)
    return sheet.ends_clause(place + 1) or after in _BEHIND_A_BARE_NUMBER or _is_step(after)


def _is_said_of(sheet: Sheet, place: int) -> bool:
    before = sheet.word(place - 1)
    chained = before in _CHAINS and sheet.kind(place - 2) is Kind.RECORD
    return _is_step(before) or before in _ASKS_OF_IT or before in _BEFORE_A_BARE_NUMBER or chained


@kept
def _begins_record(word: str) -> bool:
    return word[:_NAME] in _RECORD_STARTS or word in _RECORD_WORDS


def _numbered(sheet: Sheet, place: int, name: str) -> None:
    digits = place + 1
    while digits - place <= _PAD and sheet.word(digits) in _BETWEEN:
        digits += 1
    if digits >= len(sheet) or not sheet.tokens[digits].is_number or len(sheet.word(digits)) > _DIGITS:
        return
    if digits == place + 1 and name != "#" and _counts(sheet, place, digits):
        return
    # "No, 400" is often written without its comma.
    if name == "no" and sheet.tokens[place].opens:
        return
    if not sheet.tokens[digits].opens:
        _take_record(sheet, place, digits + 1, name, sheet.word(digits))


def _counts(sheet: Sheet, place: int, digits: int) -> bool:
    """Tell "need a sme 300 seats" and "sme 2,500 emea" from "sme 6"."""
    after = digits + 1
    unit = sheet.word(after) in _COUNTED
    grouped = after + 1 < len(sheet) and sheet.tokens[after].glued and sheet.tokens[after + 1].glued
    more = after < len(sheet) and sheet.tokens[after].is_number
    return unit or grouped or more or len(sheet.word(digits)) > _PAD or sheet.word(place - 1) in _ONE_IS_WANTED


def _take_record(sheet: Sheet, start: int, end: int, name: str, digits: str) -> None:
    life = ACCESS_LIFE if name in _ACCESS_WORDS else REQUEST_LIFE
    sheet.take(Kind.RECORD, start, end, (life.number(int(digits)),))
