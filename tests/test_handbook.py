"""Questions about the playbook are answered by what stands in its tables, and say where they have it from."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from playbook.access.effects import VALID
from playbook.answers import Choice
from playbook.handbook import form, process
from playbook.handbook.asked import Asked
from playbook.handbook.table import TOPIC, TOPICS
from playbook.messages.deciding import STATES, TEAM_ADDRESS
from playbook.messages.handbook.form import MEANINGS
from playbook.messages.handbook.sources import HEADINGS, Section
from playbook.people import Person, Role
from playbook.requests.effects import MOST_RETURNS, Rules
from playbook.requests.fields import FIELD, FIELDS
from playbook.requests.lists import GROUNDS, Lists
from playbook.requests.record import Command, State
from playbook.requests.table import REQUEST_TABLE
from playbook.requests.workloads import Catalogue
from storage.catalogue import DATA
from tests.process import CATALOGUE, DIRECTORY, FRAN, GWEN, PAT, RULES, SAM, TESS
from tests.reading import english

# The headings of the playbook, but for its title and the list of its changes.
PLAYBOOK = (
    "Determining Required SME Role",
    "Scope of SME Activities",
    "Submitting a SME Request",
    "Get access to FTC Resource Request page",
    "Submit a request for subject matter expertise",
    "SME Request Timelines",
    "Proactive SME assignment by Microsoft to Partners",
    "SME Request Denials",
    "Onboarding a SME",
    "Accountabilities and Expectations during SME Engagement",
    "FastTrack Ready Partner (FRP)",
    "FastTrack Partner Manager (FPM)",
    "Subject Matter Expert (SME)",
)
# What only makes the rest run: states, the stored ruling, the history.
IMPLIED = {"R68", "R69"}
MOST_LINES = 6
TERMS = (
    ("frp", "FastTrack Ready Partner"),
    ("fpm", "FastTrack Partner Manager"),
    ("psm", "Partner Success Manager"),
    ("what_is_a_sme", "Subject Matter Expert"),
    ("ftop", "FastTrack Orchestration Portal"),
    ("ftc", "FastTrack Center"),
    ("smc", "small, medium and corporate"),
    ("enterprise", "large customers"),
    ("tenant_id", "GUID"),
    ("tenant_name", "as it is displayed in FTOP"),
    ("segment", "by the size of the customer"),
    ("delivery_team", "FTP Partner"),
    ("service_description", "FastTrack Service Description"),
)
ALSO_CALLED = (
    ("AADP_P1", "Entra ID P1"),
    ("OATP_P2", "Defender for Office 365 P2"),
    ("MDATP", "Defender for Endpoint"),
    ("AIP_P2", "Azure Information Protection P2"),
    ("MCAS", "Defender for Cloud Apps"),
    ("AATP", "Defender for Identity"),
    ("MIG_P1", "never spells MIG out"),
)


def told(topic: str, person: Person = PAT, rules: Rules = RULES, **named: Any) -> str:
    """Return the answer to a question about a topic."""
    return english(TOPIC[topic].answer(Asked(person, rules, **named)))


def with_routing(change: Callable[[dict[str, Any]], None]) -> Rules:
    """Return the rules with a copy of the routing table that was changed."""
    tables, workloads, languages = (
        tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("routing", "workloads", "languages")
    )
    change(tables)
    return replace(RULES, lists=Lists(Catalogue.of(tables, workloads, languages), DIRECTORY))


def row(tables: dict[str, Any], row_id: str) -> dict[str, Any]:
    """Return a row of the routing table."""
    rows: list[dict[str, Any]] = [*tables["people"], *tables["self_deploy"]]
    return next(one for one in rows if one["id"] == row_id)


# Sources


def test_the_headings_are_the_playbooks() -> None:
    assert tuple(HEADINGS[section].id for section in Section) == PLAYBOOK


@pytest.mark.parametrize("section", Section)
def test_every_section_of_the_playbook_is_cited_by_a_topic(section: Section) -> None:
    assert [topic.id for topic in TOPICS if section in topic.sections]


def test_everything_the_playbook_says_is_told_by_a_topic() -> None:
    said = {rule for topic in TOPICS for rule in topic.rules.split()}
    assert {f"R{number}" for number in range(1, 72)} - said == IMPLIED


def test_ids_are_unique() -> None:
    assert len(TOPIC) == len(TOPICS)


@pytest.mark.parametrize("topic", TOPIC)
@pytest.mark.parametrize("person", [PAT, FRAN, TESS, SAM], ids=lambda person: person.name)
def test_every_answer_is_short_and_names_its_source(topic: str, person: Person) -> None:
    lines = told(topic, person).split("\n")
    assert len(lines) <= MOST_LINES, "an answer is read in a chat"
    assert all(lines)
    assert [line for line in lines[1:] if line.startswith("Source: ")], "the fact stands before its source"


def test_a_rule_of_the_house_is_not_passed_off_as_the_playbooks() -> None:
    assert "the playbook is silent; this bot goes by its own rules (G34)" in told("nudging")
    assert "Source: Playbook, SME Request Timelines; where it is silent, this bot's own rules (G15)" in told("how_long")


# Limits and coverage


@pytest.mark.parametrize("listed", CATALOGUE.workloads, ids=lambda choice: choice.value)
def test_the_limit_of_each_workload_is_told(listed: Choice) -> None:
    answer = told("limits", workloads=(listed.value,))
    people = [row for row in CATALOGUE.people if listed.value in row.workloads]
    own = [row for row in CATALOGUE.self_deploy if listed.value in row.workloads]
    for limit in (*(row.seats_over for row in people), *(row.seats_below for row in own)):
        assert limit is None or f"{limit:,} seats" in answer
    assert all(row.route in answer for row in people)
    assert all(row.link in answer for row in own)
    assert listed.name in answer
    assert listed.name in told("limits")


@pytest.mark.parametrize(("row_id", "workload"), [("R9", "MDATP"), ("R14", "MIG_P1"), ("R12", "MCAS")])
def test_a_limit_that_is_changed_in_the_table_is_changed_in_the_answers(row_id: str, workload: str) -> None:
    def raised(tables: dict[str, Any]) -> None:
        row(tables, row_id)["seats_over"] = 23_456

    rules = with_routing(raised)
    assert "more than 23,456 seats" in told("limits", rules=rules, workloads=(workload,))
    assert "More than 23,456 seats" in told("limits", rules=rules)
    assert "23,456 seats is exactly at the limit" in told("covered", rules=rules, workloads=(workload,), seats=23_456)
    assert "23,456" not in told("limits")


def test_a_link_that_is_changed_in_the_table_is_changed_in_the_answer() -> None:
    rules = with_routing(lambda tables: row(tables, "R15").update(link="https://learn.microsoft.com/other"))
    for topic in ("self_deploy", "limits", "covered"):
        assert "https://learn.microsoft.com/other" in told(topic, rules=rules, workloads=("AIP_P1",), seats=20)


def test_a_question_with_seats_gets_verdict_row_and_link_of_the_real_ruling() -> None:
    answer = told("covered", workloads=("MCAS",), seats=9000)
    assert "No people resources are available for MCAS here: it is self-deploy." in answer
    assert "https://docs.microsoft.com/en-us/cloud-app-security/" in answer
    assert "Playbook row R16: MCAS" in answer
    assert "new request" not in answer, "nothing to file"


def test_who_may_file_is_offered_to_where_there_are_people() -> None:
    assert "People resources are available for MCAS" in told("covered", workloads=("MCAS",), seats=10_001)
    assert "Say new request" in told("covered", workloads=("MCAS",), seats=10_001)
    assert "Say new request" not in told("covered", FRAN, workloads=("MCAS",), seats=10_001)


def test_a_count_on_the_limit_is_said_to_be_exactly_there() -> None:
    for topic in ("covered", "limits"):
        assert "10,000 seats is exactly at the limit" in told(topic, workloads=("AATP",), seats=10_000)


def test_a_question_without_seats_gets_the_limit() -> None:
    assert told("covered", workloads=("MDATP",)).startswith("MDATP: people resources for more than 150 seats")


def test_a_family_is_answered_for_each_of_its_plans() -> None:
    first, second, *_ = told("covered", workloads=("AIP_P1", "AIP_P2"), seats=200).split("\n")
    assert "AIP P1 here: it is self-deploy." in first
    assert "People resources are available for AIP P2" in second


def test_seats_without_a_workload_part_the_workloads() -> None:
    answer = told("covered", seats=9000)
    assert "With 9,000 seats people resources are available for AADP P1" in answer
    assert "Self-deploy: AIP P1, MCAS and AATP." in answer


def test_language_and_region_count_in_the_ruling() -> None:
    german = told("covered", workloads=("MDATP",), seats=500, languages=("German",))
    assert "With English as the secondary language people resources are available" in german
    both = told("covered", workloads=("MDATP",), seats=500, languages=("German", "French"))
    assert "neither of your languages is English" in both
    rules = with_routing(lambda tables: row(tables, "R9").update(regions=["EMEA"]))
    assert "no people resources" in told("covered", rules=rules, workloads=("MDATP",), seats=500, region="APJ")
    assert "are available" in told("covered", rules=rules, workloads=("MDATP",), seats=500, region="EMEA")


def test_without_a_language_the_answer_says_that_english_is_meant() -> None:
    assert "a SME who works in English" in told("covered", workloads=("MDATP",), seats=500)
    assert "a SME who works in English" not in told("covered", workloads=("AADP_P1",), seats=500)


def test_no_guidance_is_invented_where_the_playbook_links_none() -> None:
    assert "names no self-deployment guidance" in told("self_deploy", workloads=("AIP_P2",))
    assert "http" not in told("self_deploy", workloads=("AIP_P2",))


def test_languages_are_those_of_rows_and_list() -> None:
    assert "English: SMEs for MDATP." in told("languages", workloads=("MDATP",))
    assert "Vietnamese" in told("languages")
    assert "German may be hard to find: MCAS and AATP" in told("languages", languages=("German",))
    rules = with_routing(lambda tables: row(tables, "R9").update(languages="any"))
    assert "Any language on the list: SMEs for MDATP." in told("languages", rules=rules, workloads=("MDATP",))
    assert "AIP P1 in any language" in told("languages", workloads=("AIP_P1",))


def test_regions_are_those_of_the_rows() -> None:
    assert "EMEA (Europe, Middle East, Africa)" in told("regions")
    assert "MDATP" in told("regions", region="APJ")
    rules = with_routing(lambda tables: row(tables, "R9").update(regions=["EMEA"]))
    assert "MDATP" not in told("regions", rules=rules, region="APJ")
    assert "there are no people resources for MDATP" in told("regions", rules=rules, region="APJ", workloads=("MDATP",))


# The process


def test_the_clocks_are_told_as_they_run(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Within 5 business days of submission" in told("how_long")
    assert "within 5 minutes, triage within 1 business day" in told("how_long")
    calendar = replace(RULES, clockwork=replace(RULES.clockwork, business_days=False))
    assert "Within 5 calendar days" in told("how_long", rules=calendar)
    assert "weekends and holidays included" in told("clock", rules=calendar)
    monkeypatch.setattr(process, "DECISION", timedelta(days=8))
    assert "Within 8 business days" in told("how_long")
    assert "Within 8 business days" in told("after_submitting")


def test_the_window_of_a_repeated_topic_is_the_one_that_is_set() -> None:
    assert "within 180 days" in told("repeated_topic")
    assert "within 33 days" in told("repeated_topic", rules=replace(RULES, topic_window=timedelta(days=33)))


def test_denial_grounds_are_those_an_fpm_chooses_from() -> None:
    for ground in GROUNDS:
        assert ground.name in told("denial_grounds")


def test_returns_are_counted_as_the_desk_counts_them() -> None:
    assert f"After {MOST_RETURNS} returns" in told("returned")


@pytest.mark.parametrize(("topic", "command"), [("editing", Command.EDIT), ("withdrawing", Command.WITHDRAW)])
def test_what_the_requester_may_still_do_is_read_from_the_table(topic: str, command: Command) -> None:
    sources = REQUEST_TABLE.row(command).sources
    named = {state for state in State if STATES[state].id in told(topic)}
    assert named >= sources
    assert State.CLOSED not in named
    assert State.DENIED not in named


def test_an_invitation_is_valid_as_long_as_access_says() -> None:
    assert f"{VALID.days} days" in told("access")
    assert f"{VALID.days} days" in told("invitation")


def test_whoever_gets_no_confirmation_is_told_the_address() -> None:
    assert TEAM_ADDRESS in told("no_confirmation")
    assert "contact your FPM" in told("no_confirmation")


# People


@pytest.mark.parametrize(
    ("topic", "who"),
    [
        ("who_approves", "Only the routed FPM can approve or deny"),
        ("who_assigns", "chosen by the SME Assignment team"),
        ("who_triages", "the SME Assignment team or the routed FPM"),
        ("who_closes", "closed by the routed FPM"),
    ],
)
def test_who_takes_a_step_is_whom_the_table_lets(topic: str, who: str) -> None:
    assert who in told(topic)


def test_a_partner_is_told_the_name_of_their_fpm() -> None:
    for topic in ("who_approves", "escalation", "after_closing", "first_contact", "avoiding_denial", "roles"):
        assert GWEN.name in told(topic, PAT)
        assert GWEN.name not in told(topic, FRAN)


def test_each_is_told_what_is_expected_of_them() -> None:
    for person, topic in ((PAT, "partner_duties"), (FRAN, "fpm_duties"), (SAM, "sme_duties")):
        assert told("my_duties", person).split("\n")[0] in told(topic, PAT)
    assert "Route requests" in told("my_duties", TESS)
    several = replace(FRAN, roles=frozenset({Role.FPM, Role.TEAM}))
    assert "Route requests" in told("my_duties", several)
    assert "approve or deny" in told("my_duties", several)


def test_the_role_follows_from_the_workload() -> None:
    assert "FastTrack Migration Resource" in told("role_for_workload", workloads=("EXCHANGE_MIGRATION",))
    assert "FastTrack Engineer SME" in told("role_for_workload", workloads=("MCAS",))
    assert told("role_for_workload").startswith("- FastTrack Engineer SME: assists on any FRP workload")


# Form and terms


def test_every_field_of_the_form_is_named_and_explained() -> None:
    assert set(MEANINGS) == set(FIELD)
    for field in FIELDS:
        assert field.title.id in told("what_is_needed")
        assert field.title.id in told("field", fields=(field.key,))
    assert "APJ (Asia Pacific Japan)" in told("field", fields=("region",))
    assert english(form.meaning_of("delivery_team")).count("FTP Partner") == 1


@pytest.mark.parametrize(("topic", "meaning"), TERMS)
def test_every_term_is_answered(topic: str, meaning: str) -> None:
    assert meaning in told(topic)


@pytest.mark.parametrize(("workload", "name"), ALSO_CALLED)
def test_every_workload_is_told_by_todays_name(workload: str, name: str) -> None:
    assert name in told("workload_name", workloads=(workload,))
