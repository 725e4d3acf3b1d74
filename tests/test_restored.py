"""An answer that was replaced a moment ago stands again where somebody says so, by its value or by its name."""

import pytest

from tests.office import Office

TWO = "change region to APJ and language to Japanese"


@pytest.mark.parametrize(
    ("change", "said", "key", "value"),
    [
        ("change seats to 350", "no, 300 was right", "seat_count", "300"),
        ("change seats to 350", "keep the seats as they were", "seat_count", "300"),
        ("change seats to 350", "leave it as it was", "seat_count", "300"),
        (TWO, "hm no, leave the language", "primary_language", "English"),
        (TWO, "no, the region stays", "region", "EMEA"),
        ("change region to APJ", "EMEA war richtig", "region", "EMEA"),
    ],
)
async def test_what_was_just_replaced_stands_again(
    office: Office, change: str, said: str, key: str, value: str
) -> None:
    await office.pat.reviews()
    before = await office.pat.drafted()
    await office.pat.says(change)
    assert await office.pat.drafted() != before
    noted = await office.pat.says(said)
    assert "Noted" in noted.text
    assert (await office.pat.drafted())[key] == value


async def test_of_two_answers_only_the_one_that_is_named_comes_back(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says_all(TWO, "leave the language")
    drafted = await office.pat.drafted()
    assert (drafted["region"], drafted["primary_language"]) == ("APJ", "English")


@pytest.mark.parametrize(
    "said", ["keep", "which seats were right?", "leave me alone with that region stuff for a moment please ok"]
)
async def test_what_may_mean_something_else_brings_nothing_back(office: Office, said: str) -> None:
    await office.pat.reviews()
    await office.pat.says_all("change seats to 350", said)
    assert (await office.pat.drafted())["seat_count"] == "350"


async def test_another_value_than_the_one_before_brings_nothing_back(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says_all("change seats to 400", "change seats to 350", "no, 300 was right")
    assert (await office.pat.drafted())["seat_count"] in ("350", "300")


async def test_only_the_message_right_behind_brings_an_answer_back(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says_all("change seats to 350", "who is my FPM?", "leave it as it was")
    assert (await office.pat.drafted())["seat_count"] == "350"


async def test_a_filed_request_is_edited_back_in_the_same_way(office: Office) -> None:
    await office.pat.files()
    await office.pat.says_all("edit SME-0001", "change seats to 950 and region to APJ", "no, region stays", "submit")
    request = await office.newest()
    assert (request.answers["seat_count"], request.answers["region"]) == ("950", "EMEA")
