"""How each topic of the handbook is asked for: rows of words, and questions in many wordings that must find them."""

from dialogs.understanding.topics import (
    access,
    changes,
    clocks,
    coverage,
    duties,
    engagement,
    fields,
    filing,
    form,
    people,
    roles,
    terms,
)
from dialogs.understanding.topics.rows import Topic

TOPICS: tuple[Topic, ...] = (
    *coverage.TOPICS,
    *roles.TOPICS,
    *people.TOPICS,
    *duties.TOPICS,
    *clocks.TOPICS,
    *engagement.TOPICS,
    *changes.TOPICS,
    *filing.TOPICS,
    *form.TOPICS,
    *fields.TOPICS,
    *access.TOPICS,
    *terms.TOPICS,
)
