"""What the program logged, as events."""

import pytest


def events(caplog: pytest.LogCaptureFixture, *names: str) -> list[dict[str, object]]:
    """Return the events of these names, all of them when none is named."""
    found = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    return [event for event in found if not names or event["event"] in names]
