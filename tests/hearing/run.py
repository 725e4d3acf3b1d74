"""How much of what people say is heard right: `make hearing` runs the corpus through the bot, over HTTP.

Each line is said in a copy of its situation, and judged by what is answered, offered and changed. Figures are printed
by situation, and every line that failed with what was answered. `ARGS="dev_c"` names files of tests/corpus.
"""

import asyncio
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.hearing.judging import Heard, kept, meets, wrong
from tests.hearing.stages import Stages
from tests.quiet import quietly

CORPUS = Path(__file__).parent.parent / "corpus"
DEVELOPED = ("dev_c", "dev_d", "dev_e", "dev_f", "dev_g", "dev_h")
ALL = (*DEVELOPED, "blind_a", "blind_b")
MOST_SHOWN = 400


@dataclass(frozen=True)
class Verdict:
    """What came of one line: what it missed, and what it changed that nobody wanted changed."""

    line: Mapping[str, Any]
    answer: str
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    dead_end: bool

    @property
    def right(self) -> bool:
        """Whether everything is as wanted."""
        return not self.missed and not self.wrong

    @property
    def told(self) -> tuple[str, ...]:
        """The line, what was wrong, and what was answered."""
        return (
            f"\n{self.line['id']} {self.line['situation']}: {self.line['say']!r}",
            f"   missed {self.missed}   wrong {self.wrong}",
            f"   {self.answer[:MOST_SHOWN]!r}",
        )


def lines_of(*files: str) -> list[dict[str, Any]]:
    """Return the lines of files of the corpus."""
    return [json.loads(line) for name in files for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()]


async def judge(stages: Stages, line: Mapping[str, Any]) -> Verdict:
    """Say a line in its situation."""
    async with stages.open(line["situation"]) as (office, who):
        before = await kept(office)
        answer = await who.says(line["say"])
        heard = Heard(who, answer, before, await kept(office))
        missed = tuple(want for want in line["want"] if not meets(heard, want))
        return Verdict(line, answer.words, missed, tuple(wrong(heard, line["want"])), heard.is_dead_end)


async def judged(lines: Iterable[Mapping[str, Any]]) -> list[Verdict]:
    """Say every line."""
    with TemporaryDirectory() as folder:
        stages = Stages(Path(folder))
        return [await judge(stages, line) for line in lines]


def figures(verdicts: Iterable[Verdict]) -> list[str]:
    """Return the figures by situation and over all."""
    by: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in verdicts:
        for name in (one.line["situation"], "all"):
            by[name].update(lines=1, right=one.right, dead=one.dead_end, wrong=bool(one.wrong))
    return [
        f"{name:20}{row['right']:>5} of {row['lines']:>4}  {100 * row['right'] / row['lines']:5.1f} %"
        f"   dead ends {row['dead']:>3}   wrong actions {row['wrong']:>3}"
        for name, row in sorted(by.items(), key=lambda item: (item[0] == "all", item[0]))
    ]


def main() -> int:
    """Run files of the corpus and print what came of it; `--brief` shows figures alone."""
    brief = "--brief" in sys.argv
    files = [name for name in sys.argv[1:] if not name.startswith("--")] or list(ALL)
    only = [name.removeprefix("--only=") for name in sys.argv[1:] if name.startswith("--only=")]
    lines = [line for line in lines_of(*files) if not only or line["situation"] in only or line["id"] in only]
    with quietly("hearing"):
        verdicts = asyncio.run(judged(lines))
    report = [] if brief else [line for one in verdicts if not one.right for line in one.told]
    sys.stdout.write("\n".join([*report, *figures(verdicts), ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
