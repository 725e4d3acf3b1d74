"""An event loop whose time can be moved on by hand, so that nothing need be waited for."""

import asyncio


class HandMovedLoop(asyncio.SelectorEventLoop):
    """Time goes on as usual, and by so many seconds more at once whenever somebody says so."""

    _skipped = 0.0

    def time(self) -> float:
        """Return the seconds since some moment, those included that were skipped."""
        return super().time() + self._skipped

    def pass_time(self, seconds: float) -> None:
        """Move on: whoever sleeps or waits for no longer than that goes on."""
        self._skipped += seconds
        # It looks at the time again once it has something to do.
        self.call_soon(lambda: None)


def moved_by_hand() -> HandMovedLoop:
    """Return the loop that runs now."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, HandMovedLoop)
    return loop
