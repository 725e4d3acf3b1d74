"""One turn: who is it, what did they do, what does the house answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from http import HTTPStatus

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes

from bot_app.turn import invokes
from bot_app.turn.audit import audit, audit_limit, audit_nobody
from bot_app.turn.dialog_state import DialogStateAccessor
from bot_app.turn.group_chat import GroupChat
from bot_app.turn.invokes import CardActions, invoke_body, read_invoke
from bot_app.turn.outgoing import message
from bot_app.turn.replies import Replies
from bot_app.turn.user_rate_limit import Admission, Kind, UserRateLimit
from bot_app.wire.identity import Readers, is_personal, reference_of, said, sender_of
from cards.card_actions import REFRESH, Press, RequestPress, WordsPress, unpack
from cards.question_card import buttons_for, words_card
from cards.reader import Reader, Rendered
from dialogs.main_dialog import MainDialog
from dialogs.visit import Visit, attach
from playbook.life.ports import Conflict
from playbook.messages import helping
from playbook.messages.message import Speech
from playbook.people import Directory, People, Person, PersonKey, stranger
from playbook.refusals import Refusal
from playbook.requests.desk import Desks
from storage.chats import ConversationReference
from storage.store import DocumentStore

CARD_ACTION = "adaptiveCard/action"
INSTALLED = frozenset({"add", "add-upgrade"})
REMOVED = frozenset({"remove", "remove-upgrade"})
KNOWN, STRANGER = "known", "stranger"


@dataclass(frozen=True)
class Bot:
    """Runs the turns that the endpoint lets in."""

    store: DocumentStore
    people: People
    desks: Desks
    dialog: MainDialog
    card_actions: CardActions
    group_chat: GroupChat
    replies: Replies
    readers: Readers
    dialog_state: DialogStateAccessor
    limit: UserRateLimit
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    async def on_turn(self, context: TurnContext) -> None:
        """Answer one activity; kinds that mean nothing here are left unanswered."""
        activity = context.activity
        if activity.type == ActivityTypes.message:
            await self._on_message(context)
        elif activity.type == ActivityTypes.invoke and activity.name == CARD_ACTION:
            await self._on_press(context)
        elif activity.type in (ActivityTypes.installation_update, ActivityTypes.conversation_update):
            await self._on_install(context)

    async def _on_message(self, context: TurnContext) -> None:
        visit = await self._visit(context)
        if visit is None:
            return
        if is_personal(context.activity):
            await self._hear(context, visit)
        elif visit.stranger:
            visit.turn_away()
        else:
            await self.group_chat.hear(visit, said(context.activity))
        await self._answer(context, visit)

    async def _visit(self, context: TurnContext) -> Visit | None:
        """Return the visit of a person, known or a stranger; without an identity there is nobody to talk to."""
        admission = self._admit(context.activity, Kind.TURN)
        if admission is not Admission.YES:
            if admission is Admission.TOO_MANY:
                await self._reply(context, helping.TOO_MANY_TURNS)
            return None
        key = sender_of(context.activity)
        if key and is_personal(context.activity):
            await self._remember(context.activity, key)
        visit = await self._visit_of(context, key)
        if visit is None:
            await self._reply(context, helping.no_identity())
        return visit

    async def _visit_of(self, context: TurnContext, key: PersonKey | None, *, pressed: bool = False) -> Visit | None:
        """Return a person's visit; to the end of it people stay as they are at this moment."""
        directory = await self.people.directory()
        if key is None:
            audit_nobody()
            return None
        return self._visit_among(directory, context, key, pressed=pressed)

    def _visit_among(
        self, directory: Directory, context: TurnContext, key: PersonKey, *, pressed: bool = False
    ) -> Visit:
        person = directory.find(key) or stranger(key)
        activity, desk = context.activity, self.desks.among(directory)
        reader = self.readers.in_turn(activity, person)
        user_id = activity.from_property.id
        last_card = partial(self.store.latest_copy, activity.conversation.id)
        visit = Visit(person, reader, desk, self.clock(), user_id, self.new_id, last_card, pressed=pressed)
        attach(context, visit)
        return visit

    async def _hear(self, context: TurnContext, visit: Visit) -> None:
        activity = context.activity
        text = said(activity)
        try:
            press = unpack(activity.value) if activity.value else None
        except Refusal as refusal:
            if visit.stranger:
                visit.turn_away()
            else:
                visit.refuse(refusal)
            return
        if press and not (isinstance(press, WordsPress) and text):
            await self.card_actions.take(context, visit, press)
        elif text or visit.stranger:
            # The dialogs read the activity: they are to see what was said, without the bot's own name.
            activity.text = text
            await self.dialog.hear(context, visit, text)
        else:
            visit.say(helping.ATTACHMENT_ONLY)

    async def _answer(self, context: TurnContext, visit: Visit) -> None:
        """Send the visit's answer as one message."""
        audit(visit)
        await self._remember_stack(context, visit)
        text = visit.text
        if not text and visit.card is None:
            return
        say = self.replies.say_at_once if visit.stranger else self.replies.say
        await say(context.activity, message(text, visit.card), visit.person.key, visit.about)

    async def _remember_stack(self, context: TurnContext, visit: Visit) -> None:
        try:
            await self.dialog_state.save(context)
        except Conflict:
            visit.say_instead(helping.CROSSED)

    async def _on_press(self, context: TurnContext) -> None:
        """Answer an Action.Execute within its own turn; all else goes through the outbox."""
        activity = context.activity
        press = _press_of(activity)
        kind = Kind.REFRESH if isinstance(press, RequestPress) and press.verb == REFRESH else Kind.TURN
        if self._admit(activity, kind) is not Admission.YES:
            await self._respond_with(context, helping.TOO_MANY_TURNS)
            return
        key = sender_of(activity)
        visit = await self._visit_of(context, key, pressed=True)
        if visit is None:
            await self._respond_with(context, helping.no_identity())
            return
        if kind is Kind.REFRESH:
            await self._press(context, visit, press)
            return
        async with self.replies.outdating(activity.conversation.id):
            await self._press(context, visit, press)

    async def _press(self, context: TurnContext, visit: Visit, press: Press | Refusal) -> None:
        if not isinstance(press, Refusal):
            await self.card_actions.take(context, visit, press)
        elif visit.stranger:
            visit.turn_away()
        else:
            visit.refuse(press)
        audit(visit)
        if not isinstance(press, RequestPress):
            # A step on a record is no conversation: it moves no dialog.
            await self._remember_stack(context, visit)
        await _respond(context, invoke_body(visit))

    def _admit(self, activity: Activity, kind: Kind) -> Admission:
        """Count what a sender asks for, be they known, a stranger or without an identity."""
        key = sender_of(activity)
        admission = self.limit.admit(key or f"channel/{activity.from_property.id}", kind, self.clock())
        if admission is Admission.TOO_MANY:
            audit_limit(key)
        return admission

    async def _on_install(self, context: TurnContext) -> None:
        """Remember where a person can be reached; Teams repeats this event at any time, the welcome comes once."""
        activity = context.activity
        key = sender_of(activity)
        if key is None or not is_personal(activity) or self._admit(activity, Kind.INSTALL) is not Admission.YES:
            return
        if activity.type == ActivityTypes.installation_update and activity.action in REMOVED:
            await self._gone(key)
            return
        reference = await self._remember(activity, key)
        directory = await self.people.directory()
        person = directory.find(key)
        welcomed_as = KNOWN if person else STRANGER
        if reference.welcomed_as == welcomed_as or not _arrives(activity):
            return
        if person:
            reader = self.readers.of(person, reference)
            await self.replies.say(activity, message(*_welcome(reader, person)), key)
        else:
            visit = self._visit_among(directory, context, key)
            await self.dialog.hear(context, visit, "help")
            await self._answer(context, visit)
        await self.store.put_reference(replace(reference, welcomed_as=welcomed_as))

    async def _remember(self, activity: Activity, key: PersonKey) -> ConversationReference:
        """Keep the person's address; what waited for them becomes due the moment they appear."""
        known = await self.store.reference(key)
        reference = reference_of(activity, key, known)
        if reference != known:
            await self.store.put_reference(reference)
            await self.store.release(key, self.clock())
        return reference

    async def _reply(self, context: TurnContext, speech: Speech) -> None:
        text = self.readers.in_turn(context.activity).text(speech)
        await self.replies.say_at_once(context.activity, message(text, None))

    async def _respond_with(self, context: TurnContext, speech: Speech) -> None:
        """Answer a press by a sentence alone."""
        await _respond(context, invokes.said(self.readers.in_turn(context.activity).text(speech)))

    async def _gone(self, key: PersonKey) -> None:
        known = await self.store.reference(key)
        if known:
            await self.store.put_reference(replace(known, live=False))


def _press_of(activity: Activity) -> Press | Refusal:
    """Return what an invoke presses, or why that cannot be told."""
    try:
        return read_invoke(activity.value)
    except Refusal as refusal:
        return refusal


def _arrives(activity: Activity) -> bool:
    """Tell whether this event says that the bot was added, for the person or to the conversation."""
    if activity.type == ActivityTypes.installation_update:
        return activity.action in INSTALLED
    bot = activity.recipient.id if activity.recipient else ""
    return any(member.id == bot for member in activity.members_added or [])


def _welcome(reader: Reader, person: Person) -> tuple[Rendered, dict[str, object]]:
    return reader.text(helping.welcome(person)), words_card(reader, buttons_for(person.roles))


async def _respond(context: TurnContext, body: dict[str, object]) -> None:
    response = InvokeResponse(status=HTTPStatus.OK, body=body)
    # By way of the context, the SDK would copy the card first.
    await context.adapter.send_activities(context, [Activity(type=ActivityTypes.invoke_response, value=response)])
