"""Messages to Teams before they have an address, and the cards among them that are drawn anew."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from botbuilder.schema import Activity

from bot_app.wire.activity_json import Json, to_json
from cards.elements import CONTENT_TYPE
from cards.reader import Rendered
from playbook.people import Directory, PersonKey
from storage.chats import ChatDossier, ConversationReference, SentActivity


class Unreachable(Exception):
    """There is no live personal chat with the person."""


@dataclass(frozen=True)
class Outgoing:
    """A Teams message as activity JSON, without addresses: those are added from the person's reference.

    `revision` is set when it is a card about the notice's record: the revision the card shows. `last`: a newer card
    stands below this one, so it is redrawn this once and never again.
    """

    activity: Mapping[str, object]
    revision: int | None = None
    last: bool = False


def message(text: Rendered, card: Mapping[str, object] | None, summary: Rendered | None = None) -> Json:
    """Return one message: plain text, so that nothing in it is read as markup, and at most one card.

    `summary` is what a notification shows of it.
    """
    attachments = {"attachments": [{"contentType": CONTENT_TYPE, "content": card}]} if card else {}
    texts = {name: value for name, value in (("text", text), ("summary", summary)) if value}
    return {"type": "message", **texts, "textFormat": "plain", **attachments}


Redraw = Callable[[SentActivity, ChatDossier[Any], Directory], Awaitable[Outgoing | None]]
# All that a record is shown by, and where these people can be reached, None for those with a card; None for a number
# that is none.
ReadDossier = Callable[[str, Collection[PersonKey | None]], Awaitable[ChatDossier[Any] | None]]


def answering(turn: Activity, activity: Json) -> Json:
    """Return an activity addressed to the chat of a turn, from the bot to who is in it."""
    address = {
        "channelId": turn.channel_id,
        "serviceUrl": turn.service_url,
        "locale": turn.locale,
        "conversation": to_json(turn.conversation),
        "from": to_json(turn.recipient) if turn.recipient else None,
        "recipient": to_json(turn.from_property),
    }
    return {**activity, **{name: value for name, value in address.items() if value is not None}}


def addressed(activity: Mapping[str, object], reference: ConversationReference) -> dict[str, object]:
    """Return an activity addressed from the bot to the person in their personal chat."""
    given = activity.get("channelData")
    channel_data = dict(given) if isinstance(given, Mapping) else {}
    tenant = {"id": reference.tenant_id}
    return {
        "type": "message",
        **activity,
        "channelId": reference.channel_id,
        "serviceUrl": reference.service_url,
        "from": _account(reference.bot_id, reference.bot_name),
        "recipient": _account(reference.user_id, reference.user_name),
        "conversation": {
            "id": reference.conversation_id,
            "conversationType": "personal",
            "tenantId": reference.tenant_id,
        },
        "channelData": {**channel_data, "tenant": tenant},
    }


def _account(account_id: str, name: str) -> dict[str, str]:
    return {"id": account_id, "name": name} if name else {"id": account_id}
