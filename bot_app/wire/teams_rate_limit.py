"""Keeping below Teams' rate limits, so that Teams never has to enforce them.

Source: "Optimize your bot with rate limiting in Teams" (per bot and thread; all calls of an app in a tenant).
"""

from bisect import insort
from collections import OrderedDict
from collections.abc import Callable

# So many calls in so many seconds: for one conversation, and for all conversations of one tenant.
CONVERSATION = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
TENANT = ((50, 1.0),)
MOST_KEYS = 20_000

Limits = tuple[tuple[int, float], ...]


class TeamsRateLimit:
    """Says how long a call has to wait for all limits, in the order in which calls are reserved."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Tell time by `now`, in seconds from anywhere."""
        self._now = now
        self._calls: OrderedDict[str, list[float]] = OrderedDict()

    def reserve(self, conversation: str, tenant: str, patience: float) -> float:
        """Return the seconds to wait before a call to a conversation of a tenant.

        The call counts as made then, unless it would have to wait longer than `patience`: then it counts as not made.
        """
        keys = ((f"c/{conversation}", CONVERSATION), (f"t/{tenant}", TENANT))
        now = self._now()
        at = max(now, *(self._earliest(key, limits) for key, limits in keys))
        if at - now <= patience:
            for key, limits in keys:
                self._count(key, at, limits)
        return at - now

    def _earliest(self, key: str, limits: Limits) -> float:
        """Return the earliest moment at which one more call keeps to every limit of a key."""
        calls = self._calls.get(key, [])
        return max((calls[-most] + seconds for most, seconds in limits if len(calls) >= most), default=0.0)

    def _count(self, key: str, at: float, limits: Limits) -> None:
        calls = self._calls.setdefault(key, [])
        # A call that waits for its chat stands behind later calls of its tenant that need not.
        insort(calls, at)
        del calls[: -max(most for most, _ in limits)]
        self._calls.move_to_end(key)
        if len(self._calls) > MOST_KEYS:
            self._calls.popitem(last=False)
