"""Repeat requests are a warning to both sides, never a denial (R20, R48, R63, G20)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from playbook.messages import routing
from playbook.messages.message import Message
from playbook.people import Person
from playbook.requests.record import Request, State
from playbook.requests.topics import Similar, likeness, similar_requests
from tests.process import (
    ANSWERS,
    FRAN,
    PAT,
    PETRA,
    QUINN,
    SAM,
    TESS,
    TUESDAY,
    Room,
    a_draft,
    a_reopened_draft,
    a_request,
    open_room,
)
from tests.reading import english

WINDOW = timedelta(days=180)
OTHER_TENANT = "99999999-90ab-cdef-1234-567890abcdef"


def earlier(days: int = 30, state: State = State.CLOSED, partner: str = "Contoso Partners", **answers: str) -> Request:
    """Return a request filed some days ago, on the same topic unless answers say otherwise."""
    return a_request(
        state, submitted_at=TUESDAY - timedelta(days=days), partner=partner, answers={**ANSWERS, **answers}
    )


def similar(*requests: Request, **answers: str) -> tuple[Similar, ...]:
    """Return what is found similar to a new request of Contoso's."""
    return similar_requests({**ANSWERS, **answers}, "Contoso Partners", requests, TUESDAY, WINDOW)


def said(warning: Message | None) -> str:
    """Return what a warning says."""
    assert warning
    return english(warning)


def test_the_same_workload_of_the_same_partner_is_the_same_topic() -> None:
    assert similar(earlier()) == (Similar("SME-0001", same_customer=True, likeness=100),)


def test_another_customer_is_still_the_same_topic() -> None:
    """R48: the same topic for multiple customers."""
    assert similar(earlier(tenant_id=OTHER_TENANT)) == (Similar("SME-0001", same_customer=False, likeness=100),)


@pytest.mark.parametrize(
    "other",
    [
        earlier(workload="AIP_P1"),
        earlier(workload="MCAS"),
        earlier(partner="Fabrikam Services"),
        earlier(state=State.WITHDRAWN),
        earlier(days=181),
    ],
    ids=["another plan", "another workload", "another partner", "withdrawn", "too long ago"],
)
def test_what_is_another_topic(other: Request) -> None:
    assert similar(other) == ()


@pytest.mark.parametrize(("days", "count"), [(0, 1), (179, 1), (180, 1), (181, 0)])
def test_a_topic_counts_for_180_days(days: int, count: int) -> None:
    assert len(similar(earlier(days=days))) == count


@pytest.mark.parametrize("state", [state for state in State if state not in (State.DRAFT, State.WITHDRAWN)])
def test_open_denied_and_closed_requests_all_count(state: State) -> None:
    assert len(similar(earlier(state=state))) == 1


def test_migrations_never_count() -> None:
    """R20: "except for data migration"."""
    """The workload tells: the role may not be answered yet."""
    before = earlier(role="MIGRATION", workload="EXCHANGE_MIGRATION")
    assert similar_requests({"workload": "EXCHANGE_MIGRATION"}, "Contoso Partners", [before], TUESDAY, WINDOW) == ()


def test_other_workloads_are_told_apart_by_their_names() -> None:
    teams = earlier(workload="OTHER_FRP", other_workload="Teams")
    assert len(similar(teams, workload="OTHER_FRP", other_workload="teams")) == 1
    assert similar(teams, workload="OTHER_FRP", other_workload="SharePoint") == ()


def test_nothing_is_similar_before_the_workload_is_known() -> None:
    assert similar_requests({}, "Contoso Partners", [earlier()], TUESDAY, WINDOW) == ()


@pytest.mark.parametrize(
    ("one", "other", "percent"),
    [
        ("Labels are not applied", "Labels are not applied", 100),
        ("LABELS are not applied", "labels are not APPLIED", 100),
        ("Labels are not applied", "Cannot reach the tenant", 0),
        ("one two three four", "one two five six", 50),
        ("", "Labels", 0),
        ("Labels", "", 0),
        ("", "", 0),
    ],
)
def test_how_alike_two_justifications_are(one: str, other: str, percent: int) -> None:
    assert likeness(one, other) == percent


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """Lend a desk on an empty store."""
    room = open_room(tmp_path / "data")
    yield room
    await room.store.close()


async def files(room: Room, serial: int, person: Person = PAT, **answers: str) -> Request:
    """File a draft of a person."""
    draft = a_draft(f"draft-{serial}", person, **answers)
    await room.store.put_draft(draft)
    return await room.files(draft, person)


async def test_a_repeated_request_is_filed_with_its_warning_and_not_denied(room: Room) -> None:
    await files(room, 1)
    second = await files(room, 2, tenant_id=OTHER_TENANT)
    assert second.state is State.SUBMITTED
    assert second.similar == ("SME-0001",)


async def test_the_newest_of_the_same_topic_is_named_first(room: Room) -> None:
    await files(room, 1)
    await files(room, 2)
    assert (await files(room, 3)).similar == ("SME-0002", "SME-0001")


async def test_a_colleagues_request_counts_and_another_companys_does_not(room: Room) -> None:
    await files(room, 1, QUINN, partner_name="Fabrikam Services")
    await files(room, 2, PETRA)
    assert (await files(room, 3)).similar == ("SME-0002",)


async def test_the_topic_is_found_behind_many_other_requests(room: Room) -> None:
    await files(room, 1)
    for serial in range(2, 60):
        await room.holds(
            a_request(number=f"SME-{serial:04d}", origin=f"d{serial}", answers={**ANSWERS, "workload": "MCAS"})
        )
    assert (await files(room, 60)).similar == ("SME-0001",)


async def test_of_many_requests_on_one_topic_the_latest_are_named(room: Room) -> None:
    for serial in range(1, 60):
        await room.holds(a_request(number=f"SME-{serial:04d}", origin=f"d{serial}"))
    last = await files(room, 60)
    assert last.similar == tuple(f"SME-{serial:04d}" for serial in range(59, 53, -1))
    warning = said(routing.repeated_for_fpm((await room.desk.view(last.number, FRAN, TUESDAY)).similar))
    assert warning.startswith("Same topic before: SME-0059 (")
    assert "SME-0055" in warning
    assert warning.endswith(" and others before.")
    assert "SME-0054" not in warning


@pytest.mark.parametrize("viewer", [FRAN, TESS], ids=["FPM", "team"])
async def test_fpm_and_team_see_what_was_asked_before(room: Room, viewer: Person) -> None:
    """R63."""
    await files(room, 1, tenant_id=OTHER_TENANT)
    number = (await files(room, 2)).number
    view = await room.desk.view(number, viewer, TUESDAY)
    assert view.similar == (Similar("SME-0001", same_customer=False, likeness=100),)
    assert said(routing.repeated_for_fpm(view.similar)) == (
        "Same topic before: SME-0001 (another customer, justification 100 % alike)."
    )


async def test_a_sme_does_not_see_what_was_asked_before(room: Room) -> None:
    await files(room, 1)
    await room.holds(a_request(State.OFFERED, number="SME-0002", similar=("SME-0001",)))
    assert (await room.desk.view("SME-0002", SAM, TUESDAY)).similar == ()


async def test_a_request_is_not_similar_to_itself_when_it_comes_back(room: Room) -> None:
    await room.holds(a_request(State.RETURNED))
    draft = a_reopened_draft(await room.request())
    await room.store.put_draft(draft)
    assert (await room.files(draft)).similar == ()


async def test_what_was_filed_later_did_not_come_before_an_edit(room: Room) -> None:
    first = await files(room, 1)
    await files(room, 2)
    edited = a_reopened_draft(first)
    await room.store.put_draft(edited)
    assert (await room.files(edited)).similar == ()
    assert (await room.desk.view(first.number, FRAN, TUESDAY)).similar == ()
    assert (await room.desk.view("SME-0002", FRAN, TUESDAY)).similar[0].number == "SME-0001"


def test_the_order_of_filing_outgrows_four_digits() -> None:
    before = [replace(earlier(), number=number) for number in ("SME-9999", "SME-10001")]
    found = similar_requests(ANSWERS, "Contoso Partners", before, TUESDAY, WINDOW, own="SME-10000")
    assert [one.number for one in found] == ["SME-9999"]


def test_the_partner_is_warned_in_the_playbooks_words() -> None:
    assert said(routing.repeated(similar(earlier()), 180)) == (
        "Your company asked about this topic in the last 180 days: SME-0001 (same customer, justification 100 % "
        "alike). FRPs requesting repeated assistance for the same topic may have their request denied."
    )
    assert routing.repeated((), 180) is routing.repeated_for_fpm(()) is None


def test_a_warning_names_five_requests_at_most() -> None:
    many = [replace(earlier(), number=f"SME-{serial:04d}") for serial in range(1, 9)]
    assert said(routing.repeated(similar(*many), 180)).count("SME-") == 5
