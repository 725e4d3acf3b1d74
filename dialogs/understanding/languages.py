"""Which languages are named for the SME (R35, R36). Which of them comes first is told by the words around them."""

from functools import lru_cache

from dialogs.understanding.grammar import COMPANY_KINDS
from dialogs.understanding.names import Names
from dialogs.understanding.reading import Kind
from dialogs.understanding.sheet import Sheet
from dialogs.understanding.wordlist import phrases, wordlist
from playbook.answers import Choice
from playbook.requests.fields import NO_LANGUAGE

# What the languages of the list are called elsewhere; a family ("Chinese") is asked back.
_ELSEWHERE = {
    "English": "englisch englische englischsprachig ingles inglesa engelsk engels 英語",
    "German": "deutsch deutsche deutscher deutschsprachig allemand aleman alemana alemao ドイツ語",
    "French": "franzosisch franzosische francais francaise frances francesa francese フランス語",
    "Spanish": "spanisch spanische espagnol espagnole espanola espanhol castellano スペイン語",
    "Portuguese": "portugiesisch portugiesische portugais portugaise portugues portuguesa ポルトガル語",
    "Japanese": "japanisch japanische japonais japonaise japones japonesa nihongo 日本語",
    "Italian": "italienisch italienische italien-sprachig italiano italiana イタリア語",
    "Dutch": "niederlandisch hollandisch neerlandais holandes neerlandes nederlands flemish オランダ語",
    "Polish": "polnisch polonais polaco polski ポーランド語",
    "Russian": "russisch russe ruso russo ロシア語",
    "Arabic": "arabisch arabe árabe アラビア語",
    "Korean": "koreanisch coreen coreano 韓国語",
    "Thai": "thailandisch tailandes タイ語",
    "Vietnamese": "vietnamesisch vietnamien vietnamita ベトナム語",
    "Chinese (Simplified)": "mandarin putonghua",
    "Chinese (Traditional)": "cantonese",
}
# Those of scripts without blanks, which stand within a run of letters.
UNSPACED = {name: key for key, names in _ELSEWHERE.items() for name in names.split() if name[0] >= "\u2e80"}
_CHINESE = "chinesisch chinois chino chines 中国語"
# Languages that people name and the list does not hold: named, without a value.
_UNLISTED = phrases(
    "Swedish, Danish, Norwegian, Finnish, Icelandic, Greek, Turkish, Czech, Slovak, Hungarian, Romanian",
    "Bulgarian, Croatian, Serbian, Slovenian, Ukrainian, Lithuanian, Latvian, Estonian, Hebrew, Hindi",
    "Bengali, Tamil, Urdu, Farsi, Persian, Malay, Indonesian, Tagalog, Afrikaans, Swahili, Catalan",
    "Schwedisch, Dänisch, Norwegisch, Finnisch, Griechisch, Türkisch, Tschechisch, Ungarisch, Rumänisch",
    "Ukrainisch, Suédois, Sueco, Turco",
)
_LABELS = wordlist(
    "language languages lang langs sprache sprachen langue idioma idiomas lingua speaks speaking speak",
    "primary secondary 1st 2nd",
)
_NOBODYS = wordlist("my mein meine mon mi meu sorry")
_SECOND = wordlist("second secondary 2nd zweite zweitsprache seconde segundo segunda other further")
_NO = wordlist("no none without kein keine nothing aucune ninguno nenhum")
_NONE_ALONE = wordlist("none keine aucune ninguno ninguna nenhum nenhuma nada no")
_NOT = frozenset({"not", "nicht"})
_SAY_NONE = _SECOND | _NONE_ALONE | _NOT | {"n"}
_SHORTEST = 3
_REACH = 5
_IN_LISTS = frozenset({":", "=", "is", "/", ","})
_NEEDED = frozenset({"needed", "required", "necessary", "notig"})


@lru_cache(maxsize=8)
def language_names(choices: tuple[Choice, ...]) -> tuple[Names[str], Names[str]]:
    """Return the names of the languages in a catalogue, and their short codes, which are words in most places."""
    named = [(name, one.value) for one in choices for name in (one.name, one.value, *one.synonyms, *one.families)]
    keys = {one.value for one in choices}
    named += [(name, key) for key, names in _ELSEWHERE.items() if key in keys for name in names.split()]
    named += [(name, one.value) for one in choices if "Chinese" in one.families for name in _CHINESE.split()]
    known = {name.casefold() for name, _ in named}
    full = [(name, value) for name, value in named if len(name) >= _SHORTEST]
    unlisted = [(name, "") for name in _UNLISTED if name.casefold() not in known]
    return Names([*full, *unlisted]), Names((name, value) for name, value in named if len(name) < _SHORTEST)


def languages(sheet: Sheet, choices: tuple[Choice, ...]) -> None:
    """Take the languages that are wanted, and "no second language" as none."""
    full, short = language_names(choices)
    behind = 0
    for place in sorted({*sheet.meaning(full.firsts), *sheet.typed(short.words)}):
        if place >= behind:
            behind = _take(sheet, full, short, place)
    _take_none(sheet)


def _take(sheet: Sheet, full: Names[str], short: Names[str], place: int) -> int:
    """Take the language that begins at a token; return where it ends."""
    end, values = full.at(sheet.meant, place)
    if not values and sheet.tokens[place].text in short.words and _is_labelled(sheet, place):
        end, values = short.at(sheet.tokens, place)
    if not values or not sheet.free(place, end):
        return place
    if _is_no_language(sheet, place, end):
        return end
    if sheet.negated(place) or _is_refused(sheet, end) or sheet.word(place - 1) in _NOBODYS:
        sheet.spend(place, end)
    else:
        sheet.take(Kind.LANGUAGE, place, end, [value for value in values if value])
    return end


def _is_labelled(sheet: Sheet, place: int) -> bool:
    before = place - 1
    while place - before <= _REACH and (sheet.word(before) in _IN_LISTS or sheet.kind(before) is Kind.LANGUAGE):
        before -= 1
    second = sheet.word(before) in _SECOND and sheet.of(Kind.LANGUAGE)
    return sheet.word(before) in _LABELS or second


def _is_no_language(sheet: Sheet, place: int, end: int) -> bool:
    """Tell "our German customer" and "the Italian Job" from a language."""
    if is_nationality(sheet, place, end):
        return True
    after = sheet.tokens[end] if end < len(sheet) else None
    return bool(
        after
        and sheet.tokens[place].raw[:1].isupper()
        and not after.glued
        and not after.opens
        and after.raw[:1].isupper()
        and not after.raw.isupper()
        and sheet.free(end, end + 1)
        and sheet.word(end) not in _AFTER_A_LANGUAGE
    )


def is_nationality(sheet: Sheet, place: int, end: int) -> bool:
    """Tell "our German customer" and "they are Swedish"."""
    if sheet.word(end) in COMPANY_KINDS and not sheet.ends_clause(end):
        return True
    labelled = any(sheet.word(before) in _LABELS for before in range(place - 4, place - 1))
    return sheet.word(place - 1) in {"are", "sind"} and not labelled and not sheet.word(end).startswith("speak")


_AFTER_A_LANGUAGE = wordlist(
    "first second only and or please preferred primary secondary speaking is as language sme expert if spoken",
    "ok needed required und oder customer thanks thank regards seats we they the i he she can justification",
    "reason tenant region segment",
)


def _is_refused(sheet: Sheet, end: int) -> bool:
    """Tell "English not needed", "Spanish no possible"."""
    after = end + 1 if sheet.word(end) in {"is", "isn"} else end
    denied = sheet.word(after) in {"not", "no", "nicht", "isn"}
    return denied and sheet.word(after + 1) in {
        "needed",
        "required",
        "possible",
        "necessary",
        "spoken",
        "ok",
        "notig",
    }


def _take_none(sheet: Sheet) -> None:
    """Take "no second language", "second language: none" or "not needed", and "none" as the item behind a language."""
    for place in sheet.still_free(sheet.meaning(_SAY_NONE)):
        word = sheet.word(place)
        if word in _SECOND and _NO & {sheet.word(place - 1), sheet.word(place - 2)}:
            first = place - 1 if sheet.word(place - 1) in _NO else place - 2
            end = place + 2 if sheet.word(place + 1) in _LABELS else place + 1
            if sheet.free(first, end):
                sheet.take(Kind.LANGUAGE, first, end, (NO_LANGUAGE,))
        elif (end := _nothing_at(sheet, place)) > place and sheet.ends_clause(end) and _is_about_second(sheet, place):
            sheet.take(Kind.LANGUAGE, place, end, (NO_LANGUAGE,))


def _nothing_at(sheet: Sheet, place: int) -> int:
    """Return where "none", "n/a" or "not needed" ends that begins at a token; the token itself for none of them."""
    if sheet.word(place) in _NONE_ALONE:
        return place + 1
    if sheet.word(place) == "n" and sheet.word(place + 1) == "/" and sheet.word(place + 2) == "a":
        return place + 3
    needed = sheet.word(place) in _NOT and sheet.word(place + 1) in _NEEDED
    return place + 2 if needed else place


def _is_about_second(sheet: Sheet, place: int) -> bool:
    """Tell whether "none" answers for the second language: it follows that, or the first one in a list."""
    before = place - 1
    while (
        before >= 0 and place - before <= _REACH and (sheet.word(before) in {":", "=", "is", "language", "-", "lang"})
    ):
        before -= 1
    if sheet.word(before) in _SECOND:
        return True
    behind_a_sign = not sheet.tokens[place - 1].is_word and place > 1
    return behind_a_sign and sheet.kind(place - 2) is Kind.LANGUAGE and sheet.word(place) != "no"
