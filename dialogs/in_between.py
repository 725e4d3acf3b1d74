"""Questions in the middle of a question: answered, and never stored as the answer."""

from botbuilder.dialogs import DialogContext

from dialogs import colleague, draft_talk, handbook_talk, stack
from dialogs.overhearing import Hearing, clearly_meant
from dialogs.understanding.intents import Intent, Sort
from dialogs.understanding.reading import Kind as Thing
from dialogs.visit import Visit
from playbook.life.fields import Field
from playbook.life.records import Draft

_DID = frozenset({"did", "have", "said", "put", "took", "take", "gave", "wrote", "chose", "picked"})
_BRIEF, _FIND, _THAT = 7, frozenset({"find", "get", "see", "look", "where"}), frozenset({"that", "it", "this", "one"})
# What asks for all that was said.
_SO_FAR = ("so far", "until now", "up to now", "bis jetzt", "jusqu ici", "hasta ahora", "ate agora")


async def answer(dc: DialogContext, visit: Visit, heard: Hearing, field: Field | None) -> None:
    """Answer a question in between; one that is not understood is most likely about the field that is asked for."""
    intent, draft = clearly_meant(heard.meant), await stack.draft_in_hand(dc, visit)
    held = _asked_back(heard, draft) if draft else set()
    if draft and held:
        draft_talk.noted(visit, draft, draft, held)
    elif field and _points_at_it(heard):
        handbook_talk.explain(visit, field, heard.reading)
    elif field and field.key == "workload" and heard.reading.of(Thing.WORKLOAD) and not _names_topic(intent):
        handbook_talk.answer(visit, "covered", heard.reading)
    elif intent and intent.sort not in (Sort.STEP, Sort.DRAFT):
        await colleague.answer(dc, visit, heard, intent)
    elif draft and field and field.key == "seat_count" and heard.reading.of(Thing.SEATS):
        handbook_talk.answer(visit, "covered", heard.reading, draft.answers.get("workload", ""))
    elif field:
        handbook_talk.explain(visit, field, heard.reading)
    else:
        await colleague.unsure(visit, heard)


def _points_at_it(heard: Hearing) -> bool:
    """Tell whether somebody asks about what was just asked, and names nothing else: "where do I find that?"."""
    brief = len(heard.reading.words) <= _BRIEF and not heard.reading.entities
    return brief and not _FIND.isdisjoint(heard.reading.texts) and not _THAT.isdisjoint(heard.reading.texts)


def _names_topic(intent: Intent | None) -> bool:
    return intent is not None and intent.sort is Sort.TOPIC


def _asked_back(heard: Hearing, draft: Draft) -> set[str]:
    """Return the fields of the draft that somebody asks what they said of: "which region did I take?"."""
    if heard.reading.says(_SO_FAR):
        return set(draft.given)
    words = {word.text for word in heard.reading.words}
    named = {one.value for one in heard.reading.of(Thing.FIELD)}
    return named & draft.answers.keys() if "i" in words and not words.isdisjoint(_DID) else set()
