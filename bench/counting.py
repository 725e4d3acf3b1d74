"""A store that counts what it is asked for, by method."""

from collections import Counter
from typing import Any, cast

from storage.store import DocumentStore


class CountingStore:
    """Passes everything on to a store, and counts it."""

    def __init__(self, inner: DocumentStore) -> None:
        """Count what this store is asked for."""
        self._inner = inner
        self.calls = Counter[str]()

    def __getattr__(self, name: str) -> Any:
        """Return a method of the store that counts."""
        method = getattr(self._inner, name)

        def counted(*arguments: Any, **named: Any) -> Any:
            self.calls[name] += 1
            return method(*arguments, **named)

        return counted

    def as_store(self) -> DocumentStore:
        """Return this as what the bot expects."""
        return cast(DocumentStore, self)

    def taken(self) -> Counter[str]:
        """Return what was counted, and begin anew."""
        calls, self.calls = self.calls, Counter()
        return calls
