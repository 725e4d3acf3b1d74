"""Runs of words that may be a company's name."""

from pathlib import Path

from dialogs.understanding.grammar import ARTICLES, GRAMMAR, TERMS
from dialogs.understanding.names import Names
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.wordlist import phrases, wordlist
from dialogs.understanding.words import APOSTROPHES, DASHES

_COMMON = (Path(__file__).parent / "data" / "common.txt").read_text(encoding="utf-8").splitlines()[1:]
COMMON = frozenset(word for line in _COMMON for word in line.split())
_ENDINGS = phrases("s, es, ed, d, ing, er, ly")
_MOST = 10
# An initial, or "St.".
_SHORT = 2
_CONNECTORS = wordlist(
    "and of the und de du des la le les et y e en van von der den di da do dos del los & + am",
    "zum",
)
# What ends a name although it begins with a capital, for it begins the next thing.
_ENDS = wordlist(
    "sme smes fpm seats seat licences licenses users region regions language languages lang please pls we",
    "they i tenant segment workload thanks thank regards need needs he she primary secondary customer",
    "client reason justification smc enterprise emea apj amer apac aip aadp oatp mdatp mcas aatp mig entra",
    "intune sharepoint hello hi",
)
_FORMS = phrases(
    "GmbH, AG, KG, OHG, UG, GbR, eG, e.V., e.K., SE, mbH, KGaA, Inc, LLC, LLP, Ltd, Limited, PLC, Corp",
    "Corporation, Co, S.A., S.A.S., SAS, SARL, S.à r.l., SRL, S.r.l., SpA, S.p.A., BV, B.V., NV, N.V., AB",
    "ApS, Oy, Oyj, ASA, KK, K.K., Pty, Pte, Pvt, Lda, Ltda, Ltda., EIRL, S.L., S.r.o., Kft, Zrt, d.o.o., Bhd",
    "Sdn Bhd, S.A. de C.V., SA de CV, S/A, Holding, Holdings, Group, Incorporated, Company, Pty Ltd, Pte Ltd",
    "Pvt Ltd, Co Ltd, GmbH & Co. KG",
)
LEGAL_FORMS = frozenset(form.casefold().replace(".", "") for form in _FORMS)
# "A/S".
_A, _SLASH = frozenset({"a"}), frozenset({"/"})
_LEGAL = Names((form, form) for form in _FORMS)
_BEGIN_LEGAL = frozenset(_LEGAL.firsts) | _A
# Words as well, or too short to be sure of in small letters.
_LEGAL_IN_CAPITALS = wordlist(
    "ag kg se ug co ab as sa sas nv bv sl eg oy asa group company holding limited ek ev kk",
)


def is_common(word: str) -> bool:
    """Tell a common English word, also with an ending."""
    return any(word.endswith(end) and word[: len(word) - len(end)] in COMMON for end in _ENDINGS)


def is_plain(word: str) -> bool:
    """Tell a word that sentences are made of, and no name."""
    return word in GRAMMAR or word in TERMS


def legal_places(sheet: Sheet) -> list[int]:
    """Return the tokens at which a legal form may begin."""
    return sorted({*sheet.typed(_LEGAL.firsts), *(sheet.meaning(_A) if sheet.says(_SLASH) else ())})


def legal_form_at(sheet: Sheet, place: int) -> int:
    """Return where a legal form ends that begins at a token: "GmbH", "S.A.", "A/S"; the token itself for none."""
    if sheet.tokens[place].text not in _BEGIN_LEGAL:
        return place
    end = _form_at(sheet, place)
    # "A/S" has none.
    dotted = end > place and sheet.word(place + 1) != "/" and _has_full_stop(sheet, place, end)
    return end + 1 if dotted else end


def _form_at(sheet: Sheet, place: int) -> int:
    """Return the same, without the full stop behind it."""
    if sheet.word(place) == "a" and sheet.word(place + 1) == "/" and sheet.word(place + 2) == "s":
        return place + 3
    end, forms = _LEGAL.at(sheet.tokens, place)
    if not forms:
        return place
    token = sheet.tokens[place]
    if end == place + 1 and token.text in _LEGAL_IN_CAPITALS and not token.raw[0].isupper():
        return place
    # "S.A." is dotted; "s a" is not it.
    if len(token.text) == 1 and sheet.word(place + 1) not in {".", "/"}:
        return place
    return end


def _has_full_stop(sheet: Sheet, place: int, end: int) -> bool:
    """Tell the full stop of "S.A." and of "Ltd. in Leeds" from the one that ends a sentence."""
    if sheet.word(end) != "." or not sheet.tokens[end].glued:
        return False
    if end > place + 1 and sheet.word(place + 1) == ".":
        return True
    after = sheet.tokens[end + 1] if end + 1 < len(sheet) else None
    if after is None or after.opens or sheet.caseless:
        return False
    # Not `legal_form_at`, which would go through all of "Ltd. Ltd. Ltd." from each of them.
    if _form_at(sheet, end + 1) > end + 1:
        return True
    return after.text == "," or (after.raw.isalpha() and after.raw.islower())


def is_capital(sheet: Sheet, place: int) -> bool:
    """Tell a word that begins like a name: with a capital, or in a script that has none; or a digit before letters."""
    if not 0 <= place < len(sheet):
        return False
    raw = sheet.tokens[place].raw
    if raw[0].isdecimal():
        return any(map(str.isalpha, raw)) and any(map(str.isupper, raw))
    return raw[0].isalpha() and not raw[0].islower()


def run_from(sheet: Sheet, place: int, *, any_case: bool = False) -> int:
    """Return where the name ends that begins at a token: words in capitals and what joins them; the token for none."""
    if not (is_capital(sheet, place) or any_case or _number_and_name(sheet, place)):
        return place
    end = place
    while end < len(sheet) and end - place < _MOST:
        after = _next_part(sheet, place, end, any_case=any_case)
        if after == end:
            break
        end = after
    return end


def _number_and_name(sheet: Sheet, place: int) -> bool:
    return place + 1 < len(sheet) and sheet.tokens[place].is_number and is_capital(sheet, place + 1)


def _next_part(sheet: Sheet, start: int, place: int, *, any_case: bool) -> int:
    """Return where the next part of a name ends, a word of it or a joint and a word."""
    token = sheet.tokens[place]
    if not sheet.free(place, place + 1) or (token.opens and place > start):
        return place
    form = legal_form_at(sheet, place) if place > start else place
    if form > place:
        return form
    if token.is_word:
        return place + 1 if _is_part(sheet, start, place, any_case=any_case) else place
    return _after_joint(sheet, place, any_case=any_case)


def _is_part(sheet: Sheet, start: int, place: int, *, any_case: bool) -> bool:
    word = sheet.tokens[place].text
    if place > start and (word in _ENDS or (any_case and is_plain(word))):
        return False
    if is_capital(sheet, place) or any_case:
        return True
    if sheet.tokens[place].is_number:
        return place > start and is_capital(sheet, place + 1) and not sheet.tokens[place + 1].opens
    after = place + 1
    while sheet.word(after) in _CONNECTORS and after < place + 3:
        after += 1
    joins = word in _CONNECTORS and place > start and is_capital(sheet, after) and sheet.free(place, after + 1)
    return joins and sheet.word(after) not in _ENDS and not sheet.tokens[after].opens


def _after_joint(sheet: Sheet, place: int, *, any_case: bool) -> int:
    """Return where a sign and the word behind it end that belong to a name: "&", a hyphen, "O'Brien", "A. Datum"."""
    sign, after = sheet.tokens[place], place + 1
    if after >= len(sheet) or not sheet.free(after, after + 1) or sheet.tokens[after].opens:
        return place
    following = sheet.tokens[after]
    if sign.text in {"&", "+"}:
        return after + 1 if following.is_word and (is_capital(sheet, after) or any_case or following.glued) else place
    if sign.text in DASHES or sign.text in APOSTROPHES:
        glued = sign.glued and following.glued and following.is_word
        if sign.text in APOSTROPHES and following.text == "s":
            return after + 1 if glued and _goes_on(sheet, after + 1) else place
        return after + 1 if glued else place
    initial = sign.text == "." and sign.glued and len(sheet.word(place - 1)) <= _SHORT
    return after + 1 if initial and is_capital(sheet, after) and following.text not in _ENDS else place


def _goes_on(sheet: Sheet, place: int) -> bool:
    """Tell the possessive inside a name, as in "Margie's Travel", from the one behind it."""
    if not is_capital(sheet, place) or not sheet.free(place, place + 1) or sheet.tokens[place].opens:
        return False
    return sheet.tokens[place].text not in _ENDS and sheet.tokens[place].text not in TERMS


def run_back(sheet: Sheet, place: int) -> int:
    """Return where the name begins that a legal form at a token ends."""
    start = place
    while start > 0 and place - start < _MOST and sheet.free(start - 1, start) and not sheet.tokens[start].opens:
        if not _belongs(sheet, start - 1, place):
            break
        start -= 1
    while start < place and (sheet.tokens[start].raw in _CONNECTORS or not sheet.tokens[start].is_word):
        start += 1
    return start


def _belongs(sheet: Sheet, place: int, form: int) -> bool:
    token = sheet.tokens[place]
    if not token.is_word:
        initial = token.text == "." and token.glued and len(sheet.word(place - 1)) <= _SHORT
        return token.text == "&" or initial or (token.text in DASHES | APOSTROPHES and sheet.tokens[place + 1].glued)
    if is_capital(sheet, place):
        return token.text not in _ENDS and not (place + 1 < form and _opens_sentence(sheet, place))
    if token.text in _CONNECTORS:
        return is_capital(sheet, place - 1) and sheet.word(place - 1) not in _ENDS
    if token.text == "s" and place > 1 and sheet.word(place - 1) in APOSTROPHES:
        return True
    return token.is_number or (not is_plain(token.text) and (sheet.caseless or not is_common(token.text)))


def _opens_sentence(sheet: Sheet, place: int) -> bool:
    """Tell a word that has its capital from where it stands; the "The" of ", The Phone Company" has its own."""
    token = sheet.tokens[place]
    if not is_plain(token.text) or token.text in TERMS or sheet.word(place + 1) == ".":
        return False
    return begins_sentence(sheet, place) or (sheet.ends_clause(place - 1) and token.text not in ARTICLES)


def begins_sentence(sheet: Sheet, place: int) -> bool:
    """Tell whether a sentence begins at a token, where any word has a capital."""
    return place == 0 or sheet.tokens[place].opens or sheet.word(place - 1) in {".", "!", "?"}
