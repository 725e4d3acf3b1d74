"""What is measured, and how each server is started."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import ALONE, CROWD
from bench.people import partners

MESSAGES = "messages.jsonl"


@dataclass(frozen=True)
class Variant:
    """One server. `replies`: every turn sends one message to the connector before it is answered.

    `warm_up` is a number of turns, for our bot as many as there are people: it keeps where each of them can be
    reached, once. `most` limits the turns of a measurement by concurrency: every press has a request of its own.
    """

    module: str
    replies: bool
    warm_up: int
    most: Mapping[int, int] = field(default_factory=dict)

    @property
    def presses(self) -> bool:
        """Tell whether its turns are presses."""
        return bool(self.most)


VARIANTS = {
    "bare_aiohttp": Variant("bench.servers.bare", replies=False, warm_up=200),
    "stock_cloudadapter": Variant("bench.servers.stock", replies=True, warm_up=8),
    "agents_sdk": Variant("bench.servers.agents", replies=True, warm_up=50),
    "help": Variant("bench.servers.ours", replies=True, warm_up=len(partners())),
    "approve": Variant("bench.servers.ours", replies=False, warm_up=40, most={ALONE: 150, CROWD: 300}),
}


@dataclass(frozen=True)
class Plan:
    """How much is measured: rounds, the seconds of a measurement, which variants; and a Python with the Agents SDK.

    `profiles` is a folder for cProfile's findings about our bot, None for none.
    """

    rounds: int
    seconds: float
    names: tuple[str, ...]
    agents_python: Path
    profiles: Path | None = None

    def activities(self, name: str) -> str:
        """Return the file of what is sent to a variant."""
        return f"{name}.jsonl" if VARIANTS[name].presses else MESSAGES

    def python(self, name: str) -> Path | None:
        """Return the Python of a variant, None for this one."""
        return self.agents_python if name == "agents_sdk" else None

    def command(self, name: str, folder: Path) -> list[str]:
        """Return the module that serves a variant, with its arguments."""
        variant = VARIANTS[name]
        command = [variant.module, str(folder)]
        if variant.module == "bench.servers.ours":
            command += [name, str(self._requests(variant))]
            if self.profiles:
                command = ["cProfile", "-o", str(self.profiles / f"{name}.prof"), "-m", *command]
        return command

    def _requests(self, variant: Variant) -> int:
        """Return how many requests wait for approval at the start."""
        return variant.warm_up + self.rounds * sum(variant.most.values()) if variant.presses else 0
