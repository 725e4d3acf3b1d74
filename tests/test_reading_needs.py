"""What partners write in one message, as a corpus: each field right, in doubt or missing, and none made up."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dialogs.understanding.clauses import told
from dialogs.understanding.entities import Known, read
from dialogs.understanding.needs import hear
from tests.process import LISTS, PAT

CORPUS = Path(__file__).parent / "corpus"
KNOWN = Known(LISTS, PAT, today=date(2026, 11, 24))
ANY = "*"
LEAST_RIGHT = 0.97


@dataclass
class Tally:
    """Fields of a corpus: how many are plainly said, how many of them are right, and the lines that are not."""

    said: int = 0
    right: int = 0
    missing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    def add(self, line: dict[str, Any]) -> None:
        """Read a line of the corpus and compare."""
        answers = hear(told(read(line["say"], KNOWN)), KNOWN).answers
        for key, wanted in line.get("fields", {}).items():
            self.said += 1
            noted = f"{line['id']} {key}: {wanted!r}, and not {answers.get(key)!r}"
            if key not in answers:
                self.missing.append(noted)
            elif wanted not in (ANY, answers[key]):
                self.wrong.append(noted)
            else:
                self.right += 1
        self.invented += [f"{line['id']} {key}: {answers[key]!r}" for key in line.get("empty", ()) if key in answers]

    def __str__(self) -> str:
        """Return the figures, and the lines behind them."""
        figures = (
            f"{self.right} of {self.said} right, {len(self.missing)} missing, {len(self.wrong)} wrong, "
            f"{len(self.invented)} invented"
        )
        return "\n".join([figures, *self.missing, *self.wrong, *self.invented])


@pytest.mark.parametrize("name", ["one_c", "one_own"])
def test_what_partners_write_is_read_and_nothing_is_made_up(name: str) -> None:
    tally = Tally()
    for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        tally.add(json.loads(line))
    print(name, tally)  # noqa: T201 - the figures are what one runs this for
    assert not tally.wrong + tally.invented, str(tally)
    assert tally.right >= LEAST_RIGHT * tally.said, str(tally)
