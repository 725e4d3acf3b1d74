"""Reading one entry of a file that people write by hand: every mistake is noted, with what to write instead."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from playbook import patterns

_LONGEST = 200

# Controls, halves of surrogate pairs, line and paragraph separators; a joiner inside an emoji is none of them.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Entry:
    """One table of the file. A value that cannot be used is noted as a problem and read as empty."""

    def __init__(self, where: str, table: object, problems: list[str]) -> None:
        """Read `table`; `where` begins every problem's text."""
        self.where = where
        self.title = where.rpartition(": ")[2]
        self._problems = problems
        self._table: Mapping[str, Any] = table if isinstance(table, dict) else {}
        self._known: set[str] = set()
        if not isinstance(table, dict):
            self.problem("write it as a table of key = value lines")

    def problem(self, text: str) -> None:
        """Note a mistake."""
        self._problems.append(f"{self.where}: {text}")

    def has(self, key: str) -> bool:
        """Tell whether the entry has this key."""
        return key in self._table

    def table(self, key: str, *, optional: bool = False) -> "Entry | None":
        """Return a table inside this one, or None when it is missing, which is a mistake unless `optional`."""
        self._known.add(key)
        if not self.has(key):
            if not optional:
                self.problem(f"[{key}] is missing; add it, the sample roster shows how")
            return None
        return Entry(f"{self.where}: [{key}]", self._table[key], self._problems)

    def tables(self, key: str) -> "list[Entry]":
        """Return the tables of a list of tables; there must be one."""
        self._known.add(key)
        tables = self._table.get(key)
        if not isinstance(tables, list) or not tables:
            self.problem(f"no [[{key}]] is given; add one, the sample roster shows how")
            return []
        return [self._numbered(key, number, table) for number, table in enumerate(tables, start=1)]

    def _numbered(self, key: str, number: int, table: object) -> "Entry":
        name = table.get("name") if isinstance(table, dict) else None
        shown = f" ({name!a:.60})" if isinstance(name, str) else ""
        return Entry(f"{self.where}: [[{key}]] number {number}{shown}", table, self._problems)

    def text(self, key: str, example: str) -> str:
        """Return a name: anything people are called, but no control and no text-direction character."""
        value = self._required(key, example)
        if not isinstance(value, str) or not value.strip():
            return self._wrong(key, value, f'write text, such as {key} = "{example}"')
        return self._clean(key, value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of names, empty when left out."""
        return tuple(self._clean(key, value) for value in self._list(key, "[]") if self._is_text(key, value))

    def guid(self, key: str) -> str:
        """Return a GUID in lower case."""
        value = self._required(key, "00000000-aaaa-4bbb-8ccc-123456789012")
        return self._guid(key, value) if value is not None else ""

    def guids(self, key: str) -> tuple[str, ...]:
        """Return a list of at least one GUID."""
        values = self._some(key, '["00000000-aaaa-4bbb-8ccc-123456789012"]')
        return tuple(filter(None, (self._guid(key, value) for value in values)))

    def email(self, key: str) -> str:
        """Return an e-mail address."""
        value = self._required(key, "name@company.example")
        if isinstance(value, str) and patterns.ROSTER_ADDRESS.match(value):
            return self._clean(key, value)
        return self._wrong(key, value, f'write an e-mail address, such as {key} = "name@company.example"')

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """Return one of the allowed words."""
        value = self._required(key, min(allowed, default="..."))
        return value if value is not None and self._is_allowed(key, value, allowed) else ""

    def choices(self, key: str, allowed: Collection[str] | None) -> frozenset[str]:
        """Return at least one of the allowed words; None allows every word."""
        example = min(allowed or (), default="...")
        values = self._some(key, f'["{example}"]')
        return frozenset(value for value in values if self._is_allowed(key, value, allowed))

    def count(self, key: str) -> int:
        """Return a whole number, 0 or more."""
        value = self._required(key, "2")
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self._wrong(key, value, f"write a whole number that is 0 or more, such as {key} = 2")
        return 0

    def finish(self, hints: Mapping[str, str] | None = None) -> None:
        """Note every key that nobody asked for; `hints` says what to do about some."""
        for key in [key for key in self._table if key not in self._known]:
            hint = (hints or {}).get(key) or f"leave it out{_did_you_mean(key, self._known)}"
            self.problem(f"{key} is not used here; {hint}")

    def _required(self, key: str, example: str) -> Any:
        self._known.add(key)
        if not self.has(key):
            shown = example if example.startswith("[") or example.isdigit() else f'"{example}"'
            self.problem(f"{key} is missing; add {key} = {shown}")
        return self._table.get(key)

    def _some(self, key: str, example: str) -> list[Any]:
        if self._required(key, example) == []:
            self.problem(f"{key} is empty; write at least one, such as {key} = {example}")
        return self._list(key, example)

    def _list(self, key: str, example: str) -> list[Any]:
        self._known.add(key)
        value = self._table.get(key, [])
        if isinstance(value, list):
            return value
        self._wrong(key, value, f"write a list, such as {key} = {example}")
        return []

    def _wrong(self, key: str, value: object, instead: str) -> str:
        if self.has(key):
            self.problem(f"{key} is {value!r:.80}; {instead}")
        return ""

    def _is_text(self, key: str, value: object) -> bool:
        if isinstance(value, str) and value.strip():
            return True
        self._wrong(key, value, 'every item must be text in "quotes"')
        return False

    def _clean(self, key: str, value: str) -> str:
        for character in value:
            if unicodedata.category(character) in _REFUSED_CATEGORIES or character in _BIDI:
                return self._wrong(key, value, f"remove the invisible character U+{ord(character):04X}")
        if len(value) > _LONGEST:
            return self._wrong(key, value, f"shorten it to {_LONGEST} characters")
        return value.strip()

    def _guid(self, key: str, value: object) -> str:
        text = value.strip().lower() if isinstance(value, str) else ""
        if patterns.GUID.match(text) and text.strip("0-"):
            return text
        return self._wrong(key, value, 'write a GUID of 8-4-4-4-12 hexadecimal digits that are not all 0, in "quotes"')

    def _is_allowed(self, key: str, value: object, allowed: Collection[str] | None) -> bool:
        if isinstance(value, str) and (allowed is None or value in allowed):
            return True
        known = sorted(allowed or ())
        instead = f"write one of {', '.join(known)}{_did_you_mean(str(value), known)}" if known else "there is none"
        self._wrong(key, value, instead)
        return False


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a suggestion in brackets, or nothing."""
    folded = {one.casefold().replace(" ", "_"): one for one in known}
    close = get_close_matches(word.casefold().replace(" ", "_"), folded, n=1)
    return f" (did you mean {folded[close[0]]}?)" if close else ""
