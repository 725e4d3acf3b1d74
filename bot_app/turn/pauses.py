"""Until when nothing may be sent somewhere, and what is raised by whoever would have."""

from datetime import datetime


class TooEarly(Exception):
    """No call was made: nothing may be sent there before `until`, by Teams' wish or because somebody is speaking."""

    def __init__(self, until: datetime) -> None:
        """Keep the end of the pause."""
        super().__init__()
        self.until = until


class Pauses:
    """Until when nothing may be sent, by any key. What is over is forgotten."""

    def __init__(self) -> None:
        """Start without a pause."""
        self._ends: dict[object, datetime] = {}

    def set(self, key: object, until: datetime) -> None:
        """Pause a key."""
        self._ends[key] = until

    def end(self, key: object, now: datetime) -> datetime | None:
        """Return when the key's pause ends, None when it has none."""
        until = self._ends.get(key)
        return until if until and until > now else None

    def forget(self, now: datetime) -> None:
        """Drop the pauses that are over."""
        self._ends = {key: until for key, until in self._ends.items() if until > now}
