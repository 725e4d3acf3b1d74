"""A person who reads: the languages of the house, and the one place where a message becomes text in one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from gettext import NullTranslations
from string import Formatter
from typing import NewType

from babel import Locale
from babel.dates import format_date, format_time, get_datetime_format, get_timezone, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal

from playbook import patterns
from playbook.messages.message import Fact, Fixed, Link, Listed, Message, Passage, Text


@dataclass(frozen=True, eq=False)
class Language:
    """There is one object for each. `sentences` translates the English source of a message, by `locale` Babel formats.

    Two are the same when they are one object, which is quick to tell.
    """

    sentences: NullTranslations
    locale: Locale


class PseudoTranslations(NullTranslations):
    """English in costume: accented, longer and in brackets, so that a text that is not from a catalogue stands out."""

    def gettext(self, message: str) -> str:
        """Return a sentence in costume, its places as they are."""
        return f"\u27e6{''.join(_dressed(message))} {'~' * (len(message) // 3)}\u27e7"


_COSTUME = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýž"
)


def _dressed(message: str) -> list[str]:
    return [
        text.translate(_COSTUME) + (f"{{{place}}}" if place is not None else "")
        for text, place, _, _ in Formatter().parse(message)
    ]


# The English of the house names a month by its word and counts hours to 24, which nobody in the world misreads.
ENGLISH = Language(NullTranslations(), Locale("en", "GB"))
# Windows' name for a language to test with.
PSEUDO = "qps-ploc"
_LANGUAGES = {"en": ENGLISH, PSEUDO: Language(PseudoTranslations(), ENGLISH.locale)}


def language_of(locale: str) -> Language:
    """Return the language that fits a locale such as "en-US" best; English for one that is not spoken here."""
    wanted = locale.lower().replace("_", "-")
    return _LANGUAGES.get(wanted) or _LANGUAGES.get(wanted.partition("-")[0], ENGLISH)


# What may be shown to a person. Only a reader makes it; what was cut short, or was said before, stays it.
Rendered = NewType("Rendered", str)


@dataclass(frozen=True)
class Reader:
    """Turns messages into text for one person."""

    language: Language = ENGLISH
    zone: tzinfo = UTC

    def text(self, text: Text) -> Rendered:
        """Return a text as this person reads it. What people wrote links to nothing in it."""
        return Rendered(self._written(text))

    def pairs(self, facts: Iterable[tuple[Text, Text]]) -> list[tuple[Rendered, Rendered]]:
        """Return titles with their values as this person reads them."""
        return [(self.text(title), self.text(value)) for title, value in facts]

    def _written(self, fact: Fact) -> str:
        match fact:
            case str():
                return inert(fact)
            case Message() if fact.facts:
                facts = {name: self._written(one) for name, one in fact.facts.items()}
                return self.language.sentences.gettext(fact.id).format_map(facts)
            case Message():
                return _said_always(self.language, fact.id)
            case Fixed():
                return _fixed(self.language, fact)
            case Passage():
                return fact.between.join(map(self._written, fact.parts))
        return self._value(fact)

    def _value(self, fact: Listed | Link | datetime | int) -> str:
        match fact:
            case Listed():
                items = [self._written(item) for item in fact.items]
                return str(format_list(items, style=fact.style, locale=self.language.locale))
            case Link():
                return fact.url
            case datetime():
                # No more of it is shown, and what people do in one minute they are told of together.
                return _moment(self.language, self.zone, fact.replace(second=0, microsecond=0))
        return _number(self.language, fact)


@lru_cache(maxsize=1024)
def _said_always(language: Language, source: str) -> str:
    """Return a sentence without facts, of which a card has dozens."""
    return language.sentences.gettext(source).format_map({})


@lru_cache(maxsize=64)
def _fixed(language: Language, passage: Fixed) -> Rendered:
    """Return a passage without facts, such as the help text with its dozens of sentences."""
    return Reader(language).text(Passage(passage.parts, passage.between))


@lru_cache(maxsize=1024)
def _number(language: Language, number: int) -> str:
    return str(format_decimal(number, locale=language.locale))


@lru_cache(maxsize=1024)
def _moment(language: Language, zone: tzinfo, at: datetime) -> str:
    """Return a moment in a zone. One step tells several people of the same few moments."""
    here, locale = at.astimezone(zone), language.locale
    date = format_date(here, "medium", locale)
    time = format_time(here, "short", tzinfo=zone, locale=locale)
    moment = get_datetime_format("medium", locale=locale).replace("{1}", date).replace("{0}", time)
    return f"{moment} {_zone_at(language, here)}"


def _zone_at(language: Language, here: datetime) -> str:
    short = str(get_timezone_name(here, "short", locale=language.locale))
    # Where a language has no short name for a zone, Babel gives a bare offset.
    return str(get_timezone_name(here, "long", locale=language.locale)) if short[0] in "+-" else short


def inert(text: str) -> str:
    """Return text in which no client finds a link or a template expression: a zero-width space splits the mark.

    It is what people wrote wherever it leaves the house as text: in a chat, in a card, in an e-mail and its subject.
    """
    return patterns.ACTIVE.replace(text, "\\g<0>\u200b")


def zone_named(name: str) -> tzinfo | None:
    """Return a time zone by its IANA name; None for a name that is none, or is empty."""
    if not name:
        return None
    try:
        zone: tzinfo = get_timezone(name)
    except LookupError:
        return None
    return zone
