"""Whether a sentence keeps its meaning when it is typed worse: `make hearing-worse`.

Each line of the corpus is read as it is, and then with a typing error, in lower case, with filler before it, and with
a question behind it. Figures say how often the same is meant; nothing is judged but that.
"""

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random

from playbook.people import Role
from tests.hearing.run import ALL, lines_of
from tests.hearing.stages import STAGES
from tests.overheard import heard_as

_ROLES = {"pat": Role.PARTNER, "fran": Role.FPM, "tess": Role.TEAM, "sam": Role.SME, "sana": Role.SME}
_SHORTEST = 5
_SEED = 7


def _typing_error(said: str, random: Random) -> str:
    """Let two neighbouring letters of a longer word change places."""
    words = said.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= _SHORTEST and word.isalpha()]
    if long:
        place = random.choice(long)
        word, at = words[place], random.randrange(1, len(words[place]) - 2)
        words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


WAYS: Mapping[str, Callable[[str, Random], str]] = {
    "a typing error": _typing_error,
    "lower case": lambda said, _: said.lower(),
    "filler": lambda said, _: f"well, so, {said} please",
    "a question behind": lambda said, _: f"{said.rstrip('.')}, ok?",
}


def kept(files: list[str]) -> dict[str, Counter[str]]:
    """Return by way how many lines were meant the same, of those that mean anything."""
    random, found = Random(_SEED), {way: Counter[str]() for way in WAYS}
    for line in lines_of(*files):
        role = _ROLES.get(STAGES[line["situation"]][0])
        if role is None:
            continue
        meant = heard_as(line["say"], role)
        for way, worse in WAYS.items() if meant else ():
            same = heard_as(worse(line["say"], random), role) == meant
            found[way].update(lines=1, same=same)
    return found


def main() -> int:
    """Print the figures."""
    found = kept(sys.argv[1:] or list(ALL))
    for way, row in found.items():
        share = 100 * row["same"] / max(row["lines"], 1)
        sys.stdout.write(f"{way:20}{row['same']:>5} of {row['lines']:>4} mean the same {share:5.1f} %\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
