"""Strangers become a partner's registered people: apply, be approved, accept an invitation, and file (R21-R24, G30)."""

import asyncio
import email
from collections.abc import Iterator
from dataclasses import replace
from email.policy import default
from pathlib import Path

import pytest

from playbook.access.record import State
from playbook.life.records import Change, Event
from storage.schema import APPLICATIONS, MEMBERS, TENANTS
from storage.tinydb.beside import Beside
from storage.tinydb.opening import FILE
from tests.applying import ANSWERS, NUMBER, UNLISTED_TENANT, newcomer
from tests.comings import open_lively_office
from tests.office import TENANT_ID, Answer, Office, buttons_of, open_office


def mails(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Return address, subject and text of every e-mail."""
    for path in (folder / "data" / "mail").glob("*.eml"):
        mail = email.message_from_bytes(path.read_bytes(), policy=default)
        yield mail["To"], mail["Subject"], mail.get_content()


async def test_a_stranger_reads_what_this_is_and_how_to_get_in_whatever_they_say(office: Office) -> None:
    nora = newcomer(office)
    for answer in (await nora.installs(), await nora.says("hello"), await nora.says("approve SME-0001")):
        assert "I am SME Requests" in answer.text
        assert "say request access" in answer.text
        assert list(buttons_of(answer.card)) == ["Request access"]
    assert "What are you called?" in (await nora.presses(nora.last.card, "Request access")).words


async def test_from_hello_to_the_first_request_by_words_alone(office: Office, tmp_path: Path) -> None:
    nora = newcomer(office)
    await nora.says_all("request access", "Nora Newman", "contoso", "nora@contoso.example", "I deploy labels.")
    assert "Submit" in buttons_of((await nora.says("yes")).card)
    done = await nora.says("submit")
    assert f"Submission completed: your application is {NUMBER}." in done.text
    assert "Fran Fisher, the FPM of Contoso Partners, decides" in done.text
    await office.deliver()
    assert f"Nora Newman of Contoso Partners asks for access ({NUMBER})." in office.fran.last.text
    assert f"{NUMBER}: Nora Newman of Contoso Partners" in (await office.fran.says("applications")).text
    assert "is approved" in (await office.fran.says(f"approve {NUMBER}")).text
    await office.deliver()
    assert "you are invited to register" in nora.last.text
    (told,) = [text for to, _, text in mails(tmp_path) if to == "nora@contoso.example"]
    assert nora.code in told
    asked = await nora.says(f"register {nora.code.lower()}")
    assert "By registering you agree" in asked.text
    assert "Welcome, Nora Newman" in (await nora.presses(asked.card, "I accept")).words
    await office.deliver()
    assert "may file requests" in office.fran.last.text
    request = await nora.files()
    assert (request.requester, request.partner) == (nora.key, "Contoso Partners")
    assert request.answers["partner_email"] == "nora@contoso.example"
    assert "Nora Newman" in office.fran.last.words


async def test_from_hello_to_the_first_request_by_cards_alone(office: Office) -> None:
    nora = newcomer(office)
    asked = await nora.presses((await nora.installs()).card, "Request access")
    form = await nora.presses(asked.card, "Fill in a form instead")
    review = await nora.presses(form.card, "Review", **ANSWERS)
    assert "Submission completed" in (await nora.presses(review.card, "Submit")).words
    await office.deliver()
    approved = await office.fran.presses(office.fran.last.card, "Approve")
    assert "Invited" in approved.words
    await office.deliver()
    registered = await nora.registers()
    assert "Welcome, Nora Newman: you are registered for Contoso Partners." in registered.words
    assert "Which workload do you need a SME for?" in (await nora.presses(registered.card, "New request")).text


async def test_only_who_has_registered_may_file(office: Office) -> None:
    nora = newcomer(office)
    await nora.applies()
    for said in ("new request", "need an AIP P2 SME for Northwind, 300 seats, EMEA, English", "submit", "form"):
        assert "role do you need" not in (await nora.says(said)).words
    await office.fran.says(f"approve {NUMBER}")
    await office.deliver()
    assert "Invited" in (await nora.says("new request")).words
    assert await office.house.store.last_serial(type(await office.pat.files())) == 1
    await nora.registers()
    assert "Which workload do you need a SME for?" in (await nora.says("new request")).text


async def test_every_step_stands_in_the_history_with_who_took_it(office: Office) -> None:
    nora = newcomer(office)
    await nora.becomes_known()
    history = await office.house.store.history(NUMBER)
    assert [(one.name, one.actor) for one in history] == [
        ("applied", nora.key),
        ("invited", office.fran.key),
        ("registered", nora.key),
    ]
    shown = (await office.fran.says(f"status {NUMBER}")).words
    for line in ("applied for by Nora Newman", "approved by Fran Fisher", "registered by Nora Newman"):
        assert line in shown


async def test_what_access_leaves_behind_holds_when_a_store_is_verified(office: Office, tmp_path: Path) -> None:
    await newcomer(office, tenant=UNLISTED_TENANT).applies()
    await office.tess.says(f"approve {NUMBER}")
    await office.deliver()
    await newcomer(office, tenant=UNLISTED_TENANT).registers()
    assert await Beside(tmp_path / "data" / FILE).troubles() == []
    assert {table for table, _, _ in office.kept} >= {APPLICATIONS, MEMBERS, TENANTS}


async def test_whose_texts_were_erased_breaks_nothing(office: Office) -> None:
    nora = newcomer(office)
    await nora.applies()
    store, before = office.house.store, await nora.application()
    event = Event(NUMBER, 2, "applied", nora.key, office.clock(), before.state, before.state)
    await store.commit(Change(replace(before, answers={}, revision=2), 1, event, ()))
    for said in ("applications", f"status {NUMBER}", f"approve {NUMBER}"):
        assert NUMBER in (await office.fran.says(said)).words
    await office.deliver()
    assert "Welcome" in (await nora.registers()).words


@pytest.mark.parametrize("how", ["words", "details", "card"])
async def test_a_declined_applicant_hears_why_and_whom_to_contact(office: Office, tmp_path: Path, how: str) -> None:
    nora = newcomer(office)
    await nora.applies()
    if how == "words":
        await office.fran.says(f"decline {NUMBER} You have left Contoso.")
    elif how == "details":
        assert "What is the reason?" in (await office.fran.says(f"decline {NUMBER}")).text
        await office.fran.says_all("You have left Contoso.", "yes")
    else:
        await office.fran.presses(office.fran.last.card, "Decline", reason="You have left Contoso.")
    await office.deliver()
    assert f"Your application {NUMBER} is declined. You have left Contoso." in nora.last.text
    assert "contact your FPM, Fran Fisher, at fran.fisher@fasttrack.example" in nora.last.words
    (told,) = [text for to, _, text in mails(tmp_path) if to == ANSWERS["email"]]
    assert "You have left Contoso." in told
    assert "fran.fisher@fasttrack.example" in " ".join(told.split())
    assert "What are you called?" in (await nora.presses(nora.last.card, "Request access")).words


async def test_a_decline_needs_a_reason(office: Office) -> None:
    await newcomer(office).applies()
    refused = await office.fran.presses(office.fran.last.card, "Decline", reason=" ")
    assert "cannot be empty" in refused.words
    assert "Waits for a decision" in refused.words


async def test_an_unknown_company_is_the_teams_and_the_team_says_which_it_is(office: Office) -> None:
    nora = newcomer(office)
    done = await nora.applies(company="Kontoso GmbH")
    assert "the SME Assignment team decides" in done.words
    assert f"Nora Newman of Kontoso GmbH asks for access ({NUMBER})." in office.tess.last.text
    assert "No company of that name is on the partner list." in office.tess.last.words
    assert f"I know no application {NUMBER}" in (await office.fran.says(f"approve {NUMBER}")).text
    refused = await office.tess.presses(office.tess.last.card, "Approve", partner="")
    assert "Company on the partner list cannot be empty" in refused.words
    assert "Which company on the partner list" in (await office.tess.says(f"approve {NUMBER}")).text
    assert "is not on the list" in (await office.tess.says("Kontoso")).text
    assert "is approved" in (await office.tess.says("Contoso")).text
    await office.deliver()
    assert "Tess Turner approved" in office.fran.last.text
    await nora.registers()
    assert (await nora.files()).partner == "Contoso Partners"


async def test_a_beginning_of_a_companys_name_gives_nothing_away(office: Office) -> None:
    done = await newcomer(office).applies(company="Cont")
    assert "the SME Assignment team decides" in done.words
    assert "Contoso" not in done.words


async def test_where_a_tenant_is_not_listed_the_team_approves_and_the_next_of_it_go_the_short_way(
    office: Office,
) -> None:
    nora, nick = (newcomer(office, serial, tenant=UNLISTED_TENANT) for serial in (1, 2))
    done = await nora.applies()
    assert "the SME Assignment team decides" in done.words
    assert "Fran" not in done.words
    told = office.fran.last
    assert "asks for access" in told.text
    assert "the SME Assignment team approves, and approving adds the tenant" in told.words
    assert "Approve" not in buttons_of(told.card)
    refused = await office.fran.says(f"approve {NUMBER}")
    assert "not on the partner's list only the SME Assignment team" in refused.text
    assert (await nora.application()).state is State.APPLIED
    await office.tess.presses(office.tess.last.card, "Approve")
    await office.deliver()
    await nora.registers()
    assert (await nora.files()).partner == "Contoso Partners"
    before = len(office.tess.chat)
    done = await nick.applies(name="Nick Newman", email="nick@contoso.example")
    assert "Fran Fisher, the FPM of Contoso Partners, decides" in done.words
    assert len(office.tess.chat) == before
    await office.fran.presses(office.fran.last.card, "Approve")
    await office.deliver()
    assert "Welcome, Nick Newman" in (await nick.registers()).words


async def test_an_alternate_address_is_required_where_the_user_name_receives_no_mail(
    office: Office, tmp_path: Path
) -> None:
    """R22."""
    nora = newcomer(office)
    refused = await nora.fills_in(mail_works="no")
    assert "an alternate e-mail address is required" in refused.words
    review = await nora.presses(refused.card, "Review", alternate="nora@home.example")
    await nora.presses(review.card, "Submit")
    await office.fran.says(f"approve {NUMBER}")
    await office.deliver()
    assert {to for to, _, _ in mails(tmp_path)} == {"fran.fisher@fasttrack.example", "nora@home.example"}
    await nora.registers()
    assert (await nora.files()).answers["partner_email"] == "nora@home.example"


async def test_an_alternate_address_is_asked_for_in_words_where_it_is_needed(office: Office) -> None:
    nora = newcomer(office)
    await nora.says_all("request access", "Nora", "Contoso", "nora@contoso.example", "Labels.")
    assert "an alternate e-mail address is required" in (await nora.says("no")).text
    assert "Please check everything" in (await nora.says("nora@home.example")).text


async def test_one_may_be_given_where_it_is_not(office: Office, tmp_path: Path) -> None:
    nora = newcomer(office)
    await nora.applies(alternate="nora@home.example")
    await office.fran.says(f"decline {NUMBER} Unknown to us")
    await office.deliver()
    assert "nora@home.example" in {to for to, _, _ in mails(tmp_path)}


async def test_each_problem_of_a_form_stands_at_its_field_and_nothing_is_lost(office: Office) -> None:
    wrong = {"email": "not an address", "purpose": "...", "mail_works": "", "name": "N" * 81}
    answer = await newcomer(office).fills_in(**wrong)
    body = (answer.card or {})["body"]
    said = {body[place - 1]["id"]: one["text"] for place, one in enumerate(body) if one.get("color") == "Attention"}
    assert said.keys() == {"fill.name", "fill.email", "fill.purpose", "fill.mail_works"}
    kept = {one["id"]: one.get("value") for one in body if "id" in one}
    assert kept["fill.email"] == "not an address"
    assert kept["fill.company"] == "Contoso"
    assert "81 characters" in said["fill.name"]


async def test_answers_are_kept_across_a_restart(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await newcomer(office).says_all("request access", "Nora Newman", "Contoso")
    async with open_office(tmp_path) as office:
        nora = newcomer(office)
        assert "What is your work e-mail address?" in (await nora.says("hello")).text
        await nora.says_all("nora@contoso.example", "stop")
        assert "Your answers are kept" in (await nora.says("hello")).text
        assert "Why do you need access?" in (await nora.says("request access")).text


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (("back",), "So far: Contoso"),
        (("change name to Nora N",), "What is your work e-mail address?"),
        (("change name",), "So far: Nora Newman"),
        (("start over",), "What are you called?"),
        (("submit",), "Some answers are still missing"),
        (("status",), "You are asking for access"),
        (("nonsense",), "That is not one e-mail address"),
        (("new request",), "What is your work e-mail address?"),
        (("my requests",), "What is your work e-mail address?"),
        (("discard", "hello"), "You are not registered with me yet"),
        (("discard", "request access"), "What are you called?"),
        (("cancel", "submit"), "What is your work e-mail address?"),
        (("x" * 20_000,), "holds 120"),
    ],
)
async def test_what_can_be_said_in_between(office: Office, said: tuple[str, ...], heard: str) -> None:
    nora = newcomer(office)
    await nora.says_all("request access", "Nora Newman", "Contoso")
    assert heard in (await nora.says_all(*said)).text


async def test_an_applicant_hears_where_they_stand_whatever_they_say(office: Office) -> None:
    nora = newcomer(office)
    await nora.applies()

    async def hears(words: str) -> None:
        for said in ("status", "hello", "request access", "form", f"status {NUMBER}", "what now?"):
            assert words in (await nora.says(said)).words, said

    await hears("waits for a decision")
    await office.fran.says(f"approve {NUMBER}")
    await hears("Complete your registration by 1 Dec 2026, 09:00 UTC")


async def test_an_application_is_submitted_once_however_often_it_is_pressed(office: Office) -> None:
    nora = newcomer(office)
    review = await nora.fills_in()
    await nora.presses(review.card, "Submit")
    again = await nora.presses(review.card, "Submit")
    assert f"Your application {NUMBER} waits" in again.words
    assert (await nora.application()).number == NUMBER


async def test_one_application_is_open_at_a_time(office: Office) -> None:
    nora = newcomer(office)
    await nora.applies()
    assert f"{NUMBER} is still open" in (await nora.says("request access")).text
    assert await nora.desk_draft() is None


async def test_nobody_applies_more_than_three_times_in_thirty_days(office: Office) -> None:
    nora = newcomer(office)
    for serial in (1, 2, 3):
        await nora.applies()
        await office.fran.says(f"decline ACC-{serial:04d} Unknown to us")
    refused = await nora.says("request access")
    assert "You have applied 3 times within 30 days" in refused.text
    assert "fran.fisher@fasttrack.example" in refused.text
    office.clock.pass_time(days=30)
    await nora.applies()


async def test_who_is_known_needs_no_access(office: Office) -> None:
    nora = newcomer(office)
    review = await nora.fills_in()
    await nora.presses(review.card, "Submit")
    await office.fran.says(f"approve {NUMBER}")
    await office.deliver()
    await nora.registers()
    for answer in (await nora.says("request access"), await nora.presses(review.card, "Submit")):
        assert "You are registered already" in answer.words
    assert "You are registered already" in (await office.pat.says("request access")).text


async def test_words_of_access_are_answers_where_something_is_asked(office: Office) -> None:
    nora = newcomer(office)
    await nora.says_all("request access", "Nora Newman", "Access", "nora@contoso.example", "access", "yes", "submit")
    kept = (await nora.application()).answers
    assert (kept["company"], kept["purpose"]) == ("Access", "access")
    await office.pat.says_all("need an AIP P2 SME for Northwind, 300 seats, EMEA, English", "none")
    await office.pat.says_all(TENANT_ID, "SMC", "yes", "skip", "Register devices with the new tenant.", "submit")
    assert (await office.newest()).answers["justification"] == "Register devices with the new tenant."
    await office.petra.says_all("new request", "Other", "Access")
    draft = await office.petra.draft()
    assert draft
    assert draft.answers["other_workload"] == "Access"


async def test_a_newcomer_meets_every_replica_alike(offices: tuple[Office, Office]) -> None:
    one, two = offices
    here, there = newcomer(one), newcomer(two)
    await here.says_all("request access", "Nora Newman", "Contoso", "nora@contoso.example", "Labels.")
    assert "Submission completed" in (await there.says_all("yes", "submit")).words
    await two.deliver()
    await one.fran.says(f"approve {NUMBER}")
    await two.deliver()
    code = there.code
    assert "Welcome" in (await here.says(f"register {code} I accept")).words
    assert "You are registered already" in (await there.says(f"register {code} I accept")).text
    assert "Which workload do you need a SME for?" in (await there.says("new request")).text
    assert "How many active licenses" in (await here.says("AIP P2")).text


async def test_what_was_left_unfinished_at_the_door_is_no_draft_of_a_request(tmp_path: Path) -> None:
    """Somebody began to apply and was then put on the roster."""
    async with open_lively_office(tmp_path) as (office, people):
        nora = newcomer(office)
        await nora.says_all("request access", "Nora Newman")
        people.come(replace(office.petra.person, key=nora.key, name="Nora Newman", email="nora@contoso.example"))
        assert "There is nothing here for you" in (await nora.says("my requests")).text
        assert "You have no draft to resume" in (await nora.says("resume")).text
        assert "Which workload do you need a SME for?" in (await nora.says("new request")).text
        assert "How many active licenses" in (await nora.says("AIP P2")).text


async def test_two_presses_of_approve_at_once_are_one_approval(office: Office) -> None:
    nora = newcomer(office)
    await nora.applies()
    card = office.fran.last.card
    answers = await asyncio.gather(office.fran.presses(card, "Approve"), office.fran.presses(card, "Approve"))
    assert sorted("Nothing was changed" in one.words or "so nothing of yours" in one.words for one in answers) == [
        False,
        True,
    ]
    assert len(await office.house.store.history(NUMBER)) == 2


async def test_the_queue_of_applications_is_for_who_decides(office: Office) -> None:
    await newcomer(office).applies()
    assert NUMBER in (await office.fran.says("applications")).words
    for person in (office.tess, office.felix):
        assert "No application for access waits for you." in (await person.says("applications")).text
    for person in (office.pat, office.sam):
        told = await person.says("applications")
        assert "not sure what you mean" in told.text
        assert NUMBER not in told.words
    for person in (office.fran, office.tess):
        assert "applications: who asks for access" in (await person.says("help")).text


async def test_a_bare_number_is_a_requests(office: Office) -> None:
    await newcomer(office).applies()
    await office.pat.files()
    for said in ("#1", "sme 1", "SME-0001", "status sme-0001"):
        assert "Northwind" in (await office.fran.says(said)).words
    for said in ("acc 1", "ACC-0001", "status acc-1"):
        assert "Nora Newman" in (await office.fran.says(said)).words


async def test_status_between_two_questions_comes_back_to_the_question(office: Office) -> None:
    await newcomer(office).applies()
    await office.pat.files()
    await office.fran.says("deny SME-0001")
    assert "On which ground" in (await office.fran.says(f"status {NUMBER}")).text


async def test_who_asks_in_a_channel_is_asked_to_come_to_the_private_chat(office: Office) -> None:
    nora = newcomer(office)
    activity = nora.activity("message", text="request access")
    activity["conversation"] |= {"id": "19:channel", "conversationType": "channel", "isGroup": True}
    await nora.posts(activity)
    said: Answer = office.answer(list(office.connector.messages)[-1])
    assert "You are not registered with me yet" in said.text
    assert await nora.desk_draft() is None
