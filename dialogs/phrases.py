"""What a person may type at any time."""

from dataclasses import dataclass

from dialogs.understanding.vocabulary import listed
from dialogs.understanding.words import tokens
from playbook import patterns
from playbook.answers import LONGEST_SAID, clean, one_line
from playbook.requests.life import REQUEST_LIFE
from playbook.requests.record import Command


@dataclass(frozen=True)
class Phrase:
    """A recognised phrase: its name, the request it names, and the words after that."""

    name: str
    number: str = ""
    rest: str = ""


_WORDS = {
    "start triage": Command.START_TRIAGE,
    "return for details": Command.RETURN,
    "take back": Command.RECALL,
    "answer": Command.RESUBMIT,
    "assign": Command.OFFER,
    "hand back": Command.HAND_BACK,
    "give back": Command.HAND_BACK,
    "has contacted": Command.CONTACTED,
    "contact made": Command.CONTACTED,
    "first contact made": Command.CONTACTED,
    "remind": Command.NUDGE,
    "send the confirmation again": Command.CONFIRMATION,
    "send confirmation again": Command.CONFIRMATION,
    "resend the confirmation": Command.CONFIRMATION,
    "write": Command.MESSAGE,
    "take back and offer": Command.REASSIGN,
    **{command.value: command for command in Command if command is not Command.SUBMIT},
}
# The steps that a full command names, their first words, and those that one word says.
STEPS = frozenset(command.value for command in _WORDS.values())
FIRST_WORDS = frozenset(words.split()[0] for words in _WORDS)
BRIEF_STEPS = {words: command.value for words, command in _WORDS.items() if " " not in words}
_COMMAND = patterns.command(("revise", *_WORDS))
_STATUS = patterns.status("sme")
_LISTS = {"my requests": "mine", "all requests": "all", "queue": "queue"}
# What is said to be polite, and tells nothing of a step.
_COURTESIES = frozenset(("please", "pls", "plz", "thanks", "thank", "you", "thx", "bitte", "danke", "merci", "gracias"))
# What details are called, with a colon behind.
_LABELS = frozenset(listed("details", "labels"))
# Of a text as long as an essay only the first words can be a phrase of ours.
_LONGEST = 300


def parse(text: str) -> Phrase | None:
    """Return the phrase a text is as a whole, or None: words inside an answer are never taken for a command."""
    if len(text) > LONGEST_SAID:
        return None
    said = clean(text)
    flat = " ".join(said.split())[:_LONGEST]
    # Other bots are spoken to with a slash: "/help".
    bare = flat.rstrip("!.").lstrip("/")
    for name, pattern in patterns.SAYINGS.items():
        if pattern.match(bare):
            return Phrase(name)
    return _page(bare) or _command(flat, said) or _history(bare) or _status(bare)


def _page(bare: str) -> Phrase | None:
    found = patterns.PAGE.match(bare)
    return Phrase(_LISTS[found["which"].casefold()], number(found["number"])) if found else None


def _command(flat: str, said: str) -> Phrase | None:
    found = _COMMAND.match(flat)
    if not found:
        return None
    verb = found["verb"].casefold()
    name = "revise" if verb == "revise" else _WORDS[verb].value
    return Phrase(name, number(found["number"]), details_behind(said, found.group()))


def details_behind(said: str, head: str) -> str:
    """Return the details that follow after the words of `head`; empty when nothing that follows is one."""
    return details(_behind(said, head))


def details(behind: str) -> str:
    """Return the details in what stands behind a full command; empty when nothing of it is one."""
    rest = _unlabelled(patterns.BEFORE_DETAILS.cut(behind).strip())
    return rest if any(map(str.isalnum, without_courtesies(rest))) else ""


def _unlabelled(rest: str) -> str:
    """Return details without the names before them, as they are typed bare: "Ground: scope. Text: we do not lead"."""
    found = tokens(rest)
    marks = [place for place in range(len(found) - 1) if found[place].text in _LABELS and found[place + 1].text == ":"]
    if not marks or any(token.is_word for token in found[: marks[0]]):
        return rest
    ends = [*(found[mark].start for mark in marks[1:]), len(rest)]
    parts = [rest[found[mark + 1].end : end].strip() for mark, end in zip(marks, ends, strict=True)]
    return ": ".join([*(part.rstrip(" ,;.") for part in parts[:-1]), parts[-1]])


def without_courtesies(text: str) -> str:
    """Return a text without the politeness at its end."""
    words = text.split()
    while words and words[-1].strip(",.!").casefold() in _COURTESIES:
        words.pop()
    return text if len(words) == len(text.split()) else " ".join(words).rstrip(" ,")


def _behind(said: str, head: str) -> str:
    """Return what follows after the words of `head`, as it was typed: with its blanks and line breaks."""
    left = sum(not char.isspace() for char in head)
    for place, char in enumerate(said):
        if not left:
            return said[place:].lstrip()
        left -= not char.isspace()
    return ""


def behind(text: str) -> str:
    """Return all that stands behind the verb and the number of a full command, marks and all; empty for none."""
    said = clean(text)
    found = _COMMAND.match(" ".join(said.split())[:_LONGEST])
    return _behind(said, found.group()) if found else ""


def bare_step(text: str) -> Command | None:
    """Return the step a text names without a number, as in "approve"."""
    return _WORDS.get(one_line(text[:_LONGEST]).rstrip("!.").casefold())


def _history(bare: str) -> Phrase | None:
    found = patterns.HISTORY.match(bare)
    return Phrase("history", number(found["number"]), found["after"] or "") if found else None


def _status(bare: str) -> Phrase | None:
    found = _STATUS.match(bare) or patterns.STATUS_OF.match(bare)
    return Phrase("status", number(found["number"])) if found else None


def number(digits: str) -> str:
    """Return a request number as it is kept: "42" is SME-0042."""
    return REQUEST_LIFE.number(int(digits))


def change(text: str) -> tuple[str, str] | None:
    """Return (field words, new value or "") of "change region to EMEA", or None."""
    if len(text) > LONGEST_SAID:
        return None
    said = clean(text)
    flat = " ".join(said.split())[:_LONGEST]
    if found := patterns.CHANGE.match(flat):
        return found["field"], _behind(said, found.group())
    bare = patterns.CHANGE_FIELD.match(flat)
    return (bare["field"], "") if bare else None
