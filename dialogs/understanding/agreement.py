"""A plain yes and a plain no: the tap to the one step that was just put. All that is less plain is loose."""

from collections.abc import Iterator

from dialogs.understanding.social import SOCIAL, Social
from dialogs.understanding.submitting import sends
from dialogs.understanding.wordlist import phrases
from dialogs.understanding.words import fold, tokens

# What says of itself that it shall be done.
_DO_IT = phrases(
    "send it, go ahead, do it, do, do that, yes do, yes send it, yes do it, yes go ahead",
    "that is right, that is correct, go, go for it, yess, yesss, ya, yea, okey",
    "that's right, that's correct, that s right, that s correct, confirm, confirmed, i confirm, yes i confirm",
    "mach das, mach es, hazlo, vas y, adelante",
)
_LEAVE_IT = phrases(
    "leave it, do not, do not do it, don t, dont, don t do it, cancel, stop, never mind, forget it, rather not",
    "no leave it",
    "wrong one, wrong request, wrong chat, not this one, not that one, not this request",
    "that was a mistake, i did not want that, i didn t want that",
)
# Politeness for agreement, where it only says that something was heard.
_LOOSE = frozenset(
    phrases("right, correct, exactly, fine, k, sounds good, all right, alright, passt, exact, certo, correcto")
)
# What becomes of a thing that is refused: "no, forget it".
_LEAVES = frozenset(
    phrases(
        "forget it, forget that, leave it, leave that, drop it, never mind, nevermind, cancel, cancel it, skip it",
        "cancel that, stop, stop it, stop that, drop that, abort, not now, do not, don't, please don't, lass es",
        "abbrechen, brich ab, lassen wir das, vergiss es, annule, annule ca, cancelalo, cancela isso",
        "laisse tomber, dejalo, deixa",
    )
)
# Said, and not meant.
_IRONIC = frozenset(("yeah right", "sure sure"))
# With thanks behind it, such a word only says that something was heard.
_HEARD = frozenset(("ok", "okay", "k", "all right", "alright", "fine"))
_THANKS = frozenset(said for said, what in SOCIAL.items() if what is Social.THANKS)
_POLITE = frozenset((Social.THANKS, Social.PLEASE, Social.SORRY))
_POINTS = frozenset(("it", "this", "that", "them", "the", "request", "one", "sme"))
_FILLING = frozenset(("please", "pls", "bitte", "thanks", "thank", "you", "then", "now", "sorry"))
_FOLDED = {fold(said): what for said, what in SOCIAL.items()}
_BESIDE = frozenset((*_LOOSE, *_FILLING, "and", "well", "all", "good", "looks"))
_LONGEST_PHRASE = 4
_PARTS = dict.fromkeys(map(ord, ",.!\u3001\u3002"), "\n")
# An emoji that is not known for a yes, a question mark or a quotation is as little of one.
_NODS = frozenset(said for said, what in SOCIAL.items() if what in (Social.YES, Social.THANKS, Social.PLEASE))
_MARKS = frozenset(" ,.!'\u2019\u2026\u3002\u3001\n\ufe0f") | frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_LONGEST = 40


def is_yes(text: str) -> bool:
    """Tell whether a text is nothing but a yes; "ok, thanks" is none."""
    if len(text) > _LONGEST or not _is_plain(text) or fold(text.strip(" .!")) in _IRONIC:
        return False
    # "Sure, why not" is one phrase.
    if _agrees(whole := _said(text.replace(",", " "))) and whole not in _HEARD:
        return True
    parts = [one for part in text.translate(_PARTS).split("\n") if part.strip() for one in _in_phrases(part)]
    agreeing = [said for said in parts if _agrees(said)]
    only_heard = _HEARD.issuperset(agreeing) and any(said in fold(text) for said in _THANKS)
    nothing_else = all(said in agreeing or said in _BESIDE or _courtesy(said) in _POLITE for said in parts)
    return bool(agreeing) and not only_heard and nothing_else


def is_firm_yes(text: str) -> bool:
    """Tell whether a text is a yes that cannot be a mere "I see": "ok" alone is none."""
    return is_yes(text) and fold(text.strip(" .!")) not in _HEARD


def lets_go(text: str) -> bool:
    """Tell whether a text is a no with what is to become of it: "no, forget it", "nein, lassen wir das"."""
    head, comma, rest = text[:_LONGEST].partition(",")
    return bool(comma) and is_no(head) and drops(rest)


def drops(text: str) -> bool:
    """Tell whether a text says what becomes of a thing that is not to be: "forget it", "cancel that"."""
    return fold(text[:_LONGEST].strip(" .!")) in _LEAVES


def _agrees(said: str) -> bool:
    return said in _DO_IT or (said not in _LOOSE and _courtesy(said) is Social.YES)


def _in_phrases(part: str) -> Iterator[str]:
    """Part a text into the longest phrases that are known, one behind the other: "ok go ahead then"."""
    if (whole := _said(part)) and (_agrees(whole) or _courtesy(whole) in _POLITE):
        yield whole
        return
    words = [token.text for token in tokens(part) if any(map(str.isalnum, token.text)) or token.text in _NODS]
    while words:
        ends = (end for end in range(min(len(words), _LONGEST_PHRASE), 1, -1))
        end = next((end for end in ends if _agrees(" ".join(words[:end]))), 1)
        yield " ".join(words[:end])
        words = words[end:]


def is_yes_to(text: str, command: str, number: str) -> bool:
    """Tell whether a text is a yes that repeats what was put: "yes, withdraw it"."""
    words = [token.text for token in tokens(text[:_LONGEST]) if token.is_word or token.is_number]
    named = {command, number.rpartition("-")[2]}
    rest = [word for word in words if word not in named | _POINTS | _FILLING]
    return command in words and _is_plain(text.replace("-", "")) and (not rest or is_yes(" ".join(rest)))


def _courtesy(said: str) -> Social | None:
    return _FOLDED.get(fold(said))


def is_submit(text: str) -> bool:
    """Tell whether a text says that a draft shall be filed, by the word on its button."""
    return len(text) <= _LONGEST and _is_plain(text) and sends(text)


def agrees(text: str) -> bool:
    """Tell whether a text files a draft that was just shown."""
    return is_submit(text) or is_yes(text)


def _is_plain(text: str) -> bool:
    """Tell whether a text has nothing beside its words but marks that go with a yes."""
    return text.strip()[:1] != "'" and all(char.isalnum() or char in _MARKS or char in _NODS for char in text)


def is_no(text: str) -> bool:
    """Tell whether a text is nothing but a no."""
    said = _said(text)
    return said in _LEAVE_IT or _courtesy(said) is Social.NO


def _said(text: str) -> str:
    """Return a short text in its words, without politeness; empty for one that says more."""
    if len(text) > _LONGEST:
        return ""
    if (whole := text.strip(" !.\u3002")) in SOCIAL:
        return whole
    words = list(dict.fromkeys(token.text for token in tokens(text)))
    kept = [word for word in words if word not in _FILLING and any(map(str.isalnum, word))]
    return " ".join(kept) or text.strip(" !.")
