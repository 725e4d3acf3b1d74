"""How often the store is asked: a fixed number of times for a view, a delivery, a turn, whatever there is to show."""

import sys
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest

from bench.counting import CountingStore
from bot_app.app import fresh_salt
from bot_app.local.mode import SAMPLE_ROSTER
from playbook.life.records import Draft
from storage.store import DocumentStore
from storage.tinydb import opening
from tests.office import BOT, CARD, Office, buttons_of, open_office
from tests.stores import open_folder
from tests.test_floors import FLOORS, HOUSE

ROOMS = tuple(f"{HOUSE}/{room}/" for room in FLOORS)
SAMPLE = SAMPLE_ROSTER.read_text(encoding="utf-8")
MOST_FOR_FOUR_PEOPLE = 15
MOST_FILES, MOST_FUNCTIONS = 56, 262
# What a turn asks for besides: its order, whether anybody came, the person's address, what was being said, and an
# answer that waits.
OF_EVERY_TURN = {"take_turn", "version", "reference", "read_state", "write_state", "end_turn"}

PERSON = """
[[person]]
name = "{name}"
email = "{address}@fasttrack.example"
id = "44444444-0000-4000-8000-{serial:012d}"
roles = ["{role}"]
tenant = "{tenant}"
{more}
"""
EXPERTISE = 'workloads = ["AIP_P2"]\nlanguages = ["English"]\nregions = ["EMEA"]\ncapacity = 2'


def _person(serial: int, name: str, role: str, more: str = "") -> str:
    tenant = tomllib.loads(SAMPLE)["home"]["tenant"]
    return PERSON.format(name=name, address=f"person.{serial}", serial=serial, role=role, tenant=tenant, more=more)


@asynccontextmanager
async def counting(folder: Path, *people: str) -> AsyncIterator[tuple[Office, CountingStore]]:
    """Open an office with more people, on a store that counts."""
    roster = folder / "roster.toml"
    roster.write_text(SAMPLE + "".join(people), encoding="utf-8")
    store = CountingStore(open_folder(folder / "data"))
    async with open_office(folder / "data", roster=roster, store=store.as_store()) as office:
        yield office, store


async def test_an_approval_reaches_four_people_by_a_few_calls_of_the_store(tmp_path: Path) -> None:
    async with counting(tmp_path, _person(1, "Tim Tran", "team")) as (office, store):
        await office.everybody_installs()
        await office.pat.files()
        cards = {name: office.players[name].last for name in ("pat", "fran")}
        store.taken()
        await office.fran.presses(cards["fran"].card, "Approve")
        turn = store.taken()
        await office.deliver()
        delivery = store.taken()
        # One of them asks for an answer that waits, which a press outdates.
        assert turn.total() <= 6, turn
        # All deliveries of one moment make sure just once of who is known.
        assert delivery.pop("version") == 1
        assert delivery.total() <= MOST_FOR_FOUR_PEOPLE, delivery
        for name in ("pat", "tess", "tim"):
            assert "approved SME-0001" in office.players[name].last.text
        assert "Offer to a SME" in buttons_of(office.tess.last.card)
        assert "Approved" in office.answer(cards["fran"].activity_id).words


class Passed:
    """Of the house, the functions that run in the event loop's thread while the block does, by their files."""

    def __init__(self) -> None:
        """Begin with none."""
        self.functions: set[tuple[str, int]] = set()

    def __enter__(self) -> "Passed":
        """Look at each call."""
        sys.setprofile(self._called)
        return self

    def __exit__(self, *_: object) -> None:
        """Look no more."""
        sys.setprofile(None)

    def _called(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        # What stands in angle brackets is a part of the function around it.
        if event == "call" and code.co_filename.startswith(ROOMS) and not code.co_name.startswith("<"):
            self.functions.add((code.co_filename.removeprefix(f"{HOUSE}/"), code.co_firstlineno))

    @property
    def files(self) -> list[str]:
        """The files by name."""
        return sorted({file for file, _ in self.functions})


async def test_an_approval_passes_few_files_and_functions_until_it_is_answered(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.everybody_installs()
        await office.pat.files()
        with Passed() as passed:
            answer = await office.fran.presses(office.fran.last.card, "Approve")
        assert "Approved" in answer.words
        assert len(passed.files) <= MOST_FILES, passed.files
        assert len(passed.functions) <= MOST_FUNCTIONS


@pytest.mark.parametrize("smes", [0, 300])
async def test_the_teams_view_is_one_read_however_many_smes_there_are(tmp_path: Path, smes: int) -> None:
    people = [_person(serial, f"Sme {serial}", "sme", EXPERTISE) for serial in range(1, smes + 1)]
    async with counting(tmp_path, *people) as (office, store):
        await office.tess.installs()
        await office.approved()
        store.taken()
        shown = await office.tess.says("status SME-0001")
        calls = store.taken()
        assert calls["dossier"] == 1
        assert set(calls) - OF_EVERY_TURN == {"dossier", "put_copy", "copies"}
        assert shown.words.count(". Sme ") == smes
        asked = await office.tess.says("offer SME-0001")
        assert asked.text.count("\n- ") >= smes
        assert store.taken()["dossier"] == 1


async def test_a_turn_reads_the_draft_once(tmp_path: Path) -> None:
    said = ["new request", "AIP P2", "300", "back", "300", "change seats to 400", "help", "form"]
    said += ["cancel", "resume", "start over", "discard"]
    async with counting(tmp_path) as (office, store):
        for text in said:
            await office.pat.says(text)
            calls = store.taken()
            assert calls["draft"] + calls["drafts"] <= 1, (text, calls)


async def test_pressing_through_a_form_to_the_end_reads_the_draft_once_in_each_turn(tmp_path: Path) -> None:
    async with counting(tmp_path) as (office, store):
        review = await office.pat.reviews()
        calls = store.taken()
        assert calls["draft"] + calls["drafts"] == 3, calls
        await office.pat.presses(review.card, "Submit")
        assert store.taken()["draft"] == 1


class CrossedStore(DocumentStore):
    """The embedded store, in which somebody else's change of a draft comes in between once."""

    crossing: Draft | None = None

    async def put_draft(self, draft: Draft) -> None:
        """Let the other change come first."""
        crossing, self.crossing = self.crossing, None
        if crossing:
            await super().put_draft(crossing)
        await super().put_draft(draft)


async def test_after_somebody_was_faster_the_next_question_is_about_what_stands_there(tmp_path: Path) -> None:
    store = CrossedStore(opening.open_folder(tmp_path), fresh_salt)
    async with open_office(tmp_path, store=store) as office:
        await office.pat.says_all("new request", "AIP P2")
        draft = await store.draft(office.pat.key, "new")
        assert draft is not None
        answers = {**draft.answers, "seat_count": "500"}
        store.crossing = replace(
            draft, answers=answers, given=(*draft.given, "seat_count"), revision=draft.revision + 1
        )
        answer = await office.pat.says("300")
        assert "Somebody" in answer.text
        assert "Which region" in answer.text


async def test_an_answer_is_addressed_from_the_bot_to_who_asked_below_what_they_said(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        asked = office.pat.activity("message", text="help")
        await office.pat.posts(asked)
        [call] = office.connector.calls
        sent = dict(call.activity)
        assert sent.pop("text").startswith("I am SME Requests.")
        assert [one["contentType"] for one in sent.pop("attachments")] == [CARD]
        assert sent == {
            "type": "message",
            "textFormat": "plain",
            "inputHint": "acceptingInput",
            "locale": "en-GB",
            "channelId": "msteams",
            "serviceUrl": office.connector.url,
            "from": BOT,
            "recipient": asked["from"],
            "conversation": {"id": office.pat.conversation, "conversationType": "personal"},
            "replyToId": asked["id"],
        }
