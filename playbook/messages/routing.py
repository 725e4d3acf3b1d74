"""Explaining the pre-check and the SME ranking."""

from collections.abc import Sequence

from playbook.life.records import Answers
from playbook.messages.message import Fact, Link, Listed, Message, Passage, Sentence, Text, Words, lines
from playbook.people import Expertise
from playbook.requests.record import MOST_NAMED, Remark, RemarkKind, Ruling, Verdict
from playbook.requests.topics import Similar

SCOPE = Message("SMEs assist an FRP; they do not replace the FRP and do not lead customer engagements.")


def remark(kept: Remark) -> Text:
    """Return what a ruling adds to its verdict (G1, G3, G6)."""
    match kept.kind:
        case RemarkKind.AT_THE_LIMIT:
            return Message("{limit} seats is exactly at the limit; people resources need more.", limit=int(kept.about))
        case RemarkKind.LANGUAGE_LIMITED:
            return Message(
                "Language coverage is English/Limited: a SME who speaks {language} may be hard to find.",
                language=kept.about,
            )
        case RemarkKind.ENGLISH_AS_SECOND:
            return Message(
                "SMEs for this workload work in English, so expect English rather than {language}.",
                language=kept.about,
            )
        case RemarkKind.ENGLISH_NEEDED:
            return Message("SMEs for this workload work in English, and neither of your languages is English.")
        case RemarkKind.AS_THE_TABLE_SAYS:
            return Words(kept.about)


def verdict(ruling: Ruling, workload: str) -> Passage:
    """Return what the tables say about a need, with the row it comes from."""
    return lines(
        _VERDICTS[ruling.verdict].told(workload=workload, route=ruling.route),
        *map(remark, ruling.remarks),
        Message("Self-deployment guidance: {link}", link=Link(ruling.link)) if ruling.link else None,
        _row(ruling.row, ruling.citation) if ruling.citation else None,
    )


def language_decides(workload: str, route: str, row: str, citation: str) -> Passage:
    """Return what the tables say while the secondary language is not known yet (G6)."""
    return lines(
        Message(
            "SMEs for {workload} work in English. With English as the secondary language people resources are "
            "available (route {route}); without it your FPM needs a reason for an exception.",
            workload=workload,
            route=route,
        ),
        _row(row, citation),
    )


def _row(row: str, citation: str) -> Message:
    return Message("Playbook row {row}: {citation}", row=row, citation=citation)


_VERDICTS = {
    Verdict.PEOPLE: Sentence("People resources are available for {workload}, by the route {route}."),
    Verdict.LIMITED: Sentence(
        "People resources are available for {workload}, by the route {route}, with limited coverage."
    ),
    Verdict.EXCEPTION: Sentence("{workload} goes by the route {route} as an exception only: your FPM needs a reason."),
    Verdict.SELF_DEPLOY: Sentence("No people resources are available for {workload} here: it is self-deploy."),
    Verdict.NONE: Sentence("By the playbook there are no people resources for {workload} at this seat count."),
}


def repeated(similar: Sequence[Similar], days: int) -> Message | None:
    """Return the warning about requests on the same topic (R20, G20); None when there are none."""
    if not similar:
        return None
    return Message(
        "Your company asked about this topic in the last {days} days: {earlier}. "
        "FRPs requesting repeated assistance for the same topic may have their request denied.",
        days=days,
        earlier=_listed(similar),
    )


def repeated_for_fpm(similar: Sequence[Similar]) -> Message | None:
    """Return the same warning for the FPM (R63); None when there are none."""
    return Message("Same topic before: {earlier}.", earlier=_listed(similar)) if similar else None


def _listed(similar: Sequence[Similar]) -> Fact:
    named = Listed(tuple(_earlier(one) for one in similar[:MOST_NAMED]))
    return Message("{named} and others before", named=named) if len(similar) > MOST_NAMED else named


def _earlier(one: Similar) -> Message:
    return _EARLIER[one.same_customer, bool(one.likeness)].told(number=one.number, likeness=one.likeness)


_EARLIER = {
    (True, True): Sentence("{number} (same customer, justification {likeness} % alike)"),
    (True, False): Sentence("{number} (same customer)"),
    (False, True): Sentence("{number} (another customer, justification {likeness} % alike)"),
    (False, False): Sentence("{number} (another customer)"),
}


def match_reasons(answers: Answers, can: Expertise, load: int) -> tuple[Message, ...]:
    """Return why a SME fits or not, one phrase for each criterion (G18)."""
    primary, secondary, region = (answers[key] for key in ("primary_language", "secondary_language", "region"))
    spoken = tuple(language for language in (primary, secondary) if language in can.languages)
    return (
        Message("knows the workload") if answers["workload"] in can.workloads else Message("other workloads"),
        Message("speaks {languages}", languages=Listed(spoken, "standard"))
        if spoken
        else Message("no {language}", language=primary),
        Message("works in {region}", region=region)
        if region in can.regions
        else Message("not in {region}", region=region),
        Message("{load} of {capacity} engagements", load=load, capacity=can.capacity),
    )


def candidate(name: str, reasons: Sequence[Message]) -> Message:
    """Return a SME with the reasons for and against, as one line."""
    return Message("{name}: {reasons}", name=name, reasons=because(reasons))


def because(reasons: Sequence[Message]) -> Passage:
    """Return reasons behind one another."""
    return Passage(tuple(reasons), "; ")
