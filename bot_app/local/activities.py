"""Activities of the shape in which Teams sends them to a bot."""

import html
from collections.abc import Callable
from datetime import datetime

from bot_app.local.people import BOT_ID, BOT_NAME, LocalPerson
from bot_app.local.wire import JsonObject, as_text

Clock = Callable[[], datetime]

_LOCALE = "en-US"


class ActivityWriter:
    """Writes what a person does as the activity that Teams would make of it."""

    def __init__(self, service_url: str, clock: Clock, new_id: Callable[[], str]) -> None:
        """Take the address at which the bot shall answer."""
        self._service_url = service_url
        self._clock = clock
        self._new_id = new_id
        # Where everybody is, by its IANA name; clients leave it out where they do not know it.
        self.zone = ""

    def message(self, person: LocalPerson, activity_id: str, sent: JsonObject) -> JsonObject:
        """Return what a person wrote or submitted. `sent` holds text, value and replyToId as far as there are."""
        activity = {**self._common(person, "message"), "id": activity_id, **sent}
        if "text" in sent:
            rich = f"<p>{html.escape(sent['text'])}</p>"
            activity |= {"textFormat": "plain", "attachments": [{"contentType": "text/html", "content": rich}]}
        return _about(activity)

    def invoke(self, person: LocalPerson, reply_to: str, value: JsonObject) -> JsonObject:
        """Return a pressed Action.Execute or a refresh; the bot answers within the request."""
        common = self._common(person, "invoke")
        return _about({**common, "name": "adaptiveCard/action", "value": value, "replyToId": reply_to})

    def installed(self, person: LocalPerson) -> JsonObject:
        """Return what Teams sends when a person has added the app, and now and then again."""
        return {**self._common(person, "installationUpdate"), "action": "add"}

    def _common(self, person: LocalPerson, kind: str) -> JsonObject:
        now = self._clock()
        return {
            "type": kind,
            "id": f"f:{self._new_id()}",
            "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "localTimestamp": now.astimezone().isoformat(timespec="milliseconds"),
            "channelId": "msteams",
            "serviceUrl": self._service_url,
            "from": {"id": person.user_id, "name": person.name, "aadObjectId": person.object_id},
            "recipient": {"id": BOT_ID, "name": BOT_NAME},
            "conversation": {
                "id": person.conversation_id,
                "conversationType": "personal",
                "tenantId": person.tenant_id,
            },
            "channelData": {"tenant": {"id": person.tenant_id}},
            "locale": _LOCALE,
            **({"localTimezone": self.zone} if self.zone else {}),
            "entities": [{"type": "clientInfo", "locale": _LOCALE, "country": "US", "platform": "Web"}],
        }


def _about(activity: JsonObject) -> JsonObject:
    """Say twice which message was pressed, as Teams does."""
    if "replyToId" in activity:
        activity["channelData"]["source"] = {"name": "message"}
        activity["channelData"]["legacy"] = {"replyToId": activity["replyToId"]}
    return activity


def submitted(value: JsonObject, reply_to: str) -> tuple[JsonObject, str | None]:
    """Return what a pressed Action.Submit sends, and the bubble it leaves in the chat, if any.

    `msteams` in the data makes it a message of the person: imBack as if typed, messageBack with a hidden part.
    """
    data = {name: item for name, item in value.items() if name != "msteams"}
    teams = value.get("msteams")
    if isinstance(teams, dict) and teams.get("type") == "imBack":
        text = as_text(teams.get("value"), "What imBack says")
        return {"text": text}, text
    if isinstance(teams, dict) and teams.get("type") == "messageBack":
        return _message_back(teams, data, reply_to)
    return {"value": value, "replyToId": reply_to}, None


def _message_back(teams: JsonObject, data: JsonObject, reply_to: str) -> tuple[JsonObject, str | None]:
    hidden = teams.get("value")
    sent: JsonObject = {"value": {**hidden, **data} if isinstance(hidden, dict) else hidden or data}
    if teams.get("text"):
        sent["text"] = str(teams["text"])
    shown = teams.get("displayText")
    return {**sent, "replyToId": reply_to}, str(shown) if shown else None
