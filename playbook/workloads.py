"""Which SME role and route a workload has: the playbook's two tables as data, and the rule that reads them.

Sources: "Determining Required SME Role", R7-R17, and G1-G9 for what the tables leave open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playbook.answers import Choice
from playbook.fields import EXCHANGE_MIGRATION, MIGRATION, OTHER_WORKLOAD
from playbook.records import Answers, Ruling, Verdict
from playbook.wording import routing

ENGLISH = "English"
ANY, ENGLISH_ONLY, ENGLISH_LIMITED = "any", "english", "english/limited"
REGIONS = ("AMER", "APJ", "EMEA")


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
                people=tuple(_people_row(row) for row in tables["people"]),
                self_deploy=tuple(_self_deploy_row(row) for row in tables["self_deploy"]),
                workloads=tuple(_choice(row) for row in workloads["workload"]),
                languages=tuple(_choice(row) for row in languages["language"]),
            )
        except (KeyError, TypeError) as error:
            raise CatalogueError(f"an entry lacks or misspells a key: {error}") from error
        for problem in _contradictions(catalogue):
            raise CatalogueError(problem)
        return catalogue

    def title(self, workload: str) -> str:
        """Return the name of a workload as people read it."""
        return next((choice.title for choice in self.workloads if choice.value == workload), workload)


def _people_row(row: Mapping[str, Any]) -> PeopleRow:
    fields = dict(row)
    return PeopleRow(
        workloads=frozenset(fields.pop("workloads")),
        regions=frozenset(fields.pop("regions", REGIONS)),
        seats_over=fields.pop("seats_over", None),
        **fields,
    )


def _self_deploy_row(row: Mapping[str, Any]) -> SelfDeployRow:
    fields = dict(row)
    return SelfDeployRow(
        workloads=frozenset(fields.pop("workloads")), seats_below=fields.pop("seats_below", None), **fields
    )


def _choice(row: Mapping[str, Any]) -> Choice:
    return Choice(row["key"], row["title"], tuple(row.get("synonyms", ())), tuple(row.get("families", ())))


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
    for missing in known - {key for row in rows for key in row.workloads}:
        yield f"routing: no row for workload {missing}"
    for required in {EXCHANGE_MIGRATION, OTHER_WORKLOAD} - known:
        yield f"workloads: {required} is missing (G8)"
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


def rule_on(answers: Answers, catalogue: Catalogue) -> Ruling | None:
    """Return what the tables say, or None while workload, seats, region or a deciding language is unknown."""
    needed = ("workload", "seat_count", "region", "primary_language")
    if any(key not in answers for key in needed):
        return None
    return route(
        catalogue,
        workload=answers["workload"],
        seats=int(answers["seat_count"]),
        region=answers["region"],
        primary=answers["primary_language"],
        secondary=answers.get("secondary_language"),
    )


def route(
    catalogue: Catalogue, *, workload: str, seats: int, region: str, primary: str, secondary: str | None
) -> Ruling | None:
    """Apply the two tables (R7-R17). None means the secondary language still decides."""
    people = next((row for row in catalogue.people if workload in row.workloads), None)
    if people and region in people.regions and (people.seats_over is None or seats > people.seats_over):
        return _by_people(catalogue, people, primary, secondary)
    limit = people.seats_over if people else None
    remarks = (routing.at_the_limit(limit),) if limit is not None and seats == limit else ()
    self_deploy = next((row for row in catalogue.self_deploy if workload in row.workloads), None)
    if self_deploy:
        return Ruling(
            Verdict.SELF_DEPLOY, "", self_deploy.id, self_deploy.source, catalogue.version, self_deploy.link, remarks
        )
    return Ruling(
        Verdict.NONE, people.route if people else "", people.id if people else "",
        people.source if people else "", catalogue.version, remarks=remarks,
    )  # fmt: skip


def _by_people(catalogue: Catalogue, row: PeopleRow, primary: str, secondary: str | None) -> Ruling | None:
    def ruling(verdict: Verdict, *remarks: str) -> Ruling:
        return Ruling(verdict, row.route, row.id, row.source, catalogue.version, remarks=remarks)

    if row.exception:
        return ruling(Verdict.EXCEPTION, row.exception)
    if row.languages == ANY or primary == ENGLISH:
        return ruling(Verdict.PEOPLE)
    if row.languages == ENGLISH_LIMITED:
        return ruling(Verdict.LIMITED, routing.language_limited(primary))
    if secondary is None:
        return None
    if secondary == ENGLISH:
        return ruling(Verdict.PEOPLE, routing.english_as_second(primary))
    return ruling(Verdict.EXCEPTION, routing.english_needed())


def role_conflict(answers: Answers) -> bool:
    """Tell whether role and workload contradict each other (R5, G10)."""
    if "role" not in answers or "workload" not in answers:
        return False
    return (answers["role"] == MIGRATION) != (answers["workload"] == EXCHANGE_MIGRATION)
