"""Draws the lifecycle into the README: python -m tests.draw_diagram."""

from pathlib import Path

from tests.diagram import mermaid

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- lifecycle:begin -->", "<!-- lifecycle:end -->"


def drawn_in(text: str) -> str:
    """Return what stands between the two markers."""
    return text.partition(BEGIN)[2].partition(END)[0]


def with_diagram(text: str) -> str:
    """Return the text with today's diagram between the two markers."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"there is no {BEGIN} before an {END}")
    return f"{before}{begin}{fenced(mermaid())}{end}{after}"


def fenced(diagram: str) -> str:
    """Return a diagram as GitHub draws it."""
    return f"\n```mermaid\n{diagram}\n```\n"


if __name__ == "__main__":
    README.write_text(with_diagram(README.read_text(encoding="utf-8")), encoding="utf-8")
