"""The evidence table names real tests, and counts right."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parent
TABLE = (TESTS / "asvs.md").read_text(encoding="utf-8")
STANDINGS = ("shown", "partly", "missing", "deployer", "n/a")
# Requirements of levels 1 and 2 in version 5.0.0.
ALL_OF_THEM = 253
NAMED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")


class Row(NamedTuple):
    """One requirement."""

    id: str
    asks: str
    standing: str
    evidence: str


def _rows() -> list[Row]:
    lines = re.findall(r"^\| (\d+\.\d+\.\d+) \| (.*?) \| (.*?) \| (.*) \|$", TABLE, re.MULTILINE)
    return [Row(*line) for line in lines]


@cache
def _tests(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in functions)


def test_every_requirement_stands_once_and_in_order() -> None:
    ids = [tuple(map(int, row.id.split("."))) for row in _rows()]
    assert ids == sorted(set(ids))
    assert len(ids) == ALL_OF_THEM


def test_every_named_test_exists() -> None:
    named = NAMED.findall(TABLE)
    assert [(file, test) for file, test in named if test not in _tests(file)] == []
    assert len(named) == TABLE.count("::")


def test_what_is_shown_names_a_test_and_what_is_not_says_why() -> None:
    for row in _rows():
        why = NAMED.sub("", row.evidence).strip(" ,.")
        assert row.standing in STANDINGS
        assert bool(NAMED.search(row.evidence)) == (row.standing in {"shown", "partly"}), row
        assert bool(why) == (row.standing != "shown"), row


def test_the_head_counts_right() -> None:
    counted = Counter(row.standing for row in _rows())
    said = dict(re.findall(r"^\| ([a-z/]+) \| [^|]+ \| (\d+) \|$", TABLE, re.MULTILINE))
    assert {standing: int(said[standing]) for standing in STANDINGS} == dict(counted)
