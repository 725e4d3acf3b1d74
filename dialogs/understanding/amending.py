"""What is said of words that were shown once more, before others read them: that others shall stand there, or more.

Few words without such a mark ("replace third by fourth", "ok thanks") change nothing: how is not guessed. A text does.
"""

from dialogs.understanding.reading import Reading
from dialogs.understanding.vocabulary import listed
from dialogs.understanding.words import fold
from playbook.answers import clean

_INSTEAD, _MORE, _LABELS = (frozenset(listed("amending", name)) for name in ("instead", "more", "labels"))
# What may stand beside one of these: "hm, make that", "and please mention that".
_BESIDE = frozenset(listed("amending", "beside"))
# Nobody writes a new text in fewer words, and adds none in fewer.
_TEXT, _ADDITION = 10, 2


def unlabelled(reading: Reading) -> str:
    """Return words without what only says what they are: "reason: I fell ill"."""
    said = clean(reading.said)
    head, colon, tail = said.partition(":")
    return tail.strip() if colon and tail.strip() and set(_plain(head)) <= _LABELS else said


def amended(before: str, reading: Reading) -> str:
    """Return words as they become by what is said of them; empty where they stay as they are."""
    return marked(before, reading) or (clean(reading.said) if len(reading.words) >= _TEXT else "")


def marked(before: str, reading: Reading) -> str:
    """Return words as they become by a reply that says how: "instead: ...", "add: ...", "and ..."; empty for others."""
    said = clean(reading.said)
    head, colon, tail = said.partition(":")
    marks, tail = set(_plain(head)) - _BESIDE if colon else set(), tail.strip()
    if tail and marks & _INSTEAD and marks <= _INSTEAD | _LABELS:
        return tail
    if tail and marks & _MORE and marks <= _MORE | _LABELS:
        return f"{before}\n{tail}"
    more = _behind_and(said)
    return f"{before}\n{more}" if more else ""


def _behind_and(said: str) -> str:
    """Return what shall be added by a reply that begins so: "and mention that ...", "also ..."; empty for none."""
    typed = said.split()
    opening = next((place for place, word in enumerate(typed) if not set(_plain(word)) <= _MORE | _BESIDE), len(typed))
    adds = any(set(_plain(word)) & _MORE for word in typed[:opening])
    return " ".join(typed[opening:]) if adds and len(typed) - opening >= _ADDITION else ""


def _plain(text: str) -> list[str]:
    return [word.strip(",.!'\u2019") for word in fold(text).split()]
