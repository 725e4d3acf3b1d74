"""Whether a value that answers a question stands alone enough to be surely the answer.

A sentence may hold a value and say something else with it: "Sana knows AIP P2", "answer in German", "big thanks".
What people may say with values has no end, and what they say around an answer is little: so those few words are listed,
by kind, and whatever else stands in the same part of the message leaves the value open.
"""

from collections import deque
from collections.abc import Sequence

from dialogs.understanding.grammar import GRAMMAR
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.ruled_out import NOT
from dialogs.understanding.runs import COMMON
from dialogs.understanding.spelling import Speller
from dialogs.understanding.unsure import parts, without_harmless
from dialogs.understanding.vocabulary import listed

_ANY = frozenset(listed("beside", "any"))
_BESIDE = {
    Kind.SEATS: _ANY | frozenset(listed("beside", "seats")),
    Kind.REGION: _ANY | frozenset(listed("beside", "region")),
    Kind.LANGUAGE: _ANY | frozenset(listed("beside", "language")),
    Kind.WORKLOAD: _ANY | frozenset(listed("beside", "workload")),
    Kind.SEGMENT: _ANY | frozenset(listed("beside", "segment")),
}
_SPELLERS = {kind: Speller(words, COMMON | GRAMMAR) for kind, words in _BESIDE.items()}
# Things that are told beside another: "EMEA, 900 seats, English".
_TOGETHER = frozenset({one.value for one in (*_BESIDE, Kind.TENANT_ID, Kind.FIELD, Kind.CUSTOMER, Kind.DAY)})


def stands_alone(reading: Reading, kind: Kind, value: str) -> bool:
    """Tell whether nothing beside a value of a kind says more than an answer does."""
    if kind is Kind.TENANT_ID:
        # Beside a GUID hardly anything tells that it is not the one, and that leaves it open wherever it is told.
        return True
    starts = deque(one.start for one in reading.of(kind) if value in one.values)
    if not starts:
        # A segment is as well told by its size, "a small company", which is no thing that is named.
        return kind is not Kind.SEGMENT or _is_beside(reading.texts, kind)
    for end, texts in parts(reading):
        told = False
        while starts and starts[0] < end:
            starts.popleft()
            told = True
        if told and not _is_beside(texts, kind):
            return False
    return True


def _is_beside(texts: Sequence[str], kind: Kind) -> bool:
    words = without_harmless(texts)
    # "EMEA, not AMER": what is denied behind a value is no word beside it.
    denied = {place + 1 for place, text in enumerate(words[1:]) if text in NOT and words[place] == kind.value}
    left = (text for place, text in enumerate(words) if not {place, place - 1} & denied)
    return all(text in _TOGETHER or _is_harmless(text, kind) for text in left)


def _is_harmless(text: str, kind: Kind) -> bool:
    """Tell whether a word says nothing beside an answer, typing errors and apostrophes aside."""
    if not text[:1].isalpha() or text in _BESIDE[kind] or _SPELLERS[kind].near(text) in _BESIDE[kind]:
        return True
    return "'" in text and _BESIDE[kind].issuperset(filter(None, text.split("'")))
