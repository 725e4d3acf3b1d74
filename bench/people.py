"""The people of the benchmark: a roster of many companies, and what the people on it send.

Teams takes only so many messages a second for one conversation and for one tenant, and the bot keeps to that
(bot_app/wire/teams_rate_limit.py). With this many people in this many tenants no limit binds, so that the bot's own
work is measured with its pace kept and counted. In the benchmark of turns the Assignment team is one person who has not
met the bot: a chat of theirs would get a message about every approval, more than Teams allows one chat.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.world import APP_ID
from playbook.requests.fields import REGIONS

COMPANIES = 40
PARTNERS_EACH = 10
FPMS = 32
HOMES = 16
# Stands in every activity where its id belongs, and is as long.
PLACE_OF_ID = "@" * 13
TENANT, FPM, PARTNER, TEAM = 0xA1, 0xF1, 0xB1, 0xC1


@dataclass(frozen=True)
class Seat:
    """One person: where they sign in, who they are there, and what the roster says of them."""

    tenant: str
    object_id: str
    name: str
    role: str
    company: str = ""

    @property
    def email(self) -> str:
        """An address of their own."""
        return f"{self.name.lower().replace(' ', '.')}@people.example"

    @property
    def user_id(self) -> str:
        """Their address in the channel, as long as Teams' own."""
        return f"29:1{self.object_id.replace('-', '') * 2}"

    @property
    def conversation(self) -> str:
        """Their chat with the bot, as long as Teams' own."""
        return f"a:1{self.object_id.replace('-', '') * 3}"


def _guid(kind: int, serial: int) -> str:
    return f"{kind:08x}-0000-4000-8000-{serial + 1:012d}"


def fpms() -> list[Seat]:
    """Return the FPMs, spread over the home tenants."""
    return [Seat(_guid(TENANT, i % HOMES), _guid(FPM, i), f"Fpm {i}", "fpm") for i in range(FPMS)]


def partners() -> list[Seat]:
    """Return the partners' people, those of different companies next to each other."""
    everybody = range(COMPANIES * PARTNERS_EACH)
    return [
        Seat(_guid(TENANT, HOMES + i % COMPANIES), _guid(PARTNER, i), f"Partner {i}", "partner", _company(i))
        for i in everybody
    ]


def _company(serial: int) -> str:
    return f"Company {serial % COMPANIES}"


def team(size: int) -> list[Seat]:
    """Return the Assignment team."""
    return [Seat(_guid(TENANT, 0), _guid(TEAM, i), f"Team {i}", "team") for i in range(size)]


def write_roster(path: Path, team_size: int = 1) -> None:
    """Write everybody as the bot reads them."""
    homes = [_guid(TENANT, i) for i in range(HOMES)]
    blocks = [f"[home]\ntenant = {json.dumps(homes[0])}\nothers = {json.dumps(homes[1:])}"]
    managers = fpms()
    for i in range(COMPANIES):
        tenants = json.dumps([_guid(TENANT, HOMES + i)])
        blocks.append(f'[[partner]]\nname = "{_company(i)}"\ntenants = {tenants}\nfpm = "{managers[i % FPMS].email}"')
    blocks += [_entry(seat, i) for i, seat in enumerate([*managers, *partners(), *team(team_size)])]
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _entry(seat: Seat, serial: int) -> str:
    lines = [f'name = "{seat.name}"', f'email = "{seat.email}"', f'id = "{seat.object_id}"', f'roles = ["{seat.role}"]']
    lines += [f'region = "{REGIONS[serial % len(REGIONS)]}"'] if seat.role == "fpm" else []
    lines += [f'partner = "{seat.company}"'] if seat.role == "partner" else [f'tenant = "{seat.tenant}"']
    return "\n".join(["[[person]]", *lines])


def message(seat: Seat, service_url: str, text: str) -> dict[str, Any]:
    """Return a message as Teams sends it, about 1 kB."""
    client = {"locale": "en-GB", "country": "GB", "platform": "Windows", "timezone": "Europe/London"}
    return {
        "text": text,
        "textFormat": "plain",
        "attachments": [{"contentType": "text/html", "content": f"<p>{text}</p>"}],
        **_activity(seat, service_url, "message"),
        "entities": [{**client, "type": "clientInfo"}],
    }


def press(seat: Seat, service_url: str, verb: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return an Action.Execute as Teams sends it."""
    action = {"type": "Action.Execute", "title": verb.capitalize(), "verb": verb, "data": data}
    value = {"action": action, "trigger": "manual"}
    return {"name": "adaptiveCard/action", **_activity(seat, service_url, "invoke"), "value": value}


def _activity(seat: Seat, service_url: str, kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "timestamp": "2026-03-02T09:00:00.1234567Z",
        "localTimestamp": "2026-03-02T09:00:00.1234567+00:00",
        "id": PLACE_OF_ID,
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": seat.user_id, "name": seat.name, "aadObjectId": seat.object_id},
        "conversation": {"conversationType": "personal", "tenantId": seat.tenant, "id": seat.conversation},
        "recipient": {"id": f"28:{APP_ID}", "name": "SME Requests"},
        "channelData": {"tenant": {"id": seat.tenant}, "source": {"name": "message"}},
        "locale": "en-GB",
        "localTimezone": "Europe/London",
    }


def write_activities(path: Path, activities: Iterable[dict[str, Any]]) -> None:
    """Write activities, one a line, as the load reads them."""
    lines = (json.dumps(activity, separators=(",", ":")) for activity in activities)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
