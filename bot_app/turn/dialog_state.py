"""What the SDK remembers of a conversation, as plain JSON in our store.

BotState would pickle to compare and let the last writer win. The stack of dialogs needs two classes only, and
everything the dialogs put on it is plain, so one small codec does.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from botbuilder.core import StatePropertyAccessor, TurnContext
from botbuilder.dialogs import DialogState, WaterfallDialog
from botbuilder.dialogs.dialog_instance import DialogInstance

from storage.chats import Chats

_LOADED = "dialog memory"
_STORED = "dialog memory as stored"
_TAG = "dialog memory's e_tag"
# The SDK names each waterfall that begins by this machine's address and the time, and wants that name back. Only
# telemetry reads it, which this bot has none of.
_FOR_TELEMETRY = WaterfallDialog.PersistedInstanceId


class DialogStateAccessor(StatePropertyAccessor):
    """The stack of dialogs of the turn's conversation, read on first use and written when a turn moved it."""

    def __init__(self, store: Chats) -> None:
        """Keep stacks in this store."""
        self._store = store

    async def get(
        self, turn_context: TurnContext, default_value_or_factory: Callable[[], DialogState] | DialogState | None = None
    ) -> DialogState:
        """Return the stack, an empty one for a conversation without."""
        del default_value_or_factory
        state = turn_context.turn_state.get(_LOADED)
        if not isinstance(state, DialogState):
            key = _key(turn_context)
            stored = (await self._store.read_state([key])).get(key, {})
            # Dialogs change the stack in place, so what was stored is kept apart from it.
            state = decode(deepcopy(stored))
            turn_context.turn_state[_STORED] = {"stack": stored.get("stack", [])}
            turn_context.turn_state[_TAG] = stored.get("e_tag")
            turn_context.turn_state[_LOADED] = state
        return state

    async def set(self, turn_context: TurnContext, value: DialogState) -> None:
        """Replace the stack for the rest of the turn."""
        turn_context.turn_state[_LOADED] = value

    async def delete(self, turn_context: TurnContext) -> None:
        """Forget the stack."""
        await self.set(turn_context, DialogState([]))

    async def save(self, turn_context: TurnContext) -> None:
        """Write the stack if this turn moved it.

        Raise Conflict when another turn of the conversation has moved it since: turns run one after another, but a
        replica that stood still for longer than its lease may find that somebody went on without it.
        """
        state = turn_context.turn_state.get(_LOADED)
        if isinstance(state, DialogState) and encode(state) != turn_context.turn_state.get(_STORED):
            tag = turn_context.turn_state.get(_TAG)
            await self._store.write_state({_key(turn_context): {**encode(state), "e_tag": tag}})


def _key(turn_context: TurnContext) -> str:
    return f"dialogs/{turn_context.activity.conversation.id}"


def encode(state: DialogState) -> dict[str, object]:
    """Return the stack as plain JSON."""
    return {"stack": [{"id": one.id, "state": _kept(one.state)} for one in state.dialog_stack]}


def _kept(state: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in state.items() if name != _FOR_TELEMETRY}


def decode(stored: Mapping[str, object]) -> DialogState:
    """Return the stack that was encoded."""
    rows = stored.get("stack", [])
    return DialogState([_instance(row) for row in rows] if isinstance(rows, list) else [])


def _instance(row: Mapping[str, Any]) -> DialogInstance:
    instance = DialogInstance()
    instance.id = row["id"]
    instance.state = {**row["state"], _FOR_TELEMETRY: ""}
    return instance
