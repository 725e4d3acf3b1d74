"""POST /api/messages: from bytes that anybody may have sent to one turn of the bot and its HTTP answer."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import structlog
from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes
from botframework.connector.auth import AuthenticateRequestResult

from bot_app.edge.gate import UNAUTHORISED, Gate, Refused
from bot_app.edge.payload import read_activity, read_payload
from bot_app.operations.redacted_traceback import redacted_traceback
from bot_app.turn.adapter import Adapter
from bot_app.turn.invokes import said
from bot_app.turn.turn_order import Turns
from bot_app.wire.capped_body import read_capped
from bot_app.wire.sender import Rejected, SendError
from cards.reader import Rendered
from playbook.life.ports import Damaged, Store, StoreUnavailable

logger = structlog.stdlib.get_logger(__name__)

PATH = "/api/messages"
LARGEST_BODY = 256 * 1024
BODY_SECONDS = 10.0
LONGEST_KIND = 80
HEADERS = {
    405: {"Allow": "POST"},
    429: {"Retry-After": "1"},
    UNAUTHORISED: {"WWW-Authenticate": "Bearer"},
}
# For the browser of whoever opens an address by hand: nothing is run, framed, guessed, kept or passed on.
FOR_BROWSERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Bot = Callable[[TurnContext], Awaitable[None]]
Apology = Callable[[Activity, str], Rendered]


class Endpoint:
    """Answers Teams. Whatever is sent, the status says what was wrong, and none is 500."""

    def __init__(
        self, gate: Gate, adapter: Adapter, bot: Bot, turns: Turns, *, apology: Apology, new_id: Callable[[], str]
    ) -> None:
        """Run `bot` for whom `gate` admits, one turn of a conversation at a time.

        `apology(activity, id)` is what a person reads when a turn broke; the id is in the log.
        """
        self._gate = gate
        self._adapter = adapter
        self._bot = bot
        self._turns = turns
        self._apology = apology
        self._new_id = new_id

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one request."""
        try:
            payload = read_payload(await _body(request))
            admitted = await self._gate.admit(payload, request.headers.get("Authorization"))
            activity = read_activity(payload)
            # Before the activity counts as seen: it may be sent again.
            if self._turns.is_crowded(activity.conversation.id):
                raise Refused(429, "too many turns of this conversation are waiting; send it again in a second")
        except Refused as refused:
            # What is wrong with a token is logged by the gate, which knows more.
            if refused.status != UNAUTHORISED:
                logger.info("request_refused", status=refused.status, why=refused.reason)
            return _error(refused.status, refused.reason)
        return await self._answer(admitted, activity)

    async def _answer(self, admitted: AuthenticateRequestResult, activity: Activity) -> web.Response:
        conversation = activity.conversation.id
        # An edit of a message comes under the message's own id, and an invoke needs its answer each time.
        once = (activity.id or "") if activity.type == ActivityTypes.message else ""
        if not self._turns.is_new(conversation, once):
            return _accepted()
        try:
            async with self._turns.take(conversation, once) as taken:
                return await self._run(admitted, activity) if taken else _accepted()
        except StoreUnavailable as error:
            return await self._apologise(admitted, activity, error)

    async def _run(self, admitted: AuthenticateRequestResult, activity: Activity) -> web.Response:
        try:
            answer = await self._adapter.process_activity(admitted, activity, self._bot)
            return _written(activity, answer)
        except Exception as error:  # noqa: BLE001 - Teams would repeat a message that ends in 500
            return await self._apologise(admitted, activity, error)

    async def _apologise(
        self, admitted: AuthenticateRequestResult, activity: Activity, error: Exception
    ) -> web.Response:
        incident = self._new_id()
        logger.error("turn_broke", incident=incident, activity=_kind(activity), error=redacted_traceback(error))
        text = self._apology(activity, incident)
        if activity.type == ActivityTypes.invoke:
            return web.json_response(_apology_body(activity, text))
        # If the wire is what broke, a sentence about it would only wait on the same wire.
        if activity.type == ActivityTypes.message and _wire_works(error):
            await self._reply(admitted, activity, text)
        return _accepted()

    async def _reply(self, admitted: AuthenticateRequestResult, activity: Activity, text: str) -> None:
        async def say(context: TurnContext) -> None:
            await context.send_activity(text)

        try:
            await self._adapter.process_activity(admitted, activity, say)
        except SendError as error:
            logger.warning("apology_lost", error=redacted_traceback(error))


def add_routes(app: web.Application, endpoint: Endpoint, store: Store) -> None:
    """Serve Teams' activities and the health check, and mark every answer for browsers."""
    app.on_response_prepare.append(_for_browsers)
    app.router.add_route("*", PATH, endpoint.handle)
    app.router.add_get("/healthz", healthz(store))


async def _for_browsers(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in FOR_BROWSERS.items():
        response.headers.setdefault(name, value)
    # Which versions run here is nobody's business.
    response.headers.popall("Server", None)


def healthz(store: Store) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return the handler that tells whether the bot can serve everybody: 200 or 503."""

    async def handle(_: web.Request) -> web.Response:
        try:
            await store.health()
        except Damaged:
            return web.json_response({"status": "damaged"}, status=503)
        except StoreUnavailable:
            return web.json_response({"status": "unavailable"}, status=503)
        return web.json_response({"status": "ok"})

    return handle


async def _body(request: web.Request) -> bytes:
    """Return the body of a POST of JSON; raise Refused for any other request."""
    if request.method != "POST":
        raise Refused(405, "send activities by POST")
    # JSON only, so that a page in somebody's browser cannot post here without asking first.
    if request.content_type != "application/json":
        raise Refused(415, "the content type must be application/json")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Refused(415, "the body must not be compressed")
    too_large = Refused(413, "the body is larger than 256 KiB")
    if (request.content_length or 0) > LARGEST_BODY:
        raise too_large
    try:
        if request.content.is_eof():
            body = request.content.read_nowait()
        else:
            async with asyncio.timeout(BODY_SECONDS):
                body = await read_capped(request.content, LARGEST_BODY, too_large)
    except TimeoutError:
        raise Refused(400, "the body did not arrive in time") from None
    except web.RequestPayloadError:
        raise Refused(400, "the body is not valid HTTP") from None
    if len(body) > LARGEST_BODY:
        raise too_large
    return body


def _accepted() -> web.Response:
    """Answer 200: every 2xx tells Teams not to repeat it, and 200 is what the SDKs for other languages answer."""
    return web.Response(status=200)


def _written(activity: Activity, answer: InvokeResponse | None) -> web.Response:
    """Write a turn's answer. The SDK's own writer fails on a body that is a plain dict already."""
    if answer is None:
        return _accepted()
    status = int(answer.status or 200)
    if status == HTTPStatus.NOT_IMPLEMENTED and answer.body is None:
        # The SDK says 501; nothing failed here, and an operator watches for 5xx.
        logger.info("invoke_unanswered", activity=_kind(activity))
        return _error(HTTPStatus.BAD_REQUEST, "this bot has no answer to that kind of invoke")
    return web.json_response(_plain(answer.body), status=status)


def _plain(body: object) -> object:
    serialize = getattr(body, "serialize", None)
    return serialize() if callable(serialize) else body


def _apology_body(activity: Activity, text: Rendered) -> dict[str, object]:
    """Return an invoke's answer that shows a text, in the form its kind asks for."""
    if str(activity.name or "").startswith("task/"):
        return {"task": {"type": "message", "value": text}}
    return said(text)


def _wire_works(error: Exception) -> bool:
    return isinstance(error, Rejected) or not isinstance(error, SendError)


def _kind(activity: Activity) -> str:
    """Return type and name of an activity for the log, unless they are anything but plain words."""
    kind = "/".join(str(part) for part in (activity.type, activity.name) if part)
    return kind if len(kind) < LONGEST_KIND and kind.replace("/", "").isalnum() else "unknown"


def _error(status: int, reason: str) -> web.Response:
    return web.json_response({"error": reason}, status=status, headers=HEADERS.get(status))
