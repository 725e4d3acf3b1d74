"""The few Adaptive Card elements in use, as functions that return dicts, and the input of a field of any table.

Whatever a person reads is `Rendered`, by their reader. `plain` keeps markdown in it from being read as markdown.
Sources: Adaptive Cards schema 1.5 and "Cards reference" of the Teams documentation.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from cards import card_actions
from cards.reader import Language, Reader, Rendered
from playbook import patterns
from playbook.answers import Choice
from playbook.life.fields import Field, Kind
from playbook.messages import labels
from playbook.messages.asking import EXAMPLES
from playbook.messages.message import Message, Words

Element = dict[str, Any]

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
MOST_RUNS = 20
CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"


def plain(text: Rendered) -> str:
    """Return text that a markdown renderer shows as it is."""
    if not patterns.MARKED.find(text):
        return text
    escaped = patterns.MARKDOWN.replace(text, lambda mark: f"\\{mark[0]}")
    return patterns.LIST_START.replace(escaped, r"\1\\\2")


def text(content: Rendered, **style: Any) -> Element:
    """Return a wrapped TextBlock of data."""
    return {"type": "TextBlock", "text": plain(content).replace("\n", "\n\n"), "wrap": True, **style}


def heading(content: Rendered) -> Element:
    """Return the card's title."""
    return text(content, size="Large", weight="Bolder", style="heading")


def label(content: Rendered) -> Element:
    """Return a small bold line above a block."""
    return text(content, weight="Bolder", spacing="Medium")


def note(content: Rendered) -> Element:
    """Return a quiet line."""
    return text(content, isSubtle=True, size="Small", spacing="Small")


def free_text(content: Rendered) -> Element:
    """Return a person's own words: a RichTextBlock never reads markdown."""
    # Each run costs some bytes of a card that must not grow too large: what has more lines ends in one run.
    lines = content.split("\n", MOST_RUNS - 1)
    runs = [
        {"type": "TextRun", "text": line + ("\n" if place < len(lines) - 1 else "")} for place, line in enumerate(lines)
    ]
    return {"type": "RichTextBlock", "inlines": runs}


def facts(pairs: Iterable[tuple[Rendered, Rendered]]) -> Element:
    """Return titles and values as a FactSet."""
    return {"type": "FactSet", "facts": [{"title": plain(title), "value": plain(value)} for title, value in pairs]}


def box(items: Sequence[Element], style: str = "default") -> Element:
    """Return a container; `style` is one of default, emphasis, good, attention, warning, accent."""
    return {"type": "Container", "style": style, "items": list(items), "spacing": "Medium"}


def table(header: Sequence[Rendered], rows: Iterable[Sequence[Rendered]]) -> Element:
    """Return lines of equal columns, with a bold first line."""
    lines = [_line(header, bold=True), *(_line(row, bold=False) for row in rows)]
    return {"type": "Container", "items": lines, "spacing": "Small"}


def _line(cells: Sequence[Rendered], *, bold: bool) -> Element:
    style = {"weight": "Bolder"} if bold else {}
    columns = [{"type": "Column", "width": "stretch", "items": [text(cell, **style)]} for cell in cells]
    return {"type": "ColumnSet", "columns": columns, "spacing": "Small"}


def choices_input(
    input_id: str, title: Rendered, choices: Iterable[tuple[Rendered, str]], value: str = "", **more: Any
) -> Element:
    """Return a list to select from, of titles and values; `isMultiSelect` may be given, and what `required` returns."""
    listed = [{"title": shown, "value": choice} for shown, choice in choices]
    more.setdefault("style", "compact")
    return _input("Input.ChoiceSet", input_id, title, value, choices=listed, **more)


def text_input(
    input_id: str, title: Rendered, value: str = "", *, limit: int, long: bool = False, **more: Any
) -> Element:
    """Return a box to type in; `limit` counts characters. What `required` returns may be given."""
    return _input("Input.Text", input_id, title, value, isMultiline=long, maxLength=limit, **more)


def required(complaint: Rendered) -> dict[str, Any]:
    """Return what makes an input one that has to be filled in: the client says `complaint` when it is not."""
    return {"isRequired": True, "errorMessage": complaint}


def _input(kind: str, input_id: str, title: Rendered, value: str, **more: Any) -> Element:
    element = {"type": kind, "id": input_id, "label": title, **more}
    if value:
        element["value"] = value
    return element


def execute(title: Rendered, data: Mapping[str, Any], **more: Any) -> Element:
    """Return an Action.Execute with the Action.Submit fallback older clients need."""
    submit = {"type": "Action.Submit", "title": title, "data": dict(data)}
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": data["verb"],
        "data": dict(data),
        "fallback": submit,
        **more,
    }


def say(title: Rendered, words: str, data: Mapping[str, Any] | None = None) -> Element:
    """Return a button that says words for the person, visible in the chat.

    `data` is its payload where it is about a draft; without it, the words are.
    """
    payload = dict(data or card_actions.for_words(words))
    teams = {"type": "messageBack", "displayText": words, "text": words, "value": payload}
    return {"type": "Action.Submit", "title": title, "data": {**payload, "msteams": teams}}


def open_url(title: Rendered, url: str) -> Element:
    """Return a link out of Teams."""
    return {"type": "Action.OpenUrl", "title": title, "url": url}


def folded(title: Rendered, element_id: str, items: Sequence[Element]) -> list[Element]:
    """Return a button and, hidden until it is pressed, what it unfolds in place."""
    toggle = {"type": "Action.ToggleVisibility", "title": title, "targetElements": [element_id]}
    hidden = {"type": "Container", "id": element_id, "isVisible": False, "items": list(items)}
    return [buttons([toggle]), hidden]


def buttons(actions: Sequence[Element]) -> Element:
    """Return buttons inside the card's body."""
    return {"type": "ActionSet", "actions": list(actions), "spacing": "Medium"}


def show_card(title: Rendered, body: Sequence[Element], actions: Sequence[Element]) -> Element:
    """Return a button that unfolds more of the card."""
    return {
        "type": "Action.ShowCard",
        "title": title,
        "card": {"type": "AdaptiveCard", "body": list(body), "actions": list(actions)},
    }


def card(body: Sequence[Element], actions: Sequence[Element] = (), refresh: Element | None = None) -> Element:
    """Return a whole card."""
    drawn: Element = {"$schema": SCHEMA, "type": "AdaptiveCard", "version": VERSION, "body": list(body)}
    if actions:
        drawn["actions"] = list(actions)
    if refresh:
        drawn["refresh"] = refresh
    return drawn


def with_note(drawn: Element, sentence: Rendered) -> Element:
    """Return the card with a sentence on top: why it now looks the way it does."""
    if not sentence:
        return drawn
    return {**drawn, "body": [box([text(sentence)], "emphasis"), *drawn["body"]]}


def field_input(
    reader: Reader, verb: str, field: Field, choices: Sequence[Choice], value: str = "", *, must: bool
) -> Element:
    """Return the input of a field; `value` is what it holds already. `must`: it has to be filled in, if it is asked."""
    more: dict[str, Any] = (
        required(reader.text(labels.please_fill_in(field.title))) if must and not field.optional else {}
    )
    name, title = card_actions.input_id(verb, field.key), reader.text(field.title)
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        if field.kind is Kind.CHOICES:
            more["isMultiSelect"] = True
        more["placeholder"] = reader.text(labels.SELECT)
        return choices_input(name, title, shown(reader, choices), value, **more)
    if field.kind in EXAMPLES:
        more["placeholder"] = reader.text(EXAMPLES[field.kind])
    long = field.kind is Kind.TEXT
    return text_input(name, title, value, limit=field.limit, long=long, **more)


def shown(reader: Reader, choices: Sequence[Choice]) -> list[tuple[Rendered, str]]:
    """Return titles and values of choices, as a list to select from takes them."""
    return [(_title(reader.language, choice.title), choice.value) for choice in choices]


@lru_cache(maxsize=4096)
def _title(language: Language, title: Message | Words) -> Rendered:
    """Return what stands in a list: it is the same for everybody, and a list may be long."""
    return Reader(language).text(title)
