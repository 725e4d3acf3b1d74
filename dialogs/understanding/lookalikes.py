"""Names that nothing marks as a customer's: the one that stands by itself in a message that says a need."""

from collections.abc import Sequence

from dialogs.understanding.customers import text_of
from dialogs.understanding.grammar import TERMS
from dialogs.understanding.reading import Kind
from dialogs.understanding.runs import begins_sentence, is_common, is_plain, run_from
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.wordlist import wordlist

_MOST_WORDS = 6
_NEAR = 4
_DOES = wordlist(
    "needs wants has requires is are would have bought uses runs plans asked asks braucht sucht hat tiene tem"
)
# Names behind these are of people, or of what is signed.
_PEOPLE_BEHIND = wordlist(
    "colleague boss manager mr mrs ms dr herr frau am from by dear hi hello hey cc regards thanks gruss",
    "grusse cheers sincerely contact best kollege kollegin von mein my i ask told name is cordialement",
    "saludos merci danke signed subject to",
)
_HEADERS = wordlist("from to cc subject sent date von an betreff de objet re fw fwd")
_EVIDENCE = frozenset({Kind.WORKLOAD, Kind.SEATS, Kind.REGION, Kind.LANGUAGE, Kind.SEGMENT, Kind.TENANT_ID})
_LEAST_EVIDENCE = 2


def looked_like_customers(sheet: Sheet) -> None:
    """Take the one name that stands by itself in a message that says a need, where nothing marks a customer."""
    named = {entity.kind for entity in sheet.entities}
    if Kind.CUSTOMER in named or Kind.RECORD in named or len(named & _EVIDENCE) < _LEAST_EVIDENCE:
        return
    runs = list(_items(sheet)) or list(_inner_runs(sheet))
    if len(runs) == 1:
        start, end = runs[0]
        sheet.take(Kind.CUSTOMER, start, end, (text_of(sheet, start, end),))


def _items(sheet: Sheet) -> Sequence[tuple[int, int]]:
    """Return the items of a list that are nothing but a name."""
    found = []
    place = 0
    while place < len(sheet):
        end = place
        while end < len(sheet) and (end == place or not _parts_items(sheet, end)):
            end += 1
        start = place if not _parts_items(sheet, place) or sheet.tokens[place].is_word else place + 1
        if start < end and sheet.free(start, end) and not _is_signed(sheet, start) and _is_item(sheet, start, end):
            found.append((start, end))
        place = max(end, place + 1)
    return found


def _parts_items(sheet: Sheet, place: int) -> bool:
    token = sheet.tokens[place]
    if token.text in {"-", "\u2013"} and not token.glued:
        return True
    inside = token.text in {".", "/"} and token.glued and place + 1 < len(sheet) and sheet.tokens[place + 1].glued
    return sheet.ends_clause(place) and not inside


def _is_item(sheet: Sheet, start: int, end: int) -> bool:
    texts = [sheet.tokens[place].text for place in range(start, end) if sheet.tokens[place].is_word]
    texts = [text for text in texts if text != "s"]
    if not texts or len(texts) > _MOST_WORDS or any(text in TERMS for text in texts):
        return False
    if sheet.word(end) in {":", "="}:
        return False
    if is_plain(texts[0]) and (sheet.caseless or begins_sentence(sheet, start) or all(map(is_plain, texts))):
        return False
    if sheet.caseless:
        return not any(map(is_plain, texts)) and not is_common(texts[0]) and not texts[0].isdecimal()
    return run_from(sheet, start) == end and not (len(texts) == 1 and is_common(texts[0]))


def _is_signed(sheet: Sheet, place: int) -> bool:
    """Tell what follows a greeting or a closing, or stands in the head of a mail that was passed on."""
    before = place - 1
    while before >= max(0, place - _NEAR) and not sheet.tokens[before].is_word:
        before -= 1
    return (sheet.word(before) in _PEOPLE_BEHIND and sheet.word(before) not in {"is", "my", "i"}) or _in_header(
        sheet, place
    )


def _in_header(sheet: Sheet, place: int) -> bool:
    first = sheet.line_of(place)
    return sheet.tokens[first].text in _HEADERS and sheet.word(first + 1) == ":"


def _inner_runs(sheet: Sheet) -> Sequence[tuple[int, int]]:
    """Return runs of two words and more in capitals inside a sentence, and those that something is said of."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(sheet) and not sheet.caseless:
        end = run_from(sheet, place) if sheet.free(place, place + 1) else place
        if end > place and _is_inner(sheet, place, end):
            found.append((place, end))
        place = max(end, place + 1)
    return found


def _is_inner(sheet: Sheet, place: int, end: int) -> bool:
    texts = [sheet.tokens[there].text for there in range(place, end) if sheet.tokens[there].is_word]
    if begins_sentence(sheet, place):
        return sheet.word(end) in _DOES and not any(map(is_plain, texts)) and not is_common(texts[0])
    inside = sheet.tokens[place - 1].raw.islower()
    plain = sum(map(is_plain, texts))
    named = len(texts) > 1 and plain < len(texts) and not any(text in TERMS for text in texts)
    return inside and named and sheet.word(place - 1) not in _PEOPLE_BEHIND and not _in_header(sheet, place)
