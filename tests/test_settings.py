"""What a start needs, and what it is told when something is missing."""

from pathlib import Path

import pytest

from bot_app.operations.settings import SettingsError, local_settings, serve_settings
from bot_app.wire.clouds import Cloud
from bot_app.wire.registration import AppType

ENOUGH = {"APP_ID": "app", "APP_TENANT_ID": "home", "APP_PASSWORD": "s3cret-word"}


def test_a_bot_with_id_tenant_and_secret_is_ready_to_serve() -> None:
    settings = serve_settings(ENOUGH)
    assert settings.identity is not None
    assert (settings.identity.app_id, settings.identity.tenant_id) == ("app", "home")
    assert settings.identity.app_type is AppType.SINGLE_TENANT
    assert (settings.port, settings.data_dir, settings.mail_dir) == (3978, Path("data"), Path("data/mail"))


@pytest.mark.parametrize("missing", ["APP_ID", "APP_TENANT_ID", "APP_PASSWORD"])
def test_serving_without_an_identity_is_refused_by_the_name_of_what_is_missing(missing: str) -> None:
    with pytest.raises(SettingsError, match=f"Set {missing} "):
        serve_settings({**ENOUGH, missing: "  "})


def test_people_are_limited_where_teams_is_served_and_free_on_ones_own_machine() -> None:
    served, local = serve_settings(ENOUGH), local_settings({})
    assert (served.turns_per_minute, served.filings_per_day) == (20, 10)
    assert (local.turns_per_minute, local.filings_per_day) == (0, 0)
    assert serve_settings({**ENOUGH, "TURNS_PER_MINUTE": "60"}).turns_per_minute == 60


def test_an_address_is_limited_only_where_somebody_says_so() -> None:
    """Behind a proxy there is one address for all of Teams."""
    assert serve_settings(ENOUGH).connections_per_address == 0
    assert serve_settings({**ENOUGH, "CONNECTIONS_PER_ADDRESS": "50"}).connections_per_address == 50


def test_a_bot_is_in_the_public_cloud_unless_it_says_otherwise() -> None:
    here, there = serve_settings(ENOUGH).identity, serve_settings({**ENOUGH, "CLOUD": "usgovernment"}).identity
    assert here is not None
    assert there is not None
    assert (here.cloud, there.cloud) == (Cloud.PUBLIC, Cloud.US_GOVERNMENT)


def test_a_managed_identity_needs_no_secret() -> None:
    env = {"APP_ID": "app", "APP_TENANT_ID": "home", "APP_TYPE": "userassignedmsi"}
    identity = serve_settings(env).identity
    assert identity is not None
    assert (identity.app_type, identity.password) == (AppType.USER_ASSIGNED_MSI, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_TYPE", "MultiTenant"),
        ("CLOUD", "China"),
        ("PORT", "http"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("PORT", "٣"),
        ("SMTP_STARTTLS", "maybe"),
        ("TURNS_PER_MINUTE", "-1"),
        ("TURNS_PER_MINUTE", "many"),
        ("FILINGS_PER_DAY", "٣"),
        ("CONNECTIONS_PER_ADDRESS", "few"),
    ],
)
def test_a_value_that_means_nothing_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"Set {name} "):
        serve_settings({**ENOUGH, "SMTP_HOST": "relay", "SMTP_FROM": "bot@example.com", name: value})


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from-the-file\n", encoding="utf-8")
    identity = serve_settings({**ENOUGH, "APP_PASSWORD": "", "APP_PASSWORD_FILE": str(file)}).identity
    assert identity is not None
    assert identity.password == "from-the-file"


def test_a_certificate_proves_the_bot_as_well(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.write_text("a private key", encoding="utf-8")
    certified = {**ENOUGH, "APP_PASSWORD": "", "APP_CERTIFICATE_FILE": str(key), "APP_CERTIFICATE_THUMBPRINT": "A1B2"}
    identity = serve_settings(certified).identity
    assert identity is not None
    assert (identity.certificate, identity.thumbprint, identity.password) == ("a private key", "A1B2", "")
    assert "private" not in repr(identity)
    for wrong in ({"APP_PASSWORD": "s3cret-word"}, {"APP_CERTIFICATE_THUMBPRINT": ""}):
        with pytest.raises(SettingsError, match="Set APP_CERTIFICATE_THUMBPRINT beside"):
            serve_settings({**certified, **wrong})


def test_a_secret_given_twice_or_in_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not both"):
        serve_settings({**ENOUGH, "APP_PASSWORD_FILE": str(tmp_path / "secret")})
    with pytest.raises(SettingsError, match="APP_PASSWORD_FILE"):
        serve_settings({**ENOUGH, "APP_PASSWORD": "", "APP_PASSWORD_FILE": str(tmp_path / "secret")})


def test_no_secret_shows_when_settings_are_printed() -> None:
    env = {**ENOUGH, "SMTP_HOST": "relay", "SMTP_FROM": "bot@example.com", "SMTP_USER": "u", "SMTP_PASSWORD": "p4ss"}
    printed = repr(serve_settings(env))
    assert "s3cret-word" not in printed
    assert "p4ss" not in printed


def test_a_relay_needs_a_sender_and_never_gets_a_password_in_plain_text() -> None:
    relay = {**ENOUGH, "SMTP_HOST": "relay", "SMTP_FROM": "bot@example.com"}
    smtp = serve_settings(relay).smtp
    assert smtp is not None
    assert (smtp.port, smtp.starttls) == (587, True)
    with pytest.raises(SettingsError, match="Set SMTP_FROM "):
        serve_settings({**relay, "SMTP_FROM": ""})
    with pytest.raises(SettingsError, match="SMTP_STARTTLS"):
        serve_settings({**relay, "SMTP_PASSWORD": "p4ss", "SMTP_STARTTLS": "off"})
    assert serve_settings({**relay, "SMTP_PASSWORD": "p4ss", "SMTP_STARTTLS": "off", "SMTP_PORT": "465"}).smtp


def test_further_service_hosts_join_those_of_teams() -> None:
    hosts = serve_settings({**ENOUGH, "SERVICE_HOSTS": "Smba.Example.com, "}).hosts
    assert {"smba.example.com", "smba.trafficmanager.net"} <= hosts


def test_local_mode_needs_nothing_and_listens_to_this_machine_only() -> None:
    settings = local_settings({"HOST": "0.0.0.0", "SMTP_HOST": "relay", **ENOUGH})
    assert (settings.host, settings.identity, settings.smtp) == ("127.0.0.1", None, None)
    assert not settings.hosts


def test_the_key_of_invitations_is_one_that_nobody_guesses(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("k" * 32 + "\n", encoding="utf-8")
    assert serve_settings({**ENOUGH, "INVITATION_KEY_FILE": str(file)}).invitation_key == "k" * 32
    assert serve_settings(ENOUGH).invitation_key == ""
    assert "kkkk" not in repr(serve_settings({**ENOUGH, "INVITATION_KEY": "k" * 32}))
    with pytest.raises(SettingsError, match="at least 32"):
        serve_settings({**ENOUGH, "INVITATION_KEY": "k" * 31})
