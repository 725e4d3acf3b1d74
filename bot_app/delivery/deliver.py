"""How one notice is delivered: a new message, a card redrawn where it stands, or an e-mail."""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot_app.delivery.mailer import Mail, Mailer, MailError
from bot_app.operations.redacted_traceback import redacted_traceback
from bot_app.turn.live_cards import remember
from bot_app.turn.outgoing import Outgoing, Redraw, addressed
from bot_app.turn.pauses import Pauses, TooEarly
from bot_app.turn.replies import Replies, chat_of, is_reply
from bot_app.wire.conversation_locks import ConversationLocks
from bot_app.wire.sender import Ambiguous, Gone, MessageGone, Rejected, Sender, SendError
from playbook.life.ports import Copy, Reference, Store
from playbook.life.records import Channel, Notice

# What a notice becomes at the moment of delivery; None when there is nothing to say any more.
Composed = Outgoing | Mail
Compose = Callable[[Notice], Awaitable[Composed | None]]

logger = structlog.stdlib.get_logger(__name__)


class Unreachable(Exception):
    """There is no live personal chat with the person."""


class Delivery:
    """Delivers a notice once, or raises: Unreachable, TooEarly, SendError, MailError, or what drawing raised.

    Drawing and sending happen while the chat is held, so that an older card never overtakes a newer one.
    """

    def __init__(
        self,
        store: Store,
        sender: Sender,
        compose: Compose,
        redraw: Redraw,
        mailer: Mailer,
        *,
        replies: Replies,
        clock: Callable[[], datetime],
    ) -> None:
        """Draw by `compose` and `redraw`; None from either means that there is nothing to say any more.

        What a turn could not say is left to `replies`.
        """
        self._store = store
        self._sender = sender
        self._compose = compose
        self._redraw = redraw
        self._mailer = mailer
        self._replies = replies
        self._clock = clock
        self._chats = ConversationLocks()
        self._pauses = Pauses()
        self._doubtful: set[str] = set()
        self._mailed: set[str] = set()

    async def deliver(self, notice: Notice) -> None:
        """Deliver by the notice's channel."""
        if is_reply(notice):
            await self._late_reply(notice)
        elif notice.channel is Channel.TEAMS:
            await self._message(notice)
        elif notice.channel is Channel.REDRAW:
            await self._redraw_all(notice)
        else:
            await self._mail(notice)

    def forget(self, notice: Notice) -> None:
        """Forget what was remembered about a notice that is done with, and pauses that are over."""
        self._doubtful.discard(notice.key)
        self._mailed.discard(notice.key)
        self._pauses.forget(self._clock())

    async def give_up(self, notice: Notice) -> None:
        """Forget what was kept of a notice that will not be delivered any more."""
        if is_reply(notice):
            await self._replies.give_up(notice)

    async def _late_reply(self, notice: Notice) -> None:
        self._expect_no_pause(chat_of(notice))
        try:
            copy = await self._replies.deliver(notice)
        except SendError as error:
            self._remember_pause(chat_of(notice), error)
            raise
        if copy:
            await self._catch_up(notice, copy)

    async def _mail(self, notice: Notice) -> None:
        letter = await self._compose(notice)
        if isinstance(letter, Outgoing):
            raise TypeError("a mail notice was drawn as a Teams message")
        if letter:
            await self._mailer.send(letter)

    async def mail_instead(self, notice: Notice) -> None:
        """Mail what cannot be said in Teams now, once, unless an e-mail says it anyway; raise MailError."""
        if notice.mailed or notice.key in self._mailed:
            return
        await self._mail(replace(notice, channel=Channel.MAIL))
        self._mailed.add(notice.key)

    async def _message(self, notice: Notice) -> None:
        reference = await self._store.reference(notice.to) if notice.to else None
        if reference is None or not reference.live:
            raise Unreachable
        async with self._chats.hold(reference.conversation_id):
            self._expect_no_pause(reference.conversation_id)
            letter = await self._compose(notice)
            if isinstance(letter, Mail):
                raise TypeError("a Teams notice was drawn as a mail")
            copy = await self._post(notice, letter, reference) if letter else None
        if copy:
            await self._catch_up(notice, copy)

    async def _post(self, notice: Notice, letter: Outgoing, reference: Reference) -> Copy | None:
        """Send a new message; return the card it left in the chat, if it is one about a request."""
        sent = await self._post_at_most_twice(notice, letter, reference)
        if letter.revision is None or not sent:
            return None
        copy = Copy(
            number=notice.number,
            conversation_id=reference.conversation_id,
            activity_id=sent,
            person=reference.person,
            service_url=reference.service_url,
            revision=letter.revision,
            text=str(letter.activity.get("text") or ""),
        )
        await remember(self._store, copy)
        return copy

    async def _post_at_most_twice(self, notice: Notice, letter: Outgoing, reference: Reference) -> str:
        """Return the message's id. One that may have arrived is sent once more, then mailed if it can be."""
        activity = addressed(letter.activity, reference)
        try:
            return await self._sender.send(
                reference.service_url, reference.conversation_id, activity, tenant=reference.tenant_id
            )
        except Gone as error:
            await self._mark_dead(reference)
            raise Unreachable from error
        except SendError as error:
            self._remember_pause(reference.conversation_id, error)
            if not isinstance(error, Ambiguous):
                raise
            if notice.key not in self._doubtful:
                self._doubtful.add(notice.key)
                raise
        logger.warning("notice_in_doubt_not_sent_again", notice=notice.key)
        with contextlib.suppress(MailError):
            await self.mail_instead(notice)
        return ""

    async def _catch_up(self, notice: Notice, copy: Copy) -> None:
        """Redraw a card whose request went on while it was being sent: that redraw did not know it yet."""
        try:
            await self._redraw_one(copy)
        except (SendError, TooEarly) as error:
            logger.info("card_left_behind", notice=notice.key, error=redacted_traceback(error))

    async def _redraw_all(self, notice: Notice) -> None:
        """Bring every card about the request up to date; one that fails does not hold up the others."""
        failure: Exception | None = None
        for copy in await self._store.copies(notice.number):
            try:
                await self._redraw_one(copy)
            except Rejected as error:
                logger.error("card_not_redrawn", notice=notice.key, reason=str(error))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is raised when the others are done
                failure = error
        if failure:
            raise failure

    async def _redraw_one(self, copy: Copy) -> None:
        reference = await self._store.reference(copy.person) if copy.person else None
        if reference and not reference.live:
            return
        async with self._chats.hold(copy.conversation_id):
            letter = await self._redraw(copy)
            if letter is None or letter.revision is None:
                return
            self._expect_no_pause(copy.conversation_id)
            await self._put(letter, letter.revision, copy, reference)

    async def _put(self, letter: Outgoing, revision: int, copy: Copy, reference: Reference | None) -> None:
        if reference and reference.conversation_id == copy.conversation_id:
            # The latest service URL is the one to use: Teams moves chats between its hosts.
            copy = replace(copy, service_url=reference.service_url)
            activity = addressed(letter.activity, reference)
        else:
            activity = {"type": "message", "conversation": {"id": copy.conversation_id}, **letter.activity}
        activity["id"] = copy.activity_id
        try:
            tenant = reference.tenant_id if reference else ""
            await self._sender.update(copy.service_url, copy.conversation_id, copy.activity_id, activity, tenant)
        except MessageGone:
            await self._store.drop_copy(copy)
        except Gone:
            # Nothing is owed here: when the person comes back, a press on the card shows it as it then is.
            if reference:
                await self._mark_dead(reference)
        except SendError as error:
            self._remember_pause(copy.conversation_id, error)
            raise
        else:
            keep_or_drop = self._store.drop_copy if letter.last else self._store.put_copy
            await keep_or_drop(replace(copy, revision=revision))

    async def _mark_dead(self, used: Reference) -> None:
        """Note that a chat is dead, unless the person has been seen elsewhere since."""
        if await self._store.reference(used.person) == used:
            await self._store.put_reference(replace(used, live=False))

    def _expect_no_pause(self, conversation_id: str) -> None:
        if until := self._pauses.end(conversation_id, self._clock()):
            raise TooEarly(until)

    def _remember_pause(self, conversation_id: str, error: SendError) -> None:
        if error.retry_after is not None:
            self._pauses.set(conversation_id, self._clock() + timedelta(seconds=error.retry_after))
