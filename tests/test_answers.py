"""Reading what people type: one canonical text, or a sentence that says what is wanted; never anything else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.answers import MOST_SEATS, Choice, clean, one_line, read
from playbook.life.fields import Field, Kind
from playbook.refusals import NotUnderstood
from playbook.requests.fields import DECLINE_REASON, FIELD, FIELDS, RETURN_FIELDS, WITHDRAW_REASON, named
from playbook.requests.lists import UNLISTED, fixed
from tests.process import FELIX, FRAN, LISTS, PAT
from tests.reading import english

SEATS, TENANT, EMAIL = FIELD["seat_count"], FIELD["tenant_id"], FIELD["partner_email"]
NAME, TEXT = FIELD["tenant_name"], FIELD["justification"]
GUID = "12345678-90ab-cdef-1234-567890abcdef"
EVERY_DETAIL = (RETURN_FIELDS, DECLINE_REASON, WITHDRAW_REASON)
RETURNABLE = tuple(Choice(field.key, field.title, field.words) for field in FIELDS)


def asked(field: Field) -> tuple[Choice, ...]:
    """Return what a field is chosen from."""
    if field is RETURN_FIELDS:
        return RETURNABLE
    return (*LISTS.options(field, PAT), *(() if field.key in FIELD else fixed(field)))


def refused(field: Field, text: str) -> str:
    """Return the sentence a reply is refused with."""
    with pytest.raises(NotUnderstood) as refusal:
        read(field, text, asked(field))
    return english(refusal.value.message)


@pytest.mark.parametrize(
    ("heap", "kept"),
    [("a" + "\u0301" * 100, 30), ("a" + "\u0f73" * 100, 30), ("\u1ec7" * 2 + "\u0301" * 100, 32)],
    ids=["accents", "accents that are two in one", "accents on a letter that has some"],
)
def test_of_accents_heaped_upon_one_letter_as_many_stay_as_unicode_expects(heap: str, kept: int) -> None:
    marks = [one for one in unicodedata.normalize("NFD", clean(heap)) if unicodedata.combining(one)]
    assert len(marks) == kept


def test_of_line_breaks_in_a_row_two_stay() -> None:
    assert clean("a" + "\n" * 9 + "b") == "a\n\nb"


@pytest.mark.parametrize("field", [field for field in FIELDS if LISTS.options(field, PAT)], ids=lambda field: field.key)
def test_what_is_selected_is_shown_by_its_title_so_that_it_is_read_in_ones_own_language(field: Field) -> None:
    choices = [choice for choice in LISTS.options(field, PAT) if choice.value != UNLISTED]
    shown = [LISTS.show(field, choice.value) for choice in choices]
    assert choices
    assert shown == [choice.title for choice in choices]


@pytest.mark.parametrize(
    ("said", "seats"),
    [
        ("1200", "1200"),
        ("1,200", "1200"),
        ("1.200", "1200"),
        ("1'200", "1200"),
        (" 1 200 ", "1200"),
        ("1\u00a0200", "1200"),
        ("1\u202f200", "1200"),
        ("1,200,300", "1200300"),
        ("007", "7"),
        ("1", "1"),
        ("1,200 seats", "1200"),
        ("300 users", "300"),
        ("1 license", "1"),
        ("12 Licences", "12"),
        ("100,000,000", "100000000"),
    ],
)
def test_a_seat_count_is_read_as_people_write_numbers(said: str, seats: str) -> None:
    assert read(SEATS, said) == seats


@pytest.mark.parametrize(
    "said",
    ["abc", "-5", "1.5", "1,5", "12,34", "1,200.500", "1e3", "0x10", "300+", "about 300", "1/2", "٣٠٠", "²", "1" * 19],
)
def test_what_is_no_whole_number_is_asked_again(said: str) -> None:
    assert refused(SEATS, said) == "Seat Count is a whole number, for example 1,200."


@pytest.mark.parametrize("said", ["0", "000", "100,000,001", "1000000000000", "1" * 18])
def test_a_number_of_seats_that_nobody_can_mean_is_asked_again(said: str) -> None:
    assert MOST_SEATS == 100_000_000
    assert refused(SEATS, said).startswith("Seat Count must be between 1 and 100,000,000")


@pytest.mark.parametrize(
    "said",
    [
        GUID,
        GUID.upper(),
        f"{{{GUID}}}",
        f"  {GUID}\n",
        f"{{{GUID.upper()}}} ",
        f"\u200b{GUID}\ufeff",
        GUID.replace("-", ""),
        GUID.replace("-", " - "),
        GUID.replace("-", "\u2013"),
        f'"{GUID}"',
    ],
)
def test_a_tenant_id_is_trimmed_and_lower_cased(said: str) -> None:
    """G11."""
    assert read(TENANT, said) == GUID


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("contoso.example", "contoso.example is a domain name, and Tenant ID is a GUID such as"),
        ("My-Contoso.OnMicrosoft.com", "my-contoso.onmicrosoft.com is a domain name"),
        (GUID[:-1], "has 31 of 32"),
        (f"{GUID}0", "has 33 of 32"),
        (f"{GUID} {GUID}", "has 64 of 32"),
        (GUID.replace("a", "g"), "this contains g."),
        (GUID.replace("a", "g").replace("0", "o"), "this contains o and g."),
        ("Contoso", "Tenant ID is a GUID such as"),
        ("pat@contoso.example", "Tenant ID is a GUID such as"),
        ("it is the one of the customer's pilot", "Tenant ID is a GUID such as"),
    ],
)
def test_a_tenant_id_that_is_off_says_how(said: str, how: str) -> None:
    """G11."""
    assert how in refused(TENANT, said)


def test_the_guid_of_only_zeros_is_nobodys_tenant() -> None:
    assert "only zeros" in refused(TENANT, "00000000-0000-0000-0000-000000000000")


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("pat@contoso.example", "pat@contoso.example"),
        (" Pat.Parker@Contoso.EXAMPLE ", "Pat.Parker@contoso.example"),
        ("pat+sme@mail.contoso.example", "pat+sme@mail.contoso.example"),
        ("o'neil@contoso.example", "o'neil@contoso.example"),
        ("mailto:pat@contoso.example", "pat@contoso.example"),
        ("pat@contoso.example\n", "pat@contoso.example"),
        ("\u200epat@contoso.example\u200b", "pat@contoso.example"),
    ],
)
def test_an_address_is_kept_as_written_with_its_domain_in_lower_case(said: str, address: str) -> None:
    assert read(EMAIL, said) == address


@pytest.mark.parametrize(
    "said",
    [
        "pat",
        "pat@",
        "@contoso.example",
        "pat@contoso",
        "pat@@contoso.example",
        "pat@contoso.example\nBcc: all@contoso.example",
        "pat@contoso.example\r\nBcc: all@contoso.example",
        "pat\r@contoso.example",
        "pat@contoso.example, quinn@contoso.example",
        "pat@contoso.example quinn@contoso.example",
        "pat@contoso.example;quinn@contoso.example",
        '"pat parker"@contoso.example',
        "Pat <pat@contoso.example>",
        "<pat@contoso.example>",
        "pat..parker@contoso.example",
        ".pat@contoso.example",
        "pat.@contoso.example",
        "pat@-contoso.example",
        "pat@contoso..example",
        "pat@[127.0.0.1]",
        "pät@contoso.example",
        "pat@contoso.\u0435xample",
        "pat@contoso.example?subject=hello",
    ],
)
def test_what_is_not_one_address_on_one_line_is_asked_again(said: str) -> None:
    assert refused(EMAIL, said) == "That is not one e-mail address on one line, such as pat@contoso.example."


def test_an_address_fits_its_field() -> None:
    long = f"pat@{'a' * 50}.{'b' * 60}.example"
    assert "holds 120" in refused(EMAIL, long)


def test_a_text_of_4000_characters_fits_and_one_more_does_not() -> None:
    assert read(TEXT, "x" * 4000) == "x" * 4000
    assert "That is 4,001 characters, and Additional information holds 4,000." in refused(TEXT, "x" * 4001)


def test_a_text_far_too_long_is_refused_before_it_is_looked_at() -> None:
    assert "16,001" in refused(TEXT, "x" * 16_001)
    assert "481" in refused(FIELD["region"], "x" * 481)


@pytest.mark.parametrize("said", ["😀", "👨\u200d👩\u200d👧", "!!!", "...", "-", "\u200d"])
@pytest.mark.parametrize("field", [NAME, TEXT, DECLINE_REASON])
def test_a_text_has_at_least_one_letter_or_digit(field: Field, said: str) -> None:
    assert refused(field, said).startswith(f"I need {field.title.id} in words")


@pytest.mark.parametrize("said", ["😀", "!!!", "?", "...", "\u200d"])
@pytest.mark.parametrize("key", ["role", "region", "secondary_language", "fpm", "partner_name", "discussed"])
def test_signs_alone_choose_nothing(key: str, said: str) -> None:
    assert "is not on the list" in refused(FIELD[key], said)


@pytest.mark.parametrize("said", ["", " ", "\n\t", "\u200b", "\ufeff \u202e", "\x00", "\ud800"])
@pytest.mark.parametrize("field", [one for one in (*FIELDS, RETURN_FIELDS, DECLINE_REASON) if not one.optional])
def test_an_empty_reply_is_no_answer(field: Field, said: str) -> None:
    """R38: nothing the playbook asks for is filed empty."""
    assert refused(field, said) == f"{field.title.id} cannot be empty."


def test_an_optional_detail_may_be_left_empty() -> None:
    assert read(WITHDRAW_REASON, " \n") == ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("North\u202ewind", "Northwind"),
        ("North\u200bwind\ufeff", "Northwind"),
        ("North\x00wind", "Northwind"),
        ("North\ud800wind", "Northwind"),
        ("North\u2066wind\u2069", "Northwind"),
        ("North\n wind ", "North wind"),
        ("Cafe\u0301", "Café"),
        ("नॉर्थविंड", "नॉर्थविंड"),
        ("Müller & Söhne 👨\u200d👩\u200d👧", "Müller & Söhne 👨\u200d👩\u200d👧"),
    ],
)
def test_what_cannot_be_seen_is_removed_and_what_can_is_kept(said: str, kept: str) -> None:
    assert read(NAME, said) == kept


def test_a_text_keeps_its_lines_and_a_name_becomes_one() -> None:
    said = "First line\r\nsecond\rthird\n"
    assert read(TEXT, said) == "First line\nsecond\nthird"
    assert read(NAME, said) == "First line second third"


@pytest.mark.parametrize(
    "said", ["**bold** [click](https://evil.example)", "<at>Fran</at>", "{{number}} {actor}", "=1+1", "'; DROP TABLE"]
)
def test_what_looks_like_markup_is_kept_as_data(said: str) -> None:
    assert read(TEXT, said) == said
    assert read(NAME, said) == said


@pytest.mark.parametrize(
    ("key", "said", "value"),
    [
        ("role", "engineer", "ENGINEER"),
        ("role", "FastTrack Migration Resource", "MIGRATION"),
        ("role", "migration.", "MIGRATION"),
        ("tenant_segment", " smc ", "SMC"),
        ("tenant_segment", "ENTERPRISE", "ENTERPRISE"),
        ("tenant_segment", "ente", "ENTERPRISE"),
        ("primary_language", "english", "English"),
        ("primary_language", "Français", "French"),
        ("primary_language", "Francais", "French"),
        ("secondary_language", "-", "None"),
        ("secondary_language", "none", "None"),
        ("secondary_language", "No.", "None"),
        ("discussed", "Yes!", "yes"),
        ("discussed", "not yet", "no"),
        ("delivery_team", "ftp partner", "FTP_PARTNER"),
        ("partner_name", "contoso", "Contoso Partners"),
        ("fpm", "fran", FRAN.key),
        ("fpm", "Felix Ortega", FELIX.key),
        ("fpm", "fran@people.example", FRAN.key),
        ("fpm", "not listed", "unlisted"),
    ],
)
def test_an_item_of_a_list_is_known_by_its_names(key: str, said: str, value: str) -> None:
    assert LISTS.read(FIELD[key], said, PAT) == value


@pytest.mark.parametrize("said", ["Fabrikam", "Fabrikam Services", "Woodgrove"])
def test_a_company_that_is_not_on_the_list_means_contact_your_fpm(said: str) -> None:
    """R30. Another partner's company is not on the list either."""
    with pytest.raises(NotUnderstood) as refusal:
        LISTS.read(FIELD["partner_name"], said, PAT)
    assert english(refusal.value.message).endswith("contact your FPM, Gwen Gray (gwen@people.example).")
    assert "Fabrikam" not in english(refusal.value.message)


def test_a_beginning_of_three_letters_is_enough_if_it_fits_one_item() -> None:
    assert read(FIELD["primary_language"], "Jap", LISTS.catalogue.languages) == "Japanese"
    assert "is not on the list" in refused(FIELD["primary_language"], "Po")
    assert refused(FIELD["primary_language"], "Chi") == (
        "Which one do you mean: Chinese (Simplified) or Chinese (Traditional)?"
    )


def test_a_name_that_fits_two_languages_is_asked_back() -> None:
    assert refused(FIELD["primary_language"], "chinese").startswith("Which one do you mean: Chinese (Simplified)")


@pytest.mark.parametrize("said", ["P2", "AIP P3", "ATP", "Teams"])
def test_a_workload_that_is_not_on_the_list_is_shown_the_list(said: str) -> None:
    assert f'"{said}" is not on the list for Requested Workload.' in refused(FIELD["workload"], said)


def test_a_long_reply_is_not_quoted_back_whole() -> None:
    assert "x" * 61 not in refused(FIELD["region"], "x" * 400)


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("Seat Count", "seat_count"),
        ("region, seats", "seat_count,region"),
        ("seats and region", "seat_count,region"),
        ("Tenant Name; tenant id\nseats", "seat_count,tenant_name,tenant_id"),
        ("seats, seats", "seat_count"),
        ("seat_count,region", "seat_count,region"),
        ("seats, \u200b, region,", "seat_count,region"),
    ],
)
def test_returned_fields_are_named_together_in_any_order(said: str, keys: str) -> None:
    """G19."""
    assert read(RETURN_FIELDS, said, RETURNABLE) == keys


def test_one_unknown_returned_field_is_named() -> None:
    assert '"shoe size" is not on the list' in refused(RETURN_FIELDS, "seats, shoe size")
    assert refused(RETURN_FIELDS, " , ") == "Fields that need work cannot be empty."


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("region", "region"),
        ("the seats", "seat_count"),
        ("my company", "partner_name"),
        ("Additional information", "justification"),
        ("E-mail", "partner_email"),
        ("plan", "workload"),
        ("language", "primary_language"),
        ("shoe size", None),
        ("", None),
    ],
)
def test_a_field_is_known_by_the_words_people_use(said: str, key: str | None) -> None:
    field = named(said)
    assert (field.key if field else None) == key


def test_no_two_fields_share_a_name() -> None:
    names = [
        name for field in FIELDS for name in {field.key.replace("_", " "), field.title.id.casefold(), *field.words}
    ]
    assert len(names) == len(set(names))


likely = st.one_of(
    st.text(st.characters(), max_size=60),
    st.text("0123456789,.' -+eseats", max_size=20),
    st.text("abcdef0123456789-{} ", max_size=50),
    st.text("ab.@-_+'\r\n", max_size=40),
    st.text("😀\u200d\u202e\x00\ud800\ufb2c\u0958\u0301 \n,;-.!", max_size=40),
    st.sampled_from([choice.name for field in FIELDS for choice in asked(field)]),
    st.lists(st.sampled_from([field.title.id for field in FIELDS]), max_size=19).map(", ".join),
)


@given(st.sampled_from((*FIELDS, *EVERY_DETAIL)), likely)
def test_whatever_is_typed_is_understood_or_asked_again_and_what_is_kept_stays(field: Field, text: str) -> None:
    choices = asked(field)
    try:
        value = read(field, text, choices)
    except NotUnderstood:
        return
    assert read(field, value, choices) == value
    assert value.encode("utf-8") or field.optional
    if field.kind is Kind.CHOICE:
        assert value in {choice.value for choice in choices}
    elif field.kind is not Kind.CHOICES:
        assert len(value) <= field.limit


@given(st.text(st.characters(), max_size=80))
def test_cleaning_is_done_once_and_for_all(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert one_line(one_line(text)) == one_line(text)
    assert "\n" not in one_line(text)
