"""The customer's name in a reply to the question for it: the words of a name, and none of the sentence around it."""

from collections.abc import Mapping, Sequence
from typing import Any

from dialogs.understanding.agreement import is_yes
from dialogs.understanding.clauses import Clause, clauses
from dialogs.understanding.grammar import ARTICLES, GRAMMAR
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.ruled_out import MENDS, NOT
from dialogs.understanding.runs import COMMON, LEGAL_FORMS
from dialogs.understanding.social import SOCIAL
from dialogs.understanding.vocabulary import document
from dialogs.understanding.wordlist import wordlist
from dialogs.understanding.words import fold
from playbook.requests.leaving import is_no_reason, says_nothing_yet

_AT: Mapping[str, Mapping[str, Any]] = document("words.toml")["at"]
_LEADS = _AT["tenant_name"]["leads"]
_LONGEST_NAME, _QUOTED = 8, 3
_NO_NAMES = frozenset(str(_AT["tenant_name"]["no_names"]).split())
# Small words that names hold, and words that no name does.
_IN_NAMES = wordlist("of the and for de la le du des y e et und der die das fur do da in on by")
_NO_NAME = frozenset(_AT["tenant_name"]["in_no_name"])
_INTRODUCES = tuple(f"{one} " for one in _AT["tenant_name"]["introduces"])
_BEGINS_SENTENCES = GRAMMAR - ARTICLES | {"ask"}
_TO_CHECK, _BUT = tuple(_AT["tenant_name"]["to_check"]), (" but ", " aber ", " mais ", " pero ", " mas ")
_SHORTENED = frozenset(("ltd", "inc", "corp", "co", "pty", "pte", "pvt", "ltda"))
_TAILS = (" in ftop", " please", " pls", " i think", " there", " btw", " by the way", " for now", " now", " thanks")
# A name in so many words before those that surely are one; who begins so introduces it.
_MOST_BEFORE = 4
_NO_BEGINNING = frozenset(
    ("sorry", "yes", "no", "ok", "hi", "hello", "customer", "it", "its", "the", "for", "client", "kunde")
)
# Smiles and the like behind a name are no part of it; other signs may be.
_SMILES = "".join(map(chr, range(0x1F600, 0x1F650))) + "\U0001f44d\U0001f389\u2764\ufe0f\u263a \u2728"
# "Yes Bank" is one, "Yes, Northwind" says another.
_BEGIN_NAMES_TOO = frozenset(("yes", "ok", "sure", "well"))
# "Write Adatum", "put Adatum for now".
_WRITE = frozenset(("write", "enter", "take", "type", "put", "use", "insert", "say", "choose"))


def name_of(reading: Reading) -> str:
    """Return the customer's name of a reply: without what introduces it, a remark in brackets, or a second sentence."""
    if _is_another_thing(reading):
        return ""
    if whole := _with_legal_form(reading):
        return whole
    if ids := reading.of(Kind.TENANT_ID, Kind.FIELD) if reading.of(Kind.TENANT_ID) else ():
        return name_in(reading.said[: ids[0].start].strip(" -,;:"))
    told = [one for one in clauses(reading) if not (one.asks or one.doubts)]
    told = told[-1:] if reading.says(MENDS) else told
    told = [one for one in told if not is_yes(reading.said[one.start : one.end].strip(" ,"))] or told
    told = [one for one in told if _introduces(reading.said[one.start : one.end])] or told
    name = bare(_broken(reading) or _led_to(reading, told)) if told else ""
    if fold(name.partition(" ")[0]) in _BEGINS_SENTENCES and any(map(str.islower, name.split()[:2])):
        # A sentence: the name is what is read in it, and a colleague is no customer.
        within = [one.value for one in reading.of(Kind.CUSTOMER) if one.value and one.start < told[0].end]
        if within or reading.of(Kind.PERSON):
            return within[0] if within else ""
    quoted = bool(name) and f'"{name}"' in reading.said
    return name if name and (quoted or _looks_like_a_name(name) or reading.of(Kind.CUSTOMER)) else ""


def _with_legal_form(reading: Reading) -> str:
    """Return a reply that is a name as a whole, whatever words it is made of: "Back to Work Ltd"; empty for others."""
    formed = next((one for one in reading.of(Kind.CUSTOMER) if one.end >= len(reading.said.rstrip(" ."))), None)
    before = reading.said[: formed.start].split() if formed else []
    plain = all((word[:1].isupper() or word in _IN_NAMES) and word[-1].isalnum() for word in before)
    whole = formed and 0 < len(before) <= _MOST_BEFORE and plain and fold(before[0]) not in _NO_BEGINNING
    return f"{' '.join(before)} {formed.value}" if formed and whole else ""


def _introduces(said: str) -> bool:
    """Tell whether a part of a message says that what follows is the customer: "in FTOP it is", "now it's called"."""
    low = fold(said.strip(" ,")).removeprefix("now ").removeprefix("but ")
    return low.startswith(_INTRODUCES)


def is_plain_name(name: str, reading: Reading) -> bool:
    """Tell whether a reply holds a name and nothing that could be a sentence's: no verb, no colleague, no "or"."""
    if f'"{name}"' in reading.said or any(one.value == name for one in reading.of(Kind.CUSTOMER)):
        return True
    if reading.says(_TO_CHECK):
        return False
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


def _led_to(reading: Reading, told: Sequence[Clause]) -> str:
    """Return what a sentence that names nothing else leads to: "I told you already: Northwind"; else its words."""
    said = _with_its_form(reading.said, told[0])
    head, _, tail = said.rpartition(": ")
    words = head.split()
    leads = len(words) > 1 and tail[:1].isupper() and all(map(str.islower, words[1:])) and fold(words[-1]) != "customer"
    nothing_else = len(told) == 1 and reading.of(*Kind) == reading.of(Kind.CUSTOMER)
    return tail if leads and nothing_else else said


def _broken(reading: Reading) -> str:
    """Return a name that was pasted with a line break in it; empty for lines that say something else."""
    lines = reading.said.split("\n")
    plain = len(lines) > 1 and "".join(reading.said.split()).isalnum()
    named = plain and not any(fold(line) in SOCIAL for line in lines) and reading.of(*Kind) == reading.of(Kind.CUSTOMER)
    capitals = named and all(not word[0].islower() for word in reading.said.split())
    return " ".join(reading.said.split()) if capitals else ""


def name_in(text: str) -> str:
    """Return the customer's name that a text is, without words before it and remarks behind it; empty for none."""
    name = bare(text)
    return name if name and _looks_like_a_name(name) else ""


def _is_another_thing(reading: Reading) -> bool:
    """Tell whether a reply is nothing but a value of another kind: "EMEA", "German", "AIP P2", a mail address."""
    kinds = {one.kind for one in reading.entities}
    return len(reading.words) == 1 == len(reading.entities) and kinds.isdisjoint({Kind.CUSTOMER, Kind.PERSON})


def _looks_like_a_name(name: str) -> bool:
    """A name is written with capitals, or at least without the words that sentences are made of."""
    words = name.split()
    if any(map(str.isalnum, name)) and (fold(words[0]) in NOT or is_no_reason(name) or says_nothing_yet(name)):
        return False
    if words[0].islower() and fold(words[0]) in GRAMMAR - ARTICLES - _IN_NAMES | {"in", "on", "for"}:
        return False
    if name.islower() and (_NO_NAMES.issuperset(words) or is_no_reason(name)):
        return False
    if any(map(str.isalnum, name)) and not name[0].isalnum():
        return False
    capitals = sum(word[:1].isupper() or not word[:1].islower() for word in words)
    common = [fold(word) in GRAMMAR or fold(word) in COMMON for word in words]
    return 2 * capitals >= len(words) or not (any(fold(word) in GRAMMAR for word in words) or all(common))


def bare(text: str) -> str:
    """Return a name without words before it and a remark behind it; one in quotation marks stands as it is."""
    parts = text.replace("\u201c", '"').replace("\u201d", '"').split('"')
    if len(parts) == _QUOTED and parts[1].strip():
        return parts[1].strip()
    name = text.partition("(")[0].strip(" .,;:!\n\"'").rstrip(_SMILES)
    order, _, ordered = name.partition(" ")
    name = ordered if order.islower() and fold(order) in _WRITE and ordered[:1].isupper() else name
    for _ in range(2):
        low = fold(name)
        lead = next((one for one in _LEADS if low.startswith((f"{one} ", f"{one}:"))), "")
        if lead in _BEGIN_NAMES_TOO and "," not in name and all(word[0].isupper() for word in name.split()):
            break
        name = name[len(lead) :].strip(" :,\"'") if lead else name
    for tail in _TAILS:
        name = name[: -len(tail)].strip(" ,") if fold(name).endswith(tail) else name
    for joint in _BUT:
        head, found, behind = name.partition(joint)
        name = head if found and behind[:1].islower() else name
    # The last point of "S.L." and of "Ltd." belongs to it; that of a plain word ends the sentence.
    last = name.rpartition(" ")[2]
    name += "." if ("." in last or fold(last) in _SHORTENED) and f"{name}." in text else ""
    return name if 0 < len(name.split()) <= _LONGEST_NAME else ""


def before_more(name: str) -> str:
    """Return a name without what a comma begins anew in small letters: "Northwind Traders, please correct it"."""
    head, _, tail = name.partition(", ")
    return head if tail[:1].islower() and fold(tail.strip(".")) not in LEGAL_FORMS else name
