"""How often one sender may be served: a polite answer instead of a turn, so that nobody crowds out the others.

Everything a sender can have done counts, whoever they are, by its kind: what they say and press, what Teams reports of
their installing, and refreshes. These may be more, as Teams asks for one on each card in sight when a chat is opened.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

MINUTE = timedelta(minutes=1)
MOST_SENDERS = 10_000
REFRESHES_PER_TURN = 6


class Admission(Enum):
    """Whether a sender is served: yes; no, and they are told; no, and they were told already."""

    YES = "yes"
    TOO_MANY = "too many"
    TOLD = "told"


class Kind(Enum):
    """What a sender asks for."""

    TURN = "turn"
    REFRESH = "refresh"
    INSTALL = "install"


@dataclass
class _Served:
    times: deque[datetime] = field(default_factory=deque)
    told: bool = False


class UserRateLimit:
    """Admits a sender to each kind so many times in a minute, and more often to refreshes.

    A limit of 0 admits everybody always.
    """

    def __init__(self, turns_per_minute: int) -> None:
        """Start with nobody counted."""
        self._most = dict.fromkeys(Kind, turns_per_minute) | {Kind.REFRESH: turns_per_minute * REFRESHES_PER_TURN}
        self._senders: OrderedDict[tuple[str, Kind], _Served] = OrderedDict()

    def admit(self, sender: str, kind: Kind, now: datetime) -> Admission:
        """Count what a sender asks for and tell whether they are served. What is not admitted does not count.

        `sender` is anything that one sender has and no other: a person's key, else an address in the channel.
        """
        if not self._most[kind]:
            return Admission.YES
        served = self._senders.setdefault((sender, kind), _Served())
        self._senders.move_to_end((sender, kind))
        if len(self._senders) > MOST_SENDERS:
            self._senders.popitem(last=False)
        while served.times and now - served.times[0] >= MINUTE:
            served.times.popleft()
        if len(served.times) < self._most[kind]:
            served.times.append(now)
            served.told = False
            return Admission.YES
        told, served.told = served.told, True
        return Admission.TOLD if told else Admission.TOO_MANY
