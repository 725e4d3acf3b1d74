"""What the routing tables say about workloads, seats, regions and languages (R7-R17, G1-G8)."""

from collections.abc import Mapping, Sequence

from playbook.messages.message import Link, Listed, Message, Sentence, Text, Words
from playbook.requests.record import Verdict
from playbook.requests.workloads import ANY, ENGLISH_LIMITED, ENGLISH_ONLY

AT_THE_LIMIT = Message("A count exactly at a limit is not over it.")
IN_ENGLISH = Message("That is for a SME who works in English.")
OF_THE_SME = Message("The language you name is the one the SME should speak.")
OF_THE_CUSTOMER = Message("A request names the customer's region.")


def listed(names: Sequence[Text]) -> Listed:
    """Return names as they stand in a sentence."""
    return Listed(tuple(names), "standard")


def needs_seats(workload: str, limit: int | None, route: str, *, exception: bool) -> Message:
    """Return from how many seats a workload has people resources; None for any number."""
    if limit is None:
        return Message(
            "{workload}: people resources without a seat limit, by the route {route}.", workload=workload, route=route
        )
    return _NEEDS_SEATS[exception].told(workload=workload, limit=limit, route=route)


_NEEDS_SEATS = {
    False: Sentence("{workload}: people resources for more than {limit} seats, by the route {route}."),
    True: Sentence(
        "{workload}: people resources for more than {limit} seats, as an exception only, by the route {route}."
    ),
}


def below_by_exception(limit: int) -> Message:
    """Return what is left where no row has so few seats (G2)."""
    return Message("With {limit} seats or fewer your FPM can only make an exception.", limit=limit)


def self_deploys(workload: str, limit: int | None, link: str) -> Message:
    """Return up to how many seats a workload is self-deploy, with its guidance; None for any number."""
    if limit is None:
        return Message(
            "{workload}: no people resources at any seat count; it is self-deploy: {link}",
            workload=workload,
            link=Link(link),
        )
    return Message(
        "{workload}, up to {limit} seats: no people resources; it is self-deploy: {link}",
        workload=workload,
        limit=limit,
        link=Link(link),
    )


def no_guidance(workload: str) -> Message:
    """Return that the playbook links no guidance for a workload, so that none is invented (G2)."""
    return Message("{workload}: the playbook names no self-deployment guidance.", workload=workload)


def all_over(limit: int | None, names: Sequence[Text], *, exception: bool) -> Message:
    """Return the workloads that share a limit; None for no limit."""
    if limit is None:
        return Message("People resources without a seat limit: {workloads}.", workloads=listed(names))
    return _ALL_OVER[exception].told(limit=limit, workloads=listed(names))


_ALL_OVER = {
    False: Sentence("More than {limit} seats: {workloads}."),
    True: Sentence("More than {limit} seats, as an exception only: {workloads}."),
}


def never_people(names: Sequence[Text]) -> Message:
    """Return the workloads without people resources."""
    return Message("No people resources at any seat count: {workloads}.", workloads=listed(names))


def with_seats(verdict: Verdict, seats: int, names: Sequence[Text]) -> Message:
    """Return for which workloads the tables say this at a seat count."""
    return _WITH_SEATS[verdict].told(seats=seats, workloads=listed(names))


_WITH_SEATS: Mapping[Verdict, Sentence] = {
    Verdict.PEOPLE: Sentence("With {seats} seats people resources are available for {workloads}."),
    Verdict.LIMITED: Sentence("With {seats} seats coverage is limited for {workloads}."),
    Verdict.EXCEPTION: Sentence("As an exception only: {workloads}."),
    Verdict.SELF_DEPLOY: Sentence("Self-deploy: {workloads}."),
    Verdict.NONE: Sentence("No people resources with {seats} seats, unless your FPM makes an exception: {workloads}."),
}


def languages_of(kind: str, names: Sequence[Text]) -> Message:
    """Return in which languages SMEs for workloads work; `kind` is what their row says."""
    return _LANGUAGES_OF[kind].told(workloads=listed(names))


_LANGUAGES_OF = {
    ANY: Sentence("Any language on the list: SMEs for {workloads}."),
    ENGLISH_ONLY: Sentence("English: SMEs for {workloads}."),
    ENGLISH_LIMITED: Sentence("English, and others with limited coverage: SMEs for {workloads}."),
}


def in_language(kind: str, language: str, names: Sequence[Text]) -> Message:
    """Return for which workloads a SME may speak a language other than English; `kind` is what their row says."""
    return _IN_LANGUAGE[kind].told(language=language, workloads=listed(names))


_IN_LANGUAGE = {
    ANY: Sentence("SMEs who speak {language}: for {workloads}."),
    ENGLISH_ONLY: Sentence(
        "In English rather than {language}, so with English as the secondary language or as an exception: {workloads}."
    ),
    ENGLISH_LIMITED: Sentence("With limited coverage, so {language} may be hard to find: {workloads}."),
}


def language_list(languages: Sequence[Text]) -> Message:
    """Return the languages that can be chosen (G7)."""
    return Message("The list: {languages}.", languages=listed(languages))


def no_language(names: Sequence[Text]) -> Message:
    """Return that workloads have no people resources, whatever the language."""
    return Message("There are no people resources for {workloads} in any language.", workloads=listed(names))


def region_list(regions: Sequence[Text]) -> Message:
    """Return the regions."""
    return Message("The regions are {regions}.", regions=listed(regions))


def in_region(region: Text, names: Sequence[Text]) -> Message:
    """Return what has people resources in a region, the other conditions aside."""
    return Message(
        "In {region} there are people resources for {workloads}; their seat limits and languages still count.",
        region=region,
        workloads=listed(names),
    )


def not_in_region(region: Text, names: Sequence[Text]) -> Message:
    """Return what has no people resources in a region."""
    return Message("In {region} there are no people resources for {workloads}.", region=region, workloads=listed(names))


def exception_row(workload: str, words: str) -> Message:
    """Return what the tables say of a workload that goes as an exception (G3, G4)."""
    return Message("{workload}: {words}", workload=workload, words=Words(words))


def workload_list(names: Sequence[Text]) -> Message:
    """Return what a SME can be requested for (R34, G8)."""
    return Message("A SME can be requested for {workloads}.", workloads=listed(names))


def called(workload: str, names: Sequence[Text]) -> Message:
    """Return what else people call a workload: its names of today among them."""
    return Message("{workload} is also called {names}.", workload=workload, names=listed(names))


MIG_IS_MIG = Message("The playbook never spells MIG out, so it is shown as it stands there.")
