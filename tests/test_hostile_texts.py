"""Texts made to keep the bot busy: each is answered, none changes a request, and the next person is served."""

import pytest

from cards.card_actions import for_words
from tests.hostile_texts import TEXTS
from tests.office import Office

AT_A_TEXT = ("new request", "engineer", "AIP P2", "300", "EMEA", "English", "none")


async def _nothing_happened(office: Office, before: object) -> None:
    assert [await office.request("SME-0001"), await office.house.store.last_number()] == before
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
    message = office.pat.activity("message", text="a" * 100_000, entities=[mention] * 900)
    assert await office.pat.posts(message) == (200, None)
    assert office.pat.last.text


async def test_a_long_text_of_many_lines_still_fits_its_card(office: Office) -> None:
    await office.pat.files(justification="a\n" * 1999)
    card = office.fran.last.card
    assert card
    assert len(str(card)) < 28 * 1024
