"""Whether the last words of a full command leave it open: of any life, by the details its step asks for."""

from typing import Any

from dialogs.details_dialog import NONE
from dialogs.faces import Face
from dialogs.phrases import without_courtesies
from dialogs.understanding.addressed import READ_BY_OTHERS
from dialogs.understanding.evidence import plans
from dialogs.understanding.reasons import explains_nothing
from dialogs.understanding.second_thoughts import holds_back, takes_back
from dialogs.understanding.words import tokens
from playbook.life.fields import Kind
from playbook.life.lifecycle import Transition
from playbook.messages import hearing
from playbook.refusals import Refusal

# So many words tell a story.
_STORY = 8


def leaves_open(row: Transition[Any, Any], behind: str) -> bool:
    """Tell whether a step is left open by what stands behind it; what somebody else reads may well ask, or say no."""
    said = (behind if row.asks and row.asks[0].kind is Kind.TEXT else behind.partition(":")[2]).strip()
    wants_words = any(field.kind is Kind.TEXT for field in row.asks) and bool(without_courtesies(said))
    empty = wants_words and said.casefold() not in NONE and explains_nothing(said)
    # Behind a colon stands what shall be said: a story there may hold a plan, and what ends one's own request any.
    own = all(field.optional for field in row.asks)
    exempt = ":" in behind and (own or len(said.split()) >= _STORY)
    planned = wants_words and not exempt and plans([token.text for token in tokens(said) if token.is_word])
    return empty or (planned and not for_others(row)) or (takes_back if for_others(row) else holds_back)(behind)


def for_others(row: Transition[Any, Any]) -> bool:
    """Tell whether what is said behind a step is read by others, so that it may hold anything."""
    return any(field.key in READ_BY_OTHERS for field in row.asks)


def refuse_left_open(face: Face[Any], command: str, behind: str) -> None:
    """Raise Refusal for a command that its own last words leave open, of a life whose steps are not put."""
    if leaves_open(face.life.table.row(face.command(command)), behind):
        raise Refusal(hearing.LEFT_OPEN)
