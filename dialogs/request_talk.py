"""What is said about a filed request, as the person of the visit may see it (R71): card, lists, a step's outcome."""

from collections.abc import Mapping, Sequence

from cards.question_card import words_card
from cards.request_card import list_card, request_card
from cards.step_buttons import Unfinished
from dialogs.visit import About, Visit
from playbook.answers import Choice
from playbook.life.ports import Page
from playbook.life.records import NEW, Draft
from playbook.messages import asking, hearing, labels, listing, routing, telling, verbs
from playbook.messages.deciding import STATES
from playbook.messages.message import Message, Speech, Words, bullet, lines
from playbook.people import Role
from playbook.refusals import Incomplete, Refusal, Stale, Unknown
from playbook.requests.desk import View
from playbook.requests.matching import Candidate
from playbook.requests.record import Command, Request
from playbook.requests.table import REQUEST_TABLE
from playbook.requests.timelines import overdue


async def show(visit: Visit, number: str, unfinished: Unfinished | None = None) -> View:
    """Show a request as it now is, with the steps open to this person; return what is shown."""
    view = await visit.desk.view(number, visit.person, visit.at)
    _show(visit, view, unfinished)
    return view


def _show(visit: Visit, view: View, unfinished: Unfinished | None = None) -> None:
    drawn = request_card(visit.reader, view, visit.desk.rules.lists, visit.at, [visit.user_id], unfinished=unfinished)
    visit.show(drawn, About(view.request.number, view.request.revision))


async def status(visit: Visit, number: str) -> None:
    """Say where a request stands, and show it."""
    view = await show(visit, number)
    visit.say(telling.standing(view.request, visit.desk.rules.lists.directory, view.parties))


async def carry_out(
    visit: Visit, command: Command, number: str, texts: Mapping[str, str], revision: int | None
) -> None:
    """Take a step and show the request after it; a refusal shows it as it is and then says why."""
    try:
        dossier = await visit.desk.stepped(number, command, texts, visit.person, at=visit.at, revision=revision)
    except Refusal as refusal:
        await refused(visit, command, number, texts, refusal)
        return
    request, directory = dossier.record, visit.directory
    visit.say(telling.after_step(request, directory, visit.desk.parties(request, visit.person, visit.at)))
    try:
        view = visit.desk.view_of(dossier, visit.person, visit.at)
    except Unknown:
        visit.show({})
    else:
        _show(visit, view)
        visit.say(telling.dates_moved(view.history[-1]) if view.history else None)


async def refused(visit: Visit, command: Command, number: str, texts: Mapping[str, str], refusal: Refusal) -> None:
    """Say why a step was refused, and give back what the person typed."""
    if isinstance(refusal, Unknown):
        raise refusal
    problems = refusal.problems if isinstance(refusal, Incomplete) else {}
    titles = {field.key: field.title for field in REQUEST_TABLE.row(command).asks}
    visit.refuse(refusal)
    visit.say(*(asking.titled(titles[key], problem) for key, problem in problems.items()))
    kept = problems or isinstance(refusal, Stale)
    await show(visit, number, Unfinished(command, texts) if kept and texts else None)


async def listed(visit: Visit, which: str, after: str) -> None:
    """List requests: "mine" and "all" with the ended ones, "queue" and "status" only the open ones."""
    page = await visit.desk.listed(visit.person, only_open=which in ("queue", "status"), after=after or None)
    rows = [] if after else await _drafts(visit)
    rows += [(line(visit, request), f"status {request.number}") for request in page.records]
    title = labels.MY_REQUESTS if visit.person.has(Role.PARTNER) else labels.QUEUE
    if page.after:
        rows.append((telling.NEXT_PAGE, f"{_WORDS[which]} after {page.after}"))
    visit.say(lines(*(line for line, _ in rows)) if rows else telling.NOTHING_HERE)
    visit.show(list_card(visit.reader, title, rows))


async def _drafts(visit: Visit) -> list[tuple[Message, str]]:
    rows = []
    for draft in await visit.desk.drafts(visit.person):
        words = "resume" if draft.slot == NEW else f"edit {draft.slot}"
        rows.append((draft_line(visit, draft), words))
    return rows


def draft_line(visit: Visit, draft: Draft) -> Message:
    """Return a draft in one line: its need and its customer."""
    workload = visit.desk.rules.lists.catalogue.title(draft.answers.get("workload", ""))
    return listing.draft_line(draft, workload)


def ask_which(visit: Visit, command: Command, page: Page[Request]) -> None:
    """Ask which request a step without a number is about; a page of them is shown."""
    words = [f"{command.value} {request.number}" for request in page.records]
    visit.say(verbs.which_request(command.value, [line(visit, request) for request in page.records]))
    visit.say(asking.AND_OTHERS if page.after else None)
    visit.show(words_card(visit.reader, [Choice(one, Words(one)) for one in words]))


def line(visit: Visit, request: Request) -> Message:
    """Return a request in one line: number, state, need and customer, and what is late."""
    workload = visit.desk.rules.lists.catalogue.title(request.answers["workload"])
    return listing.row_line(request, workload, overdue(request, visit.at))


def in_short(visit: Visit, request: Request) -> Message:
    """Return what tells a request from others: need, customer and state."""
    workload = visit.desk.rules.lists.catalogue.title(request.answers["workload"])
    return hearing.in_short(workload, request.answers.get("tenant_name", ""), STATES[request.state])


def ranked(candidates: Sequence[Candidate]) -> Speech:
    """Return the ranked SMEs as lines."""
    return lines(*(bullet(routing.candidate(one.sme.name, one.reasons)) for one in candidates))


_WORDS = {"mine": "my requests", "all": "all requests", "queue": "queue", "status": "queue"}
