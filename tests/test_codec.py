"""Records survive the way to JSON and back exactly, and a record from another version is read or refused."""

import json
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.life.records import Answers, Draft, Event, Notice, Timer
from playbook.people import PersonKey
from playbook.requests.record import Remark, Request, Ruling
from storage.agenda import Entry
from storage.chats import ConversationReference, SentActivity
from storage.codec import RecordError, Storable, decode, encode, plain, read_time, write_time
from tests.keeping import AT, copy, draft, filing, notice, reference

KEPT: tuple[type[Storable], ...] = (Request, Event, Notice, Timer, Entry, Draft, ConversationReference, SentActivity)

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.sampled_from(
    ["TAB\tLF\nCR\r", "👩🏽\u200d💻", "שלום \u202e", "\"'\\", "\u2028\x7f\x1b", "null", "", "\U0001d518"]
)
TIMES = st.datetimes(timezones=st.just(UTC)).map(lambda at: at.replace(fold=0))
FLOATS = st.floats(allow_nan=False, allow_infinity=False)


def any_record(kind: type[Storable]) -> st.SearchStrategy[Any]:
    """Return records of a kind with any values of the fields' types."""
    return st.builds(kind, **{name: any_value(hint) for name, hint in get_type_hints(kind).items()})


def any_value(hint: Any) -> st.SearchStrategy[Any]:
    """Return values of a field's type."""
    known: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXTS,
        PersonKey: TEXTS,
        PersonKey | None: st.none() | TEXTS,
        datetime: TIMES,
        datetime | None: st.none() | TIMES,
        float: FLOATS,
        Answers: st.dictionaries(TEXTS, TEXTS),
        tuple[str, ...]: st.lists(TEXTS).map(tuple),
        tuple[PersonKey, ...]: st.lists(TEXTS).map(tuple),
    }
    if hint in known:
        return known[hint]
    if hint == tuple[Remark, ...]:
        return st.lists(any_record(Remark)).map(tuple)
    if hint in (Notice | None, Timer | None):
        return st.none() | any_record(get_args(hint)[0])
    return any_record(hint) if hasattr(hint, "__dataclass_fields__") else st.from_type(hint)


RECORDS = {kind: any_record(kind) for kind in KEPT}


@pytest.mark.parametrize("kind", KEPT)
@settings(deadline=None)
@given(data=st.data())
def test_every_record_comes_back_exactly(kind: type[Storable], data: st.DataObject) -> None:
    record = data.draw(RECORDS[kind])
    back = decode(kind, json.loads(json.dumps(encode(record))))
    assert back == record
    # Equality alone would take "draft" for State.DRAFT and 1 for True.
    assert repr(back) == repr(record)


def test_a_time_in_another_zone_is_the_same_moment_in_utc() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=-7)))
    assert write_time(elsewhere) == write_time(AT)
    assert read_time(write_time(elsewhere)).tzinfo is UTC


@settings(deadline=None)
@given(one=TIMES, other=TIMES)
def test_written_times_sort_as_the_moments_do(one: datetime, other: datetime) -> None:
    assert (write_time(one) < write_time(other)) == (one < other)


def test_a_time_without_a_zone_is_refused_with_the_name_of_its_field() -> None:
    with pytest.raises(ValueError, match=r"Draft\.changed_at: a time without a zone"):
        encode(draft(at=AT.replace(tzinfo=None)))


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "half \udfff"])
@pytest.mark.parametrize("place", ["value", "key"])
def test_text_that_not_every_store_can_keep_is_refused_with_the_name_of_its_field(text: str, place: str) -> None:
    answers = {"field": text} if place == "value" else {text: "value"}
    with pytest.raises(ValueError, match=r"Draft\.answers: text with .* cannot be kept"):
        encode(replace(draft(), answers=answers))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"bytes", {1, 2}, object(), {1: "one"}, [AT]])
def test_what_json_does_not_have_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="cannot be kept as JSON"):
        plain({"deep": [value]})


@pytest.mark.parametrize("record", [filing().record, filing().event, notice(), draft(), reference(), copy()])
def test_a_record_written_before_a_field_existed_takes_its_default(record: Storable) -> None:
    optional = [one for one in fields(record) if one.default is not MISSING or one.default_factory is not MISSING]
    older = {key: value for key, value in encode(record).items() if key not in {one.name for one in optional}}
    back = decode(type(record), older)
    for one in optional:
        default = one.default if one.default_factory is MISSING else one.default_factory()
        assert getattr(back, one.name) == default


def test_a_part_of_a_record_takes_defaults_too() -> None:
    older = encode(filing().record)
    del older["ruling"]["remarks"]
    assert decode(Request, older).ruling == replace(filing().record.ruling, remarks=())
    assert isinstance(decode(Request, older).ruling, Ruling)


def test_a_field_that_no_longer_exists_is_passed_over() -> None:
    assert decode(Draft, {**encode(draft()), "base_revision": 3}) == draft()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ({"given": "region"}, r"Draft\.given is damaged"),
        ({"given": [1]}, r"Draft\.given is damaged"),
        ({"changed_at": "yesterday"}, r"Draft\.changed_at is damaged"),
        ({"changed_at": "2026-03-02T09:00:00"}, r"Draft\.changed_at is damaged"),
        ({"changed_at": 7}, r"Draft\.changed_at is damaged"),
    ],
)
def test_a_damaged_record_is_refused_with_the_name_of_its_field(damage: dict[str, object], said: str) -> None:
    with pytest.raises(RecordError, match=said):
        decode(Draft, {**encode(draft()), **damage})


def test_a_record_without_a_field_that_has_no_default_is_refused() -> None:
    doc = encode(draft())
    del doc["owner"]
    with pytest.raises(RecordError, match=r"damaged: Draft.* missing .* 'owner'"):
        decode(Draft, doc)


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(RecordError, match=r"Request\.state is damaged: 'dreaming'"):
        decode(Request, {**encode(filing().record), "state": "dreaming"})


def test_what_is_encoded_shares_nothing_with_the_record() -> None:
    answers = {"region": "EMEA"}
    doc = encode(replace(draft(), answers=answers))
    answers["region"] = "changed"
    assert doc["answers"] == {"region": "EMEA"}
