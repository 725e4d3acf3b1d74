"""A line in the log for every step that was refused: who asked for what, and why not; no name and no free text."""

import logging

from dialogs.visit import Visit
from playbook.people import PersonKey
from playbook.refusals import Forbidden, NotNow, Stale, Unknown

logger = logging.getLogger(__name__)

# A reply that was not understood, or details that are missing, are no step yet.
STEPS = (Forbidden, NotNow, Stale, Unknown)


def audit_stranger(key: PersonKey | None) -> None:
    """Log that somebody who is not on the roster, or whom Teams did not name, was not served."""
    logger.info("refused Stranger: by %s", key or "nobody")


def audit(visit: Visit) -> None:
    """Log the refusals of a turn. Persons are logged by tenant and object id alone."""
    for refusal in visit.refusals:
        if isinstance(refusal, STEPS):
            logger.info("refused %s: %s by %s", type(refusal).__name__, visit.asked or "a press", visit.person.key)
