"""How many turns a second: our bot beside a bare server, the archived SDK and its successor, in one run.

`make bench-turns` starts one server for each variant, and Teams with its connector and keys around them, all on this
machine. Rounds go through all variants in turn, once with one person and once with 32 at a time, so that whatever
else the machine does meets all of them. The table shows medians over the rounds: compare its rows with each other,
not its numbers with another machine's.

    bare_aiohttp        parses the activity and answers 200
    stock_cloudadapter  the archived SDK's echo bot
    agents_sdk          its successor's echo bot
    help                our bot: a partner's "help" is answered
    approve             our bot: an FPM approves a request; durable, and answered with the fresh card

Everybody but the bare server checks a token and answers to a connector by HTTPS. CPU is the server's alone. An
approval also owes messages, e-mails and redrawn cards: the courier delivers them beside the turns, and the next
measurement waits until it is done.
"""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.figures import as_json, as_text, verdicts
from bench.measuring import measure
from bench.processes import BenchError
from bench.results import keep
from bench.variants import VARIANTS, Plan

FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and keep; return the exit status."""
    # Ended from outside, it still ends its own processes: SystemExit goes through every `with`.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(FAILED))
    plan = _plan(arguments)
    try:
        report = measure(plan)
    except BenchError as error:
        print(f"The benchmark broke off. {error}", file=sys.stderr)
        return FAILED
    print(f"\n{as_text(report.table)}\n")
    print("\n".join([*verdicts(report.table), *report.remarks]))
    # A part of the table beside the rest of an older one would compare two runs, and a profiler slows what it watches.
    if set(plan.names) == set(VARIANTS) and not plan.profiles:
        print(f"Kept as turns in {keep('turns', as_json(report.table)).name}.")
    return 0


def _plan(arguments: Sequence[str] | None) -> Plan:
    parser = argparse.ArgumentParser(prog="python -m bench.turns", description="Turns a second, beside other bots.")
    parser.add_argument("--rounds", type=int, default=5, help="default: 5")
    parser.add_argument("--seconds", type=float, default=2.0, help="of one measurement, default: 2")
    parser.add_argument("--only", nargs="+", choices=list(VARIANTS), default=list(VARIANTS), metavar="VARIANT")
    parser.add_argument("--agents-python", type=Path, default=Path(".venv-agents/bin/python"), metavar="FILE")
    parser.add_argument("--profile", type=Path, metavar="FOLDER", help="leave cProfile's findings about our bot there")
    given = parser.parse_args(arguments)
    if given.rounds < 1 or given.seconds <= 0:
        parser.error("rounds and seconds are more than 0")
    return Plan(given.rounds, given.seconds, tuple(given.only), given.agents_python, given.profile)


if __name__ == "__main__":
    sys.exit(main())
