"""Which SME role and route a workload has: the playbook's two tables as data, and the rule that reads them.

Sources: "Determining Required SME Role", R7-R17, and G1-G9 for what the tables leave open.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from playbook.answers import Choice
from playbook.life.records import Answers
from playbook.messages.message import Message, Words
from playbook.requests.fields import ENGINEER, EXCHANGE_MIGRATION, MIGRATION, OTHER_WORKLOAD, REGIONS
from playbook.requests.record import Remark, RemarkKind, Ruling, Verdict

ENGLISH = "English"
ANY, ENGLISH_ONLY, ENGLISH_LIMITED = "any", "english", "english/limited"

T = TypeVar("T")
Titles = Mapping[str, Message | Words]


class CatalogueError(ValueError):
    """A data file contradicts itself; the text names the entry to mend."""


@dataclass(frozen=True)
class PeopleRow:
    """A row with people resources: more than `seats_over` seats go by `route`. None means no seat limit."""

    id: str
    workloads: frozenset[str]
    regions: frozenset[str]
    languages: str
    seats_over: int | None
    route: str
    source: str
    exception: str = ""


@dataclass(frozen=True)
class SelfDeployRow:
    """A row without people: at most `seats_below` seats get the link. None means no seat restriction."""

    id: str
    workloads: frozenset[str]
    seats_below: int | None
    link: str
    source: str


def titles(choices: Iterable[Choice]) -> Titles:
    """Return what people read for each value of a list: an answer is shown far more often than selected."""
    return {choice.value: choice.title for choice in choices}


@dataclass(frozen=True)
class Catalogue:
    """Both routing tables, the workload list and the language list, with the version of the rules (R69)."""

    version: str
    people: tuple[PeopleRow, ...]
    self_deploy: tuple[SelfDeployRow, ...]
    workloads: tuple[Choice, ...]
    languages: tuple[Choice, ...]

    @classmethod
    def of(cls, tables: Mapping[str, Any], workloads: Mapping[str, Any], languages: Mapping[str, Any]) -> "Catalogue":
        """Build a catalogue from the three data files; raise CatalogueError on the first contradiction."""
        try:
            catalogue = cls(
                version=str(tables["version"]),
                people=_built(tables, "people", _people_row),
                self_deploy=_built(tables, "self_deploy", _self_deploy_row),
                workloads=_built(workloads, "workload", _choice),
                languages=_built(languages, "language", _choice),
            )
        except KeyError as error:
            raise CatalogueError(f"there is no {error} in the data files") from error
        for problem in _contradictions(catalogue):
            raise CatalogueError(problem)
        return catalogue

    @cached_property
    def workload_titles(self) -> Titles:
        """The names of the workloads by their values."""
        return titles(self.workloads)

    @cached_property
    def language_titles(self) -> Titles:
        """The names of the languages by their values."""
        return titles(self.languages)

    def title(self, workload: str) -> str:
        """Return the name of a workload as people read it."""
        return next((choice.name for choice in self.workloads if choice.value == workload), workload)

    def people_row(self, workload: str) -> PeopleRow | None:
        """Return the row of a workload that has people (R7-R16), or None."""
        return next((row for row in self.people if workload in row.workloads), None)

    def self_deploy_row(self, workload: str) -> SelfDeployRow | None:
        """Return the row of a workload that links to self-deploy guidance (R17), or None."""
        return next((row for row in self.self_deploy if workload in row.workloads), None)

    def lacks_language(self, workload: str, language: str) -> bool:
        """Tell whether the SMEs for a workload work in other languages than this one (R10); English they all speak."""
        row = self.people_row(workload)
        return row is not None and ANY not in row.languages and language not in (*row.languages, ENGLISH)


def _built(data: Mapping[str, Any], table: str, build: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
    built = []
    for place, row in enumerate(data[table], 1):
        try:
            built.append(build(row))
        except (KeyError, TypeError, ValueError) as error:
            named = row if isinstance(row, Mapping) else {}
            name = named.get("id") or named.get("key") or f"number {place}"
            raise CatalogueError(f"{table} {name}: a key is missing or wrong: {error}") from error
    return tuple(built)


def _people_row(row: Mapping[str, Any]) -> PeopleRow:
    fields = dict(row)
    return PeopleRow(
        workloads=frozenset(fields.pop("workloads")),
        regions=frozenset(fields.pop("regions", REGIONS)),
        seats_over=_seats(fields, "seats_over"),
        **fields,
    )


def _self_deploy_row(row: Mapping[str, Any]) -> SelfDeployRow:
    fields = dict(row)
    return SelfDeployRow(
        workloads=frozenset(fields.pop("workloads")), seats_below=_seats(fields, "seats_below"), **fields
    )


def _seats(fields: dict[str, Any], key: str) -> int | None:
    seats = fields.pop(key, None)
    if seats is not None and type(seats) is not int:
        raise ValueError(f"{key} = {seats!r} is not a whole number")
    return seats


def _choice(row: Mapping[str, Any]) -> Choice:
    return Choice(row["key"], Words(row["title"]), _names(row, "synonyms"), _names(row, "families"))


def _names(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    names = row.get(key, [])
    if not isinstance(names, list):
        raise ValueError(f"{key} = {names!r} is not a list")
    return tuple(names)


def _contradictions(catalogue: Catalogue) -> Iterable[str]:
    known = {choice.value for choice in catalogue.workloads}
    rows: Sequence[PeopleRow | SelfDeployRow] = (*catalogue.people, *catalogue.self_deploy)
    if len({row.id for row in rows}) != len(rows):
        yield "routing: two rows share one id"
    for row in rows:
        if unknown := row.workloads - known:
            yield f"routing {row.id}: unknown workload {min(unknown)}"
    for table in (catalogue.people, catalogue.self_deploy):
        yield from _doubled(table)
    yield from _misspelt(catalogue.people)
    yield from _overlapping(catalogue)
    for missing in sorted(known - {key for row in rows for key in row.workloads}):
        yield f"routing: no row for workload {missing}"
    for required in sorted({EXCHANGE_MIGRATION, OTHER_WORKLOAD} - known):
        yield f"workloads: {required} is missing (G8)"
    yield from _ambiguous("workloads", catalogue.workloads)
    yield from _ambiguous("languages", catalogue.languages)
    if ENGLISH not in {choice.value for choice in catalogue.languages}:
        yield f"languages: {ENGLISH} is missing"


def _misspelt(rows: Sequence[PeopleRow]) -> Iterable[str]:
    for row in rows:
        if row.languages not in (ANY, ENGLISH_ONLY, ENGLISH_LIMITED):
            yield f"routing {row.id}: languages must be {ANY}, {ENGLISH_ONLY} or {ENGLISH_LIMITED}"
        if not row.regions <= set(REGIONS):
            yield f"routing {row.id}: regions must be among {', '.join(REGIONS)}"


def _doubled(table: Sequence[PeopleRow | SelfDeployRow]) -> Iterable[str]:
    seen: set[str] = set()
    for row in table:
        if twice := seen & row.workloads:
            yield f"routing {row.id}: workload {min(twice)} stands in two rows of one table"
        seen |= row.workloads


def _overlapping(catalogue: Catalogue) -> Iterable[str]:
    for self_deploy in catalogue.self_deploy:
        for people in catalogue.people:
            if people.workloads & self_deploy.workloads and _both_apply(people.seats_over, self_deploy.seats_below):
                yield f"routing {self_deploy.id}: its seats overlap those of {people.id}"


def _both_apply(seats_over: int | None, seats_below: int | None) -> bool:
    """Tell whether some seat count has people as well as a link; a count on the limit has the link (G1)."""
    return seats_over is None or seats_below is None or seats_over < seats_below


def _ambiguous(file: str, choices: Sequence[Choice]) -> Iterable[str]:
    """A name that fits two items belongs into `families`, so that it is asked back (G9)."""
    meant: dict[str, str] = {}
    for choice in choices:
        for name in {name.casefold() for name in (choice.value, choice.name, *choice.synonyms)}:
            if name in meant:
                yield f"{file} {choice.value}: {name!r} names {meant[name]} too"
            meant[name] = choice.value


_DECIDING = frozenset({"workload", "seat_count", "region", "primary_language"})


def rule_on(answers: Answers, catalogue: Catalogue) -> Ruling | None:
    """Return what the tables say, or None while workload, seats, region or a deciding language is unknown."""
    if not answers.keys() >= _DECIDING:
        return None
    return route(
        catalogue,
        workload=answers["workload"],
        seats=int(answers["seat_count"]),
        region=answers["region"],
        primary=answers["primary_language"],
        secondary=answers.get("secondary_language"),
    )


def undecided_row(answers: Answers, catalogue: Catalogue) -> PeopleRow | None:
    """Return the row on which only the secondary language still decides (G6), or None."""
    if not answers.keys() >= _DECIDING or rule_on(answers, catalogue):
        return None
    return catalogue.people_row(answers["workload"])


def route(
    catalogue: Catalogue, *, workload: str, seats: int, region: str, primary: str, secondary: str | None
) -> Ruling | None:
    """Apply the two tables (R7-R17). None means the secondary language still decides."""
    people = catalogue.people_row(workload)
    if people and region in people.regions and (people.seats_over is None or seats > people.seats_over):
        return _by_people(catalogue, people, primary, secondary)
    limit = people.seats_over if people else None
    remarks = (Remark(RemarkKind.AT_THE_LIMIT, str(limit)),) if limit is not None and seats == limit else ()
    self_deploy = catalogue.self_deploy_row(workload)
    if self_deploy and (self_deploy.seats_below is None or seats <= self_deploy.seats_below):
        return Ruling(
            Verdict.SELF_DEPLOY, "", self_deploy.id, self_deploy.source, catalogue.version, self_deploy.link, remarks
        )
    return Ruling(
        Verdict.NONE, people.route if people else "", people.id if people else "",
        people.source if people else "", catalogue.version, remarks=remarks,
    )  # fmt: skip


def _by_people(catalogue: Catalogue, row: PeopleRow, primary: str, secondary: str | None) -> Ruling | None:
    def ruling(verdict: Verdict, *remarks: Remark) -> Ruling:
        return Ruling(verdict, row.route, row.id, row.source, catalogue.version, remarks=remarks)

    if row.exception:
        says = Remark(RemarkKind.AS_THE_TABLE_SAYS, row.exception)
        return ruling(Verdict.EXCEPTION, says, *_about_english(row, primary, secondary))
    if row.languages == ANY or primary == ENGLISH:
        return ruling(Verdict.PEOPLE)
    if row.languages == ENGLISH_LIMITED:
        return ruling(Verdict.LIMITED, Remark(RemarkKind.LANGUAGE_LIMITED, primary))
    if secondary is None:
        return None
    verdict = Verdict.PEOPLE if secondary == ENGLISH else Verdict.EXCEPTION
    return ruling(verdict, *_about_english(row, primary, secondary))


def _about_english(row: PeopleRow, primary: str, secondary: str | None) -> tuple[Remark, ...]:
    """Return what is to be said of the languages where SMEs work in English (G6); nothing while one is open."""
    if row.languages != ENGLISH_ONLY or primary == ENGLISH or secondary is None:
        return ()
    if secondary == ENGLISH:
        return (Remark(RemarkKind.ENGLISH_AS_SECOND, primary),)
    return (Remark(RemarkKind.ENGLISH_NEEDED),)


def role_of(workload: str) -> str:
    """Return the role that a workload asks for (R5, G10)."""
    return MIGRATION if workload == EXCHANGE_MIGRATION else ENGINEER
