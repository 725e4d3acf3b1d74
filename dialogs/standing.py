"""What stood when something was asked: a yes, or a reason, counts only while that still stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogs.visit import Visit

# Who answers later than this has come back to something else.
_STANDS_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Standing:
    """The moment something was asked, and the card about a record that the chat had got last."""

    at: str
    card: str

    @classmethod
    async def of(cls, visit: Visit) -> "Standing":
        """Return what stands now."""
        last = await visit.last_card()
        return cls(visit.at.isoformat(), last.activity_id if last else "")

    async def holds(self, visit: Visit, number: str = "") -> bool:
        """Tell whether it was just now and no card came below; one about `number` may have been part of the asking."""
        last = await visit.last_card()
        same = last is None or last.activity_id == self.card or last.number == number
        return same and visit.at - datetime.fromisoformat(self.at) <= _STANDS_FOR
