"""What is covered: limits, links, languages and regions, out of the routing tables and by the real ruling."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from playbook.handbook.asked import Asked
from playbook.handbook.topic import Topic
from playbook.messages.handbook import coverage as told
from playbook.messages.handbook.sources import NEW_REQUEST, Section
from playbook.messages.message import Message, Passage, Speech, Text, Words, lines, together
from playbook.requests.fields import NO_LANGUAGE, REGIONS
from playbook.requests.lists import REGIONS as REGION_CHOICES
from playbook.requests.record import Ruling, Verdict
from playbook.requests.workloads import ANY, ENGLISH, Catalogue, PeopleRow

K = TypeVar("K", bound=Hashable)


def _keys(asked: Asked) -> tuple[str, ...]:
    """Return the workloads a question is about: those it names, else all."""
    return asked.workloads or tuple(choice.value for choice in asked.catalogue.workloads)


def _titles(asked: Asked, keys: Iterable[str]) -> list[Text]:
    wanted = set(keys)
    return [choice.title for choice in asked.catalogue.workloads if choice.value in wanted]


def _alike(asked: Asked, kind: Callable[[PeopleRow], K]) -> dict[K, list[Text]]:
    """Return the workloads that a question is about, together where their rows are of one kind."""
    found: dict[K, list[Text]] = {}
    for key in _keys(asked):
        if row := asked.catalogue.people_row(key):
            found.setdefault(kind(row), []).append(Words(asked.catalogue.title(key)))
    return found


def limit_of(catalogue: Catalogue, workload: str) -> Passage:
    """Return the limit of one workload, and what is left below it."""
    title = catalogue.title(workload)
    people, own = catalogue.people_row(workload), catalogue.self_deploy_row(workload)
    parts = []
    if people:
        parts.append(told.needs_seats(title, people.seats_over, people.route, exception=bool(people.exception)))
    if own:
        parts.append(told.self_deploys(title, own.seats_below, own.link))
    elif people and people.seats_over is not None:
        parts.append(told.below_by_exception(people.seats_over))
    return together(*parts)


def limits(asked: Asked) -> Speech:
    """Return the limits of the workloads named, else of all of them as a compact list (G1)."""
    if asked.workloads and asked.seats is not None:
        return covered(asked)
    if asked.workloads:
        return lines(*(limit_of(asked.catalogue, key) for key in asked.workloads))
    *lists, last = _all_limits(asked)
    return lines(*lists, together(last, told.AT_THE_LIMIT))


def _all_limits(asked: Asked) -> Iterable[Message]:
    alike = _alike(asked, lambda row: (row.seats_over, bool(row.exception)))
    for limit, exception in sorted(alike, key=lambda kind: (kind[0] is None, kind[0] or 0, kind[1])):
        yield told.all_over(limit, alike[limit, exception], exception=exception)
    if never := [key for key in _keys(asked) if asked.catalogue.people_row(key) is None]:
        yield told.never_people(_titles(asked, never))


def covered(asked: Asked) -> Speech:
    """Return what the tables rule on the workloads and seats named; without seats the limits."""
    if asked.seats is None:
        return limits(asked)
    if not asked.workloads:
        return _at_seats(asked, asked.seats)
    if len(asked.workloads) == 1:
        return lines(_ruled(asked, asked.workloads[0], asked.seats), _assumed(asked))
    return lines(*(together(*_ruled(asked, key, asked.seats).parts) for key in asked.workloads), _assumed(asked))


def _ruled(asked: Asked, workload: str, seats: int) -> Passage:
    """Return the pre-check's own words; a whole need is made of what a question leaves out."""
    return asked.rules.lists.precheck(_need(asked, workload, seats)) or limit_of(asked.catalogue, workload)


def _need(asked: Asked, workload: str, seats: int) -> dict[str, str]:
    row = asked.catalogue.people_row(workload)
    primary, *others = asked.languages or (ENGLISH,)
    need = {
        "workload": workload,
        "seat_count": str(seats),
        "region": asked.region or next((region for region in REGIONS if row and region in row.regions), REGIONS[0]),
        "primary_language": primary,
    }
    if others or primary == ENGLISH:
        need["secondary_language"] = next(iter(others), NO_LANGUAGE)
    return need


def _ruling(asked: Asked, workload: str, seats: int) -> Ruling | None:
    return asked.rules.lists.ruling(_need(asked, workload, seats))


def _assumed(asked: Asked) -> Message | None:
    """Say that English was taken for granted where another language could change the answer."""
    rows = [asked.catalogue.people_row(key) for key in asked.workloads]
    over = [row for row in rows if row and (asked.seats or 0) > (row.seats_over or 0)]
    return told.IN_ENGLISH if not asked.languages and any(row.languages != ANY for row in over) else None


def _has_people(asked: Asked) -> bool:
    """Tell whether a request for what the question names would not be stopped by the tables."""
    rulings = [_ruling(asked, key, asked.seats) for key in asked.workloads if asked.seats is not None]
    return any(one is None or one.verdict not in (Verdict.SELF_DEPLOY, Verdict.NONE) for one in rulings)


def _at_seats(asked: Asked, seats: int) -> Speech:
    found: dict[Verdict, list[str]] = {}
    for key in _keys(asked):
        if ruling := _ruling(asked, key, seats):
            found.setdefault(ruling.verdict, []).append(key)
    return lines(*(told.with_seats(one, seats, _titles(asked, found[one])) for one in Verdict if one in found))


def self_deploy(asked: Asked) -> Speech:
    """Return the guidance of the workloads named, else all there is; never a link that the tables do not have."""
    if not asked.workloads:
        pairs = [(key, row) for key in _keys(asked) if (row := asked.catalogue.self_deploy_row(key))]
        return lines(*(told.self_deploys(asked.catalogue.title(key), row.seats_below, row.link) for key, row in pairs))
    return lines(*(_guidance(asked.catalogue, key) for key in asked.workloads))


def _guidance(catalogue: Catalogue, workload: str) -> Speech:
    if catalogue.self_deploy_row(workload):
        return limit_of(catalogue, workload)
    return together(told.no_guidance(catalogue.title(workload)), limit_of(catalogue, workload))


def languages(asked: Asked) -> Speech:
    """Return in which languages SMEs work, for the workloads and the language named (R35, G6, G7)."""
    alike = _alike(asked, lambda row: row.languages)
    if not alike:
        return told.no_language(_titles(asked, asked.workloads))
    foreign = next((one for one in asked.languages if one != ENGLISH), "")
    if foreign:
        return lines(*(told.in_language(kind, foreign, names) for kind, names in alike.items()))
    every = [choice.title for choice in asked.catalogue.languages]
    return lines(
        *(told.languages_of(kind, names) for kind, names in alike.items()),
        told.language_list(every) if ANY in alike else None,
        told.OF_THE_SME,
    )


def regions(asked: Asked) -> Speech:
    """Return the regions, and what one of them, or of the workloads named, has (R31, G4)."""
    rows = {key: row for key in _keys(asked) if (row := asked.catalogue.people_row(key))}
    shown = [choice for choice in REGION_CHOICES if choice.value == asked.region or not asked.region]
    if not asked.region:
        return lines(
            told.region_list([choice.title for choice in shown]), told.OF_THE_CUSTOMER, *_exceptions(asked, rows)
        )
    here = [key for key, row in rows.items() if asked.region in row.regions]
    absent = [key for key in _keys(asked) if key not in here]
    region = shown[0].title
    return lines(
        told.in_region(region, _titles(asked, here)) if here else None,
        told.not_in_region(region, _titles(asked, absent)) if absent and asked.workloads else None,
        *_exceptions(asked, rows),
    )


def _exceptions(asked: Asked, rows: dict[str, PeopleRow]) -> Iterable[Message]:
    for key, row in rows.items():
        if row.exception:
            yield told.exception_row(asked.catalogue.title(key), row.exception)


def workloads(asked: Asked) -> Speech:
    """Return what a SME can be requested for."""
    return told.workload_list(_titles(asked, _keys(asked)))


TOPICS = (
    Topic("limits", "R7 R8 R9 R10 R11 R12 R13 R14 G1 G2", (Section.ROLE,), limits),
    Topic(
        "covered",
        "R7 R8 R9 R10 R11 R12 R13 R14 R15 R16 R17 G1 G2 G6",
        (Section.ROLE,),
        covered,
        NEW_REQUEST,
        _has_people,
    ),
    Topic("self_deploy", "R15 R16 R17 G2", (Section.ROLE,), self_deploy),
    Topic("languages", "R35 R36 G6 G7", (Section.ROLE, Section.FORM), languages),
    Topic("regions", "R31 R14 G4 G5", (Section.ROLE, Section.FORM), regions),
    Topic("workloads", "R34 R1a G8", (Section.ROLE, Section.FORM), workloads, NEW_REQUEST),
)
