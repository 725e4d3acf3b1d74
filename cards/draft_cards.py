"""The cards of a draft: a question's choices, the form, and the review before submit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards import card_actions, elements
from cards.elements import Element, field_input, shown
from cards.question_card import MOST_BUTTONS
from cards.reader import Reader
from playbook.answers import Choice
from playbook.life.fields import Field, Kind
from playbook.life.records import NEW, Draft
from playbook.messages import labels, routing, telling
from playbook.messages.message import Message, Speech, Words
from playbook.people import Person
from playbook.requests.drafts import may_change
from playbook.requests.fields import FIELDS, NO_LANGUAGE, applicable
from playbook.requests.lists import Lists
from playbook.requests.record import Ruling


@dataclass(frozen=True)
class Question:
    """One question as a card: its choices, what it holds already, and what may stand beside it.

    `boxed` draws a box to type in where there is no list: a pressed card is answered by a card. `instead` are fields
    that may be changed rather than this one answered, `offers` what earlier requests hold.
    """

    field: Field
    choices: Sequence[Choice]
    value: str = ""
    boxed: bool = False
    link: str = ""
    instead: Sequence[Field] = ()
    offers: Sequence[Choice] = ()


def question_card(reader: Reader, draft: Draft, question: Question) -> Element:
    """Return the choices of a question as buttons, or as a list where they are many; typing works as well."""
    actions: list[Element] = []
    ok: list[Element] = []
    body: list[Element] = []
    if 0 < len(question.choices) <= MOST_BUTTONS:
        actions = [_answer_button(reader, draft, question.field, choice) for choice in question.choices]
    elif question.choices or question.boxed:
        body = [field_input(reader, "answer", question.field, question.choices, question.value, must=True)]
        ok = [elements.execute(reader.text(labels.OK), _data(draft, "answer"))]
        none = [one for one in question.choices if one.value == NO_LANGUAGE]
        actions = [_answer_button(reader, draft, question.field, one) for one in none]
    actions = [*(_offer_button(reader, draft, question.field, one) for one in question.offers), *actions]
    actions += [
        elements.execute(reader.text(labels.change(one.title)), _data(draft, "change", field=one.key))
        for one in question.instead
    ]
    if question.field.optional:
        skipped = _data(draft, "answer", **{question.field.key: ""})
        actions.append(elements.say(reader.text(labels.SKIP), "skip", skipped))
    if question.link:
        actions.append(elements.open_url(reader.text(labels.GUIDANCE), question.link))
    if not draft.given:
        actions.append(elements.say(reader.text(labels.FORM_INSTEAD), "form", _data(draft, "form")))
    if not body and not actions:
        return {}
    return elements.card(body, [*ok, *map(_without_inputs, actions)] if body else actions)


def _without_inputs(action: Element) -> Element:
    """Return a button that stands beside an input and does not wait for it to be filled."""
    sends = action["type"] in ("Action.Submit", "Action.Execute")
    return {**action, "associatedInputs": "none"} if sends else action


def _answer_button(reader: Reader, draft: Draft, field: Field, choice: Choice) -> Element:
    data = _data(draft, "answer", **{field.key: choice.value})
    return elements.say(reader.text(choice.title), choice.name, data)


def _offer_button(reader: Reader, draft: Draft, field: Field, offer: Choice) -> Element:
    data = _data(draft, "answer", **{field.key: offer.value})
    return elements.say(reader.text(offer.title), offer.value, data)


def form_card(
    reader: Reader,
    draft: Draft,
    ruling: Ruling | None,
    lists: Lists,
    person: Person,
    *,
    held: Mapping[str, str],
    problems: Mapping[str, Speech],
) -> Element:
    """Return every field at once, filled with what it `held`, and what was wrong said beside it."""
    body: list[Element] = [elements.heading(reader.text(labels.FORM))]
    sure = {field.key for field in applicable(draft.answers, ruling)}
    for field in FIELDS:
        if may_change(draft, field) and (not draft.only or field.key in draft.only or field.key in sure):
            choices = lists.options(field, person)
            box = field_input(reader, "fill", field, choices, held.get(field.key, ""), must=False)
            label = reader.text(labels.where_it_applies(field.title))
            body.append(box if field.key in sure else {**box, "label": label})
            if field.key in problems:
                body.append(elements.text(reader.text(problems[field.key]), color="Attention"))
    return elements.card(body, [elements.execute(reader.text(labels.REVIEW), _data(draft, "fill"))])


@dataclass(frozen=True)
class Review:
    """What stands beside the answers at the review: the pre-check, a warning, and what is still open (G35).

    `ruling` is None while what decides it is open.
    """

    ruling: Ruling | None
    lists: Lists
    warning: Message | None
    still_open: Sequence[Field]


def review_card(reader: Reader, draft: Draft, review: Review) -> Element:
    """Return everything that will be filed, each field editable, with the pre-check beside it."""
    fields = [field for field in applicable(draft.answers, review.ruling) if draft.answers.get(field.key)]
    long = [field for field in fields if field.kind is Kind.TEXT]
    short = {field.key: draft.answers[field.key] for field in fields if field not in long}
    what = labels.REVIEW if draft.slot == NEW else labels.review_of(draft.slot)
    body = [elements.heading(reader.text(what)), elements.facts(reader.pairs(review.lists.facts(short)))]
    for field in long:
        said = reader.text(Words(draft.answers[field.key]))
        body += [elements.label(reader.text(field.title)), elements.free_text(said)]
    body += [*_beside(reader, draft, review), elements.note(reader.text(routing.SCOPE))]
    link = review.ruling.link if review.ruling else ""
    guidance = [elements.open_url(reader.text(labels.GUIDANCE), link)] if link else []
    return elements.card(body, [*_review_actions(reader, draft, review), *guidance])


def _beside(reader: Reader, draft: Draft, review: Review) -> list[Element]:
    """What the tables say, and what to mind before it is submitted."""
    still_open = telling.still_open([one.title for one in review.still_open]) if review.still_open else None
    warnings = [one for one in (review.warning, still_open) if one]
    body = []
    if review.ruling:
        verdict = routing.verdict(review.ruling, review.lists.catalogue.title(draft.answers["workload"]))
        body.append(elements.box([elements.text(reader.text(verdict))], "emphasis"))
    return [*body, *(elements.box([elements.text(reader.text(one))], "warning") for one in warnings)]


def _review_actions(reader: Reader, draft: Draft, review: Review) -> list[Element]:
    asked = applicable(draft.answers, review.ruling)
    editable = [Choice(one.key, one.title) for one in asked if may_change(draft, one)]
    pick = elements.choices_input(
        card_actions.input_id("change", "field"),
        reader.text(labels.FIELD),
        shown(reader, editable),
        **elements.required(reader.text(labels.please_fill_in(labels.FIELD))),
    )
    change = elements.execute(reader.text(labels.CHANGE), _data(draft, "change"))
    return [
        elements.execute(reader.text(labels.SUBMIT), _data(draft, "submit"), style="positive"),
        elements.show_card(reader.text(labels.CHANGE_AN_ANSWER), [pick], [change]),
        elements.execute(reader.text(labels.EDIT_IN_FORM), _data(draft, "form"), associatedInputs="none"),
        elements.execute(reader.text(labels.STOP), _data(draft, "stop"), associatedInputs="none"),
    ]


def done_card(reader: Reader, words: str, title: Message) -> Element:
    """Return what is left of a draft's card once it is filed or put aside: one way on."""
    return elements.card([], [elements.say(reader.text(title), words)])


def _data(draft: Draft, verb: str, **texts: str) -> Element:
    return card_actions.for_draft(draft.id, draft.slot, verb, **texts)
