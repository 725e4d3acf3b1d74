"""Replies that say what the button of the review says. Tables of whole replies; no part is guessed."""

# What submits; what is said beside it may stand before or behind.
_SENDS = frozenset({
    "submit", "submit it", "submit this", "submit my application", "submit the application", "send it",
    "send it off", "send it in", "send this", "send my application", "send the application", "file it", "file this",
    "file my application", "file the application", "hand it in", "looks good submit", "submit the request",
    "looks good submit it", "looks good send it", "all correct submit", "all correct send it", "i confirm", "confirm",
    "confirmed", "abschicken", "absenden", "einreichen", "senden", "envoyer", "soumettre", "enviar", "送信",
    "send the request", "file the request",
})  # fmt: skip
# What agrees to an application, which nobody else has seen so far; of a request it is too loose to file it.
_PRAISES = frozenset({"looks good", "send"})
# What lets words go that were shown once more, and is too loose for anything else.
_GO_OUT = frozenset({
    "send", "mach", "mach so", "schick ab", "schick es ab", "schick", "raus damit", "envoie", "envoyez", "envía",
    "envia", "envíalo", "manda", "mande", "送って", "送ってください",
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
    return _bare(said) in _SENDS | _PRAISES


def lets_go_out(said: str) -> bool:
    """Tell whether a reply says of words that others will read that they shall go: "ok send", "ja, schick ab"."""
    return _bare(said) in _SENDS | _GO_OUT


def sends(said: str) -> bool:
    """Tell whether a reply says in so many words that a draft shall be sent."""
    return _bare(said) in _SENDS


def _bare(said: str) -> str:
    return " ".join(word for word in _words(said) if word not in _BESIDE)


def only_heard(said: str) -> bool:
    """Tell whether a reply is an "ok", which says no more than that something was heard."""
    return _HEARD.issuperset(_words(said))


def _words(said: str) -> list[str]:
    return [word.strip(",.!") for word in said.casefold().split()]
