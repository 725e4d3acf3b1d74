"""Sending to Teams: the right request, and each way to fail told apart."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientSession

from bot_app.wire.sender import (
    LARGEST_ANSWER,
    Ambiguous,
    Failed,
    Gone,
    MessageGone,
    NeverSent,
    Rejected,
    Sender,
    SendError,
    Throttled,
    Unauthorised,
    Untrusted,
    classify,
    read_retry_after,
)
from bot_app.wire.service_urls import TEAMS_HOSTS, https_hosts, loopback_only
from bot_app.wire.tokens import NoToken, TokenUnavailable
from tests.connector import CUT_AFTER_DELIVERY, CUT_BEFORE_DELIVERY, HANG, Answer, Connector, failing, throttling

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

HELLO = {"type": "message", "text": "hello"}


class FixedToken:
    """A token source that always has the same token, or the same trouble."""

    def __init__(self, token: str = "t0ken", trouble: TokenUnavailable | None = None) -> None:
        self._token, self._trouble = token, trouble

    async def token(self) -> str | None:
        if self._trouble:
            raise self._trouble
        return self._token


@pytest.fixture
def sender(session: ClientSession) -> Sender:
    return Sender(session, NoToken(), loopback_only, lambda: NOW)


async def test_a_message_goes_to_its_conversation_and_returns_its_id(sender: Sender, connector: Connector) -> None:
    assert await sender.send(connector.url, "a:1/2;x=ä", HELLO) == "msg-1"
    [call] = connector.calls
    assert (call.method, call.conversation, call.activity) == ("POST", "a:1/2;x=ä", HELLO)
    assert call.raw_path == "/amer/v3/conversations/a%3A1%2F2%3Bx%3D%C3%A4/activities"


async def test_an_answer_and_an_update_name_the_message(sender: Sender, connector: Connector) -> None:
    await sender.send(connector.url, "a:1", HELLO, reply_to="m/1")
    assert await sender.update(connector.url, "a:1", "m/1", HELLO) == "m/1"
    assert [(call.method, call.activity_id) for call in connector.calls] == [("POST", "m/1"), ("PUT", "m/1")]


@pytest.mark.parametrize("text", ["Ünï — 漢字 🎉", "half a pair \ud800"])
async def test_every_text_reaches_the_connector_as_it_is(sender: Sender, connector: Connector, text: str) -> None:
    await sender.send(connector.url, "a:1", {"text": text})
    assert connector.texts == [text]


async def test_a_second_message_uses_the_same_connection(sender: Sender, connector: Connector) -> None:
    await sender.send(connector.url, "a:1", HELLO)
    await sender.send(connector.url, "a:1", HELLO)
    first, second = connector.calls
    assert first.connection == second.connection


async def test_the_token_is_shown_only_to_hosts_on_the_list(session: ClientSession, connector: Connector) -> None:
    trusting = Sender(session, FixedToken(), loopback_only, lambda: NOW)
    await trusting.send(connector.url, "a:1", HELLO)
    assert connector.calls[0].headers["Authorization"] == "Bearer t0ken"
    production = Sender(session, FixedToken(), https_hosts(TEAMS_HOSTS), lambda: NOW)
    with pytest.raises(Untrusted):
        await production.send(connector.url, "a:1", HELLO)
    assert len(connector.calls) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (throttling(), Throttled),
        (failing(400, "BadSyntax"), Rejected),
        (failing(413, "MessageSizeTooBig"), Rejected),
        (failing(401, "BotNotRegistered"), Unauthorised),
        (failing(403, "ConversationBlockedByUser"), Gone),
        (failing(403, "MessageWritesBlocked"), Gone),
        (failing(403, "BotDisabledByAdmin"), Gone),
        (failing(403, "BotNotInConversationRoster"), Gone),
        (failing(403, "ForbiddenOperationException"), Gone),
        (failing(403, "InvalidBotApiHost"), Rejected),
        (failing(404, "ConversationNotFound"), Gone),
        (failing(404), Gone),
        (failing(404, "ActivityNotFound"), MessageGone),
        (failing(412, "PreconditionFailed"), NeverSent),
        (failing(408), Ambiguous),
        (failing(500), Ambiguous),
        (failing(502), Failed),
        (failing(503), Failed),
        (failing(504), Failed),
        (Answer(502, "<html>Bad Gateway</html>"), Failed),
        (CUT_BEFORE_DELIVERY, Ambiguous),
        (CUT_AFTER_DELIVERY, Ambiguous),
    ],
)
async def test_each_way_a_new_message_fails_is_told_apart(
    sender: Sender, connector: Connector, answer: Answer, error: type[SendError]
) -> None:
    connector.then(answer)
    with pytest.raises(SendError) as failed:
        await sender.send(connector.url, "a:1", HELLO)
    assert type(failed.value) is error
    assert "Ana" not in str(failed.value)
    assert len(connector.calls) == 1


async def test_a_message_that_nobody_answers_may_have_arrived(
    session: ClientSession, sender: Sender, connector: Connector
) -> None:
    # It leaves the line open: what the hasty one waits for is the answer alone, however busy the machine is.
    await sender.send(connector.url, "a:1", HELLO)
    hasty = Sender(session, NoToken(), loopback_only, lambda: NOW, timeout=0.4)
    connector.then(HANG)
    with pytest.raises(Ambiguous):
        await hasty.send(connector.url, "a:1", HELLO)


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (404, "ActivityNotFound", MessageGone),
        (404, "", MessageGone),
        (404, "ConversationNotFound", Gone),
        (404, "BotNotInConversationRoster", Gone),
        (403, "ConversationBlockedByUser", Gone),
        (400, "BadArgument", Rejected),
        (405, "", Rejected),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_message_that_is_gone_is_not_a_person_who_is_gone(
    method: str, status: int, code: str, error: type[SendError]
) -> None:
    assert type(classify(method, status, code, None)) is error


async def test_a_redirect_is_not_followed(sender: Sender, connector: Connector) -> None:
    connector.then(failing(307, Location=connector.url + "v3/conversations/other/activities"))
    with pytest.raises(NeverSent):
        await sender.send(connector.url, "a:1", HELLO)
    assert [call.conversation for call in connector.calls] == ["a:1"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "https://localhost:1/"])
async def test_what_never_left_is_known_never_to_have_left(sender: Sender, url: str) -> None:
    with pytest.raises(NeverSent):
        await sender.send(url, "a:1", HELLO)


async def test_a_server_that_speaks_no_tls_got_nothing(sender: Sender, connector: Connector) -> None:
    with pytest.raises(NeverSent):
        await sender.send(connector.url.replace("http:", "https:"), "a:1", HELLO)
    assert not connector.calls


async def test_a_success_without_a_readable_id_is_still_a_success(sender: Sender, connector: Connector) -> None:
    connector.then(Answer(202, "accepted"), Answer(200, "[1]"), Answer(200, {"id": None}))
    assert [await sender.send(connector.url, "a:1", HELLO) for _ in range(3)] == ["", "", ""]


@pytest.mark.parametrize("activity", [{"value": float("nan")}, {"value": object()}])
async def test_what_is_no_json_does_not_leave(sender: Sender, connector: Connector, activity: dict[str, Any]) -> None:
    with pytest.raises(Rejected):
        await sender.send(connector.url, "a:1", activity)
    assert not connector.calls


@pytest.mark.parametrize("name", ["", ".", ".."])
async def test_an_id_cannot_lead_elsewhere(sender: Sender, connector: Connector, name: str) -> None:
    with pytest.raises(Rejected):
        await sender.update(connector.url, "a:1", name, HELLO)
    assert not connector.calls


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30.0),
        ("0", 0.0),
        (" 1.5 ", 1.5),
        ("999999999", 86_400.0),
        ("Mon, 02 Mar 2026 09:02:00 GMT", 120.0),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0.0),
        ("Mon, 02 Mar 2026 09:02:00 -0000", None),
        ("-1", None),
        ("soon", None),
        ("٣", None),
        ("9" * 500, None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(header: str | None, seconds: float | None) -> None:
    assert read_retry_after(header, NOW) == seconds


async def test_the_pause_that_is_asked_for_comes_with_the_error(sender: Sender, connector: Connector) -> None:
    connector.then(throttling("7"), failing(503, Retry_After="Mon, 02 Mar 2026 09:00:09 GMT"))
    with pytest.raises(Throttled) as throttled:
        await sender.send(connector.url, "a:1", HELLO)
    with pytest.raises(Failed) as unavailable:
        await sender.send(connector.url, "a:1", HELLO)
    assert (throttled.value.retry_after, unavailable.value.retry_after) == (7.0, 9.0)


async def test_of_an_answer_that_is_too_large_only_the_status_counts(sender: Sender, connector: Connector) -> None:
    error = {"code": "ActivityNotFound", "message": "x" * LARGEST_ANSWER}
    connector.then(Answer(404, {"error": error}), Answer(404, {"error": {**error, "message": "short"}}))
    with pytest.raises(Gone):
        await sender.send(connector.url, "a:1", HELLO)
    with pytest.raises(MessageGone):
        await sender.send(connector.url, "a:1", HELLO)


@pytest.mark.parametrize(("refused", "error"), [(True, Unauthorised), (False, NeverSent)])
async def test_without_a_token_nothing_leaves(
    session: ClientSession,
    connector: Connector,
    refused: bool,
    error: type[SendError],
) -> None:
    sender = Sender(session, FixedToken(trouble=TokenUnavailable(refused=refused)), loopback_only, lambda: NOW)
    with pytest.raises(error):
        await sender.send(connector.url, "a:1", HELLO)
    assert not connector.calls
