"""Signs that words are not the reason, note or message that was asked for, but a plan or a word to the bot.

Words that others read are put for one tap in any case, and a justification is shown at the review. So the lists may be
short, and need never be complete.
"""

from collections.abc import Sequence

from dialogs.understanding.addressed import called
from dialogs.understanding.reading import Reading
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.wordlist import any_said
from dialogs.understanding.words import LOOKED_AT, tokens

_PLANS, _REMARKS, _OPENS, _HARMLESS = (listed("evidence", name) for name in ("plans", "remarks", "opens", "harmless"))
_CONFIDES = listed("evidence", "confides")
_ELSEWHERE, _EXCUSES = listed("evidence", "elsewhere"), listed("evidence", "excuses")
_STEPS, _NEEDS = (frozenset(listed("evidence", name)) for name in ("steps", "needs"))
# What is asked for here says why a SME is needed.
SAYS_WHY = frozenset(("justification", "exception_reason"))
_COURTESIES = frozenset(("please", "pls", "just", "well", "ok", "bitte", "so", "and", "oh", "sorry"))
# Who says so much where a need is asked about tells of it, unless it is said what shall be written, or later.
_STATEMENT, _STORY = 5, 10
# A story may hold a plan further on: "... the recording is there. I will send you the link."
_OPENING = 14


def says_why(reading: Reading) -> bool:
    """Tell whether a reply surely says why a SME is needed: at some length, or with words that tell of a need (R37)."""
    typed = _typed(reading)
    excuses = len(typed) < _OPENING and (any_said(_EXCUSES, typed) or bool(called(reading)))
    if excuses or (len(typed) < _STORY and (_orders(reading.texts) or any_said(_ELSEWHERE, typed))):
        return False
    return len(typed) >= _STATEMENT or tells_of_need(reading)


def tells_of_need(reading: Reading) -> bool:
    """Tell whether words name what needs are about: help, errors, a rollout, a product."""
    return not _NEEDS.isdisjoint({*reading.texts, *_typed(reading)})


def _typed(reading: Reading) -> list[str]:
    """Return the words as they were typed: a field's name, "labels", is in a reason a word as any other."""
    return [token.text for token in tokens(reading.said[:LOOKED_AT]) if token.is_word or token.is_number]


def confides(words: Sequence[str]) -> bool:
    """Tell whether words say at their beginning that they shall not be written anywhere."""
    return any_said(_CONFIDES, words[:_OPENING])


def plans(words: Sequence[str]) -> bool:
    """Tell whether words show that a step is still being thought about, or that something else is ordered."""
    texts = _without_harmless(words[:_OPENING])
    return remarks(words) or confides(words) or not _STEPS.isdisjoint(texts) or any_said(_PLANS, texts)


def remarks(words: Sequence[str]) -> bool:
    """Tell whether words are said of the bot, or tell it what to write, to do or to leave."""
    texts = _without_harmless(words[:_OPENING])
    return _orders(texts) or any_said(_REMARKS, texts)


def _orders(texts: Sequence[str]) -> bool:
    """Tell whether words begin as an order to the bot does, or go on with what was said before."""
    first = next((place for place, text in enumerate(texts) if text not in _COURTESIES), len(texts))
    opening = f"{' '.join(texts[first : first + 3])} "
    return any(opening.startswith(f"{one} ") for one in _OPENS)


def _without_harmless(texts: Sequence[str]) -> list[str]:
    said = f" {' '.join(texts)} "
    for phrase in _HARMLESS:
        said = said.replace(f" {phrase} ", " , ")
    return said.split()
