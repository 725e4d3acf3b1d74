"""Our bot, composed as in production but for three things that have to be on this machine.

The Bot Service's keys come from the bench, the connector may be on loopback, and the directory's answer is there
already. The front, the gate, the sender with Teams' pace, the store on disk, the courier and the e-mails as files are
the real ones. `python -m bench.servers.ours FOLDER NAME [REQUESTS]` files as many requests first and writes the presses
that approve them to FOLDER/NAME.jsonl.
"""

import asyncio
import socket
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from aiohttp import web

from bench.child import ready, until_stopped
from bench.filing import file_requests
from bench.servers.directory import StaticCredentials
from bench.world import APP_ID, BOT_TENANT, LOOPBACK, World
from bot_app import app
from bot_app.edge.front import Limits, most_connections, serving
from bot_app.operations import logs
from bot_app.operations.settings import Settings, serve_settings
from bot_app.wire.clouds import AUTHORITIES, Cloud
from bot_app.wire.service_urls import loopback_only
from playbook.people import Roster
from playbook.requests.lists import Lists
from storage.catalogue import load_catalogue

ROSTER = "roster.toml"


def settings(folder: Path, name: str) -> Settings:
    """Return the settings of a served bot: an identity, and nothing that limits one person."""
    env = {
        "APP_ID": APP_ID,
        "APP_TENANT_ID": BOT_TENANT,
        "APP_PASSWORD": "is never sent",
        "ROSTER": str(folder / ROSTER),
        "DATA_DIR": str(folder / name),
        "TURNS_PER_MINUTE": "0",
        "FILINGS_PER_DAY": "0",
    }
    return serve_settings(env)


async def serve(folder: Path, name: str, requests: int) -> None:
    """Serve until this process is ended."""
    world = World.load(folder)
    chosen = settings(folder, name)
    catalogue = load_catalogue()
    directory = app.read_roster(folder / ROSTER, catalogue)
    around = await app.open_surroundings(chosen, Roster(directory))
    await file_requests(
        around.store, Lists(catalogue, directory), requests, world.service_url, folder / f"{name}.jsonl"
    )
    at_the_bench = {Cloud.PUBLIC: replace(AUTHORITIES[Cloud.PUBLIC], keys=world.openid)}
    with patch.multiple(
        "bot_app.app",
        AUTHORITIES=at_the_bench,
        https_hosts=lambda _: loopback_only,
        credentials=lambda identity: StaticCredentials(identity.app_id, world.outbound),
    ):
        house = app.build_house(chosen, catalogue, around)
    await _listen(app.web_app(house))


async def _listen(application: web.Application) -> None:
    """Serve behind the front, and with the garbage collector's rounds eased, as in production."""
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        with socket.create_server((LOOPBACK, 0)) as listening:
            async with serving(runner, listening, Limits(most_connections())):
                app.ease_collections()
                ready(port=listening.getsockname()[1])
                await until_stopped()
    finally:
        await runner.cleanup()


def main(folder: str, name: str, requests: str = "0") -> None:
    """Serve with the log of production."""
    logs.set_up(as_json=True)
    asyncio.run(serve(Path(folder), name, int(requests)))


if __name__ == "__main__":
    main(*sys.argv[1:])
