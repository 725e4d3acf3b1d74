"""What a message tells of a draft's fields: what it denies, supposes or says of another customer is not kept."""

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import TypeVar

from dialogs.beside import Beside
from dialogs.open_values import with_open_ones
from dialogs.overhearing import Hearing
from dialogs.understanding import needs
from dialogs.understanding.at_field import (
    answer_to,
    corrects_plainly,
    renamed,
    says_instead,
    takes_value_back,
)
from dialogs.understanding.clauses import asks, told
from dialogs.understanding.corrections import named_values
from dialogs.understanding.details import KIND_OF
from dialogs.understanding.entities import Known
from dialogs.understanding.grammar import GRAMMAR, TERMS
from dialogs.understanding.naming import is_plain_name
from dialogs.understanding.needs import Heard
from dialogs.understanding.ranks import ranked
from dialogs.understanding.reading import Kind as Thing
from dialogs.understanding.reading import Reading, Word
from dialogs.understanding.ruled_out import still_named
from dialogs.understanding.runs import COMMON
from dialogs.understanding.stated import stated_last
from dialogs.understanding.told_to import tells_somebody
from dialogs.understanding.unreal import quoted
from dialogs.understanding.wordlist import wordlist
from dialogs.understanding.words import fold
from playbook.life.fields import Field, Kind
from playbook.life.records import Draft
from playbook.messages import hearing
from playbook.refusals import NotUnderstood
from playbook.requests.fields import FIELD

T = TypeVar("T")
_MORE = ("add", "also", "more", "another", "too", "as well", "addition", "dazu", "ajoute", "ajouter", "anade", "anadir")
# What stands before the colon of "please add: ...".
_ADDS = wordlist("please pls add also to this that one more thing hold on wait i want hi ok and")
_LANGUAGES = frozenset(("primary_language", "secondary_language"))
_SAYS = frozenset(("has", "have", "is", "speaks", "needs", "sits"))
_SAYS_OF = frozenset(("seat_count", "region", "primary_language", "secondary_language", "tenant_segment", "tenant_id"))


def told_of(draft: Draft, asked: Field | None, heard: Hearing) -> Heard:
    """Return what a message tells of fields that may change; `asked` is what was asked for, None at the review."""
    if takes_value_back(heard.reading) if asked else tells_somebody(heard.reading):
        return Heard({}, {})
    reading = still_named(_unquoted(heard.reading))
    named = renamed(reading) if asked is None else {}
    if added := _added(draft, named, reading) if asked is None else "":
        return Heard({"justification": added}, {})
    if text := next((key for key in named if FIELD[key].kind is Kind.TEXT), ""):
        begins, stated = stated_last(reading)
        words = reading.said[reading.said.index(named[text]) : begins].strip()
        return Heard({**stated, text: words} if words and stated else named, {})
    need, stated = _understood(draft, asked, heard, reading, named)
    if other := _another_customer(draft, need, asked, reading):
        return other

    beside = Beside(draft, asked, reading, stated.keys())

    def kept(values: Mapping[str, T]) -> dict[str, T]:
        may = (key for key in values if beside.may_take(key))
        return {key: values[key] for key in may if key != "tenant_name" or _renames(asked, values[key])}

    sure = replace(beside, reading=told(reading)).only_sure(need)
    need = _without_loose_names(sure, asked, reading)
    unsure = {
        key: need.unsure[key] for key in need.unsure if key not in need.answers and (not asked or key == asked.key)
    }
    doubts = {
        **{key: hearing.is_meant(FIELD[key], heard.known.lists.show(FIELD[key], unsure[key])) for key in unsure},
        **need.doubts,
    }
    return Heard(kept({**need.answers, **_address(heard, asked)}), kept(doubts), kept(unsure))


def _understood(
    draft: Draft, asked: Field | None, heard: Hearing, reading: Reading, named: Mapping[str, str]
) -> tuple[Heard, dict[str, str]]:
    """Return what a message says, be it meant as the draft's or not, and what it states by the fields' names."""
    need = needs.hear(told(_unquoted(heard.reading)), heard.known)
    # At another question a "because" gives the reason of its answer; one who asks for a SME says why one is needed.
    names_it = any("justification" in one.values for one in reading.of(Thing.FIELD))
    if asks(reading) or not (needs.wants_sme(reading) or names_it):
        need = replace(need, answers={key: need.answers[key] for key in need.answers if key != "justification"})
    stated = {**named, **_put_right(draft, told(_unquoted(heard.reading))), **named_values(told(reading))}
    need = replace(need, answers={**_without_languages(need, stated), **_second(need, asked, stated), **named})
    for key, value in stated.items():
        need = _with(need, FIELD[key], value, heard.known)
    said = answer_to(asked.key, told(reading)) if asked and not asks(reading) else ""
    # "Sorry, the region is APJ" says nothing of the name that is asked for.
    if asked and said and not (asked.key == "tenant_name" and said in _typed(reading, stated)):
        need = _with(need, asked, said, heard.known)
    need = with_open_ones(need, draft, asked, replace(heard, reading=_unquoted(heard.reading)))
    if asked and asked.key == "tenant_name":
        need = _only_plain_name(need, reading)
    return need, stated


def _typed(reading: Reading, keys: Container[str]) -> set[str]:
    """Return the values of these fields as they were typed."""
    kinds = (kind for key, kind in KIND_OF.items() if key in keys)
    return {reading.said[one.start : one.end] for kind in kinds for one in reading.of(kind)}


def _unquoted(reading: Reading) -> Reading:
    """Return a message without what it quotes beside words of its own; a name stands in quotation marks as well."""
    inside = quoted(reading)
    if not inside or inside.issuperset(reading.starts):
        return reading
    kept = (one for one in reading.entities if one.kind is Thing.CUSTOMER or one.start not in inside)
    return replace(reading, entities=tuple(kept))


def _put_right(draft: Draft, reading: Reading) -> dict[str, str]:
    """Return the values that are said in place of those the draft has: "I said AIP but it must be MDATP"."""
    found: dict[str, str] = {}
    # Who says which language is the first one and which the second puts neither in the other's place.
    both = _LANGUAGES.issubset(ranked(reading))
    for key, kind in KIND_OF.items():
        if both and key in _LANGUAGES:
            continue
        named, now = still_named(reading).of(kind), draft.answers.get(key)
        others = {one.value for one in named if one.value and one.value != now}
        if now and len(others) == 1 and says_instead(reading) and _names(reading, kind, now):
            found[key] = others.pop()
    return found


def _names(reading: Reading, kind: Thing, value: str) -> bool:
    """Tell whether a value is named, or a workload called by the first part of its name: "not AIP"."""
    called = kind is Thing.WORKLOAD and value.partition("_")[0].casefold() in reading.texts
    return called or any(value in one.values for one in reading.of(kind))


def _without_languages(need: Heard, stated: Container[str]) -> Mapping[str, str]:
    """Return the answers without the language that was told by the name of the other one alone."""
    one = len(_LANGUAGES & need.answers.keys()) == 1 and any(key in stated for key in _LANGUAGES)
    return {key: value for key, value in need.answers.items() if not (one and key in _LANGUAGES)}


def _added(draft: Draft, named: Mapping[str, str], reading: Reading) -> str:
    """Return the additional information with what shall be added to it; empty where nothing shall."""
    before, (head, mark, tail) = draft.answers.get("justification", ""), reading.said.partition(":")
    more = named.get("justification", "") or (tail.strip() if mark and _ADDS.issuperset(fold(head).split()) else "")
    return f"{before}\n{more}" if before and more and reading.says(_MORE) else ""


def _another_customer(draft: Draft, need: Heard, asked: Field | None, reading: Reading) -> Heard | None:
    """Return the question back where what is told is said of another customer than the draft's.

    At the review a name alone may be the customer's right one: there it has to be the subject, "Globex has 600 seats".
    """
    key = asked.key if asked else next((one for one in need.answers if one in _SAYS_OF), "")
    theirs = need.answers.get("tenant_name", "") if asked or _is_subject(reading) else ""
    named = next((one.value for one in reading.of(Thing.CUSTOMER) if one.value), "") if asked is None else ""
    name, mine = theirs or _subject(reading) or named, draft.answers.get("tenant_name", "")
    if key not in _SAYS_OF or not (name and mine and key in need.answers):
        return None
    if name.casefold() == mine.casefold() or corrects_plainly(reading, "tenant_name"):
        return None
    return Heard({}, {key: hearing.about_another_customer(name, mine)})


def _only_plain_name(need: Heard, reading: Reading) -> Heard:
    """Leave a customer's name open that may be a part of a sentence: "Ask Fran", "Tailspin or Wingtip"."""
    name = need.answers.get("tenant_name", "")
    if not name or is_plain_name(name, reading):
        return need
    others = {key: value for key, value in need.answers.items() if key != "tenant_name"}
    return replace(need, answers=others, unsure={**need.unsure, "tenant_name": name})


def _second(need: Heard, asked: Field | None, stated: Container[str]) -> Mapping[str, str]:
    """Return the one language that is told where the second one is asked for: "English then"."""
    one = need.answers.get("primary_language")
    for_it = (
        asked is not None
        and asked.key == "secondary_language"
        and not (_LANGUAGES & need.answers.keys()) - {"primary_language"}
    )
    return {"secondary_language": one} if one and for_it and "primary_language" not in stated else {}


def _without_loose_names(need: Heard, asked: Field | None, reading: Reading) -> Heard:
    """Leave out a customer that is named in no answer, "my colleague votes for Klingon", and one of two segments."""
    labelled = any("tenant_name" in one.values for one in reading.of(Thing.FIELD))
    loose = asked and asked.key != "tenant_name" and asked.key not in need.answers and not labelled
    segments = {one.value for one in reading.of(Thing.SEGMENT)}
    out = ({"tenant_name"} if loose else set()) | ({"tenant_segment"} if len(segments) > 1 else set())
    return replace(need, answers={key: value for key, value in need.answers.items() if key not in out})


def _is_subject(reading: Reading) -> bool:
    texts = [word.text for word in reading.words[:2]]
    return texts[:1] == [Thing.CUSTOMER.value] and not _SAYS.isdisjoint(texts)


def _subject(reading: Reading) -> str:
    """Return of whom something is said that begins with a name: "Globex has 600 seats"; empty for none."""
    first, verb = (*reading.words[:2], Word("", 0, 0), Word("", 0, 0))[:2]
    typed = reading.said[first.start : first.end]
    is_name = typed[:1].isupper() and first.text not in GRAMMAR | COMMON | TERMS
    return typed if is_name and verb.text in _SAYS and not first.text.startswith("<") else ""


def _with(need: Heard, field: Field, said: str, known: Known) -> Heard:
    """Add what a reply says of the field that is asked for, or what is wrong with it."""
    try:
        return replace(need, answers={**need.answers, field.key: known.lists.read(field, said, known.person)})
    except NotUnderstood as refusal:
        return replace(need, doubts={**need.doubts, field.key: refusal.message})


def _renames(asked: Field | None, name: object) -> bool:
    """Tell whether a name may stand where another one stands: not a word in small letters that was not asked for."""
    wanted = asked is not None and asked.key == "tenant_name"
    return wanted or not isinstance(name, str) or name[:1].isupper() or not name[:1].islower()


def _address(heard: Hearing, asked: Field | None) -> dict[str, str]:
    """Return an address where one is asked for, whatever is said around it."""
    if asked is None or asked.kind is not Kind.EMAIL:
        return {}
    said = heard.reading.said
    written = [said[one.start : one.end] for one in heard.reading.of(Thing.EMAIL, Thing.PERSON)]
    addresses = [one for one in written if "@" in one]
    return {"partner_email": addresses[0]} if len(addresses) == 1 else {}
