"""What behind a full command takes it back, asks, or makes a condition: then the step is put, and not taken."""

from dialogs.understanding.agreement import is_no
from dialogs.understanding.clauses import ASKS
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.words import tokens

_HESITATES = ASKS | frozenset("\U0001f914\U0001f6d1")
_JOINS, _CONDITIONS = frozenset(listed("second_thoughts", "joins")), frozenset(listed("second_thoughts", "conditions"))
_TAKEN_BACK, _BEGINS = listed("second_thoughts", "whole"), listed("second_thoughts", "begins")


def holds_back(behind: str) -> bool:
    """Tell whether what stands behind a full command leaves it open whether the step is wanted.

    A reason may well say "not": "not needed any more" is one, "not yet" is none.
    """
    return not _HESITATES.isdisjoint(behind.rstrip()[-3:]) or any(map(_opens_again, (behind, behind.partition(":")[2])))


def _opens_again(behind: str) -> bool:
    if is_no(behind):
        return True
    words = [token.text for token in tokens(behind) if token.is_word or token.is_number]
    first = next((place for place, word in enumerate(words) if word not in _JOINS), len(words))
    said = " ".join(words[first:])
    opens = words[first : first + 1]
    begins = any(f"{said} ".startswith(f"{one} ") for one in _BEGINS)
    return said in _TAKEN_BACK or begins or not _CONDITIONS.isdisjoint(opens)
