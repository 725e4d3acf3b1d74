"""What a person may type at any time, and what one message can tell about a need. Rules only, no model."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playbook.answers import Choice, clean, matching
from playbook.fields import FIELD, Field
from playbook.lists import REGIONS, SEGMENTS, Lists
from playbook.people import Person
from playbook.refusals import NotUnderstood
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


_INTENT = re.compile(
    r"\b(?:need|want|request|require|looking for|ask(?:ing)? for|get)\b.*\b(?:smes?|specialist|expert|engineer)\b",
    re.IGNORECASE | re.DOTALL,
)
_SEATS = re.compile(r"(?<![\w.,-])(\d[\d,.' ]{0,15}?)\s*(?:seats?|licen[cs]es?|users?)\b", re.IGNORECASE)
_GUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE)
_CUSTOMER = re.compile(
    r"(?<!looking )(?<!asking )\b(?:for|customer)\s*:?\s+(?:(?:(?:our|my|the|a)\s+)?customer\s+)?"
    r"(?P<name>[^\W\d_][^,;.:?!\n]*?)(?=\s*(?:[,;.:?!\n]|$|\s(?:with|in|and|who|has|for)\s|\s\d))",
    re.IGNORECASE,
)
_SECOND = re.compile(r"\b(?:second(?:ary)?(?: language)?|or|and)\s*:?\s*$", re.IGNORECASE)
_ALWAYS_CAPITAL = 3
_ENOUGH = 2


def wants_sme(text: str) -> bool:
    """Tell whether somebody asks for a SME in their own words."""
    return bool(_INTENT.search(text))


def understood(text: str, lists: Lists, person: Person) -> dict[str, str]:
    """Return the fields one message fills, as canonical answers; what is unclear is left to ask."""
    said = clean(text)
    found: dict[str, str] = {}
    said = _take_choice(found, "workload", lists.catalogue.workloads, said)
    for key, pattern in (("seat_count", _SEATS), ("tenant_id", _GUID)):
        if match := pattern.search(said):
            _take(found, FIELD[key], match.group(match.lastindex or 0), lists, person)
            said = said.replace(match.group(0), " , ", 1)
    said = _take_choice(found, "tenant_segment", SEGMENTS, said)
    customer = _customer(said, lists)
    if customer:
        said = said.replace(customer.group(0), " , ", 1)
    said = _take_choice(found, "region", REGIONS, said)
    _take_languages(found, lists.catalogue.languages, said)
    if customer and len(found) > 0:
        _take(found, FIELD["tenant_name"], customer["name"], lists, person)
    return found


def _customer(said: str, lists: Lists) -> re.Match[str] | None:
    """Return where a text names the customer: a name begins with a capital, and "for EMEA" names a region."""
    others = (*REGIONS, *lists.catalogue.languages)
    named = (match for match in _CUSTOMER.finditer(said) if match["name"][0].isupper())
    return next((match for match in named if not matching(match["name"], others)), None)


def enough(found: Mapping[str, str]) -> bool:
    """Tell whether a message without a request for a SME says enough to be one."""
    return len(found) > _ENOUGH


def _take(found: dict[str, str], field: Field, text: str, lists: Lists, person: Person) -> None:
    try:
        found[field.key] = lists.read(field, text, person)
    except NotUnderstood:
        return


def _take_choice(found: dict[str, str], key: str, choices: Sequence[Choice], said: str) -> str:
    hit = _first(choices, said)
    if hit is None:
        return said
    choice, start, end = hit
    found[key] = choice.value
    return f"{said[:start]} , {said[end:]}"


def _take_languages(found: dict[str, str], languages: Sequence[Choice], said: str) -> None:
    hit = _first(languages, said)
    if hit is None:
        return
    first, start, _ = hit
    second = _first([one for one in languages if one != first], said)
    earlier = bool(second and second[1] < start)
    if second and earlier:
        first, second = second[0], hit
    found["primary_language"] = first.value
    if second and _SECOND.search(said[: second[1]]):
        found["secondary_language"] = second[0].value


def _first(choices: Sequence[Choice], said: str) -> tuple[Choice, int, int] | None:
    """Return the first choice a text names, the longest name where several begin at one place."""
    hits = [
        (match.start(), -len(name), match.end(), choice)
        for choice in choices
        for name in (choice.title, choice.value, *choice.synonyms)
        if (match := _whole(name).search(said))
    ]
    if not hits:
        return None
    start, _, end, choice = min(hits, key=lambda hit: hit[:2])
    return choice, start, end


def _whole(name: str) -> re.Pattern[str]:
    """Short names count only in capitals: "US" is a region, "us" is not."""
    short = len(name) < _ALWAYS_CAPITAL
    return re.compile(rf"(?<!\w){re.escape(name.upper() if short else name)}(?!\w)", 0 if short else re.IGNORECASE)
