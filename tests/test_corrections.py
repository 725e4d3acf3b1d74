"""At any question another field may be set right: by its name and its value, and by nothing less."""

import pytest

from tests.office import Office

NEED = "I need a SME for AIP P2 for Northwind, 300 seats in EMEA, in English, no second language"
AT_SEGMENT = (NEED, "12345678-90ab-cdef-1234-567890abcdef")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("hold on, the seats are 275, not what I wrote", {"seat_count": "275"}),
        ("wait, the seats were wrong, it's 450 not 300", {"seat_count": "450"}),
        ("I mixed up the seats before. should be 480", {"seat_count": "480"}),
        ("SMC. and the region should be APJ", {"region": "APJ", "tenant_segment": "SMC"}),
        ("SMC. I forgot, the second language should be French", {"secondary_language": "French"}),
        ("oh sorry, the workload must be MDATP, not AIP", {"workload": "MDATP"}),
        ("wrong customer before, it's Relecloud", {"tenant_name": "Relecloud"}),
        ("Enterprise, and the customer should be Northwind Traders", {"tenant_name": "Northwind Traders"}),
        ("first correct the region please: APJ", {"region": "APJ"}),
    ],
)
async def test_a_field_that_is_named_with_its_value_is_set_right(
    office: Office, said: str, told: dict[str, str]
) -> None:
    await office.pat.says_all(*AT_SEGMENT)
    await office.pat.says(said)
    assert (await office.pat.drafted()).items() >= told.items()


@pytest.mark.parametrize(
    "said",
    [
        "the seats last year were 450",
        "the region of our own office is APJ",
        "the customer is in Sydney, they say",
        "the customer is in Tumbleweed, they say",
        "are the seats 450?",
        "the seats should be as in Litware's request, 450 I think Fran said",
        "another customer of ours has its seats at 450",
    ],
)
async def test_a_field_that_is_only_spoken_of_keeps_its_value(office: Office, said: str) -> None:
    await office.pat.says_all(*AT_SEGMENT)
    before = await office.pat.drafted()
    await office.pat.says(said)
    now = await office.pat.drafted()
    assert {key: now[key] for key in before} == before


async def test_the_second_language_is_not_taken_for_the_first(office: Office) -> None:
    await office.pat.reviews(secondary_language="none")
    await office.pat.says("for the second language let's have German")
    told = await office.pat.drafted()
    assert (told["primary_language"], told["secondary_language"]) == ("English", "German")


async def test_what_is_said_to_be_wrong_is_asked_for_anew(office: Office) -> None:
    await office.pat.reviews()
    answer = await office.pat.says("the seats aren't right")
    assert answer.text.startswith("How many active licenses does the customer have")


@pytest.mark.parametrize("said", ["EMEA, wait, APJ", "EMEA no sorry APJ", "EMEA. No, sorry: APJ"])
async def test_a_no_that_takes_back_one_value_does_not_deny_the_next(office: Office, said: str) -> None:
    await office.pat.says("I need a SME for AIP P2 for Northwind, 300 seats, in English, no second language")
    await office.pat.says(said)
    assert (await office.pat.drafted())["region"] == "APJ"


async def test_a_name_ends_where_a_comma_begins_a_wish(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says("in FTOP they are called Northwind Traders, please correct the name")
    assert (await office.pat.drafted())["tenant_name"] == "Northwind Traders"


async def test_an_explanation_with_a_correction_behind_it_stays_the_explanation(office: Office) -> None:
    await office.pat.reviews(justification="later")
    why = "Labels break in Outlook mobile, two support tickets and no fix. Also the seats should be 420"
    await office.pat.says_all("change additional information", why)
    assert (await office.pat.drafted())["justification"] == why


@pytest.mark.parametrize("said", ["our own is", "for example", "another customer's is"])
async def test_an_id_that_is_anothers_is_not_taken(office: Office, said: str) -> None:
    await office.pat.says(NEED)
    await office.pat.says(f"{said} 12345678-90ab-cdef-1234-567890abcdef")
    assert "tenant_id" not in await office.pat.drafted()


@pytest.mark.parametrize("said", ["EMEA not yet", "EMEA not decided", "EMEA not anymore"])
async def test_what_is_not_so_yet_is_no_value(office: Office, said: str) -> None:
    await office.pat.says("I need a SME for AIP P2 for Northwind, 300 seats, in English, no second language")
    await office.pat.says(said)
    assert "region" not in await office.pat.drafted()
