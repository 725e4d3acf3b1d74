"""Reading a reply to the field that was just asked for: there, a bare word or half a sentence is enough."""

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from dialogs.understanding.agreement import is_no, is_yes
from dialogs.understanding.clauses import Clause, clauses
from dialogs.understanding.grammar import ARTICLES, GRAMMAR
from dialogs.understanding.languages import UNSPACED
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.ruled_out import DENIED_BEHIND, MENDS, NOT, taken_back
from dialogs.understanding.runs import COMMON, LEGAL_FORMS
from dialogs.understanding.social import SOCIAL
from dialogs.understanding.tables import UNITS
from dialogs.understanding.unsure import unsure
from dialogs.understanding.vocabulary import document
from dialogs.understanding.wordlist import any_said, wordlist
from dialogs.understanding.words import fold
from playbook.requests.fields import NO_LANGUAGE
from playbook.requests.leaving import is_no_reason, says_nothing_yet

_AT: Mapping[str, Mapping[str, Any]] = document("words.toml")["at"]
_NO_NAMES = frozenset(str(_AT["tenant_name"]["no_names"]).split())
_LEADS, _LATER = _AT["tenant_name"]["leads"], _AT["any"]["later"]
# Small words that names hold, and words that no name does.
_IN_NAMES = wordlist("of the and for de la le du des y e et und der die das fur do da in on by")
_NO_NAME = frozenset(_AT["tenant_name"]["in_no_name"])
_INTRODUCES = tuple(f"{one} " for one in _AT["tenant_name"]["introduces"])
_LONGEST_NAME, _BESIDE, _QUOTED, _BRIEF = 8, 3, 3, 7
_BEGINS_SENTENCES = GRAMMAR - ARTICLES | {"ask"}
_SHORTENED = frozenset(("ltd", "inc", "corp", "co", "pty", "pte", "pvt", "ltda"))
_TAILS = (" in ftop", " please", " pls", " i think", " there", " btw", " by the way", " now", " for now", " thanks")
# Smiles and the like behind a name are no part of it; other signs may be.
_SMILES = "".join(map(chr, range(0x1F600, 0x1F650))) + "\U0001f44d\U0001f389\u2764\ufe0f\u263a \u2728"
_OPENING_QUOTES = frozenset('"\u201c\u201e\u00ab')
_SEGMENTS = ("SMC", "ENTERPRISE")
_OTHER = frozenset(("wrong", "another", "other", "different"))


def answer_to(key: str, reading: Reading) -> str:
    """Return what a reply says of the field that is asked for, canonical or as typed; empty where it says nothing."""
    reader = _READERS.get(key)
    return reader(reading) if reader else ""


def _segment(reading: Reading) -> str:
    """Return the segment by its size in words, or the other one where just one is ruled out (R27, G12)."""
    if any(one.kind is Kind.SEGMENT for one in unsure(reading)):
        return ""
    texts = [word.text for word in reading.words]
    named = {value for value in _SEGMENTS if _stands(_AT["tenant_segment"][value], reading)}
    named |= {one.value for one in reading.of(Kind.SEGMENT)} & set(_SEGMENTS)
    if reading.says(MENDS) and (said := reading.of(Kind.SEGMENT)):
        return said[-1].value
    if len(named) != 1:
        return ""
    (one,) = named
    denied = taken_back(reading, Kind.SEGMENT) if reading.of(Kind.SEGMENT) else bool(NOT & set(texts))
    return next(other for other in _SEGMENTS if other != one) if denied else one


def _yes_or_no(reading: Reading) -> str:
    """Return a yes or a no in any language that is read, also with what confirms it: "yes, we did"."""
    first = reading.said.replace(",", " ").split()[:1] if len(reading.words) <= _BRIEF else []
    denied = not NOT.isdisjoint(word.text for word in reading.words[1:])
    if is_no(reading.said) or any(map(is_no, first)):
        return "no"
    return "yes" if is_yes(reading.said) or (any(map(is_yes, first)) and not denied) else ""


def _active(reading: Reading) -> str:
    """Return the number of active licences where several are named: the one that is said to be (R28)."""
    texts = [word.text for word in reading.words]
    values = {one.start: one.value for one in reading.of(Kind.SEATS)}
    counts = {
        place: values.get(word.start) or word.text
        for place, word in enumerate(reading.words)
        if word.text == Kind.SEATS.value or word.text.isdecimal()
    }
    active = frozenset(_AT["seat_count"]["active"])

    def is_active(place: int) -> bool:
        before, behind = texts[max(place - _BESIDE, 0) : place], texts[place + 1 : place + 1 + _BESIDE]
        return any(not active.isdisjoint(takewhile("but".__ne__, side)) for side in (reversed(before), behind))

    near = [count for place, count in counts.items() if is_active(place)]
    return near[0] if len(near) == 1 and len(counts) > 1 else ""


def _language(reading: Reading) -> str:
    """Return the one language of a script that leaves no blanks between words."""
    found = {value for name, value in UNSPACED.items() if name in reading.said and not _denied_behind(reading, name)}
    return found.pop() if len(found) == 1 and not reading.of(Kind.LANGUAGE) else ""


def _denied_behind(reading: Reading, name: str) -> bool:
    return reading.said.partition(name)[2].startswith(DENIED_BEHIND)


def _no_second(reading: Reading) -> str:
    """Return that there is no second language, however it is said (R36)."""
    none = is_no(reading.said) or _stands(_AT["secondary_language"]["none"], reading)
    return NO_LANGUAGE if none and not reading.of(Kind.LANGUAGE) else ""


def _stands(words: Sequence[str], reading: Reading) -> bool:
    """Tell whether one of the words was said; scripts without blanks have it within others."""
    return reading.says(words) or any(not word.isascii() and word in reading.said for word in words)


def _name(reading: Reading) -> str:
    """Return the customer's name of a reply: without what introduces it, a remark in brackets, or a second sentence."""
    if leaves(reading) or waits(reading):
        return ""
    if ids := reading.of(Kind.TENANT_ID, Kind.FIELD) if reading.of(Kind.TENANT_ID) else ():
        return name_in(reading.said[: ids[0].start].strip(" -,;:"))
    told = [one for one in clauses(reading) if not (one.asks or one.doubts)]
    told = told[-1:] if reading.says(MENDS) else told
    told = [one for one in told if not is_yes(reading.said[one.start : one.end].strip(" ,"))] or told
    told = [one for one in told if _introduces(reading.said[one.start : one.end])] or told
    name = _bare(_broken(reading) or _with_its_form(reading.said, told[0])) if told else ""
    if fold(name.partition(" ")[0]) in _BEGINS_SENTENCES and any(map(str.islower, name.split()[:2])):
        # A sentence: the name is what is read in it, and a colleague is no customer.
        within = [one.value for one in reading.of(Kind.CUSTOMER) if one.value and one.start < told[0].end]
        if within or reading.of(Kind.PERSON):
            return within[0] if within else ""
    quoted = bool(name) and f'"{name}"' in reading.said
    return name if name and (quoted or _looks_like_a_name(name) or reading.of(Kind.CUSTOMER)) else ""


def _introduces(said: str) -> bool:
    """Tell whether a part of a message says that what follows is the customer: "in FTOP it is", "now it's called"."""
    low = fold(said.strip(" ,")).removeprefix("now ").removeprefix("but ")
    return low.startswith(_INTRODUCES)


def is_plain_name(name: str, reading: Reading) -> bool:
    """Tell whether a reply holds a name and nothing that could be a sentence's: no verb, no colleague, no "or"."""
    if f'"{name}"' in reading.said or any(one.value == name for one in reading.of(Kind.CUSTOMER)):
        return True
    small = [fold(word) for word in name.split() if word[:1].islower()]
    sentence = any(word in GRAMMAR and word not in _IN_NAMES for word in small)
    people = any(reading.said[one.start : one.end].partition("'")[0] in name for one in reading.of(Kind.PERSON))
    return not (sentence or people or any(word in _NO_NAME for word in small))


def _with_its_form(said: str, clause: Clause) -> str:
    """Return the words of a clause; with a legal form that a comma parts from them: "VanArsdel, Ltd."."""
    behind = said[clause.end :].split()[:1]
    form = bool(behind) and fold(behind[0].strip(".,")).replace(".", "") in LEGAL_FORMS
    end = said.index(behind[0], clause.end) + len(behind[0]) if form else clause.end
    return said[clause.start : end]


def _broken(reading: Reading) -> str:
    """Return a name that was pasted with a line break in it; empty for lines that say something else."""
    lines = reading.said.split("\n")
    plain = len(lines) > 1 and "".join(reading.said.split()).isalnum()
    named = plain and not any(fold(line) in SOCIAL for line in lines) and reading.of(*Kind) == reading.of(Kind.CUSTOMER)
    capitals = named and all(not word[0].islower() for word in reading.said.split())
    return " ".join(reading.said.split()) if capitals else ""


def name_in(text: str) -> str:
    """Return the customer's name that a text is, without words before it and remarks behind it; empty for none."""
    name = _bare(text)
    return name if name and _looks_like_a_name(name) else ""


def _looks_like_a_name(name: str) -> bool:
    """A name is written with capitals, or at least without the words that sentences are made of."""
    words = name.split()
    if any(map(str.isalnum, name)) and (fold(words[0]) in NOT or is_no_reason(name) or says_nothing_yet(name)):
        return False
    if name.islower() and (_NO_NAMES.issuperset(words) or is_no_reason(name)):
        return False
    if any(map(str.isalnum, name)) and not name[0].isalnum():
        return False
    capitals = sum(word[:1].isupper() or not word[:1].islower() for word in words)
    common = [fold(word) in GRAMMAR or fold(word) in COMMON for word in words]
    return 2 * capitals >= len(words) or not (any(fold(word) in GRAMMAR for word in words) or all(common))


def _bare(text: str) -> str:
    """Return a name without words before it and a remark behind it; one in quotation marks stands as it is."""
    parts = text.replace("\u201c", '"').replace("\u201d", '"').split('"')
    if len(parts) == _QUOTED and parts[1].strip():
        return parts[1].strip()
    name = text.partition("(")[0].strip(" .,;:!\n\"'").rstrip(_SMILES)
    for _ in range(2):
        low = fold(name)
        lead = next((one for one in _LEADS if low.startswith((f"{one} ", f"{one}:"))), "")
        name = name[len(lead) :].strip(" :,\"'") if lead else name
    for tail in _TAILS:
        name = name[: -len(tail)].strip(" ,") if fold(name).endswith(tail) else name
    # The last point of "S.L." and of "Ltd." belongs to it; that of a plain word ends the sentence.
    last = name.rpartition(" ")[2]
    name += "." if ("." in last or fold(last) in _SHORTENED) and f"{name}." in text else ""
    return name if 0 < len(name.split()) <= _LONGEST_NAME else ""


def leaves(reading: Reading) -> bool:
    """Tell whether a reply says, in a sentence, that somebody cannot answer now: "their admin is on holiday" (G35)."""
    return reading.says(_LATER)


def waits(reading: Reading) -> bool:
    """Tell whether somebody asks for a moment, to look for the answer."""
    return reading.says(_AT["any"]["waits"])


def goes_back(reading: Reading, key: str) -> bool:
    """Tell whether somebody wants to answer once more what was asked before, `key`: "go back", "wrong ground"."""
    named = key in fold(reading.said).split()
    return reading.says(_AT["any"]["back"]) or (named and not _OTHER.isdisjoint(reading.texts))


def stops(reading: Reading) -> bool:
    """Tell whether somebody takes back what they were about to say: "oops wrong one", "not now"."""
    opening = [word.text for word in reading.words[:3]]
    return any_said(_AT["any"]["stops"], opening) or (opening[:1] == ["no"] and reading.said[2:3] in {",", ".", "!"})


def wishes_softly(reading: Reading) -> bool:
    """Tell whether a message says what would be welcome: "in Spanish if possible"."""
    return reading.says(_AT["any"]["wishes"])


def corrects(reading: Reading, key: str) -> bool:
    """Tell whether a message corrects a field: it says so, or names the field."""
    named = any(key in one.values for one in reading.of(Kind.FIELD)) or (key == "seat_count" and _counted(reading))
    return named or reading.says(_AT["correction"]["words"])


def corrects_plainly(reading: Reading, key: str) -> bool:
    """Tell whether a message corrects a field by more than an "and": products are named beside each other."""
    return any(key in one.values for one in reading.of(Kind.FIELD)) or says_instead(reading)


def says_instead(reading: Reading) -> bool:
    """Tell whether a message says that something is not as it was told."""
    return reading.says(_AT["correction"]["plainly"])


def _counted(reading: Reading) -> bool:
    """Tell whether a number says what it counts: "650 seats" is no answer to anything else."""
    behind = [fold(reading.said[one.end : one.end + 14]).split()[:1] for one in reading.of(Kind.SEATS)]
    within = (fold(reading.said[one.start : one.end]).split() for one in reading.of(Kind.SEATS))
    return any(word.strip(".,;!?") in UNITS for words in (*behind, *within) for word in words)


def switches(reading: Reading) -> bool:
    """Tell whether a message wants something else than what is being talked about: "return it instead"."""
    return not {word.text for word in reading.words}.isdisjoint(_AT["correction"]["switch"])


def renamed(reading: Reading) -> dict[str, str]:
    """Return a value that stands behind its field's name or behind "called", at the review of a whole draft."""
    head, mark, tail = reading.said.partition(":" if ":" in reading.said else " that ")
    fields = [one.value for one in reading.of(Kind.FIELD) if one.value and one.start < len(head)]
    if mark and len(fields) == 1 and tail.strip():
        # "The customer said that ..." tells no name.
        told = fields[0] in _IN_WORDS and (fields[0] != "tenant_name" or mark == ":")
        return {fields[0]: tail.strip()} if told else {}
    for lead in ("called ", "named ", "name is ", "name's ", "name should be ", "name should read "):
        _, found, name = reading.said.partition(lead)
        if found and (name[:1].isupper() or name[:1] in _OPENING_QUOTES):
            return {"tenant_name": _bare(_before_more(name))}
    return {}


def _before_more(name: str) -> str:
    """Return a name without what a comma begins anew in small letters: "Northwind Traders, please correct it"."""
    head, _, tail = name.partition(", ")
    return head if tail[:1].islower() and fold(tail.strip(".")) not in LEGAL_FORMS else name


_READERS: Mapping[str, Callable[[Reading], str]] = {
    "tenant_segment": _segment,
    "tenant_name": _name,
    "seat_count": _active,
    "primary_language": _language,
    "secondary_language": _no_second,
    "discussed": _yes_or_no,
}
_IN_WORDS = frozenset(("justification", "tenant_name", "exception_reason", "other_workload", "email_source"))
