"""The playbook's two routing tables, row by row and limit by limit, and what they leave open (R7-R17, G1-G10)."""

from dataclasses import replace

import pytest

from playbook.answers import read
from playbook.messages import routing
from playbook.refusals import NotUnderstood
from playbook.requests.fields import FIELD, ROUTED_FPM, applicable
from playbook.requests.lists import REGIONS
from playbook.requests.record import Ruling, Verdict
from playbook.requests.workloads import role_of, route, rule_on
from tests.process import ANSWERS, CATALOGUE, LISTS, PAT
from tests.reading import english

PEOPLE, LIMITED, EXCEPTION, SELF, NONE = "people", "limited", "exception", "self_deploy", "none"
S_AND_C = "Security and Compliance"
AIP_LINK = "https://docs.microsoft.com/en-us/azure/information-protection/"
MCAS_LINK = "https://docs.microsoft.com/en-us/cloud-app-security/"
AATP_LINK = "https://docs.microsoft.com/en-us/azure-advanced-threat-protection/"

EVERY_REGION = ("AMER", "APJ", "EMEA")

# workload, seats, verdict, route, cited row, link: English customers, the same in every region.
BY_SEATS = (
    ("AADP_P1", 149, NONE, "AADP", "R7", ""),
    ("AADP_P1", 150, NONE, "AADP", "R7", ""),
    ("AADP_P1", 151, PEOPLE, "AADP", "R7", ""),
    ("AADP_P2", 149, NONE, "AADP", "R7", ""),
    ("AADP_P2", 150, NONE, "AADP", "R7", ""),
    ("AADP_P2", 151, PEOPLE, "AADP", "R7", ""),
    ("OATP_P1", 149, NONE, "OATP", "R8", ""),
    ("OATP_P1", 150, NONE, "OATP", "R8", ""),
    ("OATP_P1", 151, PEOPLE, "OATP", "R8", ""),
    ("OATP_P2", 149, NONE, "OATP", "R8", ""),
    ("OATP_P2", 150, NONE, "OATP", "R8", ""),
    ("OATP_P2", 151, PEOPLE, "OATP", "R8", ""),
    ("MDATP", 149, NONE, "MDATP", "R9", ""),
    ("MDATP", 150, NONE, "MDATP", "R9", ""),
    ("MDATP", 151, PEOPLE, "MDATP", "R9", ""),
    ("AIP_P2", 149, NONE, "AIP", "R10", ""),
    ("AIP_P2", 150, NONE, "AIP", "R10", ""),
    ("AIP_P2", 151, PEOPLE, "AIP", "R10", ""),
    ("MIG_P2", 149, NONE, S_AND_C, "R11", ""),
    ("MIG_P2", 150, NONE, S_AND_C, "R11", ""),
    ("MIG_P2", 151, PEOPLE, S_AND_C, "R11", ""),
    ("MCAS", 1, SELF, "", "R16", MCAS_LINK),
    ("MCAS", 9_999, SELF, "", "R16", MCAS_LINK),
    ("MCAS", 10_000, SELF, "", "R16", MCAS_LINK),
    ("MCAS", 10_001, PEOPLE, S_AND_C, "R12", ""),
    ("AATP", 1, SELF, "", "R17", AATP_LINK),
    ("AATP", 9_999, SELF, "", "R17", AATP_LINK),
    ("AATP", 10_000, SELF, "", "R17", AATP_LINK),
    ("AATP", 10_001, PEOPLE, S_AND_C, "R13", ""),
    ("MIG_P1", 4_999, NONE, S_AND_C, "R14", ""),
    ("MIG_P1", 5_000, NONE, S_AND_C, "R14", ""),
    ("MIG_P1", 5_001, EXCEPTION, S_AND_C, "R14", ""),
    ("AIP_P1", 1, SELF, "", "R15", AIP_LINK),
    ("AIP_P1", 151, SELF, "", "R15", AIP_LINK),
    ("AIP_P1", 1_000_000, SELF, "", "R15", AIP_LINK),
    ("EXCHANGE_MIGRATION", 1, PEOPLE, "FastTrack Migration Resource", "R4 migration", ""),
    ("OTHER_FRP", 1, PEOPLE, "FastTrack Engineer SME", "R4 engineer", ""),
)

# workload, seats over every limit, then the verdict for: German and English second, German and no second language.
BY_LANGUAGE = (
    ("AADP_P1", PEOPLE, PEOPLE),
    ("AADP_P2", PEOPLE, PEOPLE),
    ("OATP_P1", PEOPLE, EXCEPTION),
    ("OATP_P2", PEOPLE, EXCEPTION),
    ("MDATP", PEOPLE, EXCEPTION),
    ("AIP_P2", PEOPLE, EXCEPTION),
    ("MIG_P2", PEOPLE, EXCEPTION),
    ("MCAS", LIMITED, LIMITED),
    ("AATP", LIMITED, LIMITED),
    ("MIG_P1", EXCEPTION, EXCEPTION),
    ("AIP_P1", SELF, SELF),
    ("EXCHANGE_MIGRATION", PEOPLE, PEOPLE),
    ("OTHER_FRP", PEOPLE, PEOPLE),
)


def remarks(ruling: Ruling) -> list[str]:
    """Return what a ruling adds to its verdict, as it is said."""
    return [english(routing.remark(one)) for one in ruling.remarks]


def ruled(workload: str, seats: int, region: str = "EMEA", primary: str = "English", second: str = "None") -> Ruling:
    found = route(CATALOGUE, workload=workload, seats=seats, region=region, primary=primary, secondary=second)
    assert found is not None
    return found


@pytest.mark.parametrize("region", EVERY_REGION)
@pytest.mark.parametrize("row", BY_SEATS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_each_row_of_both_tables_at_below_and_above_its_limit(
    row: tuple[str, int, str, str, str, str], region: str
) -> None:
    workload, seats, verdict, by, cited, link = row
    ruling = ruled(workload, seats, region)
    assert (ruling.verdict, ruling.route, ruling.row, ruling.link) == (verdict, by, cited, link)
    assert ruling.citation


@pytest.mark.parametrize("region", EVERY_REGION)
@pytest.mark.parametrize("row", BY_LANGUAGE, ids=lambda row: str(row[0]))
def test_each_row_with_another_language(row: tuple[str, str, str], region: str) -> None:
    workload, with_english, without = row
    assert ruled(workload, 50_000, region, "German", "English").verdict == with_english
    assert ruled(workload, 50_000, region, "German", "None").verdict == without
    assert ruled(workload, 50_000, region, "German", "French").verdict == without


def test_the_tables_cover_the_whole_workload_list() -> None:
    listed = {choice.value for choice in CATALOGUE.workloads}
    assert {row[0] for row in BY_SEATS} == listed
    assert {row[0] for row in BY_LANGUAGE} == listed


@pytest.mark.parametrize(
    ("cited", "cells"),
    [
        ("R7", ("AADP P1 & P2", "WW FTC Supported", "More than 150 seats")),
        ("R8", ("OATP P1 & P2", "English", "More than 150 seats")),
        ("R9", ("MDATP", "English", "More than 150 seats")),
        ("R10", ("AIP P2", "English", "More than 150 seats")),
        ("R11", ("MIG P2", "English", "More than 150 seats")),
        ("R12", ("MCAS", "English/Limited", "Above 10k seats")),
        ("R13", ("AATP", "English/Limited", "Above 10k seats")),
        ("R14", ("MIG P1", "Limited/Exception Based", "Above 5k seats")),
        ("R15", ("AIP P1", "English", "No restriction")),
        ("R16", ("MCAS", "English Only", "Below 10k seats")),
        ("R17", ("AATP", "English Only", "Below 10k seats")),
    ],
)
def test_the_cited_row_is_the_playbooks(cited: str, cells: tuple[str, ...]) -> None:
    sources = {row.id: row.source for row in CATALOGUE.people} | {row.id: row.source for row in CATALOGUE.self_deploy}
    assert sources[cited].split(" | ")[0] == cells[0]
    for cell in cells[1:]:
        assert cell in sources[cited].split(" | ")


def test_the_ruling_names_the_rules_that_made_it() -> None:
    """R69."""
    assert CATALOGUE.version
    for workload, seats, *_ in BY_SEATS:
        assert ruled(workload, seats).version == CATALOGUE.version


@pytest.mark.parametrize(
    ("workload", "limit"),
    [("AADP_P1", 150), ("MDATP", 150), ("AIP_P2", 150), ("MCAS", 10_000), ("AATP", 10_000), ("MIG_P1", 5_000)],
)
def test_g1_a_seat_count_on_the_limit_has_no_people_and_says_why(workload: str, limit: int) -> None:
    exactly = f"{limit:,} seats is exactly at the limit; people resources need more."
    assert remarks(ruled(workload, limit)) == [exactly]
    assert remarks(ruled(workload, limit - 1)) == []
    assert exactly not in remarks(ruled(workload, limit + 1))


def test_g2_too_few_seats_offer_an_exception_or_a_stop_and_never_an_invented_link() -> None:
    answers = {**ANSWERS, "seat_count": "150"}
    ruling = rule_on(answers, CATALOGUE)
    assert ruling is not None
    assert (ruling.verdict, ruling.link) == (Verdict.NONE, "")
    assert "http" not in english(routing.verdict(ruling, "AIP P2"))
    assert "exception" in {field.key for field in applicable(answers, ruling)}
    assert "exception_reason" not in {field.key for field in applicable(answers, ruling)}
    asked = {field.key for field in applicable({**answers, "exception": "ask"}, ruling)}
    assert "exception_reason" in asked


def test_g3_mig_p1_needs_a_reason_for_an_exception() -> None:
    answers = {**ANSWERS, "workload": "MIG_P1", "seat_count": "6000"}
    ruling = rule_on(answers, CATALOGUE)
    assert ruling is not None
    asked = {field.key for field in applicable(answers, ruling)}
    assert "exception_reason" in asked
    assert "exception" not in asked
    assert "Limited/Exception Based" in " ".join(remarks(ruling))


@pytest.mark.parametrize(
    ("primary", "second", "remark"),
    [
        ("German", "French", "neither of your languages is English"),
        ("German", "None", "neither of your languages is English"),
        ("German", "English", "expect English rather than German"),
        ("English", "None", ""),
    ],
)
def test_g6_the_languages_of_mig_p1_are_remarked_on_like_any(primary: str, second: str, remark: str) -> None:
    table, *about = remarks(ruled("MIG_P1", 6_000, "EMEA", primary, second))
    assert "Limited/Exception Based" in table
    assert remark in " ".join(about)
    assert len(about) == bool(remark)


def test_g6_nothing_is_remarked_on_the_languages_of_mig_p1_while_one_is_open() -> None:
    answers = {"workload": "MIG_P1", "seat_count": "6000", "region": "EMEA", "primary_language": "German"}
    ruling = rule_on(answers, CATALOGUE)
    assert ruling is not None
    assert ruling.verdict is Verdict.EXCEPTION
    assert len(ruling.remarks) == 1


@pytest.mark.parametrize("region", EVERY_REGION)
def test_g4_mig_p1_is_an_exception_in_any_region(region: str) -> None:
    assert ruled("MIG_P1", 6_000, region).verdict is Verdict.EXCEPTION


@pytest.mark.parametrize(
    ("said", "region"),
    [
        ("Amer", "AMER"),
        ("americas", "AMER"),
        ("America", "AMER"),
        ("LATAM", "AMER"),
        ("Latin America", "AMER"),
        ("us", "AMER"),
        ("United States", "AMER"),
        ("Amer (Americas)", "AMER"),
        ("APJ", "APJ"),
        ("apac", "APJ"),
        ("japan", "APJ"),
        ("Asia Pacific Japan", "APJ"),
        ("APJ (Asia Pacific Japan)", "APJ"),
        ("emea", "EMEA"),
        ("Europe", "EMEA"),
        ("EU", "EMEA"),
        ("uk", "EMEA"),
        ("MEA", "EMEA"),
        ("Europe, Middle East, Africa", "EMEA"),
        ("Europe, Middle East and Africa", "EMEA"),
        ("EMEA (Europe, Middle East, Africa)", "EMEA"),
    ],
)
def test_g5_a_region_is_known_by_the_names_people_use(said: str, region: str) -> None:
    assert read(FIELD["region"], said, REGIONS) == region


@pytest.mark.parametrize("said", ["Mars", "A", "em", "world"])
def test_g5_anything_else_is_no_region(said: str) -> None:
    with pytest.raises(NotUnderstood, match="Amer"):
        read(FIELD["region"], said, REGIONS)


def test_g6_limited_coverage_is_accepted_with_a_warning() -> None:
    ruling = ruled("MCAS", 20_000, primary="German")
    assert (ruling.verdict, ruling.route) == (Verdict.LIMITED, S_AND_C)
    assert remarks(ruling) == ["Language coverage is English/Limited: a SME who speaks German may be hard to find."]


def test_g6_english_as_second_language_makes_the_route_and_says_so() -> None:
    ruling = ruled("MDATP", 200, primary="German", second="English")
    assert ruling.verdict is Verdict.PEOPLE
    assert "English rather than German" in " ".join(remarks(ruling))


def test_g6_without_english_the_fpm_needs_a_reason() -> None:
    answers = {**ANSWERS, "workload": "MDATP", "primary_language": "German", "secondary_language": "French"}
    ruling = rule_on(answers, CATALOGUE)
    assert ruling is not None
    assert ruling.verdict is Verdict.EXCEPTION
    assert "exception_reason" in {field.key for field in applicable(answers, ruling)}


def test_g6_while_the_second_language_decides_nothing_is_said() -> None:
    asked = {key: value for key, value in ANSWERS.items() if key != "secondary_language"}
    assert rule_on({**asked, "primary_language": "German"}, CATALOGUE) is None
    assert rule_on({**asked, "primary_language": "German", "workload": "AADP_P2"}, CATALOGUE) is not None
    assert rule_on(asked, CATALOGUE) is not None


@pytest.mark.parametrize(("workload", "link"), [("AIP_P1", AIP_LINK), ("MCAS", MCAS_LINK), ("AATP", AATP_LINK)])
@pytest.mark.parametrize("language", ["German", "Japanese", "Thai"])
def test_g6_no_language_blocks_a_self_deploy_link(workload: str, link: str, language: str) -> None:
    assert ruled(workload, 100, primary=language).link == link


def test_g7_any_listed_language_is_supported_for_aadp() -> None:
    for language in CATALOGUE.languages:
        assert ruled("AADP_P2", 151, primary=language.value).verdict is Verdict.PEOPLE


@pytest.mark.parametrize("workload", ["EXCHANGE_MIGRATION", "OTHER_FRP"])
@pytest.mark.parametrize("region", EVERY_REGION)
def test_g8_other_workloads_have_no_seat_limit_and_any_language(workload: str, region: str) -> None:
    assert ruled(workload, 1, region, "Thai").verdict is Verdict.PEOPLE


def test_g8_another_workload_is_named_in_words_and_a_migration_by_its_source() -> None:
    for workload, field in (("OTHER_FRP", "other_workload"), ("EXCHANGE_MIGRATION", "email_source")):
        asked = {one.key for one in applicable({**ANSWERS, "workload": workload}, None)}
        assert asked & {"other_workload", "email_source"} == {field}


@pytest.mark.parametrize(
    ("family", "plans"),
    [
        ("AIP", ("AIP P1", "AIP P2")),
        ("aadp", ("AADP P1", "AADP P2")),
        ("OATP", ("OATP P1", "OATP P2")),
        ("Mig", ("MIG P1", "MIG P2")),
        ("Azure Information Protection", ("AIP P1", "AIP P2")),
        ("Office 365 ATP", ("OATP P1", "OATP P2")),
    ],
)
def test_g9_a_family_name_is_asked_back_with_its_plans(family: str, plans: tuple[str, str]) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read(FIELD["workload"], family, CATALOGUE.workloads)
    assert english(refused.value.message) == f"Which one do you mean: {plans[0]} or {plans[1]}?"


@pytest.mark.parametrize(
    ("said", "workload"),
    [
        ("AIP P2", "AIP_P2"),
        ("aip-p1", "AIP_P1"),
        ("Azure Information Protection P2", "AIP_P2"),
        ("MIG P1", "MIG_P1"),
        ("mdatp", "MDATP"),
        ("Defender ATP", "MDATP"),
        ("Azure ATP", "AATP"),
        ("MCAS", "MCAS"),
        ("Cloud App Security", "MCAS"),
        ("migration", "EXCHANGE_MIGRATION"),
        ("Exchange migration", "EXCHANGE_MIGRATION"),
        ("other", "OTHER_FRP"),
    ],
)
def test_g9_a_plan_or_an_unsplit_workload_is_taken_as_said(said: str, workload: str) -> None:
    assert read(FIELD["workload"], said, CATALOGUE.workloads) == workload


def test_g9_no_name_of_one_workload_is_also_a_name_of_another() -> None:
    names: dict[str, str] = {}
    for choice in CATALOGUE.workloads:
        for name in {name.casefold() for name in (choice.value, choice.name, *choice.synonyms)}:
            assert names.setdefault(name, choice.value) == choice.value
            assert read(FIELD["workload"], name, CATALOGUE.workloads) == choice.value


@pytest.mark.parametrize("workload", [choice.value for choice in CATALOGUE.workloads])
def test_g10_the_migration_resource_goes_with_exchange_migration_and_with_nothing_else(workload: str) -> None:
    assert role_of(workload) == ("MIGRATION" if workload == "EXCHANGE_MIGRATION" else "ENGINEER")


def test_g13_an_unknown_fpm_is_an_answer_but_not_a_place_to_route_to() -> None:
    offered = [choice.value for choice in LISTS.options(FIELD["fpm"], PAT)]
    assert offered[-1] == "unlisted"
    assert "unlisted" not in [choice.value for choice in LISTS.fpms()]
    assert ROUTED_FPM.key == "fpm"


def test_the_sentence_about_a_ruling_names_route_link_and_row() -> None:
    people = english(routing.verdict(ruled("AIP_P2", 151), "AIP P2"))
    assert "by the route AIP" in people
    assert "Playbook row R10: AIP P2 | Americas, APJ, EMEA | English | More than 150 seats" in people
    self_deploy = english(routing.verdict(ruled("AIP_P1", 151), "AIP P1"))
    assert f"Self-deployment guidance: {AIP_LINK}" in self_deploy
    assert "No people resources" in self_deploy


def test_limits_are_data_not_code() -> None:
    """G1: whoever runs the bot can move a limit without touching the program."""
    people = tuple(replace(row, seats_over=500) if row.id == "R10" else row for row in CATALOGUE.people)
    moved = replace(CATALOGUE, people=people)
    at = {
        seats: route(moved, workload="AIP_P2", seats=seats, region="EMEA", primary="English", secondary=None)
        for seats in (500, 501)
    }
    assert [ruling.verdict for ruling in at.values() if ruling] == [Verdict.NONE, Verdict.PEOPLE]


def test_a_self_deploy_limit_of_the_data_is_obeyed() -> None:
    rows = tuple(replace(row, seats_below=2_000) if row.id == "R16" else row for row in CATALOGUE.self_deploy)
    moved = replace(CATALOGUE, self_deploy=rows)
    at = {
        seats: route(moved, workload="MCAS", seats=seats, region="EMEA", primary="English", secondary=None)
        for seats in (2_000, 2_001, 10_000, 10_001)
    }
    verdicts = [ruling.verdict for ruling in at.values() if ruling]
    assert verdicts == [Verdict.SELF_DEPLOY, Verdict.NONE, Verdict.NONE, Verdict.PEOPLE]
