"""Who is let in: real signatures, checked against keys that come over HTTP; each other token has its exact status."""

from datetime import timedelta
from typing import Any

import jwt
import pytest

from bot_app.edge.gate import BotServiceGate
from bot_app.operations.settings import SettingsError
from bot_app.wire.service_urls import loopback_only
from tests.bot_service import APP_ID, ISSUER, NOW, SERVICE_URL, part, resigned
from tests.door import Door
from tests.logged import events

MINUTE = timedelta(minutes=1)
HOME = "https://smba.infra.gov.teams.microsoft.us/teams/"


async def test_what_the_bot_service_signed_for_this_bot_is_let_in(door: Door) -> None:
    assert await door.shows(door.service.token()) == 200
    assert await door.knock(f"bearer {door.service.token()}", id="2") == 200
    assert door.turns == ["message", "message"]


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": NOW - 4 * MINUTE},
        {"nbf": NOW + 4 * MINUTE},
        {"exp": int((NOW + MINUTE).timestamp())},
        {"exp": (NOW + MINUTE).timestamp() + 0.5},
        {"iat": NOW + 60 * MINUTE},
        {"ver": "1.0", "appid": "whatever"},
    ],
    ids=str,
)
async def test_clocks_may_differ_by_five_minutes_and_other_claims_do_not_matter(
    door: Door, claims: dict[str, Any]
) -> None:
    assert await door.shows(door.service.token(**claims)) == 200


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Basic eDp5", "Bearer x", "Bearer a.b.c", "bearer", "Token abc", "Bearer  x.y.z",
     "Bearer " + "a" * 7000],
)  # fmt: skip
async def test_without_a_token_nobody_is_let_in(door: Door, header: str | None) -> None:
    assert await door.knock(header) == 401
    assert not door.turns


REFUSED: list[dict[str, Any]] = [
    {"aud": "another bot"},
    {"aud": [APP_ID]},
    {"aud": ""},
    {"aud": None},
    {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
    {"iss": "https://api.botframework.com/"},
    {"iss": "https://api.botframework.us"},
    {"iss": None},
    {"serviceurl": "https://smba.trafficmanager.net/amer/"},
    {"serviceurl": "https://smba.trafficmanager.net/emea"},
    {"serviceurl": SERVICE_URL.upper()},
    {"serviceurl": [SERVICE_URL]},
    {"serviceurl": None},
    {"exp": NOW - 5 * MINUTE},
    {"exp": 0},
    {"exp": -1},
    {"exp": "tomorrow"},
    {"exp": True},
    {"exp": None},
    {"nbf": NOW + 6 * MINUTE, "exp": NOW + 60 * MINUTE},
    {"nbf": "yesterday"},
    {"nbf": None},
    {"key": "unpublished"},
    {"key": "unpublished", "kid": "teams"},
    {"key": "teams", "kid": "slack"},
    {"key": "slack"},
    {"key": "silent"},
    {"kid": None},
    {"kid": "nobody"},
    {"algorithm": "HS256"},
    {"algorithm": "HS256", "kid": "teams"},
    {"algorithm": "none"},
    {"algorithm": "RS384"},
    {"algorithm": "PS256"},
    {"headers": {"crit": ["exp"]}},
    {"headers": {"b64": False, "crit": ["b64"]}},
    {"headers": {"crit": ["b64"]}},
    {"headers": {"crit": []}},
    {"headers": {"crit": None}},
    {"headers": {"b64": False}},
]


@pytest.mark.parametrize("claims", REFUSED, ids=str)
async def test_any_other_token_is_refused_and_never_an_error_of_ours(door: Door, claims: dict[str, Any]) -> None:
    assert await door.shows(door.service.token(**claims)) == 401
    assert not door.turns


async def test_a_token_that_was_changed_is_refused(door: Door) -> None:
    header, payload, signature = door.service.token().split(".")
    _, other, _ = door.service.token(sub="x").split(".")
    for changed in (
        f"{header}.{other}.{signature}",
        f"{header}.{payload}.",
        f"{header}.{payload}.{signature} more",
        f"{header}.{payload}.{signature}.",
        f"{header}.{payload}",
        f"{part({'alg': 'none'})}.{payload}.",
        f"{part([])}.{payload}.{signature}",
        f"{part({'alg': 'RS256', 'kid': 7})}.{payload}.{signature}",
        f"{part({'alg': 'RS256', 'kid': 'teams', 'jku': 'https://evil.example/keys'})}.{payload}.{signature}",
        f"{part('x' * 3000)}.{payload}.{signature}",
        "\u00e4." + payload + "." + signature,
    ):
        assert await door.shows(changed) == 401
    assert not door.turns


CRITICAL = {"crit": ["b64"]}


async def test_a_header_about_how_the_payload_is_written_is_refused_however_well_it_is_signed(door: Door) -> None:
    token, bare = door.service.token(), {"b64": False}
    for header, status in (({}, 200), (bare, 401), ({**bare, **CRITICAL}, 401), ({"b64": True, **CRITICAL}, 401)):
        assert await door.shows(resigned(token, **header)) == status


async def test_a_refused_token_leaves_a_line_in_the_log(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    token = door.service.token(aud="another bot")
    await door.shows(token)
    assert [event["why"] for event in events(caplog, "token_refused")] == ["InvalidAudienceError"]
    assert token not in caplog.text


async def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(door: Door) -> None:
    """The oldest trick: HS256 with the published key for a secret."""
    header, payload = part({"alg": "HS256", "kid": "teams", "typ": "JWT"}), door.service.token().split(".")[1]
    assert await door.shows(f"{header}.{payload}.c2lnbmF0dXJl") == 401


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"channelId": "slack"}, 403),
        ({"channelId": "emulator"}, 403),
        ({"channelId": "MSTeams"}, 403),
        ({"channelId": None}, 400),
        ({"serviceUrl": None}, 400),
        ({"serviceUrl": "http://smba.trafficmanager.net/emea/"}, 403),
        ({"serviceUrl": "https://smba.trafficmanager.net.evil.example/"}, 403),
        ({"serviceUrl": "https://smba.trafficmanager.net@evil.example/"}, 403),
        ({"serviceUrl": "https://127.0.0.1/"}, 403),
        ({"serviceUrl": "https://smba.trafficmanager.net/amer/"}, 401),
        ({"type": None}, 400),
        ({"from": "29:ana"}, 400),
        ({"timestamp": "yesterday"}, 400),
        ({"conversation": None}, 400),
        ({"recipient": None}, 200),
        ({"type": "somethingNew"}, 200),
    ],
)
async def test_a_good_token_excuses_nothing_else(door: Door, changes: dict[str, Any], expected: int) -> None:
    assert await door.shows(door.service.token(), **changes) == expected


async def test_the_hosts_of_governments_are_teams_as_well(door: Door) -> None:
    assert await door.shows(door.service.token(serviceurl=HOME), serviceUrl=HOME) == 200


async def test_a_bad_token_is_refused_before_the_body_is_made_into_objects(door: Door) -> None:
    """The date is wrong as well, which only the making of objects finds."""
    assert await door.shows("a.b.c", timestamp="yesterday") == 401


async def test_a_known_token_is_not_verified_again_but_ends_in_time(door: Door) -> None:
    token = door.service.token()
    assert await door.shows(token) == 200
    door.clock.time += timedelta(minutes=64)
    assert await door.shows(token) == 200
    door.clock.time += MINUTE
    assert await door.shows(token) == 401
    assert await door.shows(token) == 401


async def test_a_known_token_is_still_held_to_its_service_url(door: Door) -> None:
    token = door.service.token()
    assert await door.shows(token) == 200
    assert await door.shows(token, serviceUrl="https://smba.trafficmanager.net/amer/") == 401


async def test_the_memory_of_tokens_has_an_end(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    verified, decode = list[str](), jwt.decode

    def noted(token: str, *given: Any, **more: Any) -> Any:
        verified.append(token)
        return decode(token, *given, **more)

    monkeypatch.setattr(jwt, "decode", noted)
    oldest, older, newest = [door.service.token(sub=name) for name in ("oldest", "older", "newest")]
    for token in (oldest, older, newest, newest, older, oldest):
        assert await door.shows(token) == 200
    assert verified == [oldest, older, newest, oldest]


async def test_a_gate_without_an_application_id_is_not_built(door: Door) -> None:
    with pytest.raises(SettingsError, match="APP_ID"):
        BotServiceGate("", ISSUER, door.keys, loopback_only, door.clock)
