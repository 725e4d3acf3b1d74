"""Draws the lives into the README: python -m tests.draw_diagram."""

from pathlib import Path

from tests.diagram import mermaid
from tests.lives import LIVES, Described

README = Path(__file__).parent.parent / "README.md"


def markers(life: Described) -> tuple[str, str]:
    """Return what stands before and after the diagram of a life."""
    return f"<!-- {life.name}:begin -->", f"<!-- {life.name}:end -->"


def drawn_in(text: str, life: Described) -> str:
    """Return what stands between the two markers."""
    begin, end = markers(life)
    return text.partition(begin)[2].partition(end)[0]


def with_diagram(text: str, life: Described) -> str:
    """Return the text with today's diagram between the two markers."""
    before, begin, rest = text.partition(markers(life)[0])
    _, end, after = rest.partition(markers(life)[1])
    if not (begin and end):
        raise ValueError(f"there is no {markers(life)[0]} before an {markers(life)[1]}")
    return f"{before}{begin}{fenced(mermaid(life))}{end}{after}"


def fenced(diagram: str) -> str:
    """Return a diagram as GitHub draws it."""
    return f"\n```mermaid\n{diagram}\n```\n"


if __name__ == "__main__":
    for one in LIVES:
        README.write_text(with_diagram(README.read_text(encoding="utf-8"), one), encoding="utf-8")
