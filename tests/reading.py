"""What a message reads like in English and UTC."""

from collections.abc import Callable

from cards.reader import Reader
from playbook.messages.message import Text
from playbook.refusals import Refusal


def english(text: Text) -> str:
    """Return a text as an English reader without a time zone sees it."""
    return Reader().text(text)


def saying(words: str) -> Callable[[Refusal], bool]:
    """Return the check of a refusal that says these words."""
    return lambda refusal: words in english(refusal.message)
