"""The playbook's clocks, over weekends, holidays, changes of the clock and returns (R44, R46, G15-G17)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.people import Person
from playbook.requests.record import Command, Deadlines, State
from playbook.requests.timelines import Calendar, Clockwork
from storage.catalogue import load_calendars
from tests.process import FELIX, FRAN, PAT, RULES, SAM, TESS, Room, a_draft, a_reopened_draft, a_request, open_room

CALENDARS = load_calendars()
BY_BUSINESS_DAYS = Clockwork(CALENDARS)
BY_CALENDAR_DAYS = Clockwork(CALENDARS, business_days=False)


def at(text: str) -> datetime:
    """Return a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text: str, zone: str) -> datetime:
    """Return a moment by a clock on the wall."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


# region, submitted, triage due, decision due: all in UTC, counted by hand on a wall calendar.
DUE = (
    # A plain week in London.
    ("EMEA", "2026-11-02 09:00", "2026-11-03 09:00", "2026-11-09 09:00"),
    # Over a weekend.
    ("EMEA", "2026-11-06 16:00", "2026-11-09 16:00", "2026-11-13 16:00"),
    # On a Saturday: the clock starts on Monday morning, and Friday's last moment is Monday's first.
    ("EMEA", "2026-11-07 12:00", "2026-11-10 00:00", "2026-11-16 00:00"),
    # Christmas on Friday, its substitute on Monday, a weekend between: Thursday afternoon to Tuesday afternoon.
    ("EMEA", "2026-12-24 15:00", "2026-12-29 15:00", "2027-01-05 15:00"),
    # Thanksgiving is a holiday in New York and a plain Thursday elsewhere.
    ("AMER", "2026-11-25 15:00", "2026-11-27 15:00", "2026-12-03 15:00"),
    ("EMEA", "2026-11-25 15:00", "2026-11-26 15:00", "2026-12-02 15:00"),
    ("APJ", "2026-11-25 03:00", "2026-11-26 03:00", "2026-12-02 03:00"),
    # Sunday evening in UTC is Monday morning in Singapore, and still Sunday in New York.
    ("APJ", "2026-11-01 23:00", "2026-11-02 23:00", "2026-11-08 23:00"),
    ("AMER", "2026-11-01 23:00", "2026-11-03 05:00", "2026-11-09 05:00"),
    # The clocks go back in New York on Sunday, 1 November 2026: Friday 10:00 is answered by Monday 10:00 there.
    ("AMER", "2026-10-30 14:00", "2026-11-02 15:00", "2026-11-06 15:00"),
    # ... and forward on Sunday, 14 March 2027.
    ("AMER", "2027-03-12 15:00", "2027-03-15 14:00", "2027-03-19 14:00"),
    # In London they go back on 25 October 2026 and forward on 28 March 2027, Easter: Friday and Monday are holidays.
    ("EMEA", "2026-10-23 08:00", "2026-10-26 09:00", "2026-10-30 09:00"),
    ("EMEA", "2027-03-25 09:00", "2027-03-30 08:00", "2027-04-05 08:00"),
    # No FPM yet: the first calendar of the file, New York's.
    (None, "2026-11-25 15:00", "2026-11-27 15:00", "2026-12-03 15:00"),
)


@pytest.mark.parametrize(("region", "submitted", "triage", "decision"), DUE)
def test_one_business_day_to_triage_and_five_to_decide(
    region: str | None, submitted: str, triage: str, decision: str
) -> None:
    due = BY_BUSINESS_DAYS.deadlines(at(submitted), region)
    assert (due.triage, due.decision, due.decision_business) == (at(triage), at(decision), at(decision))


def test_both_figures_are_kept_and_the_setting_says_which_one_counts() -> None:
    """G15."""
    friday = at("2026-11-06 16:00")
    business, calendar = at("2026-11-13 16:00"), at("2026-11-11 16:00")
    triage = at("2026-11-09 16:00")
    edition = f"EMEA {CALENDARS['EMEA'].edition}"
    assert BY_BUSINESS_DAYS.deadlines(friday, "EMEA") == Deadlines(triage, business, business, calendar, edition)
    assert BY_CALENDAR_DAYS.deadlines(friday, "EMEA") == Deadlines(triage, calendar, business, calendar, edition)


def test_triage_is_a_business_day_whatever_the_setting() -> None:
    """R44 says "business"; only the five days leave it open."""
    assert BY_CALENDAR_DAYS.deadlines(at("2026-11-06 16:00"), "EMEA").triage == at("2026-11-09 16:00")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """Lend a desk on an empty store."""
    room = open_room(tmp_path / "data", replace(RULES, clockwork=BY_BUSINESS_DAYS))
    yield room
    await room.store.close()


async def resubmits(room: Room, when: datetime) -> None:
    """Let Pat answer what came back."""
    draft = a_reopened_draft(await room.request())
    await room.store.put_draft(draft)
    await room.files(draft, at=when)


async def test_the_clock_pauses_while_the_request_is_with_the_partner(room: Room) -> None:
    """G16: submitted Monday 9:00, returned Thursday 9:00, answered Tuesday 15:00."""
    await room.store.put_draft(a_draft())
    await room.files(a_draft(), at=at("2026-11-02 09:00"))
    returned = await room.takes(Command.RETURN, FRAN, at("2026-11-05 09:00"))
    assert returned.deadlines.decision == at("2026-11-09 09:00")
    await resubmits(room, at("2026-11-10 15:00"))
    request = await room.request()
    # Three days and six hours of Fran's working time went by, and five days and six hours in all.
    assert request.paused_business_seconds == timedelta(days=3, hours=6).total_seconds()
    assert request.paused_seconds == timedelta(days=5, hours=6).total_seconds()
    assert request.paused_at is None
    assert request.submitted_at == at("2026-11-02 09:00")
    assert request.deadlines.decision == at("2026-11-12 15:00")
    assert request.deadlines.decision_calendar == at("2026-11-12 15:00")


async def test_a_second_return_adds_to_the_first(room: Room) -> None:
    await room.store.put_draft(a_draft())
    await room.files(a_draft(), at=at("2026-11-02 09:00"))
    for day in ("2026-11-03", "2026-11-04"):
        await room.takes(Command.RETURN, FRAN, at(f"{day} 09:00"))
        await resubmits(room, at(f"{day} 21:00"))
    request = await room.request()
    assert request.returns == 2
    assert request.paused_business_seconds == timedelta(days=1).total_seconds()
    assert request.deadlines.decision == at("2026-11-10 09:00")


async def test_a_pause_over_a_weekend_gives_no_working_time(room: Room) -> None:
    await room.store.put_draft(a_draft())
    await room.files(a_draft(), at=at("2026-11-04 09:00"))
    await room.takes(Command.RETURN, FRAN, at("2026-11-07 09:00"))
    await resubmits(room, at("2026-11-08 20:00"))
    request = await room.request()
    assert request.paused_business_seconds == 0
    assert request.paused_seconds == timedelta(hours=35).total_seconds()
    assert request.deadlines.decision == at("2026-11-11 09:00")


async def test_an_edit_before_triage_moves_no_clock(room: Room) -> None:
    await room.store.put_draft(a_draft())
    filed = await room.files(a_draft(), at=at("2026-11-02 09:00"))
    await resubmits(room, at("2026-11-02 17:00"))
    assert (await room.request()).deadlines == filed.deadlines


async def test_the_deadlines_follow_the_calendar_of_the_fpm(room: Room) -> None:
    """G15: Thanksgiving is Felix's holiday and not Fran's."""
    await room.store.put_draft(a_draft())
    frans = await room.files(a_draft(), at=at("2026-11-25 15:00"))
    await room.store.put_draft(a_draft("draft-2", fpm=FELIX.key))
    felixs = await room.files(a_draft("draft-2", fpm=FELIX.key), at=at("2026-11-25 15:00"))
    assert frans.deadlines.triage == at("2026-11-26 15:00")
    assert felixs.deadlines.triage == at("2026-11-27 15:00")


SOON, LATE, TOO_LATE = at("2026-11-03 08:59"), at("2026-11-03 09:01"), at("2026-11-09 09:01")
DUE_TUESDAY_AND_MONDAY = BY_BUSINESS_DAYS.deadlines(at("2026-11-02 09:00"), "EMEA")


def clock(state: State, when: datetime, **changes: object) -> str:
    """Return which clock has run out for a request submitted on Monday, 2 November, 9:00."""
    return a_request(state, deadlines=DUE_TUESDAY_AND_MONDAY, **changes).overdue(when)


def test_triage_is_overdue_after_a_business_day_and_the_decision_after_five() -> None:
    assert clock(State.SUBMITTED, SOON) == ""
    assert clock(State.SUBMITTED, DUE_TUESDAY_AND_MONDAY.triage) == ""
    assert clock(State.SUBMITTED, LATE) == "triage"
    assert clock(State.SUBMITTED, DUE_TUESDAY_AND_MONDAY.decision) == "triage"
    assert clock(State.SUBMITTED, TOO_LATE) == "decision"


def test_what_was_triaged_is_only_late_for_its_decision() -> None:
    assert clock(State.TRIAGED, LATE, triaged_at=SOON) == ""
    assert clock(State.TRIAGED, TOO_LATE, triaged_at=SOON) == "decision"


@pytest.mark.parametrize("state", [State.APPROVED, State.OFFERED])
def test_an_approval_without_a_sme_does_not_stop_the_clock(state: State) -> None:
    """R46: approved AND assigned."""
    assert clock(state, TOO_LATE, triaged_at=SOON) == "decision"


def test_nothing_is_overdue_while_the_partner_has_it() -> None:
    assert clock(State.RETURNED, TOO_LATE, paused_at=SOON) == ""


@pytest.mark.parametrize("state", ["assigned", "closed", "denied", "withdrawn"])
async def test_nothing_is_overdue_after_the_end(room: Room, state: str) -> None:
    """G16: the clock stops at assigned or denied; what was withdrawn is nobody's to decide."""
    steps: dict[str, tuple[tuple[Command, Person], ...]] = {
        "assigned": ((Command.APPROVE, FRAN), (Command.OFFER, TESS), (Command.ACCEPT, SAM)),
        "closed": ((Command.APPROVE, FRAN), (Command.OFFER, TESS), (Command.ACCEPT, SAM), (Command.CLOSE, FRAN)),
        "denied": ((Command.DENY, FRAN),),
        "withdrawn": ((Command.WITHDRAW, PAT),),
    }
    await room.holds(a_request(deadlines=DUE_TUESDAY_AND_MONDAY))
    for command, person in steps[state]:
        await room.takes(command, person, SOON)
    request = await room.request()
    assert request.state == state
    assert request.overdue(TOO_LATE + timedelta(days=365)) == ""


@pytest.mark.parametrize(
    ("command", "person"),
    [
        (Command.START_TRIAGE, TESS),
        (Command.START_TRIAGE, FRAN),
        (Command.RETURN, TESS),
        (Command.APPROVE, FRAN),
        (Command.DENY, FRAN),
    ],
)
async def test_any_look_at_a_request_stops_the_triage_clock(room: Room, command: Command, person: Person) -> None:
    """G17."""
    await room.holds(a_request())
    assert (await room.takes(command, person, SOON)).triaged_at == SOON


async def test_the_first_look_counts(room: Room) -> None:
    await room.holds(a_request())
    await room.takes(Command.START_TRIAGE, TESS, SOON)
    assert (await room.takes(Command.APPROVE, FRAN, LATE)).triaged_at == SOON


async def test_routing_alone_is_no_triage(room: Room) -> None:
    await room.holds(a_request())
    assert (await room.takes(Command.ROUTE, TESS, SOON)).triaged_at is None


@pytest.mark.parametrize(
    ("start", "end", "working"),
    [
        ("2026-11-02 09:00", "2026-11-02 10:30", timedelta(hours=1, minutes=30)),
        ("2026-11-06 12:00", "2026-11-09 12:00", timedelta(days=1)),
        ("2026-11-07 00:00", "2026-11-09 00:00", timedelta()),
        ("2026-12-24 12:00", "2026-12-29 12:00", timedelta(days=1)),
        ("2026-11-03 09:00", "2026-11-02 09:00", timedelta()),
        ("2026-11-02 09:00", "2026-11-02 09:00", timedelta()),
    ],
)
def test_working_time_between_two_moments_in_london(start: str, end: str, working: timedelta) -> None:
    assert CALENDARS["EMEA"].between(at(start), at(end)) == working


def test_a_moment_in_any_zone_is_the_same_moment() -> None:
    friday = local("2026-10-30 10:00", "America/New_York")
    monday = local("2026-11-02 10:00", "America/New_York")
    calendar = CALENDARS["AMER"]
    for zone in ("America/New_York", "Europe/London", "Asia/Singapore", "UTC"):
        there = ZoneInfo(zone)
        assert calendar.add(friday.astimezone(there), timedelta(days=1)) == monday
        assert calendar.between(friday.astimezone(there), monday.astimezone(there)) == timedelta(days=1)


@given(
    st.sampled_from(sorted(CALENDARS)),
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.timedeltas(timedelta(), timedelta(days=15)),
)
def test_adding_working_time_and_counting_it_agree(region: str, start: datetime, working: timedelta) -> None:
    calendar = CALENDARS[region]
    end = calendar.add(start, working)
    assert end >= start
    assert calendar.between(start, end) == working
    assert calendar.works_on(end.astimezone(calendar.zone).date())


@given(
    st.sampled_from(sorted(CALENDARS)),
    st.lists(st.datetimes(datetime(2026, 9, 1), datetime(2027, 5, 1), timezones=st.just(UTC)), min_size=3, max_size=3),  # noqa: DTZ001
)
def test_working_time_adds_up(region: str, moments: list[datetime]) -> None:
    first, second, third = sorted(moments)
    calendar = CALENDARS[region]
    assert calendar.between(first, second) + calendar.between(second, third) == calendar.between(first, third)


@given(st.datetimes(datetime(2026, 9, 1), datetime(2027, 5, 1), timezones=st.just(UTC)), st.integers(0, 20_000))  # noqa: DTZ001
def test_a_pause_of_working_time_moves_the_deadline_by_as_much(submitted: datetime, minutes: int) -> None:
    paused = timedelta(minutes=minutes)
    calendar = CALENDARS["EMEA"]
    plain = BY_BUSINESS_DAYS.deadlines(submitted, "EMEA").decision
    moved = BY_BUSINESS_DAYS.deadlines(submitted, "EMEA", paused, paused).decision
    assert calendar.between(plain, moved) == paused


def test_a_fpm_of_a_region_without_calendar_works_by_the_first() -> None:
    own = Calendar(ZoneInfo("Asia/Tokyo"), frozenset())
    clockwork = Clockwork({"APJ": own})
    assert clockwork.calendar("APJ") is own
    assert clockwork.calendar("EMEA") is own
    assert clockwork.calendar(None) is own


def test_a_request_is_due_when_its_next_clock_runs_out_and_never_while_none_runs() -> None:
    """R44, R46, G16."""
    triage, decision = DUE_TUESDAY_AND_MONDAY.triage, DUE_TUESDAY_AND_MONDAY.decision

    def due(state: State, **changes: object) -> datetime | None:
        return a_request(state, deadlines=DUE_TUESDAY_AND_MONDAY, **changes).due

    assert due(State.SUBMITTED) == triage
    assert due(State.TRIAGED, triaged_at=SOON) == due(State.APPROVED, triaged_at=SOON) == decision
    assert due(State.RETURNED, paused_at=SOON) is None
    assert due(State.ASSIGNED, triaged_at=SOON, settled_at=LATE) is None
    assert due(State.WITHDRAWN) is None


async def test_deadlines_come_out_the_same_when_they_are_counted_again(room: Room) -> None:
    """G15: both figures, over a return, a route to another region and a hand-back."""
    await room.store.put_draft(a_draft())
    seen = [await room.files(a_draft(), at=at("2026-11-20 09:00"))]
    seen.append(await room.takes(Command.RETURN, FRAN, at("2026-11-23 09:00:01.5")))
    await resubmits(room, at("2026-11-25 15:00:00.7"))
    seen.append(await room.request())
    seen.append(await room.takes(Command.ROUTE, TESS, at("2026-11-25 16:00")))
    for command, person in ((Command.APPROVE, FELIX), (Command.OFFER, TESS), (Command.ACCEPT, SAM)):
        seen.append(await room.takes(command, person, at("2026-11-27 16:00")))
    seen.append(await room.takes(Command.HAND_BACK, SAM, at("2026-12-27 16:00")))
    assert len({one.deadlines for one in seen}) == 4
    for request in seen:
        assert BY_BUSINESS_DAYS.agrees(request)
        # Which of the two figures counts was a setting; either is one of them.
        assert BY_CALENDAR_DAYS.agrees(request)


@pytest.mark.parametrize("figure", ["triage", "decision", "decision_business", "decision_calendar"])
def test_a_figure_that_was_counted_wrongly_is_noticed(figure: str) -> None:
    request = BY_BUSINESS_DAYS.timed(a_request(), "EMEA")
    wrong = replace(request.deadlines, **{figure: getattr(request.deadlines, figure) + timedelta(hours=1)})
    assert BY_BUSINESS_DAYS.agrees(request)
    assert not BY_BUSINESS_DAYS.agrees(replace(request, deadlines=wrong))
    assert not BY_BUSINESS_DAYS.agrees(replace(request, paused_business_seconds=60.0))


def test_what_a_calendar_said_before_it_was_changed_cannot_be_counted_again() -> None:
    """A holiday that is added moves no request by itself, and none is wrong for it."""
    request = BY_BUSINESS_DAYS.timed(a_request(), "EMEA")
    thursday = request.submitted_at.date() + timedelta(days=2)
    emea = CALENDARS["EMEA"]
    changed = Clockwork({**CALENDARS, "EMEA": replace(emea, holidays=emea.holidays | {thursday})})
    assert changed.timed(a_request(), "EMEA").deadlines.decision > request.deadlines.decision
    assert changed.agrees(request)


async def test_a_decision_leaves_no_pause_running(room: Room) -> None:
    await room.holds(replace(a_request(State.RETURNED), deadlines=DUE_TUESDAY_AND_MONDAY))
    denied = await room.takes(Command.DENY, FRAN, LATE)
    assert denied.settled_at == LATE
    assert denied.overdue(TOO_LATE) == ""
