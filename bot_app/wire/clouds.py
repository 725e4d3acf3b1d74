"""The clouds a bot can be registered in: who signs what reaches it, and who gives it its own token.

Source: "Configure Bot Framework bots for US Government customers", Azure Bot Service documentation. GCC is served by
the public cloud; GCC High and DoD by the one for the US Government.
"""

from dataclasses import dataclass
from enum import StrEnum

from botframework.connector.auth import AuthenticationConstants, GovernmentConstants


class Cloud(StrEnum):
    """Where the bot is registered."""

    PUBLIC = "Public"
    US_GOVERNMENT = "USGovernment"


@dataclass(frozen=True)
class Authority:
    """Whom a bot of a cloud believes. `keys` is the URL that describes the signing keys."""

    issuer: str
    keys: str


AUTHORITIES = {
    Cloud.PUBLIC: Authority(
        AuthenticationConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER,
        AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL,
    ),
    Cloud.US_GOVERNMENT: Authority(
        GovernmentConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER,
        GovernmentConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL,
    ),
}
