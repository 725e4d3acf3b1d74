"""What the bot remembers of a conversation between two turns, and what it need not write."""

from pathlib import Path

import pytest

from tests.inside import kept_in
from tests.office import Office


@pytest.mark.parametrize("text", ["help", "status", "my requests", "nonsense"])
async def test_looking_around_writes_nothing(office: Office, tmp_path: Path, text: str) -> None:
    await office.pat.says("help")
    before = kept_in(tmp_path / "data")
    assert (await office.pat.says(text)).text
    assert kept_in(tmp_path / "data") == before


async def test_the_question_being_asked_is_remembered(office: Office, tmp_path: Path) -> None:
    await office.pat.says_all("new request", "AIP P2")
    before = kept_in(tmp_path / "data")
    answer = await office.pat.says("300")
    assert "region" in answer.text
    assert kept_in(tmp_path / "data") != before
    draft = await office.pat.draft()
    assert draft
    assert draft.answers["seat_count"] == "300"
