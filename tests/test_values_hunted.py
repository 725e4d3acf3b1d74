"""What an outside hunter heard go wrong with the values of a request, and other lines of the same kind."""

from collections.abc import Mapping

import pytest

from dialogs.understanding.clauses import told
from dialogs.understanding.entities import read
from dialogs.understanding.needs import hear
from dialogs.understanding.numbers import number_at
from dialogs.understanding.words import tokens
from tests.office import Office
from tests.test_reading_needs import KNOWN

UP_TO_THE_CUSTOMER = ("need an AIP P2 SME", "300", "EMEA", "English", "none")


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("three fifty", 350),
        ("twelve fifty", 1250),
        ("four twenty", 420),
        ("three-fifty", 350),
        ("three fifty five", 355),
        ("three five zero", 350),
        ("tres cincuenta", 350),
        ("quatre-vingt dix", 90),
        ("soixante et onze", 71),
        ("dix-sept", 17),
        ("fünf und zwanzig", 25),
        ("ciento veinte", 120),
        ("two hundred three hundred", None),
        ("five five", None),
        ("twenty twenty", None),
    ],
)
def test_numerals_are_reckoned_as_they_are_said(said: str, number: int | None) -> None:
    found = number_at(tokens(said), 0)
    assert found
    assert found.value == number


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("can i get an mcas expert for 8k seats", {"workload": "MCAS", "seat_count": "8000"}),
        ("need an aip p2 sme for 1200 users in emea", {"seat_count": "1200", "region": "EMEA"}),
        ("we need an sme for tailspin 700 seats amer mdatp", {"seat_count": "700", "tenant_name": "tailspin"}),
        ("Need an SME for Tailspin 700 EMEA AIP P2", {"seat_count": "700", "tenant_name": "Tailspin"}),
        ("sme für adatum 700 lizenzen mdatp", {"seat_count": "700", "tenant_name": "adatum"}),
        ("SME for Route 66 Motels, AIP P2, 300 seats", {"seat_count": "300", "tenant_name": "Route 66 Motels"}),
        ("MDATPのSME、500席、顧客はNorthwind", {"seat_count": "500", "tenant_name": "Northwind"}),
        ("お客様名は株式会社アダタム、MDATP、500席", {"seat_count": "500", "tenant_name": "株式会社アダタム"}),
        ("SME für MDATP, keinen für AIP P2, 500 Lizenzen", {"workload": "MDATP", "seat_count": "500"}),
        ("Wir brauchen keinen SME für AIP, sondern für MDATP", {"workload": "MDATP"}),
        ("SME for AIP P2: 300 seats. no wait, 3000", {"seat_count": "3000"}),
        ("SME for AIP P2, 300 Lizenzen, nein, 3000", {"seat_count": "3000"}),
        ("SME for AIP P2, 300 seats, scratch that: 3000", {"seat_count": "3000"}),
        ("change AIP P2 to MDATP and 300 to 500", {"workload": "MDATP", "seat_count": "500"}),
        ("ersetze AIP P2 durch MDATP und 300 durch 500", {"workload": "MDATP", "seat_count": "500"}),
        ("remplacez AIP P2 par MDATP et 300 par 500", {"workload": "MDATP", "seat_count": "500"}),
        ("EMEA => APJ, 300 → 450", {"region": "APJ", "seat_count": "450"}),
        ("deutsch, nein doch lieber englisch", {"primary_language": "English"}),
    ],
)
def test_what_a_need_says_is_what_is_meant(said: str, wanted: Mapping[str, str]) -> None:
    answers = hear(told(read(said, KNOWN)), KNOWN).answers
    assert {key: answers.get(key) for key in ("tenant_name", *wanted)} == {"tenant_name": None, **wanted}


@pytest.mark.parametrize(
    "said",
    ["we have 400 AIP P2 and 900 AADP P2 seats at Adatum", "AIP P2: 400 seats, MDATP: 900 at Adatum"],
)
def test_which_number_counts_is_asked_where_each_stands_with_its_workload(said: str) -> None:
    heard = hear(told(read(said, KNOWN)), KNOWN)
    assert {"workload", "seat_count"} == heard.doubts.keys()


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("300 -> 330", {"seat_count": "330"}),
        ("replace AIP P2 by AADP P2 and 300 by 500", {"workload": "AADP_P2", "seat_count": "500"}),
        ("swap English for German", {"primary_language": "German"}),
        ("make it German, no actually English and German as second", {"secondary_language": "German"}),
        ("the justification should say: labels fail since May. And seats 320.", {"seat_count": "320"}),
    ],
)
async def test_a_review_is_set_right_in_few_words(office: Office, said: str, changed: Mapping[str, str]) -> None:
    await office.pat.reviews()
    before = dict(await office.pat.drafted())
    await office.pat.says(said)
    after = await office.pat.drafted()
    words = {"justification": after["justification"]}
    assert after == {**before, **words, **changed, "role": after["role"]}
    assert "seats" not in words["justification"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Yes Bank", "Yes Bank"),
        ("Well Pharmacy", "Well Pharmacy"),
        ("Yes, Adatum", "Adatum"),
        ("I told you already: Adatum", "Adatum"),
        ("as FTOP shows it: Adatum Corporation", "Adatum Corporation"),
        ("it's Adatum but they trade as Datum", "Adatum"),
    ],
)
async def test_a_name_is_kept_without_what_leads_to_it(office: Office, said: str, name: str) -> None:
    await office.pat.says_all(*UP_TO_THE_CUSTOMER, said)
    assert (await office.pat.drafted())["tenant_name"] == name


@pytest.mark.parametrize(
    "said", ["i think it's Wide World Importers but check FTOP", "Wide World Importers, please check"]
)
async def test_a_name_that_somebody_shall_check_is_offered(office: Office, said: str) -> None:
    answer = await office.pat.says_all(*UP_TO_THE_CUSTOMER, said)
    assert "tenant_name" not in await office.pat.drafted()
    assert "Wide World Importers is meant" in answer.text


async def _at_the_justification(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says("change justification")


@pytest.mark.parametrize(
    "said",
    [
        "it's the first time we do AIP, the team has never done labels, and it is 450 seats not 300",
        "Die Labels gehen nicht, niemand weiss warum, und es sind 450 Lizenzen statt 300",
        "the labels fail in Teams since May and the admin left. And seats 450.",
    ],
)
async def test_an_explanation_may_set_the_seats_right(office: Office, said: str) -> None:
    await _at_the_justification(office)
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert (drafted["seat_count"], drafted["justification"]) == ("450", said)


@pytest.mark.parametrize(
    "said",
    [
        "they had 300 seats, not 200, when labels broke and nobody knows how to fix them",
        "labels in German fail, not English, nobody knows why",
        'the customer asked "what happens to our labels?" and nobody here knows.',
    ],
)
async def test_an_explanation_that_sets_nothing_right_is_kept_alone(office: Office, said: str) -> None:
    await _at_the_justification(office)
    before = dict(await office.pat.drafted())
    await office.pat.says(said)
    assert await office.pat.drafted() == {**before, "justification": said}


@pytest.mark.parametrize("said", ["I'd rather call you", "Ich würde Sie lieber anrufen", "I prefer to talk to you"])
async def test_who_would_rather_talk_explains_nothing(office: Office, said: str) -> None:
    await _at_the_justification(office)
    before = dict(await office.pat.drafted())
    await office.pat.says(said)
    assert await office.pat.drafted() == before
