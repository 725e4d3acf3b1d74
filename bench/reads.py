"""What an approval, a view and a list cost in CPU and in calls of the store, whatever there is to show.

`make bench-reads` measures at the desk, without a turn around it, in this one process:

    approval until delivered   an FPM decides, and four people get to know: the partner, two of the Assignment team, and
                               the FPM by their own card. Messages go to a connector in another process, mails to files
    team's view, ... SMEs      an approved request as the Assignment team's card shows it, with all SMEs ranked
    list, step                 every list, and every step that is typed without a number, at two sizes of the store

CPU is this process's, in all its threads. Compare rows with each other, not with another machine's.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from aiohttp import ClientSession

from bench.counting import CountingStore
from bench.filing import ANSWERS, APPROVED_REVISION, TOPIC_WINDOW, file_requests, key_of, number_of, reference_of
from bench.people import fpms, team, write_roster
from bench.processes import BenchError, running
from bench.results import OUT, keep
from bench.store_engines import prepared
from bench.store_work import AT, company, filing, person
from bot_app.app import Surroundings, build_house, fresh_salt, read_roster
from bot_app.operations.settings import local_settings
from cards.reader import Reader
from cards.request_card import request_card
from playbook.life.ports import Store
from playbook.people import Directory, Expertise, Partner, Person, Role, Roster
from playbook.requests.desk import Desk, Desks
from playbook.requests.lists import Lists
from playbook.requests.record import Command, State
from playbook.requests.timelines import Clockwork
from storage.catalogue import load_calendars, load_catalogue
from storage.store import DocumentStore
from storage.tinydb.opening import open_folder

APPROVALS, ROUNDS = 100, 20
SMES = (10, 100, 1_000)
SMALL, LARGE = 1_000, 100_000
# An approval is delivered by 15, and taken by two.
MOST_CALLS = {"approval": 17, "team's view": 1, "list": 2, "step": 2}
# A page costs about so much. Who has less than a page in the small store is compared with that.
PAGE_MS = 0.8
MOST_GROWTH = 2.0
CAN = Expertise(frozenset({"AIP_P2"}), frozenset({"English"}), frozenset({"EMEA"}), 2)


@dataclass(frozen=True)
class Cost:
    """What something cost, on the average."""

    cpu_ms: float
    calls: float


Table = dict[str, Cost]


async def _cost(store: CountingStore, times: int, work: Callable[[int], Awaitable[object]]) -> Cost:
    """Do some work so many times, counted from 1; return what one time cost."""
    store.calls.clear()
    begun = process_time()
    for turn in range(1, times + 1):
        await work(turn)
    return Cost(1000 * (process_time() - begun) / times, store.calls.total() / times)


def _desk(store: Store, lists: Lists) -> Desk:
    return Desks(store, lists.catalogue, Clockwork(load_calendars()), TOPIC_WINDOW).among(lists.directory)


async def approvals(folder: Path, connector: str) -> Table:
    """Measure approvals, one after another, each until nothing is owed any more."""
    roster = folder / "roster.toml"
    write_roster(roster, team_size=2)
    catalogue = load_catalogue()
    lists = Lists(catalogue, read_roster(roster, catalogue))
    store = CountingStore(DocumentStore(open_folder(folder / "store"), fresh_salt))
    kept = store.as_store()
    await file_requests(kept, lists, APPROVALS, connector, folder / "presses.jsonl")
    for seat in team(2):
        await kept.put_reference(reference_of(seat, connector))
    async with ClientSession() as session:
        settings = replace(local_settings({}), mail_dir=folder / "mail")
        courier = build_house(settings, catalogue, Surroundings(kept, session, Roster(lists.directory))).courier
        desk, managers = _desk(kept, lists), fpms()

        async def approve(turn: int) -> None:
            manager = lists.directory.find(key_of(managers[(turn - 1) % len(managers)]))
            assert manager
            await desk.carry_out(number_of(turn), Command.APPROVE, {}, manager, at=datetime.now(UTC))
            while await courier.step(datetime.now(UTC)):
                pass

        cost = await _cost(store, APPROVALS, approve)
    for serial in range(1, APPROVALS + 1):
        if [copy.revision for copy in await kept.copies(number_of(serial))] != [APPROVED_REVISION] * 4:
            raise BenchError(f"not everybody knows of {number_of(serial)}")
    await kept.close()
    return {"approval until delivered": cost}


async def views(folder: Path, size: int) -> Table:
    """Measure the team's view of a request among so many SMEs, who have one request each in hand."""
    smes = [Person(person(3, i), f"Sme {i}", "", frozenset({Role.SME}), expertise=CAN) for i in range(size)]
    tess = Person(person(4, 0), "Tess", "tess@people.example", frozenset({Role.TEAM}))
    lists = Lists(load_catalogue(), Directory([*smes, tess], []))
    store = CountingStore(DocumentStore(open_folder(folder / f"smes {size}"), fresh_salt))
    kept, number = store.as_store(), number_of(size + 1)
    for serial, sme in enumerate(smes, start=1):
        held = filing(serial, State.ASSIGNED)
        await kept.commit(replace(held, record=replace(held.record, sme=sme.key), notices=()))
    approved = filing(size + 1, State.APPROVED)
    answers = {**ANSWERS, "partner_name": company(0), "partner_email": "pat@people.example", "fpm": "unlisted"}
    await kept.commit(replace(approved, record=replace(approved.record, answers=answers), notices=()))
    desk = _desk(kept, lists)

    async def look(_: int) -> None:
        view = await desk.view(number, tess, AT)
        if len(view.candidates) != size:
            raise BenchError(f"{len(view.candidates)} SMEs to choose from, not {size}")
        request_card(Reader(), view, lists, AT)

    cost = await _cost(store, ROUNDS, look)
    await kept.close()
    return {f"team's view, {size:,} SMEs": cost}


def _somebody() -> dict[Role, Person]:
    """Return somebody of each role; partner and FPM have requests in the prepared stores."""
    keys = {Role.PARTNER: person(1, 0), Role.FPM: person(2, 0), Role.TEAM: person(4, 0), Role.SME: person(3, 0)}
    own = {Role.PARTNER: {"partner": company(0)}, Role.SME: {"expertise": CAN}}
    return {
        role: Person(key, role.value, f"{role.value}@people.example", frozenset({role}), **own.get(role, {}))  # type: ignore[arg-type] # the two fields differ in type
        for role, key in keys.items()
    }


async def lists_and_steps(folder: Path, size: int) -> Table:
    """Measure every list and every step without a number, for somebody of each role."""
    people = _somebody()
    tenant = people[Role.PARTNER].key.split("/")[0]
    directory = Directory(list(people.values()), [Partner(company(0), people[Role.FPM].key, frozenset({tenant}))])
    embedded = DocumentStore(open_folder(folder / f"requests {size}"), fresh_salt)
    await embedded.engine.fill(prepared(size))
    store = CountingStore(embedded)
    desk = _desk(store.as_store(), Lists(load_catalogue(), directory))
    table = {}
    for role, somebody in people.items():
        for only_open, name in ((True, "queue"), (False, "all requests")):
            table[f"list {name} of {role.value}"] = await _cost(store, ROUNDS, _asks(desk.listed, somebody, only_open))
        for command in Command:
            cost = await _cost(store, ROUNDS, _asks(desk.awaiting, command, somebody, AT))
            table |= {f"step {command.value} of {role.value}": cost} if cost.calls else {}
    await embedded.close()
    return table


def _asks(ask: Callable[..., Awaitable[object]], *values: object) -> Callable[[int], Awaitable[object]]:
    return lambda _: ask(*values)


def verdicts(table: Table, growth: Mapping[str, float]) -> list[str]:
    """Return what was to be reached, and whether it was."""
    lines = []
    for kind, most in MOST_CALLS.items():
        calls = max(cost.calls for name, cost in table.items() if name.startswith(kind))
        lines.append(_verdict(f"{kind}: {calls:.1f} calls of the store, at most {most}", calls <= most))
    name, worst = max(growth.items(), key=lambda item: item[1])
    bound = f"{name} at {LARGE:,} requests: {worst:.2f}x of {SMALL:,}, at most {MOST_GROWTH}x"
    return [*lines, _verdict(bound, worst <= MOST_GROWTH)]


def _verdict(text: str, reached: bool) -> str:
    return f"{text}: {'reached' if reached else 'missed'}"


async def _measured(folder: Path, connector: str) -> tuple[Table, dict[str, float]]:
    table = await approvals(folder, connector)
    for smes in SMES:
        table |= await views(folder, smes)
    small, large = await lists_and_steps(folder, SMALL), await lists_and_steps(folder, LARGE)
    for name in small:
        table |= {f"{name}, {SMALL:,}": small[name], f"{name}, {LARGE:,}": large[name]}
    return table, {name: large[name].cpu_ms / max(small[name].cpu_ms, PAGE_MS) for name in small}


def main() -> int:
    """Measure, print and keep; return the exit status."""
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="run-", dir=OUT) as name:
        folder = Path(name)
        with running("teams", ["bench.teams"], folder, os.environ) as teams:
            table, growth = asyncio.run(_measured(folder, str(teams.facts["url"])))
    print(f"{'':44}{'CPU ms':>10}{'calls':>8}")
    print("\n".join(f"{name:44}{cost.cpu_ms:>10.2f}{cost.calls:>8.1f}" for name, cost in table.items()))
    print("\n".join(["", *verdicts(table, growth)]))
    print(f"Kept as reads in {keep('reads', {name: asdict(cost) for name, cost in table.items()}).name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
