"""Every way the house says no. A refusal changes nothing and its message is fit for the person to read."""

from collections.abc import Mapping

from playbook.messages.message import Speech


class Refusal(Exception):
    """A step that was not taken. `message` says what happened, what still stands and what to do next."""

    def __init__(self, message: Speech) -> None:
        """Keep what to say."""
        super().__init__(message)
        self.message = message


class NotUnderstood(Refusal):
    """A reply that does not answer the question."""


class Incomplete(Refusal):
    """Details or fields are missing or wrong; `problems` maps each field's key to its sentence."""

    def __init__(self, message: Speech, problems: Mapping[str, Speech]) -> None:
        """Keep what to say and what is wrong, field by field."""
        super().__init__(message)
        self.problems = problems


class Forbidden(Refusal):
    """The step belongs to somebody else."""


class NotNow(Refusal):
    """The step is not open in the request's present state."""


class Stale(Refusal):
    """The card was drawn before somebody changed the request."""


class Unknown(Refusal):
    """There is no such request, or not for this person (R71): both read the same."""
