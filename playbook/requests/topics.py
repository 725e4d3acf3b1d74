"""Repeat requests: a warning to the partner and the FPM, never a denial (R20, R48, R63, G20)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from playbook.life.records import Answers
from playbook.requests.fields import EXCHANGE_MIGRATION
from playbook.requests.record import PREFIX, Request, State


@dataclass(frozen=True)
class Similar:
    """An earlier request on the same topic. `likeness` of the justifications runs from 0 to 100."""

    number: str
    same_customer: bool
    likeness: int


def similar_requests(
    answers: Answers, partner: str, earlier: Iterable[Request], at: datetime, window: timedelta, *, own: str = ""
) -> tuple[Similar, ...]:
    """Return this partner's requests on the same workload inside the window, newest first.

    Migrations never count (R20). Another plan is another topic; another customer is not. `own` is the number of the
    request that is compared, empty for one that is not filed: what was filed after it, or is it, did not come before.
    """
    if answers.get("workload") in (None, EXCHANGE_MIGRATION):
        return ()
    return tuple(
        Similar(
            request.number,
            request.answers.get("tenant_id") == answers.get("tenant_id"),
            likeness(request.answers.get("justification", ""), answers.get("justification", "")),
        )
        for request in earlier
        if request.partner == partner and _topic(request.answers) == _topic(answers)
        and request.state is not State.WITHDRAWN and at - request.submitted_at <= window
        and (not own or _serial(request.number) < _serial(own))
    )  # fmt: skip


def _serial(number: str) -> int:
    """Return the place of a request in the order of filing: clocks may differ, and a number may outgrow its zeros."""
    return int(number.removeprefix(PREFIX))


def _topic(answers: Answers) -> tuple[str | None, str]:
    return answers.get("workload"), answers.get("other_workload", "").casefold()


def likeness(one: str, other: str) -> int:
    """Return how alike two texts are in percent, by the words they share in any order; 0 when either is empty.

    To mind the order as well takes the square of the length, or its cube.
    """
    if not one or not other:
        return 0
    mine, theirs = Counter(one.casefold().split()), Counter(other.casefold().split())
    return round(200 * (mine & theirs).total() / max(1, mine.total() + theirs.total()))
