"""Words that others will read: shown with their step before they go, and taken by a yes or by the card's button."""

from pathlib import Path

import pytest

from playbook.access.record import State as Access
from playbook.requests.record import State
from tests.applying import NUMBER, newcomer
from tests.office import Answer, Office, buttons_of, open_office, walk

ASKED = ("deny SME-0001", "repeated")
WORDS = "they asked for the same twice this year"
SHOWN = f"Explanation for the partner: {WORDS}"
OTHERS = "the workshop in May was about exactly this, and your team was there"
QUESTION = "Please explain it to the partner."
# Each step with words for others: who says what, the title of its words, and the states that it begins and ends in.
STEPS = [
    ("fran: deny SME-0001 repeated", "Explanation for the partner", State.SUBMITTED, State.DENIED),
    ("fran: return SME-0001 seats", "What is missing or incorrect", State.SUBMITTED, State.RETURNED),
    ("sana: decline SME-0001", "Reason", State.OFFERED, State.APPROVED),
    ("tess: recall SME-0001", "Reason", State.OFFERED, State.APPROVED),
    ("tess: reassign SME-0001 to Sam", "Reason", State.OFFERED, State.OFFERED),
    ("sana: hand back SME-0001", "Reason", State.ASSIGNED, State.APPROVED),
]


async def _bring_to(office: Office, state: State) -> None:
    await office.pat.files()
    for name, said, reached in (
        ("fran", "approve SME-0001", State.APPROVED),
        ("tess", "offer SME-0001 to Sana", State.OFFERED),
        ("sana", "accept SME-0001", State.ASSIGNED),
    ):
        if (await office.newest()).state is not state:
            await office.players[name].says(said)
            assert (await office.newest()).state is reached


async def _state(office: Office) -> State:
    return (await office.newest()).state


async def _explanation(office: Office) -> str:
    [denied] = [one for one in await office.house.store.history("SME-0001") if one.name == "denied"]
    return str(denied.details["text"])


def _filled_in(answer: Answer, end: str) -> str:
    """Return what stands in the box of a card whose id ends so."""
    [box] = [one for one in walk(answer.card) if str(one.get("id", "")).endswith(f".{end}")]
    return str(box.get("value", ""))


@pytest.mark.parametrize(("said", "title", "before", "after"), STEPS)
async def test_a_step_is_shown_once_with_its_words_and_taken_by_a_yes(
    office: Office, said: str, title: str, before: State, after: State
) -> None:
    await _bring_to(office, before)
    who, command = said.split(": ")
    put = await office.players[who].says_all(command, WORDS)
    assert put.text.startswith("Shall I ")
    assert put.text.count(f"{title}: {WORDS}") == 1
    assert await _state(office) is before
    done = await office.players[who].says("yes")
    assert done.text.startswith("Done: ")
    assert await _state(office) is after


@pytest.mark.parametrize("yes", ["yes", "ok", "go ahead", "yes, deny it", "Yes please!", "ja", "👍"])
async def test_a_plain_yes_in_any_words_takes_it(office: Office, yes: str) -> None:
    await office.pat.files()
    await office.fran.says_all(*ASKED, WORDS, yes)
    assert await _explanation(office) == WORDS


@pytest.mark.parametrize(
    "said",
    [
        "yes, but tell her gently",
        "yes?",
        "yes, approve it",
        "thanks",
        "hmm",
        "I'll explain it to Pat myself",
        "cancel the deny",
    ],
)
async def test_what_is_more_or_less_than_a_yes_takes_nothing(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says_all(*ASKED, WORDS, said)
    assert await _state(office) is State.SUBMITTED


async def test_the_card_below_is_filled_in_and_its_button_takes_edited_words(office: Office) -> None:
    await office.pat.files()
    put = await office.fran.says_all(*ASKED, WORDS)
    assert (_filled_in(put, "ground"), _filled_in(put, "text")) == ("repeated", WORDS)
    done = await office.fran.presses(put.card, "Deny", ground="repeated", text=f"{WORDS}, see the notes")
    assert "Denied" in done.words
    assert await _explanation(office) == f"{WORDS}, see the notes"


@pytest.mark.parametrize("asked", [("return SME-0001", "region and seats"), ("return SME-0001 region, seats",)])
async def test_all_that_is_sent_back_is_shown_by_its_name_and_ticked(office: Office, asked: tuple[str, ...]) -> None:
    await office.pat.files()
    put = await office.fran.says_all(*asked, "Please count again.")
    assert "Fields that need work: Seat Count, Region" in put.text
    assert _filled_in(put, "fields") == "seat_count,region"
    await office.fran.presses(put.card, "Return for details", fields="seat_count,region", note="Please count again.")
    assert (await office.newest()).reopened == ("seat_count", "region")


async def test_other_words_replace_those_that_were_put(office: Office) -> None:
    await office.pat.files()
    put = await office.fran.says_all(*ASKED, WORDS, OTHERS)
    assert put.text.endswith(f"Explanation for the partner: {OTHERS}")
    assert WORDS not in put.text
    await office.fran.says("yes")
    assert await _explanation(office) == OTHERS


async def test_a_question_in_between_is_answered_and_the_step_put_again(office: Office) -> None:
    await office.pat.files()
    answer = await office.fran.says_all(*ASKED, WORDS, "how many seats is it?")
    assert answer.text.startswith("Seat Count of SME-0001: 300")
    assert answer.text.endswith(SHOWN)
    await office.fran.says("yes")
    assert await _explanation(office) == WORDS


@pytest.mark.parametrize("how", [("wrong ground, it's out of scope",), ("back", "out of scope")])
async def test_another_ground_keeps_the_words(office: Office, how: tuple[str, ...]) -> None:
    await office.pat.files()
    put = await office.fran.says_all(*ASKED, WORDS, *how)
    assert "Ground: Outside the scope of SME activities" in put.text
    assert put.text.endswith(SHOWN)
    assert await _state(office) is State.SUBMITTED
    await office.fran.says("yes")
    assert (await office.house.store.history("SME-0001"))[-1].details == {"ground": "scope", "text": WORDS}


@pytest.mark.parametrize("said", ["no", "cancel", "never mind", "nein"])
async def test_a_no_changes_nothing_and_no_yes_takes_it_afterwards(office: Office, said: str) -> None:
    request = await office.pat.files()
    left = await office.fran.says_all(*ASKED, WORDS, said)
    assert "nothing was changed" in left.text
    await office.fran.says("yes")
    assert await office.newest() == request


async def test_another_step_said_then_is_put_in_its_place(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all(*ASKED, WORDS, "approve it", "yes")
    assert await _state(office) is not State.DENIED


@pytest.mark.parametrize("words", ["x" * 1001, "x" * 5000, "word " * 250, "***", " ", "\u202e", "\u0007"])
async def test_a_text_that_cannot_be_one_is_refused_and_the_question_stays(office: Office, words: str) -> None:
    await office.pat.files()
    refused = await office.fran.says_all(*ASKED, words)
    assert "Shall I" not in refused.text
    assert "went wrong" not in refused.text
    await office.fran.says("yes")
    assert await _state(office) is State.SUBMITTED
    assert (await office.fran.says(WORDS)).text.endswith(SHOWN)


async def test_a_text_that_is_too_long_is_measured_before_it_is_put(office: Office) -> None:
    await office.pat.files()
    refused = await office.fran.says_all(*ASKED, "x" * 1001)
    assert "That is 1,001 characters, and Explanation for the partner holds 1,000." in refused.text
    assert refused.text.endswith(QUESTION)
    put = await office.fran.says("x" * 1000)
    assert put.text.endswith("x" * 1000)


async def test_what_stands_in_words_that_were_put_is_shown_as_text(office: Office) -> None:
    await office.pat.files()
    put = await office.fran.says_all(*ASKED, "see https://evil.example/x **now**\nand {{DATE(2026)}}")
    assert "https://evil.example" not in put.text
    await office.fran.says("yes")
    assert await _explanation(office) == "see https://evil.example/x **now**\nand {{DATE(2026)}}"


async def test_a_message_is_shown_to_its_sender_before_it_goes(office: Office) -> None:
    await office.assigned()
    before = len(office.sana.chat)
    put = await office.pat.says_all("message SME-0001", "Sana Sato", "When shall we begin?")
    assert "To: Sana Sato" in put.text
    assert "Message: When shall we begin?" in put.text
    await office.deliver()
    assert len(office.sana.chat) == before
    await office.pat.says("yes")
    await office.deliver()
    assert office.sana.last.text == "Pat Parker writes to you about SME-0001. When shall we begin?"


async def test_a_late_yes_puts_a_message_again_and_sends_nothing(office: Office) -> None:
    await office.assigned()
    put = await office.pat.says_all("message SME-0001 to Sana", "We can start next week.")
    office.clock.pass_time(hours=2)
    again = await office.pat.says("yes")
    assert again.text == f"Something came between, so I ask once more instead of taking that as the yes.\n\n{put.text}"
    assert [one.name for one in await office.house.store.history("SME-0001")][-1] == "assigned"
    await office.pat.says("yes")
    written = (await office.house.store.history("SME-0001"))[-1]
    assert written.details == {"to": office.sana.key, "message": "We can start next week."}


async def test_an_application_is_declined_with_its_reason_by_a_yes_and_its_applicant_reads_it(office: Office) -> None:
    nora = newcomer(office)
    await nora.applies()
    put = await office.fran.says_all(f"decline {NUMBER}", "You have left Contoso.")
    assert f"Shall I decline {NUMBER}: Nora Newman" in put.text
    assert "The applicant will read your reason." in put.text
    assert put.text.endswith("Reason for the applicant: You have left Contoso.")
    assert _filled_in(put, "reason") == "You have left Contoso."
    assert (await nora.application()).state is Access.APPLIED
    assert "is declined" in (await office.fran.says("yes")).text
    await office.deliver()
    assert f"Your application {NUMBER} is declined. You have left Contoso." in nora.last.text


@pytest.mark.parametrize("said", ["no", "I'll ask them about it first", "who is Nora?"])
async def test_an_application_is_not_declined_by_anything_else(office: Office, said: str) -> None:
    nora = newcomer(office)
    await nora.applies()
    await office.fran.says_all(f"decline {NUMBER}", "You have left Contoso.", said)
    assert (await nora.application()).state is Access.APPLIED


async def test_a_restart_between_the_step_and_its_yes_loses_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.pat.files()
        await office.fran.says_all(*ASKED, WORDS)
    async with open_office(tmp_path) as office:
        assert "Done: SME-0001 is denied" in (await office.fran.says("yes")).text
        assert await _explanation(office) == WORDS


@pytest.mark.parametrize("said", ["deny SME-0001 repeated: the third time", "deny SME-0001 repeated, the third time"])
async def test_a_full_command_holds_its_words_and_needs_no_yes(office: Office, said: str) -> None:
    await office.pat.files()
    assert "Done: SME-0001 is denied" in (await office.fran.says(said)).text
    assert await _explanation(office) == "the third time"


async def test_words_marked_as_the_answer_need_no_yes(office: Office) -> None:
    """It is what the button below words sends that were not put."""
    await office.pat.files()
    answer = await office.fran.says_all(*ASKED, "I'll explain it to Pat myself")
    assert "Take these words as the answer" in buttons_of(answer.card)
    await office.fran.says("answer: I'll explain it to Pat myself")
    assert await _explanation(office) == "I'll explain it to Pat myself"


async def test_a_card_that_is_filled_in_is_not_drawn_anew_by_itself(office: Office) -> None:
    await office.pat.files()
    shown = await office.fran.says("status SME-0001")
    assert "refresh" in (shown.card or {})
    put = await office.fran.says_all(*ASKED, WORDS)
    assert "refresh" not in (put.card or {})
