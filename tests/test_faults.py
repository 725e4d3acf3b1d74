"""A sample of what `make faults` measures: everybody is told, in Teams or by e-mail, and no pause is cut short."""

from pathlib import Path

import pytest

from tests.faults import CASES, case

NOTICES = 25


@pytest.mark.parametrize("name", [name for name in CASES if name != "hangs"])
async def test_every_notice_arrives_in_teams_or_by_mail(tmp_path: Path, name: str) -> None:
    figures = await case(tmp_path, CASES[name], NOTICES, seed=3, seconds=400)
    assert figures.delivered + figures.mailed >= NOTICES
    assert figures.early == 0
    assert figures.duplicates <= figures.calls - NOTICES
