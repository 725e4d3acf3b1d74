"""The drawing in the README is the table, no more and no less."""

import pytest

from tests.diagram import mermaid
from tests.draw_diagram import README, drawn_in, fenced, with_diagram
from tests.lives import ACCESS, LIVES, REQUESTS, Described

# The life of a request as the playbook tells it; every arrow is written out by hand.
REQUEST_ARROWS = """
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
offered --> offered : reassign (SME Assignment team)
offered --> withdrawn : withdraw (requester)
assigned --> approved : handback (assigned SME)
assigned --> offered : reassign (SME Assignment team)
assigned --> withdrawn : withdraw (requester)
assigned --> closed : close (routed FPM)
closed --> [*]
denied --> [*]
withdrawn --> [*]
"""


# And that of an application.
ACCESS_ARROWS = """
[*] --> blank
blank --> applied : apply (applicant)
applied --> declined : decline (SME Assignment team or partner's FPM or partner's FPM, of an unlisted tenant)
applied --> invited : approve (SME Assignment team or partner's FPM)
invited --> registered : register (applicant)
invited --> expired : expire (system)
declined --> [*]
registered --> [*]
expired --> [*]
"""
ARROWS = {REQUESTS: REQUEST_ARROWS, ACCESS: ACCESS_ARROWS}


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_the_readme_holds_exactly_the_diagram_of_the_table(life: Described) -> None:
    drawn = drawn_in(README.read_text(encoding="utf-8"), life)
    assert drawn == fenced(mermaid(life)), "run: python -m tests.draw_diagram"


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_the_diagram_has_every_arrow_of_the_process_and_no_other(life: Described) -> None:
    arrows = [line for line in lines_of(mermaid(life)) if "-->" in line]
    assert sorted(arrows) == sorted(lines_of(ARROWS[life]))


def test_a_step_that_stays_is_written_into_its_state() -> None:
    lines = lines_of(mermaid(REQUESTS))
    assert "submitted : Submitted" in lines
    assert "submitted : edit (requester)" in lines
    assert "assigned : route (SME Assignment team or routed FPM)" in lines
    assert not any(line.startswith("closed : route") for line in lines)


def test_drawing_replaces_what_stood_between_the_markers_and_nothing_else() -> None:
    text = "Before\n<!-- lifecycle:begin -->\nold\n<!-- lifecycle:end -->\nAfter\n"
    drawn = with_diagram(text, REQUESTS)
    assert drawn.startswith("Before\n<!-- lifecycle:begin -->\n```mermaid\nstateDiagram-v2\n")
    assert drawn.endswith("\n```\n<!-- lifecycle:end -->\nAfter\n")
    assert "old" not in drawn
    assert with_diagram(drawn, REQUESTS) == drawn


def test_a_readme_without_markers_is_not_touched() -> None:
    with pytest.raises(ValueError, match="lifecycle:begin"):
        with_diagram("no markers here", REQUESTS)
