"""The token the bot shows: asked for seldom, in one thread, from the home tenant."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from botframework.connector.auth import AppCredentials, CertificateAppCredentials, ManagedIdentityAppCredentials

from bot_app.wire.clouds import Cloud
from bot_app.wire.registration import AppType, BotIdentity
from bot_app.wire.tokens import SdkTokenSource, TokenUnavailable, credentials

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Credentials(AppCredentials):
    """The SDK's credentials with a directory that can be told to fail."""

    def __init__(self) -> None:
        super().__init__("app")
        self.asked = 0
        self.ends = NOW + timedelta(hours=1)
        self.trouble: Exception | None = None
        self.answering = threading.Event()
        self.answering.set()

    def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: ARG002
        self.asked += 1
        self.answering.wait()
        if self.trouble:
            raise self.trouble
        return jwt.encode({"exp": int(self.ends.timestamp()), "n": self.asked}, "k" * 32)


async def test_a_token_is_asked_for_once_and_again_shortly_before_it_ends() -> None:
    directory, now = Credentials(), [NOW]
    source = SdkTokenSource(directory, lambda: now[0])
    first = await asyncio.gather(*(source.token() for _ in range(5)))
    now[0] = NOW + timedelta(minutes=55)
    assert {await source.token(), *first} == {first[0]}
    directory.ends = NOW + timedelta(hours=2)
    directory.answering.clear()
    now[0] = NOW + timedelta(minutes=57)
    # Nobody waits while the old token is good.
    assert {await source.token() for _ in range(5)} == {first[0]}
    directory.answering.set()
    now[0] = NOW + timedelta(minutes=59, seconds=45)
    assert await source.token() != first[0]
    assert directory.asked == 2


async def test_a_directory_that_is_away_is_not_asked_with_every_message() -> None:
    directory, now = Credentials(), [NOW]
    source = SdkTokenSource(directory, lambda: now[0])
    first = await source.token()
    directory.trouble = OSError("unreachable")
    now[0] = NOW + timedelta(minutes=57)
    for _ in range(20):
        assert await source.token() == first
        await asyncio.sleep(0.001)
    assert directory.asked == 2
    now[0] += timedelta(seconds=10)
    assert await source.token() == first
    now[0] = NOW + timedelta(minutes=60)
    with pytest.raises(TokenUnavailable):
        await source.token()


@pytest.mark.parametrize(
    ("trouble", "refused"),
    [(PermissionError("bad secret"), True), (KeyError("access_token"), False), (OSError("unreachable"), False)],
)
async def test_a_directory_that_refuses_is_told_from_one_that_is_away(
    trouble: Exception,
    refused: bool,
) -> None:
    directory = Credentials()
    source = SdkTokenSource(directory, lambda: NOW)
    directory.trouble = trouble
    with pytest.raises(TokenUnavailable) as failed:
        await source.token()
    assert failed.value.refused is refused
    directory.trouble = None
    assert await source.token()


async def test_a_directory_that_hangs_is_asked_by_one_thread_only_and_its_late_answer_counts() -> None:
    directory = Credentials()
    directory.answering.clear()
    source = SdkTokenSource(directory, lambda: NOW, timeout=0.1)
    failures = await asyncio.gather(*(source.token() for _ in range(5)), return_exceptions=True)
    assert {type(failure) for failure in failures} == {TokenUnavailable}
    directory.answering.set()
    while await _fails(source):
        pass
    assert await source.token()
    assert directory.asked == 1


async def _fails(source: SdkTokenSource) -> bool:
    try:
        return not await source.token()
    except TokenUnavailable:
        return True


async def test_a_token_that_does_not_say_when_it_ends_is_asked_for_again_soon() -> None:
    directory, now = Credentials(), [NOW]
    source = SdkTokenSource(directory, lambda: now[0])
    directory.get_access_token = lambda *_: f"opaque {directory.asked}"  # type: ignore[method-assign]
    first = await source.token()
    directory.asked += 1
    now[0] += timedelta(minutes=4)
    assert await source.token() == first
    now[0] += timedelta(minutes=4, seconds=45)
    assert await source.token() != first


def test_the_home_tenant_is_asked_whatever_tenant_a_partner_is_in() -> None:
    identity = BotIdentity("app", "home", AppType.SINGLE_TENANT, "s3cret")
    assert credentials(identity).oauth_endpoint == "https://login.microsoftonline.com/home"
    managed = credentials(BotIdentity("app", "home", AppType.USER_ASSIGNED_MSI, ""))
    assert isinstance(managed, ManagedIdentityAppCredentials)
    assert managed.microsoft_app_id == "app"
    certified = credentials(BotIdentity("app", "home", AppType.SINGLE_TENANT, "", "a private key", "A1B2"))
    assert isinstance(certified, CertificateAppCredentials)
    assert certified.oauth_endpoint == "https://login.microsoftonline.com/home"
    assert (certified.certificate_thumbprint, certified.certificate_private_key) == ("A1B2", "a private key")


@pytest.mark.parametrize(
    "proof", [{"password": "s3cret"}, {"password": "", "certificate": "a private key", "thumbprint": "A1B2"}]
)
def test_a_bot_for_the_us_government_asks_its_own_directory(proof: dict[str, str]) -> None:
    asked = credentials(BotIdentity("app", "home", AppType.SINGLE_TENANT, **proof, cloud=Cloud.US_GOVERNMENT))
    assert asked.oauth_endpoint == "https://login.microsoftonline.us/home"
    assert asked.oauth_scope == "https://api.botframework.us"


def test_a_managed_identity_asks_for_a_token_of_its_cloud() -> None:
    managed = [BotIdentity("app", "home", AppType.USER_ASSIGNED_MSI, "", cloud=cloud) for cloud in Cloud]
    assert [credentials(one).oauth_scope for one in managed] == [
        "https://api.botframework.com",
        "https://api.botframework.us",
    ]
