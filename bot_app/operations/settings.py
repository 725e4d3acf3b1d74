"""What the bot is told by its surroundings: read once from a mapping of environment variables, then frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from bot_app.wire.clouds import Cloud
from bot_app.wire.registration import AppType, BotIdentity
from bot_app.wire.service_urls import TEAMS_HOSTS, is_loopback_host

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - a served bot is there to be reached; the gate decides who is heard
DEFAULT_PORT = 3978
HIGHEST_PORT = 0xFFFF
IMPLICIT_TLS_PORT = 465
SUBMISSION_PORT = 587
LONGEST_TOPIC = 3650
TURNS_PER_MINUTE = 20
FILINGS_PER_DAY = 10
HIGHEST_COUNT = 1_000_000
SHORTEST_KEY = 32

Environment = Mapping[str, str]
Kind = TypeVar("Kind", bound=StrEnum)


class SettingsError(Exception):
    """The bot cannot start like this; the text says what to set."""


@dataclass(frozen=True)
class Smtp:
    """The relay e-mail goes through. `starttls` False means plain text, or TLS from the start on port 465."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    starttls: bool


@dataclass(frozen=True)
class Settings:
    """Everything a start needs. `identity` is None in local mode, `smtp` None when mail goes to `mail_dir`.

    `hosts` are the https hosts that may be sent a token. `topic_days` is how far back a repeated topic counts
    (G20), `business_days` whether the playbook's 5 days skip weekends and holidays (G15). `turns_per_minute` and
    `filings_per_day` are what one person may do, `connections_per_address` how often one address may be connected;
    0 sets no limit. `database_url` is the PostgreSQL that keeps the store; without one it is kept in `data_dir`. From
    `invitation_key` codes of invitations are derived; without one the store makes and keeps its own.
    """

    identity: BotIdentity | None
    host: str
    port: int
    data_dir: Path
    roster: Path | None
    smtp: Smtp | None
    mail_from: str
    mail_dir: Path
    hosts: frozenset[str] = TEAMS_HOSTS
    topic_days: int = 180
    business_days: bool = True
    turns_per_minute: int = 0
    filings_per_day: int = 0
    connections_per_address: int = 0
    database_url: str = field(default="", repr=False)
    invitation_key: str = field(default="", repr=False)

    @property
    def store(self) -> str:
        """Where the store is: an address, or a folder."""
        return self.database_url or str(self.data_dir)


def serve_settings(env: Environment) -> Settings:
    """Read what a bot that Teams talks to needs; raise SettingsError when it could not know who is calling."""
    smtp = _smtp(env)
    return Settings(
        identity=_identity(env),
        host=_text(env, "HOST") or EVERYWHERE,
        port=_port(env, "PORT", DEFAULT_PORT),
        data_dir=data_dir(env),
        roster=_path(env, "ROSTER"),
        smtp=smtp,
        mail_from=_mail_from(env, smtp),
        mail_dir=_path(env, "MAIL_DIR") or data_dir(env) / "mail",
        hosts=TEAMS_HOSTS | _hosts(env),
        topic_days=_days(env),
        business_days=_switch(env, "BUSINESS_DAYS", default=True),
        turns_per_minute=_count(env, "TURNS_PER_MINUTE", TURNS_PER_MINUTE),
        filings_per_day=_count(env, "FILINGS_PER_DAY", FILINGS_PER_DAY),
        connections_per_address=_count(env, "CONNECTIONS_PER_ADDRESS", 0),
        database_url=database_url(env),
        invitation_key=_invitation_key(env),
    )


def local_settings(env: Environment) -> Settings:
    """Read what a bot on one's own machine needs: nothing is required, and nobody else can reach it.

    HOST, the credentials and the relay are ignored: no token is asked for, and no mail leaves the machine.
    """
    return Settings(
        identity=None,
        host=LOOPBACK,
        port=_port(env, "PORT", DEFAULT_PORT),
        data_dir=data_dir(env),
        roster=_path(env, "ROSTER"),
        smtp=None,
        mail_from=_mail_from(env, None),
        mail_dir=_path(env, "MAIL_DIR") or data_dir(env) / "mail",
        hosts=frozenset(),
        topic_days=_days(env),
        business_days=_switch(env, "BUSINESS_DAYS", default=True),
        turns_per_minute=_count(env, "TURNS_PER_MINUTE", 0),
        filings_per_day=_count(env, "FILINGS_PER_DAY", 0),
        database_url=database_url(env),
        invitation_key=_invitation_key(env),
    )


def _identity(env: Environment) -> BotIdentity:
    app_type = _one_of(env, "APP_TYPE", AppType, "other kinds of bot cannot be registered")
    single = app_type is AppType.SINGLE_TENANT
    identity = BotIdentity(
        app_id=_text(env, "APP_ID"),
        tenant_id=_text(env, "APP_TENANT_ID"),
        app_type=app_type,
        password=_secret(env, "APP_PASSWORD") if single else "",
        certificate=_secret(env, "APP_CERTIFICATE") if single else "",
        thumbprint=_text(env, "APP_CERTIFICATE_THUMBPRINT"),
        cloud=_one_of(env, "CLOUD", Cloud, "other clouds have no Teams that this bot can reach"),
    )
    if not identity.app_id:
        raise SettingsError(
            "Set APP_ID to the bot's application id: without it nobody's token could be checked. "
            "To try the bot on this machine only, start it in local mode."
        )
    if not identity.tenant_id:
        raise SettingsError("Set APP_TENANT_ID to the id of the tenant in which the bot is registered.")
    if single and not (identity.password or identity.certificate):
        raise SettingsError(
            "Set APP_PASSWORD to the bot's client secret, or APP_PASSWORD_FILE to a file that holds it, or "
            "APP_CERTIFICATE_FILE to its private key. A bot with a managed identity sets APP_TYPE=UserAssignedMSI."
        )
    if identity.certificate and (identity.password or not identity.thumbprint):
        raise SettingsError(
            "Set APP_CERTIFICATE_THUMBPRINT beside APP_CERTIFICATE_FILE, and no APP_PASSWORD: one proof is enough."
        )
    return identity


def _one_of(env: Environment, name: str, kind: type[Kind], why: str) -> Kind:
    """Return the named value of a kind, written in any case; the first one when nothing is set."""
    known = list(kind)
    given = _text(env, name) or known[0]
    for one in known:
        if given.lower() == one.lower():
            return one
    raise SettingsError(f"Set {name} to {' or '.join(known)}; {why}.")


def _smtp(env: Environment) -> Smtp | None:
    host = _text(env, "SMTP_HOST")
    if not host:
        return None
    smtp = Smtp(
        host=host,
        port=_port(env, "SMTP_PORT", SUBMISSION_PORT),
        user=_text(env, "SMTP_USER"),
        password=_secret(env, "SMTP_PASSWORD"),
        starttls=_switch(env, "SMTP_STARTTLS", default=True),
    )
    encrypted = smtp.starttls or smtp.port == IMPLICIT_TLS_PORT or is_loopback_host(host)
    if smtp.password and not encrypted:
        raise SettingsError("Set SMTP_STARTTLS=on: the password would cross the network in plain text.")
    return smtp


def _mail_from(env: Environment, smtp: Smtp | None) -> str:
    sender = _text(env, "SMTP_FROM")
    if smtp and not sender:
        raise SettingsError("Set SMTP_FROM to the address the bot's e-mail comes from.")
    return sender or "sme-bot@localhost"


def _hosts(env: Environment) -> frozenset[str]:
    return frozenset(host.strip().lower() for host in _text(env, "SERVICE_HOSTS").split(",") if host.strip())


def data_dir(env: Environment) -> Path:
    """Return the folder of the embedded store."""
    return _path(env, "DATA_DIR") or Path("data")


def database_url(env: Environment) -> str:
    """Return the address of the PostgreSQL that keeps the store, "" for the embedded one.

    Raise SettingsError for any other kind of database.
    """
    url = _secret(env, "DATABASE_URL")
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise SettingsError("Set DATABASE_URL to an address that begins with postgresql://, or leave it out.")
    return url


def _invitation_key(env: Environment) -> str:
    key = _secret(env, "INVITATION_KEY")
    if key and len(key) < SHORTEST_KEY:
        raise SettingsError(f"Set INVITATION_KEY to at least {SHORTEST_KEY} random characters, or leave it out.")
    return key


def _text(env: Environment, name: str) -> str:
    return env.get(name, "").strip()


def _path(env: Environment, name: str) -> Path | None:
    given = _text(env, name)
    return Path(given) if given else None


def _port(env: Environment, name: str, default: int) -> int:
    given = _text(env, name) or str(default)
    if given.isascii() and given.isdigit() and int(given) <= HIGHEST_PORT:
        return int(given)
    raise SettingsError(f"Set {name} to a port number, 0 to 65535.")


def _days(env: Environment) -> int:
    given = _text(env, "TOPIC_DAYS") or "180"
    if not given.isdecimal() or not 0 < int(given) <= LONGEST_TOPIC:
        raise SettingsError(f"TOPIC_DAYS must be a number of days between 1 and {LONGEST_TOPIC}.")
    return int(given)


def _count(env: Environment, name: str, default: int) -> int:
    given = _text(env, name) or str(default)
    if not (given.isascii() and given.isdecimal()) or int(given) > HIGHEST_COUNT:
        raise SettingsError(f"Set {name} to a whole number; 0 sets no limit.")
    return int(given)


def _switch(env: Environment, name: str, *, default: bool) -> bool:
    given = _text(env, name).lower()
    if given in {"on", "true", "yes", "1"}:
        return True
    if given in {"off", "false", "no", "0"}:
        return False
    if not given:
        return default
    raise SettingsError(f"Set {name} to on or off.")


def _secret(env: Environment, name: str) -> str:
    """Return a secret given in the variable itself or in the file that NAME_FILE points to; "" for neither."""
    given, path = _text(env, name), _path(env, f"{name}_FILE")
    if not path:
        return given
    if given:
        raise SettingsError(f"Set either {name} or {name}_FILE, not both.")
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"Set {name}_FILE to a file the bot can read: {type(error).__name__}.") from None
