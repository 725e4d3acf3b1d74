"""Requests that wait for approval, and the presses that approve them: what the measured part begins with."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.people import Seat, fpms, partners, press, write_activities
from cards.card_actions import for_request
from playbook.life.lifecycle import Step, decide
from playbook.life.records import Change
from playbook.people import PersonKey, person_key
from playbook.requests.drafts import new_draft
from playbook.requests.effects import Filing, Rules, blank_request
from playbook.requests.life import REQUEST_LIFE
from playbook.requests.lists import Lists
from playbook.requests.record import Command, Request, State
from playbook.requests.timelines import Clockwork
from storage.catalogue import load_calendars
from storage.chats import ConversationReference, SentActivity
from storage.store import DocumentStore

TOGETHER = 200
FILED, APPROVED_REVISION = 1, 2
TOPIC_WINDOW = timedelta(days=180)
ANSWERS = {
    "role": "ENGINEER",
    "workload": "AIP_P2",
    "seat_count": "300",
    "region": "EMEA",
    "primary_language": "English",
    "secondary_language": "None",
    "tenant_id": "12345678-90ab-cdef-1234-567890abcdef",
    "tenant_name": "Northwind",
    "tenant_segment": "SMC",
    "discussed": "yes",
    "justification": "Labels are not applied after migration and we are stuck.",
}


async def file_requests(store: DocumentStore, lists: Lists, count: int, service_url: str, presses: Path) -> None:
    """File so many requests, each with its card in its FPM's chat, and write the presses that approve them.

    They owe nobody a notice, so that nothing but the presses makes work for the courier.
    """
    managers, requesters = fpms(), partners()
    rules = Rules(lists, Clockwork(load_calendars()), TOPIC_WINDOW)
    pairs = [(requesters[i % len(requesters)], managers[i % len(managers)]) for i in range(count)]
    changes = [_filed(i + 1, requester, manager, rules) for i, (requester, manager) in enumerate(pairs)]
    numbers = [(change.record.number, manager) for change, (_, manager) in zip(changes, pairs, strict=True)]
    await _all([store.put_reference(reference_of(seat, service_url)) for seat in [*managers, *requesters]])
    await _all([store.commit(change) for change in changes])
    await _all([store.put_copy(_copy(number, manager, service_url)) for number, manager in numbers])
    verb = Command.APPROVE.value
    write_activities(
        presses, (press(manager, service_url, verb, for_request(number, FILED, verb)) for number, manager in numbers)
    )


async def _all(writes: Sequence[Coroutine[Any, Any, object]]) -> None:
    """Do many writes: those that wait together reach the disk together."""
    for start in range(0, len(writes), TOGETHER):
        await asyncio.gather(*writes[start : start + TOGETHER])


def _filed(serial: int, requester: Seat, manager: Seat, rules: Rules) -> Change[Request]:
    person = rules.lists.directory.find(key_of(requester))
    if person is None:
        raise LookupError(f"{requester.name} is not on the roster")
    now = datetime.now(UTC)
    draft = new_draft(f"draft-{serial}", person, rules.lists, now)
    answers = {**draft.answers, **ANSWERS, "fpm": key_of(manager)}
    ruling = rules.lists.ruling(answers)
    if ruling is None:
        raise LookupError("the routing tables say nothing about the need of the benchmark")
    filing = Filing(replace(draft, answers=answers, given=tuple(answers)), ruling, ())
    blank = blank_request(filing, number_of(serial), person, now, rules)
    return replace(decide(REQUEST_LIFE, blank, Step(Command.SUBMIT, person, now), rules), notices=())


def key_of(seat: Seat) -> PersonKey:
    """Return who this is in the house."""
    return person_key(seat.tenant, seat.object_id)


def reference_of(seat: Seat, service_url: str) -> ConversationReference:
    """Return where a person can be reached, as their first message would have left it."""
    return ConversationReference(
        person=key_of(seat),
        service_url=service_url,
        channel_id="msteams",
        conversation_id=seat.conversation,
        tenant_id=seat.tenant,
        user_id=seat.user_id,
        user_name=seat.name,
        bot_id="28:bot",
        bot_name="SME Requests",
        locale="en-GB",
    )


def _copy(number: str, manager: Seat, service_url: str) -> SentActivity:
    """Return the card that the FPM presses on."""
    return SentActivity(number, manager.conversation, f"1:{number}", key_of(manager), service_url, FILED)


async def first_not_approved(store: DocumentStore, count: int) -> str:
    """Return the first of so many requests that is not approved, exactly once; "" when all are."""
    for serial in range(1, count + 1):
        request = await store.get(Request, number_of(serial))
        if request is None or request.state is not State.APPROVED or request.revision != APPROVED_REVISION:
            return number_of(serial)
    return ""


def number_of(serial: int) -> str:
    """Return a request's number."""
    return f"SME-{serial:04d}"
