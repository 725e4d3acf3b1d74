"""A request that was opened to be changed, and was not, is told to nobody (G27)."""

import pytest

from tests.office import Office


@pytest.mark.parametrize("said", ["submit", "yes", "send it off"])
async def test_an_edit_that_changes_nothing_is_not_filed(office: Office, said: str) -> None:
    request = await office.pat.files()
    heard = len(office.fran.chat)
    await office.pat.says(f"edit {request.number}")
    refused = await office.pat.says(said)
    await office.deliver()
    assert "just as it was filed" in refused.text
    assert (await office.newest()).revision == request.revision
    assert len(office.fran.chat) == heard


async def test_who_changed_nothing_can_still_change_something(office: Office) -> None:
    request = await office.pat.files()
    again = await office.pat.says_all(f"edit {request.number}", "yes", "yes")
    assert "Shall I submit" in again.text or "just as it was filed" in again.text
    await office.pat.says_all("change seats to 450", "submit")
    assert (await office.newest()).answers["seat_count"] == "450"


async def test_what_was_changed_and_changed_back_is_nothing(office: Office) -> None:
    request = await office.pat.files()
    await office.pat.says_all(f"edit {request.number}", "change seats to 450", "change seats to 300")
    assert "just as it was filed" in (await office.pat.says("submit")).text


@pytest.mark.parametrize(
    "said", ["nicht absenden", "n'envoyez pas", "não enviar", "送信しないで", "do not send it yet"]
)
async def test_who_says_that_it_shall_not_be_sent_is_not_asked_whether(office: Office, said: str) -> None:
    await office.pat.reviews()
    answer = await office.pat.says(said)
    assert "Shall I submit" not in answer.text
    assert await office.filed() == 0


@pytest.mark.parametrize("said", ["send it off", "ok send it in", "please file it", "einreichen", "bitte absenden"])
async def test_the_words_for_sending_file_a_request_that_was_just_shown(office: Office, said: str) -> None:
    await office.pat.reviews()
    await office.pat.says(said)
    assert await office.filed() == 1


@pytest.mark.parametrize("said", ["the seats are 400, not 300", "it is 400 seats, not 300"])
async def test_what_is_set_right_where_words_are_asked_for_is_no_explanation(office: Office, said: str) -> None:
    await office.pat.reviews()
    await office.pat.says_all("change justification", said)
    drafted = await office.pat.drafted()
    assert drafted["seat_count"] == "400"
    assert "400" not in drafted["justification"]


async def test_who_submits_before_answering_what_came_back_hears_of_keep(office: Office) -> None:
    request = await office.pat.files()
    await office.fran.says(f"return {request.number} seats: please count again")
    refused = await office.pat.says_all(f"edit {request.number}", "submit")
    assert "say keep" in refused.text
    await office.pat.says_all("keep", "submit")
    assert (await office.newest()).reopened == ()
