"""Starting the bot: what local mode serves, whom it refuses, and how a start that cannot work says so."""

import re
import socket
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot_app import app as composition
from bot_app.__main__ import CANNOT_START, main
from bot_app.app import build_house, open_surroundings, web_app
from bot_app.local.mode import SAMPLE_ROSTER, local_people, this_machine_only
from playbook.people import Roster, person_key
from storage.catalogue import load_catalogue
from storage.roster import local_newcomers, local_panes
from tests.office import everybody, office_settings


async def test_a_web_page_elsewhere_cannot_post_as_one_of_the_people(tmp_path: Path) -> None:
    settings = office_settings(tmp_path)
    house = build_house(settings, load_catalogue(), await open_surroundings(settings, Roster(everybody())))
    app: web.Application = web_app(house, [this_machine_only])
    async with TestClient(TestServer(app)) as client:
        rebound = await client.post("/api/messages", json={}, headers={"Host": "evil.example"})
        crossed = await client.post("/api/messages", json={}, headers={"Origin": "https://evil.example"})
        own = await client.get("/healthz")
    assert (rebound.status, crossed.status, own.status) == (403, 403, 200)


def test_the_page_seats_the_people_the_roster_names() -> None:
    people = local_people(everybody(), local_panes(SAMPLE_ROSTER))
    assert [person.key for person in people] == ["pat-parker", "fran-fisher", "tess-turner", "sam-silva", "sana-sato"]
    assert people[0].role_title == "Partner, Contoso Partners"


def test_the_page_seats_somebody_who_is_not_registered() -> None:
    *_, nora = local_people(everybody(), local_panes(SAMPLE_ROSTER), local_newcomers(SAMPLE_ROSTER))
    assert (nora.key, nora.role_title) == ("nora-newcomer", "Not registered yet")
    assert everybody().find(person_key(nora.tenant_id, nora.object_id)) is None


def test_serving_without_a_registration_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("APP_ID", raising=False)
    assert main(["serve"]) == CANNOT_START
    assert "Set APP_ID" in capsys.readouterr().err


def test_serving_without_a_roster_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guid = "12345678-90ab-cdef-1234-567890abcdef"
    for name, value in {"APP_ID": guid, "APP_TENANT_ID": guid, "APP_PASSWORD": "made up"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ROSTER", raising=False)
    assert main(["serve"]) == CANNOT_START
    assert "Set ROSTER" in capsys.readouterr().err


def test_a_roster_with_a_mistake_stops_the_start_and_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "roster.toml"
    text = SAMPLE_ROSTER.read_text(encoding="utf-8")
    broken.write_text(re.sub(r'roles = \["fpm"\]', 'roles = ["boss"]', text, count=1), encoding="utf-8")
    assert main(["local", "--no-page", "--data", str(tmp_path / "data"), "--roster", str(broken)]) == CANNOT_START
    assert "boss" in capsys.readouterr().err


def test_a_port_in_use_stops_the_start_and_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        arguments = ["local", "--no-page", "--data", str(tmp_path), "--port", str(port)]
        assert main(arguments) == CANNOT_START
    assert f"port {port}" in capsys.readouterr().err


def test_ids_are_fresh_and_the_clock_knows_its_zone() -> None:
    assert composition.fresh_id() != composition.fresh_id()
    assert composition.now().tzinfo is not None
