"""What is a sum, is said of the speaker, was so once, or is set right in the same breath, is no value."""

import pytest

from tests.office import Office

BEGIN = "need an AIP P2 SME for Trey Research"


@pytest.mark.parametrize(
    "said",
    [
        "my phone is 300",
        "my extension is 4711",
        "2 x 200",
        "5 tenants with 100 each",
        "40 % of 1000",
        "300 seats minus 120 inactive",
        "Fran said 300 but that's wrong",
        "they had 300 last year",
    ],
)
async def test_a_number_that_is_not_the_seats_is_asked_back(office: Office, said: str) -> None:
    await office.pat.says_all(BEGIN, said)
    assert "seat_count" not in await office.pat.drafted()


@pytest.mark.parametrize("said", ["300", "about 300", "seats: 300", "Fran is sure of 300 seats"])
async def test_a_number_of_seats_is_kept(office: Office, said: str) -> None:
    await office.pat.says_all(BEGIN, said)
    drafted = await office.pat.drafted()
    assert drafted["seat_count"] == "300"
    assert drafted["tenant_name"] == "Trey Research"


@pytest.mark.parametrize(
    "said",
    ["I call from Tokyo", "Fran is in EMEA, not me", "our Singapore office handles it", "they left EMEA last year"],
)
async def test_where_the_speaker_sits_is_not_the_customers_region(office: Office, said: str) -> None:
    await office.pat.says_all(f"{BEGIN}, 300 seats", said)
    assert "region" not in await office.pat.drafted()


@pytest.mark.parametrize(
    "said", ["I am in APJ but the customer is in EMEA", "I think EMEA", "not APJ, EMEA", "APJ... sorry, EMEA"]
)
async def test_the_customers_region_is_kept(office: Office, said: str) -> None:
    await office.pat.says_all(f"{BEGIN}, 300 seats", said)
    assert (await office.pat.drafted())["region"] == "EMEA"


@pytest.mark.parametrize(
    ("said", "kept"), [("English… no sorry, German", "German"), ("English, I mean French", "French")]
)
async def test_a_language_that_is_set_right_at_once_is_the_last_one(office: Office, said: str, kept: str) -> None:
    await office.pat.says_all(f"{BEGIN}, 300 seats, EMEA", said)
    drafted = await office.pat.drafted()
    assert drafted["primary_language"] == kept
    assert "secondary_language" not in drafted


async def test_a_language_of_another_script_that_is_denied_is_none(office: Office) -> None:
    await office.pat.says_all(f"{BEGIN}, 300 seats, EMEA", "英語ではない")
    assert "primary_language" not in await office.pat.drafted()


ONE_MESSAGE = [
    ("we don't have 300 seats at Trey Research, we have 250 of AIP P2 and need a SME", "seat_count", {"250", None}),
    ("Wir hatten 300 Lizenzen AIP P2 bei Trey Research, jetzt 450, brauchen Hilfe vom SME", "seat_count", {"450"}),
    (f"{BEGIN}, anything but EMEA, 300 seats", "region", {None}),
    (f"{BEGIN}, our Singapore office handles it", "region", {None}),
    ("Precisamos de um SME de AIP P2, o cliente não fala inglês", "primary_language", {None}),
    ("need an AIP P1 SME, sorry, P2, for Trey Research", "workload", {"AIP_P2"}),
    (f"{BEGIN}, Northwind had 900 seats last year", "seat_count", {None}),
]


@pytest.mark.parametrize(("said", "key", "kept"), ONE_MESSAGE)
async def test_a_first_message_is_read_as_carefully(office: Office, said: str, key: str, kept: set[str | None]) -> None:
    await office.pat.says(said)
    assert (await office.pat.drafted()).get(key) in kept


NAMES = [
    ("VanArsdel, Ltd.", "VanArsdel, Ltd."),
    ("Müller GmbH.", "Müller GmbH"),
    ("Relecloud... no sorry, Margie's Travel", "Margie's Travel"),
    ("Customer: 300 Group", "300 Group"),
    ("Das ist die Müller GmbH", "Müller GmbH"),
    ("Panadería López, S.L.", "Panadería López, S.L."),
    ("Yes, Contoso", "Contoso"),
    ("The Phone Company", "The Phone Company"),
    ("I am Pat Parker", None),
    ("ask Petra", None),
]


@pytest.mark.parametrize(("said", "kept"), NAMES)
async def test_a_name_is_kept_whole_and_a_sentence_is_none(office: Office, said: str, kept: str | None) -> None:
    await office.pat.says_all("need an AIP P2 SME, 300 seats, EMEA, English, no second language", said)
    assert (await office.pat.drafted()).get("tenant_name") == kept
