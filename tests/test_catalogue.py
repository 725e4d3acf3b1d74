"""The data files: as they ship they agree, and whatever contradicts itself is named before the bot starts."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.requests import lists
from playbook.requests.fields import REGIONS
from playbook.requests.workloads import CatalogueError
from storage.catalogue import DATA, load_calendars, load_catalogue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the shipped data files."""
    return shutil.copytree(DATA, tmp_path / "data", ignore=lambda _, names: [n for n in names if "." not in n])


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Change a data file as somebody with an editor would."""
    path = folder / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(load: Callable[[Path], object], folder: Path) -> str:
    """Return what a folder is refused with."""
    with pytest.raises(CatalogueError) as refused:
        load(folder)
    return str(refused.value)


def test_what_ships_is_the_playbooks_eleven_security_items_and_two_more() -> None:
    """G8."""
    assert [choice.name for choice in load_catalogue().workloads] == [
        "AADP P1",
        "AADP P2",
        "OATP P1",
        "OATP P2",
        "MDATP",
        "AIP P1",
        "AIP P2",
        "MIG P1",
        "MIG P2",
        "MCAS",
        "AATP",
        "Exchange migration",
        "Other FRP workload",
    ]


def test_what_ships_has_every_row_of_both_tables_once() -> None:
    catalogue = load_catalogue()
    assert [row.id for row in catalogue.people] == [
        "R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14", "R4 migration", "R4 engineer",
    ]  # fmt: skip
    assert [row.id for row in catalogue.self_deploy] == ["R15", "R16", "R17"]


def test_the_starter_list_of_languages_says_that_it_is_not_official() -> None:
    """G7."""
    text = (DATA / "languages.toml").read_text(encoding="utf-8")
    assert "starter list to CHECK" in text
    assert "English" in [choice.value for choice in load_catalogue().languages]


def test_every_region_can_be_chosen_and_has_its_calendar() -> None:
    assert [choice.value for choice in lists.REGIONS] == list(REGIONS) == ["AMER", "APJ", "EMEA"]
    assert set(load_calendars()) == set(REGIONS)


CONTRADICTIONS = {
    "a row twice": ("routing", 'id = "R8"', 'id = "R7"', "routing: two rows share one id"),
    "a workload nobody lists": (
        "routing", 'workloads = ["MDATP"]', 'workloads = ["MDTP"]', "routing R9: unknown workload MDTP",
    ),
    "a workload in two rows": (
        "routing", '["OATP_P1", "OATP_P2"]', '["OATP_P1", "OATP_P2", "AADP_P1"]',
        "routing R8: workload AADP_P1 stands in two rows of one table",
    ),
    "a workload in no row": (
        "routing", '["AADP_P1", "AADP_P2"]', '["AADP_P1"]', "routing: no row for workload AADP_P2",
    ),
    "a rule for languages nobody knows": (
        "routing", 'languages = "english/limited"', 'languages = "limited"',
        "routing R12: languages must be any, english or english/limited",
    ),
    "a region nobody knows": (
        "routing", 'id = "R7"', 'id = "R7"\nregions = ["AMER", "LATAM"]',
        "routing R7: regions must be among AMER, APJ, EMEA",
    ),
    "people and self-deploy for one seat count": (
        "routing", "seats_below = 10000", "seats_below = 12000", "routing R16: its seats overlap those of R12",
    ),
    "self-deploy without limit beside people": (
        "routing", "seats_below = 10000\n", "", "routing R16: its seats overlap those of R12",
    ),
    "a limit that is text": (
        "routing", "seats_over = 5000", 'seats_over = "5k"', "people R14: a key is missing or wrong: seats_over = '5k'",
    ),
    "a limit that is no whole number": (
        "routing", "seats_over = 5000", "seats_over = 5000.5", "people R14: a key is missing or wrong: seats_over",
    ),
    "a misspelt key": ("routing", "seats_over = 5000", "seat_over = 5000", "people R14: a key is missing or wrong"),
    "a row without a route": ("routing", 'route = "AADP"\n', "", "people R7: a key is missing or wrong"),
    "a row without an id": ("routing", 'id = "R15"\n', "", "self_deploy number 1: a key is missing or wrong"),
    "no version": ("routing", "version =", "edition =", "there is no 'version' in the data files"),
    "no migration": (
        "workloads", 'key = "EXCHANGE_MIGRATION"', 'key = "MAIL"',
        "routing R4 migration: unknown workload EXCHANGE_MIGRATION",
    ),
    "a workload twice": (
        "workloads", 'key = "AADP_P2"', 'key = "AADP_P1"', "routing R7: unknown workload AADP_P2",
    ),
    "a synonym of two workloads": (
        "workloads", '"AAD P2"', '"AAD P1"', "workloads AADP_P2: 'aad p1' names AADP_P1 too",
    ),
    "a synonym that is a title": (
        "workloads", '"Defender ATP"', '"AATP"', "workloads AATP: 'aatp' names MDATP too",
    ),
    "a workload without a title": (
        "workloads", 'title = "MDATP"\n', "", "workload MDATP: a key is missing or wrong: 'title'",
    ),
    "synonyms that are no list": (
        "workloads", 'synonyms = ["Other workload"]', 'synonyms = "Other workload"',
        "workload OTHER_FRP: a key is missing or wrong: synonyms = 'Other workload' is not a list",
    ),
    "no English": ("languages", 'key = "English"', 'key = "Englisch"', "languages: English is missing"),
    "a language twice": (
        "languages", 'synonyms = ["nl"]', 'synonyms = ["de"]', "languages German: 'de' names Dutch too",
    ),
    "no TOML": ("routing", "[[people]]", "[[people", "routing.toml cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_each_contradiction_is_named(folder: Path, case: str) -> None:
    file, old, new, said = CONTRADICTIONS[case]
    edit(folder, file, old, new)
    assert refusal(load_catalogue, folder).startswith(said)


@pytest.mark.parametrize(("key", "row"), [("OTHER_FRP", "R4 engineer"), ("EXCHANGE_MIGRATION", "R4 migration")])
def test_what_the_process_itself_needs_cannot_be_left_out(folder: Path, key: str, row: str) -> None:
    """G8, G10: the form asks on by these two workloads."""
    for file, entry in (("workloads", f'key = "{key}"'), ("routing", f'id = "{row}"')):
        path = folder / f"{file}.toml"
        entries = path.read_text(encoding="utf-8").split("\n\n")
        path.write_text("\n\n".join(one for one in entries if entry not in one), encoding="utf-8")
    assert refusal(load_catalogue, folder) == f"workloads: {key} is missing (G8)"


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "languages.toml").unlink()
    assert refusal(load_catalogue, folder).startswith("languages.toml cannot be read")


def test_a_table_that_is_missing_is_named(folder: Path) -> None:
    (folder / "languages.toml").write_text("", encoding="utf-8")
    assert refusal(load_catalogue, folder) == "there is no 'language' in the data files"


def test_a_row_that_is_no_table_is_named(folder: Path) -> None:
    (folder / "languages.toml").write_text("language = [1]", encoding="utf-8")
    assert refusal(load_catalogue, folder).startswith("language number 1")


CALENDAR_FAULTS = {
    "a zone nobody knows": ('"Europe/London"', '"Europe/Londres"', "calendars.toml, EMEA: needs a zone"),
    "a zone that is a folder": ('"Europe/London"', '"Europe"', "calendars.toml, EMEA: needs a zone"),
    "no zone": ('zone = "Asia/Singapore"', "", "calendars.toml, APJ: needs a zone"),
    "no holidays": ("holidays = [2026-12-25, 2027-01-01]", "", "calendars.toml, APJ: needs a zone and a list"),
    "a holiday in quotes": ("2026-11-26", '"2026-11-26"', "calendars.toml, AMER: needs a zone and a list of holidays"),
    "a holiday with a time": ("2026-11-26", "2026-11-26T00:00:00", "calendars.toml, AMER: needs a zone"),
    "a region nobody knows": ("[EMEA]", "[EMAE]", "calendars.toml, EMAE: there is no such region"),
    "a region too few": (
        '[APJ]\nzone = "Asia/Singapore"\nholidays = [2026-12-25, 2027-01-01]', "",
        "calendars.toml, APJ: is missing",
    ),
    "no TOML": ("[EMEA]", "[EMEA", "calendars.toml cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("case", CALENDAR_FAULTS)
def test_each_fault_of_a_calendar_is_named(folder: Path, case: str) -> None:
    old, new, said = CALENDAR_FAULTS[case]
    edit(folder, "calendars", old, new)
    assert refusal(load_calendars, folder).startswith(said)


def test_a_value_in_place_of_a_calendar_is_named(folder: Path) -> None:
    path = folder / "calendars.toml"
    path.write_text('AMER = "America/New_York"', encoding="utf-8")
    assert refusal(load_calendars, folder).startswith("calendars.toml, AMER: needs a zone")
