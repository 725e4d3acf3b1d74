"""A yes, or the words a step asks for, count only while the question stands: just now, with nothing below it."""

import pytest

from playbook.requests.record import State
from tests.office import Office


@pytest.mark.parametrize(
    ("asked", "done"), [("deny SME-0001 repeated", State.DENIED), ("return SME-0001 seats", State.RETURNED)]
)
async def test_words_that_come_hours_after_the_question_are_put_like_any_other(
    office: Office, asked: str, done: State
) -> None:
    await office.pat.files()
    await office.fran.says(asked)
    office.clock.pass_time(hours=5)
    late = await office.fran.says("the count is from another tenant")
    assert "the count is from another tenant" in late.text
    assert (await office.newest()).state is State.SUBMITTED
    await office.fran.says("yes")
    assert (await office.newest()).state is done


PUT = [
    (("deny SME-0001 repeated", "they asked for this one twice before"), State.DENIED),
    (("I approve SME-0001, it looks fine",), State.APPROVED),
]


@pytest.mark.parametrize(("said", "done"), PUT)
async def test_a_yes_below_a_notice_about_another_request_does_nothing(
    office: Office, said: tuple[str, ...], done: State
) -> None:
    await office.everybody_installs()
    first = await office.pat.files(tenant_name="Litware")
    put = await office.fran.says_all(*said)
    await office.pat.files(tenant_name="Proseware")
    again = await office.fran.says("yes")
    assert "Something came between" in again.text
    assert again.text.endswith(put.text)
    assert (await office.request(first.number)).state is State.SUBMITTED
    await office.fran.says("yes")
    assert (await office.request(first.number)).state is done


@pytest.mark.parametrize(("said", "done"), PUT)
async def test_a_yes_that_comes_hours_later_does_nothing(office: Office, said: tuple[str, ...], done: State) -> None:
    await office.pat.files()
    put = await office.fran.says_all(*said)
    office.clock.pass_time(hours=5)
    again = await office.fran.says("yes")
    assert again.text.endswith(put.text)
    assert (await office.newest()).state is State.SUBMITTED
    await office.fran.says("yes")
    assert (await office.newest()).state is done


@pytest.mark.parametrize("last", ["they asked for this one twice before", "yes"])
async def test_a_question_that_was_answered_between_is_asked_anew(office: Office, last: str) -> None:
    """So the hour within which it stands begins again, for the words as for the yes to them."""
    await office.pat.files()
    await office.fran.says_all("deny SME-0001 repeated", "they asked for this one twice before")
    office.clock.pass_time(minutes=50)
    await office.fran.says("who filed SME-0001?")
    office.clock.pass_time(minutes=50)
    await office.fran.says_all(last, "yes")
    assert (await office.newest()).state is State.DENIED


async def test_a_yes_does_not_take_what_changed_since_it_was_put(office: Office) -> None:
    await office.pat.files()
    await office.pat.says("please withdraw it")
    await office.fran.says("approve SME-0001")
    again = await office.pat.says("yes")
    assert "Something came between" in again.text
    assert (await office.newest()).state is State.APPROVED
    await office.pat.says("yes")
    assert (await office.newest()).state is State.WITHDRAWN


async def test_a_yes_that_comes_much_later_is_asked_about_again(office: Office) -> None:
    await office.pat.files()
    await office.pat.says("please withdraw it")
    office.clock.pass_time(hours=2)
    await office.pat.says("yes")
    assert (await office.newest()).state is State.SUBMITTED


async def test_a_yes_to_throwing_a_draft_away_files_nothing(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says("throw it away please")
    await office.pat.says("yes")
    assert await office.pat.draft() is None


async def test_a_yes_after_the_choice_of_another_draft_files_nothing(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says("new request")
    await office.pat.says("yes")
    assert await office.pat.draft()


async def test_a_yes_files_nothing_days_after_the_review(office: Office) -> None:
    await office.pat.reviews()
    office.clock.pass_time(hours=24 * 30)
    again = await office.pat.says("yes")
    assert "Shall I submit it" in again.text
    assert await office.pat.draft()
    await office.pat.says("yes")
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize(
    "said",
    ["could we withdraw SME-0001 please", "should I withdraw SME-0001?", "what is an SME?", "withdraw my Litware one"],
)
async def test_a_yes_to_what_was_said_at_the_review_does_not_file_it(office: Office, said: str) -> None:
    await office.pat.files(tenant_name="Litware")
    await office.pat.reviews(tenant_name="Proseware")
    await office.pat.says(said)
    await office.pat.says("yes")
    assert await office.filed() == 1


async def test_a_yes_below_a_notice_does_not_file_the_review(office: Office) -> None:
    await office.everybody_installs()
    await office.pat.files(tenant_name="Litware")
    await office.pat.reviews(tenant_name="Proseware")
    await office.fran.says("return SME-0001 seats: count them again please")
    await office.deliver()
    await office.pat.says("yes")
    assert await office.filed() == 1
    await office.pat.says("submit")
    assert await office.filed() == 2


async def test_a_late_yes_throws_no_draft_away(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says("throw it away please")
    office.clock.pass_time(hours=3)
    again = await office.pat.says("yes")
    assert "Shall I throw this away" in again.text
    assert await office.pat.draft()
    await office.pat.says("yes")
    assert await office.pat.draft() is None


@pytest.mark.parametrize("answer", ["yes", "edit SME-0001"])
@pytest.mark.parametrize(
    ("said", "key", "value"),
    [("Litware is at 1100 seats now", "seat_count", "1100"), ("the region of SME-0001 is APJ", "region", "APJ")],
)
async def test_a_change_that_was_put_keeps_what_was_told(
    office: Office, answer: str, said: str, key: str, value: str
) -> None:
    await office.pat.files(tenant_name="Litware")
    put = await office.pat.says(said)
    assert "Shall we change" in put.text
    await office.pat.says(answer)
    await office.pat.says("submit")
    assert (await office.newest()).answers[key] == value
