"""Requests and drafts as lines of a list."""

from playbook.life.records import NEW, Draft
from playbook.messages.deciding import STATES
from playbook.messages.labels import overdue_note
from playbook.messages.message import Message
from playbook.requests.record import Request


def row_line(request: Request, workload: str, clock: str) -> Message:
    """Return a request as one line of a list, with the clock that ran out, if one did."""
    line = Message(
        "{number}: {state}, {workload} for {customer}",
        number=request.number,
        state=STATES[request.state],
        workload=workload,
        customer=request.answers.get("tenant_name", ""),
    )
    late = overdue_note(clock)
    return Message("{line}. {late}", line=line, late=late) if late else line


def draft_line(draft: Draft, workload: str) -> Message:
    """Return a draft as one line of a list."""
    what = workload or Message("no workload yet")
    customer = draft.answers.get("tenant_name", "") or Message("no customer yet")
    if draft.slot == NEW:
        return Message("Draft of a new request: {workload} for {customer}", workload=what, customer=customer)
    return Message(
        "Your changes to {number}: {workload} for {customer}", number=draft.slot, workload=what, customer=customer
    )
