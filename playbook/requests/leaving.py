"""Replies that leave a question for later, or answer it with nothing. Tables of whole replies; no part is guessed."""

from playbook.answers import clean

# Nothing longer is one of these replies.
_LONGEST = 60

# What a person says who has the answer, but not at hand (G35).
_LATER = frozenset({
    "later", "skip", "skip it", "skip this", "skip that", "skip this one", "skip for now", "not now", "leave it",
    "leave it open", "leave it for later", "leave it for now", "leave that for later", "do it later",
    "ask me later", "ask later", "tell you later", "i will tell you later", "i'll tell you later", "maybe later",
    "i'll add it later", "i will add it later", "i'll do it later", "come back to this", "come back to it later",
    "next", "next question", "pass", "i don't have it", "don't have it", "i don't have it yet", "don't have it yet",
    "i don't have that", "don't have that", "i don't have that yet", "i don't have it at hand", "not at hand",
    "don't have it at hand", "don't have it handy", "i don't have it now", "i don't have it right now",
    "i need to ask", "i have to ask", "i'll ask", "i need to check", "i have to check", "need to check",
    "let me check", "i'll check", "i will check", "to follow", "will follow", "i need to look it up",
    # German, French, Spanish, Portuguese, Japanese
    "später", "spaeter", "überspringen", "weiter", "habe ich nicht", "habe ich noch nicht", "hab ich nicht",
    "hab ich noch nicht", "habe ich nicht da", "nicht zur hand", "muss ich nachsehen", "muss ich fragen",
    "plus tard", "passer", "suivant", "je ne l'ai pas", "je ne l'ai pas encore", "je l'ai pas", "je dois demander",
    "más tarde", "mas tarde", "luego", "después", "despues", "saltar", "omitir", "no lo tengo", "no la tengo",
    "todavía no lo tengo", "aún no lo tengo", "mais tarde", "depois", "pular", "não tenho", "nao tenho",
    "ainda não tenho", "ainda nao tenho", "後で", "あとで", "スキップ", "まだありません", "手元にありません",
})  # fmt: skip

# What a person says who does not know: a field that is no free text waits for whoever does (G35).
_UNKNOWN = frozenset({
    "i don't know", "don't know", "dunno", "i dunno", "idk", "i don't know yet", "don't know yet", "not known yet",
    "i do not know", "do not know", "i do not know yet", "no idea", "i have no idea", "not sure", "i'm not sure",
    "i am not sure", "not sure yet", "i'm not sure yet", "unknown", "no clue", "who knows", "can't say", "i can't say",
    "cannot say", "hard to say", "i can't tell", "i couldn't say", "tbd", "to be determined", "to be defined", "tbc",
    "to be confirmed", "i don't know that", "i'm unsure", "unsure", "beats me",
    "weiß nicht", "weiss nicht", "weiß ich nicht", "weiss ich nicht", "ich weiß nicht", "ich weiss nicht",
    "ich weiß es nicht", "ich weiss es nicht", "weiß ich noch nicht", "weiss ich noch nicht", "keine ahnung",
    "unbekannt", "noch offen",
    "je ne sais pas", "je ne sais pas encore", "je sais pas", "aucune idée", "aucune idee", "inconnu",
    "no sé", "no se", "no lo sé", "no lo se", "no sé todavía", "ni idea", "desconocido",
    "não sei", "nao sei", "ainda não sei", "ainda nao sei", "sei lá", "desconhecido",
    "わからない", "わかりません", "分かりません", "分からない", "知りません", "不明", "未定",
})  # fmt: skip

# What says nothing where words are wanted: asked once more, then kept and flagged to the FPM (G35).
_NOTHING = frozenset({
    "maybe", "perhaps", "possibly", "because", "just because", "because i want to", "whatever", "n/a", "na",
    "not applicable", "none", "nothing", "no reason", "no comment", "nope", "no", "see above", "as above", "same",
    "vielleicht", "weil", "egal", "nichts", "keine", "peut-être", "peut-etre", "parce que", "rien", "quizás", "quizas",
    "tal vez", "porque", "porque sí", "nada", "talvez", "たぶん", "多分", "なし", "特になし",
})  # fmt: skip

_SAYS_NOTHING = _UNKNOWN | _NOTHING

# What no FPM could take for a reason: never kept (R38).
_NO_REASON = frozenset({
    "ok", "okay", "k", "yes", "y", "yep", "yeah", "sure", "fine", "good", "great", "done", "please", "pls", "thanks",
    "thank you", "thx", "hi", "hello", "hey", "test", "testing", "test test", "this is a test", "just a test", "foo",
    "bar", "foo bar", "bla", "bla bla", "blah", "blah blah", "lorem ipsum", "x", "xx", "xxx", "abc", "asdf", "qwerty",
    "qwertz", "azerty", "text", "some text", "something", "anything", "reason", "justification", "the reason",
    "additional information", "information", "info", "help", "need help", "sme", "need sme", "need a sme",
    "i need a sme", "i want a sme", "submit", "go", "go on", "next", "continue", "hm", "hmm", "lol",
    "ja", "gut", "danke", "hallo", "bitte", "oui", "d'accord", "merci", "bonjour", "si", "sí", "vale", "gracias",
    "hola", "prueba", "sim", "obrigado", "obrigada", "olá", "teste", "はい", "テスト", "了解",
})  # fmt: skip
_KEYBOARD_ROWS = ("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm")
_SHORTEST_RUN = 3


def wants_later(text: str) -> bool:
    """Tell whether a reply leaves the question for later: the person does not have the answer, or not yet (G35)."""
    return _folded(text) in _LATER | _UNKNOWN


def says_nothing_yet(text: str) -> bool:
    """Tell whether a reply answers a question for words without saying anything: "I don't know", "maybe", "-"."""
    said = clean(text)
    return _folded(text) in _SAYS_NOTHING or (bool(said) and not any(map(str.isalnum, said)))


def is_no_reason(text: str) -> bool:
    """Tell whether a reply can be nobody's justification: "ok", "test", "asdf", "aaaa", "123" (R38)."""
    said = _folded(text)
    letters = [char for char in said if char.isalpha()]
    return said in _NO_REASON or (bool(said) and (not letters or len(set(letters)) == 1 or _is_keyboard_run(said)))


def _is_keyboard_run(said: str) -> bool:
    """Tell whether keys were pressed side by side: "asdf", "jkl", "asdfasdf"."""
    start = said[:_SHORTEST_RUN]
    return len(start) == _SHORTEST_RUN and any(start in row and set(said) <= set(row) for row in _KEYBOARD_ROWS)


def _folded(text: str) -> str:
    """Return a short reply without case, end marks and politeness; empty for a long one."""
    said = " ".join(clean(text[: _LONGEST * 2]).casefold().replace("\u2019", "'").split())
    said = said.strip(" .!?\u2026,;:-\u3002")
    for polite in ("sorry, ", "sorry ", "please ", "pls "):
        said = said.removeprefix(polite)
    for polite in (" sorry", " please", " pls"):
        said = said.removesuffix(polite).rstrip(" ,")
    return said if len(said) <= _LONGEST else ""
