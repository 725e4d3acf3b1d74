"""The sentences of the catalogue, found by reading the source: what a tool that extracts them would find."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playbook.messages.message import places

HOUSE = Path(__file__).parent.parent
ROOMS = ("playbook", "storage", "cards", "dialogs", "bot_app")
MACHINERY = "playbook.messages.message"


@dataclass(frozen=True)
class Call:
    """A place in the source where a sentence is written, or gets its facts. `source` is None when it is no literal."""

    where: str
    name: str
    source: str | None
    facts: frozenset[str | None]

    @property
    def problem(self) -> str:
        """What keeps a catalogue from knowing this sentence; empty when nothing does."""
        if self.source is None:
            return f"{self.where}: the sentence is not written out"
        if self.name == "Message" and self.facts != places(self.source):
            return f"{self.where}: the facts are not those that the sentence names"
        return ""


def calls_in(source: str, where: str) -> Iterator[Call]:
    """Yield the calls of a module that are about sentences. What does not import them means something else."""
    if MACHINERY not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0] if len(node.args) == 1 else None
            text = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
            facts = frozenset(keyword.arg for keyword in node.keywords)
            if name in ("Message", "Sentence", "told"):
                yield Call(f"{where}:{node.lineno}", name, text, facts)


def disguised_in(source: str) -> Iterator[str]:
    """Yield the texts with a letter in them that a module writes where data belongs: as words, or as a fact."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = [keyword.value for keyword in node.keywords] if name in ("Message", "told") else []
            given += node.args if name in ("Words", "Rendered") else []
            yield from (text for one in given for text in _written(one) if any(map(str.isalpha, text)))


def _written(node: ast.expr) -> Iterator[str]:
    """Yield the literal texts of an expression itself; those in a call within it stand there for another reason."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr | ast.IfExp | ast.BinOp | ast.BoolOp):
        for part in ast.iter_child_nodes(node):
            yield from _written(part) if isinstance(part, ast.expr) else ()


@cache
def modules() -> dict[str, str]:
    """Return the source of every module of the house, by its path."""
    files = [path for room in ROOMS for path in sorted((HOUSE / room).rglob("*.py"))]
    return {str(path.relative_to(HOUSE)): path.read_text(encoding="utf-8") for path in files}


@cache
def calls() -> tuple[Call, ...]:
    """Return the calls of the whole house."""
    return tuple(call for where, source in modules().items() for call in calls_in(source, where))


def sentences() -> frozenset[str]:
    """Return every sentence of the catalogue."""
    return frozenset(call.source for call in calls() if call.source is not None)
