"""Parts of long texts: what differs is what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.messages.message import differing, shortened

WORDS = "one two three four five six seven eight nine ten " * 20


def test_a_short_text_is_shown_whole() -> None:
    assert shortened("Blocked.", 8) == "Blocked."
    assert shortened("Blocked!!", 8) == "Blocked!..."


@pytest.mark.parametrize(("old", "new"), [("", "New."), ("Old.", ""), ("Old.", "New."), ("Same.", "Same.")])
def test_short_texts_are_compared_whole(old: str, new: str) -> None:
    assert differing(old, new) == (old, new)


def test_a_word_changed_in_a_long_text_is_found() -> None:
    old, new = f"{WORDS}300 seats {WORDS}", f"{WORDS}450 seats {WORDS}"
    before, after = differing(old, new)
    assert "300 seats" in before
    assert "450 seats" in after
    assert before.replace("300", "450") == after
    assert before.startswith("...")
    assert before.endswith("...")
    assert len(before) < 100


def test_a_text_written_anew_is_shown_from_its_beginning() -> None:
    before, after = differing("x" * 4000, "y" * 4000)
    assert before == "x" * 300 + "..."
    assert after == "y" * 300 + "..."


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=400), st.text(max_size=400))
def test_the_parts_of_different_texts_differ(start: str, old: str, new: str, end: str) -> None:
    before, after = differing(start + old + end, start + new + end)
    assert len(before) <= 306
    assert before != after or old == new or max(len(old), len(new)) > 200
