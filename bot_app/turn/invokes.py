"""Buttons: an Action.Execute waits for a card, its Action.Submit fallback is answered by a message."""

from collections.abc import Mapping
from typing import Any

from botbuilder.core import TurnContext

from cards import card_actions
from cards.card_actions import DraftPress, Press, RequestPress
from cards.elements import CONTENT_TYPE, card, with_note
from cards.reader import Reader, Rendered
from dialogs.faces import Faces
from dialogs.main_dialog import MainDialog
from dialogs.visit import Visit
from playbook.messages import deciding
from playbook.refusals import Refusal

MESSAGE = "application/vnd.microsoft.activity.message"


class CardActions:
    """Takes what a button carries; only its number, revision and verb count, and who sent it."""

    def __init__(self, dialog: MainDialog, faces: Faces) -> None:
        """Keep who hears words and speaks about drafts, and whose cards the others are."""
        self._dialog = dialog
        self._faces = faces

    async def take(self, context: TurnContext, visit: Visit, press: Press) -> None:
        """Do what a press asks for, and answer through the visit."""
        if isinstance(press, DraftPress):
            await self._dialog.press(context, visit, press)
        elif isinstance(press, RequestPress):
            await self._on_record(visit, press)
        else:
            await self._dialog.hear(context, visit, press.words)

    async def _on_record(self, visit: Visit, press: RequestPress) -> None:
        try:
            face = self._faces.of(press.number)
            if visit.stranger and not face.open_to_strangers:
                visit.turn_away()
                return
            await face.press(visit, press)
        except Refusal as refusal:
            visit.refuse(refusal)


def read_invoke(value: object) -> Press:
    """Return the press of an Action.Execute invoke; raise Refusal when it is none of ours."""
    action = value.get("action") if isinstance(value, Mapping) else None
    if not isinstance(action, Mapping) or action.get("type") != "Action.Execute":
        raise Refusal(deciding.CARD_NOT_READABLE)
    return card_actions.unpack(action.get("data"), action.get("verb"))


def invoke_body(visit: Visit) -> dict[str, Any]:
    """Return what an Action.Execute is answered with: the card as it now is, or a sentence."""
    if visit.card is None:
        return said(visit.text or visit.reader.text(deciding.CARD_NOT_READABLE))
    drawn = with_note(visit.card, visit.text)
    return {"statusCode": 200, "type": CONTENT_TYPE, "value": drawn}


def said(text: Rendered) -> dict[str, Any]:
    """Return an answer to an Action.Execute that is a sentence."""
    return {"statusCode": 200, "type": MESSAGE, "value": text}


def empty_card(reader: Reader) -> dict[str, Any]:
    """Return the card of a request the viewer may no longer see."""
    return with_note(card([]), reader.text(deciding.NO_LONGER_YOURS))
