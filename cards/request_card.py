"""The card of a request, as one viewer sees it: the state for everybody, details and buttons for who may (R71)."""

from collections.abc import Sequence
from datetime import datetime

from cards import elements
from cards.elements import Element
from cards.reader import Reader, Rendered
from cards.step_buttons import StepButtons, Unfinished, refresh
from playbook.life.fields import Field, Kind
from playbook.messages import labels, routing, telling
from playbook.messages.deciding import STATES
from playbook.messages.message import Listed, Message, Text, Words, differing, shortened
from playbook.requests.desk import View
from playbook.requests.fields import FIELD, FIELDS, FIRST_CONTACT, in_words
from playbook.requests.histories import changes_in
from playbook.requests.leaving import says_nothing_yet
from playbook.requests.lists import Lists
from playbook.requests.record import Party, Request, State, Verdict
from playbook.requests.table import FINAL, REFILED, Row

MOST_HISTORY = 6
MOST_OF_A_LINE = 120
_IN_WORDS = tuple(filter(in_words, FIELDS))
_TO_DECIDE = frozenset({State.SUBMITTED, State.TRIAGED})
_EXPLAINED = frozenset({State.RETURNED, State.DENIED})
_STYLES = {
    State.RETURNED: "warning",
    State.DENIED: "attention",
    State.WITHDRAWN: "attention",
    State.APPROVED: "good",
    State.ASSIGNED: "good",
    State.CLOSED: "good",
}


def shared_card(reader: Reader, request: Request, user_ids: Sequence[str]) -> Element:
    """Return what anybody may see: number and state. Who may see more gets it by refresh (Universal Actions)."""
    return elements.card(_head(reader, request), refresh=refresh(reader, request, user_ids, FINAL))


def earlier_card(reader: Reader, request: Request) -> Element:
    """Return what is left of a card when a newer one of the same request stands below it in the chat."""
    words = f"status {request.number}"
    return elements.card(_head(reader, request), [elements.say(reader.text(labels.OPEN), words)])


def request_card(
    reader: Reader,
    view: View,
    lists: Lists,
    at: datetime,
    user_ids: Sequence[str] = (),
    *,
    unfinished: Unfinished | None = None,
) -> Element:
    """Return the viewer's card, with the steps open to them as buttons."""
    request = view.request
    body = [
        *_head(reader, request),
        elements.text(reader.text(telling.summary(request, lists.catalogue.title(request.answers["workload"])))),
    ]
    body.append(elements.text(reader.text(telling.next_step(request, lists.directory, view.parties))))
    body += [*_why(reader, view), *_warnings(reader, view, lists, at), *_changes(reader, view, lists)]
    body += [*_reasons(reader, request), *_contacts(reader, view, lists)]
    body += [*_candidates(reader, view), *_folded(reader, view, lists)]
    steps = StepButtons(reader, request, labels.BUTTONS, view.options)
    unfolded = [row for row in view.rows if unfinished and row.command is unfinished.command]
    rows = [row for row in view.rows if row not in unfolded]
    for row in unfolded:
        body += steps.unfolded(row, unfinished.texts if unfinished else {})
    actions = [*map(steps.confirm, unfolded), *(_button(steps, row) for row in rows)]
    actions += _other_ways(reader, view)
    # A client that drew it anew by itself would take away what is filled in.
    return elements.card(body, actions, None if unfolded else refresh(reader, view.request, user_ids, FINAL))


def _head(reader: Reader, request: Request) -> list[Element]:
    state = reader.text(STATES[request.state])
    band = elements.box(
        [elements.heading(reader.text(Words(request.number))), elements.text(state, weight="Bolder", spacing="None")],
        _STYLES.get(request.state, "accent"),
    )
    return [band]


def _why(reader: Reader, view: View) -> list[Element]:
    """What the partner has to work on, or why it ended, in the words of who decided (R45, R48)."""
    request = view.request
    step = next((event for event in reversed(view.history) if event.name == request.state.value), None)
    reason = telling.reason_of(step) if step else None
    if reason is None or request.state not in _EXPLAINED:
        return []
    fields = tuple(FIELD[key].title for key in request.reopened) if request.state is State.RETURNED else ()
    named = elements.text(reader.text(Listed(fields)))
    body = [elements.label(reader.text(labels.OPEN_FIELDS)), named] if fields else []
    return [*body, elements.label(reader.text(labels.WHY)), elements.free_text(reader.text(reason))]


def _warnings(reader: Reader, view: View, lists: Lists, at: datetime) -> list[Element]:
    request = view.request
    flags: list[Message | None] = [labels.EXCEPTION] if "exception_reason" in request.answers else []
    flags += [labels.LIMITED] if request.ruling.verdict is Verdict.LIMITED else []
    flags += [labels.NOT_DISCUSSED] if request.answers.get("discussed") == "no" else []
    answered = (one for one in _IN_WORDS if one.key in request.answers)
    vague = [one.title for one in answered if says_nothing_yet(request.answers[one.key])]
    flags += [telling.could_not_say(lists.directory.name_of(request.requester), vague)] if vague else []
    flags += [labels.revised(request.revises)] if request.revises else []
    flags += [labels.overdue_note(request.overdue(at))]
    flags += [routing.repeated_for_fpm(view.similar)]
    return [elements.box([elements.text(reader.text(flag))], "warning") for flag in flags if flag]


def _changes(reader: Reader, view: View, lists: Lists) -> list[Element]:
    """Old and new side by side after a resubmission or an edit (G19), while somebody decides on them."""
    request = view.request
    if not request.previous or request.state not in _TO_DECIDE:
        return []
    rows = [_old_and_new(FIELD[key], request, lists) for key in request.previous]
    return [
        elements.label(reader.text(labels.CHANGED)),
        _table(reader, (labels.FIELD, labels.BEFORE, labels.NOW), rows),
    ]


def _table(reader: Reader, header: Sequence[Text], rows: Sequence[Sequence[Text]]) -> Element:
    return elements.table([reader.text(cell) for cell in header], [[reader.text(cell) for cell in row] for row in rows])


def _old_and_new(field: Field, request: Request, lists: Lists) -> tuple[Text, Text, Text]:
    old, new = request.previous[field.key], request.answers.get(field.key, "")
    if field.kind is Kind.TEXT:
        old, new = differing(old, new)
    return field.title, _shown(lists, field, old), _shown(lists, field, new)


def _shown(lists: Lists, field: Field, value: str) -> Text:
    return lists.show(field, value) if value else labels.NO_VALUE


def _reasons(reader: Reader, request: Request) -> list[Element]:
    """The partner's own words: what a decision is made on (R37)."""
    body = []
    for field in FIELDS:
        if field.kind is Kind.TEXT and field.key in request.answers:
            said = reader.text(Words(request.answers[field.key]))
            body += [elements.label(reader.text(field.title)), elements.free_text(said)]
    return body


def _contacts(reader: Reader, view: View, lists: Lists) -> list[Element]:
    request = view.request
    people: list[tuple[Text, Text]] = [(labels.CONTACT, telling.partner_contact(request, lists.directory))]
    people.append((labels.FPM, telling.fpm_contact(request, lists.directory)))
    if contact := telling.contact_sme(request, lists.directory):
        people.append((labels.SME, contact))
    if made := telling.first_contact(request, lists.directory):
        people.append((FIRST_CONTACT.title, made))
    onboarding = [elements.text(reader.text(telling.ONBOARDING))] if request.state is State.ASSIGNED else []
    return [elements.facts(reader.pairs(people)), *onboarding]


def _folded(reader: Reader, view: View, lists: Lists) -> list[Element]:
    """Every field, the routing and the history: one press away, so that the card fits a phone."""
    request = view.request
    short = {key: value for key, value in request.answers.items() if FIELD[key].kind is not Kind.TEXT}
    verdict = routing.verdict(request.ruling, lists.catalogue.title(request.answers["workload"]))
    details = [
        elements.facts(reader.pairs(lists.facts(short))),
        elements.box([elements.text(reader.text(verdict))], "emphasis"),
    ]
    if request.ruling.link:
        details.append(elements.buttons([elements.open_url(reader.text(labels.GUIDANCE), request.ruling.link)]))
    return elements.folded(reader.text(labels.DETAILS), "details", [*details, *_history(reader, view, lists)])


def _candidates(reader: Reader, view: View) -> list[Element]:
    if not view.candidates:
        return []
    rows = [
        (
            Words(f"{place}. {one.sme.name}"),
            routing.because([*one.reasons, *([labels.DECLINED_BEFORE] if one.declined else [])]),
        )
        for place, one in enumerate(view.candidates, start=1)
    ]
    return [elements.label(reader.text(labels.CANDIDATES)), _table(reader, (labels.SME, labels.WHY), rows)]


def _history(reader: Reader, view: View, lists: Lists) -> list[Element]:
    events = view.history[-MOST_HISTORY:]
    lines = [reader.text(telling.history_line(event, lists.directory)) for event in events]
    notes = [elements.note(Rendered(shortened(line, MOST_OF_A_LINE))) for line in lines]
    shown = [elements.label(reader.text(labels.HISTORY)), *notes] if notes else []
    if len(view.history) == len(events) and not any(changes_in(one) for one in events if one.details):
        return shown
    words = f"history {view.request.number}"
    return [*shown, elements.buttons([elements.say(reader.text(labels.WHOLE_HISTORY), words)])]


def _button(steps: StepButtons, row: Row) -> Element:
    """What is changed by its answers is talked about: its button says the words for it."""
    if row.command in REFILED:
        words = f"{row.command.value} {steps.record.number}"
        return elements.say(steps.reader.text(steps.titles[row.command]), words)
    return steps.button(row)


def _other_ways(reader: Reader, view: View) -> list[Element]:
    if view.request.state is State.DENIED and Party.REQUESTER in view.parties:
        words = f"revise {view.request.number}"
        return [elements.say(reader.text(labels.REVISE), words)]
    return []


def list_card(reader: Reader, title: Message, rows: Sequence[tuple[Message, str]]) -> Element:
    """Return lines with a button each: a line and the words its button says."""
    heading = elements.heading(reader.text(title))
    if not rows:
        return elements.card([heading, elements.text(reader.text(telling.NOTHING_HERE))])
    return elements.card([heading, *(_row(reader, reader.text(line), words) for line, words in rows)])


def _row(reader: Reader, line: Rendered, words: str) -> Element:
    press = elements.say(reader.text(labels.OPEN), words)
    columns = [
        {"type": "Column", "width": "stretch", "verticalContentAlignment": "Center", "items": [elements.text(line)]},
        {"type": "Column", "width": "auto", "items": [{"type": "ActionSet", "actions": [press]}]},
    ]
    return {"type": "ColumnSet", "columns": columns, "separator": True}
