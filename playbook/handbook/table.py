"""Every topic of the handbook, by its id."""

from playbook.handbook import access, coverage, form, people, process, terms
from playbook.handbook.topic import Topic

TOPICS: tuple[Topic, ...] = (
    *coverage.TOPICS,
    *people.TOPICS,
    *process.TOPICS,
    *form.TOPICS,
    *terms.TOPICS,
    *access.TOPICS,
)
TOPIC = {topic.id: topic for topic in TOPICS}
