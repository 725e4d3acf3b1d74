"""Who the SME is for: customers that are known, then names that something marks as one, then what looks like a name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dialogs.understanding.grammar import ARTICLES, FOR_WHOM, GRAMMAR, TERMS
from dialogs.understanding.kept import kept
from dialogs.understanding.names import Names
from dialogs.understanding.numbers import number_at
from dialogs.understanding.places import PLACES
from dialogs.understanding.reading import Kind
from dialogs.understanding.runs import (
    COMMON,
    is_capital,
    is_common,
    is_plain,
    legal_form_at,
    legal_places,
    run_back,
    run_from,
)
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.spelling import Speller
from dialogs.understanding.tables import UNITS
from dialogs.understanding.wordlist import phrases, wordlist
from dialogs.understanding.words import tokens

_LABELS = wordlist(
    "customer cust client tenant account company kunde kunden kundin firma cliente customers clients endkunde",
)
# In a script without blanks a label and the name are one run of letters: what they join with, and what ends the name.
_WIDE_LABELS = Names(
    (label, label) for label in phrases("顧客, お客様, 客先, 取引先, 得意先, テナント, エンドユーザー")
)
_BEHIND_WIDE_LABEL, _BEHIND_WIDE_NAME = wordlist("名 の は が : ="), phrases("です, でございます, になります, 様, さん")
_PLACES_IN_A_LIST = wordlist("first second third fourth fifth sixth seventh eighth ninth tenth last next")
_POSSESSIVE = frozenset({"'", "\u2019"})
_BEHIND_LABEL = wordlist("name is called named : = - s are ist heisst es est") | _POSSESSIVE
_SURE_SIGNS = frozenset({":", "="})
_OUR = ARTICLES | {"of", "client", "customer", "kunden", "kunde", "cliente", "company"}
_QUOTES = {
    '"': '"',
    "\u201c": "\u201d",
    "\u201e": "\u201c",
    "\u00ab": "\u00bb",
    "\u300c": "\u300d",
    "\u2018": "\u2019",
    "'": "'",
}
_APOSTROPHES = frozenset(("'", "\u2018"))
_MOST_QUOTED = 12
_MOST_IN_SMALL = 4
_SHORTEST_KEY = 4
# Few names end with a number as large, and a number of seats often stands there.
_LEAST_SEATS = 100

Listed = Callable[[Sheet, int], int]


@dataclass(frozen=True)
class _Known:
    """Customers of this person's requests: by whole name, and by a word that only some of their names have."""

    whole: Names[str]
    words: dict[str, tuple[str, ...]]
    speller: Speller

    @cached_property
    def tells(self) -> Callable[[str], bool]:
        """What tells whether a name may begin with a word."""
        firsts, words, near = self.whole.firsts, self.words, self.speller.near
        return kept(lambda word: word in firsts or (len(word) >= _SHORTEST_KEY and near(word) in words))


@lru_cache(maxsize=64)
def _known(customers: tuple[str, ...]) -> _Known:
    words: dict[str, tuple[str, ...]] = {}
    for name in customers:
        for token in tokens(name):
            if token.is_word and len(token.text) >= _SHORTEST_KEY:
                words[token.text] = (*words.get(token.text, ()), name)
    return _Known(Names((name, name) for name in customers), words, Speller(words, COMMON | GRAMMAR | TERMS))


def known_customers(sheet: Sheet, customers: tuple[str, ...]) -> None:
    """Take the customers of this person's requests, by name or by a telling word of one, typing errors and all."""
    known = _known(customers)
    for place in sheet.typed_like(known.tells):
        if not sheet.free(place, place + 1):
            continue
        end, names = known.whole.at(sheet.tokens, place)
        if not names and sheet.tokens[place].is_word:
            end, names = _by_words(sheet, known, place)
        if names and sheet.free(place, end):
            sheet.take(Kind.CUSTOMER, place, end, names)


def _by_words(sheet: Sheet, known: _Known, place: int) -> tuple[int, Sequence[str]]:
    names = _with_word(sheet, known, place)
    if not names:
        return place, ()
    end = place + 1
    while end < len(sheet) and (more := _with_word(sheet, known, end)) and set(more) & set(names):
        names = tuple(name for name in names if name in more)
        end += 1
    return end, names


def _with_word(sheet: Sheet, known: _Known, place: int) -> tuple[str, ...]:
    word = sheet.tokens[place].text
    if len(word) < _SHORTEST_KEY or word in GRAMMAR or word in TERMS:
        return ()
    if word in _PLACES_IN_A_LIST and not is_capital(sheet, place):
        # "The fourth one" is no Fourth Coffee.
        return ()
    if word in known.words:
        the = sheet.word(place - 1) in ARTICLES or is_capital(sheet, place)
        inside = place > 0 and sheet.tokens[place - 1].text in known.words
        follows = place + 1 < len(sheet) and sheet.tokens[place + 1].text in known.words
        return known.words[word] if the or inside or follows or not is_common(word) else ()
    return known.words.get(known.speller.near(word), ())


def marked_customers(sheet: Sheet, listed: Listed) -> None:
    """Take names behind "customer", then those with a legal form. `listed` tells where a name of a list ends."""
    for place in sheet.still_free(sheet.typed(_LABELS)):
        _take_labelled(sheet, place, listed)
    for place in sheet.still_free(sheet.typed(_WIDE_LABELS.firsts)):
        _take_labelled_wide(sheet, place)
    for place in legal_places(sheet):
        end = legal_form_at(sheet, place) if sheet.free(place, place + 1) else place
        if end > place and sheet.free(place, end):
            _take_formed(sheet, place, end)


def _take_formed(sheet: Sheet, form: int, end: int) -> None:
    start = run_back(sheet, form)
    while start < form and sheet.tokens[start].text in _LABELS:
        start += 1
    if form - start <= 1 and all(is_plain(sheet.tokens[place].text) for place in range(start, form)):
        return
    while sheet.free(end, end + 1) and end < len(sheet) and (further := legal_form_at(sheet, end)) > end:
        end = further
    sheet.take(Kind.CUSTOMER, start, end, (text_of(sheet, start, end),))


def _take_labelled(sheet: Sheet, label: int, listed: Listed) -> None:
    first, sure = label + 1, False
    while first < len(sheet) and sheet.tokens[first].text in _BEHIND_LABEL and sheet.free(first, first + 1):
        sure = sure or sheet.tokens[first].text in _SURE_SIGNS
        first += 1
    if first >= len(sheet) or not sheet.free(first, first + 1) or (sheet.tokens[first].opens and not sure):
        return
    called = any(sheet.word(place) in {"name", "called", "named"} for place in range(label + 1, first))
    if sheet.word(label + 1) in _POSSESSIVE and not called:
        # "The customer's PM" is nobody's name.
        return
    end = _quoted(sheet, first)
    if end > first:
        sheet.take(Kind.CUSTOMER, first, end, (text_of(sheet, first + 1, end - 1),))
        return
    adjacent = first == label + 1 or called or sure
    end = _named(sheet, first, listed, small=adjacent, sure=sure or called)
    if end > first:
        sheet.take(Kind.CUSTOMER, first, end, (text_of(sheet, first, end),))


def _take_labelled_wide(sheet: Sheet, label: int) -> None:
    """Take the name behind "顧客は" up to the end of its clause, without the verb or the "Mr" that ends it."""
    behind, found = _WIDE_LABELS.at(sheet.tokens, label)
    first = behind
    while first < len(sheet) and sheet.word(first) in _BEHIND_WIDE_LABEL:
        first += 1
    end = first
    while end < len(sheet) and sheet.free(end, end + 1) and not sheet.ends_clause(end):
        end += 1
    if not found or first in (behind, end):
        return
    name = text_of(sheet, first, end)
    for tail in _BEHIND_WIDE_NAME:
        name = name.removesuffix(tail)
    if name:
        sheet.take(Kind.CUSTOMER, first, end, (name,))


def _quoted(sheet: Sheet, place: int) -> int:
    close = _QUOTES.get(sheet.tokens[place].raw)
    # The mark of "customer's" opens no quotation.
    if close is None or (sheet.tokens[place].glued and sheet.tokens[place].raw in _APOSTROPHES):
        return place
    for end in range(place + 2, min(place + _MOST_QUOTED, len(sheet))):
        if sheet.tokens[end].raw == close:
            return end + 1 if sheet.free(place, end + 1) else place
    return place


def _named(sheet: Sheet, place: int, listed: Listed, *, small: bool, sure: bool) -> int:
    """Return where a name ends that begins at a token; the token for none."""
    if not sheet.caseless:
        end = _cut(sheet, place, run_from(sheet, place), listed, sure=sure)
        if end > place and not _is_sentence(sheet, place, end, sure=sure):
            return end
    if not small or not (sheet.caseless or sure):
        return place
    end = _cut(sheet, place, run_from(sheet, place, any_case=True), listed, sure=sure)
    goes_on = not sheet.ends_clause(end) and sheet.free(end, end + 1) and sheet.word(end) not in GRAMMAR
    if goes_on and not sure and not _counts_seats(sheet, end):
        return place
    short = end - place <= _MOST_IN_SMALL
    plain = any(is_plain(token.text) for token in sheet.tokens[place:end] if token.is_word)
    common = not sure and is_common(sheet.tokens[place].text)
    return end if short and not plain and not common else place


def _is_sentence(sheet: Sheet, place: int, end: int, *, sure: bool) -> bool:
    """Tell "For Our ..." and "with Security": a run that is nothing but the words of sentences."""
    texts = [sheet.tokens[there].text for there in range(place, end) if sheet.tokens[there].is_word]
    if all(map(is_plain, texts)):
        return (
            (len(texts) == 1 and not (sure and texts[0] not in TERMS))
            or any(text in TERMS for text in texts)
            or len(texts) == 1
        )
    return False


def _cut(sheet: Sheet, place: int, end: int, listed: Listed, *, sure: bool) -> int:
    """Return where a name ends before what a list holds: "Contoso EMEA English". A name that is listed is none.

    Behind a `sure` sign a number belongs to it, "customer: hotel 1000", unless it is one of seats by its unit.
    """
    if end == place or max(listed(sheet, place), PLACES.at(sheet.meant, place)[0]) >= end:
        return place
    for there in range(place, end):
        if _counts_seats(sheet, there, by_unit=sure or there == place or not _ends_by(sheet, there, end)):
            return there
        if (
            there > place
            and listed(sheet, there) > there
            and not sheet.tokens[there].glued
            and sheet.tokens[there - 1].is_word
        ):
            joined = sheet.tokens[there - 1].text in {"of", "de", "du", "und", "and", "von"}
            return there if not joined else end
    return end


def _counts_seats(sheet: Sheet, place: int, *, by_unit: bool = False) -> bool:
    """Tell "700 seats" behind a name, or a number that is large enough for seats if it needs no unit."""
    if place >= len(sheet) or not sheet.tokens[place].text[0].isdecimal():
        return False
    number = number_at(sheet.tokens, place)
    if number is None or number.value is None:
        return False
    return sheet.word(number.end) in UNITS or (not by_unit and number.value >= _LEAST_SEATS)


def _ends_by(sheet: Sheet, place: int, end: int) -> bool:
    """Tell whether a number ends a name: "tailspin 700", but not "1800 Flowers"."""
    number = number_at(sheet.tokens, place)
    return number is not None and number.end >= end


def customers_for(sheet: Sheet, listed: Listed) -> None:
    """Take names behind "for", "at" and the like, where none is marked better."""
    if sheet.of(Kind.CUSTOMER):
        return
    for place in sheet.still_free(sheet.typed(FOR_WHOM)):
        first = place + 1
        while first < len(sheet) and sheet.tokens[first].text in _OUR and sheet.tokens[first].raw.islower():
            first += 1
        if first >= len(sheet) or not sheet.free(first, first + 1) or sheet.tokens[first].opens:
            continue
        end = _quoted(sheet, first)
        quoted = end > first
        end = (
            end
            if quoted
            else _named(sheet, first, listed, small=sheet.tokens[place].text in {"for", "fur"}, sure=False)
        )
        if end > first and not (end == first + 1 and sheet.tokens[first].is_number):
            inner = text_of(sheet, first + 1, end - 1) if quoted else text_of(sheet, first, end)
            sheet.take(Kind.CUSTOMER, first, end, (inner,))


def text_of(sheet: Sheet, start: int, end: int) -> str:
    return " ".join(sheet.said[sheet.tokens[start].start : sheet.tokens[end - 1].end].split())
