"""What is said of words that were shown once more: a yes, others instead, some more, or neither."""

import pytest

from dialogs.understanding.submitting import lets_go_out
from playbook.requests.record import State
from tests.office import Office, buttons_of

FIRST = "third time on labels"


async def _put(office: Office, *said: str) -> str:
    """Let Fran explain a denial, and go on; return what she reads last."""
    await office.pat.files_for("Litware", "Northwind")
    return (await office.fran.says_all("deny SME-0001", "repeated", FIRST, *said)).text


async def _told(office: Office) -> str:
    return (await office.house.store.history("SME-0001"))[-1].details["text"]


@pytest.mark.parametrize(
    "yes", ["yes", "ok", "ok send", "send it", "ja mach", "go ahead", "yes, deny it", "👍", "oui envoie"]
)
async def test_a_yes_in_whatever_words_lets_them_go(office: Office, yes: str) -> None:
    assert "Done: SME-0001 is denied" in await _put(office, yes)
    assert await _told(office) == FIRST


@pytest.mark.parametrize("said", ["send", "ok, send", "ja, schick ab", "sí, envía"])
def test_what_lets_words_go_is_known_in_other_languages(said: str) -> None:
    assert lets_go_out(said)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("instead: fourth time on labels", "fourth time on labels"),
        ("hm make that: they had it in May", "they had it in May"),
        ("no, better: see the recording", "see the recording"),
        ("change the explanation to: see the recording", "see the recording"),
        ("lieber: das hatten wir schon", "das hatten wir schon"),
        ("add: the FAQ is on the portal", f"{FIRST}\nthe FAQ is on the portal"),
        ("and please mention that the FAQ helps", f"{FIRST}\nFAQ helps"),
        ("und auch: siehe FAQ", f"{FIRST}\nsiehe FAQ"),
        (
            "your team had three workshops with us on exactly this since June",
            "your team had three workshops with us on exactly this since June",
        ),
    ],
)
async def test_words_are_changed_by_who_says_how_and_shown_again(office: Office, said: str, words: str) -> None:
    assert words in await _put(office, said)
    assert (await office.request("SME-0001")).state is State.SUBMITTED
    await office.fran.says("yes")
    assert await _told(office) == words


@pytest.mark.parametrize(
    "said", ["ok thanks", "replace third by fourth", "typo", "yes but approve Northwind", "hmm", "I'd rather call him"]
)
async def test_few_words_that_do_not_say_how_change_nothing_and_lose_nothing(office: Office, said: str) -> None:
    assert FIRST in await _put(office, said)
    await office.fran.says("yes")
    assert await _told(office) == FIRST
    assert (await office.request("SME-0002")).state is State.SUBMITTED


@pytest.mark.parametrize(
    "said",
    ["let's say it is the third time", "is a third time needed?"],
)
async def test_what_was_taken_as_said_to_the_bot_is_put_by_a_yes(office: Office, said: str) -> None:
    await office.pat.files()
    asked = await office.fran.says_all("deny SME-0001", "repeated", said)
    assert "Take these words as the answer" in buttons_of(asked.card)
    assert said in (await office.fran.says("yes")).text
    assert (await office.newest()).state is State.SUBMITTED
    await office.fran.says("yes")
    assert await _told(office) == said


async def test_a_yes_puts_no_words_that_something_else_came_behind(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001", "repeated", "let's say it is the third time", "who filed it?", "yes")
    assert (await office.newest()).state is State.SUBMITTED
    assert "let's say" not in office.fran.last.text


async def test_a_message_that_was_put_in_one_sentence_is_changed_in_the_same_way(office: Office) -> None:
    await office.pat.files_for("Litware")
    put = await office.pat.says_all("tell Fran that Monday works for me", "make that: Tuesday works for me")
    assert "Message: Tuesday works for me" in put.text
    put = await office.pat.says("add: at noon")
    assert "Message: Tuesday works for me\nat noon" in put.text
    await office.pat.says("yes")
    assert "Tuesday works for me" in (await office.pat.says("history SME-0001")).words


async def test_an_explanation_may_end_with_a_question(office: Office) -> None:
    await office.pat.files()
    put = await office.fran.says_all("deny SME-0001", "repeated", "You had help in October. Shall we have a call?")
    assert "Explanation for the partner: You had help in October. Shall we have a call?" in put.text


async def test_several_fields_of_a_return_are_shown_by_their_names(office: Office) -> None:
    await office.pat.files()
    put = await office.fran.says_all("return SME-0001", "seats, region and additional information", "please check")
    assert "Fields that need work: Seat Count, Region, Additional information" in put.text


@pytest.mark.parametrize(
    ("said", "words"), [("reason: third time", "third time"), ("Grund: schon im Mai", "schon im Mai")]
)
async def test_what_only_says_what_the_words_are_is_no_part_of_them(office: Office, said: str, words: str) -> None:
    await office.pat.files()
    put = await office.fran.says_all("deny SME-0001", "repeated", said)
    assert put.text.endswith(f"Explanation for the partner: {words}")


async def test_who_only_says_that_something_shall_be_told_is_asked_what(office: Office) -> None:
    await office.pat.files()
    put = await office.pat.says("message Fran")
    assert "It still needs: Message" in put.text
    put = await office.pat.says("can we talk on Monday?")
    assert put.text.endswith("Message: can we talk on Monday?")
    await office.pat.says("yes")
    assert "can we talk on Monday?" in (await office.pat.says("history SME-0001")).words


async def test_who_calls_the_reader_by_name_asks_the_reader(office: Office) -> None:
    await office.pat.files()
    put = await office.pat.says_all("message SME-0001 to Fran", "Hi Fran, what is the limit for AIP P2?")
    assert put.text.endswith("Message: Hi Fran, what is the limit for AIP P2?")


async def test_an_explanation_that_names_a_ground_changes_none(office: Office) -> None:
    await office.pat.files()
    put = await office.fran.says_all("deny SME-0001", "repeated", "it is not possible, the team has no people now")
    assert "Ground: Repeated help on the same topic" in put.text
    assert "the team has no people now" in put.text


@pytest.mark.parametrize("said", ["cancel the deny", "drop it", "forget the whole thing"])
async def test_a_step_is_called_off_before_and_behind_its_words(office: Office, said: str) -> None:
    await office.pat.files()
    for before in ((), (FIRST,)):
        left = await office.fran.says_all("deny SME-0001", "repeated", *before, said)
        assert "nothing was changed" in left.text
        await office.fran.says("yes")
        assert (await office.newest()).state is State.SUBMITTED


async def test_a_full_command_behind_words_that_were_put_begins_anew(office: Office) -> None:
    asked = await _put(office, "deny SME-0001")
    assert (await office.request("SME-0001")).state is State.SUBMITTED
    assert "Shall I deny" not in asked


async def test_what_only_sounds_like_another_step_is_what_the_step_lacks(office: Office) -> None:
    await office.pat.files_for("Litware", "Northwind")
    await office.fran.says_all("deny SME-0001", "repeated", "no, I meant the Northwind one")
    said = "It is missing what the partner has tried so far. Please tell us and add logs soon."
    put = await office.fran.says(said)
    assert "Shall I deny SME-0002" in put.text
    assert put.text.endswith(f"Explanation for the partner: {said}")


@pytest.mark.parametrize("before", [(), ("no, I meant the Northwind one",)])
async def test_another_ground_is_taken_by_its_whole_name(office: Office, before: tuple[str, ...]) -> None:
    put = await _put(office, *before, "same topic for multiple customers")
    assert "Ground: Same topic for multiple customers" in put
    assert FIRST in put


async def test_a_message_that_was_put_is_not_dropped_by_a_no_with_more(office: Office) -> None:
    await office.pat.files_for("Litware")
    again = await office.pat.says_all("tell Fran that Monday works for me", "no wait, make it Tuesday")
    assert "Message: Monday works for me" in again.text


async def test_another_step_that_is_meant_at_the_reason_stands_in_its_place(office: Office) -> None:
    number = (await office.approved()).number
    await office.tess.says_all(f"offer {number} to Sam", f"recall {number}")
    put = await office.tess.says("reassign it to Sana")
    assert f"Shall I give {number}" in put.text
    assert "Take these words as the answer" not in buttons_of(put.card)
    again = await office.tess.says("Sam is on leave")
    assert "Reason: Sam is on leave" in again.text
    assert f"Shall I give {number}" in again.text
