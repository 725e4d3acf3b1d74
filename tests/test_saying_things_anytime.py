"""What can be said at any time: help, back, cancel, change, status, start over, from wherever one stands."""

import pytest

from playbook.life.records import Draft
from tests.office import TENANT_ID, Office, Player, buttons_of

MIDWAY = ("new request", "AIP P2")
QUESTION = "How many active licenses"


async def _draft(player: Player) -> Draft:
    draft = await player.draft()
    assert draft
    return draft


@pytest.mark.parametrize("words", ["help", "Help", "HELP!", "?", "hi", "Hello", "hey", "what can you do"])
@pytest.mark.parametrize("name", ["pat", "fran", "tess", "sana"])
async def test_help_and_hello_are_answered_in_any_case(office: Office, words: str, name: str) -> None:
    answer = await office.players[name].says(words)
    assert "I am SME Requests." in answer.text
    assert "You can say:" in answer.text
    assert "Help" in buttons_of(answer.card)


@pytest.mark.parametrize("words", ["help", "status", "my requests", "status SME-0001", "queue", "all requests", "hi"])
async def test_a_question_in_between_is_answered_and_the_open_one_asked_again(office: Office, words: str) -> None:
    await office.pat.files()
    await office.pat.says_all(*MIDWAY)
    answer = await office.pat.says(words)
    assert answer.text.rsplit("\n\n", 1)[-1].startswith(QUESTION)
    assert len(answer.text) > len(QUESTION) + 80
    await office.pat.says("300")
    assert (await _draft(office.pat)).answers["seat_count"] == "300"


@pytest.mark.parametrize("words", ["cancel", "stop", "quit", "Cancel."])
async def test_cancel_stops_and_keeps_the_answers(office: Office, words: str) -> None:
    await office.pat.says_all(*MIDWAY)
    answer = await office.pat.says(words)
    assert "Nothing was filed. Your answers are kept: say resume" in answer.text
    assert "Resume" in buttons_of(answer.card)
    assert (await _draft(office.pat)).answers["workload"] == "AIP_P2"
    # Nothing is being asked any more.
    assert "not sure what you mean" in (await office.pat.says("300")).text
    assert "seat_count" not in (await _draft(office.pat)).answers


async def test_cancel_without_anything_to_cancel_changes_nothing(office: Office) -> None:
    for name in ("pat", "fran", "tess", "sana"):
        assert "nothing was changed" in (await office.players[name].says("cancel")).text


async def test_back_asks_the_question_before_with_its_answer(office: Office) -> None:
    await office.pat.says_all(*MIDWAY, "300")
    back = await office.pat.says("back")
    assert QUESTION in back.text
    assert "So far: 300" in back.text
    further = await office.pat.says("back")
    assert "Which workload" in further.text
    assert "So far: AIP P2" in further.text
    await office.pat.says("MDATP")
    # One answer was changed, the later one stays, and the conversation goes on where it was.
    draft = await _draft(office.pat)
    assert (draft.answers["workload"], draft.answers["seat_count"]) == ("MDATP", "300")
    assert "Which region" in office.pat.last.text


async def test_back_ends_at_the_first_question(office: Office) -> None:
    await office.pat.says("new request")
    back = await office.pat.says("back")
    assert "this is the first question" in back.text
    assert "Which workload" in back.text


async def test_back_from_the_review_asks_the_last_question(office: Office) -> None:
    await office.pat.says_all(*MIDWAY, "300", "EMEA", "English", "none", "Northwind", TENANT_ID, "smc", "yes", "skip")
    await office.pat.says("Labels are not applied after migration.")
    assert "Now the additional information" in (await office.pat.says("back")).text


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("change region", "Which region"),
        ("change the seats", QUESTION),
        ("edit workload", "Which workload"),
        ("change my company", "Which is your company?"),
        ("change fpm", "Which FPM"),
        ("correct e-mail", "Who is the point of contact?"),
        ("change secondary language", "And which secondary language?"),
    ],
)
async def test_change_asks_for_the_field_it_names(office: Office, words: str, question: str) -> None:
    await office.pat.reviews()
    asked = await office.pat.says(words)
    assert question in asked.text
    assert "So far:" in asked.text


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        ("change seats to 400", "seat_count", "400"),
        ("Change Seat Count to 1,200 seats", "seat_count", "1200"),
        ("set region: apac", "region", "APJ"),
        ("change customer to Tailspin Toys", "tenant_name", "Tailspin Toys"),
        ("change fpm to Felix", "fpm", "felix"),
        ("correct tenant segment = enterprise", "tenant_segment", "ENTERPRISE"),
    ],
)
async def test_change_to_takes_the_value_at_once(office: Office, words: str, key: str, value: str) -> None:
    await office.pat.reviews()
    review = await office.pat.says(words)
    assert "Please check everything" in review.text
    assert (await _draft(office.pat)).answers[key] == (office.felix.key if value == "felix" else value)


async def test_change_in_the_middle_comes_back_to_the_open_question(office: Office) -> None:
    await office.pat.says_all(*MIDWAY, "300", "EMEA")
    answer = await office.pat.says("change seats to 400")
    assert "Which primary language" in answer.text
    assert (await _draft(office.pat)).answers["seat_count"] == "400"


async def test_change_to_nonsense_keeps_the_old_answer_and_asks(office: Office) -> None:
    await office.pat.reviews()
    answer = await office.pat.says("change seats to many")
    assert "whole number" in answer.text
    assert "So far: 300" in answer.text
    assert (await _draft(office.pat)).answers["seat_count"] == "300"


async def test_start_over_begins_afresh(office: Office) -> None:
    await office.pat.says_all(*MIDWAY, "300")
    answer = await office.pat.says("start over")
    assert "we start over" in answer.text
    assert "Which workload" in answer.text
    assert (await _draft(office.pat)).given == ()


@pytest.mark.parametrize("words", ["resume", "back", "submit", "discard"])
async def test_words_that_need_a_draft_say_so_without_one(office: Office, words: str) -> None:
    assert "You have no draft to resume. Say new request" in (await office.pat.says(words)).text


@pytest.mark.parametrize(
    "words", ["asdf", "thanks", "what is the weather", "SME", "🙂", "approve everything", "/start"]
)
@pytest.mark.parametrize("name", ["pat", "fran", "tess", "sana"])
async def test_words_that_mean_nothing_get_a_way_forward(office: Office, words: str, name: str) -> None:
    before = office.kept
    answer = await office.players[name].says(words)
    assert buttons_of(answer.card) or "nothing here for you" in answer.text
    assert "did not understand" not in answer.text
    assert office.kept == before


async def test_unknown_words_do_not_read_like_known_ones(office: Office) -> None:
    assert (await office.pat.says("help")).text != (await office.pat.says("asdf")).text


async def test_a_step_in_the_middle_of_a_draft_is_taken_and_the_question_asked_again(office: Office) -> None:
    await office.pat.files()
    await office.pat.says_all(*MIDWAY)
    asked = await office.pat.says("message SME-0001 to Fran")
    assert "What do you want to say?" in asked.text
    done = await office.pat.says_all("It is solved.", "yes")
    assert "Done: your message" in done.text
    assert QUESTION in done.text
    done = await office.pat.says("withdraw SME-0001")
    assert "Done: SME-0001 is withdrawn" in done.text
    assert QUESTION in done.text
    await office.pat.says("300")
    assert (await _draft(office.pat)).answers["seat_count"] == "300"


async def test_cancelling_a_step_comes_back_to_the_draft(office: Office) -> None:
    await office.pat.files()
    await office.pat.says_all(*MIDWAY, "message SME-0001")
    answer = await office.pat.says("cancel")
    assert "nothing was changed" in answer.text
    assert QUESTION in answer.text


async def test_commands_inside_an_answer_are_part_of_the_answer(office: Office) -> None:
    await office.pat.says_all(*MIDWAY, "300", "EMEA", "English", "none")
    await office.pat.says("Help Desk Cancel GmbH")
    assert (await _draft(office.pat)).answers["tenant_name"] == "Help Desk Cancel GmbH"
