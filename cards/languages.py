"""The languages people can be answered in: a catalogue of sentences, and how numbers, lists and dates are written."""

from dataclasses import dataclass
from gettext import NullTranslations
from string import Formatter

from babel import Locale


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
