"""The commands: `python -m bot_app local`, `python -m bot_app serve`, and those of upkeep.py."""

import argparse
import asyncio
import contextlib
import dataclasses
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from bot_app.app import build_house, ease_collections, now, open_surroundings, read_roster, web_app
from bot_app.edge.front import Limits, most_connections, serving
from bot_app.local.mode import SAMPLE_ROSTER, attach_page, local_people, this_machine_only
from bot_app.operations import logs, upkeep
from bot_app.operations.settings import LOOPBACK, Settings, SettingsError, local_settings, serve_settings
from dialogs.overhearing import make_ready
from playbook.life.ports import StoreUnavailable
from playbook.people import Roster, RosterError
from playbook.requests.workloads import CatalogueError
from storage.catalogue import load_catalogue
from storage.roster import local_newcomers, local_panes

CANNOT_START = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status, 2 when the bot cannot start as it is set up."""
    options = _parser().parse_args(arguments)
    logs.set_up(as_json=options.command == "serve")
    upkeeping = options.command in upkeep.COMMANDS
    try:
        if upkeeping:
            return asyncio.run(upkeep.run(options, os.environ, print, now()))
        settings = _settings(options)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_run(settings, page=options.command == "local" and not options.no_page))
    except (SettingsError, RosterError, CatalogueError, StoreUnavailable) as error:
        print(f"{'Nothing was done' if upkeeping else 'The bot cannot start'}: {error}", file=sys.stderr)
        return CANNOT_START
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot_app", description="The SME request bot for Microsoft Teams.")
    commands = parser.add_subparsers(dest="command", required=True)
    local = commands.add_parser("local", help="run on this machine only, with sample people and a page to chat on")
    local.add_argument("--port", type=int)
    local.add_argument("--data", type=Path, help="folder of the store (default: data)")
    local.add_argument("--roster", type=Path, help="people and partners (default: a sample)")
    local.add_argument("--no-page", action="store_true", help="serve only /api/messages and /healthz")
    commands.add_parser("serve", help="run for Teams; see the README for the environment it needs")
    upkeep.add_commands(commands)
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    if options.command == "serve":
        settings = serve_settings(os.environ)
        if settings.roster is None:
            raise SettingsError("Set ROSTER to the TOML file with your partners and people; see the README.")
        return settings
    settings = local_settings(os.environ)
    given = {"port": options.port, "data_dir": options.data, "roster": options.roster}
    settings = dataclasses.replace(settings, **{name: value for name, value in given.items() if value is not None})
    if options.data:
        mail_dir = settings.mail_dir if "MAIL_DIR" in os.environ else options.data / "mail"
        # A folder that is named by hand is meant, whatever the environment says.
        settings = dataclasses.replace(settings, mail_dir=mail_dir, database_url="")
    return settings


async def _run(settings: Settings, *, page: bool) -> None:
    roster = settings.roster or SAMPLE_ROSTER
    catalogue = load_catalogue()
    around = await open_surroundings(settings, Roster(read_roster(roster, catalogue)))
    house = build_house(settings, catalogue, around)
    app = web_app(house, [] if settings.identity else [this_machine_only])
    if page:
        directory = await around.people.directory()
        seated = local_people(directory, local_panes(roster), local_newcomers(roster))
        attach_page(app, seated, settings.data_dir, settings.port, clock=around.clock, new_id=around.new_id)
    limits = Limits(most_connections(), settings.connections_per_address)
    # A quarter of a second, before anybody is let in; what it makes is out of the garbage collector's rounds as well.
    make_ready(catalogue)
    runner = web.AppRunner(app, shutdown_timeout=10)
    await runner.setup()
    try:
        with _listen(settings) as listening:
            async with serving(runner, listening, limits):
                ease_collections()
                _announce(settings, page=page)
                await _until_stopped()
    finally:
        await runner.cleanup()


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise SettingsError(
            f"port {settings.port} on {settings.host} cannot be used ({error.strerror}). "
            "Is the bot running already? Choose another one with --port or PORT."
        ) from error


def _announce(settings: Settings, *, page: bool) -> None:
    """Say where the bot is, at once: whoever started it may be a program that waits for this."""
    if settings.identity:
        print(f"Serving Teams on {settings.host}:{settings.port}.", flush=True)
        return
    print(f"Local mode: nobody is authenticated, so only this machine is served ({LOOPBACK}).")
    where = f"http://{LOOPBACK}:{settings.port}/"
    print("Data: PostgreSQL" if settings.database_url else f"Data: {settings.data_dir.resolve()}")
    print(f"Open {where} and play. Ctrl-C stops." if page else f"Listening on {where}api/messages.", flush=True)


async def _until_stopped() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stopped.set)
    await stopped.wait()


if __name__ == "__main__":
    sys.exit(main())
