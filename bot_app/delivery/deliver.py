"""How one notice is delivered: a new message, a card redrawn where it stands, or an e-mail."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot_app.delivery.dossiers import Dossiers
from bot_app.delivery.mailer import Mail, Mailer, MailError, MailRefused
from bot_app.operations.redacted_traceback import redacted_traceback
from bot_app.turn.live_cards import forget_surplus
from bot_app.turn.outgoing import Outgoing, ReadDossier, Redraw, Unreachable, addressed
from bot_app.turn.pauses import Pauses, TooEarly
from bot_app.turn.replies import Replies, chat_of, is_reply
from bot_app.turn.turn_order import ConversationLocks
from bot_app.wire.sender import Ambiguous, Gone, MessageGone, Rejected, Sender, SendError
from playbook.life.records import Channel, Claimed, Notice
from playbook.people import Directory, People, PersonKey
from storage.chats import ChatDossier, Chats, ConversationReference, SentActivity

# What a notice becomes at the moment of delivery; None when there is nothing to say any more.
Composed = Outgoing | Mail
Compose = Callable[[Notice, ChatDossier[Any], Directory], Awaitable[Composed | None]]

logger = structlog.stdlib.get_logger(__name__)


class Delivery:
    """Delivers a row and ends its loan, or raises: TooEarly, SendError, MailError, or what drawing raised.

    Drawing and sending happen while the chat is held, by what was read since, so that an older card never overtakes a
    newer one.
    """

    def __init__(
        self,
        store: Chats,
        sender: Sender,
        compose: Compose,
        redraw: Redraw,
        mailer: Mailer,
        *,
        dossier: ReadDossier,
        replies: Replies,
        people: People,
        clock: Callable[[], datetime],
    ) -> None:
        """Draw by `compose` and `redraw`; None from either means that there is nothing to say any more.

        What a turn could not say is left to `replies`. Each delivery asks `people` once, and goes by that to its end.
        """
        self._store = store
        self._sender = sender
        self._compose = compose
        self._redraw = redraw
        self._mailer = mailer
        self._replies = replies
        self._clock = clock
        self._dossiers = Dossiers(dossier, people)
        self._chats = ConversationLocks()
        # By requests whose cards are being redrawn: the chats in which a message left a card meanwhile.
        self._left: dict[str, set[str]] = {}
        self._pauses = Pauses()
        self._doubtful, self._mailed = set[str](), set[str]()

    async def deliver(self, claimed: Claimed[Notice]) -> bool:
        """Deliver by the notice's channel; tell whether the person could be reached.

        Who has no chat is mailed, and the row waits for them as well: its loan is not ended.
        """
        notice, directory = claimed.task, await self._dossiers.directory()
        try:
            if is_reply(notice):
                await self._late_reply(notice, directory)
            elif notice.channel is Channel.REDRAW:
                await self._redraw_all(notice, directory)
            elif notice.channel is Channel.MAIL:
                await self._mail(notice, directory)
            else:
                await self._message(claimed, directory)
                return True
        except Unreachable:
            with contextlib.suppress(MailRefused):
                await self._mail_instead(notice, directory)
            return False
        await self._store.settle(claimed, None)
        self._forget(notice)
        return True

    def _forget(self, notice: Notice) -> None:
        """Forget what was remembered about a notice that is done with, and pauses that are over."""
        self._doubtful.discard(notice.key)
        self._mailed.discard(notice.key)
        self._pauses.forget(self._clock())

    async def give_up(self, claimed: Claimed[Notice]) -> None:
        """End the loan of a row that will not be delivered any more, and forget what was kept of it."""
        if is_reply(claimed.task):
            await self._replies.give_up(claimed.task)
        await self._store.give_up(claimed)
        self._forget(claimed.task)

    async def _late_reply(self, notice: Notice, directory: Directory) -> None:
        self._expect_no_pause(chat_of(notice))
        try:
            copy = await self._replies.deliver(notice, directory)
        except SendError as error:
            self._remember_pause(chat_of(notice), error)
            raise
        if copy:
            await self._catch_up(copy, directory)

    async def _mail(self, notice: Notice, directory: Directory) -> None:
        dossier = await self._dossiers.of(notice.number, notice.to)
        letter = await self._compose(notice, dossier, directory) if dossier else None
        if isinstance(letter, Outgoing):
            raise TypeError("a mail notice was drawn as a Teams message")
        if letter:
            await self._mailer.send(letter)

    async def _mail_instead(self, notice: Notice, directory: Directory) -> None:
        """Mail what cannot be said in Teams now, once, unless an e-mail says it anyway; raise MailError."""
        if notice.mailed or notice.key in self._mailed:
            return
        await self._mail(replace(notice, channel=Channel.MAIL), directory)
        self._mailed.add(notice.key)

    async def _message(self, claimed: Claimed[Notice], directory: Directory) -> None:
        notice = claimed.task
        dossier = await self._dossiers.of(notice.number, notice.to)
        reference = dossier.references.get(notice.to) if dossier and notice.to else None
        if dossier is None or reference is None or not reference.live:
            raise Unreachable
        async with self._chat(reference.conversation_id, notice.to, dossier) as held:
            self._expect_no_pause(reference.conversation_id)
            letter = await self._compose(notice, held, directory)
            if isinstance(letter, Mail):
                raise TypeError("a Teams notice was drawn as a mail")
            copy = await self._post(notice, letter, reference, directory) if letter else None
            current = await self._end_with(claimed, copy, held)
        if copy and not current:
            await self._catch_up(copy, directory)

    @contextlib.asynccontextmanager
    async def _chat(
        self, conversation_id: str, person: PersonKey | None, dossier: ChatDossier[Any]
    ) -> AsyncIterator[ChatDossier[Any]]:
        """Hold a chat, and lend the dossier: read again where somebody else had the chat since it was read."""
        number = dossier.record.number
        waits = self._chats.users(conversation_id) > 0
        async with self._chats.hold(conversation_id):
            outdated = waits or conversation_id in self._left.get(number, ())
            yield (outdated and await self._dossiers.of(number, person)) or dossier

    async def _end_with(self, claimed: Claimed[Notice], copy: SentActivity | None, dossier: ChatDossier[Any]) -> bool:
        """End the loan of a message; tell whether the card that it left shows its request as it is."""
        if copy is None:
            await self._store.settle(claimed, None)
            self._forget(claimed.task)
            return True
        current = await self._store.settle_with(claimed, copy)
        self._left.get(copy.number, set()).add(copy.conversation_id)
        self._forget(claimed.task)
        await forget_surplus(self._store, dossier.copies, copy)
        return current

    async def _post(
        self, notice: Notice, letter: Outgoing, reference: ConversationReference, directory: Directory
    ) -> SentActivity | None:
        """Send a new message; return the card it left in the chat, if it is one about a request."""
        sent = await self._post_at_most_twice(notice, letter, reference)
        if sent is None:
            with contextlib.suppress(MailError):
                await self._mail_instead(notice, directory)
        if letter.revision is None or not sent:
            return None
        return SentActivity(
            number=notice.number,
            conversation_id=reference.conversation_id,
            activity_id=sent,
            person=reference.person,
            service_url=reference.service_url,
            revision=letter.revision,
            text=str(letter.activity.get("text") or ""),
            unasked=True,
        )

    async def _post_at_most_twice(
        self, notice: Notice, letter: Outgoing, reference: ConversationReference
    ) -> str | None:
        """Return the message's id. One that may have arrived is sent once more; None when that may be so again."""
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
        return None

    async def _catch_up(self, copy: SentActivity, directory: Directory) -> None:
        """Redraw a card whose request went on while it was being sent: that redraw did not know it yet."""
        try:
            await self._make_current(copy, await self._dossiers.of(copy.number, copy.person), directory)
        except (SendError, TooEarly) as error:
            logger.info("card_left_behind", number=copy.number, error=redacted_traceback(error))

    async def _redraw_all(self, notice: Notice, directory: Directory) -> None:
        """Bring every card about the request up to date; one that fails does not hold up the others."""
        self._left[notice.number] = set()
        try:
            failure = await self._redraw_each(notice, directory)
        finally:
            del self._left[notice.number]
        if failure:
            raise failure

    async def _redraw_each(self, notice: Notice, directory: Directory) -> Exception | None:
        failure: Exception | None = None
        dossier = await self._dossiers.of(notice.number, None)
        for copy in dossier.copies if dossier else ():
            try:
                await self._make_current(copy, dossier, directory)
            except Rejected as error:
                logger.error("card_not_redrawn", notice=notice.key, reason=str(error))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is raised when the others are done
                failure = error
        return failure

    async def _make_current(self, copy: SentActivity, dossier: ChatDossier[Any] | None, directory: Directory) -> None:
        """Redraw a card; and again as long as its request goes on while it is on its way."""
        while dossier and not await self._redraw_one(copy, dossier, directory):
            dossier = await self._dossiers.of(copy.number, copy.person)

    async def _redraw_one(self, copy: SentActivity, dossier: ChatDossier[Any], directory: Directory) -> bool:
        """Redraw a card by what was read; tell whether it then shows its request as it is, or will not be redrawn."""
        reference = dossier.references.get(copy.person) if copy.person else None
        if reference and not reference.live:
            return True
        async with self._chat(copy.conversation_id, copy.person, dossier) as held:
            letter = await self._redraw(copy, held, directory)
            if letter is None or letter.revision is None:
                return True
            self._expect_no_pause(copy.conversation_id)
            return await self._put(letter, letter.revision, copy, reference)

    async def _put(
        self, letter: Outgoing, revision: int, copy: SentActivity, reference: ConversationReference | None
    ) -> bool:
        """Replace a card; tell whether it shows its request as it is, or will not be redrawn any more."""
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
            if not letter.last:
                return await self._store.put_copy(replace(copy, revision=revision))
            await self._store.drop_copy(copy)
        return True

    async def _mark_dead(self, used: ConversationReference) -> None:
        """Note that a chat is dead, unless the person has been seen elsewhere since."""
        if await self._store.reference(used.person) == used:
            await self._store.put_reference(replace(used, live=False))

    def _expect_no_pause(self, conversation_id: str) -> None:
        if until := self._pauses.end(conversation_id, self._clock()):
            raise TooEarly(until)

    def _remember_pause(self, conversation_id: str, error: SendError) -> None:
        if error.retry_after is not None:
            self._pauses.set(conversation_id, self._clock() + timedelta(seconds=error.retry_after))
