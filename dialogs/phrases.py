"""What a person may type at any time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playbook.answers import clean
from playbook.requests import Command

_NUMBER = r"(?:sme[\s#-]*|#)0*(?P<number>\d{1,9})"


@dataclass(frozen=True)
class Phrase:
    """A recognised phrase: its name, the request it names, and the words after that."""

    name: str
    number: str = ""
    rest: str = ""


_SAYINGS: Mapping[str, str] = {
    "help": r"help|hi|hello|hey|\?|what can (?:you|i) do|commands",
    "new": r"(?:new|create|file|start|open)(?: a| an)?(?: new)?(?: sme)? (?:request|item)|new",
    "resume": r"resume|continue|go on",
    "cancel": r"cancel|stop|quit|exit|stop here",
    "discard": r"discard(?: draft| the draft)?",
    "back": r"back|go back|previous",
    "start over": r"start over|restart|begin again|start again",
    "form": r"form|(?:fill in|use|show)(?: a| the)? form(?: instead)?|edit in a form",
    "submit": r"submit(?: it)?|send it",
    "status": r"status|where does it stand",
    "mine": r"my requests|requests|list",
    "all": r"all requests",
    "queue": r"queue|my queue|inbox|open requests",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SAYINGS.items()}
_PAGE = re.compile(rf"(?P<which>my requests|all requests|queue) after {_NUMBER}", re.IGNORECASE)
_STATUS = re.compile(rf"(?:(?:status|show|open|where is|track)(?: of)?\s+)?{_NUMBER}\??", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?:change|set|correct|edit)\s+(?P<field>.+?)(?:\s+(?:to|into)\s+|\s*[:=]\s*)(?P<value>.+)",
    re.IGNORECASE | re.DOTALL,
)
_CHANGE_FIELD = re.compile(r"(?:change|correct|edit)\s+(?P<field>[^\n]{1,60})", re.IGNORECASE)
_WORDS = {
    "start triage": Command.START_TRIAGE,
    "return for details": Command.RETURN,
    "take back": Command.RECALL,
    "answer": Command.RESUBMIT,
    "assign": Command.OFFER,
    **{command.value: command for command in Command if command is not Command.SUBMIT},
}
_COMMAND = re.compile(
    rf"(?P<verb>revise|{'|'.join(_WORDS)})(?: request)?\s+{_NUMBER}\s*(?:[:,-]\s*|\bto\s+|\bbecause\s+)?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


def parse(text: str) -> Phrase | None:
    """Return the phrase a text is as a whole, or None: words inside an answer are never taken for a command."""
    said = clean(text).rstrip("!.")
    for name, pattern in _PATTERNS.items():
        if pattern.fullmatch(said):
            return Phrase(name)
    return _page(said) or _command(clean(text)) or _status(said)


def _page(said: str) -> Phrase | None:
    found = _PAGE.fullmatch(said)
    names = {"my requests": "mine", "all requests": "all", "queue": "queue"}
    return Phrase(names[found["which"].casefold()], number(found["number"])) if found else None


def _command(said: str) -> Phrase | None:
    found = _COMMAND.fullmatch(said)
    if not found:
        return None
    verb = found["verb"].casefold()
    rest = found["rest"].strip()
    told = any(char.isalnum() for char in rest)
    name = "revise" if verb == "revise" else _WORDS[verb].value
    return Phrase(name, number(found["number"]), rest if told else "")


def bare_step(text: str) -> Command | None:
    """Return the step a text names without a number, as in "approve"."""
    return _WORDS.get(clean(text).rstrip("!.").casefold())


def _status(said: str) -> Phrase | None:
    found = _STATUS.fullmatch(said)
    return Phrase("status", number(found["number"])) if found else None


def number(digits: str) -> str:
    """Return a request number as it is kept: "42" is SME-0042."""
    return f"SME-{int(digits):04d}"


def change(text: str) -> tuple[str, str] | None:
    """Return (field words, new value or "") of "change region to EMEA", or None."""
    said = clean(text)
    found = _CHANGE.fullmatch(said)
    if found:
        return found["field"], found["value"]
    bare = _CHANGE_FIELD.fullmatch(said)
    return (bare["field"], "") if bare else None
