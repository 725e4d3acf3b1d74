"""Attacks the bot as an adversary did, and prints figures. `make attack`; it ends with 1 where one got through."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.attack_texts import busiest_texts, fish

MOST_MS = 50.0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def _texts(folder: Path) -> Iterator[str]:
    busy = await busiest_texts(folder / "texts")
    name, worst = next(iter(busy.items()))
    _say(f"hostile texts: {len(busy)}, said in 4 situations; longest stretch {worst:.1f} ms of CPU ({name})")
    fished = await fish(folder / "leaks")
    _say(f"leaks: {fished.answers:,} answers in {fished.situations} situations; {len(fished.leaks)} of them leak")
    return iter([*([f"{name} holds everybody up"] if worst > MOST_MS else []), *fished.leaks])


async def _command() -> int:
    with tempfile.TemporaryDirectory() as name:
        found = list(await _texts(Path(name)))
    for one in found:
        _say(f"GOT THROUGH: {one}")
    return min(1, len(found))


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    sys.exit(asyncio.run(_command()))
