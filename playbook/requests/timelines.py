"""The playbook's clocks: triage within 1 business day, a decision and assignment within 5 days (R44, R46, G15-G17).

The clock starts at the first submission, pauses while the request is returned, and stops at assigned or denied.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from playbook.requests.record import Deadlines, Request

DAY = timedelta(days=1)
# How long a confirmation may take (R41).
CONFIRMATION = timedelta(minutes=5)
TRIAGE = DAY
DECISION = 5 * DAY
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The working days of one region. A working day is 24 hours of its local date."""

    zone: ZoneInfo
    holidays: frozenset[date]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Calendar":
        """Build a calendar from one entry of the calendar file; raise when it lacks a key or a holiday is no date."""
        holidays = frozenset(data["holidays"])
        for day in holidays:
            if type(day) is not date:
                raise ValueError(f"{day!r} is not a date such as 2026-12-25, without quotes or a time")
        return cls(ZoneInfo(str(data["zone"])), holidays)

    @cached_property
    def edition(self) -> str:
        """What changes with the zone or a holiday, so that it is known which deadlines were counted by it."""
        days = " ".join(day.isoformat() for day in sorted(self.holidays))
        return f"{crc32(f'{self.zone.key} {days}'.encode()):08x}"

    def works_on(self, day: date) -> bool:
        """Tell whether this is a working day here."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def add(self, start: datetime, working: timedelta) -> datetime:
        """Return the moment at which `working` time has passed since `start`, counting working days only."""
        here, left = start, working
        while True:
            midnight = self._next_midnight(here)
            if self.works_on(here.astimezone(self.zone).date()):
                if left < midnight - here:
                    return here + left
                left -= midnight - here
            here = midnight

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much working time lies between two moments; zero when `end` is not after `start`."""
        total, here = timedelta(), start
        while here < end:
            stop = min(self._next_midnight(here), end)
            if self.works_on(here.astimezone(self.zone).date()):
                total += stop - here
            here = stop
        return total

    def _next_midnight(self, moment: datetime) -> datetime:
        tomorrow = moment.astimezone(self.zone).date() + DAY
        local = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=self.zone)
        return local.astimezone(moment.tzinfo)


@dataclass(frozen=True)
class Clockwork:
    """The calendars by FPM region, and whether "5 days" counts business days (G15, a setting)."""

    calendars: Mapping[str, Calendar]
    business_days: bool = True

    def calendar(self, region: str | None) -> Calendar:
        """Return the calendar of a region; an FPM without one works by the first in the file."""
        return self.calendars[self.followed(region)]

    def followed(self, region: str | None) -> str:
        """Return the region whose calendar an FPM of this region works by."""
        return region if region and region in self.calendars else next(iter(self.calendars))

    def deadlines(
        self,
        submitted: datetime,
        region: str | None,
        paused: timedelta = timedelta(),
        paused_business: timedelta = timedelta(),
    ) -> Deadlines:
        """Return when triage and decision are due; the time spent returned is added (G16)."""
        calendar = self.calendar(region)
        business = calendar.add(submitted, DECISION + paused_business)
        calendar_days = submitted + DECISION + paused
        return Deadlines(
            triage=calendar.add(submitted, TRIAGE + paused_business),
            decision=business if self.business_days else calendar_days,
            decision_business=business,
            decision_calendar=calendar_days,
            calendar=self._edition(self.followed(region)),
        )

    def _edition(self, region: str) -> str:
        return f"{region} {self.calendars[region].edition}"

    def timed(self, request: Request, region: str | None) -> Request:
        """Return the request with the deadlines that follow from its submission and its pauses by a region's days."""
        return replace(request, deadlines=self._counted(request, region))

    def _counted(self, request: Request, region: str | None) -> Deadlines:
        paused, business = request.paused_seconds, request.paused_business_seconds
        return self.deadlines(request.submitted_at, region, timedelta(seconds=paused), timedelta(seconds=business))

    def agrees(self, request: Request) -> bool:
        """Tell whether its deadlines are the same when they are counted again (G15, G16).

        Those of a calendar that was changed since cannot be counted again. Which figure counts was a setting.
        """
        kept = request.deadlines
        region = next((one for one in self.calendars if self._edition(one) == kept.calendar), None)
        if region is None:
            return True
        again = self._counted(request, region)
        counts = kept.decision in (again.decision_business, again.decision_calendar)
        return counts and replace(again, decision=kept.decision) == kept

    def resumed(self, request: Request, at: datetime, region: str | None) -> Request:
        """Return the request with its pause ended and its deadlines moved by it."""
        if request.paused_at is None:
            return request
        paused = request.paused_seconds + (at - request.paused_at).total_seconds()
        working = self.calendar(region).between(request.paused_at, at).total_seconds()
        business = request.paused_business_seconds + working
        resumed = replace(request, paused_at=None, paused_seconds=paused, paused_business_seconds=business)
        return self.timed(resumed, region)
