"""How long the event loop's thread works in one go: nobody else is served meanwhile."""

from asyncio import Handle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import thread_time


@dataclass
class Stretch:
    """The longest stretch of work so far, in milliseconds of CPU time."""

    longest_ms: float = 0.0


@contextmanager
def longest_stretch() -> Iterator[Stretch]:
    """Measure every callback that the event loop runs while the block lasts, those of the test's own client as well."""
    found, run = Stretch(), Handle._run  # noqa: SLF001 - what the loop calls for each piece of work

    def measured(handle: Handle) -> None:
        began = thread_time()
        run(handle)
        found.longest_ms = max(found.longest_ms, 1000 * (thread_time() - began))

    Handle._run = measured  # type: ignore[method-assign,assignment] # noqa: SLF001
    try:
        yield found
    finally:
        Handle._run = run  # type: ignore[method-assign] # noqa: SLF001
