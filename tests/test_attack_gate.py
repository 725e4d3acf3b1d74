"""What `make attack` tries at the gate and around the bot's files does not succeed."""

import os
from pathlib import Path

import pytest

from tests.attack_gate import (
    Tried,
    critical_headers,
    halves_of_mails,
    nested_values,
    second_process,
    unusable_keys,
    withdrawn_key,
)


async def test_a_token_outlives_its_key_until_the_next_renewal_and_no_longer() -> None:
    assert await withdrawn_key() == 3600


async def test_no_unusable_key_and_no_critical_header_opens_the_door() -> None:
    assert await unusable_keys() == Tried(0, 13)
    assert await critical_headers() == Tried(0, 6)


async def test_no_nested_value_breaks_a_turn(tmp_path: Path) -> None:
    assert await nested_values(tmp_path) == Tried(0, 8)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL, and deletes no file that is open")
async def test_no_second_bot_serves_and_no_half_of_a_mail_is_left(tmp_path: Path) -> None:
    assert await second_process(tmp_path / "data") == Tried(0, 3)
    assert await halves_of_mails(tmp_path / "mail") == Tried(0, 3)
