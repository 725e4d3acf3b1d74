"""The payload of a button, packed and unpacked in this one file.

A press carries number, revision and verb (or draft and verb), and nothing else in it is believed: whoever can
click can also send what they like.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playbook import patterns
from playbook.answers import LONGEST_SAID
from playbook.life.fields import TEXT_LIMIT
from playbook.messages import deciding
from playbook.refusals import Refusal

REFRESH = "refresh"


@dataclass(frozen=True)
class RequestPress:
    """A button of a record's card; `texts` are its inputs by detail key. `revision` None comes with a refresh."""

    number: str
    verb: str
    revision: int | None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DraftPress:
    """A button of a draft's card; `texts` are its inputs by field key."""

    draft_id: str
    slot: str
    verb: str
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WordsPress:
    """A button that says words for the person, pressed on a client that sends its data without them."""

    words: str


Press = RequestPress | DraftPress | WordsPress


def for_request(number: str, revision: int, verb: str) -> dict[str, Any]:
    """Pack a button of a record's card."""
    return {"number": number, "revision": revision, "verb": verb}


def for_refresh(number: str) -> dict[str, Any]:
    """Pack what a client sends by itself to see a record's card as its viewer may."""
    return {"number": number, "verb": REFRESH}


def for_draft(draft_id: str, slot: str, verb: str, **texts: str) -> dict[str, Any]:
    """Pack a button of a draft's card; `texts` are answers the button gives by itself."""
    return {"draft": draft_id, "slot": slot, "verb": verb, **{input_id(verb, key): text for key, text in texts.items()}}


def for_words(words: str) -> dict[str, Any]:
    """Pack a button that says words."""
    return {"verb": "say", "words": words}


def input_id(verb: str, key: str) -> str:
    """Return the id of an input: one card holds the inputs of several buttons."""
    return f"{verb}.{key}"


def unpack(value: object, verb: object = None) -> Press:
    """Return the press in an activity's value; raise Refusal when it is none of ours.

    `verb` is what an Action.Execute names outside its data. Teams may send the data of a messageBack as text.
    """
    data = _mapping(value)
    verb = data.get("verb", verb)
    if not isinstance(verb, str) or not patterns.VERB.match(verb):
        raise Refusal(deciding.CARD_NOT_READABLE)
    if "number" in data:
        return _request_press(data, verb)
    if "draft" in data:
        return _draft_press(data, verb)
    words = data.get("words")
    if verb == "say" and isinstance(words, str) and len(words) <= TEXT_LIMIT:
        return WordsPress(words)
    raise Refusal(deciding.CARD_NOT_READABLE)


def _mapping(value: object) -> Mapping[str, Any]:
    if isinstance(value, str) and len(value) <= LONGEST_SAID:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise Refusal(deciding.CARD_NOT_READABLE) from error
    if not isinstance(value, Mapping):
        raise Refusal(deciding.CARD_NOT_READABLE)
    return value


def _request_press(data: Mapping[str, Any], verb: str) -> RequestPress:
    number, revision = data["number"], data.get("revision")
    whole = isinstance(revision, int) and not isinstance(revision, bool) and 0 < revision < 10**9
    if not isinstance(number, str) or not patterns.NUMBER.match(number) or not (whole or verb == REFRESH):
        raise Refusal(deciding.CARD_NOT_READABLE)
    return RequestPress(number, verb, revision if whole else None, _texts(data, verb))


def _draft_press(data: Mapping[str, Any], verb: str) -> DraftPress:
    draft_id, slot = data["draft"], data.get("slot")
    if not (isinstance(draft_id, str) and patterns.DRAFT_ID.match(draft_id)):
        raise Refusal(deciding.CARD_NOT_READABLE)
    if not (isinstance(slot, str) and patterns.DRAFT_SLOT.match(slot)):
        raise Refusal(deciding.CARD_NOT_READABLE)
    return DraftPress(draft_id, slot, verb, _texts(data, verb))


def _texts(data: Mapping[str, Any], verb: str) -> dict[str, str]:
    prefix = input_id(verb, "")
    found = {key.removeprefix(prefix): text for key, text in data.items() if key.startswith(prefix)}
    return {
        key: str(text) for key, text in found.items() if isinstance(text, str | int) and len(str(text)) <= LONGEST_SAID
    }
