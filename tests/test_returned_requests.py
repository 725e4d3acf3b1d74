"""A request that comes back: only what was sent back is asked, under the same number, old beside new (R45, G16-G19)."""

from playbook.requests.record import State
from tests.office import Office, buttons_of, walk

BACK = "return SME-0001 seats, additional information"


async def _returned(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all(BACK, "Are these the active licenses?", "yes")
    await office.deliver()


async def test_the_partner_reads_what_needs_work_and_why(office: Office) -> None:
    await _returned(office)
    told = office.pat.last
    assert "Fran Fisher returned SME-0001" in told.text
    assert "Are these the active licenses?" in told.text
    assert "Seat Count, Additional information" in told.words
    assert "The clock is paused." in told.words
    assert list(buttons_of(told.card)) == [
        "All details",
        "Answer and resubmit",
        "Withdraw",
        "Send confirmation again",
        "Write a message",
    ]


async def test_the_form_of_a_return_ticks_fields_and_needs_a_note(office: Office) -> None:
    request = await office.pat.files()
    card = office.fran.last.card
    tick = next(one for one in walk(card) if one.get("id") == "return.fields")
    assert tick["isMultiSelect"]
    assert {choice["value"] for choice in tick["choices"]} == request.answers.keys()
    refused = await office.fran.presses(card, "Return for details", fields="seat_count")
    assert "What is missing or incorrect cannot be empty" in refused.words
    refused = await office.fran.presses(card, "Return for details", note="Please look.")
    assert "Fields that need work cannot be empty" in refused.words
    assert await office.newest() == request
    done = await office.fran.presses(card, "Return for details", fields="seat_count,region", note="Please look.")
    assert "Returned for details" in done.words
    assert (await office.newest()).reopened == ("seat_count", "region")


async def test_only_what_was_sent_back_is_asked_under_the_same_number(office: Office) -> None:
    await _returned(office)
    asked = await office.pat.presses(office.pat.last.card, "Answer and resubmit")
    assert "How many active licenses" in asked.text
    assert "So far: 300" in asked.text
    asked = await office.pat.says("1,200")
    assert "Now the additional information" in asked.text
    review = await office.pat.says("The pilot is over: 1,200 people, and labels are still not applied.")
    assert "Review your changes to SME-0001" in review.words
    done = await office.pat.says("submit")
    assert "SME-0001 is with your FPM again" in done.text
    request = await office.newest()
    assert (request.number, request.state, request.revision) == ("SME-0001", State.SUBMITTED, 3)
    assert request.previous == {
        "seat_count": "300",
        "justification": "Labels are not applied after migration and we are stuck.",
    }


async def test_keep_resubmits_an_answer_as_it_was(office: Office) -> None:
    await _returned(office)
    await office.pat.says_all("edit SME-0001", "keep", "keep", "submit")
    request = await office.newest()
    assert (request.state, request.answers["seat_count"]) == (State.SUBMITTED, "300")
    assert request.previous == {}


async def test_the_other_fields_are_locked(office: Office) -> None:
    await _returned(office)
    await office.pat.says("edit SME-0001")
    locked = await office.pat.says("change region to AMER")
    assert "Region was not sent back" in locked.text
    form = await office.pat.says("form")
    assert {one["id"] for one in walk(form.card) if one.get("id", "").startswith("fill.")} == {
        "fill.seat_count",
        "fill.justification",
    }
    await office.pat.presses(form.card, "Review", seat_count="1200", justification="It is 1,200 now, all of them.")
    await office.pat.says("submit")
    assert (await office.newest()).answers["region"] == "EMEA"


async def test_what_follows_from_a_workload_that_was_sent_back_is_open_too(office: Office) -> None:
    await office.pat.files(workload="AIP_P2", seat_count="300")
    await office.fran.says_all("return SME-0001 workload", "Is it not the migration that stalls?", "yes")
    await office.pat.says("edit SME-0001")
    asked = await office.pat.says("MCAS")
    assert "Would you like to ask your FPM for an exception" in asked.text
    assert "Why should your FPM" in (await office.pat.says("ask")).text
    await office.pat.says_all("A pilot of discovery.", "skip")
    again = await office.pat.says("change exception reason")
    assert "So far: A pilot of discovery." in again.text
    moved = await office.pat.says_all("keep", "change workload to Exchange migration")
    assert "Exchange migration is for the FastTrack Migration Resource, so the role is that now" in moved.text
    assert "Which system do the mailboxes come from" in moved.text
    assert "was not sent back" in (await office.pat.says("change seats to 400")).text
    await office.pat.says_all("Lotus Notes", "skip", "change source to Gmail", "submit")
    filed = (await office.newest()).answers
    assert (filed["role"], filed["email_source"], filed["seat_count"]) == ("MIGRATION", "Gmail", "300")
    assert not filed.keys() & {"exception", "exception_reason"}


async def test_what_has_one_choice_is_not_asked_even_when_it_was_sent_back(office: Office) -> None:
    """R29."""
    await office.pat.files()
    await office.fran.says_all("return SME-0001 delivery team, seats", "Please look.", "yes")
    assert "How many active licenses" in (await office.pat.says("edit SME-0001")).text
    review = await office.pat.says("400")
    assert "Your Delivery Team\nFTP Partner" in review.words
    assert "is with your FPM again" in (await office.pat.says("submit")).text


async def test_a_role_that_was_sent_back_is_corrected_by_the_workload(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001 role request", "This is a migration.", "yes")
    asked = await office.pat.says("edit SME-0001")
    assert "Which role do you need?" in asked.text
    asked = await office.pat.says("migration resource")
    assert "AIP P2 is for the FastTrack Engineer SME" in asked.text
    await office.pat.presses(asked.card, "Change Requested Workload")
    await office.pat.says_all("Exchange migration", "Gmail", "skip", "submit")
    filed = await office.newest()
    assert (filed.state, filed.answers["role"]) == (State.SUBMITTED, "MIGRATION")


async def test_the_fpm_sees_old_and_new_side_by_side(office: Office) -> None:
    await _returned(office)
    await office.pat.says_all("edit SME-0001", "1,200", "keep", "submit")
    await office.deliver()
    card = office.fran.last
    assert "Pat Parker completed and resubmitted SME-0001 and asks for your decision." in card.text
    assert "Field\nBefore\nNow\nSeat Count\n300\n1,200" in card.words
    assert "Approve" in buttons_of(card.card)


async def test_the_clock_stands_still_while_the_partner_works(office: Office) -> None:
    await office.pat.files()
    before = (await office.newest()).deadlines.decision
    await office.fran.says_all(BACK, "Are these the active licenses?", "yes")
    office.clock.pass_time(days=2)
    await office.pat.says_all("edit SME-0001", "400", "keep", "submit")
    request = await office.newest()
    # Tuesday to Thursday is two business days; due on Tuesday the 1st, now on Thursday the 3rd.
    assert (request.deadlines.decision - before).days == 2
    assert request.paused_seconds == 2 * 86_400


async def test_the_fourth_return_is_a_decision(office: Office) -> None:
    await office.pat.files()
    for _ in range(3):
        await office.fran.says_all("return SME-0001 seats", "Still not the active ones.", "yes")
        await office.pat.says_all("edit SME-0001", "keep", "submit")
    refused = await office.fran.says("return SME-0001 seats")
    assert "returned 3 times already. Please approve or deny it now." in refused.text
    assert (await office.newest()).state is State.SUBMITTED
    assert "SME-0001 is approved" in (await office.fran.says("approve SME-0001")).text


async def test_the_team_returns_as_well_and_the_fpm_hears_of_it(office: Office) -> None:
    await office.pat.files()
    await office.tess.says_all("return SME-0001 region", "answer: Which region is the customer in?")
    await office.deliver()
    assert "Tess Turner returned SME-0001 to the partner. Which region is the customer in?" in office.fran.last.text
    assert (await office.newest()).state is State.RETURNED


async def test_a_returned_request_may_be_denied_or_withdrawn(office: Office) -> None:
    await _returned(office)
    assert "Deny" in buttons_of((await office.fran.says("status SME-0001")).card)
    await office.pat.says_all("withdraw SME-0001", "none")
    assert (await office.newest()).state is State.WITHDRAWN


async def test_a_draft_of_an_earlier_return_is_not_mixed_into_the_next(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001 seats", "Active ones?", "yes")
    await office.pat.says_all("edit SME-0001", "1,200", "submit")
    await office.fran.says_all("return SME-0001 region", "Really EMEA?", "yes")
    asked = await office.pat.says("edit SME-0001")
    assert "Which region" in asked.text
    assert "So far: EMEA" in asked.text


async def test_a_colleague_does_not_answer_for_the_requester(office: Office) -> None:
    await _returned(office)
    assert "I know no request SME-0001" in (await office.petra.says("edit SME-0001")).text
    assert (await office.newest()).state is State.RETURNED


async def test_until_triage_the_requester_edits_every_field(office: Office) -> None:
    await office.pat.files()
    review = await office.pat.says("edit SME-0001")
    assert "Review your changes to SME-0001" in review.words
    await office.pat.says("change seats to 400")
    done = await office.pat.says("submit")
    assert "SME-0001 is changed, and your FPM has been told." in done.text
    await office.deliver()
    assert "Pat Parker edited SME-0001 before triage." in office.fran.last.text
    assert "Seat Count\n300\n400" in office.fran.last.words


async def test_an_edit_that_triage_overtook_changes_nothing_and_is_said(office: Office) -> None:
    await office.pat.files()
    await office.pat.says_all("edit SME-0001", "change seats to 400")
    await office.fran.says("triage SME-0001")
    refused = await office.pat.says("submit")
    assert "cannot be edited now" in refused.text
    assert (await office.newest()).answers["seat_count"] == "300"


async def test_a_denied_request_is_revised_as_a_new_one(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001 information", "Tell us more.", "yes")
    await office.deliver()
    review = await office.pat.presses(office.pat.last.card, "Revise as a new request")
    assert "Northwind" in review.words
    await office.pat.says("change additional information")
    await office.pat.says("Labels are not applied to 300 people since the migration in October; logs attached in FTOP.")
    await office.pat.says("submit")
    await office.deliver()
    request = await office.newest()
    assert (request.number, request.revises, request.state) == ("SME-0002", "SME-0001", State.SUBMITTED)
    assert "Revises the denied request SME-0001" in office.fran.last.words
    assert (await office.request("SME-0001")).state is State.DENIED


async def test_only_a_denied_request_is_revised(office: Office) -> None:
    await office.pat.files()
    assert "SME-0001 was not denied" in (await office.pat.says("revise SME-0001")).text


async def test_nothing_is_reopened_once_it_is_closed(office: Office) -> None:
    request = await office.assigned()
    await office.fran.says("close SME-0001 yes")
    for words in ("edit SME-0001", "revise SME-0001", "withdraw SME-0001", "resubmit SME-0001"):
        await office.pat.says(words)
    closed = await office.newest()
    assert (closed.state, closed.revision) == (State.CLOSED, request.revision + 1)
