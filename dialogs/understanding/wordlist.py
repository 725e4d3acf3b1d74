"""Lists of words and of phrases as they are written down."""


def wordlist(*texts: str) -> frozenset[str]:
    """Return the words of texts."""
    return frozenset(word for text in texts for word in text.split())


def phrases(*texts: str) -> tuple[str, ...]:
    """Return the phrases of texts, which are parted by commas."""
    return tuple(phrase.strip() for text in texts for phrase in text.split(",") if phrase.strip())
