"""The cards of access: an applicant's questions, form and review, and an application as one viewer sees it."""

from collections.abc import Mapping, Sequence

from cards import card_actions, elements
from cards.elements import Element, field_input
from cards.reader import Reader
from cards.step_buttons import StepButtons, Unfinished, refresh
from playbook.access.desk import View
from playbook.access.fields import CHOICES, FIELDS, applicable
from playbook.access.record import FINAL, Application, Command, Party, State
from playbook.answers import Choice
from playbook.life.fields import Field, Kind
from playbook.life.records import Draft
from playbook.messages import access, applications, labels
from playbook.messages.message import Speech, Text, Words
from playbook.people import Directory, Role

_STYLES = {
    State.DECLINED: "attention",
    State.EXPIRED: "attention",
    State.INVITED: "good",
    State.REGISTERED: "good",
}
MOST_HISTORY = 6
ASK = Choice("request access", access.REQUEST_ACCESS)
# What an applicant may say next.
_NEXT = {
    State.DECLINED: (ASK,),
    State.EXPIRED: (ASK,),
    State.REGISTERED: (Choice("new request", labels.NEW_REQUEST), Choice("help", labels.HELP)),
}


def question_card(reader: Reader, draft: Draft, field: Field, *, boxed: bool) -> Element:
    """Return the choices of a question as buttons; typing works as well. `boxed` draws a box to type in."""
    body: list[Element] = []
    actions = [
        elements.say(reader.text(one.title), one.name, _data(draft, "answer", **{field.key: one.value}))
        for one in CHOICES.get(field.key, ())
    ]
    if boxed and not actions:
        body = [field_input(reader, "answer", field, (), must=True)]
        actions = [elements.execute(reader.text(labels.OK), _data(draft, "answer"))]
    if not draft.given:
        actions.append(elements.say(reader.text(labels.FORM_INSTEAD), "form", _data(draft, "form")))
    return elements.card(body, actions) if actions else {}


def form_card(reader: Reader, draft: Draft, held: Mapping[str, str], problems: Mapping[str, Speech]) -> Element:
    """Return every field at once, filled with what it `held`, and what was wrong said beneath it."""
    body: list[Element] = [elements.heading(reader.text(access.FORM_TITLE))]
    for field in FIELDS:
        box = field_input(reader, "fill", field, CHOICES.get(field.key, ()), held.get(field.key, ""), must=False)
        label = field.title if field.applies is None else labels.where_it_applies(field.title)
        body.append({**box, "label": reader.text(label)})
        if field.key in problems:
            body.append(elements.text(reader.text(problems[field.key]), color="Attention"))
    return elements.card(body, [elements.execute(reader.text(labels.REVIEW), _data(draft, "fill"))])


def review_card(reader: Reader, draft: Draft) -> Element:
    """Return everything that will be submitted."""
    body = [elements.heading(reader.text(labels.REVIEW)), *_answers(reader, draft.answers)]
    return elements.card(
        body,
        [
            elements.execute(reader.text(labels.SUBMIT), _data(draft, "submit"), style="positive"),
            elements.execute(reader.text(labels.EDIT_IN_FORM), _data(draft, "form")),
            elements.execute(reader.text(labels.STOP), _data(draft, "stop")),
        ],
    )


def _answers(reader: Reader, answers: Mapping[str, str], **instead: Text) -> list[Element]:
    given = [one for one in FIELDS if one in applicable(answers) or answers.get(one.key)]
    short = [(one.title, instead.get(one.key) or shown(one, answers)) for one in given if one.kind is not Kind.TEXT]
    body = [elements.facts(reader.pairs(short))]
    for field in given:
        if field.kind is Kind.TEXT and answers.get(field.key):
            body += [elements.label(reader.text(field.title)), elements.free_text(reader.text(shown(field, answers)))]
    return body


def shown(field: Field, answers: Mapping[str, str]) -> Text:
    """Return an answer as people read it."""
    value = answers.get(field.key, "")
    choice = next((one.title for one in CHOICES.get(field.key, ()) if one.value == value), None)
    return choice or Words(value)


def _data(draft: Draft, verb: str, **texts: str) -> Element:
    return card_actions.for_draft(draft.id, draft.slot, verb, **texts)


def head(reader: Reader, application: Application) -> list[Element]:
    """Return number and state."""
    state = reader.text(applications.STATES[application.state])
    title = elements.heading(reader.text(Words(application.number)))
    band = [title, elements.text(state, weight="Bolder", spacing="None")]
    return [elements.box(band, _STYLES.get(application.state, "accent"))]


def earlier_card(reader: Reader, application: Application) -> Element:
    """Return what is left of a card when a newer one of the same application stands below it in the chat."""
    return elements.card(
        head(reader, application), [elements.say(reader.text(labels.OPEN), f"status {application.number}")]
    )


def application_card(
    reader: Reader,
    view: View,
    directory: Directory,
    user_ids: Sequence[str] = (),
    *,
    by_fpm: bool,
    unfinished: Unfinished | None = None,
) -> Element:
    """Return the viewer's card, with the steps open to them as buttons."""
    application = view.application
    if Party.APPLICANT in view.parties:
        body, actions = _for_applicant(reader, view, directory, by_fpm=by_fpm)
    else:
        body, actions = _for_staff(reader, view, directory, unfinished)
    # A client that drew it anew by itself would take away what is filled in.
    again = None if unfinished else refresh(reader, application, user_ids, FINAL)
    return elements.card([*head(reader, application), *body], actions, again)


def _for_applicant(
    reader: Reader, view: View, directory: Directory, *, by_fpm: bool
) -> tuple[list[Element], list[Element]]:
    standing = access.standing(view.application, directory, by_fpm=by_fpm)
    body = [elements.text(reader.text(standing)), *_why(reader, view.application)]
    steps = StepButtons(reader, view.application, applications.BUTTONS, view.options)
    row = next((one for one in view.rows if one.command is Command.REGISTER), None)
    if row is None:
        buttons = _NEXT.get(view.application.state, ())
        return body, [elements.say(reader.text(one.title), one.value) for one in buttons]
    code = elements.text_input(
        card_actions.input_id(row.command.value, "code"),
        reader.text(access.CODE),
        view.code,
        limit=40,
        **elements.required(reader.text(labels.please_fill_in(access.CODE))),
    )
    told = [] if view.code else [elements.note(reader.text(access.KEY_IS_GONE))]
    notice = elements.box([elements.text(reader.text(access.NOTICE))], "emphasis")
    return [*body, notice, code, *told, *steps.inputs(row, {})], [steps.confirm(row)]


def _why(reader: Reader, application: Application) -> list[Element]:
    if not application.reason:
        return []
    return [elements.label(reader.text(labels.WHY)), elements.free_text(reader.text(Words(application.reason)))]


def _for_staff(
    reader: Reader, view: View, directory: Directory, unfinished: Unfinished | None
) -> tuple[list[Element], list[Element]]:
    application = view.application
    body = [*_warnings(reader, view, directory)]
    body += _answers(reader, application.answers, company=applications.said_of_company(application))
    body += [elements.facts(reader.pairs(applications.identity(application))), *_why(reader, application)]
    lines = [applications.history_line(one, application, directory) for one in view.history[-MOST_HISTORY:]]
    body += [elements.label(reader.text(labels.HISTORY)), *(elements.note(reader.text(one)) for one in lines)]
    steps = StepButtons(reader, application, applications.BUTTONS, view.options)
    unfolded = [row for row in view.rows if unfinished and row.command is unfinished.command]
    for row in unfolded:
        body += steps.unfolded(row, unfinished.texts if unfinished else {})
    rows = [row for row in view.rows if row not in unfolded]
    return body, [*map(steps.confirm, unfolded), *map(steps.button, rows)]


def _warnings(reader: Reader, view: View, directory: Directory) -> list[Element]:
    """What a decision depends on, as long as there is one to take (G31)."""
    application = view.application
    if application.state is not State.APPLIED:
        return []
    company = directory.partner(application.partner)
    flags = [applications.NO_COMPANY] if company is None else []
    flags += [applications.TENANT_NOT_LISTED] if company is None or application.tenant not in company.tenants else []
    others = [one.name for one in directory.partners if application.tenant in one.tenants and one is not company]
    flags += [applications.tenant_of_another(name) for name in others]
    staff = (one for one in directory.people if not one.has(Role.PARTNER))
    flags += (
        [applications.TENANT_OF_STAFF] if any(one.key.startswith(f"{application.tenant}/") for one in staff) else []
    )
    return [elements.box([elements.text(reader.text(flag))], "warning") for flag in flags]
