"""What behind a full command takes it back, asks, or makes a condition: then the step is put, and not taken.

A reason may well say "not": "not needed any more" is one, "not yet" is none. So what stands right behind the number,
or behind a ground, is looked at closely; of each part that follows, only what nobody writes as a reason.
"""

from dialogs.understanding.agreement import is_no
from dialogs.understanding.clauses import ASKS
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.wordlist import any_said
from dialogs.understanding.words import tokens

_HESITATES = ASKS | frozenset("\U0001f914\U0001f6d1")
_PARTS_END = dict.fromkeys(map(ord, ",;.!?()\u2013\u2014\u2026\u3001\u3002\uff01\uff1f"), "\n")
_JOINS, _OR = frozenset(listed("second_thoughts", "joins")), frozenset(listed("second_thoughts", "or"))
_IF, _WHEN, _VERBS = (listed("second_thoughts", name) for name in ("if", "when", "verbs"))
_TAKEN_BACK = frozenset((*listed("second_thoughts", "whole"), *listed("second_acts", "refusals")))
_BEGINS = listed("second_thoughts", "begins")
_ANYWHERE, _UNSPACED = listed("second_thoughts", "anywhere"), listed("second_thoughts", "unspaced")
_RECORD_WORDS = _JOINS | {"sme", "request", "no", "err", "make", "that", *listed("pointing", "names_only")}


def holds_back(behind: str) -> bool:
    """Tell whether what stands behind a full command leaves it open whether the step is wanted."""
    asks = not _HESITATES.isdisjoint(behind.rstrip()[-3:]) or behind.lstrip()[:1] in ASKS
    opens = any(map(_opens_again, (behind, behind.partition(":")[2])))
    return asks or opens or takes_back(behind) or any(map(_opens_within, _parts(behind)))


def takes_back(said: str) -> bool:
    """Tell whether what is said takes itself back in so many words; what others read may well ask, or say no."""
    definite = any(phrase in said for phrase in _UNSPACED) or any_said(_ANYWHERE, _words(said))
    return definite or any(map(is_no, _parts(said)))


def _parts(said: str) -> list[str]:
    """Return the parts that follow the first one."""
    parts = said.replace(" - ", "\n").replace(":", "\n").translate(_PARTS_END).split("\n")
    return [part for part in parts[1:] if part.strip()]


def _opens_within(part: str) -> bool:
    return _begins(_words(part), (*_BEGINS, *_IF))


def _opens_again(behind: str) -> bool:
    words = _words(behind)
    if is_no(behind) or _names_another(words) or not _OR.isdisjoint(words[:1]):
        return True
    return _begins(words, (*_BEGINS, *_IF, *_WHEN, *_VERBS))


def _begins(words: list[str], openings: tuple[str, ...]) -> bool:
    """Tell whether words are one that takes back, or begin with an opening, whatever joins them to what came before."""
    first = next((place for place, word in enumerate(words) if word not in _JOINS), len(words))
    said = " ".join(words[first:])
    return said in _TAKEN_BACK or any(f"{said} ".startswith(f"{one} ") for one in openings)


def _names_another(words: list[str]) -> bool:
    """Tell whether nothing is named but another record: one command takes one step."""
    return any(map(str.isdigit, words)) and all(word.isdigit() or word in _RECORD_WORDS for word in words)


def _words(said: str) -> list[str]:
    return [token.text for token in tokens(said) if token.is_word or token.is_number]
