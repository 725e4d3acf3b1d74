"""A sample of what `make hostile` sends: never a status of 500 or more, and nothing changes."""

import random

import pytest

from tests.door import Door
from tests.hostile import attack, payloads, siege
from tests.office import Office


@pytest.mark.parametrize("seed", range(3))
async def test_bent_activities_are_answered_and_change_nothing(office: Office, seed: int) -> None:
    statuses = await siege(office, 200, seed)
    assert statuses[200] > 10
    assert statuses[400] > 20


async def test_a_good_token_makes_no_payload_good(door: Door, office: Office) -> None:
    token = {"Authorization": f"Bearer {door.service.token()}"}
    statuses = await attack(door.client, payloads(office.fran, random.Random(7)), 300, token)
    assert statuses[400] > 20
    # The office's own address is no host of Teams'.
    assert statuses[403] > 20
