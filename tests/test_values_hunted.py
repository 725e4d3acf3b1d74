"""What an outside hunter heard go wrong with the values of a request, and other lines of the same kind."""

from collections.abc import Mapping, Sequence

import pytest

from dialogs.understanding.clauses import told
from dialogs.understanding.entities import read
from dialogs.understanding.needs import hear
from dialogs.understanding.numbers import number_at
from dialogs.understanding.words import tokens
from playbook.messages.asking import QUESTIONS
from tests.office import Office
from tests.reading import english
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
        ("customer: hotel 1000, aip p2, 300 seats", {"seat_count": "300", "tenant_name": "hotel 1000"}),
        ("customer: Adatum 700 seats, MDATP", {"seat_count": "700", "tenant_name": "Adatum"}),
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


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("all correct except the customer", "tenant_name"),
        ("everything is fine but not the region", "region"),
        ("alles ok ausser der Sprache", "primary_language"),
        ("the number is fine, region is fine, language no", "primary_language"),
        ("SMC is wrong, they have 40 000 people in all but 300 seats for AIP", "tenant_segment"),
        ("EMEA is wrong", "region"),
    ],
)
async def test_what_is_said_to_be_wrong_is_asked_again(office: Office, said: str, key: str) -> None:
    await office.pat.reviews()
    before = await office.pat.drafted()
    answer = await office.pat.says(said)
    assert english(QUESTIONS[key]) in answer.text
    assert await office.pat.drafted() == before


@pytest.mark.parametrize("said", ["send it to felix instead", "submit it to Felix", "schick es an Felix"])
async def test_whom_a_request_is_sent_to_is_its_fpm(office: Office, said: str) -> None:
    await office.pat.reviews()
    await office.pat.says(said)
    assert (await office.pat.drafted())["fpm"] == office.felix.key
    assert await office.filed() == 0


@pytest.mark.parametrize("said", ["petra should file it, not me", "send it to Sana", "let Petra submit it"])
async def test_a_yes_after_somebody_elses_name_files_nothing(office: Office, said: str) -> None:
    await office.pat.reviews()
    await office.pat.says_all(said, "yes")
    assert await office.filed() == 0


@pytest.mark.parametrize("said", ["envoyer", "soumettre", "enviar", "absenden bitte"])
async def test_the_word_on_the_button_files_in_every_language(office: Office, said: str) -> None:
    await office.pat.reviews()
    await office.pat.says(said)
    assert await office.filed() == 1


@pytest.mark.parametrize(
    ("before", "said", "asked_back"),
    [
        ((), "the one for labels", "AIP P1 or AIP P2?"),
        ((), "something with phishing", "OATP P1 or OATP P2?"),
        ((), "P2", "AADP P2, OATP P2, AIP P2 or MIG P2?"),
        ((), "shadow IT", "I am not sure that MCAS is meant"),
        (("AIP P2",), "300 I think but I am not sure", "I am not sure that 300 is meant"),
        (("AIP P2", "300", "EMEA"), "English or German, either is fine", "English or German?"),
        (("AIP P2", "300", "EMEA"), "deutsch oder englisch", "German or English?"),
        (("AIP P2", "300"), "worldwide", "A request has one region"),
        (("AIP P2", "300"), "weltweit", "A request has one region"),
        (("AIP P2", "300"), "EMEA I think, not sure", "I am not sure that EMEA"),
    ],
)
async def test_what_a_reply_leaves_open_costs_a_tap(
    office: Office, before: Sequence[str], said: str, asked_back: str
) -> None:
    answer = await office.pat.says_all("new request", *before, said)
    assert asked_back in answer.text


async def test_the_plan_answers_which_one_of_those_that_are_about_something(office: Office) -> None:
    await office.pat.says_all("new request", "the one for labels", "P2")
    assert (await office.pat.drafted())["workload"] == "AIP_P2"


async def test_a_tenant_id_that_is_doubted_is_taken_by_a_yes(office: Office) -> None:
    doubted = "it's 12345678-90ab-cdef-1234-567890abcdef but i am not sure it's the right one"
    await office.pat.says_all(*UP_TO_THE_CUSTOMER, "Adatum", doubted)
    assert "tenant_id" not in await office.pat.drafted()
    await office.pat.says("yes")
    assert (await office.pat.drafted())["tenant_id"] == "12345678-90ab-cdef-1234-567890abcdef"


@pytest.mark.parametrize(
    ("said", "workload", "name"),
    [
        (
            "my colleague Petra said I should ask you for an SME for exchange migration, 250 seats, Adatum",
            "EXCHANGE_MIGRATION",
            "Adatum",
        ),
        ("Fran told me you could get us an SME for MDATP for Adatum", "MDATP", "Adatum"),
        ("the customer asked for an SME for AIP P2, Adatum, 300 seats", "AIP_P2", "Adatum"),
        ("2 SMEs, one for AIP P2 at Adatum 300 seats and one for MDATP at Litware 500 seats", "AIP_P2", "Adatum"),
        ("brauche einen SME für AIP P2 bei Adatum GmbH und einen für MDATP bei Litware AG", "AIP_P2", "Adatum GmbH"),
    ],
)
async def test_a_need_is_begun_however_it_is_told(office: Office, said: str, workload: str, name: str) -> None:
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert (drafted["workload"], drafted["tenant_name"]) == (workload, name)


async def test_the_second_of_two_needs_is_kept_in_its_words(office: Office) -> None:
    said = "2 SMEs, one for AIP P2 at Adatum 300 seats and one for MDATP at Litware 500 seats"
    assert "say: new request: one for MDATP at Litware 500 seats" in (await office.pat.says(said)).text


async def test_a_need_in_passing_is_offered(office: Office) -> None:
    put = await office.pat.says("its for a hospital with 2000 beds, AIP P2")
    assert "Shall I begin a new request with this: Requested Workload: AIP P2?" in put.text


@pytest.mark.parametrize("said", ["what happens if the customer only has 120 seats", "what if they have 120 seats?"])
async def test_a_number_that_is_asked_about_is_held_against_the_limits(office: Office, said: str) -> None:
    assert "With 120 seats" in (await office.pat.says(said)).text


async def test_whether_a_number_is_enough_is_answered_in_between(office: Office) -> None:
    answer = await office.pat.says_all("need an AIP P2 SME", "is 149 enough?")
    assert "149" in answer.text
    assert "seat_count" not in await office.pat.drafted()
