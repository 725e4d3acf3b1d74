"""Local mode: the sample people of the roster, and the page on which they chat."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot_app.local.channel import LocalChannel
from bot_app.local.history import HistoryFile
from bot_app.local.people import LocalPerson
from bot_app.local.routes import attach
from bot_app.local.wire import Handler, guarded
from playbook import patterns
from playbook.people import Directory, Person, PersonKey, Role

SAMPLE_ROSTER = Path(__file__).parent / "sample_roster.toml"
_TITLES = {
    Role.PARTNER: "Partner",
    Role.FPM: "FastTrack Partner Manager",
    Role.TEAM: "SME Assignment team",
    Role.SME: "Subject Matter Expert",
}


@web.middleware
async def this_machine_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what a web page elsewhere could send: nobody is authenticated here, so it could be anybody."""
    return await guarded(handler)(request)


def local_people(
    directory: Directory, panes: Sequence[PersonKey], newcomers: Sequence[Person] = ()
) -> list[LocalPerson]:
    """Return the people who get a pane on the page, in the roster's order of panes, and who is not registered yet."""
    found = [person for person in map(directory.find, panes) if person is not None]
    return [_local_person(person) for person in (*found, *newcomers)]


def _local_person(person: Person) -> LocalPerson:
    tenant_id, _, object_id = person.key.partition("/")
    slug = patterns.NO_SLUG.replace(person.name.casefold(), "-").strip("-")
    title = ", ".join(_TITLES[role] for role in Role if person.has(role)) or "Not registered yet"
    return LocalPerson(
        key=slug or object_id,
        name=person.name,
        role_title=f"{title}, {person.partner}" if person.partner else title,
        tenant_id=tenant_id,
        object_id=object_id,
        email=person.email,
    )


def attach_page(
    app: web.Application,
    people: Sequence[LocalPerson],
    data_dir: Path,
    port: int,
    *,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
) -> None:
    """Serve the page; it talks to the bot through the real endpoint."""
    own_url = f"http://127.0.0.1:{port}"
    history = HistoryFile(data_dir / "local-history.jsonl")
    attach(app, LocalChannel(people, history, own_url, f"{own_url}/local/", clock=clock, new_id=new_id))
