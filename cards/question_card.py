"""Buttons that say words: under a question, a welcome or a help text."""

from collections.abc import Sequence

from cards import elements
from cards.elements import Element
from cards.reader import Reader
from playbook.answers import Choice
from playbook.messages import labels
from playbook.people import Role

MOST_BUTTONS = 6


def words_card(reader: Reader, buttons: Sequence[Choice]) -> Element:
    """Return buttons that say words; nothing when there are too many to show as buttons."""
    if not 0 < len(buttons) <= MOST_BUTTONS:
        return {}
    return elements.card(
        [],
        [elements.say(reader.text(one.title), one.value) for one in buttons],
    )


def buttons_for(roles: frozenset[Role]) -> tuple[Choice, ...]:
    """Return the first steps of a person, as buttons."""
    if Role.PARTNER in roles:
        return (
            Choice("new request", labels.NEW_REQUEST),
            Choice("my requests", labels.MY_REQUESTS),
            Choice("help", labels.HELP),
        )
    decides = bool(roles & {Role.FPM, Role.TEAM})
    return (
        Choice("queue", labels.QUEUE),
        *([Choice("applications", labels.APPLICATIONS)] if decides else []),
        Choice("all requests", labels.ALL_REQUESTS),
        Choice("help", labels.HELP),
    )
