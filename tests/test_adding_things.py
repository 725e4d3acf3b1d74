"""A field and a command that stand in their tables are asked for, shown, said, pressed, refused and told of."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def seen() -> dict[str, str]:
    """Return what people read in a house with one field and one command more."""
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.grown"], cwd=ROOT, capture_output=True, check=True
    )
    found: dict[str, str] = json.loads(ran.stdout.splitlines()[-1])
    return found


def test_a_field_is_asked_for_in_the_form_and_in_conversation(seen: dict[str, str]) -> None:
    assert "Support ticket" in seen["form"]
    assert "Which support ticket is open for this?" in seen["asked"]
    assert "'ticket': 'T-1'" in seen["answered"]


def test_a_field_stands_in_the_review_and_on_the_card(seen: dict[str, str]) -> None:
    for place in ("review", "fpm"):
        assert "Support ticket" in seen[place]
        assert "T-4711" in seen[place]


def test_a_command_is_said_by_whom_the_table_names_and_by_nobody_else(seen: dict[str, str]) -> None:
    assert "Done: the FPM of SME-0001 is asked." in seen["done"]
    assert "Only the requester can escalate SME-0001. Nothing was changed." in seen["forbidden"]
    assert "It cannot be escalated now." in seen["late"]


def test_a_command_has_a_button_and_stands_in_the_history(seen: dict[str, str]) -> None:
    assert "Escalate to the FPM" in seen["done"]
    assert "Done: the FPM of SME-0001 is asked." in seen["pressed"]
    assert seen["events"] == "submitted,escalated,escalated"
    assert "escalated by Pat Parker" in seen["told"]


def test_whoever_a_step_is_owed_to_hears_of_it(seen: dict[str, str]) -> None:
    assert "Pat Parker asks you to look at SME-0001." in seen["told"]
