"""What the stores are measured with: requests of about 3 KB, one in twenty of them open, and two kinds of work.

File: a request, its first event and two outbox rows. Approve: read, a step on the revision read, an event, a row.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from playbook.life.records import Change, Channel, Event, Notice
from playbook.people import PersonKey, person_key
from playbook.requests.record import Deadlines, Request, Ruling, State, Verdict

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OPEN_ONE_IN = 20
PEOPLE = 500
FPMS = 40
PARTNERS = 100
WORKLOADS = ("AIP_P2", "INTUNE", "TEAMS", "EXO", "SPO")


def person(kind: int, index: int) -> PersonKey:
    """Return who somebody is; requesters are of kind 1, FPMs of kind 2."""
    return person_key(f"{kind:08x}-0000-4000-8000-{0:012x}", f"{kind:08x}-0000-4000-8000-{index:012x}")


def company(serial: int) -> str:
    """Return the partner company of a request."""
    return f"Partner {serial % PARTNERS}"


def number_of(serial: int) -> str:
    """Return a request's number."""
    return f"SME-{serial:04d}"


def request(serial: int, state: State = State.SUBMITTED) -> Request:
    """Return a request with about 3 KB of answers."""
    at = AT + timedelta(minutes=serial)
    answers = {f"field_{index:02d}": f"an answer of a plausible length, {serial}-{index} " * 2 for index in range(28)}
    return Request(
        number=number_of(serial),
        revision=1,
        state=state,
        answers={**answers, "workload": WORKLOADS[serial % len(WORKLOADS)], "justification": "why it matters " * 20},
        requester=person(1, serial % PEOPLE),
        partner=company(serial),
        fpm=person(2, serial % FPMS),
        ruling=Ruling(Verdict.PEOPLE, "AADP", "R7", "AADP P1 & P2", "rules 1"),
        origin=f"draft {serial}",
        submitted_at=at,
        changed_at=at,
        changed_by=person(1, serial % PEOPLE),
        last_step="submitted",
        deadlines=Deadlines(at, at, at, at, "EMEA 00000000"),
    )


def filing(serial: int, state: State = State.SUBMITTED) -> Change[Request]:
    """Return the change that files a request."""
    filed = request(serial, state)
    event = Event(filed.number, 1, "submitted", filed.requester, filed.submitted_at, State.DRAFT, state)
    return Change(filed, 0, event, tuple(_notice(filed, ordinal) for ordinal in range(2)))


def approval(before: Request) -> Change[Request]:
    """Return the change that approves a request as it was read."""
    by = before.fpm or before.requester
    after = replace(before, revision=before.revision + 1, state=State.APPROVED, changed_by=by, last_step="approved")
    event = Event(after.number, after.revision, "approved", by, before.changed_at, before.state, after.state)
    return Change(after, before.revision, event, (_notice(after, 0),))


def _notice(about: Request, ordinal: int) -> Notice:
    return Notice(about.number, about.revision, ordinal, Channel.TEAMS, "submitted.staff", about.fpm)


def state_of(serial: int) -> State:
    """Return the state in which a request was prepared: most are over."""
    return State.SUBMITTED if serial % OPEN_ONE_IN == 0 else State.CLOSED
