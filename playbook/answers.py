"""Reading one reply. What a person types is data: cleaned, measured, and turned into one canonical text."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import hexdigits

from playbook import patterns
from playbook.life.fields import TEXT_LIMIT, Field, Kind
from playbook.messages import asking, correcting
from playbook.messages.message import Message, Words
from playbook.refusals import NotUnderstood

MOST_SEATS = 100_000_000
# Nothing longer is looked through for what it may mean: no answer is as long, and no step needs as many words.
LONGEST_SAID = 4 * TEXT_LIMIT
# As many as Unicode expects at most ("stream-safe text", UAX #15): sorting them takes the square of their number.
_MOST_MARKS = 30
_MOST_BREAKS = 2
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Letters and signs by Unicode's word that show nothing: Hangul fillers and the empty Braille pattern.
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
_SHORTEST_PREFIX, _SHORTEST_OF_A_SYNONYM = 3, 7
_GUID_DIGITS = 32
# What people copy along with a GUID, and the dashes that word processors make of its hyphens.
_AROUND_DIGITS = frozenset("{}()\"'-\u2010\u2011\u2012\u2013\u2014\u2212")
# With more wrong letters, or further from its length, a reply is no mistyped GUID but something else.
_MOST_STRAYS = 4


@dataclass(frozen=True)
class Choice:
    """One item of a list: what is stored, what is shown, and what else people call it.

    `families` are names that fit several choices ("AIP"), so they are asked back, never guessed (G9).
    """

    value: str
    title: Message | Words
    synonyms: tuple[str, ...] = ()
    families: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The title in English, which is what people type."""
        return self.title.id if isinstance(self.title, Message) else self.title


def clean(text: str) -> str:
    """Return text without control, bidi and invisible characters; line breaks stay, spaces at the ends go.

    The zero-width joiner and its opposite stay: names, scripts and emoji need them. Of accents heaped upon one letter
    30 stay, and of line breaks in a row two.
    """
    kept = "\n".join(text.splitlines())
    if not (kept.isascii() and kept.replace("\n", "").isprintable()):
        kept = "".join(filter(_visible, kept))
    if not kept.isascii():
        kept = unicodedata.normalize("NFC", "".join(_few_marks(kept)))
    kept = kept.strip()
    return "".join(_few_breaks(kept)) if "\n\n\n" in kept else kept


@lru_cache(maxsize=4096)
def _visible(char: str) -> bool:
    return char in "\n\t\u200c\u200d" or not (char in _BLANK_LETTERS or unicodedata.category(char) in _UNSEEN)


def _few_marks(text: str) -> Iterator[str]:
    """Yield characters; of those that are nothing but accents, as many as Unicode expects in a row."""
    run = 0
    for char in text:
        starts, marks = _accents(char)
        run = marks if starts else run + marks
        if starts or run <= _MOST_MARKS:
            yield char


@lru_cache(maxsize=4096)
def _accents(char: str) -> tuple[bool, int]:
    """Tell whether a character begins something, and how many accents it ends with once it is taken apart.

    Some that stand for several accents count as none themselves (U+0F73), so it is taken apart to see.
    """
    parts = [unicodedata.combining(part) > 0 for part in unicodedata.normalize("NFD", char)]
    return not parts[0], len(parts) - (0 if parts[0] else 1)


def _few_breaks(text: str) -> Iterator[str]:
    run = 0
    for char in text:
        run = run + 1 if char == "\n" else 0
        if run <= _MOST_BREAKS:
            yield char


def one_line(text: str) -> str:
    """Return cleaned text with every run of white space as one blank."""
    return " ".join(clean(text).split())


def read(field: Field, text: str, choices: Sequence[Choice] = ()) -> str:
    """Return the canonical answer to a field; raise NotUnderstood with a sentence that says what is wanted."""
    if len(text) > 4 * field.limit:
        raise NotUnderstood(asking.too_long(field, len(text)))
    if not clean(text):
        return _empty(field)
    match field.kind:
        case Kind.CHOICE | Kind.CHOICES:
            return _read_from_list(field, text, choices)
        case Kind.LINE:
            return _within_limit(field, one_line(text))
        case Kind.TEXT:
            return _within_limit(field, clean(text))
    return _read_shape(field, text)


def _read_from_list(field: Field, text: str, choices: Sequence[Choice]) -> str:
    if field.kind is Kind.CHOICE:
        return _read_choice(field, text, choices)
    return _read_choices(field, text, choices)


def _read_shape(field: Field, text: str) -> str:
    if field.kind is Kind.NUMBER:
        return _read_number(field, text)
    return _read_guid(field, text) if field.kind is Kind.GUID else _within_limit(field, _read_email(text))


def _empty(field: Field) -> str:
    if field.optional:
        return ""
    raise NotUnderstood(asking.empty(field))


def _read_choice(field: Field, text: str, choices: Sequence[Choice]) -> str:
    found = matching(text, choices)
    if len(found) == 1:
        return found[0].value
    if found:
        raise NotUnderstood(asking.which_of([choice.title for choice in found]))
    raise NotUnderstood(asking.not_on_list(field, one_line(text), [choice.title for choice in choices]))


def named(text: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the choice that is called just so; no beginning and no family of names will do."""
    wanted = _fold(text)
    exact = (one for one in choices if wanted in map(_folded, (one.value, one.name, *one.synonyms)))
    return next(exact, None)


def matching(text: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices `text` can mean: an exact name, else a family, else a beginning."""
    exact = named(text, choices)
    if exact:
        return [exact]
    wanted = _fold(text)
    family = [choice for choice in choices if wanted in map(_folded, choice.families)]
    if family or len(wanted) < _SHORTEST_PREFIX:
        return family
    shortened = len(wanted) >= _SHORTEST_OF_A_SYNONYM
    return [one for one in choices if any(map(_beginning(wanted), (one.name, *(one.synonyms if shortened else ()))))]


def _beginning(wanted: str) -> Callable[[str], bool]:
    return lambda name: _folded(name).startswith(wanted)


def _fold(text: str) -> str:
    """Case, punctuation and blanks do not tell names apart, unless there is nothing else ("-")."""
    folded = clean(text).casefold()
    return " ".join(patterns.NO_NAME_CHAR.replace(folded.replace("_", " "), " ").strip(" .").split()) or folded


# Names of choices are the same for every answer; what people type is not kept.
_folded = lru_cache(maxsize=4096)(_fold)


def _read_choices(field: Field, text: str, choices: Sequence[Choice]) -> str:
    parts = [part for part in patterns.BETWEEN_ITEMS.split(text) if clean(part)]
    values = {_read_choice(field, part, choices) for part in parts}
    if not values:
        raise NotUnderstood(asking.empty(field))
    return ",".join(choice.value for choice in choices if choice.value in values)


def _read_number(field: Field, text: str) -> str:
    digits = patterns.COUNTED_AT_END.replace(one_line(text), "")
    if patterns.THOUSANDS.match(digits):
        digits = patterns.NO_DIGIT.replace(digits, "")
    if not patterns.DIGITS.match(digits):
        raise NotUnderstood(asking.not_a_number(field))
    if not 1 <= int(digits) <= MOST_SEATS:
        raise NotUnderstood(asking.number_out_of_range(field, MOST_SEATS))
    return str(int(digits))


def _read_guid(field: Field, text: str) -> str:
    digits = "".join(char for char in clean(text).lower() if char not in _AROUND_DIGITS and not char.isspace())
    domain = one_line(text).lower()
    if patterns.DOMAIN.match(domain):
        raise NotUnderstood(correcting.domain_for_guid(field, domain))
    strays = dict.fromkeys(char for char in digits if char not in hexdigits)
    if strays and (len(strays) > _MOST_STRAYS or abs(len(digits) - _GUID_DIGITS) > _MOST_STRAYS):
        raise NotUnderstood(correcting.not_a_guid(field))
    if strays:
        raise NotUnderstood(correcting.strays_in_guid(field, tuple(strays)))
    if len(digits) != _GUID_DIGITS:
        raise NotUnderstood(correcting.wrong_length_of_guid(field, len(digits), _GUID_DIGITS))
    if not digits.strip("0"):
        raise NotUnderstood(correcting.zero_guid(field))
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _read_email(text: str) -> str:
    address = clean(text).removeprefix("mailto:")
    local, _, domain = address.rpartition("@")
    if not patterns.EMAIL.match(address) or ".." in address or local.startswith(".") or local.endswith("."):
        raise NotUnderstood(asking.not_an_email())
    return f"{local}@{domain.lower()}"


def _within_limit(field: Field, text: str) -> str:
    if len(text) > field.limit:
        raise NotUnderstood(asking.too_long(field, len(text)))
    if not any(char.isalnum() for char in text):
        raise NotUnderstood(asking.says_nothing(field))
    return text
