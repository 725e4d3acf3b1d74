"""The pre-check: as soon as it can tell, before another word is typed, with the playbook's row (R7-R20, G1-G10)."""

from dataclasses import dataclass

import pytest

from playbook.requests.record import Request, State
from tests.office import Office, buttons_of

AIP = "https://docs.microsoft.com/en-us/azure/information-protection/"
MCAS = "https://docs.microsoft.com/en-us/cloud-app-security/"
AATP = "https://docs.microsoft.com/en-us/azure-advanced-threat-protection/"


@dataclass(frozen=True)
class Need:
    """A need as a partner types it, and what the bot says to it at once."""

    workload: str
    seats: str
    says: str
    row: str
    language: str = "English"


PEOPLE = (
    Need("AADP P1", "151", "by the route AADP", "R7"),
    Need("AADP P2", "151", "by the route AADP", "R7", "Thai"),
    Need("OATP P1", "151", "by the route OATP", "R8"),
    Need("OATP P2", "151", "by the route OATP", "R8"),
    Need("MDATP", "151", "by the route MDATP", "R9"),
    Need("AIP P2", "151", "by the route AIP", "R10"),
    Need("MIG P2", "151", "by the route Security and Compliance", "R11"),
    Need("MCAS", "10,001", "by the route Security and Compliance", "R12"),
    Need("AATP", "10,001", "by the route Security and Compliance", "R13"),
    Need("Exchange migration", "10", "People resources are available for Exchange migration", "R4"),
)
LIMITED = (
    Need("MCAS", "10,001", "with limited coverage", "R12", "German"),
    Need("AATP", "10,001", "with limited coverage", "R13", "Thai"),
)
EXCEPTION = (Need("MIG P1", "5,001", "as an exception only", "R14"),)
SELF_DEPLOY = (
    Need("AIP P1", "1", AIP, "R15"),
    Need("AIP P1", "90,000", AIP, "R15", "German"),
    Need("MCAS", "9,999", MCAS, "R16"),
    Need("MCAS", "10,000", MCAS, "R16", "German"),
    Need("AATP", "9,999", AATP, "R17"),
    Need("AATP", "10,000", AATP, "R17"),
)
NONE = (
    Need("AADP P2", "150", "there are no people resources for AADP P2", "R7"),
    Need("OATP P1", "1", "there are no people resources for OATP P1", "R8"),
    Need("MDATP", "150", "there are no people resources for MDATP", "R9"),
    Need("AIP P2", "150", "there are no people resources for AIP P2", "R10"),
    Need("MIG P2", "150", "there are no people resources for MIG P2", "R11"),
    Need("MIG P1", "5,000", "there are no people resources for MIG P1", "R14"),
)


async def _asks(office: Office, need: Need, region: str = "EMEA") -> str:
    answer = await office.pat.says_all("new request", need.workload, need.seats, region, need.language)
    return answer.text


@pytest.mark.parametrize("need", [*PEOPLE, *LIMITED, *EXCEPTION, *SELF_DEPLOY, *NONE], ids=str)
async def test_the_verdict_comes_with_the_answer_that_decides_it_and_cites_its_row(office: Office, need: Need) -> None:
    said = await _asks(office, need)
    assert need.says in said
    assert f"Playbook row {need.row}" in said


@pytest.mark.parametrize("region", ["AMER", "APJ", "EMEA"])
async def test_the_region_never_closes_a_row(office: Office, region: str) -> None:
    assert "by the route AIP" in await _asks(office, Need("AIP P2", "300", "", "R10"), region)


@pytest.mark.parametrize("need", [*PEOPLE, *LIMITED, *EXCEPTION], ids=str)
async def test_people_resources_go_on_without_a_link(office: Office, need: Need) -> None:
    said = await _asks(office, need)
    assert "https://" not in said
    assert "No request is opened" not in said


@pytest.mark.parametrize(("workload", "limit"), [("AIP P2", "150"), ("MCAS", "10,000"), ("MIG P1", "5,000")])
async def test_exactly_at_the_limit_is_said(office: Office, workload: str, limit: str) -> None:
    assert f"{limit} seats is exactly at the limit" in await _asks(office, Need(workload, limit, "", ""))


@pytest.mark.parametrize("need", NONE, ids=str)
async def test_where_there_are_no_people_no_link_is_invented(office: Office, need: Need) -> None:
    said = await _asks(office, need)
    assert "https://" not in said
    assert "Would you like to ask your FPM for an exception" in said


@pytest.mark.parametrize("need", [*SELF_DEPLOY, *NONE], ids=str)
async def test_no_request_is_opened_unless_an_exception_is_asked_for(office: Office, need: Need) -> None:
    assert "No request is opened for this." in await _asks(office, need)
    stopped = await office.pat.presses(office.pat.last.card, "Stop here")
    assert "no request was opened" in stopped.text
    assert "say resume" in stopped.text
    assert await office.house.store.last_serial(Request) == 0
    assert "Would you like to ask your FPM" in (await office.pat.says("resume")).text


async def test_self_deployment_guidance_is_a_button_too(office: Office) -> None:
    asked = await office.pat.says_all("new request", "MCAS", "300", "EMEA", "English")
    assert buttons_of(asked.card)["Self-deployment guidance"]["url"] == MCAS
    assert list(buttons_of(asked.card)) == ["Ask my FPM for an exception", "Stop here", "Self-deployment guidance"]


@pytest.mark.parametrize("need", [SELF_DEPLOY[2], NONE[0]], ids=str)
async def test_an_exception_reaches_the_fpm_with_its_reason(office: Office, need: Need) -> None:
    await _asks(office, need)
    asked = await office.pat.says("ask my FPM")
    assert "Why should your FPM make an exception?" in asked.text
    await office.pat.says_all("It is a pilot of 20,000.", "none")
    answers = {"workload": need.workload, "seat_count": need.seats, "exception": "ask"}
    request = await office.pat.files(**answers, exception_reason="It is a pilot of 20,000.")
    assert request.state is State.SUBMITTED
    assert "An exception is asked for" in office.fran.last.words
    assert "It is a pilot of 20,000." in office.fran.last.words
    assert f"Playbook row {need.row}" in office.fran.last.words


@pytest.mark.parametrize(
    ("answers", "flag", "row"),
    [
        ({"workload": "MIG_P1", "seat_count": "5001", "exception_reason": "A pilot."}, "An exception is asked", "R14"),
        ({"primary_language": "German", "exception_reason": "A pilot."}, "An exception is asked", "R10"),
        ({"workload": "AATP", "seat_count": "10001", "primary_language": "Thai"}, "Limited language", "R13"),
        ({"primary_language": "German", "secondary_language": "English"}, "", "R10"),
    ],
    ids=["MIG P1", "no English", "limited", "English second"],
)
async def test_the_fpms_card_says_what_is_out_of_the_ordinary(
    office: Office, answers: dict[str, str], flag: str, row: str
) -> None:
    await office.pat.files(**answers)
    card = office.fran.last.words
    assert flag in card
    assert f"Playbook row {row}" in card
    assert ("A pilot." in card) == ("exception_reason" in answers)
    assert flag or "exception is asked" not in card
    assert flag or "Limited language" not in card


async def test_an_exception_is_asked_for_one_workload_only(office: Office) -> None:
    await office.pat.reviews(seat_count="100", exception="ask", exception_reason="A pilot.")
    asked = await office.pat.says("change workload to MCAS")
    assert MCAS in asked.text
    assert "Would you like to ask your FPM for an exception" in asked.text
    asked = await office.pat.says("ask")
    assert "Why should your FPM make an exception?" in asked.text
    review = await office.pat.says_all("Another pilot.", "skip")
    assert "Another pilot." in review.words
    assert "A pilot." not in review.words


async def test_an_exception_stays_asked_for_while_the_workload_does(office: Office) -> None:
    await office.pat.reviews(seat_count="100", exception="ask", exception_reason="A pilot.")
    review = await office.pat.says("change seats to 120")
    assert "Submit" in buttons_of(review.card)
    assert "A pilot." in review.words


async def test_a_partner_who_no_longer_wants_the_exception_stops(office: Office) -> None:
    await office.pat.reviews(seat_count="100", exception="ask", exception_reason="A pilot.")
    answer = await office.pat.says("change exception to stop")
    assert "no request was opened" in answer.text
    assert list(buttons_of(answer.card)) == ["Resume"]
    assert "nothing was changed" in (await office.pat.says("yes")).text
    assert await office.house.store.last_serial(Request) == 0


async def test_an_exception_needs_its_reason(office: Office) -> None:
    await _asks(office, EXCEPTION[0])
    answer = await office.pat.says("")
    assert answer.text
    assert "Why should your FPM make an exception?" in (await office.pat.says("-")).text


async def test_limited_coverage_is_on_the_fpms_card(office: Office) -> None:
    await office.pat.files(workload="MCAS", seat_count="10001", primary_language="German")
    assert "Limited language coverage" in office.fran.last.words


async def test_english_may_be_the_second_language(office: Office) -> None:
    asked = await _asks(office, Need("AIP P2", "300", "", "", "German"))
    assert "And which secondary language?" in asked
    assert "by the route AIP" not in asked
    # G6: what hangs on the second language is said before it is asked for.
    assert "SMEs for AIP P2 work in English. With English as the secondary language" in asked
    assert "Playbook row R10" in asked
    decided = await office.pat.says("English")
    assert "by the route AIP" in decided.text
    assert "expect English rather than German" in decided.text


async def test_what_hangs_on_the_second_language_is_said_once(office: Office) -> None:
    asked = await office.pat.says("need an AIP P2 SME for Contoso, 300 seats, EMEA, German")
    assert "SMEs for AIP P2 work in English." in asked.text
    assert asked.text.count("work in English") == 1
    assert "work in English" not in (await office.pat.says("hm")).text


async def test_without_english_it_is_an_exception(office: Office) -> None:
    await _asks(office, Need("AIP P2", "300", "", "", "German"))
    decided = await office.pat.says("Spanish")
    assert "neither of your languages is English" in decided.text
    assert "Why should your FPM make an exception?" in decided.text


async def test_the_second_language_differs_from_the_first(office: Office) -> None:
    await _asks(office, Need("AIP P2", "300", "", ""))
    answer = await office.pat.says("english")
    assert "must differ from the primary one" in answer.text
    assert "And which secondary language?" in answer.text


@pytest.mark.parametrize(
    ("workload", "role"),
    [("MDATP", "FastTrack Engineer SME"), ("Exchange migration", "FastTrack Migration Resource")],
)
async def test_the_role_follows_from_the_workload_and_is_said_once(office: Office, workload: str, role: str) -> None:
    """R5, G33."""
    answer = await office.pat.says_all("new request", workload)
    assert f"{workload} is for the {role}. Say change role if that is not right." in answer.text
    assert "How many active licenses" in answer.text
    answer = await office.pat.says_all("300", "EMEA", "English", "none")
    assert role not in answer.text


async def test_a_role_that_does_not_fit_the_workload_leaves_two_ways_on(office: Office) -> None:
    """G10: neither way asks the wrong field, and no answer is lost."""
    await office.pat.says_all("new request", "AIP P2", "300")
    asked = await office.pat.says("change role to migration resource")
    said = "AIP P2 is for the FastTrack Engineer SME and not for the FastTrack Migration Resource."
    assert said in asked.text
    assert "Noted" not in asked.text, "it was not taken"
    assert "Which role do you need?" in asked.text
    assert {"FastTrack Engineer SME", "Change Requested Workload"} <= buttons_of(asked.card).keys()
    once_more = await office.pat.says("migration")
    assert said in once_more.text
    kept = await office.pat.presses(once_more.card, "FastTrack Engineer SME")
    assert "Which region" in kept.text
    workload = await office.pat.presses(asked.card, "Change Requested Workload")
    assert "Which workload do you need a SME for?" in workload.words
    changed = await office.pat.says("Exchange migration")
    assert "Exchange migration is for the FastTrack Migration Resource, so the role is that now" in changed.text
    assert "Which region" in changed.text


async def test_a_role_in_doubt_is_not_filed(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says("change role to migration")
    refused = await office.pat.says("submit")
    assert "nothing was submitted" in refused.text
    assert "Which role do you need?" in refused.text
    assert "I filed it" in (await office.pat.says_all("keep", "submit")).text
    assert (await office.newest()).answers["role"] == "ENGINEER"


async def test_a_workload_wins_over_a_role_that_was_chosen_before(office: Office) -> None:
    await office.pat.says_all("new request", "change role to migration")
    answer = await office.pat.says("MDATP")
    assert "MDATP is for the FastTrack Engineer SME, so the role is that now, and no longer" in answer.text
    assert "How many active licenses" in answer.text


async def test_a_changed_answer_is_checked_again(office: Office) -> None:
    assert "by the route AIP" in await _asks(office, Need("AIP P2", "300", "", ""))
    changed = await office.pat.says("change seats to 150")
    assert "no people resources" in changed.text
    assert "exactly at the limit" in changed.text
    back = await office.pat.says("change seats to 151")
    assert "by the route AIP" in back.text
    assert "exception" not in back.text


async def test_an_exception_that_is_not_needed_any_more_is_not_filed(office: Office) -> None:
    await office.pat.reviews(seat_count="100", exception="ask", exception_reason="A pilot.")
    review = await office.pat.says("change seats to 300")
    assert "A pilot." not in review.words
    await office.pat.says("submit")
    assert "exception_reason" not in (await office.newest()).answers


async def test_the_scope_and_the_advice_are_shown_before_submit(office: Office) -> None:
    """R19, R52: what a SME does not do, and that the FPM is asked first."""
    await office.pat.says_all("new request", "AIP P2", "300", "EMEA", "English", "none")
    asked = await office.pat.says_all("Northwind", "12345678-90ab-cdef-1234-567890abcdef", "smc")
    assert "to avoid a denial" in asked.text
    review = await office.pat.says_all("no", "skip", "Labels are not applied after migration.")
    assert "they do not replace the FRP and do not lead customer engagements" in review.words
