"""The commands of whoever operates the bot: `backup`, `verify`, `agenda`, `restore` and `move-store`."""

import argparse
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot_app.operations.settings import SettingsError, data_dir, database_url
from bot_app.operations.stores import open_engine
from playbook.life.ports import Conflict, StoreUnavailable
from playbook.life.records import Record
from playbook.requests.record import Request
from playbook.requests.timelines import Clockwork
from storage import upkeep
from storage.agenda import backlog
from storage.catalogue import load_calendars
from storage.documents import Check, Engine, Readable
from storage.tinydb.beside import Beside
from storage.tinydb.opening import FILE

Environment = Mapping[str, str]
FINE, FOUND = 0, 1
# What is overdue for longer needs somebody to look at it.
LATE = timedelta(minutes=5)
VARIABLE = "DATABASE_URL"


@dataclass(frozen=True)
class Call:
    """A command as it was typed, and when."""

    options: argparse.Namespace
    env: Environment
    say: Callable[[str], None]
    at: datetime


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser of the bot's commands."""
    backup = commands.add_parser("backup", help="copy the store into one file, also while the bot runs")
    backup.add_argument("file", type=Path)
    verify = commands.add_parser("verify", help="look through the whole store, also while the bot runs")
    agenda = commands.add_parser("agenda", help="tell what is owed and overdue, also while the bot runs")
    restore = commands.add_parser("restore", help="put a backup in the store's place; the bot must not run")
    restore.add_argument("file", type=Path)
    move = commands.add_parser("move-store", help="copy a store into an empty one, and compare the two")
    move.add_argument("source", help="a folder, a postgresql:// address, or DATABASE_URL for what that variable says")
    move.add_argument("target", help="the same")
    for one in (backup, verify, agenda, restore):
        one.add_argument("--data", type=Path, help="folder of the store (default: DATA_DIR, or data)")


async def run(options: argparse.Namespace, env: Environment, say: Callable[[str], None], at: datetime) -> int:
    """Run one of the commands; return its exit status.

    Raise SettingsError or StoreUnavailable, with what to do, when it cannot be done.
    """
    try:
        return await COMMANDS[options.command](Call(options, env, say, at))
    except Conflict as error:
        raise StoreUnavailable(f"{error}; name an empty one") from error


async def _backup(call: Call) -> int:
    if url := _url(call):
        async with _opened(url) as engine:
            count = await upkeep.save(engine, call.options.file)
    else:
        count = upkeep.back_up(_folder(call), call.options.file)
    call.say(f"{call.options.file} holds {count} requests and has been looked through.")
    return FINE


async def _verify(call: Call) -> int:
    async with _beside(call) as store:
        found = await store.troubles(counted_again(Clockwork(load_calendars())))
    for line in found:
        call.say(line)
    call.say(f"{len(found)} things are not as they were written." if found else "Everything is as it was written.")
    return FOUND if found else FINE


def counted_again(clockwork: Clockwork) -> Check:
    """Return what counts the deadlines of each request again and compares them (G15).

    Only `verify` does. What counts on the time zones of this machine must not keep a bot from starting.
    """

    def check(record: Record) -> str:
        if isinstance(record, Request) and not clockwork.agrees(record):
            return f"the deadlines of {record.number} are not those that its calendar gives"
        return ""

    return check


async def _agenda(call: Call) -> int:
    async with _beside(call) as store:
        found = await backlog(store, call.at)
    since = f", the oldest since {found.oldest:%d %b %Y, %H:%M} UTC" if found.oldest else ""
    call.say(f"{found.notices} notices and {found.timers} timers are overdue{since}.")
    call.say(f"{found.parked} notices wait for people who cannot be reached; {found.given_up} rows were given up.")
    return FOUND if found.oldest and call.at - found.oldest >= LATE else FINE


async def _restore(call: Call) -> int:
    if url := _url(call):
        async with _opened(url) as engine:
            count = upkeep.looked_through(call.options.file)
            await upkeep.move(Beside(call.options.file), engine)
    else:
        count = upkeep.restore(call.options.file, _folder(call))
    call.say(f"The store holds {count} requests again. What was there before, if anything, is kept beside it.")
    return FINE


async def _move(call: Call) -> int:
    source, target = (_address(one, call.env) for one in (call.options.source, call.options.target))
    if source == target:
        raise SettingsError("Name two different stores.")
    if "://" not in source and not (Path(source) / FILE).exists():
        raise SettingsError(f"There is no store in {source}.")
    async with _opened(source) as there, _opened(target) as here:
        counts = await upkeep.move(there, here)
    call.say("Copied and compared: " + ", ".join(f"{count} {table}" for table, count in counts.items()) + ".")
    return FINE


COMMANDS: Mapping[str, Callable[[Call], Awaitable[int]]] = {
    "backup": _backup,
    "verify": _verify,
    "agenda": _agenda,
    "restore": _restore,
    "move-store": _move,
}


def _url(call: Call) -> str:
    """Return the address of the database that a command is about; "" where it is about a folder."""
    return "" if call.options.data else database_url(call.env)


def _folder(call: Call) -> Path:
    return Path(call.options.data or data_dir(call.env))


@asynccontextmanager
async def _beside(call: Call) -> AsyncIterator[Readable]:
    """Lend the store that a command is about to look at it, be it in use."""
    if url := _url(call):
        async with _opened(url) as engine:
            yield engine
    else:
        yield Beside(_folder(call) / FILE)


def _address(given: str, env: Environment) -> str:
    """Return a store's address; a password need not stand on the command line, where others can read it."""
    if given != VARIABLE:
        return given
    if not database_url(env):
        raise SettingsError(f"Set {VARIABLE}, or name the store itself.")
    return database_url(env)


@asynccontextmanager
async def _opened(address: str) -> AsyncIterator[Engine]:
    engine = await open_engine(address)
    try:
        yield engine
    finally:
        await engine.close()
