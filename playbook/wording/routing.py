"""Explaining the pre-check and the SME ranking."""

from collections.abc import Sequence

from playbook.life.records import Answers
from playbook.people import Expertise
from playbook.requests.record import Ruling, Verdict
from playbook.requests.topics import MOST_NAMED, Similar

SCOPE = "SMEs assist an FRP; they do not replace the FRP and do not lead customer engagements."


def at_the_limit(limit: int) -> str:
    """Return the remark for a seat count on the limit itself (G1)."""
    return f"{limit:,} seats is exactly at the limit; people resources need more."


def language_limited(primary: str) -> str:
    """Return the remark for a language with limited coverage (G6)."""
    return f"Language coverage is English/Limited: a SME who speaks {primary} may be hard to find."


def english_as_second(primary: str) -> str:
    """Return the remark when English as secondary language makes the route (G6)."""
    return f"SMEs for this workload work in English, so expect English rather than {primary}."


def english_needed() -> str:
    """Return the remark when neither language is English (G6)."""
    return "SMEs for this workload work in English, and neither of your languages is English."


def verdict(ruling: Ruling, workload: str) -> str:
    """Return what the tables say about a need, with the row it comes from."""
    lines = [_VERDICTS[ruling.verdict].format(workload=workload, route=ruling.route), *ruling.remarks]
    if ruling.link:
        lines.append(f"Self-deployment guidance: {ruling.link}")
    if ruling.citation:
        lines.append(f"Playbook row {ruling.row}: {ruling.citation}")
    return "\n".join(lines)


def language_decides(workload: str, route: str, row: str, citation: str) -> str:
    """Return what the tables say while the secondary language is not known yet (G6)."""
    return (
        f"SMEs for {workload} work in English. With English as the secondary language people resources are available "
        f"(route {route}); without it your FPM needs a reason for an exception.\nPlaybook row {row}: {citation}"
    )


_VERDICTS = {
    Verdict.PEOPLE: "People resources are available for {workload}, by the route {route}.",
    Verdict.LIMITED: "People resources are available for {workload}, by the route {route}, with limited coverage.",
    Verdict.EXCEPTION: "{workload} goes by the route {route} as an exception only: your FPM needs a reason.",
    Verdict.SELF_DEPLOY: "No people resources are available for {workload} here: it is self-deploy.",
    Verdict.NONE: "By the playbook there are no people resources for {workload} at this seat count.",
}


def repeated(similar: Sequence[Similar], days: int) -> str:
    """Return the warning about requests on the same topic (R20, G20); empty when there are none."""
    if not similar:
        return ""
    return (
        f"Your company asked about this topic in the last {days} days: {_listed(similar)}. "
        "FRPs requesting repeated assistance for the same topic may have their request denied."
    )


def repeated_for_fpm(similar: Sequence[Similar]) -> str:
    """Return the same warning for the FPM (R63); empty when there are none."""
    if not similar:
        return ""
    return f"Same topic before: {_listed(similar)}."


def _listed(similar: Sequence[Similar]) -> str:
    named = ", ".join(_earlier(one) for one in similar[:MOST_NAMED])
    return f"{named} and others before" if len(similar) > MOST_NAMED else named


def _earlier(one: Similar) -> str:
    customer = "same customer" if one.same_customer else "another customer"
    alike = f", justification {one.likeness} % alike" if one.likeness else ""
    return f"{one.number} ({customer}{alike})"


def match_reasons(answers: Answers, can: Expertise, load: int) -> tuple[str, ...]:
    """Return why a SME fits or not, one phrase for each criterion (G18)."""
    primary, secondary, region = (answers[key] for key in ("primary_language", "secondary_language", "region"))
    spoken = [language for language in (primary, secondary) if language in can.languages]
    return (
        "knows the workload" if answers["workload"] in can.workloads else "other workloads",
        f"speaks {' and '.join(spoken)}" if spoken else f"no {primary}",
        f"works in {region}" if region in can.regions else f"not in {region}",
        f"{load} of {can.capacity} engagements",
    )
