"""The word lists of this folder's `data/words.toml`, read once."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def document(name: str) -> Mapping[str, Any]:
    """Return a data file of this folder."""
    return tomllib.loads((DATA / name).read_text("utf-8"))


def listed(table: str, name: str) -> tuple[str, ...]:
    """Return a list of words or phrases; one that is written as a text is parted at its blanks."""
    found = document("words.toml")[table][name]
    return tuple(found.split() if isinstance(found, str) else found)


def by_first(phrases: Iterable[str]) -> Mapping[str, Sequence[list[str]]]:
    """Return phrases, parted into words, by the word that they begin with."""
    found: dict[str, list[list[str]]] = {}
    for phrase in map(str.split, phrases):
        found.setdefault(phrase[0], []).append(phrase)
    return found
