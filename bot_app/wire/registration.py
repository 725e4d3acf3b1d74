"""As what the bot is registered with Azure Bot Service, and how it proves that."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot_app.wire.clouds import Cloud


class AppType(StrEnum):
    """How the bot proves who it is. New multi-tenant bots can no longer be registered, so there is no third."""

    SINGLE_TENANT = "SingleTenant"
    USER_ASSIGNED_MSI = "UserAssignedMSI"


@dataclass(frozen=True)
class BotIdentity:
    """The bot's registration. A managed identity has neither `password` nor `certificate`, any other bot one of them.

    `certificate` is the private key in PEM, `thumbprint` names the certificate that is registered for it.
    """

    app_id: str
    tenant_id: str
    app_type: AppType
    password: str = field(repr=False)
    certificate: str = field(default="", repr=False)
    thumbprint: str = ""
    cloud: Cloud = Cloud.PUBLIC
