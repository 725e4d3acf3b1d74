"""The ids of rows that are found by more than one thing; see storage/archive.py."""

import json

from playbook.life.ports import Copy
from playbook.people import PersonKey


def event_id(number: str, seq: int) -> str:
    """Return the id of an event."""
    return f"{number}/{seq}"


def draft_id(owner: PersonKey, slot: str) -> str:
    """Return the id of a person's draft."""
    return json.dumps([owner, slot])


def copy_id(copy: Copy) -> str:
    """Return the id of a card in a chat."""
    return json.dumps([copy.number, copy.conversation_id, copy.activity_id])
