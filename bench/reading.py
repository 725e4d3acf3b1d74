"""What it costs to read a message and hear the need in it.

`make bench-reading` reads texts of many kinds in this one process: lines of the corpus that may be looked at, filled up
to a length, and texts that are made to cost much. CPU is this thread's. Nothing is warm but the tables, which the bot
makes when it starts, and garbage is collected as in the bot: no text is read twice. What a turn does besides, to tell
what is meant, stands in lines without a limit; nobody's message is looked at for that if it is longer.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from random import Random
from time import thread_time

from bench.figures import percentile
from bot_app.app import ease_collections, read_roster
from dialogs.overhearing import LONGEST_HEARD, make_ready
from dialogs.understanding.clauses import asks, asks_what, told
from dialogs.understanding.entities import Known, read
from dialogs.understanding.intents import intents
from dialogs.understanding.needs import hear
from dialogs.understanding.spoken import spoken
from playbook.people import Role
from playbook.requests.lists import Lists
from storage.catalogue import load_catalogue

HOUSE = Path(__file__).parent.parent
ROSTER = HOUSE / "bot_app" / "local" / "sample_roster.toml"
CORPUS = HOUSE / "tests" / "corpus" / "one_c.jsonl"
SHORT, LONG = 2_000, 28_000
LIMITS_MS = {SHORT: 5.0, LONG: 50.0}
TEXTS = 300
CUSTOMERS = ("Litware", "Woodgrove Bank", "Adventure Works", "Fourth Coffee", "Proseware", "Tailspin Toys")
HOSTILE = (
    "two hundred and ", "1 000 000 ", "25,", "A & ", "customer: A ", "for the ", "a-", "en, de, ", "AIP P1 or ", "((",
    "@a.", "シ", "between 1 and ", "Paris and ", "migratoin exchnage ", "because of ", "300 seats or ", "Bank of ", "#",
    "Ltd. ", "US ",
)  # fmt: skip


def main() -> int:
    """Print CPU by kind and length; return 1 if a limit is passed."""
    known = _known()
    make_ready(known.lists.catalogue)
    ease_collections()
    passed = True
    kinds = ("lines of the corpus", _plain), ("made to cost much", _hostile)
    print(f"{'':28}{'characters':>12}{'p50 ms':>10}{'p99 ms':>10}{'limit':>10}")
    for length, limit in LIMITS_MS.items():
        for kind, texts in kinds:
            costs = [_cost(partial(_read, text, known)) for text in list(texts(length))]
            passed = passed and percentile(costs, 0.99) < limit
            print(f"{_row(kind, length, costs)}{limit:>10.1f}")
    for kind, texts in kinds:
        costs = [_cost(partial(_hear, text, known)) for text in list(texts(LONGEST_HEARD))]
        print(_row(f"{kind}, meant", LONGEST_HEARD, costs))
    print("within the limits" if passed else "a limit is passed")
    return 0 if passed else 1


def _known() -> Known:
    catalogue = load_catalogue()
    directory = read_roster(ROSTER, catalogue)
    partner = directory.with_role(Role.PARTNER)[0]
    return Known(Lists(catalogue, directory), partner, CUSTOMERS, date(2026, 11, 24))


def _plain(length: int) -> Iterator[str]:
    lines = [json.loads(line)["say"] for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    dice = Random(1)
    for _ in range(TEXTS):
        dice.shuffle(lines)
        yield _filled(lines, length)


def _filled(lines: Sequence[str], length: int) -> str:
    text = ""
    for line in cycle(lines):
        text += line + "\n"
        if len(text) >= length:
            break
    return text[:length]


def _hostile(length: int) -> Iterator[str]:
    for number, piece in enumerate(islice(cycle(HOSTILE), TEXTS)):
        yield f"{number} {piece * length}"[:length]


def _read(text: str, known: Known) -> None:
    hear(read(text, known), known)


def _hear(text: str, known: Known) -> None:
    """Do all that `overhear` does with a text."""
    reading = read(text, known)
    words = spoken(reading, known.lists.directory)
    intents().meant(words, known.person.roles, asking=asks(reading), asks_what=asks_what(reading))
    hear(told(reading), known)


def _cost(work: Callable[[], None]) -> float:
    begun = thread_time()
    work()
    return (thread_time() - begun) * 1000


def _row(kind: str, length: int, costs: Sequence[float]) -> str:
    return f"{kind:28}{length:>12,}{percentile(costs, 0.5):>10.2f}{percentile(costs, 0.99):>10.2f}"


if __name__ == "__main__":
    sys.exit(main())
