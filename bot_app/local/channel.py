"""The part of Teams: what people do reaches the bot, what the bot says reaches the right chat."""

from collections.abc import Callable, Sequence

from bot_app.local.activities import ActivityWriter, Clock, submitted
from bot_app.local.bot_endpoint import BotEndpoint
from bot_app.local.chats import Chats, Watchers
from bot_app.local.history import HistoryFile
from bot_app.local.messages import CARD, Message, shown_content
from bot_app.local.people import LocalPerson, People
from bot_app.local.wire import JsonObject, WireError, bad_argument

_HTTP_OK = 200


class LocalChannel:
    """All 1:1 chats between the sample people and the bot."""

    def __init__(
        self,
        people: Sequence[LocalPerson],
        history: HistoryFile,
        bot_url: str,
        service_url: str,
        *,
        clock: Clock,
        new_id: Callable[[], str],
    ) -> None:
        """Take up the chats where the history left them. `clock` tells the time in UTC."""
        self.people = People(people)
        self.watchers = Watchers()
        self.chats = Chats(people, history, self.watchers)
        self._bot = BotEndpoint(bot_url)
        self._activities = ActivityWriter(service_url, clock, new_id)
        self._clock = clock

    async def close(self) -> None:
        """Let go of the connections to the bot."""
        await self._bot.close()

    # What people do.

    def live_in(self, zone: str) -> None:
        """Let everybody be in a time zone, by its IANA name; "" says nothing of it."""
        self._activities.zone = zone

    async def open(self, person: LocalPerson) -> None:
        """Tell the bot that the person has it; Teams repeats that, so the bot must bear it."""
        await self._bot.post(self._activities.installed(person))

    async def say(self, person: LocalPerson, text: str) -> Message:
        """Send what the person wrote; it stays in the chat even if the bot does not get it."""
        return await self._send(person, {"text": text}, text)

    async def submit(self, person: LocalPerson, reply_to: str, value: JsonObject) -> None:
        """Send a pressed Action.Submit."""
        self._existing(person, reply_to)
        sent, bubble = submitted(value, reply_to)
        if bubble is not None:
            await self._send(person, sent, bubble)
        else:
            activity_id = self.chats.next_id(self._clock())
            await self._bot.post(self._activities.message(person, activity_id, sent))

    async def retry(self, person: LocalPerson, message_id: str) -> None:
        """Send a message that failed once more, under the same id, as Teams does."""
        message = self._existing(person, message_id)
        if message.failed and message.sent is not None:
            await self._deliver(person, message, message.sent)

    async def invoke(self, person: LocalPerson, reply_to: str, number: int, value: JsonObject) -> JsonObject:
        """Send a pressed Action.Execute or a refresh and return the bot's answer as it is.

        A card in the answer replaces the pressed one in this person's chat, as it does in Teams.
        """
        if not self._existing(person, reply_to).has_card(number):
            raise bad_argument("There is no card of this number in the message.")
        answer = await self._bot.post(self._activities.invoke(person, reply_to, value))
        card = answer.get("value")
        if answer.get("type") == CARD and answer.get("statusCode") == _HTTP_OK and isinstance(card, dict):
            self._remember(person, reply_to, number, card)
        return answer

    def _remember(self, person: LocalPerson, message_id: str, number: int, card: JsonObject) -> None:
        # While the bot was answering, it may have edited or deleted the message as well.
        message = self.chats.find(person.key, message_id)
        if message is not None and message.has_card(number) and message.shown_card(number) != card:
            self.chats.keep(message.answer(number, card))

    async def _send(self, person: LocalPerson, sent: JsonObject, bubble: str) -> Message:
        now = self._clock()
        message = Message(
            id=self.chats.next_id(now),
            chat=person.key,
            from_bot=False,
            at=now.isoformat(),
            content={"text": bubble, "textFormat": "plain"},
            sent=sent,
        )
        self.chats.keep(message)
        await self._deliver(person, message, sent)
        return message

    async def _deliver(self, person: LocalPerson, message: Message, sent: JsonObject) -> None:
        try:
            await self._bot.post(self._activities.message(person, message.id, sent))
        except WireError:
            if not message.failed:
                self.chats.keep(message.mark(failed=True))
            raise
        if message.failed:
            self.chats.keep(message.mark(failed=False))

    # What the bot does.

    def post(self, person: LocalPerson, activity: JsonObject) -> str:
        """Put what the bot sends into the person's chat and return its id."""
        now = self._clock()
        activity_id = self.chats.next_id(now)
        if activity.get("type") == "typing":
            self.chats.typing(person.key)
        elif activity.get("type", "message") == "message":
            content = shown_content(activity)
            self.chats.keep(
                Message(id=activity_id, chat=person.key, from_bot=True, at=now.isoformat(), content=content)
            )
        return activity_id

    def edit(self, person: LocalPerson, activity_id: str, activity: JsonObject) -> None:
        """Replace a message of the bot."""
        message = self._own(person, activity_id)
        self.chats.keep(message.edit(shown_content(activity)))

    def delete(self, person: LocalPerson, activity_id: str) -> None:
        """Take a message of the bot away."""
        self.chats.keep(self._own(person, activity_id).mark(deleted=True))

    def _own(self, person: LocalPerson, activity_id: str) -> Message:
        message = self._existing(person, activity_id)
        if not message.from_bot:
            raise WireError(403, "Forbidden", "A bot can change its own messages only.")
        return message

    def _existing(self, person: LocalPerson, message_id: str) -> Message:
        message = self.chats.find(person.key, message_id)
        if message is None:
            raise WireError(404, "ActivityNotFound", "There is no such message in this chat.")
        return message
