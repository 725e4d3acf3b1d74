"""The app package that an administrator uploads to Teams."""

import copy
import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from manifest import build
from tests.office import Office
from tests.test_channels import asks_in_channel

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "manifest/node_modules/@microsoft/app-manifest/build/json-schemas/teams"
APP, BOT = "1b4e28ba-2fa1-4d6c-a3b5-8c7d5e6f9012", "9f0c6a4e-53d7-4a17-8f0e-6b1f2c3d4e5f"
COMMAND = ["--app-id", APP, "--bot-id", BOT]


def built(folder: Path, *more: str) -> Path:
    out = folder / "package.zip"
    assert build.main([*COMMAND, *more, "--out", str(out)]) == 0
    return out


def read(package: Path) -> dict[str, Any]:
    with zipfile.ZipFile(package) as opened:
        content: dict[str, Any] = json.loads(opened.read("manifest.json"))
    return content


def faults(manifest: dict[str, Any]) -> list[str]:
    """Return what the official schema of the manifest's own version finds wrong."""
    path = SCHEMAS / f"v{manifest['manifestVersion']}" / "MicrosoftTeams.schema.json"
    judge = jsonschema.Draft4Validator(json.loads(path.read_text("utf-8")))
    return [error.json_path for error in judge.iter_errors(manifest)]


def pixels(picture: bytes) -> tuple[int, int, set[tuple[int, ...]]]:
    """Return width, height and the set of colours of a PNG as our own script writes it: RGBA, unfiltered."""
    width, height, depth, kind = struct.unpack(">IIBB", picture[16:26])
    assert (depth, kind) == (8, 6)
    start = picture.index(b"IDAT")
    (length,) = struct.unpack(">I", picture[start - 4 : start])
    raw = zlib.decompress(picture[start + 4 : start + 4 + length])
    rows = [raw[at + 1 : at + 1 + 4 * width] for at in range(0, len(raw), 4 * width + 1)]
    return width, height, {tuple(row[x : x + 4]) for row in rows for x in range(0, 4 * width, 4)}


@pytest.fixture
def manifest(tmp_path: Path) -> dict[str, Any]:
    return read(built(tmp_path, "--domain", "bot.contoso.com"))


def test_the_official_schema_accepts_the_manifest(manifest: dict[str, Any]) -> None:
    assert faults(manifest) == []


def test_the_official_schema_refuses_a_broken_manifest(manifest: dict[str, Any]) -> None:
    broken = copy.deepcopy(manifest)
    broken["bots"][0]["scopes"] = ["teams"]
    broken["name"]["short"] = "n" * 31
    assert set(faults(broken)) == {"$.bots[0].scopes[0]", "$.name.short"}


def test_what_was_given_stands_in_the_manifest(manifest: dict[str, Any]) -> None:
    assert (manifest["id"], manifest["bots"][0]["botId"]) == (APP, BOT)
    assert manifest["validDomains"] == ["bot.contoso.com"]
    assert "$" not in json.dumps({key: value for key, value in manifest.items() if key != "$schema"})


def test_ids_and_links_can_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAMS_APP_ID", APP.upper())
    monkeypatch.setenv("APP_ID", BOT)
    monkeypatch.setenv("DEVELOPER_WEBSITE", "https://contoso.com")
    build.main(["--out", str(tmp_path / "package.zip")])
    manifest = read(tmp_path / "package.zip")
    assert (manifest["id"], manifest["developer"]["websiteUrl"]) == (APP, "https://contoso.com")
    assert faults(manifest) == []


def test_a_value_cannot_change_the_shape_of_the_manifest(tmp_path: Path) -> None:
    manifest = read(built(tmp_path, "--developer", 'A", "id": "$bot_id'))
    assert manifest["developer"]["name"] == 'A", "id": "$bot_id'
    assert manifest["id"] == APP


def test_the_package_holds_exactly_the_manifest_and_two_icons(tmp_path: Path) -> None:
    with zipfile.ZipFile(built(tmp_path)) as package:
        assert sorted(package.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert package.testzip() is None


def test_the_package_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    first = built(tmp_path).read_bytes()
    assert built(tmp_path).read_bytes() == first


def test_the_icons_have_the_sizes_and_colours_that_teams_wants(tmp_path: Path) -> None:
    with zipfile.ZipFile(built(tmp_path)) as package:
        color, outline = (pixels(package.read(name)) for name in build.ICONS)
    assert color[:2] == (192, 192)
    assert outline[:2] == (32, 32)
    assert {pixel[:3] for pixel in outline[2]} == {(255, 255, 255)}
    assert {0, 255} <= {pixel[3] for pixel in outline[2]}


def test_commands_fit_the_store_rules(manifest: dict[str, Any]) -> None:
    lists = {tuple(one["scopes"]): one["commands"] for one in manifest["bots"][0]["commandLists"]}
    titles = {scopes: [command["title"] for command in commands] for scopes, commands in lists.items()}
    assert titles == {
        ("personal",): ["new request", "resume", "my requests", "status", "queue", "help"],
        ("team",): ["status", "help"],
    }
    assert manifest["defaultInstallScope"] == "personal"


@pytest.mark.parametrize("wrong", ["", "12345", "00000000-0000-0000-0000-000000000000", f"{APP}0", f"{{{APP}}}"])
@pytest.mark.parametrize("flag", ["--app-id", "--bot-id"])
def test_an_id_that_is_no_guid_is_refused(
    flag: str, wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        built(tmp_path, flag, wrong)
    assert "is no app id" in capsys.readouterr().err
    assert not (tmp_path / "package.zip").exists()


@pytest.mark.parametrize(
    ("flag", "wrong", "said"),
    [
        ("--domain", "https://bot.contoso.com/", "is no host name"),
        ("--privacy", "http://contoso.com", "is no https address"),
        ("--app-version", "1.0", "is no version"),
        ("--developer", "n" * 33, "1 to 32 characters"),
    ],
)
def test_what_teams_would_refuse_is_refused_at_once(
    flag: str, wrong: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        built(tmp_path, flag, wrong)
    assert said in capsys.readouterr().err


def test_missing_ids_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TEAMS_APP_ID", raising=False)
    monkeypatch.delenv("APP_ID", raising=False)
    with pytest.raises(SystemExit):
        build.main(["--out", str(tmp_path / "package.zip")])
    assert "--app-id, --bot-id" in capsys.readouterr().err


def _commands(scope: str) -> list[str]:
    manifest = json.loads((ROOT / "manifest/manifest.json").read_text("utf-8"))
    lists = manifest["bots"][0]["commandLists"]
    found = [one for entry in lists if scope in entry["scopes"] for one in entry["commands"]]
    examples = [
        one["description"].rpartition("for example: ")[2] for one in found if "for example: " in one["description"]
    ]
    return [*(one["title"] for one in found), *examples]


@pytest.mark.parametrize("words", _commands("personal"))
async def test_the_bot_does_in_a_private_chat_what_the_manifest_says(office: Office, words: str) -> None:
    await office.pat.says_all("new request", "cancel")
    for _ in range(42 if words.endswith(" 42") else 1):
        await office.pat.files()
    for who in (office.pat, office.fran):
        answer = await who.says(words)
        assert "not sure what you mean" not in answer.text
        assert answer.text or answer.card


@pytest.mark.parametrize("words", _commands("team"))
async def test_the_bot_does_in_a_team_what_the_manifest_says(office: Office, words: str) -> None:
    for _ in range(42 if words.endswith(" 42") else 1):
        await office.pat.files()
    answer = await asks_in_channel(office.fran, words)
    assert "private chat; I changed nothing" not in answer.text
    assert "SME-0042" in answer.words or not words.endswith(" 42")
