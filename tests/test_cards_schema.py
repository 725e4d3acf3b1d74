"""Every card a person can meet: valid by the official schema, and held to the picture kept of it.

UPDATE_GOLDEN=1 writes the pictures in tests/golden anew; read the difference before you commit it.
"""

import importlib.util
import json
import os
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from jsonschema import Draft6Validator

from tests.applying import ANSWERS, UNLISTED_TENANT, newcomer
from tests.office import COMPLETE, Answer, Json, Office, Player, open_office, walk

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))
MOST_ACTIONS = 6
INPUTS = ("Input.Text", "Input.ChoiceSet")

Cards = dict[str, Json]


def _schema() -> Json:
    """Return the schema from the package that carries it, without importing the package."""
    found = importlib.util.find_spec("adaptive_cards")
    assert found
    assert found.origin
    text = (Path(found.origin).parent / "schemas" / "schema-1.5.json").read_text(encoding="utf-8")
    schema: Json = json.loads(text)
    return schema


class Album:
    """Collects the cards that people meet."""

    def __init__(self, office: Office) -> None:
        """Start empty."""
        self.office = office
        self.cards: Cards = {}

    def keep(self, name: str, answer: Answer) -> Answer:
        """Keep the card of an answer under a name."""
        assert answer.card, name
        self.cards[name] = answer.card
        return answer

    async def status(self, name: str, *people: Player) -> None:
        """Keep the request's card as each of these people sees it now."""
        for person in people:
            shown = await person.says("status SME-0001")
            first_name = person.person.name.split()[0].casefold()
            self.keep(f"request_{name}_{first_name}", shown)


async def _asking(album: Album) -> None:
    pat = album.office.pat
    album.keep("question_list", await pat.says("new request"))
    await pat.says_all("change role to migration", "MCAS", "300")
    album.keep("question_role", await pat.says("change role to migration"))
    album.keep("question_buttons", await pat.says("keep"))
    await pat.says("EMEA")
    album.keep("question_link", await pat.says("English"))
    album.keep("stopped", await pat.says("cancel"))
    album.keep("drafts", await pat.says("my requests"))
    await pat.says("resume")
    form = album.keep("form", await pat.says("form"))
    wrong = {"tenant_id": "no guid", "partner_email": "nobody", "exception": "ask", "seat_count": "-5"}
    album.keep("form_with_errors", await pat.presses(form.card, "Review", **wrong))
    await pat.says("start over")
    form = await pat.says("form")
    review = album.keep("review", await pat.presses(form.card, "Review", **COMPLETE))
    album.keep("question_boxed", await pat.presses(review.card, "Change", field="justification"))


async def _deciding(album: Album) -> None:
    office = album.office
    review = await office.pat.says_all("keep")
    album.keep("filed", await office.pat.presses(review.card, "Submit"))
    await office.deliver()
    await album.status("submitted", office.pat, office.petra, office.fran, office.tess)
    card = (await office.fran.says("status SME-0001")).card
    album.keep("refused_details", await office.fran.presses(card, "Deny", text="They asked twice."))
    album.keep("details_buttons", await office.fran.says("deny SME-0001"))
    await office.fran.says_all("cancel", "triage SME-0001")
    await album.status("triaged", office.fran, office.tess)
    await office.fran.says_all("return SME-0001 seats, additional information", "Is this the active count?", "yes")
    await album.status("returned", office.pat, office.fran)
    await office.pat.says_all("edit SME-0001", "1,200")
    album.keep("review_returned", await office.pat.says("Labels are not applied after the migration: 1,200 seats."))
    await office.pat.says("submit")
    await album.status("resubmitted", office.fran)


async def _offering(album: Album) -> None:
    office = album.office
    filed = await office.pat.says("status SME-0001")
    await office.fran.says("approve SME-0001")
    await office.deliver()
    album.keep("request_earlier", office.answer(filed.activity_id))
    await album.status("approved", office.pat, office.fran, office.tess)
    await office.tess.says("offer SME-0001 to Sam")
    await office.deliver()
    offered = office.sam.last
    await office.sam.says("decline SME-0001 on leave")
    await office.deliver()
    album.keep("request_no_longer_yours", office.answer(offered.activity_id))
    await album.status("declined", office.tess, office.pat)
    await office.tess.says("offer SME-0001 to Sana")
    await album.status("offered", office.sana, office.tess, office.pat)
    await office.sana.says("accept SME-0001")
    await album.status("assigned", office.pat, office.fran, office.sana)
    activity = office.fran.activity("message", text="status SME-0001")
    activity["conversation"] |= {"id": "19:channel", "conversationType": "channel", "isGroup": True}
    await office.fran.posts(activity)
    album.keep("shared", office.answer(list(office.connector.messages)[-1]))
    await office.fran.says("close SME-0001 yes")
    await album.status("closed", office.pat, office.fran)
    album.keep("queue_empty", await office.fran.says("queue"))


async def _exception(album: Album) -> None:
    office = album.office
    need = {"workload": "MIG_P1", "seat_count": "5000", "exception": "ask", "exception_reason": "A pilot.\n*Bold*"}
    await office.pat.files(**need)
    await office.deliver()
    album.keep("request_exception_fran", office.fran.last)
    album.keep("list", await office.pat.says("my requests"))
    await office.fran.says_all("deny SME-0002 no people", "Not at this size.", "yes")
    await office.deliver()
    album.keep("request_denied_pat", office.pat.last)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cards(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Cards]:
    """Return every card of a long story, by name."""
    async with open_office(tmp_path_factory.mktemp("album")) as office:
        album = Album(office)
        album.keep("welcome_partner", await office.pat.installs())
        await office.everybody_installs()
        album.keep("welcome_staff", office.fran.last)
        for chapter in (_asking, _deciding, _offering, _exception, _access):
            await chapter(album)
        yield album.cards


async def _access(album: Album) -> None:
    office, nora = album.office, newcomer(album.office)
    album.keep("access_stranger", await nora.installs())
    album.keep("access_question_form", await nora.says("request access"))
    await nora.says_all("Nora Newman", "Contoso", "nora@contoso.example")
    album.keep("access_question_buttons", await nora.says("I deploy labels."))
    form = album.keep("access_form", await nora.says("form"))
    refused = await nora.presses(form.card, "Review", mail_works="no", email="nobody")
    album.keep("access_form_with_errors", refused)
    review = album.keep("access_review", await nora.presses(form.card, "Review", **ANSWERS))
    album.keep("access_applied_nora", await nora.presses(review.card, "Submit"))
    await office.deliver()
    told = album.keep("access_applied_fran", office.fran.last)
    album.keep("access_list", await office.fran.says("applications"))
    album.keep("access_refused_details", await office.fran.presses(told.card, "Decline", reason=""))
    await office.fran.says("approve ACC-0001")
    await office.deliver()
    album.keep("access_invited_nora", nora.last)
    album.keep("access_accept", await nora.says(f"register {nora.code}"))
    album.keep("access_registered", await nora.registers())
    album.keep("access_registered_fran", await office.fran.says("status ACC-0001"))
    nick = newcomer(office, 2, tenant=UNLISTED_TENANT)
    await nick.applies(name="Nick", company="Kontoso")
    album.keep("access_unknown_company_tess", office.tess.last)
    await office.tess.says("decline ACC-0002 Nobody knows you.")
    await office.deliver()
    album.keep("access_declined_nick", nick.last)


def _text(card: Json) -> str:
    """Return a card as its golden file holds it: ids that are made up anew each time are left out."""
    text = json.dumps(card, indent=1, ensure_ascii=False, sort_keys=True)
    text = re.sub(r"\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b", "XXXXX-XXXXX", text)
    return re.sub(r'"draft": "[0-9a-f-]{36}"', '"draft": "-"', text) + "\n"


def _problems(validator: Draft6Validator, card: Json) -> Iterator[str]:
    """Yield what the schema does not like; the root is one anyOf, so the reasons stand in the context."""
    for error in validator.iter_errors(card):
        yield from (f"{list(one.absolute_path)}: {one.message[:200]}" for one in [error, *(error.context or ())])


def test_every_card_is_valid_by_the_official_schema(cards: Cards) -> None:
    validator = Draft6Validator(_schema())
    assert {name: found for name, card in cards.items() if (found := list(_problems(validator, card)))} == {}


def test_the_schema_is_one_that_finds_mistakes(cards: Cards) -> None:
    validator = Draft6Validator(_schema())
    card = cards["request_submitted_fran"]
    assert list(_problems(validator, {**card, "body": [{"type": "TextBlock", "text": "x", "weight": "Fat"}]}))
    assert list(_problems(validator, {**card, "actions": [{"type": "Action.Execut", "title": "x"}]}))


def test_no_card_has_more_buttons_than_teams_shows(cards: Cards) -> None:
    for name, card in cards.items():
        for one in walk(card):
            assert len(one.get("actions") or []) <= MOST_ACTIONS, name


def test_every_execute_has_a_submit_that_carries_the_same(cards: Cards) -> None:
    found = 0
    for name, card in cards.items():
        for one in walk(card.get("body", []) + card.get("actions", [])):
            if one.get("type") == "Action.Execute":
                found += 1
                submit = one["fallback"]
                assert (submit["type"], submit["title"]) == ("Action.Submit", one["title"]), name
                assert submit["data"] == one["data"], name
                assert one["verb"] == one["data"]["verb"], name
    assert found > len(cards)


def test_every_input_has_a_label_and_an_id_of_its_own(cards: Cards) -> None:
    found = 0
    for name, card in cards.items():
        inputs = [one for one in walk(card) if one.get("type") in INPUTS]
        assert all(one["label"] for one in inputs), name
        assert all(one.get("errorMessage") for one in inputs if one.get("isRequired")), name
        ids = [one["id"] for one in walk(card) if "id" in one]
        assert len(set(ids)) == len(ids), name
        found += len(inputs)
    assert found > len(cards)


def test_no_card_uses_what_only_newer_clients_draw(cards: Cards) -> None:
    known = {
        "AdaptiveCard", "TextBlock", "RichTextBlock", "TextRun", "FactSet", "Container", "ColumnSet", "Column",
        "ActionSet", *INPUTS, "Action.Execute", "Action.Submit", "Action.ShowCard", "Action.OpenUrl",
        "Action.ToggleVisibility", "messageBack",
    }  # fmt: skip
    drawn = {one["type"] for card in cards.values() for one in walk(card) if "type" in one}
    assert drawn == known
    assert {card["version"] for card in cards.values()} == {"1.5"}


def test_every_card_is_what_its_golden_file_shows(cards: Cards) -> None:
    if UPDATE:
        _write(cards)
    kept = {path.stem: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.json")}
    assert kept.keys() == cards.keys()
    for name, card in cards.items():
        assert _text(card) == kept[name], f"{name}: run with UPDATE_GOLDEN=1 if that is meant"


def _write(cards: Cards) -> None:
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.glob("*.json"):
        path.unlink()
    for name, card in cards.items():
        (GOLDEN / f"{name}.json").write_text(_text(card), encoding="utf-8")


def test_no_button_but_ok_waits_for_a_list_to_be_filled_in() -> None:
    """A client refuses every press that collects an empty required input: "None" could not be pressed."""
    [ok, *others] = json.loads((GOLDEN / "question_list.json").read_text("utf-8"))["actions"]
    assert "associatedInputs" not in ok
    assert others
    assert {one["associatedInputs"] for one in others} == {"none"}
