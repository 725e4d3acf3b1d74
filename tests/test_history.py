"""The whole history in the chat: each step, each answer that it changed, and nothing that is not the reader's (R70)."""

from pathlib import Path

from storage.chain import erased
from storage.documents import Kept
from storage.schema import EVENTS
from tests.inside import kept_in
from tests.office import Office

SENT_BACK = "- Fields that need work: Seat Count, Region"


async def test_it_says_who_did_what_when_and_why(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001 seats, region", "Please count again.", "yes")
    told = (await office.pat.says("history SME-0001")).text
    assert told.split("\n\n") == [
        "24 Nov 2026, 09:00 UTC: submitted by Pat Parker",
        f"24 Nov 2026, 09:00 UTC: returned for details by Fran Fisher. Please count again.\n{SENT_BACK}",
    ]


async def test_every_edit_keeps_what_it_replaced_not_only_the_last(office: Office) -> None:
    await office.pat.files()
    for seats in ("400", "500"):
        await office.pat.says_all("edit SME-0001", f"change seats to {seats}", "submit")
    told = (await office.pat.says("history of sme 1")).text
    assert "- Seat Count: 300, now 400" in told
    assert "- Seat Count: 400, now 500" in told


async def test_a_resubmission_keeps_it_as_well(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001 segment, additional information", "Please say more.", "yes")
    await office.pat.says_all("edit SME-0001", "enterprise", "Labels are gone since Monday.", "submit")
    told = (await office.fran.says("history SME-0001")).text
    assert "- Tenant Segment: SMC, now Enterprise" in told
    assert (
        "- Additional information: Labels are not applied after migration and we are stuck., now Labels are gone"
        in (told)
    )


async def test_an_answer_that_is_new_or_gone_is_shown_so(office: Office) -> None:
    await office.pat.files()
    await office.pat.says_all("edit SME-0001", "change workload to Other FRP workload", "Intune", "submit")
    assert "- Workload name: -, now Intune" in (await office.pat.says("history SME-0001")).text


async def test_the_partner_reads_neither_who_was_asked_nor_who_left(office: Office) -> None:
    """G38."""
    await office.assigned()
    await office.sana.says("hand back SME-0001 I fell ill")
    await office.tess.says_all("offer SME-0001 to Sam", "reassign SME-0001 to Sana: on leave")
    for player in (office.pat, office.petra):
        told = (await player.says("history SME-0001")).text
        assert "accepted by the SME by Sana Sato" in told
        assert not [word for word in ("handed back", "fell ill", "Sam Silva", "on leave", "SME: ") if word in told]
    told = (await office.fran.says("history SME-0001")).text
    assert "handed back by Sana Sato. I fell ill" in told
    assert "offered to a SME by Tess Turner\n- SME: Sam Silva" in told


async def test_a_history_that_is_none_of_theirs_does_not_exist(office: Office) -> None:
    await office.pat.files()
    for player in (office.quinn, office.felix, office.sam):
        assert "I know no request SME-0001" in (await player.says("history SME-0001")).text


async def test_a_long_history_comes_in_pages_that_hold_every_step_once(office: Office) -> None:
    await office.pat.files()
    for turn in range(12):
        await office.pat.says(f"message SME-0001 to Fran: {turn:02d} " + "x" * 1400)
    page = await office.pat.says("history SME-0001")
    pages = [page.text]
    while page.card:
        assert len(page.text) < 8000
        page = await office.pat.presses(page.card, "There are more")
        pages.append(page.text)
    assert len(pages) > 2
    steps = "\n\n".join(pages).split("\n\n")
    assert [step.partition("wrote to Fran Fisher. ")[2][:2] for step in steps] == [
        "",
        *(f"{turn:02d}" for turn in range(12)),
    ]
    assert "nothing more" in (await office.pat.says("history SME-0001 after 999999999")).text


async def test_long_answers_in_any_script_fit_into_a_message(office: Office) -> None:
    await office.pat.files(justification="\u6f22" * 4000)
    await office.pat.says_all("edit SME-0001", "change information to " + "\u5b57" * 4000, "submit")
    told = (await office.pat.says("history SME-0001")).text
    assert "\u5b57" * 1500 + "..." in told
    assert len(told.encode()) < 28_000


async def test_the_card_leads_to_it_where_it_shows_less(office: Office) -> None:
    await office.pat.files()
    await office.pat.says_all("edit SME-0001", "change seats to 400", "submit")
    card = (await office.pat.says("status SME-0001")).card
    assert "- Seat Count: 300, now 400" in (await office.pat.presses(card, "Whole history")).text


async def test_what_was_changed_can_be_erased_with_the_other_texts(office: Office, tmp_path: Path) -> None:
    await office.pat.files()
    await office.pat.says_all("edit SME-0001", "change customer to Tailspin", "submit")
    kept = [row for _, _, row in kept_in(tmp_path / "data") if isinstance(row, Kept) and row.table == EVENTS]
    (edited,) = (row.doc for row in kept if "Tailspin" in str(row.doc))
    assert "Northwind" in str(edited["details"])
    assert "Tailspin" not in str(erased(edited))
    assert "Northwind" not in str(erased(edited))
    told = (await office.pat.says("history SME-0001")).text
    assert "- Tenant Name: Northwind, now Tailspin" in told


async def test_a_question_that_was_being_asked_is_asked_again(office: Office) -> None:
    await office.pat.files()
    await office.pat.says("new request")
    told = await office.pat.says("history SME-0001")
    assert "submitted by Pat Parker" in told.text
    assert "Which workload do you need" in told.text
