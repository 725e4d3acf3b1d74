"""One message says several things: what it says is taken, nothing is made up, and only the rest is asked (G9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding import needs
from dialogs.understanding.entities import Known, read
from playbook.messages import asking
from playbook.requests.fields import FIELD, FIELDS
from tests.office import TENANT_ID, Office
from tests.process import LISTS, PAT
from tests.reading import english

ASKED = {
    "workload": "AIP_P2",
    "tenant_name": "Contoso",
    "seat_count": "300",
    "region": "EMEA",
    "primary_language": "English",
}
NOT_SAID = {"delivery_team", "partner_name", "partner_email", "fpm", "role"}


async def _understood(office: Office, text: str) -> dict[str, str]:
    await office.pat.says(text)
    draft = await office.pat.draft()
    assert draft, text
    return {key: value for key, value in draft.answers.items() if key not in NOT_SAID}


async def test_the_example_of_the_help_fills_five_fields(office: Office) -> None:
    answer = await office.pat.says("need an AIP P2 SME for Contoso, 300 seats, EMEA, English")
    assert (
        "Noted: Requested Workload: AIP P2; Seat Count: 300; Region: EMEA (Europe, Middle East, Africa); "
        "Primary Language: English; Tenant Name: Contoso." in answer.text
    )
    assert "by the route AIP" in answer.text
    assert "AIP P2 is for the FastTrack Engineer SME." in answer.text
    assert "And which secondary language?" in answer.text
    draft = await office.pat.draft()
    assert draft
    assert {key: value for key, value in draft.answers.items() if key not in NOT_SAID} == ASKED


async def test_only_the_rest_is_asked(office: Office) -> None:
    answer = await office.pat.says("need an AIP P2 SME for Contoso, 300 seats, EMEA, English")
    asked = []
    for reply in ("none", TENANT_ID, "smc", "yes", "skip", "Labels are not applied after the migration."):
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
            "secondary_language": "German", "tenant_name": "Contoso",
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
        ("need an aip p2 sme for contoso, 300 seats, emea, english", ASKED | {"tenant_name": "contoso"}),
        ("need an AIP-P2 SME for Contoso EMEA English, licenses: 300", ASKED),
        ("We need an SME for AIP P2 at our customer, customer: Contoso, 300 active licences in EMEA. English.", ASKED),
        ("need an AIP P2 SME (AIP, 300 seats) for Contoso\n300 users\nEMEA (Europe)\nEnglish", ASKED),
        ("need an AIP P2 SME for Johnson & Johnson of Europe in APJ, 1\u202f200 seats", {
            "workload": "AIP_P2", "tenant_name": "Johnson & Johnson of Europe", "region": "APJ", "seat_count": "1200",
        }),
        ("secondary language French, primary English: need a SME on AATP for the US customer Wingtip Toys", {
            "workload": "AATP", "secondary_language": "French", "primary_language": "English", "region": "AMER",
            "tenant_name": "Wingtip Toys",
        }),
        ("need an MDATP SME, about 900 seats", {"workload": "MDATP", "seat_count": "900"}),
        ("need an MDATP SME, 10k seats", {"workload": "MDATP", "seat_count": "10000"}),
        ("need a SME with MDATP, Office 365 300 seats", {"workload": "MDATP", "seat_count": "300"}),
        ("need a SharePoint SME for Woodgrove", {
            "workload": "OTHER_FRP", "other_workload": "SharePoint", "tenant_name": "Woodgrove",
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
        ("need a SME for Teams, 300 seats, EMEA, English", "tenant_name"),
        ("need an AIP P2 SME for the IT department of Contoso", "primary_language"),
        ("need an AIP P2 SME, no other wishes", "other_workload"),
    ],
)
async def test_what_a_message_does_not_say_is_asked_and_not_made_up(office: Office, text: str, missing: str) -> None:
    assert missing not in await _understood(office, text)


@pytest.mark.parametrize(
    ("text", "unclear", "said"),
    [
        ("need an AADP SME", "workload", "Which one do you mean: AADP P1 or AADP P2?"),
        ("need a SME for AIP, customer Contoso, 300 seats", "workload", "Which one do you mean: AIP P1 or AIP P2?"),
        ("need an AIP P2 SME and a MCAS one for Contoso", "workload", "Which one do you mean: AIP P2 or MCAS?"),
        ("need an MDATP SME for Contoso, 300 seats, 400 seats", "seat_count", "more than one Seat Count: 300 and 400"),
        ("need an MDATP SME, 0 seats", "seat_count", "Seat Count must be between 1 and"),
        ("need an MDATP SME, between 200 and 300 seats", "seat_count", "Seat Count is a whole number"),
        ("need an MDATP SME, at least 900 seats", "seat_count", "Seat Count is a whole number"),
        ("need an MDATP SME, 5000+ seats", "seat_count", "Seat Count is a whole number"),
        ("need an MDATP SME, 200 or 250 seats", "seat_count", "more than one Seat Count: 200 and 250"),
        ("need an MDATP SME in EMEA or APJ, English", "region", "or APJ (Asia Pacific Japan)?"),
        ("need an MDATP SME who speaks Chinese", "primary_language", "or Chinese (Traditional)?"),
        ("need an MDATP SME, SMC or Enterprise", "tenant_segment", "Which one do you mean: SMC or Enterprise?"),
        ("need an MDATP SME, customer: Contoso, customer: Tailspin", "tenant_name", "Contoso and Tailspin"),
        ("need an MDATP SME, tenant 00000000-0000-0000-0000-000000000000", "tenant_id", "only zeros"),
    ],
)
async def test_what_is_said_but_not_clear_is_asked_back_at_once(
    office: Office, text: str, unclear: str, said: str
) -> None:
    answer = await office.pat.says(text)
    assert said in answer.text
    assert answer.text.endswith(english(asking.question(FIELD[unclear])))
    draft = await office.pat.draft()
    assert draft
    assert unclear not in draft.answers


async def test_the_rest_of_an_unclear_message_is_kept(office: Office) -> None:
    await office.pat.says("need a SME for AIP, customer Contoso, 300 seats, EMEA, English")
    answer = await office.pat.says("plan 2 of AIP? then AIP P2")
    assert "by the route AIP" in answer.text
    assert "And which secondary language?" in answer.text
    draft = await office.pat.draft()
    assert draft
    assert {key: value for key, value in draft.answers.items() if key not in NOT_SAID} == ASKED


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("when will request SME-0001 be done?", "SME-0001 is submitted. Next:"),
        ("please request #1", "SME-0001 is submitted. Next:"),
        ("how many seats?", "Seat Count of SME-0001: 300"),
        ("could I get a status of SME-0001?", "SME-0001 is submitted. Next:"),
    ],
)
async def test_a_question_about_a_request_is_no_need(office: Office, text: str, answer: str) -> None:
    before = await office.pat.files()
    assert answer in (await office.pat.says(text)).text
    assert await office.house.store.drafts(office.pat.key) == ()
    assert await office.newest() == before


async def test_a_need_without_any_detail_begins_with_the_first_question(office: Office) -> None:
    assert "Which workload do you need a SME for?" in (await office.pat.says("I need a SME")).text


@pytest.mark.parametrize("name", ["fran", "tess", "sana"])
async def test_only_a_partners_need_is_taken(office: Office, name: str) -> None:
    answer = await office.players[name].says("need an AIP P2 SME for Contoso, 300 seats, EMEA, English")
    assert "Only a FastTrack Ready Partner can file" in answer.text
    assert await office.house.store.drafts(office.players[name].key) == ()


async def test_words_inside_a_long_answer_are_part_of_the_answer(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says("change additional information")
    text = "We need an AIP P2 SME for Tailspin, 900 seats, APJ, Japanese. Cancel nothing, help us, status unclear."
    await office.pat.says(text)
    draft = await office.pat.draft()
    assert draft
    assert draft.answers["justification"] == text
    assert (draft.answers["seat_count"], draft.answers["region"]) == ("300", "EMEA")


async def test_one_message_in_the_middle_of_a_question_fills_what_it_says(office: Office) -> None:
    await office.pat.says_all("new request")
    answer = await office.pat.says("AIP P2 for Contoso, 300 seats, EMEA, English")
    assert "Noted:" in answer.text
    assert "And which secondary language?" in answer.text


@pytest.mark.parametrize(
    ("before", "reply", "fields"),
    [
        ((), "AIP P2, 300 seats", {"workload": "AIP_P2", "seat_count": "300"}),
        (("AIP P2",), "300 seats in EMEA", {"seat_count": "300", "region": "EMEA"}),
        (("AIP P2",), "about 300", {"seat_count": "300"}),
        (("AIP P2", "300"), '{"region": "EMEA"}', {"region": "EMEA"}),
        (("AIP P2", "300"), "Europe, German", {"region": "EMEA", "primary_language": "German"}),
        (("AIP P2", "300", "EMEA"), "English and German", {"secondary_language": "German"}),
    ],
)
async def test_a_reply_may_say_more_than_was_asked(
    office: Office, before: tuple[str, ...], reply: str, fields: dict[str, str]
) -> None:
    await office.pat.says_all("new request", *before)
    answer = await office.pat.says(reply)
    assert "Noted:" in answer.text
    draft = await office.pat.draft()
    assert draft
    assert fields.items() <= draft.answers.items()


async def test_a_number_with_its_unit_corrects_what_it_counts_and_says_what_that_was(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "300")
    answer = await office.pat.says("EMEA, 400 seats")
    assert "Noted: Seat Count: 400 (was 300); Region: EMEA (Europe, Middle East, Africa)." in answer.text
    draft = await office.pat.draft()
    assert draft
    assert (draft.answers["region"], draft.answers["seat_count"]) == ("EMEA", "400")


async def test_a_second_need_does_not_overwrite_a_draft(office: Office) -> None:
    await office.pat.says("need an AIP P2 SME for Contoso, 300 seats, EMEA, English")
    await office.pat.says("cancel")
    await office.pat.says("resume")
    before = await office.pat.draft()
    await office.pat.says("none")
    answer = await office.pat.says("new request")
    assert "You have a draft that is not filed yet." in answer.text
    after = await office.pat.draft()
    assert before
    assert after
    assert before.answers.items() <= after.answers.items()


LISTED = [choice.name for field in FIELDS for choice in LISTS.options(field, PAT)]
PLAIN = (
    "for customer: and of the Contoso's AIP AADP 300 1,200 0 -5 10k about seats users Chinese secondary , ; A \u00e9"
)
ODD = [" ", "\n", "\u200d", "\u202e", "\ud800", TENANT_ID]
words = st.sampled_from([*LISTED, *PLAIN.split(), *ODD])


@given(st.lists(words, max_size=14).map(" ".join) | st.text(max_size=60))
def test_whatever_a_message_says_each_field_is_understood_or_asked_and_never_both(text: str) -> None:
    known = Known(LISTS, PAT)
    heard = needs.hear(read(text, known), known)
    assert not heard.answers.keys() & heard.doubts.keys()
    for key, value in heard.answers.items():
        assert LISTS.read(FIELD[key], value, PAT) == value
    for sentence in heard.doubts.values():
        assert english(sentence)
