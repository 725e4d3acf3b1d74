"""How surely words are the reason, note or message that was asked for.

They end a record, or reach somebody else, so they are not taken on a guess. Signs of a plan ("I will ask") speak
against them, and words about the matter ("the third time", "on leave until May", "your team") for them. What shows a
sign, or nothing at all, is put for one tap: both lists may therefore be short, and need never be complete.
"""

from collections.abc import Sequence

from dialogs.understanding.addressed import THIRD_PERSON, called
from dialogs.understanding.clauses import ASKS
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.wordlist import any_said
from dialogs.understanding.words import LOOKED_AT, tokens
from playbook.requests.fields import DENIAL_TEXT, MESSAGE_TEXT, RETURN_NOTE

_PLANS, _REMARKS, _OPENS, _HARMLESS = (listed("evidence", name) for name in ("plans", "remarks", "opens", "harmless"))
_TELLS, _UNSPACED = listed("evidence", "tells"), listed("evidence", "tells_unspaced")
_ELSEWHERE, _EXCUSES = listed("evidence", "elsewhere"), listed("evidence", "excuses")
_STEPS, _STATES, _NEEDS = (frozenset(listed("evidence", name)) for name in ("steps", "states", "needs"))
# What is asked for here says why a SME is needed.
SAYS_WHY = frozenset(("justification", "exception_reason"))
_COURTESIES = frozenset(("please", "pls", "just", "well", "ok", "bitte", "so", "and", "oh", "sorry"))
# Who says so much, and shows no sign of a plan, tells something, whatever about.
_TELLING = 10
# Who says so much where a need is asked about tells of it, unless it is said what shall be written, or later.
_STATEMENT, _STORY = 5, 10
# Who writes to somebody says "you" or "we", and more than a word or two.
_SENTENCE, _NOTE = 4, 3
_TO_READER = frozenset(("you", "your", "we", "our", "us", "thanks", "thank", "please", "<day>"))
# A story may hold a plan further on: "... the recording is there. I will send you the link."
_OPENING = 14
_GREETING = 3
_TO_PARTNER = frozenset((DENIAL_TEXT.key, RETURN_NOTE.key, MESSAGE_TEXT.key))


def is_surely_meant(key: str, reading: Reading) -> bool:
    """Tell whether a reply is surely the words asked for as `key`: it tells something, and shows no sign of a plan."""
    texts = [word.text for word in reading.words]
    brief = len(texts) < _TELLING
    about_reader = brief and key in _TO_PARTNER and not THIRD_PERSON.isdisjoint(texts)
    asks = key != MESSAGE_TEXT.key and reading.said.rstrip()[-1:] in ASKS
    told = any(any_said(_TELLS, words) for words in (texts, _typed(reading)))
    told = told or any(one in reading.said for one in _UNSPACED)
    if key in _TO_PARTNER and _calls_by_name(reading) and (told or not brief):
        return not asks
    writes = key == MESSAGE_TEXT.key and len(texts) >= _NOTE and not _TO_READER.isdisjoint(texts)
    states = writes or (len(texts) >= _SENTENCE and not _STATES.isdisjoint(texts))
    # Who writes to somebody may well write what they mean to do.
    leaves = remarks(texts) if key == MESSAGE_TEXT.key else plans(texts)
    return (told or states or not brief) and not (about_reader or asks or leaves)


def _calls_by_name(reading: Reading) -> bool:
    """Tell whether words begin with the name of who reads them: "Sorry Pat, what you ask is ..."."""
    names = [
        one.end for one in reading.of(Kind.PERSON) if one.start <= reading.words[min(2, len(reading.words) - 1)].start
    ]
    return any(reading.said[end : end + 1] in {",", ":"} for end in names)


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


def plans(words: Sequence[str]) -> bool:
    """Tell whether words show that a step is still being thought about, or that something else is ordered."""
    texts = _without_harmless(words[:_OPENING])
    return remarks(words) or not _STEPS.isdisjoint(texts) or any_said(_PLANS, texts)


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
