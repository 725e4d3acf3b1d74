"""Reads the playbook's data files: routing tables, workloads, languages, calendars."""

import tomllib
from pathlib import Path
from typing import Any

from playbook.requests.fields import REGIONS
from playbook.requests.timelines import Calendar
from playbook.requests.workloads import Catalogue, CatalogueError

DATA = Path(__file__).parent.parent / "playbook" / "data"


def load_catalogue(folder: Path = DATA) -> Catalogue:
    """Return the catalogue of a folder; raise CatalogueError with the file and the entry to mend."""
    return Catalogue.of(_read(folder, "routing"), _read(folder, "workloads"), _read(folder, "languages"))


def load_calendars(folder: Path = DATA) -> dict[str, Calendar]:
    """Return the calendars, one for each region; raise CatalogueError with the entry to mend."""
    found = {}
    for region, entry in _read(folder, "calendars").items():
        if region not in REGIONS:
            raise CatalogueError(f"calendars.toml, {region}: there is no such region, only {', '.join(REGIONS)}")
        try:
            found[region] = Calendar.of(entry)
        except (KeyError, TypeError, ValueError, OSError) as error:
            raise CatalogueError(f"calendars.toml, {region}: needs a zone and a list of holidays: {error}") from error
    for region in REGIONS:
        if region not in found:
            raise CatalogueError(f"calendars.toml, {region}: is missing")
    return found


def _read(folder: Path, name: str) -> dict[str, Any]:
    path = folder / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CatalogueError(f"{path.name} cannot be read: {error}") from error
