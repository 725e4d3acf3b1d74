"""The situations in which people of the corpus speak: each set up once by the people's own steps, then copied."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot_app.local.mode import SAMPLE_ROSTER
from playbook.requests.fields import FIELDS
from storage.roster import local_newcomers
from tests.office import COMPLETE, Clock, Office, Player, open_office

FRIDAY, TUESDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC), datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LITWARE = {"tenant_name": "Litware", "workload": "AIP_P2", "seat_count": "900"}
TAILSPIN = {"tenant_name": "Tailspin Toys", "workload": "MDATP", "seat_count": "700", "region": "AMER"}
WOODGROVE = {
    "tenant_name": "Woodgrove Bank",
    "workload": "EXCHANGE_MIGRATION",
    "role": "MIGRATION",
    "email_source": "Lotus Notes",
    "seat_count": "400",
}
ADVENTURE = {"tenant_name": "Adventure Works", "workload": "AADP_P2", "seat_count": "2500"}
COFFEE = {"tenant_name": "Fourth Coffee", "workload": "MCAS", "seat_count": "12000", "region": "AMER"}
PROSEWARE = {"tenant_name": "Proseware", "workload": "OATP_P2", "seat_count": "600", "region": "AMER"}
WINGTIP = {"tenant_name": "Wingtip Toys", "workload": "AIP_P2", "seat_count": "200"}
NORTHWIND = {"tenant_name": "Northwind", "workload": "MDATP", "seat_count": "500", "region": "AMER"}

Stage = Callable[[Office], Awaitable[None]]


async def _file(office: Office, who: Player, answers: Mapping[str, str], *steps: tuple[str, str]) -> None:
    """File a request and let people take steps, "{}" standing for its number."""
    request = await who.files(**answers)
    for name, words in steps:
        await office.players[name].says(words.format(request.number))
        await office.deliver()


async def _new(office: Office) -> None:
    del office


async def _one(office: Office) -> None:
    await _file(office, office.pat, LITWARE)


async def _busy(office: Office) -> None:
    to_sam, to_sana = ("tess", "offer {} to Sam"), ("tess", "offer {} to Sana")
    approve = ("fran", "approve {}")
    await _file(office, office.pat, LITWARE)
    returned = "return {} seats, additional information: How many seats are active, and why do you need help?"
    await _file(office, office.pat, WOODGROVE, ("fran", returned))
    await _file(office, office.pat, ADVENTURE, approve, to_sana, ("sana", "accept {}"))
    await _file(office, office.pat, TAILSPIN, approve, to_sam, ("sam", "accept {}"), ("fran", "close {} yes"))
    await _file(office, office.pat, COFFEE, approve)
    await _file(office, office.pat, PROSEWARE, approve, to_sam)
    await _file(office, office.pat, WINGTIP, ("fran", "deny {} repeated: the third request on labels this year"))
    await _file(office, office.petra, NORTHWIND)


async def _closed(office: Office) -> None:
    """Pat has just one request, and it is SME-0004: another company filed those before."""
    for _ in range(3):
        await _file(office, office.quinn, NORTHWIND)
    steps = ("fran", "approve {}"), ("tess", "offer {} to Sam"), ("sam", "accept {}"), ("fran", "close {} yes")
    await _file(office, office.pat, TAILSPIN, *steps)


def _after(stage: Stage, who: str, *words: str) -> Stage:
    async def prepare(office: Office) -> None:
        await stage(office)
        office.clock.time = TUESDAY
        await office.players[who].says_all(*words)

    return prepare


def _asked(key: str) -> Stage:
    """Fill in what is asked for before a field, so that it is asked for next."""

    async def prepare(office: Office) -> None:
        office.clock.time = TUESDAY
        keys = [field.key for field in FIELDS]
        before = {name: COMPLETE[name] for name in keys[: keys.index(key)] if name in COMPLETE}
        await office.pat.says("new request")
        form = await office.pat.says("form")
        await office.pat.presses(form.card, "Review", **before)

    return prepare


async def _review(office: Office) -> None:
    office.clock.time = TUESDAY
    await office.pat.reviews()


STAGES: Mapping[str, tuple[str, Stage]] = {
    "partner-new": ("pat", _new),
    "partner-one": ("pat", _one),
    "partner-busy": ("pat", _busy),
    "partner-shown": ("pat", _after(_busy, "pat", "status SME-0003")),
    "partner-closed": ("pat", _closed),
    "ask-workload": ("pat", _asked("workload")),
    "ask-seats": ("pat", _asked("seat_count")),
    "ask-region": ("pat", _asked("region")),
    "ask-language": ("pat", _asked("primary_language")),
    "ask-customer": ("pat", _asked("tenant_name")),
    "ask-tenant-id": ("pat", _asked("tenant_id")),
    "ask-segment": ("pat", _asked("tenant_segment")),
    "ask-justification": ("pat", _asked("justification")),
    "review": ("pat", _review),
    "fpm-one": ("fran", _one),
    "fpm-busy": ("fran", _busy),
    "fpm-asked": ("fran", _after(_busy, "fran", "deny SME-0001")),
    "fpm-reason": ("fran", _after(_busy, "fran", "deny SME-0001", "repeated topic")),
    "team-busy": ("tess", _busy),
    "team-asked": ("tess", _after(_busy, "tess", "offer SME-0005")),
    "sme-offered": ("sam", _busy),
    "sme-assigned": ("sana", _busy),
    "stranger": ("nora", _new),
}


class Stages:
    """Opens situations; each is prepared once and then copied, so that no sentence meets what another one did."""

    def __init__(self, folder: Path) -> None:
        """Keep what was prepared in a folder."""
        self._folder = folder
        self._opened = 0

    @asynccontextmanager
    async def open(self, name: str) -> AsyncIterator[tuple[Office, Player]]:
        """Open a situation of one's own; give whoever speaks in it."""
        who, stage = STAGES[name]
        prepared = self._folder / f"{stage.__name__}-{name if '<locals>' in stage.__qualname__ else ''}"
        if not prepared.exists():
            async with _opened_in(prepared, FRIDAY) as office:
                await office.everybody_installs()
                await stage(office)
                await office.deliver()
        self._opened += 1
        copy = self._folder / f"copy {self._opened}"
        shutil.copytree(prepared, copy)
        async with _opened_in(copy, TUESDAY) as office:
            yield office, office.players[who]
        shutil.rmtree(copy)


@asynccontextmanager
async def _opened_in(folder: Path, at: datetime) -> AsyncIterator[Office]:
    async with open_office(folder, Clock(at)) as office:
        [newcomer] = local_newcomers(SAMPLE_ROSTER)
        office.players["nora"] = Player(office, newcomer)
        yield office
