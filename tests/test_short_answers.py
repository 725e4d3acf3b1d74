"""Where something is asked, the short answer of any language is one."""

import pytest

from playbook.requests.record import State
from tests.office import Office


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("ja", "yes"),
        ("oui", "yes"),
        ("sí", "yes"),
        ("はい", "yes"),
        ("yes we did", "yes"),
        ("Nein", "no"),
        ("no, not with her", "no"),
    ],
)
async def test_whether_it_was_discussed_is_said_in_any_language(office: Office, said: str, kept: str) -> None:
    await office.pat.reviews(discussed="no" if kept == "yes" else "yes")
    await office.pat.says("change discussed")
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert drafted["discussed"] == kept


@pytest.mark.parametrize("said", ["keine", "aucune", "ninguna", "なし", "nein", "none needed", "no second one"])
async def test_that_there_is_no_second_language_is_said_in_any_language(office: Office, said: str) -> None:
    await office.pat.says("need an AIP P2 SME for Litware, EMEA, English, 400 seats")
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert drafted["secondary_language"] == "None"


@pytest.mark.parametrize(
    "said",
    ["no resources", "nobody is free", "they had it before", "out of scope"],
)
async def test_a_ground_may_be_said_in_ones_own_words(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says("deny SME-0001")
    assert "Please explain it to the partner" in (await office.fran.says(said)).text
    await office.fran.says_all("There is nobody before the spring, see the guidance", "yes")
    assert (await office.newest()).state is State.DENIED
