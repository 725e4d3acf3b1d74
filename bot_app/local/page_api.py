"""The page's side: who is there, what was said, what changes, and what the people do."""

import asyncio
import json

from aiohttp import web

from bot_app.local.channel import LocalChannel
from bot_app.local.people import BOT_NAME, LocalPerson
from bot_app.local.wire import JsonObject, WireError, as_object, as_text, bad_argument, guarded, read_object

_PEOPLE = "/local/api/people"
_PERSON = _PEOPLE + "/{person}"

# What a page shows when it is opened; more than anybody scrolls back in a rehearsal.
_SHOWN = 200
# A page that was closed without a word is noticed by writing to it.
_HEARTBEAT_SECONDS = 15
_FINISHED = b"event: bye\ndata: {}\n\n"


class PageApi:
    """The handlers over one channel."""

    def __init__(self, channel: LocalChannel) -> None:
        """Serve this channel."""
        self._channel = channel

    def routes(self) -> list[web.RouteDef]:
        """Return what the page's scripts call."""
        return [
            web.get(_PEOPLE, guarded(self._people)),
            web.get("/local/api/events", guarded(self._events)),
            web.get(_PERSON + "/messages", guarded(self._history)),
            web.post(_PERSON + "/messages", guarded(self._say)),
            web.post(_PERSON + "/messages/{message}/retry", guarded(self._retry)),
            web.post(_PERSON + "/submits", guarded(self._submit)),
            web.post(_PERSON + "/invokes", guarded(self._invoke)),
            web.post(_PERSON + "/open", guarded(self._open)),
        ]

    async def _people(self, _request: web.Request) -> web.Response:
        people = [_shown_person(person) for person in self._channel.people.everyone]
        return web.json_response({"bot": {"name": BOT_NAME}, "people": people})

    async def _history(self, request: web.Request) -> web.Response:
        messages = self._channel.chats.shown(self._person(request).key, _SHOWN)
        return web.json_response({"messages": [message.view() for message in messages]})

    async def _open(self, request: web.Request) -> web.Response:
        await self._channel.open(self._person(request))
        return web.json_response({})

    async def _say(self, request: web.Request) -> web.Response:
        person, body = self._person(request), await read_object(request)
        message = await self._channel.say(person, as_text(body.get("text"), "The text"))
        return web.json_response({"id": message.id}, status=201)

    async def _retry(self, request: web.Request) -> web.Response:
        await self._channel.retry(self._person(request), request.match_info["message"])
        return web.json_response({})

    async def _submit(self, request: web.Request) -> web.Response:
        person, body = self._person(request), await read_object(request)
        value = as_object(body.get("value"), "The value")
        await self._channel.submit(person, as_text(body.get("replyTo"), "The message id"), value)
        return web.json_response({})

    async def _invoke(self, request: web.Request) -> web.Response:
        person, body = self._person(request), await read_object(request)
        reply_to = as_text(body.get("replyTo"), "The message id")
        number = body.get("attachment", 0)
        if not isinstance(number, int):
            raise bad_argument("The attachment must be a number.")
        return web.json_response(await self._channel.invoke(person, reply_to, number, _invoked(body)))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        # Whoever looks at the page is everybody on it, so all of them are where the browser is.
        self._channel.live_in(request.query.get("zone", ""))
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        try:
            await response.prepare(request)
            await self._stream(response)
        except ConnectionError:
            # The page was closed, which is how a stream usually ends.
            pass
        return response

    async def _stream(self, response: web.StreamResponse) -> None:
        with self._channel.watchers.watching() as queue:
            await response.write(b"retry: 1000\nevent: ready\ndata: {}\n\n")
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), _HEARTBEAT_SECONDS)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if event is None:
                    return await response.write(_FINISHED)
                await response.write(b"data: " + json.dumps(event).encode() + b"\n\n")

    def _person(self, request: web.Request) -> LocalPerson:
        person = self._channel.people.by_key.get(request.match_info["person"])
        if person is None:
            raise WireError(404, "PersonNotFound", "Nobody of this name is on the local page.")
        return person


def _shown_person(person: LocalPerson) -> JsonObject:
    return {
        "key": person.key,
        "name": person.name,
        "roleTitle": person.role_title,
        "userId": person.user_id,
    }


def _invoked(body: JsonObject) -> JsonObject:
    """Return the value of the invoke: what was pressed and whether a person pressed it."""
    action = as_object(body.get("action"), "The action")
    trigger = body.get("trigger", "manual")
    if trigger not in ("manual", "automatic"):
        raise bad_argument("The trigger must be manual or automatic.")
    known = {name: action[name] for name in ("id", "title", "verb", "data") if action.get(name) is not None}
    return {"action": {"type": "Action.Execute", **known}, "trigger": trigger}
