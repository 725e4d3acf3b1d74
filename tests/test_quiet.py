"""A slow proof shows its figures, and keeps what is logged meanwhile in a file."""

import subprocess
import sys
from pathlib import Path

from tests.quiet import LOGS

ROOT = Path(__file__).parent.parent
BREAKS = """
import subprocess, sys
from tests.quiet import quietly

with quietly("breaks"):
    subprocess.run([sys.executable, "-c", "import sys; sys.stderr.write('said by a child')"], check=True)
    raise AssertionError("the proof failed")
"""


def test_the_terminal_shows_figures_and_a_file_holds_the_log() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "tests.hostile", "--count", "40"], cwd=ROOT, capture_output=True, check=True
    )
    assert shown.stderr == b""
    [figures] = shown.stdout.splitlines()
    assert figures.startswith(b"40 hostile payloads (seed 1): ")
    assert "request_refused" in (LOGS / "hostile.log").read_text(encoding="utf-8")


def test_a_proof_that_breaks_says_so_on_the_terminal_and_its_children_do_not() -> None:
    shown = subprocess.run([sys.executable, "-c", BREAKS], cwd=ROOT, capture_output=True, check=False)
    assert shown.returncode == 1
    assert b"the proof failed" in shown.stderr
    assert b"said by a child" not in shown.stderr
    assert (LOGS / "breaks.log").read_text(encoding="utf-8") == "said by a child"
