"""Whom the bot calls, and who only looks like it."""

import pytest

from bot_app.wire.service_urls import TEAMS_HOSTS, https_hosts, loopback_only


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/amer/",
        "https://smba.trafficmanager.net.example.com/",
        "https://example.com/smba.trafficmanager.net/",
        "https://smba.trafficmanager.net@example.com/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net:x/",
        "https://example.com\\@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net/?x",
        "https://smba.trafficmanager.net/#x",
        "https://smba.trafficmanager.net\n/",
        "https://127.0.0.1/",
        "//smba.trafficmanager.net/",
        "https://[smba.trafficmanager.net/",
        "",
    ],
)
def test_an_address_that_only_looks_like_teams_is_not_teams(url: str) -> None:
    assert not https_hosts(TEAMS_HOSTS)(url)


@pytest.mark.parametrize("path", ["", "/", "/amer/", "/jp/00000000-0000-4000-8000-000000000001/", ":443/emea"])
def test_teams_own_addresses_are_trusted(path: str) -> None:
    assert https_hosts(TEAMS_HOSTS)(f"https://smba.trafficmanager.net{path}")


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:3978", True),
        ("http://127.8.9.1/x", True),
        ("https://[::1]:1/", True),
        ("http://LOCALHOST:1/", True),
        ("http://localhost.example.com/", False),
        ("http://10.0.0.1/", False),
        ("http://[::ffff:10.0.0.1]/", False),
        ("ftp://127.0.0.1/", False),
        ("http://127.0.0.1@example.com/", False),
    ],
)
def test_in_local_mode_only_this_machine_is_called(url: str, local: bool) -> None:
    assert loopback_only(url) is local
