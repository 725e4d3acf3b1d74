"""A thread beside the event loop that does work on a store's tables, as much together as waits."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

from storage.tinydb.tables import Database

T = TypeVar("T")


@dataclass(frozen=True)
class Job(Generic[T]):
    """Some work on the tables, and who waits for it."""

    work: Callable[[Database], T]
    future: "asyncio.Future[T]"


@dataclass
class Done:
    """How a job ended."""

    future: "asyncio.Future[Any]"
    result: object = None
    error: BaseException | None = None


class Worker:
    """A thread with a connection of its own that takes jobs in order, as many together as wait.

    What is asked in one pass of the event loop is handed over at its end, so that it waits together.
    """

    def __init__(self, name: str, connection: sqlite3.Connection, do: Callable[[list[Job[Any]]], list[Done]]) -> None:
        """Begin to work."""
        self._connection = connection
        self._do = do
        self._asked: list[Job[Any]] = []
        self._jobs: SimpleQueue[list[Job[Any]]] = SimpleQueue()
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
        """Let the thread have what was asked."""
        if self._asked:
            self._jobs.put(self._asked)
            self._asked = []

    def stop(self) -> None:
        """Finish what was handed over and close the connection. Blocks."""
        self._jobs.put([])
        self._thread.join()

    def _run(self) -> None:
        while jobs := self._waiting():
            _tell(self._done(jobs))
        self._connection.close()

    def _done(self, jobs: list[Job[Any]]) -> list[Done]:
        try:
            return self._do(jobs)
        except Exception as error:  # noqa: BLE001 - whatever it is, the thread lives on and who waits hears of it
            return [Done(job.future, error=error) for job in jobs]

    def _waiting(self) -> list[Job[Any]]:
        """Return all jobs that wait, at least one; none at the end."""
        jobs = self._jobs.get()
        while jobs and not self._jobs.empty():
            more = self._jobs.get()
            if not more:
                self._jobs.put([])
                break
            jobs += more
        return jobs


def _tell(done: list[Done]) -> None:
    """Hand the outcomes over to the event loop in one go."""
    # A loop that has been closed has nobody left who waits.
    with suppress(RuntimeError):
        done[0].future.get_loop().call_soon_threadsafe(_settle, done)


def _settle(done: list[Done]) -> None:
    for one in done:
        if one.future.done():
            continue
        if one.error is not None:
            one.future.set_exception(one.error)
        else:
            one.future.set_result(one.result)
