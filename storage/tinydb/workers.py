"""A thread beside the event loop that does work on a store's tables, as much together as waits."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from storage.tinydb.tables import Database

T = TypeVar("T")
Works = Sequence[Callable[[Database], Any]]
# Some work, and who waits for it.
Job = tuple[Callable[[Database], Any], "asyncio.Future[Any]"]


class Worker:
    """A thread with tables of its own that takes work in order, as much together as waits.

    What is asked in one pass of the event loop is handed over at its end, so that it waits together.
    """

    def __init__(self, name: str, tables: Database, do: Callable[[Database, Works], list[Any]]) -> None:
        """Begin to work; `do` returns what came of each piece, which may be an error."""
        self._tables = tables
        self._do = do
        self._asked: list[Job] = []
        self._jobs: SimpleQueue[list[Job]] = SimpleQueue()
        self._ended = False
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    async def ask(self, work: Callable[[Database], T]) -> T:
        """Have some work done; return what it returns, raise what it raises."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        if not self._asked:
            loop.call_soon(self.hand_over)
        self._asked.append((work, future))
        return await future

    def hand_over(self) -> None:
        """Let the thread have what was asked; in the event loop's thread, or two would do so at once."""
        self._jobs.put(self._asked)
        self._asked = []

    def stop(self) -> None:
        """Finish what was handed over and close the connection. Blocks."""
        self._ended = True
        self._jobs.put([])
        self._thread.join()

    def _run(self) -> None:
        while not (self._ended and self._jobs.empty()):
            jobs = self._jobs.get()
            while not self._jobs.empty():
                jobs += self._jobs.get()
            if jobs:
                self._work(jobs)
        self._tables.connection.close()

    def _work(self, jobs: list[Job]) -> None:
        try:
            outcomes = self._do(self._tables, [work for work, _ in jobs])
        except Exception as error:  # noqa: BLE001 - whatever it is, the thread lives on and who waits hears of it
            outcomes = [error] * len(jobs)
        # A loop that has been closed has nobody left who waits.
        with suppress(RuntimeError):
            jobs[0][1].get_loop().call_soon_threadsafe(_tell, jobs, outcomes)


def _tell(jobs: list[Job], outcomes: list[Any]) -> None:
    for (_, future), outcome in zip(jobs, outcomes, strict=True):
        # Whoever went away waits for nothing.
        if future.done():
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
