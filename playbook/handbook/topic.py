"""A topic of the handbook: what people ask about, where the answer stands, and what it says."""

from collections.abc import Callable
from dataclasses import dataclass

from playbook.handbook.asked import Asked
from playbook.messages.handbook.sources import Section, Then, cited
from playbook.messages.message import Message, Passage, Speech, lines

Says = Callable[[Asked], Speech]


@dataclass(frozen=True)
class Topic:
    """One thing to know.

    `rules` are the requirements it comes from (R: what the playbook says, G: what this bot decides where that is
    silent), `then` what can be done now by who acts in its role, where the question `fits` it.
    """

    id: str
    rules: str
    sections: tuple[Section, ...]
    says: Says
    then: Then | None = None
    fits: Callable[[Asked], bool] = lambda _: True

    def answer(self, asked: Asked) -> Passage:
        """Return the fact first, then its source, then what can be done now."""
        return lines(self.says(asked), cited(self.sections, self.rules.split()), self._now(asked))

    def _now(self, asked: Asked) -> Message | None:
        if self.then and asked.person.has(self.then.role) and self.fits(asked):
            return self.then.told
        return None


def always(*told: Speech) -> Says:
    """Return an answer that needs no facts: a line for each sentence."""
    return lambda _: lines(*told)
