"""Logs are events with facts: a machine can read each line, and none says who somebody is or what they wrote."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot_app.operations import logs

SECRET = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwYXQifQ.c2lnbmF0dXJl"


class Written:
    """A log that is kept to look at."""

    def __init__(self, *, as_json: bool) -> None:
        """Listen to everything."""
        self._stream = io.StringIO()
        self.handler = logging.StreamHandler(self._stream)
        self.handler.setFormatter(logs.formatter(as_json=as_json))

    @property
    def text(self) -> str:
        """All of it."""
        return self._stream.getvalue()

    @property
    def last(self) -> dict[str, Any]:
        """The last line, read as a machine does."""
        event = json.loads(self.text.splitlines()[-1])
        assert isinstance(event, dict)
        return event


def _listening(written: Written) -> Iterator[Written]:
    root = logging.getLogger()
    root.addHandler(written.handler)
    yield written
    root.removeHandler(written.handler)


@pytest.fixture
def written() -> Iterator[Written]:
    """Read the log as a machine."""
    yield from _listening(Written(as_json=True))


@pytest.fixture
def shown() -> Iterator[Written]:
    """Read the log as somebody at a terminal."""
    yield from _listening(Written(as_json=False))


def test_an_event_is_one_line_with_its_facts(written: Written) -> None:
    structlog.stdlib.get_logger("bot_app.delivery.courier").warning(
        "notice_put_off", notice="SME-0001/1/0", seconds=2.5
    )
    event = written.last
    assert event.pop("timestamp").endswith("Z")
    assert event == {
        "event": "notice_put_off",
        "level": "warning",
        "logger": "bot_app.delivery.courier",
        "notice": "SME-0001/1/0",
        "seconds": 2.5,
    }


def test_at_a_terminal_an_event_is_a_line_to_read(shown: Written) -> None:
    structlog.stdlib.get_logger("bot_app.delivery.courier").warning("notice_put_off", notice="SME-0001/1/0")
    (line,) = shown.text.splitlines()
    assert "warning" in line
    assert "notice_put_off" in line
    assert "notice=SME-0001/1/0" in line


def test_what_an_error_quotes_is_not_logged_but_where_it_happened(written: Written) -> None:
    try:
        raise KeyError("Ana of Northwind")
    except KeyError:
        logging.getLogger("aiohttp.server").exception("Error handling request")
    assert written.last["event"] == "Error handling request"
    assert written.last["error"].startswith("KeyError at test_logs.py:")
    assert "Northwind" not in written.text


def test_only_the_first_line_of_a_librarys_message_is_kept(written: Written) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: <Task exception=%r>", "Ana")
    assert written.last["event"] == "Task exception was never retrieved"
    assert "Ana" not in written.text


@pytest.mark.parametrize(
    "private",
    [
        "ana.li@partner.example",
        SECRET,
        f"Bearer {SECRET[4:]}",
        "client_secret=abc~123",
        "password=hunter2",
        "postgresql://bot:hunter2@db.example/sme",
    ],
)
def test_addresses_and_tokens_are_left_out(written: Written, private: str) -> None:
    logging.getLogger("a_library").warning("failed for %s today", private)
    structlog.stdlib.get_logger("bot_app").warning("failed", why=f"{private} today")
    for line in written.text.splitlines():
        assert "[left out]" in line
        assert "today" in line
    for part in ("ana.li", SECRET[4:], "abc~123", "hunter2"):
        assert part not in written.text


def test_a_forged_line_stays_in_its_own(shown: Written) -> None:
    structlog.stdlib.get_logger("bot_app").warning("token_refused", why="x\n2026 critical all is lost\x1b[2J\u202e")
    (line,) = shown.text.splitlines()
    assert "\\n2026" in line
    assert "\x1b" not in line
    assert "\u202e" not in line


def test_a_long_fact_is_cut(written: Written) -> None:
    structlog.stdlib.get_logger("bot_app").warning("token_refused", why="x" * 9_999)
    assert len(written.last["why"]) == logs.LONGEST


def test_an_outsized_or_odd_fact_does_not_break_the_line(written: Written) -> None:
    structlog.stdlib.get_logger("bot_app").warning(
        "odd", fact={"to": {"ana@partner.example"}}, none=None, half="\ud800"
    )
    assert written.last["half"] == "\\ud800"
    assert "ana@" not in written.text


PROGRAM = """
import logging, structlog
from bot_app.operations import logs
logs.set_up(as_json=True)
for name in ("bot_app.delivery.courier", "storage.tinydb.engine", "botbuilder", "urllib3"):
    logging.getLogger(name).info("from %s", name)
structlog.stdlib.get_logger("bot_app.delivery.courier").debug("too_fine")
structlog.stdlib.get_logger("bot_app.delivery.courier").info("courier_stumbled")
"""


def test_a_program_logs_its_own_news_and_only_warnings_of_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert [json.loads(line)["event"] for line in done.stderr.splitlines()] == [
        "from bot_app.delivery.courier",
        "from storage.tinydb.engine",
        "courier_stumbled",
    ]
