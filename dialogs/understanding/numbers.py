"""One number, however it is written: "10k", "1.2k", "25 000", "1'200", "twelve hundred", "zweihundert", "二千"."""

from collections.abc import Sequence
from typing import NamedTuple

from dialogs.understanding import tables
from dialogs.understanding.kept import kept
from dialogs.understanding.words import APOSTROPHES, Token

_GROUP = 3
_TEN, _TWENTY, _HUNDRED = 10, 20, 100
# So many digits that are said one by one make a number: "three five zero".
_LEAST_DIGITS = 3
_MOST_WORDS = 12
_SHORTEST_COMPOUND, _LONGEST_COMPOUND = 8, 60
_MOST_DIGITS, _MOST_PARTS = 12, 8
_POINTS = frozenset(".,") | APOSTROPHES
_PARTS = sorted(
    {**tables.SMALL, **tables.TENS, **tables.HUNDRED, "tausend": 1_000, "und": 0}.items(), key=lambda one: -len(one[0])
)
_FIRST_KANJI = tables.KANJI.keys() | tables.KANJI_TIMES.keys()
_MULTIPLIERS = {**tables.THOUSAND, **tables.HUNDRED, **tables.KANJI_TIMES, **tables.KANJI_MYRIAD}
_HALF = {("half", "a", "million"): 500_000, ("half", "a", "thousand"): 500, ("half", "million"): 500_000}


class Number(NamedTuple):
    """A number and the token behind it. `value` is None where it is written like none. `spelled`: in words alone."""

    end: int
    value: int | None
    spelled: bool = False
    open_end: bool = False


@kept
def begins_number(word: str) -> bool:
    """Tell whether a number may begin with a word."""
    digits = word[:1].isdecimal() and word.isascii()
    return digits or word in _FIRST_KANJI or word == "half" or _numeral(word) is not None


def number_at(found: Sequence[Token], place: int) -> Number | None:
    """Return the number that begins at a token, or None."""
    text = found[place].text
    if text[:1].isdecimal() and text.isascii():
        return _in_digits(found, place)
    if text in _FIRST_KANJI:
        return _in_kanji(found, place)
    return _in_words(found, place)


def _in_digits(found: Sequence[Token], place: int) -> Number | None:
    parts, points, end = [found[place].text], "", place + 1
    after = found[end] if end < len(found) else None
    if found[place].is_number and (after is None or not (after.glued or after.is_number)) and not _scales(after):
        # Most numbers are digits between blanks.
        return _with_multiplier(found, end, _value(parts, points, 0), scaled=False)
    while len(parts) < _MOST_PARTS and parts[-1].isdecimal() and _is_next_part(found, end):
        points += "'" if found[end].text in APOSTROPHES else found[end].text
        parts.append(found[end + 1].text)
        end += 2
    while len(parts) < _MOST_PARTS and not points.strip(" ") and _is_next_group(found, end, parts):
        points += " "
        parts.append(found[end].text)
        end += 1
    suffix = parts[-1].lstrip("0123456789")
    parts[-1] = parts[-1].removesuffix(suffix)
    if suffix and suffix not in tables.SUFFIX:
        return None
    if not suffix and end < len(found) and found[end].text in tables.SUFFIX and found[end].text != "m":
        suffix, end = found[end].text, end + 1
    value = _value(parts, points, tables.SUFFIX.get(suffix, 0))
    return _with_multiplier(found, end, value, scaled=bool(suffix))


def _scales(token: Token | None) -> bool:
    return token is not None and token.text in tables.SUFFIX


def _is_next_part(found: Sequence[Token], place: int) -> bool:
    """Tell the ",000" of "25,000" and the ".2k" of "1.2k"."""
    if place + 1 >= len(found) or not found[place + 1].text[:1].isdecimal():
        return False
    return found[place].text in _POINTS and found[place].glued and found[place + 1].glued


def _is_next_group(found: Sequence[Token], place: int, parts: Sequence[str]) -> bool:
    """Tell the "000" of "25 000": three digits behind one blank, of a number that began with three at most."""
    if place >= len(found) or not found[place].is_number or found[place].glued or found[place].opens:
        return False
    one_blank = found[place].start - found[place - 1].end == 1
    begun = parts[-1].isdecimal() and len(parts[0]) <= _GROUP and parts[0] != "0"
    return one_blank and begun and len(found[place].text) == _GROUP


def _value(parts: Sequence[str], points: str, times: int) -> int | None:
    """Return what digits and the marks between them come to; None where they are mixed or part no thousands."""
    digits = "".join(parts)
    if len(digits) > _MOST_DIGITS:
        return None
    if not points:
        return int(digits) * (times or 1)
    if len(set(points)) == 1 and all(len(part) == _GROUP for part in parts[1:]) and len(parts[0]) <= _GROUP:
        return None if times else int(digits)
    if times and len(points) == 1 and points in ".,":
        whole, rest = divmod(int(digits) * times, 10 ** len(parts[1]))
        return whole if not rest else None
    return None


def _with_multiplier(found: Sequence[Token], end: int, value: int | None, *, scaled: bool) -> Number:
    """Read "13 thousand", "2 mil", "3万"."""
    word = found[end].text if end < len(found) else ""
    times = _MULTIPLIERS.get(word)
    if times and value is not None and not scaled:
        return Number(end + 1, value * times, open_end=word.endswith("ds"))
    return Number(end, value)


def _in_kanji(found: Sequence[Token], place: int) -> Number | None:
    total = current = digit = 0
    end = place
    while end < len(found) and (found[end].glued or end == place):
        char = found[end].text
        if char in tables.KANJI:
            digit = digit * 10 + tables.KANJI[char]
        elif char in tables.KANJI_TIMES:
            current, digit = current + (digit or 1) * tables.KANJI_TIMES[char], 0
        elif char in tables.KANJI_MYRIAD:
            total, current, digit = total + (current + digit or 1) * tables.KANJI_MYRIAD[char], 0, 0
        else:
            break
        end += 1
        if end - place > _MOST_WORDS:
            return None
    return Number(end, total + current + digit, spelled=True)


def _in_words(found: Sequence[Token], place: int) -> Number | None:
    if found[place].text != "half" and _numeral(found[place].text) is None:
        return None
    for words, half in _HALF.items() if found[place].text == "half" else ():
        if tuple(token.text for token in found[place : place + len(words)]) == words:
            return Number(place + len(words), half, spelled=True)
    if halves := _and_a_half(found, place):
        return halves
    end = after = place
    plural = False
    summed = _Summed()
    while after < min(len(found), place + _MOST_WORDS):
        value = _numeral(found[after].text)
        if value is None and not _goes_on(found, after, place):
            break
        if value is not None:
            joint = found[after - 1].text if after > place else ""
            more = summed.plus(found[after].text, value, joint)
            if joint in tables.BETWEEN_NUMERALS and not more.well_formed:
                # "Two and three" are two numbers.
                break
            summed, end, plural = more, after + 1, found[after].text in {"hundreds", "thousands", "millions"}
        after += 1
    if end == place:
        return None
    # "hundreds of users" and "a couple of hundred" say no number.
    vague = plural or found[place - 1].text in tables.VAGUE or found[max(place - 2, 0)].text in tables.VAGUE
    return Number(end, summed.value, spelled=True, open_end=(vague and place > 0) or plural)


def _and_a_half(found: Sequence[Token], place: int) -> Number | None:
    """Read "two and a half thousand"."""
    words = [token.text for token in found[place : place + 5]]
    times = tables.THOUSAND.get(words[-1]) if words[1:4] == ["and", "a", "half"] else None
    whole = _numeral(words[0]) if times else None
    return Number(place + 5, whole * times + times // 2, spelled=True) if whole and times else None


def _goes_on(found: Sequence[Token], place: int, first: int) -> bool:
    """Tell the "and" or hyphen inside "two hundred and fifty", "twenty-five"."""
    if first and found[first - 1].text in tables.BETWEEN:
        # "Between two and three hundred" is no five hundred.
        return False
    joins = found[place].text in tables.BETWEEN_NUMERALS or (found[place].text == "-" and found[place].glued)
    return joins and place > first and place + 1 < len(found) and _numeral(found[place + 1].text) is not None


class _Summed(NamedTuple):
    """What numerals come to that were said one behind the other; `digits`: all of them so far, if each is below ten."""

    total: int = 0
    current: int = 0
    last: str = ""
    digits: str = ""
    well_formed: bool = True

    @property
    def value(self) -> int | None:
        """The number: what is said digit by digit is read like that, and what is no numeral says none."""
        if self.well_formed:
            return self.total + self.current
        return int(self.digits) if len(self.digits) >= _LEAST_DIGITS else None

    def plus(self, word: str, value: int, joint: str) -> "_Summed":
        """Add a numeral; `joint` is what stands before it, an "and" or a numeral."""
        begins = not self.last
        digits = f"{self.digits}{value}" if value < _TEN and (begins or self.digits) else ""
        if not begins and _is_of_hundreds(self, value, joint):
            # "Three fifty".
            total, current, fits = self.total, self.current * 100 + value, self.total == 0
        else:
            total, current = _added(self.total, self.current, value)
            fits = begins or _follows(self, value, joint)
        return _Summed(total, current, word, digits, self.well_formed and fits)


def _is_of_hundreds(summed: _Summed, value: int, joint: str) -> bool:
    """Tell "three fifty" and "twelve fifty", whose hundreds go without saying; "quatre-vingt" and "dix-sept" do not."""
    before = _numeral(summed.last) or 0
    unsaid = summed.last not in tables.TAKES_TENS and joint in (summed.last, "-")
    return unsaid and 0 < before < _TWENTY and summed.current < _HUNDRED and _TEN <= value < _HUNDRED


def _follows(summed: _Summed, value: int, joint: str) -> bool:
    """Tell whether a numeral may stand behind others: what is added gets smaller and smaller."""
    before = _numeral(summed.last) or 0
    if value >= _HUNDRED or before >= _HUNDRED:
        return value != _HUNDRED or summed.current < _HUNDRED
    if joint == "und":
        return before < _TEN and value >= _TWENTY
    if summed.last in tables.TAKES_TENS or summed.last in tables.TAKES_TEENS:
        return True
    return before >= _TWENTY and value < _TEN


def _added(total: int, current: int, value: int) -> tuple[int, int]:
    if value in (1_000, 1_000_000):
        return total + (current or 1) * value, 0
    if value == _HUNDRED and current:
        return total, current * value
    # "quatre-vingt" is four times twenty; anything else adds up.
    return total, current * value if (current, value) == (4, 20) else current + value


_NUMERALS = {**tables.THOUSAND, **tables.HUNDRED, **tables.HUNDREDS, **tables.TENS, **tables.SMALL}


def _numeral(word: str) -> int | None:
    value = _NUMERALS.get(word)
    return _compound(word) if value is None and len(word) >= _SHORTEST_COMPOUND else value


def _compound(word: str) -> int | None:
    """Read a German number, which is one word: "zweitausendfunfhundert"."""
    if len(word) > _LONGEST_COMPOUND or not ("hundert" in word or "tausend" in word or "und" in word):
        return None
    total = current = 0
    while word:
        name, value = next(((name, value) for name, value in _PARTS if word.startswith(name)), ("", 0))
        if not name:
            return None
        total, current = _added(total, current, value)
        word = word[len(name) :]
    return total + current or None
