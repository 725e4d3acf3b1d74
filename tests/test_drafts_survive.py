"""A draft outlives restarts, days, interruptions and changes of the roster; nothing typed is lost."""

from pathlib import Path

from bot_app.local.mode import SAMPLE_ROSTER
from tests.office import COMPLETE, TENANT_ID, Clock, Office, buttons_of, open_office


async def _seats(office: Office) -> str:
    draft = await office.pat.draft()
    assert draft
    return draft.answers["seat_count"]


async def test_the_question_is_still_open_after_a_restart(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.pat.says_all("new request", "AIP P2")
    async with open_office(tmp_path) as office:
        assert "Which region" in (await office.pat.says("300")).text
        assert await _seats(office) == "300"


async def test_the_review_is_still_open_after_a_restart(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        review = await office.pat.reviews()
    async with open_office(tmp_path) as office:
        # The card from before the restart still works, and so do the words.
        submitted = await office.pat.presses(review.card, "Submit")
        assert "I filed it as SME-0001" in submitted.words


async def test_the_details_of_a_decision_survive_a_restart(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.pat.files()
        await office.fran.says_all("deny SME-0001", "repeated")
    async with open_office(tmp_path) as office:
        assert "Done: SME-0001 is denied" in (await office.fran.says_all("Third time.", "yes")).text


async def test_days_later_resume_goes_on(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "300", "cancel")
    office.clock.pass_time(days=12)
    assert "Draft of a new request: AIP P2 for no customer yet" in (await office.pat.says("my requests")).text
    assert "Which region" in (await office.pat.says("resume")).text
    assert await _seats(office) == "300"


async def test_conversation_memory_that_is_lost_costs_no_answer(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "300")
    await office.house.store.delete_state([f"dialogs/{office.pat.conversation}"])
    lost = await office.pat.says("EMEA")
    assert "Resume" in buttons_of(lost.card)
    assert "Which region" in (await office.pat.says("resume")).text
    assert await _seats(office) == "300"


async def test_memory_of_another_release_restarts_politely(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "300")
    key = f"dialogs/{office.pat.conversation}"
    old = {"stack": [{"id": "request.0", "state": {"stepIndex": 7, "options": {}, "values": {}}}]}
    await office.house.store.write_state({key: old})
    answer = await office.pat.says("EMEA")
    assert "your answers are kept" in answer.text
    assert "Which region" in (await office.pat.says("resume")).text
    assert await _seats(office) == "300"


async def test_two_peoples_drafts_do_not_mix(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "300")
    await office.petra.says_all("new request", "MDATP", "900")
    assert await _seats(office) == "300"
    assert "AIP P2" not in (await office.petra.says("my requests")).text
    assert "Which region" in (await office.pat.says("resume")).text


async def test_a_new_request_asks_about_an_open_draft_first(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "300")
    answer = await office.pat.says("new request")
    assert "You have a draft that is not filed yet." in answer.text
    assert list(buttons_of(answer.card)) == ["Resume", "Start over"]
    assert await _seats(office) == "300"
    resumed = await office.pat.presses(answer.card, "Resume")
    assert "Which region" in resumed.text


async def test_a_draft_that_was_set_aside_does_not_give_way_unasked(office: Office) -> None:
    aside = await office.pat.says_all("new request", "AIP P2", "300", "cancel")
    assert "say resume to go on, or start over to begin afresh" in aside.text
    asked = await office.pat.says("new request")
    assert "You have a draft that is not filed yet." in asked.text
    assert await _seats(office) == "300"
    afresh = await office.pat.presses(asked.card, "Start over")
    assert "Which workload" in afresh.text
    draft = await office.pat.draft()
    assert draft
    assert draft.given == ()


async def test_the_choice_is_about_the_new_request_whatever_was_talked_about(office: Office) -> None:
    """A draft of another request, worked on later, is not what "start over" clears then."""
    await office.pat.says_all("new request", "AIP P2", "300", "cancel")
    await office.petra.files()
    office.clock.pass_time(minutes=1)
    form = await office.pat.says("form")
    await office.pat.presses(form.card, "Review", **COMPLETE)
    await office.pat.says("submit")
    await office.pat.says_all("new request", "MDATP", "900")
    office.clock.pass_time(minutes=1)
    await office.pat.says_all("edit SME-0002", "change seats to 400")
    asked = await office.pat.says("new request")
    assert "You have a draft that is not filed yet." in asked.text
    office.clock.pass_time(minutes=1)
    assert "Which workload" in (await office.pat.says("start over")).text
    edit = await office.house.store.draft(office.pat.key, "SME-0002")
    assert edit
    assert edit.answers["seat_count"] == "400"


async def test_revising_a_denied_request_does_not_drop_the_draft_that_waits(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001 information", "Tell us more.", "yes")
    await office.pat.says_all("new request", "MDATP", "900")
    asked = await office.pat.says("revise SME-0001")
    assert "You have a draft that is not filed yet." in asked.text
    assert list(buttons_of(asked.card)) == ["Resume", "Revise SME-0001 instead"]
    assert await _seats(office) == "900"
    assert "Which region" in (await office.pat.presses(asked.card, "Resume")).text
    review = await office.pat.presses(asked.card, "Revise SME-0001 instead")
    assert "Northwind" in review.words
    assert await _seats(office) == "300"
    await office.pat.says("change seats to 350")
    for words in ("revise SME-0001", "revise SME-0001 instead"):
        assert "Northwind" in (await office.pat.says(words)).words
        assert await _seats(office) == "350"


async def test_a_change_says_what_it_replaces(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "300")
    assert "Noted: Seat Count: 400 (was 300)." in (await office.pat.says("change seats to 400")).text
    await office.pat.says("change seats")
    assert "Noted: Seat Count: 1,200 (was 400)." in (await office.pat.says("1,200")).text
    await office.pat.says("change seats")
    assert "Noted" not in (await office.pat.says("1200")).text
    form = await office.pat.says("form")
    changed = await office.pat.presses(form.card, "Review", seat_count="500", region="EMEA")
    assert "Noted: Seat Count: 500 (was 1,200)." in changed.words


async def test_an_answer_in_words_is_not_repeated_when_it_is_replaced(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says("change additional information")
    assert "was Labels" not in (await office.pat.says("Nobody can open protected mail.")).text


async def test_start_over_forgets_and_discard_throws_away(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "300")
    assert "we start over" in (await office.pat.says("start over")).text
    draft = await office.pat.draft()
    assert draft
    assert "seat_count" not in draft.answers
    assert "thrown away" in (await office.pat.says("discard")).text
    assert await office.pat.draft() is None
    assert "You have no draft to resume" in (await office.pat.says("resume")).text


async def test_two_drafts_stand_side_by_side(office: Office) -> None:
    """One of a new request, one of a request that came back: resume takes the one worked on last."""
    await office.pat.files()
    await office.fran.says_all("return SME-0001 seats", "Active ones?", "yes")
    await office.pat.says("edit SME-0001")
    office.clock.pass_time(minutes=1)
    await office.pat.says_all("cancel", "new request", "MDATP")
    office.clock.pass_time(minutes=1)
    listed = (await office.pat.says("my requests")).text
    assert "Draft of a new request: MDATP" in listed
    assert "Your changes to SME-0001" in listed
    assert "How many active licenses" in (await office.pat.says("resume")).text
    assert "So far: 300" in (await office.pat.says("edit SME-0001")).text
    assert "SME-0001 is with your FPM again" in (await office.pat.says_all("400", "submit")).text


async def test_an_fpm_who_left_meanwhile_is_asked_for_again(tmp_path: Path) -> None:
    clock, roster = Clock(), tmp_path / "roster.toml"
    async with open_office(tmp_path / "data", clock) as office:
        await office.pat.reviews()
        fran = office.fran.key.partition("/")[2]
    # Fran's place is taken by somebody else, at the same address.
    text = SAMPLE_ROSTER.read_text(encoding="utf-8").replace(fran, "99999999-9999-4999-8999-999999999999")
    roster.write_text(text.replace('name = "Fran Fisher"', 'name = "Frida Frost"'), encoding="utf-8")
    async with open_office(tmp_path / "data", clock, roster) as office:
        answer = await office.pat.says("submit")
        assert "nothing was submitted" in answer.text
        assert "Which FPM should this be routed to?" in answer.text
        assert "I filed it as SME-0001" in (await office.pat.says_all("Frida", "submit")).text


async def test_a_draft_typed_by_form_survives_as_well(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        form = await office.pat.says("form")
        partly = {key: COMPLETE[key] for key in ("role", "workload", "seat_count", "region")}
        await office.pat.presses(form.card, "Review", **partly)
    async with open_office(tmp_path) as office:
        assert "Which primary language" in (await office.pat.says("resume")).text
        await office.pat.says_all("English", "none", "Northwind", TENANT_ID, "smc", "yes")
        await office.pat.says_all("Labels are not applied.", "submit")
        assert (await office.newest()).answers["seat_count"] == "300"


async def test_a_need_in_one_sentence_does_not_take_the_place_of_a_draft_that_was_set_aside(office: Office) -> None:
    await office.pat.says_all("new request", "change tenant name to Alpha", "cancel")
    answer = await office.pat.says("need an AIP P2 SME for Beta, 300 seats, EMEA, English")
    assert "You have a draft that is not filed yet" in answer.text
    await office.pat.says("resume")
    draft = await office.pat.draft()
    assert draft
    assert draft.answers["tenant_name"] == "Alpha"
