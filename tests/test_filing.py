"""Filing in conversation: one question at a time, buttons or words, a review, and a number (R25-R42)."""

import pytest

from playbook.life.records import Draft
from playbook.requests.fields import FIELDS
from playbook.requests.record import Request, State
from tests.office import COMPLETE, TENANT_ID, Office, Player, buttons_of, walk, words_of

# The questions of a plain need, in order, each with a reply as a person types it.
QUESTIONS = (
    ("Which workload do you need a SME for?", " aip plan 2 "),
    ("How many active licenses", "1,200"),
    ("Which region is the customer in?", "Europe"),
    ("Which primary language", "en"),
    ("And which secondary language?", "none"),
    ("What is the customer's name", "Northwind"),
    ("What is the customer's tenant ID?", f" {TENANT_ID.upper()} "),
    ("Is the customer SMC or Enterprise?", "smc"),
    ("Have you discussed", "y"),
    ("Which labels are in use already", "Confidential, on mail only"),
    ("Now the additional information", "Labels are not applied after migration and we are stuck."),
)


async def _draft(player: Player) -> Draft:
    draft = await player.draft()
    assert draft
    return draft


async def test_every_question_is_asked_once_and_in_order(office: Office) -> None:
    answer = await office.pat.says("new request")
    for question, reply in QUESTIONS:
        assert question in answer.text
        assert answer.text.count("?") <= 2
        answer = await office.pat.says(reply)
    assert "Please check everything, then say submit." in answer.text
    filed = await office.pat.says("submit")
    assert "I filed it as SME-0001" in filed.text
    request = await office.newest()
    assert request.answers["tenant_id"] == TENANT_ID
    assert request.answers["seat_count"] == "1200"
    assert (request.state, request.requester, request.fpm) == (State.SUBMITTED, office.pat.key, office.fran.key)


async def test_a_migration_is_asked_for_its_e_mail_source(office: Office) -> None:
    await office.pat.says_all("new request", "Exchange migration", "80", "EMEA", "English", "none")
    answer = await office.pat.says_all("Northwind", TENANT_ID, "enterprise", "yes")
    assert "Which system do the mailboxes come from" in answer.text
    assert "How many mailboxes are to move" in (await office.pat.says("Lotus Notes")).text
    answer = await office.pat.says("2,000 by March")
    assert "Now the additional information" in answer.text
    review = await office.pat.says("Two thousand mailboxes by March, and the batches stall.")
    assert "Lotus Notes" in review.words
    await office.pat.says("submit")
    assert (await office.newest()).answers["email_source"] == "Lotus Notes"


async def test_another_workload_is_asked_for_its_name(office: Office) -> None:
    await office.pat.says_all("new request")
    assert "What is the workload called?" in (await office.pat.says("other FRP workload")).text
    assert "How many active licenses" in (await office.pat.says("Teams Rooms")).text
    assert (await _draft(office.pat)).answers["other_workload"] == "Teams Rooms"


async def test_buttons_give_what_words_give(office: Office) -> None:
    pat, asked = office.pat, await office.pat.says("new request")
    asked = await pat.presses(asked.card, "OK", workload="AIP_P2")
    asked = await pat.presses(asked.card, "OK", seat_count="1,200")
    asked = await pat.presses(asked.card, "EMEA (Europe, Middle East, Africa)")
    asked = await pat.presses(asked.card, "OK", primary_language="English")
    asked = await pat.presses(asked.card, "OK", secondary_language="None")
    asked = await pat.presses(asked.card, "OK", tenant_name="Northwind")
    asked = await pat.presses(asked.card, "OK", tenant_id=TENANT_ID)
    asked = await pat.presses(asked.card, "SMC")
    asked = await pat.presses(asked.card, "Yes")
    assert "Skip" in buttons_of(asked.card)
    await pat.says("Confidential, on mail only")
    await pat.says(QUESTIONS[-1][1])
    await office.petra.says_all("new request", *(reply for _, reply in QUESTIONS))
    pressed, typed = await _draft(pat), await _draft(office.petra)
    assert pressed.given == typed.given
    assert {**pressed.answers, "partner_email": ""} == {**typed.answers, "partner_email": ""}


async def test_a_pressed_list_goes_on_in_the_same_card(office: Office) -> None:
    """An Action.Execute waits for a card: the next question comes as one, with a box to type in."""
    asked = await office.pat.says_all("new request")
    asked = await office.pat.presses(asked.card, "OK", workload="AIP_P2")
    assert "How many active licenses" in asked.words
    wrong = await office.pat.presses(asked.card, "OK", seat_count="many")
    assert "whole number" in wrong.words
    assert "How many active licenses" in wrong.words
    asked = await office.pat.presses(wrong.card, "OK", seat_count="300")
    assert "Which region" in asked.words


async def test_the_button_of_an_earlier_question_changes_that_answer_and_no_other(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2")
    region = await office.pat.says("300")
    await office.pat.says_all("EMEA", "English")
    answer = await office.pat.presses(region.card, "APJ (Asia Pacific Japan)")
    draft = await _draft(office.pat)
    assert "And which secondary language?" in answer.text
    assert (draft.answers["region"], draft.answers["seat_count"]) == ("APJ", "300")


async def test_an_answer_nobody_had_just_asked_for_is_said_back(office: Office) -> None:
    asked = await office.pat.says_all("new request", "AIP P2", "300")
    region = asked.card
    assert "Noted" not in (await office.pat.presses(region, "EMEA (Europe, Middle East, Africa)")).text
    changed = await office.pat.says("change seats to 1,400")
    assert "Noted: Seat Count: 1,400 (was 300)." in changed.text
    assert "Which primary language" in changed.text
    pressed = await office.pat.presses(region, "APJ (Asia Pacific Japan)")
    assert "Noted: Region: APJ (Asia Pacific Japan) (was EMEA (Europe, Middle East, Africa))." in pressed.text
    assert "Which primary language" in pressed.text


@pytest.mark.parametrize("words", ["change e-mail source to Lotus Notes", "change source", "change exception to ask"])
async def test_a_field_of_other_needs_cannot_be_changed(office: Office, words: str) -> None:
    await office.pat.reviews()
    before = await _draft(office.pat)
    assert "is not asked for in this request" in (await office.pat.says(words)).text
    assert await _draft(office.pat) == before


async def test_the_button_of_a_question_that_does_not_apply_any_more_changes_nothing(office: Office) -> None:
    asked = await office.pat.says_all("new request", "AIP P2", "100", "EMEA", "English")
    await office.pat.says("change seats to 300")
    before = await _draft(office.pat)
    answer = await office.pat.presses(asked.card, "Ask my FPM for an exception")
    assert "Exception is not asked for in this request" in answer.text
    assert await _draft(office.pat) == before
    assert "What is the customer's name" in (await office.pat.says("none")).text


async def test_back_skips_a_question_that_does_not_apply_any_more(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "100", "EMEA", "English", "ask", "A pilot.")
    await office.pat.says("change seats to 300")
    await office.pat.says("back")
    assert "Which primary language" in (await office.pat.says("back")).text


async def test_a_button_pressed_twice_answers_once(office: Office) -> None:
    asked = await office.pat.says_all("new request", "AIP P2", "300")
    await office.pat.presses(asked.card, "EMEA (Europe, Middle East, Africa)")
    again = await office.pat.presses(asked.card, "EMEA (Europe, Middle East, Africa)")
    assert "Which primary language" in again.text
    assert (await _draft(office.pat)).given == ("workload", "seat_count", "region")


async def test_the_button_of_a_draft_that_was_filed_changes_nothing(office: Office) -> None:
    asked = await office.pat.says_all("new request", "AIP P2", "300")
    await office.pat.says("start over")
    await office.pat.files()
    request = await office.newest()
    answer = await office.pat.presses(asked.card, "APJ (Asia Pacific Japan)")
    assert "That draft is no longer there" in answer.text
    assert await office.newest() == request


async def test_the_review_shows_every_answer_and_the_verdict(office: Office) -> None:
    review = await office.pat.reviews()
    for field in FIELDS:
        if field.key in (*COMPLETE, "delivery_team", "partner_name", "partner_email", "fpm"):
            assert field.title.id in review.words
    for shown in ("AIP P2", "300", "Contoso Partners", "pat.parker@contoso.example", "Fran Fisher", "FTP Partner"):
        assert shown in review.words
    assert "by the route AIP" in review.words
    assert "do not lead customer engagements" in review.words


@pytest.mark.parametrize(
    ("key", "reply", "shown"),
    [
        ("workload", "MDATP", "MDATP"),
        ("seat_count", "450", "450"),
        ("region", "apac", "APJ (Asia Pacific Japan)"),
        ("secondary_language", "German", "German"),
        ("tenant_id", "aaaaaaaa-90ab-cdef-1234-567890abcdef", "aaaaaaaa-90ab-cdef-1234-567890abcdef"),
        ("tenant_name", "Tailspin", "Tailspin"),
        ("tenant_segment", "enterprise", "Enterprise"),
        ("partner_email", "desk@contoso.example", "desk@contoso.example"),
        ("fpm", "Felix", "Felix Ortega"),
        ("discussed", "no", "No"),
        ("justification", "Nobody can open protected mail.", "Nobody can open protected mail."),
    ],
)
async def test_each_answer_can_be_changed_from_the_review(office: Office, key: str, reply: str, shown: str) -> None:
    review = await office.pat.reviews()
    before = await _draft(office.pat)
    asked = await office.pat.presses(review.card, "Change", field=key)
    assert "So far:" in asked.words
    changed = await office.pat.says(reply)
    after = await _draft(office.pat)
    assert shown in changed.words
    assert {name for name in before.answers if before.answers[name] != after.answers.get(name)} <= {key}
    assert after.answers[key] != before.answers[key]


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({}, {"labels_in_use"}),
        ({"workload": "EXCHANGE_MIGRATION", "email_source": "Lotus Notes"}, {"email_source", "mailboxes"}),
        ({"workload": "OTHER_FRP", "other_workload": "Teams Rooms"}, {"other_workload"}),
        (
            {"workload": "AADP_P1", "seat_count": "9", "exception": "ask", "exception_reason": "Pilot"},
            {"exception", "exception_reason"},
        ),
        ({"workload": "MIG_P1", "seat_count": "6000", "exception_reason": "Pilot"}, {"exception_reason"}),
        ({"other_workload": "Teams Rooms", "email_source": "Lotus", "exception_reason": "Pilot"}, {"labels_in_use"}),
    ],
    ids=lambda value: "-".join(sorted(value)) or "plain",
)
async def test_the_review_lets_change_what_it_shows_and_nothing_else(
    office: Office, changes: dict[str, str], more: set[str]
) -> None:
    review = await office.pat.reviews(**changes)
    listed = next(one["choices"] for one in walk(review.card) if one.get("id") == "change.field")
    shown = {*COMPLETE, "delivery_team", "partner_name", "partner_email", "fpm"} | more
    assert [one["value"] for one in listed] == [field.key for field in FIELDS if field.key in shown]
    facts = {one["title"] for one in walk(review.card) if "title" in one and "value" in one}
    skipped = {field.title.id for field in FIELDS if field.optional}
    assert {one["title"] for one in listed} - skipped <= facts | set(words_of(review.card).split("\n"))
    for field in FIELDS:
        assert field.key in shown or field.title.id not in words_of(review.card).split("\n")


async def test_an_answer_that_changes_the_verdict_says_so_and_asks_what_it_needs(office: Office) -> None:
    review = await office.pat.reviews()
    await office.pat.presses(review.card, "Change", field="primary_language")
    asked = await office.pat.says("Spanish")
    assert "as an exception only" in asked.text
    assert "Why should your FPM make an exception?" in asked.text
    review = await office.pat.says("The customer's admins speak no English.")
    assert "Primary Language\nSpanish" in review.words
    assert "as an exception only" in review.words


async def test_keep_leaves_an_answer_as_it_is(office: Office) -> None:
    review = await office.pat.reviews()
    before = await _draft(office.pat)
    await office.pat.presses(review.card, "Change", field="justification")
    await office.pat.says("keep")
    assert (await _draft(office.pat)).answers == before.answers


async def test_the_one_who_asks_is_shown_first_what_the_roster_knows(office: Office) -> None:
    await office.pat.says("new request")
    answers = (await _draft(office.pat)).answers
    assert answers == {
        "delivery_team": "FTP_PARTNER",
        "partner_name": "Contoso Partners",
        "partner_email": "pat.parker@contoso.example",
        "fpm": office.fran.key,
    }


async def test_submit_before_the_end_names_what_is_missing_and_goes_on(office: Office) -> None:
    await office.pat.says_all("new request")
    answer = await office.pat.says("submit")
    assert "nothing was submitted" in answer.text
    assert "Which workload" in answer.text
    assert await office.house.store.last_serial(Request) == 0


async def test_nonsense_at_the_review_submits_nothing(office: Office) -> None:
    await office.pat.reviews()
    answer = await office.pat.says("hm, not sure")
    assert "Nothing was submitted yet." in answer.text
    assert "Submit" in buttons_of(answer.card)
    assert await office.house.store.last_serial(Request) == 0


async def test_requests_are_numbered_in_order_across_people(office: Office) -> None:
    assert (await office.pat.files()).number == "SME-0001"
    assert (await office.quinn.files()).number == "SME-0002"
    assert (await office.petra.files(tenant_name="Tailspin")).number == "SME-0003"


async def test_after_submit_the_partner_is_told_and_the_fpm_is_asked(office: Office) -> None:
    review = await office.pat.reviews()
    done = await office.pat.presses(review.card, "Submit")
    assert "I filed it as SME-0001" in done.words
    assert list(buttons_of(done.card)) == ["Where does it stand?"]
    await office.deliver()
    assert "Your SME request SME-0001 has been submitted." in office.pat.last.text
    assert "asks for your decision" in office.fran.last.text
    assert {"Approve", "Deny", "Return for details"} <= buttons_of(office.fran.last.card).keys()
    for shown in ("AIP P2 for Northwind, 300 seats, EMEA", COMPLETE["justification"], TENANT_ID, "Playbook row R10"):
        assert shown in office.fran.last.words
    assert await office.house.store.drafts(office.pat.key) == ()


@pytest.mark.parametrize("name", ["fran", "tess", "sana"])
async def test_only_a_partner_files(office: Office, name: str) -> None:
    answer = await office.players[name].says("new request")
    assert "Only a FastTrack Ready Partner can file" in answer.text
    assert await office.house.store.drafts(office.players[name].key) == ()
