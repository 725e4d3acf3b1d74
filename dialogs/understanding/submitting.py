"""Replies that say what the button of the review says. Tables of whole replies; no part is guessed."""

# What submits an application; what is said beside it may stand before or behind.
_SUBMITS = frozenset({
    "submit", "submit it", "submit this", "submit my application", "submit the application", "send", "send it",
    "send it off", "send it in", "send this", "send my application", "send the application", "file it", "file this",
    "file my application", "file the application", "hand it in", "looks good", "looks good submit",
    "looks good submit it", "looks good send it", "all correct submit", "all correct send it", "i confirm", "confirm",
    "confirmed", "abschicken", "absenden", "einreichen", "senden", "envoyer", "soumettre", "enviar",
})  # fmt: skip
_BESIDE = frozenset(
    {"yes", "ok", "okay", "great", "perfect", "thanks", "please", "then", "now", "ja", "bitte", "oui", "sí", "sim"}
)
# What only says that something was heard.
_HEARD = frozenset(
    {"ok", "okay", "k", "👌", "🆗", "vale", "passt", "in", "ordnung", "thanks", "thank", "you", "please"}
)


def submits(said: str) -> bool:
    """Tell whether a reply says that an application shall be submitted: "great, send it off!"."""
    return " ".join(word for word in _words(said) if word not in _BESIDE) in _SUBMITS


def only_heard(said: str) -> bool:
    """Tell whether a reply is an "ok", which says no more than that something was heard."""
    return _HEARD.issuperset(_words(said))


def _words(said: str) -> list[str]:
    return [word.strip(",.!") for word in said.casefold().split()]
