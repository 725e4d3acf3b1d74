"""The cards of a draft: a question's choices, the form, and the review before submit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards import card_actions, elements
from cards.elements import Element
from cards.inputs import field_input
from cards.question_card import MOST_BUTTONS
from playbook.answers import Choice
from playbook.life.fields import Field, Kind
from playbook.life.records import NEW, Draft
from playbook.people import Person
from playbook.requests.drafts import may_change
from playbook.requests.fields import FIELDS, applicable
from playbook.requests.lists import Lists
from playbook.requests.record import Ruling
from playbook.wording import labels, routing


@dataclass(frozen=True)
class Question:
    """One question as a card: its choices, what it holds already, and what may stand beside it.

    `boxed` draws a box to type in where there is no list: a pressed card is answered by a card.
    """

    field: Field
    choices: Sequence[Choice]
    value: str = ""
    boxed: bool = False
    link: str = ""


def question_card(draft: Draft, question: Question) -> Element:
    """Return the choices of a question as buttons, or as a list where they are many; typing works as well."""
    actions: list[Element] = []
    body: list[Element] = []
    if 0 < len(question.choices) <= MOST_BUTTONS:
        actions = [_answer_button(draft, question.field, choice) for choice in question.choices]
    elif question.choices or question.boxed:
        body = [field_input("answer", question.field, question.choices, question.value, required=True)]
        actions = [elements.execute(labels.OK, _data(draft, "answer"))]
    if question.link:
        actions.append(elements.open_url(labels.GUIDANCE, question.link))
    if not draft.given:
        actions.append(elements.say(labels.FORM_INSTEAD, "form", _data(draft, "form")))
    if not body and not actions:
        return {}
    return elements.card(body, actions)


def _answer_button(draft: Draft, field: Field, choice: Choice) -> Element:
    data = _data(draft, "answer", **{field.key: choice.value})
    return elements.say(choice.title, choice.title, data)


def form_card(
    draft: Draft,
    ruling: Ruling | None,
    lists: Lists,
    person: Person,
    *,
    shown: Mapping[str, str],
    problems: Mapping[str, str],
) -> Element:
    """Return every field at once, filled with what is `shown`, and what was wrong said beside it."""
    body: list[Element] = [elements.heading(labels.FORM)]
    sure = {field.key for field in applicable(draft.answers, ruling)}
    for field in FIELDS:
        if may_change(draft, field) and (not draft.only or field.key in draft.only or field.key in sure):
            choices = lists.options(field, person)
            box = field_input("fill", field, choices, shown.get(field.key, ""), required=False)
            body.append(box if field.key in sure else {**box, "label": labels.where_it_applies(field.title)})
            body.extend([elements.text(problems[field.key], color="Attention")] if field.key in problems else [])
    return elements.card(body, [elements.execute(labels.REVIEW, _data(draft, "fill"))])


def review_card(draft: Draft, ruling: Ruling, lists: Lists, warning: str) -> Element:
    """Return everything that will be filed, each field editable, with the pre-check beside it."""
    fields = [field for field in applicable(draft.answers, ruling) if field.key in draft.answers]
    long = [field for field in fields if field.kind is Kind.TEXT]
    short = {field.key: draft.answers[field.key] for field in fields if field not in long}
    verdict = routing.verdict(ruling, lists.catalogue.title(draft.answers["workload"]))
    what = labels.REVIEW if draft.slot == NEW else labels.review_of(draft.slot)
    body = [elements.heading(what), elements.facts(lists.facts(short))]
    for field in long:
        body += [elements.label(field.title), elements.free_text(draft.answers[field.key])]
    body.append(elements.box([elements.text(verdict)], "emphasis"))
    if warning:
        body.append(elements.box([elements.text(warning)], "warning"))
    body.append(elements.note(routing.SCOPE))
    guidance = [elements.open_url(labels.GUIDANCE, ruling.link)] if ruling.link else []
    return elements.card(body, [*_review_actions(draft, fields), *guidance])


def _review_actions(draft: Draft, fields: Sequence[Field]) -> list[Element]:
    editable = [Choice(one.key, one.title) for one in fields if may_change(draft, one)]
    pick = elements.choices_input(card_actions.input_id("change", "field"), labels.FIELD, editable, isRequired=True)
    change = elements.execute(labels.CHANGE, _data(draft, "change"))
    return [
        elements.execute(labels.SUBMIT, _data(draft, "submit"), style="positive"),
        elements.show_card(labels.CHANGE_AN_ANSWER, [pick], [change]),
        elements.execute(labels.EDIT_IN_FORM, _data(draft, "form"), associatedInputs="none"),
        elements.execute(labels.STOP, _data(draft, "stop"), associatedInputs="none"),
    ]


def done_card(words: str, title: str) -> Element:
    """Return what is left of a draft's card once it is filed or put aside: one way on."""
    return elements.card([], [elements.say(title, words, card_actions.for_words(words))])


def _data(draft: Draft, verb: str, **texts: str) -> Element:
    return card_actions.for_draft(draft.id, draft.slot, verb, **texts)
