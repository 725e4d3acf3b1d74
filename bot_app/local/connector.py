"""The Bot Connector's side: the endpoints that a bot calls to speak, to edit and to look people up."""

from aiohttp import web

from bot_app.local.channel import LocalChannel
from bot_app.local.people import LocalPerson
from bot_app.local.wire import JsonObject, WireError, bad_argument, guarded, read_object

_ROOT = "/local/v3/conversations"
_CHAT = _ROOT + "/{conversation}"


class Connector:
    """The handlers over one channel."""

    def __init__(self, channel: LocalChannel) -> None:
        """Serve this channel."""
        self._channel = channel

    def routes(self) -> list[web.RouteDef]:
        """Return what a bot finds under its serviceUrl."""
        return [
            web.post(_ROOT, guarded(self._create)),
            web.post(_CHAT + "/activities", guarded(self._post)),
            web.post(_CHAT + "/activities/{activity}", guarded(self._post)),
            web.put(_CHAT + "/activities/{activity}", guarded(self._edit)),
            web.delete(_CHAT + "/activities/{activity}", guarded(self._delete)),
            web.get(_CHAT + "/members", guarded(self._members)),
            web.get(_CHAT + "/members/{member}", guarded(self._member)),
            web.get(_CHAT + "/pagedmembers", guarded(self._paged_members)),
        ]

    async def _create(self, request: web.Request) -> web.Response:
        body = await read_object(request)
        person = self._first_member(body)
        created: JsonObject = {"id": person.conversation_id}
        activity = body.get("activity")
        if isinstance(activity, dict):
            created["activityId"] = self._channel.post(person, activity)
        return web.json_response(created, status=201)

    def _first_member(self, body: JsonObject) -> LocalPerson:
        members = body.get("members")
        first = members[0] if isinstance(members, list) and members else None
        address = first.get("id") if isinstance(first, dict) else None
        person = self._channel.people.addressed(address) if isinstance(address, str) else None
        if person is None:
            raise bad_argument("The first member is nobody of the local channel.")
        if body.get("tenantId", person.tenant_id) not in (person.tenant_id, None):
            raise bad_argument("The member belongs to another tenant.")
        return person

    async def _post(self, request: web.Request) -> web.Response:
        activity_id = self._channel.post(self._person(request), await read_object(request))
        return web.json_response({"id": activity_id}, status=201)

    async def _edit(self, request: web.Request) -> web.Response:
        activity_id = request.match_info["activity"]
        self._channel.edit(self._person(request), activity_id, await read_object(request))
        return web.json_response({"id": activity_id})

    async def _delete(self, request: web.Request) -> web.Response:
        self._channel.delete(self._person(request), request.match_info["activity"])
        return web.Response()

    async def _members(self, request: web.Request) -> web.Response:
        return web.json_response([_account(self._person(request))])

    async def _paged_members(self, request: web.Request) -> web.Response:
        return web.json_response({"members": [_account(self._person(request))]})

    async def _member(self, request: web.Request) -> web.Response:
        person = self._person(request)
        if self._channel.people.addressed(request.match_info["member"]) is not person:
            raise WireError(404, "MemberNotFoundInConversation", "Nobody of this id is in the chat.")
        return web.json_response(_account(person))

    def _person(self, request: web.Request) -> LocalPerson:
        person = self._channel.people.by_conversation.get(request.match_info["conversation"])
        if person is None:
            raise WireError(404, "ConversationNotFound", "There is no such chat.")
        return person


def _account(person: LocalPerson) -> JsonObject:
    """Return a roster entry; Teams names the object id by both of its names."""
    given, _, surname = person.name.partition(" ")
    return {
        "id": person.user_id,
        "objectId": person.object_id,
        "aadObjectId": person.object_id,
        "name": person.name,
        "givenName": given,
        "surname": surname,
        "email": person.email,
        "userPrincipalName": person.email,
        "tenantId": person.tenant_id,
        "userRole": "user",
    }
