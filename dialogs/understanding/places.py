"""In which region the customer is (R31): by its name, a country, a part of one, or a larger city."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dialogs.understanding.grammar import ARTICLES, BEFORE_A_PLACE
from dialogs.understanding.languages import is_nationality
from dialogs.understanding.names import Names
from dialogs.understanding.reading import Kind
from dialogs.understanding.runs import is_capital, is_plain
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.wordlist import wordlist
from playbook.requests.fields import REGIONS
from playbook.requests.lists import REGIONS as REGION_CHOICES

_DATA = tomllib.loads((Path(__file__).parent / "data" / "places.toml").read_text(encoding="utf-8"))
_LONGEST_CODE = 3
_NEAR = 6
# Names in capitals are read as they are; in small letters these are words.
_ONLY_IN_CAPITALS = wordlist("us eu la kl mea rio mena nam cee")
_SAFE_IN_SMALL = frozenset({"eu", "mea", "mena", "cee"})


class _Place(NamedTuple):
    start: int
    end: int
    regions: tuple[str, ...]


def _names() -> Iterator[tuple[str, str]]:
    for choice in REGION_CHOICES:
        yield choice.value, choice.value
        yield from ((name, choice.value) for name in choice.synonyms if name != "us")
    several = {name for names in _DATA["several"].values() for name in names}
    for region in REGIONS:
        for kind in ("areas", "countries", "cities"):
            yield from ((name, region) for name in _DATA[region][kind] if name not in several)
    for regions, names in _DATA["several"].items():
        yield from ((name, region) for name in names for region in regions.split("+"))


PLACES: Names[str] = Names(_names())
_DEMONYMS = Names((name, region) for region in REGIONS for name in _DATA[region]["demonyms"])
_CODES = {code.lower(): region for region in REGIONS for code in _DATA[region]["codes"]}
_CODE_WORDS = frozenset(_CODES)
_FIRSTS = frozenset(PLACES.firsts | _DEMONYMS.firsts)
_SHY = Names((name, name) for name in _DATA["shy"]["names"])


def places(sheet: Sheet) -> None:
    """Take where the customer is; what is said not to be it is spent."""
    found: list[_Place] = []
    behind = 0
    for place in sorted({*sheet.meaning(_FIRSTS), *sheet.typed(_CODE_WORDS)}):
        one = _at(sheet, place) if place >= behind else None
        if one:
            found.append(one)
            behind = one.end
    kept = [one for one in found if not sheet.negated(one.start)]
    # "I'm in Berlin" is where the customer is only if no other place is named.
    kept = [one for one in kept if not _is_speakers(sheet, one.start)] or kept
    starts = {one.start for one in kept}
    for one in found:
        if one.start in starts:
            sheet.take(Kind.REGION, one.start, one.end, one.regions)
        else:
            sheet.spend(one.start, one.end)


def _is_speakers(sheet: Sheet, place: int) -> bool:
    for before in range(place - 1, max(place - _NEAR, -1), -1):
        if sheet.word(before) in {"i", "my", "we"}:
            return sheet.word(before) != "we" or sheet.word(before + 1) in {"are", "sit", "re"}
        if sheet.ends_clause(before):
            return False
    return False


def _at(sheet: Sheet, place: int) -> _Place | None:
    """Return what begins at a token; only a list that has its word is asked."""
    word = sheet.meant[place].text
    one = _place(sheet, place) if word in PLACES.firsts else None
    one = one or (_demonym(sheet, place) if word in _DEMONYMS.firsts else None)
    return one or (_code(sheet, place) if sheet.tokens[place].text in _CODES else None)


def _place(sheet: Sheet, place: int) -> _Place | None:
    end, regions = PLACES.at(sheet.meant, place)
    if not regions or not sheet.free(place, end) or not _is_meant(sheet, place, end):
        return None
    return _Place(place, end, tuple(regions))


def _is_meant(sheet: Sheet, place: int, end: int) -> bool:
    """Tell a place from a word, or a person, of the same name."""
    raw, word = sheet.tokens[place].raw, sheet.word(place)
    if end == place + 1 and word in _ONLY_IN_CAPITALS and not raw.isupper():
        return word in _SAFE_IN_SMALL
    if not sheet.caseless and _is_in_a_name(sheet, place, end):
        return False
    shy = _SHY.at(sheet.meant, place)[0] == end
    return not shy or _is_alone(sheet, place, end) or _is_behind_in(sheet, place)


def _is_in_a_name(sheet: Sheet, place: int, end: int) -> bool:
    """Tell "Lucerne Publishing" and "Bank of Japan" from places."""
    of = sheet.word(place - 1) in {"of", "von", "de", "du"} and is_capital(sheet, place - 2)
    if of and sheet.free(place - 2, place) and not is_plain(sheet.word(place - 2)):
        return PLACES.at(sheet.meant, place - 2)[0] == place - 2
    after = sheet.tokens[end] if end < len(sheet) else None
    if after is None or after.glued or after.opens or not is_capital(sheet, end) or not sheet.free(end, end + 1):
        return False
    named = not is_plain(after.text) and PLACES.at(sheet.meant, end)[0] == end and not after.raw.isupper()
    return named and is_capital(sheet, place) and not _is_behind_in(sheet, place) and after.raw.isascii()


def _is_behind_in(sheet: Sheet, place: int) -> bool:
    before = place - 1
    while place - before < _NEAR and (sheet.word(before) in ARTICLES or sheet.word(before) in {":", "="}):
        before -= 1
    return sheet.word(before) in BEFORE_A_PLACE


def _is_alone(sheet: Sheet, place: int, end: int) -> bool:
    """Tell what is the whole item of a list."""
    opens = (
        place == 0 or sheet.tokens[place].opens or sheet.ends_clause(place - 1) or sheet.word(place - 1) in {"-", "="}
    )
    return opens and (sheet.ends_clause(end) or sheet.word(end) == "-")


def _demonym(sheet: Sheet, place: int) -> _Place | None:
    """Read "our German customer"; without such a word it is the language."""
    end, regions = _DEMONYMS.at(sheet.meant, place)
    if not regions or not sheet.free(place, end):
        return None
    return _Place(place, end, tuple(regions)) if is_nationality(sheet, place, end) else None


# Codes of countries that are words of a sentence as well.
_WORDS_AS_WELL = frozenset(
    ("ca", "id", "in", "it", "is", "at", "no", "be", "me", "my", "to", "so", "am", "do", "de", "la", "sa", "ma")
)

# "Tenant ID" is not in Idaho.
_OF_AN_ID = frozenset(("tenant", "user", "object", "customer", "request", "your"))


def _code(sheet: Sheet, place: int) -> _Place | None:
    """Read "uk" and "au" where nothing else stands beside them, and "US" in capitals or behind "the"."""
    token = sheet.tokens[place]
    region = _CODES.get(token.text)
    if region is None or not sheet.free(place, place + 1) or len(token.raw) > _LONGEST_CODE:
        return None
    if token.text in _WORDS_AS_WELL and (not token.raw.isupper() or sheet.word(place - 1) in _OF_AN_ID):
        return None
    if token.text in {"us", "usa"}:
        beside = {sheet.word(place - 1), sheet.word(place + 1)}
        named = token.raw == token.raw.upper() or sheet.word(place - 1) == "the" or bool(beside & {"+", "&", "/"})
        return _Place(place, place + 1, (region,)) if named else None
    if _is_alone(sheet, place, place + 1) or (token.raw.isupper() and sheet.word(place - 1) in BEFORE_A_PLACE):
        return _Place(place, place + 1, (region,))
    return None
