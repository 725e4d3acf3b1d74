"""From measurements to a table: percentiles, medians over rounds, and whether the targets are reached."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from math import ceil
from statistics import median

ALONE, CROWD = 1, 32


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that so large a share of the values does not exceed; NaN of none."""
    if not values:
        return float("nan")
    return sorted(values)[max(ceil(share * len(values)) - 1, 0)]


@dataclass(frozen=True)
class Figures:
    """One measurement, or the medians of several. `cpu_ms` is the server's CPU, in user and kernel mode, a turn."""

    turns_per_s: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float


def middle(rounds: Sequence[Figures]) -> Figures:
    """Return the median of each figure."""
    return Figures(*(median(getattr(one, field.name) for one in rounds) for field in fields(Figures)))


Table = Mapping[str, Mapping[int, Figures]]


def as_json(table: Table) -> dict[str, object]:
    """Return the table as it is kept: by variant the figures of the crowd, and those of both under c1 and c32."""
    return {
        name: {**_plain(row[CROWD]), **{f"c{people}": _plain(figures) for people, figures in row.items()}}
        for name, row in table.items()
    }


def _plain(figures: Figures) -> dict[str, float]:
    return {name: round(value, 3) for name, value in asdict(figures).items()}


def as_text(table: Table) -> str:
    """Return the table as it is printed."""
    columns = "".join(f"{heading:>10}" for heading in ("turns/s", "p50 ms", "p99 ms", "CPU ms"))
    lines = [
        f"{'':20}" + "".join(f"   {f'concurrency {people}':-^40}" for people in (ALONE, CROWD)),
        f"{'variant':20}" + f"   {columns}" * 2,
    ]
    for name, row in table.items():
        cells = ("   " + _cells(row[people]) for people in (ALONE, CROWD))
        lines.append(f"{name:20}" + "".join(cells))
    return "\n".join(lines)


def _cells(one: Figures) -> str:
    return f"{one.turns_per_s:10.1f}{one.p50_ms:10.2f}{one.p99_ms:10.2f}{one.cpu_ms:10.2f}"


@dataclass(frozen=True)
class Target:
    """At least so many times the turns a second of another variant."""

    variant: str
    other: str
    times: float


TARGETS = (
    Target("help", "stock_cloudadapter", 10),
    Target("help", "agents_sdk", 2.5),
    Target("approve", "agents_sdk", 1.3),
)
MOST_CPU_MS = 2.5


def verdicts(table: Table) -> list[str]:
    """Return a line for each target whose variants were measured: what was reached alone, and in the crowd."""
    lines = [_ratio(target, table) for target in TARGETS if {target.variant, target.other} <= table.keys()]
    if "help" in table:
        alone, crowd = (table["help"][people].cpu_ms for people in (ALONE, CROWD))
        line = f"CPU of help: {alone:.2f} ms alone, {crowd:.2f} ms in the crowd; at most {MOST_CPU_MS} ms"
        lines.append(f"{line}: {_word(crowd <= MOST_CPU_MS)}")
    return lines


def _ratio(target: Target, table: Table) -> str:
    alone, crowd = (
        table[target.variant][people].turns_per_s / table[target.other][people].turns_per_s for people in (ALONE, CROWD)
    )
    told = ", ".join(
        f"{times:.2f}x turns/s {where} ({_word(times >= target.times)})"
        for times, where in ((alone, "alone"), (crowd, "in the crowd"))
    )
    return f"{target.variant} against {target.other}, at least {target.times:g}x: {told}"


def _word(reached: bool) -> str:
    return "reached" if reached else "missed"
