"""Whom a question is meant for where somebody else reads the answer: the note of a return, and a message."""

from dialogs.understanding.clauses import asks, asks_what, clauses
from dialogs.understanding.intents import Intent, Sort
from dialogs.understanding.reading import Kind, Reading
from playbook.handbook import form
from playbook.requests.fields import MESSAGE_TEXT, RETURN_NOTE

READ_BY_OTHERS = frozenset({RETURN_NOTE.key, MESSAGE_TEXT.key})
# Who writes to somebody does not call the reader so.
THIRD_PERSON = frozenset({"he", "she", "him", "her"})
# A question for the reader of a message says "you" or "we": "who is Fran" is one to the bot.
_READER = frozenset({"you", "your", "we", "us", "our", "news", "update"})
_ABOUT_FIELDS = frozenset(topic.id for topic in form.TOPICS)
# Somebody is called within so many words, behind a greeting.
_GREETED, _GREETING = 3, frozenset({"hi", "hello", "hey", "dear", "sorry", "ok", "please", "and"})
# What stands behind the name of who is asked for something.
_CALLING = frozenset(
    {"please", "pls", "can", "could", "would", "will", "what", "who", "when", "where", "how", "do", "did"}
)
# Who ends with so many words that ask nothing and speak of others has told them what to do: "Please count again."
_TOLD_THEM, _MYSELF = 3, frozenset({"i", "me", "my", "we", "us", "our"})


def called(reading: Reading) -> str:
    """Return whom words begin by calling, "Tess please look at this", "@Petra what did we say"; empty for nobody."""
    if (said := reading.said.lstrip()).startswith("@"):
        return said.split()[0]
    for word in reading.words[:_GREETED]:
        one = next((person for person in reading.of(Kind.PERSON) if person.start == word.start), None)
        if one:
            behind = next((other.text for other in reading.words if other.start >= one.end), "")
            calls = reading.said[one.end : one.end + 1] in {",", ":"} or behind in _CALLING
            return one.value if calls else ""
        if word.text not in _GREETING:
            return ""
    return ""


def asks_others(key: str, reading: Reading, intent: Intent | None) -> bool:
    """Tell whether a question is meant for who reads the answer to `key`; `intent` is what it clearly is to the bot."""
    if key not in READ_BY_OTHERS or not asks(reading):
        return False
    if not THIRD_PERSON.isdisjoint(word.text for word in reading.words):
        return False
    if key == MESSAGE_TEXT.key:
        if _READER.isdisjoint(word.text for word in reading.words):
            return False
        return intent is None or intent.sort not in (Sort.TOPIC, Sort.DRAFT)
    return _tells_them(reading) or _is_for_the_note(reading, intent)


def _tells_them(reading: Reading) -> bool:
    last = clauses(reading)[-1]
    words = [word.text for word in reading.words if word.start >= last.start]
    return not last.asks and len(words) >= _TOLD_THEM and _MYSELF.isdisjoint(words)


def _is_for_the_note(reading: Reading, intent: Intent | None) -> bool:
    """Tell whether the partner is asked: for something the bot has no answer to, or whether what they filed is so."""
    words = {word.text for word in reading.words}
    if intent is None:
        return "i" not in words
    return not asks_what(reading) and "how" not in words and (intent.name == "fact" or intent.topic in _ABOUT_FIELDS)
