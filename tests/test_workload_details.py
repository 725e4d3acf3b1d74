"""What a workload asks of its own: asked, shown and filed like any field, and nobody else's business (R34, R37)."""

import pytest

from playbook.data.details import DETAILS
from playbook.messages import asking
from playbook.requests.fields import FIELD, applicable
from storage.catalogue import DATA, load_catalogue
from tests.office import TENANT_ID, Office, buttons_of
from tests.reading import english

TO_DETAIL = ("new request", "AIP P2", "300", "EMEA", "English", "none", "Northwind", TENANT_ID, "smc", "yes")
REASON = "Labels are not applied after migration."


def test_the_starter_list_says_that_it_is_to_be_checked() -> None:
    assert "starter list to CHECK" in (DATA / "details.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("detail", DETAILS, ids=lambda detail: detail.key)
def test_each_detail_belongs_to_workloads_that_can_be_requested(detail: object) -> None:
    listed = {choice.value for choice in load_catalogue().workloads}
    assert all(row.workloads and row.workloads <= listed for row in DETAILS if row is detail)


@pytest.mark.parametrize("workload", [choice.value for choice in load_catalogue().workloads])
def test_a_workload_is_asked_for_its_own_details_only(workload: str) -> None:
    asked = {field.key for field in applicable({"workload": workload}, None)} & {row.key for row in DETAILS}
    assert asked == {row.key for row in DETAILS if workload in row.workloads}


def test_the_only_required_one_is_what_the_playbook_names() -> None:
    """R37: for migrations, the e-mail source."""
    assert [row.key for row in DETAILS if row.required] == ["email_source"]
    assert "say skip" in english(asking.question(FIELD["labels_in_use"]))
    assert "say skip" not in english(asking.question(FIELD["email_source"]))


async def test_a_detail_reaches_the_fpm_and_the_sme_under_the_details(office: Office) -> None:
    asked = await office.pat.says_all(*TO_DETAIL)
    assert "Which labels are in use already" in asked.text
    review = await office.pat.says_all("Confidential, on mail only", REASON)
    assert "Labels in use\nConfidential, on mail only" in review.words
    await office.pat.says("submit")
    await office.deliver()
    assert "Labels in use\nConfidential, on mail only" in office.fran.last.words
    await office.fran.says("approve SME-0001")
    await office.tess.says("offer SME-0001 to Sana")
    await office.deliver()
    assert "Labels in use\nConfidential, on mail only" in office.sana.last.words


@pytest.mark.parametrize("said", ["skip", "later", "I don't know", "-"])
async def test_what_is_not_required_may_be_skipped_and_is_not_asked_again(office: Office, said: str) -> None:
    assert "Now the additional information" in (await office.pat.says_all(*TO_DETAIL, said)).text
    review = await office.pat.says(REASON)
    assert "Still open" not in review.words
    await office.pat.says("submit")
    assert "labels_in_use" not in (await office.newest()).answers
    assert "Review your changes" in (await office.pat.says("edit SME-0001")).words


async def test_the_skip_button_skips(office: Office) -> None:
    asked = await office.pat.says_all(*TO_DETAIL)
    assert "Now the additional information" in (await office.pat.presses(asked.card, "Skip")).text


async def test_none_is_an_answer_to_what_is_in_use(office: Office) -> None:
    await office.pat.says_all(*TO_DETAIL, "none", REASON, "submit")
    assert (await office.newest()).answers["labels_in_use"] == "none"


async def test_whoever_leaves_a_detail_of_the_form_empty_has_skipped_it(office: Office) -> None:
    assert "Submit" in buttons_of((await office.pat.reviews()).card)
    asked = await office.pat.says("change workload to MDATP")
    assert "Which endpoint protection does the customer use today?" in asked.text
    review = await office.pat.says("Another vendor's, on 200 of 300")
    assert "Endpoint protection today" in review.words
    assert "Labels in use\n" not in review.words.partition("Change an answer")[0]


async def test_a_required_detail_that_nobody_knows_is_flagged(office: Office) -> None:
    await office.pat.says_all("new request", "Exchange migration", "80", "EMEA", "English", "none", "Northwind")
    asked = await office.pat.says_all(TENANT_ID, "smc", "yes", "I don't know")
    assert "E-mail source helps to find the SME who fits best" in asked.text
    await office.pat.says_all("I don't know", "skip", REASON, "submit")
    await office.deliver()
    assert "Pat Parker could not say: E-mail source" in office.fran.last.words


async def test_a_detail_can_be_sent_back(office: Office) -> None:
    await office.pat.says_all(*TO_DETAIL, "Confidential", REASON, "submit")
    await office.fran.says_all("return SME-0001 labels in use", "On what?", "yes")
    asked = await office.pat.says("edit SME-0001")
    assert "Which labels are in use already" in asked.text
    await office.pat.says_all("Confidential, on mail", "submit")
    assert (await office.newest()).answers["labels_in_use"] == "Confidential, on mail"
