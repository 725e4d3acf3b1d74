"""Which SME fits best, and why: workload before language before region before load (G18)."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from playbook.people import Person, PersonKey
from playbook.requests.matching import Candidate, rank
from playbook.requests.record import Command, Request, State
from tests.office import TUESDAY
from tests.process import ANSWERS, PAT, SAM, SANA, TESS, Room, a_request, open_room, sme
from tests.reading import english

GERMAN = {"workload": "AIP_P2", "primary_language": "German", "secondary_language": "English", "region": "EMEA"}


def wanted(**changes: object) -> Request:
    """Return a request for AIP P2 in EMEA, German first and English second."""
    return a_request(State.APPROVED, answers={**ANSWERS, **GERMAN}, **changes)


def ranked(request: Request, *smes: Person, load: Mapping[PersonKey, int] | None = None) -> tuple[Candidate, ...]:
    """Return the ranking, after making sure that it does not depend on the order of the roster."""
    rankings = {rank(request, order, load or {}) for order in permutations(smes)}
    assert len(rankings) == 1
    return rankings.pop()


def names(candidates: tuple[Candidate, ...]) -> list[str]:
    """Return who comes first, second, ..."""
    return [candidate.sme.name for candidate in candidates]


ALL = sme(1, "Fits all", "AIP_P2", "German English", "EMEA")
NO_REGION = sme(2, "Other region", "AIP_P2", "German English", "APJ")
ONLY_ENGLISH = sme(3, "Only English", "AIP_P2", "English", "EMEA")
NO_LANGUAGE = sme(4, "No language", "AIP_P2", "Thai", "EMEA")
NO_WORKLOAD = sme(5, "Other workload", "MCAS", "German English", "EMEA")


def reasons(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons for and against a SME, as they are said."""
    return tuple(english(reason) for reason in candidate.reasons)


def test_a_sme_is_ranked_by_workload_then_language_then_region() -> None:
    found = ranked(wanted(), NO_WORKLOAD, NO_LANGUAGE, ONLY_ENGLISH, NO_REGION, ALL)
    assert names(found) == ["Fits all", "Other region", "Only English", "No language", "Other workload"]


def test_each_criterion_is_a_reason_good_or_bad() -> None:
    found = {candidate.sme.name: reasons(candidate) for candidate in ranked(wanted(), ALL, NO_REGION, NO_WORKLOAD)}
    assert found["Fits all"] == (
        "knows the workload", "speaks German and English", "works in EMEA", "0 of 3 engagements",
    )  # fmt: skip
    assert found["Other region"] == (
        "knows the workload", "speaks German and English", "not in EMEA", "0 of 3 engagements",
    )  # fmt: skip
    assert found["Other workload"][0] == "other workloads"
    (speechless,) = ranked(wanted(), NO_LANGUAGE, load={NO_LANGUAGE.key: 2})
    assert reasons(speechless) == ("knows the workload", "no German", "works in EMEA", "2 of 3 engagements")


def test_among_equals_the_less_loaded_comes_first() -> None:
    twin = replace(ALL, key=SANA.key, name="Also fits")
    assert names(ranked(wanted(), ALL, twin, load={twin.key: 1})) == ["Fits all", "Also fits"]
    assert names(ranked(wanted(), ALL, twin, load={ALL.key: 1})) == ["Also fits", "Fits all"]
    assert names(ranked(wanted(), ALL, twin)) == ["Also fits", "Fits all"]


def test_a_sme_without_free_capacity_comes_after_an_equal_who_has_some() -> None:
    roomy = replace(sme(6, "Roomy", "AIP_P2", "German English", "EMEA", capacity=9))
    assert names(ranked(wanted(), ALL, roomy, load={ALL.key: 3, roomy.key: 4})) == ["Roomy", "Fits all"]


@pytest.mark.parametrize("capacity", [0, 1, 10, 100])
def test_no_free_capacity_makes_up_for_an_unknown_workload(capacity: int) -> None:
    idle = sme(7, "Idle", "MCAS", "German English", "EMEA", capacity=capacity)
    busy = {NO_LANGUAGE.key: 5}
    assert names(ranked(wanted(), idle, NO_LANGUAGE, load=busy)) == ["No language", "Idle"]


@pytest.mark.parametrize("capacity", [1, 10, 100])
def test_no_free_capacity_makes_up_for_the_wrong_language(capacity: int) -> None:
    idle = sme(7, "Idle", "AIP_P2", "Thai", "EMEA", capacity=capacity)
    assert names(ranked(wanted(), idle, NO_REGION, load={NO_REGION.key: 3})) == ["Other region", "Idle"]


def test_who_declined_comes_last_however_well_they_fit() -> None:
    found = ranked(wanted(declined_by=(ALL.key,)), ALL, NO_WORKLOAD)
    assert names(found) == ["Other workload", "Fits all"]
    assert [candidate.declined for candidate in found] == [False, True]


def test_nobody_is_left_out() -> None:
    """The team may overrule the ranking."""
    assert len(ranked(wanted(declined_by=(ALL.key,)), ALL, NO_REGION, NO_WORKLOAD, NO_LANGUAGE)) == 4
    assert rank(wanted(), (), {}) == ()


def test_a_sme_of_whom_nothing_is_known_is_ranked_by_what_is_known() -> None:
    blank = replace(ALL, expertise=None, name="Blank")
    (found,) = ranked(wanted(), blank)
    assert reasons(found) == ("other workloads", "no German", "not in EMEA", "0 of 0 engagements")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """Lend a desk on an empty store."""
    room = open_room(tmp_path / "data")
    yield room
    await room.store.close()


async def test_offers_and_assignments_in_hand_are_the_load(room: Room) -> None:
    await room.holds(a_request(State.APPROVED))
    for serial, state in enumerate((State.OFFERED, State.ASSIGNED, State.CLOSED), 2):
        await room.holds(a_request(state, number=f"SME-{serial:04d}"))
    found = {one.sme.name: reasons(one)[-1] for one in await room.desk.candidates(await room.request())}
    assert found == {"Sam Silva": "2 of 3 engagements", "Sana Sato": "0 of 3 engagements"}


async def test_a_declined_request_is_offered_to_the_next(room: Room) -> None:
    await room.holds(a_request(State.APPROVED))
    assert names(await room.desk.candidates(await room.request())) == ["Sam Silva", "Sana Sato"]
    await room.takes(Command.OFFER, TESS)
    declined = await room.takes(Command.DECLINE, SAM)
    assert declined.declined_by == (SAM.key,)
    assert declined.sme is None
    assert names(await room.desk.candidates(declined)) == ["Sana Sato", "Sam Silva"]
    offered = await room.takes(Command.OFFER, TESS, sme="Sana Sato")
    assert offered.sme == SANA.key


async def test_an_offer_that_was_taken_back_is_no_refusal_of_the_smes(room: Room) -> None:
    await room.holds(a_request(State.OFFERED))
    recalled = await room.takes(Command.RECALL, TESS)
    assert (recalled.sme, recalled.declined_by) == (None, ())


async def test_only_who_offers_sees_the_ranking(room: Room) -> None:
    await room.holds(a_request(State.APPROVED))
    assert (await room.desk.view("SME-0001", TESS, TUESDAY)).candidates
    assert (await room.desk.view("SME-0001", PAT, TUESDAY)).candidates == ()
