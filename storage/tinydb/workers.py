"""A thread beside the event loop that does work on a store's tables, as much together as waits."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

from storage.tinydb.tables import Database

T = TypeVar("T")


@dataclass(eq=False)
class Job(Generic[T]):
    """Some work on the tables, who waits for it, and how it ended."""

    work: Callable[[Database], T]
    future: "asyncio.Future[T]"
    result: T | None = None
    error: Exception | None = None

    def tell(self) -> None:
        """Hand the outcome over, if somebody still waits for it."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)  # type: ignore[arg-type] # what the work returned


Jobs = Sequence[Job[Any]]


class Worker:
    """A thread with a connection of its own that takes jobs in order, as many together as wait.

    What is asked in one pass of the event loop is handed over at its end, so that it waits together.
    """

    def __init__(self, name: str, connection: sqlite3.Connection, do: Callable[[Jobs], None]) -> None:
        """Begin to work; `do` says in each job how it ended."""
        self._connection = connection
        self._do = do
        self._asked: list[Job[Any]] = []
        self._jobs: SimpleQueue[list[Job[Any]]] = SimpleQueue()
        self._ended = False
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    async def ask(self, work: Callable[[Database], T]) -> T:
        """Have some work done; return what it returns, raise what it raises."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        if not self._asked:
            loop.call_soon(self.hand_over)
        self._asked.append(Job(work, future))
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
        self._connection.close()

    def _work(self, jobs: Jobs) -> None:
        try:
            self._do(jobs)
        except Exception as error:  # noqa: BLE001 - whatever it is, the thread lives on and who waits hears of it
            fail(jobs, error)
        # A loop that has been closed has nobody left who waits.
        with suppress(RuntimeError):
            jobs[0].future.get_loop().call_soon_threadsafe(_tell, jobs)


def fail(jobs: Jobs, error: Exception) -> None:
    """Say that all of these failed."""
    for job in jobs:
        job.error = error


def _tell(jobs: Jobs) -> None:
    for job in jobs:
        job.tell()
