"""Looking through all documents of a store, whichever engine keeps them: every document, every history."""

from collections.abc import Iterator

from storage.chain import Histories
from storage.codec import decode
from storage.documents import Kept
from storage.schema import EVENTS, derived, kind_of


class Inspection:
    """Takes in the documents of a store one by one, in the order of its tables."""

    def __init__(self) -> None:
        """Begin with none."""
        self._histories = Histories()
        self._strays: list[str] = []

    def take(self, kept: Kept) -> None:
        """Take in a document."""
        kind = kind_of(kept.table)
        try:
            if kept.table == EVENTS:
                self._histories.event(kept.doc)
            elif kind is not None:
                self._histories.record(kept.doc)
                decode(kind, kept.doc)
                if kept.doc.get("by") != derived(kind, kept.doc) or kept.rev != kept.doc["revision"]:
                    self._strays.append(f"{kept.table} {kept.id!r} is listed under what it does not hold")
        except Exception as error:  # noqa: BLE001 - what was changed by hand can fail in any way, and the look goes on
            self._strays.append(f"{kept.table} {kept.id!r} cannot be read ({type(error).__name__})")

    def troubles(self) -> Iterator[str]:
        """Return what is wrong, one sentence each."""
        yield from self._strays
        yield from self._histories.troubles()
