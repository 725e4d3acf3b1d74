"""One message of a chat, as the history keeps it and as the page draws it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from bot_app.local.wire import JsonObject, as_object, bad_argument

CARD = "application/vnd.microsoft.card.adaptive"

_SHOWN_FIELDS = ("text", "textFormat", "attachments", "suggestedActions", "summary")


@dataclass(frozen=True)
class Message:
    """`chat` is the key of the person; `sent` is what the bot was sent, which may say more than the bubble.

    `answers` are the cards that an invoke returned, by the number of the attachment they replace. Teams shows
    those until the bot edits the message, and only to the person who pressed.
    """

    id: str
    chat: str
    from_bot: bool
    at: str
    content: JsonObject
    revision: int = 1
    edited: bool = False
    deleted: bool = False
    failed: bool = False
    answers: Mapping[str, JsonObject] = field(default_factory=dict)
    sent: JsonObject | None = None

    @classmethod
    def from_record(cls, record: JsonObject) -> Self:
        """Read a line of the history. Raise TypeError where it is none of ours."""
        return cls(**record)

    def record(self) -> JsonObject:
        """Return the line of the history."""
        return asdict(self)

    def view(self) -> JsonObject:
        """Return what the page needs to draw it."""
        return {
            "id": self.id,
            "fromBot": self.from_bot,
            "at": self.at,
            "revision": self.revision,
            "edited": self.edited,
            "deleted": self.deleted,
            "failed": self.failed,
            **self.content,
            "attachments": self._attachments(),
        }

    def _attachments(self) -> list[JsonObject]:
        posted = self.content.get("attachments") or []
        return [
            {**attachment, "content": self.answers.get(str(number), attachment.get("content"))}
            for number, attachment in enumerate(posted)
        ]

    def edit(self, content: JsonObject) -> "Message":
        """Return the message as the bot has edited it; what single people were shown is over."""
        return replace(self, content=content, answers={}, edited=True, revision=self.revision + 1)

    def answer(self, number: int, card: JsonObject) -> "Message":
        """Return the message with one card replaced for the person who pressed it."""
        return replace(self, answers={**self.answers, str(number): card}, revision=self.revision + 1)

    def shown_card(self, number: int) -> object:
        """Return the card as the person sees it now."""
        return self._attachments()[number]["content"]

    def has_card(self, number: int) -> bool:
        """Tell whether this attachment is an adaptive card."""
        attachments = self.content.get("attachments") or []
        return 0 <= number < len(attachments) and attachments[number].get("contentType") == CARD

    def mark(self, **changes: Any) -> "Message":
        """Return the message with these fields changed, as its next revision."""
        return replace(self, revision=self.revision + 1, **changes)


def shown_content(activity: JsonObject) -> JsonObject:
    """Return what a chat shows of an activity that the bot posted."""
    content = {name: activity[name] for name in _SHOWN_FIELDS if activity.get(name)}
    if not isinstance(content.get("text", ""), str):
        raise bad_argument("The text must be a text.")
    attachments = content.get("attachments", [])
    if not isinstance(attachments, list):
        raise bad_argument("The attachments must be a list.")
    for attachment in attachments:
        as_object(attachment, "An attachment")
    if not content:
        raise bad_argument("A message needs a text or an attachment.")
    return content
