"""What a message names is found wherever it stands, is never two things, and takes time with the length alone."""

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.understanding.clauses import told
from dialogs.understanding.entities import Known, read
from dialogs.understanding.needs import hear
from dialogs.understanding.negation import denied
from dialogs.understanding.reading import Kind, Reading
from dialogs.understanding.social import SOCIAL, Social
from dialogs.understanding.spelling import distance
from dialogs.understanding.unreal import past, reported, supposed
from dialogs.understanding.words import LOOKED_AT
from tests.process import FRAN, LISTS, PAT, SAM

CUSTOMERS = ("Litware", "Woodgrove Bank", "Adventure Works", "Fourth Coffee", "Tailspin Toys", "Wingtip Toys")
KNOWN = Known(LISTS, PAT, CUSTOMERS, date(2026, 11, 24))


def _read(said: str) -> Reading:
    return read(said, KNOWN)


def _values(said: str, kind: Kind) -> list[tuple[str, ...]]:
    return [one.values for one in _read(said).of(kind)]


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("status of SME-0006", ["SME-0006"]),
        ("sme 6 please", ["SME-0006"]),
        ("sme6", ["SME-0006"]),
        ("what about #6 and #12?", ["SME-0006", "SME-0012"]),
        ("is request 6 done", ["SME-0006"]),
        ("SME\u20110006", ["SME-0006"]),
        ("approve ACC-0001", ["ACC-0001"]),
        ("need a sme 300 seats", []),
        ("sme 2,500 emea", []),
        ("sme 6 seats", []),
    ],
)
def test_a_number_of_a_record_is_found_however_it_is_written(said: str, numbers: list[str]) -> None:
    assert _values(said, Kind.RECORD) == [(number,) for number in numbers]


@pytest.mark.parametrize(
    ("said", "seats"),
    [
        ("10k", "10000"),
        ("1.2k seats", "1200"),
        ("7,5k users", "7500"),
        ("12k seats", "12000"),
        ("25 000 seats", "25000"),
        ("25\u202f000", "25000"),
        ("1'200", "1200"),
        ("1\u2019200", "1200"),
        ("12.500 seats", "12500"),
        ("300seats", "300"),
        ("twelve hundred seats", "1200"),
        ("two hundred", "200"),
        ("two hundred and fifty seats", "250"),
        ("twenty-five users", "25"),
        ("half a million seats", "500000"),
        ("13 thousand seats", "13000"),
        ("zweihundert Lizenzen", "200"),
        ("dreitausendfünfhundert Benutzer", "3500"),
        ("deux cents utilisateurs", "200"),
        ("doscientos usuarios", "200"),
        ("dos mil quinientos usuarios", "2500"),
        ("duzentos usuários", "200"),
        ("ライセンス 1,200", "1200"),
        ("二千ユーザー", "2000"),
        ("８５０シート", "850"),
        ("of 12,000 licences 9,500 are active", "9500"),
        ("4000 bought, 1700 active", "1700"),
        ("last time 300 seats, this time 480", "480"),
        ("300 seats, sorry, 400 seats", "400"),
        ("change seats from 300 to 400", "400"),
        ("Office 365 300 seats", "300"),
        ("AIP P2 300 licences", "300"),
        ("seats: 400", "400"),
        ("the seat count is 640", "640"),
        ("number of users = 1200", "1200"),
        ("we have 560 AIP P2 licences active", "560"),
    ],
)
def test_a_number_of_seats_is_read_however_it_is_said(said: str, seats: str) -> None:
    assert _values(said, Kind.SEATS) == [(seats,)]


@pytest.mark.parametrize(
    "said", ["about 900 seats", "~900", "900 or so", "roughly 900 users", "etwa 900 Lizenzen", "900 approx."]
)
def test_a_rough_number_is_read_and_known_to_be_rough(said: str) -> None:
    (one,) = _read(said).of(Kind.SEATS)
    assert (one.value, one.about) == ("900", True)


@pytest.mark.parametrize(
    "said",
    [
        "between 200 and 300 seats",
        "200-300 seats",
        "200 to 300",
        "200 bis 300 Lizenzen",
        "5000+ seats",
        "more than 150 seats",
        "at least 900",
        "up to 900 seats",
        "min. 2000 users",
        "less than 1000 seats",
        "> 500 seats",
        "hundreds of users",
        "1.2.3 seats",
        "12,34 seats",
        "900 or more seats",
        "mindestens 900 Lizenzen",
    ],
)
def test_a_range_a_bound_or_no_number_is_named_without_a_value(said: str) -> None:
    assert _values(said, Kind.SEATS) == [()]


def test_two_numbers_of_which_one_is_meant_are_both_kept() -> None:
    assert _values("seats are 200 or 250", Kind.SEATS) == [("200", "250")]


@pytest.mark.parametrize(
    "said",
    [
        "Office 365",
        "AIP P2",
        "plan two",
        "Exchange 2013",
        "since 2019",
        "call +49 89 1234567",
        "ticket INC-204518",
        "room 214",
        "14 countries and 30 admins",
        "in 3 days",
        "24 Dec",
        "at 10:30",
        "SME-0006",
        "3 TB of mail",
        "20 %",
        "version 16",
        "how many seats?",
        "it costs 500 EUR",
    ],
)
def test_what_counts_or_names_something_else_is_no_number_of_seats(said: str) -> None:
    assert not _values(said, Kind.SEATS)


@pytest.mark.parametrize(
    ("said", "workloads"),
    [
        ("Entra ID P1", ("AADP_P1",)),
        ("azure ad premium plan two", ("AADP_P2",)),
        ("plan 2 of AIP", ("AIP_P2",)),
        ("AIPP2", ("AIP_P2",)),
        ("AIP-P2", ("AIP_P2",)),
        ("aip, the p2 one", ("AIP_P2",)),
        ("Purview", ("AIP_P1", "AIP_P2")),
        ("AIP P1 or P2", ("AIP_P1", "AIP_P2")),
        ("Defender for Endpoint", ("MDATP",)),
        ("defender for identty", ("AATP",)),
        ("Defender for Cloud Apps", ("MCAS",)),
        ("Defender for Office 365 P2", ("OATP_P2",)),
        ("move mailboxes to Exchange Online", ("EXCHANGE_MIGRATION",)),
        ("Teams", ("OTHER_FRP",)),
        ("Windows 365", ("OTHER_FRP",)),
    ],
)
def test_a_workload_is_known_by_its_old_and_its_new_names(said: str, workloads: tuple[str, ...]) -> None:
    assert set(_values(said, Kind.WORKLOAD)) == {workloads}


@pytest.mark.parametrize("said", ["our two teams met", "dear teams", "not AIP P2", "anything without MCAS"])
def test_what_is_not_meant_is_no_workload(said: str) -> None:
    assert not _values(said, Kind.WORKLOAD)


@pytest.mark.parametrize(
    ("said", "regions"),
    [
        ("in Tokyo", [("APJ",)]),
        ("São Paulo", [("AMER",)]),
        ("sao paulo", [("AMER",)]),
        ("münchen", [("EMEA",)]),
        ("somewhere in Deutschland", [("EMEA",)]),
        ("Brésil", [("AMER",)]),
        ("大阪", [("APJ",)]),
        ("the US", [("AMER",)]),
        ("the us", [("AMER",)]),
        ("US", [("AMER",)]),
        ("help us please", []),
        ("our German customer", [("EMEA",)]),
        ("aip p2, 300 seats, au", [("APJ",)]),
        ("offices in Paris and New York", [("EMEA",), ("AMER",)]),
        ("Georgia", [("AMER", "EMEA")]),
        ("not in Europe", []),
        ("anywhere but not EMEA", []),
        ("I'm in Berlin but the customer is in Singapore", [("APJ",)]),
        ("have a nice day, reading this", []),
        ("the cork is in the bottle", []),
    ],
)
def test_a_place_is_a_region_unless_it_is_a_word_or_denied(said: str, regions: list[tuple[str, ...]]) -> None:
    values = [tuple(sorted(value)) for value in _values(said, Kind.REGION)]
    assert values == regions


@pytest.mark.parametrize(
    ("said", "primary", "secondary"),
    [
        ("English first, German second", "English", "German"),
        ("German preferred, English ok", "German", "English"),
        ("English is fine too, Spanish preferred", "Spanish", "English"),
        ("primary English, secondary French", "English", "French"),
        ("secondary language French, primary English", "English", "French"),
        ("French as second and English as first", "English", "French"),
        ("speaks Spanish or English", "Spanish", "English"),
        ("deutsch", "German", ""),
        ("auf Deutsch, notfalls Englisch", "German", "English"),
        ("en español, inglés también", "Spanish", "English"),
        ("日本語", "Japanese", ""),
        ("English, no second language", "English", "None"),
        ("English, secondary: none", "English", "None"),
        ("lang: de, second en", "German", "English"),
        ("only German, English not needed", "German", ""),
        ("sorry for my English", "", ""),
    ],
)
def test_languages_are_heard_in_either_order(said: str, primary: str, secondary: str) -> None:
    answers = hear(_read(said), KNOWN).answers
    assert answers.get("primary_language", "") == primary
    assert answers.get("secondary_language", "") == secondary


@pytest.mark.parametrize(
    ("said", "customer"),
    [
        ("need AIP P2 for Müller GmbH", "Müller GmbH"),
        ("customer A. Datum Corporation", "A. Datum Corporation"),
        ("MDATP, The Phone Company, 300 seats", "The Phone Company"),
        ("aip p2 sme, contoso retail, 2500 seats, emea", "contoso retail"),
        ("the customer is called Open Door Charity", "Open Door Charity"),
        ("client: fast & fresh", "fast & fresh"),
        ("for our client Johnson & Johnson of Europe in APJ", "Johnson & Johnson of Europe"),
        ("at Margie's Travel we have 300 seats", "Margie's Travel"),
        ('customer "Sand und Stein"', "Sand und Stein"),
        ("Kunde Hofmann KG in Graz", "Hofmann KG"),
        ("what about Litware", "Litware"),
        ("fourth coffe?", "Fourth Coffee"),
        ("how is the bank doing", "Woodgrove Bank"),
        ("woodgrove", "Woodgrove Bank"),
    ],
)
def test_a_customer_is_found_in_any_place(said: str, customer: str) -> None:
    assert _values(said, Kind.CUSTOMER) == [(customer,)]


def test_a_word_of_two_customers_is_asked_back() -> None:
    assert _values("the toys", Kind.CUSTOMER) == [("Tailspin Toys", "Wingtip Toys")]


@pytest.mark.parametrize(
    "said",
    [
        "need help for a customer",
        "Hello Fran",
        "Need an expert for Intune in Paris",
        "Approve it please",
        "thanks, Jana",
        "for the deployment, 300 seats",
        "the customer wants MDATP",
        "customer in Hanoi",
        "for EMEA",
        "with English",
        "Good morning",
        "MDATP, 300 seats. Sector: public",
        "Regards, Jana, Prague",
        "need an SME for Teams, 300 seats, EMEA",
        "We need MDATP help, 300 seats, EMEA",
        "still waiting for the customer's ok, and wondering if it shouldn't be AMER",
    ],
)
def test_a_verb_a_greeting_a_place_or_a_person_is_no_customer(said: str) -> None:
    assert not _values(said, Kind.CUSTOMER)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("tomorrow", "2026-11-25"),
        ("since Friday", "2026-11-20"),
        ("on Friday", "2026-11-27"),
        ("next week", "2026-11-30"),
        ("24 Dec", "2026-12-24"),
        ("Dec 24th", "2026-12-24"),
        ("15 January 2027", "2027-01-15"),
        ("24.12.", "2026-12-24"),
        ("2026-12-24", "2026-12-24"),
        ("24/12/2026", "2026-12-24"),
        ("in two weeks", "2026-12-08"),
        ("31 Feb", ""),
        ("03/04/2027", ""),
    ],
)
def test_a_day_is_a_date(said: str, day: str) -> None:
    assert _values(said, Kind.DAY) == [(day,) if day else ()]


@pytest.mark.parametrize(
    ("said", "guid"),
    [
        ("{7D20B9F6-14AE-4C83-95D7-E0816FA2C34B}", "7d20b9f6-14ae-4c83-95d7-e0816fa2c34b"),
        ("tenant 7d20b9f614ae4c8395d7e0816fa2c34b", "7d20b9f6-14ae-4c83-95d7-e0816fa2c34b"),
        ("7d20b9f6-14ae-4c83-95d7-e0816fa2c3", ""),
        ("tenant id: 12345678", ""),
    ],
)
def test_a_tenant_id_is_canonical_or_named_without_a_value(said: str, guid: str) -> None:
    assert _values(said, Kind.TENANT_ID) == [(guid,) if guid else ()]


@pytest.mark.parametrize(
    ("said", "person"), [("give it to Sam", SAM), ("fran.", FRAN), ("Fran Fisher knows", FRAN), (FRAN.email, FRAN)]
)
def test_people_are_known_by_first_name_full_name_and_address(said: str, person: object) -> None:
    assert _values(said, Kind.PERSON) == [(person.key,)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("change seats", "seat_count"),
        ("the headcount is wrong", "seat_count"),
        ("licence number", "seat_count"),
        ("customer name", "tenant_name"),
        ("the lang", "primary_language"),
        ("second language", "secondary_language"),
        ("regoin", "region"),
        ("justfication", "justification"),
    ],
)
def test_a_field_is_known_by_what_people_call_it(said: str, key: str) -> None:
    assert _values(said, Kind.FIELD) == [(key,)]


def test_what_is_named_stands_among_the_words_as_a_mask() -> None:
    reading = _read("I don't know whats up w/ SME-0006 \U0001f44d")
    assert [word.text for word in reading.words] == [
        "i",
        "do",
        "not",
        "know",
        "what",
        "is",
        "up",
        "with",
        "<record>",
        "\U0001f44d",
    ]


@pytest.mark.parametrize(
    ("said", "what"),
    [("danke schön", Social.THANKS), ("oui", Social.YES), ("não", Social.NO), ("\U0001f44d", Social.YES)],
)
def test_courtesy_is_known_in_six_languages(said: str, what: Social) -> None:
    assert SOCIAL[said] is what


@pytest.mark.parametrize(
    ("one", "other", "far"), [("region", "regoin", 1), ("seats", "seat", 1), ("a", "abc", 2), ("", "ab", 2)]
)
def test_two_letters_that_changed_places_are_one_error(one: str, other: str, far: int) -> None:
    assert distance(one, other) == far


PLAIN = (
    "for customer : , . ; - / ( ) ' \" & @ # + not no and or the in of about between to until hundred two k 300 1,200",
    "7,5k 2026-12-24 SME- sme acc AIP P2 plan Exchange 2013 Paris us US EMEA English German second first none smc GmbH",
    "S.A. Ltd A/S Contoso Litware seats licences active Fran pat@x.example because reason: tenant 日 本 語 二 千 é ß",
)
ODD = ("\u0130", "\ud800", "\u200d", "\n", "")
PIECES = st.lists(st.sampled_from([*" ".join(PLAIN).split(), *ODD]), max_size=40)
TEXTS = PIECES.map(" ".join) | PIECES.map("".join)


@settings(max_examples=500)
@example(said="for ' Fran '")
@given(TEXTS | st.text(max_size=200))
def test_whatever_is_read_each_entity_is_inside_and_none_overlap(said: str) -> None:
    reading = _read(said)
    end = 0
    for one in reading.entities:
        assert end <= one.start < one.end <= len(said)
        end = one.end
    end = 0
    for word in reading.words:
        assert word.text
        assert end <= word.start <= word.end <= len(said)
        end = word.end if word.end > word.start else end
    masks = [word.text for word in reading.words if word.text.startswith("<")]
    assert masks == [one.kind.value for one in reading.entities]
    hear(reading, KNOWN)


def test_what_stands_far_behind_is_not_looked_at() -> None:
    reading = _read("x " * LOOKED_AT + "AIP P2")
    assert not reading.entities
    assert reading.words[-1].end <= LOOKED_AT


def _work(task: Callable[[], object]) -> int:
    """Return how many calls a task takes: the same on every machine."""
    calls = 0

    def count(_: FrameType, __: str, ___: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "piece",
    [
        "hundred ",
        "1 ",
        "1,",
        "1-",
        "a-",
        "A. ",
        "A & ",
        "customer ",
        "customer: ",
        "for A ",
        "for the ",
        "not in ",
        "en, ",
        "lang: en ",
        "@",
        "a@b.c ",
        "( ",
        "sme ",
        "#",
        "notes ",
        "exchange ",
        "aip ",
        "aip p1 or ",
        "Paris ",
        "the ",
        "GmbH ",
        "A GmbH ",
        "Ltd. ",
        "シ",
        "二",
        "English ",
        "between 1 and ",
        "because ",
        "from: A\n",
        "Litware ",
        "toys ",
        "Fran ",
        "A, ",
        "' ",
        "about ",
        "seats ",
        "300 seats ",
        "tomorrow ",
        "1.1.",
        "\U0001f44d",
        "é",
        "prefer English second German ",
        "x" * 7 + " ",
    ],
)
def test_twice_the_text_takes_at_most_about_twice_the_work(piece: str) -> None:
    def task(length: int) -> Callable[[], object]:
        said = (piece * length)[:length]
        return lambda: hear(_read(said), KNOWN)

    task(2000)()
    once, twice = _work(task(1000)), _work(task(2000))
    assert twice <= 2.3 * once + 200


@pytest.mark.parametrize(
    "piece",
    ["not x ", "no lo ", "pas ", "he said ", "if ", "i approved ", "why? ", "x, ", "x. ", "but ", "don't ", "シ。"],
)
def test_what_is_asked_denied_and_supposed_of_twice_the_words_takes_at_most_about_twice_the_work(piece: str) -> None:
    def task(length: int) -> Callable[[], object]:
        reading = _read((piece * length)[:length])
        return lambda: [find(reading) for find in (told, denied, supposed, reported, past)]

    task(2000)()
    once, twice = _work(task(1000)), _work(task(2000))
    assert twice <= 2.3 * once + 200
