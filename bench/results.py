"""bench/out/results.json: what each benchmark found last, one section each."""

import json
from collections.abc import Mapping
from pathlib import Path

OUT = Path(__file__).parent / "out"
RESULTS = OUT / "results.json"


def keep(section: str, figures: Mapping[str, object]) -> Path:
    """Write one benchmark's figures under its name, leave the other sections alone, and return the file."""
    OUT.mkdir(exist_ok=True)
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    text = json.dumps({**known, section: figures}, indent=2) + "\n"
    written = RESULTS.with_suffix(".new")
    written.write_text(text, encoding="utf-8")
    written.replace(RESULTS)
    return RESULTS
