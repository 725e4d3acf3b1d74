"""The parent's side: processes are started, asked how much CPU they have used, and always ended. Linux only."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO, Any

START_SECONDS = 120
STOP_SECONDS = 15
TICKS = os.sysconf("SC_CLK_TCK")
# The two fields of /proc/PID/stat, counted from behind the name, which may hold blanks itself.
UTIME, STIME = 11, 12


class BenchError(Exception):
    """The run is worth nothing; the text says why."""


class Child:
    """A running process that answers in lines of JSON."""

    def __init__(self, name: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
        """Wait until it is ready."""
        self.name = name
        self._process = process
        self._log = log
        self.facts = self.hear(START_SECONDS)

    def ask(self, question: Mapping[str, object], seconds: float) -> dict[str, Any]:
        """Send a line and return the answer, which has to come within so many seconds."""
        pipe = _pipe(self._process.stdin)
        pipe.write(json.dumps(question).encode() + b"\n")
        pipe.flush()
        return self.hear(seconds)

    def hear(self, seconds: float) -> dict[str, Any]:
        """Return the next line; raise BenchError when the process ends or says nothing instead."""
        timer = Timer(seconds, self._process.kill)
        timer.start()
        try:
            line = _pipe(self._process.stdout).readline()
        finally:
            timer.cancel()
        if not line:
            raise BenchError(f"{self.name} ended or hung. The end of what it logged:\n{self.complaints()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def complaints(self) -> str:
        """Return the end of what the process logged."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-2000:]

    def cpu(self) -> float:
        """Return the seconds of CPU the process has used, in all its threads, its own code's and the kernel's."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
        fields = stat.rpartition(")")[2].split()
        return (int(fields[UTIME]) + int(fields[STIME])) / TICKS

    def stop(self) -> None:
        """End the process, politely at first."""
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def running(
    name: str, module: Sequence[str], folder: Path, env: Mapping[str, str], python: Path | None = None
) -> Iterator[Child]:
    """Run `python -m module...` for the length of the block, by this Python or another one."""
    log = folder / f"{name}.log"
    process = _started([str(python or sys.executable), "-m", *module], log, env)
    try:
        child = Child(name, process, log)
        yield child
        child.stop()
    finally:
        process.kill()
        process.wait()


def _started(command: Sequence[str], log: Path, env: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    with log.open("wb") as errors:
        try:
            return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=env)
        except OSError as error:
            raise BenchError(f"{command[0]} cannot be run ({error.strerror}); `make bench` sets it up") from error


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise BenchError("a process was started without its pipes")
    return pipe
