"""A line in the log for every step that was refused: who asked for what, and why not; no name and no free text."""

import structlog

from dialogs.visit import Visit
from playbook.people import PersonKey
from playbook.refusals import Forbidden, NotNow, Stale, Unknown

logger = structlog.stdlib.get_logger(__name__)

# A reply that was not understood, or details that are missing, are no step yet.
STEPS = (Forbidden, NotNow, Stale, Unknown)


def audit_nobody() -> None:
    """Log that somebody whom Teams did not name was not served."""
    logger.info("stranger_refused", person="nobody")


def audit_limit(key: PersonKey | None) -> None:
    """Log that a sender reached the limit of what one may do; once for each time, as they are told once."""
    logger.info("limit_reached", person=key or "nobody")


def audit(visit: Visit) -> None:
    """Log the refusals of a turn. Persons are logged by tenant and object id alone."""
    if visit.turned_away:
        logger.info("stranger_refused", person=visit.person.key)
    if visit.unheard:
        logger.info("sentence_not_understood", shape=visit.unheard)
    for refusal in visit.refusals:
        if isinstance(refusal, STEPS):
            logger.info(
                "step_refused", refusal=type(refusal).__name__, asked=visit.asked or "a press", person=visit.person.key
            )
