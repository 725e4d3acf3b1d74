"""Whom the bot calls: Teams' own hosts get its token, and in local mode nobody but this machine is called."""

from functools import lru_cache
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

HTTPS_PORT = 443

# The public cloud, GCC, GCC High and DoD.
TEAMS_HOSTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)


class HostRule(Protocol):
    """Decides whether a service URL may be called at all."""

    def __call__(self, service_url: str) -> bool:
        """Tell whether requests, and the token with them, may go there."""


@lru_cache(maxsize=256)
def is_loopback_host(host: str) -> bool:
    """Tell whether a host name or address literal always means this very machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def loopback_only(service_url: str) -> bool:
    """Let nothing leave this machine; plain http is fine there."""
    url = _split(service_url)
    return url is not None and url.scheme in {"http", "https"} and is_loopback_host(url.hostname or "")


def https_hosts(hosts: frozenset[str]) -> HostRule:
    """Return the rule for production: https, the usual port, and exactly one of these hosts."""

    def rule(service_url: str) -> bool:
        url = _split(service_url)
        if url is None or url.scheme != "https" or url.port not in {None, HTTPS_PORT}:
            return False
        return (url.hostname or "") in hosts

    return rule


@lru_cache(maxsize=256)
def _split(service_url: str) -> SplitResult | None:
    """Return the parts of a URL that is nothing but scheme, host, port and path; None for any other."""
    # A backslash, a space or a control character is where two readers of one URL see two hosts.
    if not service_url.isascii() or not service_url.isprintable() or set(service_url) & set("\\@?# %"):
        return None
    try:
        url = urlsplit(service_url)
        _ = url.port  # reading it raises for a port that is no number
    except ValueError:
        return None
    return url
