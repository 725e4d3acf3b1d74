"""What the README tells a newcomer to type works where nothing but `make run` was typed before."""

from itertools import takewhile
from pathlib import Path

HOUSE = Path(__file__).parent.parent
README = (HOUSE / "README.md").read_text(encoding="utf-8")
MAKEFILE = (HOUSE / "Makefile").read_text(encoding="utf-8").splitlines()


def test_every_python_it_names_is_the_one_that_make_has_set_up() -> None:
    before = README.split("python -m ")[:-1]
    assert before
    assert [text[-40:] for text in before if not text.endswith(".venv/bin/")] == []


def test_every_target_of_make_that_it_names_is_there() -> None:
    after = README.split("`make ")[1:]
    named = {"".join(takewhile(lambda letter: letter.islower() or letter == "-", text)) for text in after}
    known = {line.partition(":")[0] for line in MAKEFILE}
    assert {"run", "test", "install"} <= named <= known


def test_every_lock_that_is_installed_is_in_its_folder() -> None:
    locks = {f"locks/{path.name}" for path in (HOUSE / "locks").iterdir()}
    assert {word for line in MAKEFILE for word in line.split() if word.endswith(".lock")} == locks
    assert list(HOUSE.glob("*.lock")) == []
