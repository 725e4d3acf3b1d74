"""The local page: what is served, to whom, and what it answers to nonsense."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot_app.local.pages import PAGE, Pages
from tests.local_stage import PRIYAS_CHAT, Json, Stage, message_with, staged

LIBRARIES = {"adaptivecards.min.js", "markdown-it.mjs"}
REFERENCE = re.compile(r"""(?:src|href|from|import)\s*=?\s*["'](/[^"']+|\./[^"']+)["']""")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with staged(tmp_path / "chats.jsonl") as stage:
        yield stage


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """Stand in for what npm fetches, so that nothing here depends on whether it was fetched."""
    folder = tmp_path / "node_modules"
    for name in ("adaptivecards/dist/adaptivecards.min.js", "markdown-it/dist/browser/markdown-it.esm.min.mjs"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(f"// {name}")
    (folder / "secret.js").write_text("// not for the page")
    return folder


@pytest.fixture
async def page(modules: Path) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    app = web.Application()
    app.add_routes(Pages(modules).routes())
    async with TestClient(TestServer(app)) as client:
        yield client


def referenced() -> set[str]:
    """Return every address that a file of the page loads."""
    addresses = set()
    for file in PAGE.iterdir():
        if file.suffix in {".html", ".js", ".css"}:
            addresses |= set(REFERENCE.findall(file.read_text("utf-8")))
    return {f"/local/page/{address[2:]}" if address.startswith("./") else address for address in addresses}


async def test_everything_that_the_page_loads_is_there(page: TestClient[web.Request, web.Application]) -> None:
    addresses = referenced()
    assert {"/local/page/main.js", "/local/page/card.js", "/local/lib/markdown-it.mjs"} <= addresses
    for address in addresses:
        answer = await page.get(address)
        assert (answer.status, address) == (200, address)
        kind = "text/css" if address.endswith(".css") else "text/javascript"
        assert answer.content_type == kind


async def test_no_file_of_the_page_lies_there_unused() -> None:
    loaded = {address.removeprefix("/local/page/") for address in referenced()}
    own = {file.name for file in PAGE.iterdir() if file.suffix in {".js", ".css"}}
    assert own <= loaded


async def test_the_page_may_run_its_own_scripts_only(page: TestClient[web.Request, web.Application]) -> None:
    answer = await page.get("/")
    assert answer.content_type == "text/html"
    policy = dict(rule.strip().split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert "script-src" not in policy
    assert policy["frame-ancestors"] == "'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    html = await answer.text()
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert re.findall(r"\son[a-z]+=", html) == []


async def test_of_the_libraries_only_the_needed_files_are_served(
    page: TestClient[web.Request, web.Application],
) -> None:
    for name in LIBRARIES:
        assert (await page.get(f"/local/lib/{name}")).status == 200
    for path in ("lib/secret.js", "lib/..%2fsecret.js", "page/package.json", "page/..%2fpages.py", "page/node_modules"):
        assert (await page.get(f"/local/{path}")).status == 404


async def test_without_its_libraries_the_page_says_how_to_get_them(tmp_path: Path) -> None:
    app = web.Application()
    app.add_routes(Pages(tmp_path / "nowhere").routes())
    async with TestClient(TestServer(app)) as client:
        page = await client.get("/")
        assert page.status == 503
        assert "npm ci" in await page.text()
        library = await client.get("/local/lib/markdown-it.mjs")
        assert library.status == 404
        assert "npm ci" in (await library.json())["error"]["message"]


def test_the_locked_libraries_are_exact_and_name_no_registry() -> None:
    wanted = json.loads((PAGE / "package.json").read_text("utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    lock = json.loads((PAGE / "package-lock.json").read_text("utf-8"))
    for name, version in wanted.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert all("integrity" in package for path, package in lock["packages"].items() if path)
    assert all("resolved" not in package for package in lock["packages"].values())


async def test_the_page_learns_who_is_there(stage: Stage) -> None:
    people = await (await stage.client.get("/local/api/people")).json()
    assert people["bot"] == {"name": "SME Requests"}
    assert people["people"][0] == {
        "key": "priya",
        "name": "Priya Nair",
        "roleTitle": "Partner",
        "userId": "29:local-oid-priya",
    }


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.5:3978", "[", "localhost@evil.example:1"]
)
async def test_a_foreign_host_is_refused_everywhere(stage: Stage, host: str) -> None:
    for path in ("/", "/local/api/people", "/local/api/events", f"{PRIYAS_CHAT}/members"):
        answer = await stage.client.get(path, headers={"Host": host})
        assert answer.status in {400, 403}
    answer = await stage.client.post(f"{PRIYAS_CHAT}/activities", json=message_with("x"), headers={"Host": host})
    assert answer.status in {400, 403}
    assert await stage.shown() == []


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://evil.example:80"])
async def test_another_site_cannot_act_as_a_person(stage: Stage, origin: str) -> None:
    for path in ("messages", "submits", "invokes", "open"):
        answer = await stage.client.post(
            f"/local/api/people/priya/{path}", data='{"text": "forged"}', headers={"Origin": origin}
        )
        assert answer.status == 403
    assert stage.bot.heard == []


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
async def test_the_page_itself_may_act_under_every_name_of_this_machine(stage: Stage, name: str) -> None:
    host = f"{name}:{stage.client.port}"
    headers = {"Host": host, "Origin": f"http://{host}"}
    answer = await stage.client.post("/local/api/people/priya/messages", json={"text": "hi"}, headers=headers)
    assert answer.status == 201


DEEP = b'{"value": ' + b'{"a":' * 500 + b"1" + b"}" * 500 + b', "replyTo": "1"}'


@pytest.mark.parametrize("path", ["messages", "submits", "invokes"])
@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b'{"text": NaN}', b'{"text": 1e999}', b"[" * 100_000, DEEP],
)
async def test_what_is_no_object_is_answered_with_400(stage: Stage, path: str, body: bytes) -> None:
    answer = await stage.client.post(f"/local/api/people/priya/{path}", data=body)
    assert answer.status == 400
    assert (await answer.json())["error"]["code"] == "BadArgument"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("messages", {}),
        ("messages", {"text": " \n"}),
        ("messages", {"text": 7}),
        ("submits", {"replyTo": "1"}),
        ("submits", {"replyTo": None, "value": {}}),
        ("submits", {"replyTo": "1", "value": "text"}),
        ("invokes", {"replyTo": "1"}),
        ("invokes", {"replyTo": "1", "action": {}, "attachment": "0"}),
        ("invokes", {"replyTo": "1", "action": {}, "trigger": []}),
    ],
)
async def test_what_makes_no_sense_is_answered_with_400(stage: Stage, path: str, body: Json) -> None:
    status, answer = await stage.do(path, body)
    assert (status, answer["error"]["code"]) == (400, "BadArgument")
    assert stage.bot.heard == []


async def test_what_does_not_fit_the_card_is_answered_with_400(stage: Stage) -> None:
    text = await stage.bot_posts({"type": "message", "text": "no card here"})
    assert (await stage.invoke(text))[0] == 400
    cards = await stage.bot_posts(message_with("one"))
    for number in (-1, 1, 10**30):
        assert (await stage.invoke(cards, attachment=number))[0] == 400
    blank = {"replyTo": cards, "value": {"msteams": {"type": "imBack", "value": " "}}}
    assert (await stage.do("submits", blank))[0] == 400


@pytest.mark.parametrize(
    "activity",
    [
        {"type": "message"},
        {"type": "message", "text": 7},
        {"type": "message", "attachments": "none"},
        {"type": "message", "attachments": ["none"]},
    ],
)
async def test_the_bot_too_must_make_sense(stage: Stage, activity: Json) -> None:
    answer = await stage.client.post(f"{PRIYAS_CHAT}/activities", json=activity)
    assert answer.status == 400


async def test_what_does_not_exist_is_answered_with_404(stage: Stage) -> None:
    assert (await stage.do("messages", {"text": "hi"}, person="nobody"))[0] == 404
    assert (await stage.do("messages/1/retry"))[0] == 404
    assert (await stage.do("submits", {"replyTo": "1", "value": {}}))[0] == 404
    assert (await stage.invoke("1"))[0] == 404


async def test_a_body_may_have_256_kib_and_no_more(stage: Stage) -> None:
    room = 256 * 1024 - len('{"text": ""}')
    assert (await stage.do("messages", {"text": "x" * room}))[0] == 201
    status, answer = await stage.do("messages", {"text": "x" * (room + 1)})
    assert (status, answer["error"]["code"]) == (413, "MessageSizeTooBig")


async def test_a_body_that_is_packed_wrongly_is_answered_with_400(stage: Stage) -> None:
    answer = await stage.client.post(
        "/local/api/people/priya/messages", data=b"not gzip at all", headers={"Content-Encoding": "gzip"}
    )
    assert answer.status == 400


async def test_half_a_character_is_kept_and_shown(stage: Stage) -> None:
    answer = await stage.client.post("/local/api/people/priya/messages", data=b'{"text": "half: \\ud83d"}')
    assert answer.status == 201
    assert (await stage.shown())[0]["text"] == "half: \ud83d"
