"""What the events of a request keep of changed answers, and reading a long history page by page (R70)."""

from collections.abc import Sequence
from dataclasses import dataclass

from playbook.life.fields import Field
from playbook.life.records import Answers, Event
from playbook.requests.drafts import changed_fields
from playbook.requests.fields import FIELDS

_BEFORE, _AFTER = "before.", "after."
# Of an answer as a history shows it; a page holds about four of them, so that one message carries it in any script.
MOST_OF_AN_ANSWER = 1500
_MOST_OF_A_PAGE = 6000
_A_LINE = 100


@dataclass(frozen=True)
class Changed:
    """An answer that a step replaced; empty stands for none."""

    field: Field
    old: str
    new: str


def changes_between(before: Answers, after: Answers) -> Answers:
    """Return what an event keeps of changed answers. As details they can be erased, and are committed to (R70)."""
    return {
        f"{prefix}{field.key}": answers[field.key]
        for field in changed_fields(before, after)
        for prefix, answers in ((_BEFORE, before), (_AFTER, after))
        if field.key in answers
    }


def changes_in(event: Event) -> tuple[Changed, ...]:
    """Return the answers that an event replaced, in table order."""
    pairs = ((one, event.details.get(_BEFORE + one.key, ""), event.details.get(_AFTER + one.key, "")) for one in FIELDS)
    return tuple(Changed(field, old, new) for field, old, new in pairs if old or new)


def page_after(history: Sequence[Event], seq: int) -> tuple[tuple[Event, ...], bool]:
    """Return the events behind `seq` that fit into one message, at least one, and whether there are more."""
    left = [event for event in history if event.seq > seq]
    page: list[Event] = []
    room = _MOST_OF_A_PAGE
    for event in left:
        room -= _A_LINE + sum(min(len(text), MOST_OF_AN_ANSWER) for text in event.details.values())
        if page and room < 0:
            break
        page.append(event)
    return tuple(page), len(page) < len(left)
