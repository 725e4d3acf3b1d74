"""What every process of the benchmark knows of the others. Standard library only: two environments read it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

APP_ID = "00000000-0000-4000-8000-0000000000b0"
BOT_TENANT = "00000000-0000-4000-8000-0000000000a0"
ISSUER = "https://api.botframework.com"
LOOPBACK = "127.0.0.1"
MESSAGES = "/api/messages"
FILE = "world.json"


@dataclass(frozen=True)
class World:
    """Where the Bot Service and Teams are, and the two tokens.

    `openid` and `keys` are the URLs of the Bot Service's metadata and key set, `counts` says what the connector has
    taken in, `service_url` is the connector's. `inbound` is what Teams shows to the bot, `outbound` what every bot
    shows to the connector.
    """

    openid: str
    keys: str
    counts: str
    service_url: str
    inbound: str
    outbound: str

    def save(self, folder: Path) -> None:
        """Leave it where the servers look for it."""
        (folder / FILE).write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "World":
        """Return what was saved."""
        return cls(**json.loads((folder / FILE).read_text(encoding="utf-8")))
