"""A plain yes and a plain no: the tap to the one step that was just put. All that is less plain is loose."""

from dialogs.understanding.social import SOCIAL, Social
from dialogs.understanding.wordlist import phrases
from dialogs.understanding.words import tokens

# What says of itself that it shall be done.
_DO_IT = phrases("send it, go ahead, do it, please do, do that, yes send it, yes do it, yes go ahead, that is right")
_SUBMIT = phrases("submit, submit it, submit this, file it, yes submit, yes submit it")
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
_FILLING = frozenset(("please", "pls", "bitte", "thanks", "thank", "you", "then", "now", "sorry"))
# An emoji that is not known for a yes, a question mark or a quotation is as little of one.
_NODS = frozenset(said for said, what in SOCIAL.items() if what in (Social.YES, Social.THANKS, Social.PLEASE))
_MARKS = frozenset(" ,.!'\u2019\u2026\u3002\u3001\n\ufe0f") | frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_LONGEST = 40


def is_yes(text: str) -> bool:
    """Tell whether a text is nothing but a yes."""
    said = _said(text)
    if not _is_plain(text):
        return False
    return said in _DO_IT or (said not in _LOOSE and SOCIAL.get(said) is Social.YES)


def is_submit(text: str) -> bool:
    """Tell whether a text says that a draft shall be filed, by the word on its button."""
    return _is_plain(text) and _said(text) in _SUBMIT


def agrees(text: str) -> bool:
    """Tell whether a text files a draft that was just shown."""
    return is_submit(text) or is_yes(text)


def _is_plain(text: str) -> bool:
    """Tell whether a text has nothing beside its words but marks that go with a yes."""
    return text.strip()[:1] != "'" and all(char.isalnum() or char in _MARKS or char in _NODS for char in text)


def is_no(text: str) -> bool:
    """Tell whether a text is nothing but a no."""
    said = _said(text)
    return said in _LEAVE_IT or SOCIAL.get(said) is Social.NO


def _said(text: str) -> str:
    """Return a short text in its words, without politeness; empty for one that says more."""
    if len(text) > _LONGEST:
        return ""
    if (whole := text.strip(" !.\u3002")) in SOCIAL:
        return whole
    words = list(dict.fromkeys(token.text for token in tokens(text)))
    kept = [word for word in words if word not in _FILLING and any(map(str.isalnum, word))]
    return " ".join(kept) or text.strip(" !.")
