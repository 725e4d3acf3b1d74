"""Showing a part of a long text where the whole would not fit on a card."""

GAP = "..."
_AROUND = 40
_MOST = 300


def shortened(text: str, most: int) -> str:
    """Return the text, cut to `most` characters and marked as cut if it is longer."""
    return text if len(text) <= most else text[:most] + GAP


def differing(old: str, new: str) -> tuple[str, str]:
    """Return what differs between two texts, each with a few words around it and at most some 300 characters."""
    start = max(0, _shared(old, new) - _AROUND)
    longest_end = min(len(old), len(new)) - start
    end = min(longest_end, max(0, _shared(old[::-1], new[::-1]) - _AROUND))
    return _part(old, start, end), _part(new, start, end)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts share at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (mine, theirs) in enumerate(pairs) if mine != theirs), min(len(one), len(other)))


def _part(text: str, start: int, end: int) -> str:
    middle = text[start : len(text) - end]
    before, after = GAP if start else "", GAP if end else ""
    return before + (middle[:_MOST] + GAP if len(middle) > _MOST else middle + after)
