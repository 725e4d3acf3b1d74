"""What a message says in words: why a SME is needed (R37), and where the mailboxes come from."""

from collections.abc import Mapping, Sequence, Set

from dialogs.understanding.agreement import is_no
from dialogs.understanding.reading import Kind as Thing
from dialogs.understanding.reading import Reading
from dialogs.understanding.second_thoughts import takes_back
from dialogs.understanding.social import SOCIAL
from dialogs.understanding.wordlist import phrases, wordlist
from dialogs.understanding.words import TEXT, Token, fold, tokens
from dialogs.understanding.workloads import SOURCE_NAMES
from playbook.life.fields import Field, Kind
from playbook.messages import correcting
from playbook.messages.message import Speech
from playbook.requests.fields import MESSAGE_TEXT
from playbook.requests.leaving import is_no_reason, says_nothing_yet, wants_later

_LABELS = wordlist(
    "reason reasons justification details background grund begrundung raison motivo justificacion",
    "justificativa info information",
)
_BECAUSE = frozenset(
    tuple(words.split()) for words in phrases("because, so that, weil, damit, parce que, porque, para que, pour que")
)
_MARKS = _LABELS | {words[0] for words in _BECAUSE}
_SIGNS = frozenset({":", "="})
_ENDS = frozenset(".!?\u3002")
_LEAST_WORDS = 3
_FROM = wordlist(
    "from off away source von aus depuis de desde do da origem origen quelle currently today using use uses",
    "on run running old",
)
_PASSED = wordlist(": = is the their an a old our ( ibm hcl legacy servers on") - _FROM


def begins_with_why(words: Sequence[str]) -> bool:
    """Tell whether words begin as a reason does: "because ...", "since ..."."""
    return tuple(words[:1]) in _BECAUSE | {("since",)} or tuple(words[:2]) in _BECAUSE


def explains_nothing(said: str) -> bool:
    """Tell whether words that others read say nothing: a noise, a courtesy, or that the answer comes later (R38)."""
    courtesies = {fold(said.strip(" .!")), *(fold(word.strip(" ,.!")) for word in said.split())} - {""}
    polite = fold(said.strip(" .!")) in SOCIAL or courtesies <= SOCIAL.keys()
    return polite or wants_later(said) or says_nothing_yet(said) or is_no_reason(said)


def unexplained(asks: Sequence[Field], texts: Mapping[str, str]) -> Mapping[str, Speech]:
    """Return by detail what is wrong with words for others that say nothing, or take the step back (R38).

    A card asks for them as the chat does; what is sent as a message may be a mere "thanks".
    """
    in_words = [field.key for field in asks if field.kind is Kind.TEXT and field != MESSAGE_TEXT]
    given = {key: texts.get(key, "") for key in in_words}
    return {
        key: correcting.SAYS_NOTHING_TO_OTHERS
        for key, said in given.items()
        if said.strip() and (explains_nothing(said) or is_no(said) or takes_back(said))
    }


def reason(reading: Reading) -> str:
    """Return why a SME is needed, where that is labelled or said by "because"; empty else."""
    found = tokens(reading.said)
    marks = _places_of(found, _MARKS)
    for place in marks:
        start = _label_end(found, place) if found[place].text in _LABELS else 0
        if start:
            return _clause(reading.said, found, start, to_line=True)
    for place in marks:
        if _is_because(found, place) and not _is_question(reading.said):
            return _clause(reading.said, found, place, to_line=False)
    return ""


def _places_of(found: Sequence[Token], words: Set[str]) -> list[int]:
    return [place for place, text in enumerate(map(TEXT, found)) if text in words]


def _label_end(found: Sequence[Token], place: int) -> int:
    if place + 2 >= len(found):
        return 0
    return place + 2 if found[place + 1].text in _SIGNS else 0


def _is_because(found: Sequence[Token], place: int) -> bool:
    return (found[place].text,) in _BECAUSE or tuple(token.text for token in found[place : place + 2]) in _BECAUSE


def _is_question(said: str) -> bool:
    return said.rstrip().endswith("?")


def _clause(said: str, found: Sequence[Token], start: int, *, to_line: bool) -> str:
    """Return what is said from a token on, to the end of its line or of its sentence."""
    end = start + 1
    while end < len(found) and not found[end].opens:
        if not to_line and found[end].text in _ENDS and (end + 1 == len(found) or not found[end + 1].glued):
            break
        end += 1
    words = [token for token in found[start:end] if token.is_word]
    return said[found[start].start : found[end - 1].end].strip() if len(words) >= _LEAST_WORDS else ""


def mail_source(reading: Reading) -> str:
    """Return the system that mailboxes come from; empty where none, or several, are said to be it (R37)."""
    found = tokens(reading.said)
    named = {}
    behind = 0
    for place in _places_of(found, SOURCE_NAMES.firsts):
        if place < behind:
            continue
        end, names = SOURCE_NAMES.at(found, place)
        if names and not _is_customers(reading, found[place]) and _comes_from(found, place, end):
            named[names[0].casefold()] = names[0]
        behind = end
    return next(iter(named.values())) if len(named) == 1 else ""


def _comes_from(found: Sequence[Token], place: int, end: int) -> bool:
    if end < len(found) and found[end].text in {"to", "nach", "vers", "hacia", "a", "para"}:
        return True
    if place and found[place - 1].text == "," and (end == len(found) or found[end].text in {",", "."}):
        # An item of a list.
        return True
    before = place - 1
    while before >= 0 and found[before].text in _PASSED:
        before -= 1
    return before >= 0 and found[before].text in _FROM


def _is_customers(reading: Reading, token: Token) -> bool:
    return any(one.start <= token.start < one.end for one in reading.of(Thing.CUSTOMER, Thing.EMAIL, Thing.RECORD))
