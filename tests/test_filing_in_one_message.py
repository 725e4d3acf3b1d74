"""One message says several things: what it says is taken, nothing is made up, and only the rest is asked (G9)."""

import pytest

from tests.office import TENANT_ID, Office

ASKED = {
    "workload": "AIP_P2",
    "tenant_name": "Contoso",
    "seat_count": "300",
    "region": "EMEA",
    "primary_language": "English",
}
FROM_ROSTER = {"delivery_team", "partner_name", "partner_email", "fpm"}


async def _understood(office: Office, text: str) -> dict[str, str]:
    await office.pat.says(text)
    draft = await office.house.store.draft(office.pat.key, "new")
    assert draft, text
    return {key: value for key, value in draft.answers.items() if key not in FROM_ROSTER}


async def test_the_example_of_the_help_fills_five_fields(office: Office) -> None:
    answer = await office.pat.says("need an AIP P2 SME for Contoso, 300 seats, EMEA, English")
    assert (
        "Noted: Requested Workload: AIP P2; Seat Count: 300; Region: EMEA (Europe, Middle East, Africa); "
        "Primary Language: English; Tenant Name: Contoso." in answer.text
    )
    assert "by the route AIP" in answer.text
    assert "Which role do you need?" in answer.text
    draft = await office.house.store.draft(office.pat.key, "new")
    assert draft
    assert {key: value for key, value in draft.answers.items() if key not in FROM_ROSTER} == ASKED


async def test_only_the_rest_is_asked(office: Office) -> None:
    answer = await office.pat.says("need an AIP P2 SME for Contoso, 300 seats, EMEA, English")
    asked = []
    for reply in ("engineer", "none", TENANT_ID, "smc", "yes", "Labels are not applied after the migration."):
        asked.append(answer.text.rsplit("\n\n", 1)[-1])
        answer = await office.pat.says(reply)
    assert "Please check everything" in answer.text
    assert not any("region" in question or "seats" in question for question in asked)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Hi, we need an AIP P2 SME for Contoso: 300 seats in EMEA, English please", ASKED),
        ("NEED AN AIP P2 SME FOR CONTOSO, 300 SEATS, EMEA, ENGLISH", ASKED | {"tenant_name": "CONTOSO"}),
        ("Could I get an expert for AIP P2? customer Contoso, EMEA, 300 licenses, English", ASKED),
        ("AIP P2, Contoso, 1,200 seats, Europe, English and German", {
            "workload": "AIP_P2", "seat_count": "1200", "region": "EMEA", "primary_language": "English",
            "secondary_language": "German",
        }),
        ("need an MDATP SME, 12.000 users, Japan, Japanese or English", {
            "workload": "MDATP", "seat_count": "12000", "region": "APJ", "primary_language": "Japanese",
            "secondary_language": "English",
        }),
        ("looking for an engineer for Cloud App Security, 20000 seats, US", {
            "workload": "MCAS", "seat_count": "20000", "region": "AMER",
        }),
        (f"need a SME for AATP, tenant {TENANT_ID.upper()}, enterprise", {
            "workload": "AATP", "tenant_id": TENANT_ID, "tenant_segment": "ENTERPRISE",
        }),
        ("need a SME for EMEA, for our customer Contoso, in German: MDATP", {
            "workload": "MDATP", "region": "EMEA", "tenant_name": "Contoso", "primary_language": "German",
        }),
        ("we need help from a specialist: AADP P1 for Northwind Traders with 500 seats", {
            "workload": "AADP_P1", "seat_count": "500", "tenant_name": "Northwind Traders",
        }),
    ],
)  # fmt: skip
async def test_what_a_message_says_is_taken(office: Office, text: str, fields: dict[str, str]) -> None:
    assert await _understood(office, text) == fields


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("need an AIP SME for Contoso, 300 seats, EMEA, English", "workload"),
        ("need an AADP SME, 300 seats, EMEA, English", "workload"),
        ("need an AIP P2 SME for Contoso, many seats, EMEA, English", "seat_count"),
        ("need an AIP P2 SME for Contoso, 300 seats, Atlantis, English", "region"),
        ("need an AIP P2 SME for Contoso, 300 seats, EMEA, Klingon", "primary_language"),
        ("need an AIP P2 SME, tenant 12345678, 300 seats, EMEA, English", "tenant_id"),
        ("need an AIP P2 SME for the deployment, 300 seats, EMEA, English", "tenant_name"),
        ("need an AIP P2 SME for EMEA, 300 seats, English", "tenant_name"),
        ("looking for an AIP P2 SME, 300 seats, English, EMEA", "tenant_name"),
    ],
)
async def test_what_a_message_does_not_say_is_asked_and_not_made_up(office: Office, text: str, missing: str) -> None:
    assert missing not in await _understood(office, text)


async def test_a_need_without_any_detail_begins_with_the_first_question(office: Office) -> None:
    assert "Which role do you need?" in (await office.pat.says("I need a SME")).text


@pytest.mark.parametrize("name", ["fran", "tess", "sana"])
async def test_only_a_partners_need_is_taken(office: Office, name: str) -> None:
    answer = await office.players[name].says("need an AIP P2 SME for Contoso, 300 seats, EMEA, English")
    assert "did not understand" in answer.text
    assert await office.house.store.drafts(office.players[name].key) == ()


async def test_words_inside_a_long_answer_are_part_of_the_answer(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says("change additional information")
    text = "We need an AIP P2 SME for Tailspin, 900 seats, APJ, Japanese. Cancel nothing, help us, status unclear."
    await office.pat.says(text)
    draft = await office.house.store.draft(office.pat.key, "new")
    assert draft
    assert draft.answers["justification"] == text
    assert (draft.answers["seat_count"], draft.answers["region"]) == ("300", "EMEA")


async def test_one_message_in_the_middle_of_a_question_fills_what_it_says(office: Office) -> None:
    await office.pat.says_all("new request", "engineer")
    answer = await office.pat.says("AIP P2 for Contoso, 300 seats, EMEA, English")
    assert "Noted:" in answer.text
    assert "And which secondary language?" in answer.text


async def test_a_second_need_does_not_overwrite_a_draft(office: Office) -> None:
    await office.pat.says("need an AIP P2 SME for Contoso, 300 seats, EMEA, English")
    await office.pat.says("cancel")
    await office.pat.says("resume")
    before = await office.house.store.draft(office.pat.key, "new")
    await office.pat.says("engineer")
    answer = await office.pat.says("new request")
    assert "You have a draft that is not filed yet." in answer.text
    after = await office.house.store.draft(office.pat.key, "new")
    assert before
    assert after
    assert before.answers.items() <= after.answers.items()
