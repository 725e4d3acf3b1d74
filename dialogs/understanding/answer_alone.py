"""Whether a value that answers a question stands alone enough to be surely the answer.

A sentence may hold a value and say something else with it: "Sana knows AIP P2", "answer in German", "big thanks".
What people may say with values has no end, and what they say around an answer is little: so those few words are listed,
by kind, and whatever else stands in the same part of the message leaves the value open.
"""

from collections import deque
from collections.abc import Iterable

from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.unsure import parts
from dialogs.understanding.vocabulary import listed

_ANY = frozenset(listed("beside", "any"))
_BESIDE = {
    Kind.SEATS: _ANY | frozenset(listed("beside", "seats")),
    Kind.REGION: _ANY | frozenset(listed("beside", "region")),
    Kind.LANGUAGE: _ANY | frozenset(listed("beside", "language")),
    Kind.WORKLOAD: _ANY | frozenset(listed("beside", "workload")),
    Kind.SEGMENT: _ANY | frozenset(listed("beside", "segment")),
    Kind.TENANT_ID: _ANY | frozenset(listed("beside", "tenant_id")),
}
# Things that are told beside another: "EMEA, 900 seats, English".
_TOGETHER = frozenset({one.value for one in (*_BESIDE, Kind.FIELD, Kind.CUSTOMER, Kind.DAY)})


def stands_alone(reading: Reading, kind: Kind, value: str) -> bool:
    """Tell whether nothing beside a value of a kind says more than an answer does."""
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


def _is_beside(texts: Iterable[str], kind: Kind) -> bool:
    return all(text in _BESIDE[kind] or text in _TOGETHER or not text[:1].isalpha() for text in texts)
