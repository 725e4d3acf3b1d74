"""The drawing in the README is the table, no more and no less."""

import pytest

from tests.diagram import mermaid
from tests.draw_diagram import README, drawn_in, fenced, with_diagram

# The life of a request as the playbook tells it; every arrow is written out by hand.
ARROWS = """
[*] --> draft
draft --> submitted : submit (requester)
submitted --> approved : approve (routed FPM)
submitted --> denied : deny (routed FPM)
submitted --> returned : return (SME Assignment team or routed FPM)
submitted --> triaged : triage (SME Assignment team or routed FPM)
submitted --> withdrawn : withdraw (requester)
triaged --> approved : approve (routed FPM)
triaged --> denied : deny (routed FPM)
triaged --> returned : return (SME Assignment team or routed FPM)
triaged --> withdrawn : withdraw (requester)
returned --> denied : deny (routed FPM)
returned --> submitted : resubmit (requester)
returned --> withdrawn : withdraw (requester)
approved --> offered : offer (SME Assignment team)
approved --> withdrawn : withdraw (requester)
offered --> assigned : accept (offered SME)
offered --> approved : decline (offered SME)
offered --> approved : recall (SME Assignment team)
offered --> withdrawn : withdraw (requester)
assigned --> closed : close (routed FPM)
closed --> [*]
denied --> [*]
withdrawn --> [*]
"""


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_the_readme_holds_exactly_the_diagram_of_the_table() -> None:
    drawn = drawn_in(README.read_text(encoding="utf-8"))
    assert drawn == fenced(mermaid()), "run: python -m tests.draw_diagram"


def test_the_diagram_has_every_arrow_of_the_process_and_no_other() -> None:
    arrows = [line for line in lines_of(mermaid()) if "-->" in line]
    assert sorted(arrows) == sorted(lines_of(ARROWS))


def test_a_step_that_stays_is_written_into_its_state() -> None:
    lines = lines_of(mermaid())
    assert "submitted : Submitted" in lines
    assert "submitted : edit (requester)" in lines
    assert "assigned : route (SME Assignment team or routed FPM)" in lines
    assert not any(line.startswith("closed : route") for line in lines)


def test_drawing_replaces_what_stood_between_the_markers_and_nothing_else() -> None:
    text = "Before\n<!-- lifecycle:begin -->\nold\n<!-- lifecycle:end -->\nAfter\n"
    drawn = with_diagram(text)
    assert drawn.startswith("Before\n<!-- lifecycle:begin -->\n```mermaid\nstateDiagram-v2\n")
    assert drawn.endswith("\n```\n<!-- lifecycle:end -->\nAfter\n")
    assert "old" not in drawn
    assert with_diagram(drawn) == drawn


def test_a_readme_without_markers_is_not_touched() -> None:
    with pytest.raises(ValueError, match="lifecycle:begin"):
        with_diagram("no markers here")
