"""Texts made to keep the bot busy: each is answered, none changes a request, and the next person is served."""

import pytest

from cards.card_actions import for_words
from playbook.requests.record import Request, State
from tests.connector import failing
from tests.hostile_texts import TEXTS
from tests.office import Json, Office

AT_A_TEXT = ("new request", "AIP P2", "300", "EMEA", "English", "none")


async def _nothing_happened(office: Office, before: object) -> None:
    assert [await office.request("SME-0001"), await office.house.store.last_serial(Request)] == before
    assert "You can say" in (await office.petra.says("help")).text


@pytest.mark.parametrize("part", range(4))
async def test_a_hostile_text_is_answered_wherever_it_is_said(office: Office, part: int) -> None:
    before: list[object] = [await office.pat.files(), 1]
    for name in sorted(TEXTS)[part::4]:
        for player in (office.pat, office.fran):
            assert (await player.says(TEXTS[name])).words.strip(), name
        assert (await office.pat.submits({"data": for_words(TEXTS[name][:4000])})).words.strip(), name
        await office.pat.says("cancel")
    await _nothing_happened(office, before)


@pytest.mark.parametrize("part", range(4))
async def test_a_hostile_text_is_answered_at_a_question(office: Office, part: int) -> None:
    before: list[object] = [await office.pat.files(), 1]
    await office.pat.says_all("new request", "start over", *AT_A_TEXT)
    for name in sorted(TEXTS)[part::4]:
        assert (await office.pat.says(TEXTS[name])).words.strip(), name
    await _nothing_happened(office, before)


async def test_a_message_that_mentions_the_bot_without_end_is_answered(office: Office) -> None:
    mention = {"type": "mention", "text": "a" * 60 + "b", "mentioned": {"id": "28:bot", "name": "x"}}
    message = office.pat.activity("message", text="a" * 100_000, entities=[mention] * 300)
    assert await office.pat.posts(message) == (200, None)
    assert office.pat.last.text


async def test_a_long_text_of_many_lines_still_fits_its_card(office: Office) -> None:
    await office.pat.files(justification="a\n" * 1999)
    card = office.fran.last.card
    assert card
    assert len(str(card)) < 28 * 1024


async def test_a_body_of_countless_small_parts_is_refused_before_anybody_works_on_it(office: Office) -> None:
    many: Json = {"actions": [{}] * 60_000}
    status, body = await office.pat.posts(office.pat.activity("message", text="hi", suggestedActions=many))
    assert (status, body) == (400, {"error": "the body has too many parts"})


async def test_an_id_as_long_as_a_book_is_refused(office: Office) -> None:
    assert (await office.pat.posts(office.pat.activity("message", text="hi", id="x" * 2000)))[0] == 400


async def test_an_answer_that_begins_like_a_step_is_the_answer(office: Office) -> None:
    await office.pat.files()
    said = "Withdraw SME-0001 was my first thought, but the customer is stuck:\nlabels are gone."
    await office.pat.says_all("new request", "start over", *AT_A_TEXT[1:])
    await office.pat.says_all("Northwind", "12345678-90ab-cdef-1234-567890abcdef", "smc", "yes", "skip")
    review = await office.pat.says(said)
    assert "Please check everything" in review.text
    assert "my first thought" in review.words
    assert (await office.request("SME-0001")).state is State.SUBMITTED


async def test_a_sentence_that_only_begins_like_a_change_is_the_answer(office: Office) -> None:
    await office.pat.says_all(*AT_A_TEXT, "Northwind", "12345678-90ab-cdef-1234-567890abcdef", "smc", "yes", "skip")
    review = await office.pat.says("Change the region to EMEA broke all our labels, and nobody knows why.")
    assert "Please check everything" in review.text
    assert "broke all our labels" in review.words


async def test_words_that_begin_like_a_step_end_no_request_by_mistake(office: Office) -> None:
    await office.pat.files()
    await office.pat.files()
    await office.fran.says_all("deny SME-0002", "repeated")
    asked = await office.fran.says("Deny #1 was about the same topic, so this is the second time.")
    assert "Is that your answer, or a step of its own?" in asked.text
    assert {(await office.request(number)).state for number in ("SME-0001", "SME-0002")} == {State.SUBMITTED}
    done = await office.fran.says("answer: Deny #1 was about the same topic, so this is the second time.")
    assert "Done: SME-0002 is denied" in done.text
    assert "Deny #1 was about" in done.words
    assert (await office.request("SME-0001")).state is State.SUBMITTED


@pytest.mark.parametrize("said", ["keep", "Keep.", "keep it", "Keep it as it is!"])
async def test_keeping_an_answer_keeps_it(office: Office, said: str) -> None:
    await office.pat.reviews()
    await office.pat.says("change additional information")
    assert "stuck" in (await office.pat.says(said)).words


async def test_a_group_does_not_tell_who_is_asked(office: Office) -> None:
    await office.approved()
    seen = []
    for step in ("offer SME-0001 to Sam", "recall SME-0001 elsewhere", "offer SME-0001 to Sana"):
        await office.tess.says(step)
        await office.deliver()
        message = office.pat.activity("message", text="status SME-0001")
        message["conversation"] |= {"id": "19:group", "conversationType": "groupChat"}
        await office.pat.posts(message)
        cards = [office.answer(key).card for key in office.connector.messages]
        seen.append((cards[-1] or {})["refresh"]["userIds"])
    assert seen[0] == seen[1] == seen[2]
    assert office.sam.user_id not in seen[0]
    assert office.fran.user_id in seen[0]


async def test_a_question_that_waits_does_not_come_after_the_press_that_answered_it(office: Office) -> None:
    review = await office.pat.reviews()
    office.connector.then(failing(503))
    await office.pat.says("change seats")
    filed = await office.pat.presses(review.card, "Submit")
    assert "filed" in filed.words
    office.clock.pass_time(minutes=5)
    await office.deliver()
    assert not any("How many active licenses" in one.text for one in office.pat.chat)
