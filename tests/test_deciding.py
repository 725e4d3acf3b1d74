"""The FPM decides: approve, deny with one of the playbook's grounds, or return; nobody else does (R2, R47, R48)."""

import pytest

from playbook.requests.record import State
from tests.office import TENANT_ID, Office, buttons_of


async def test_only_the_routed_fpm_decides(office: Office) -> None:
    request = await office.pat.files()
    for person in (office.pat, office.petra, office.tess):
        assert "Only the routed FPM can approve" in (await person.says("approve SME-0001")).text
    for person in (office.felix, office.sam, office.quinn):
        assert "I know no request" in (await person.says("approve SME-0001")).text
    assert await office.newest() == request
    await office.fran.says("approve SME-0001")
    assert (await office.newest()).state is State.APPROVED


async def test_the_fpm_reads_all_that_a_decision_is_made_on(office: Office) -> None:
    await office.pat.files(workload="MCAS", seat_count="12000", primary_language="German", discussed="no")
    card = office.fran.last
    assert "Pat Parker of Contoso Partners submitted SME request SME-0001" in card.text
    for said in (
        "MCAS for Northwind, 12,000 seats, EMEA",
        "Labels are not applied after migration and we are stuck.",
        "Pat Parker, Contoso Partners (pat.parker@contoso.example)",
        "Limited language coverage",
        "Not discussed with the FPM before",
        TENANT_ID,
        "by the route Security and Compliance",
        "Playbook row R12",
        "approval and a SME are due by 1 Dec 2026, 09:00 UTC",
    ):
        assert said in card.words
    assert list(buttons_of(card.card)) == [
        "All details",
        "Approve",
        "Deny",
        "Return for details",
        "Start triage",
        "Route to another FPM",
        "Write a message",
    ]


async def test_taking_a_request_into_triage_is_told_to_the_partner_and_stops_the_first_clock(office: Office) -> None:
    await office.pat.files()
    office.clock.pass_time(hours=3)
    triaged = await office.fran.presses(office.fran.last.card, "Start triage")
    assert "In triage" in triaged.words
    assert "Start triage" not in buttons_of(triaged.card)
    await office.deliver()
    assert "Fran Fisher has taken SME-0001 into triage" in office.pat.last.text
    assert (await office.newest()).triaged_at == office.clock()
    assert "Its fields can be changed only until triage" in (await office.pat.says("edit SME-0001")).text


@pytest.mark.parametrize("late", ["triage", "decision"])
async def test_a_clock_that_ran_out_is_on_the_card(office: Office, late: str) -> None:
    await office.pat.files()
    if late == "decision":
        await office.fran.says("triage SME-0001")
    office.clock.pass_time(days=8)
    card = await office.fran.says("status SME-0001")
    assert "The decision is overdue." in card.words
    queue = await office.fran.says("queue")
    assert "overdue" in queue.text


@pytest.mark.parametrize(
    ("ground", "shown"),
    [
        ("information", "Too little additional information"),
        ("customers", "Same topic for multiple customers"),
        ("repeated", "Repeated help on the same topic"),
        ("scope", "Outside the scope of SME activities"),
        ("no_people", "No people resources by the playbook"),
    ],
)
async def test_a_denial_has_a_ground_and_a_text_and_the_partner_reads_both(
    office: Office, ground: str, shown: str
) -> None:
    await office.pat.files()
    denied = await office.fran.presses(office.fran.last.card, "Deny", ground=ground, text="We spoke about it.")
    assert "Denied" in denied.words
    await office.deliver()
    assert f"Fran Fisher denied SME-0001. {shown}: We spoke about it." in office.pat.last.text
    assert "Revise as a new request" in buttons_of(office.pat.last.card)
    assert (await office.newest()).state is State.DENIED


@pytest.mark.parametrize(
    ("details", "missing"),
    [
        ({}, ["Ground", "Explanation for the partner"]),
        ({"ground": "repeated"}, ["Explanation for the partner"]),
        ({"text": "No."}, ["Ground"]),
        ({"ground": "because", "text": "No."}, ["Ground"]),
        ({"ground": "repeated", "text": " \n "}, ["Explanation for the partner"]),
        ({"ground": "repeated", "text": "x" * 1001}, ["1,001 characters"]),
    ],
)
async def test_a_denial_without_ground_or_text_is_no_denial(
    office: Office, details: dict[str, str], missing: list[str]
) -> None:
    request = await office.pat.files()
    answer = await office.fran.presses(office.fran.last.card, "Deny", **details)
    assert "Nothing was changed" in answer.words
    for title in missing:
        assert title in answer.words
    assert await office.newest() == request


async def test_the_team_routes_a_request_to_another_fpm_who_then_decides(office: Office) -> None:
    await office.pat.files()
    routed = await office.tess.says("route SME-0001 to Felix")
    assert "Done: SME-0001 is routed to another FPM" in routed.text
    await office.deliver()
    assert "Tess Turner routed SME-0001 to you: you are its FPM now." in office.felix.last.text
    assert "Tess Turner routed SME-0001 to Felix Ortega." in office.pat.last.text
    assert "Only the routed FPM can approve" in (await office.fran.says("approve SME-0001")).text
    approved = await office.felix.presses(office.felix.last.card, "Approve")
    assert "Approved" in approved.words


async def test_a_request_for_an_fpm_nobody_knows_goes_to_the_team_and_is_not_lost(office: Office) -> None:
    await office.pat.files(fpm="unlisted")
    assert "Pat Parker of Contoso Partners submitted SME request SME-0001" in office.tess.last.text
    assert "It names no FPM on the roster: please route it to one." in office.tess.last.text
    assert "Route to another FPM" in buttons_of(office.tess.last.card)
    assert "not routed yet" in office.pat.last.words
    assert "SME-0001" in (await office.tess.says("queue")).text
    assert "Only the routed FPM can approve" in (await office.tess.says("approve SME-0001")).text
    await office.tess.says("route SME-0001 to Fran")
    await office.deliver()
    assert "you are its FPM now" in office.fran.last.text
    assert "SME-0001 is approved" in (await office.fran.says("approve SME-0001")).text


async def test_a_repeated_topic_warns_both_sides_and_denies_nothing(office: Office) -> None:
    await office.pat.files()
    office.clock.pass_time(days=30)
    review = await office.petra.reviews(tenant_id="aaaaaaaa-90ab-cdef-1234-567890abcdef", tenant_name="Tailspin")
    assert "SME-0001 (another customer, justification 100 % alike)" in review.words
    assert "may have their request denied" in review.words
    await office.petra.presses(review.card, "Submit")
    await office.deliver()
    assert (await office.newest()).similar == ("SME-0001",)
    assert "Same topic before: SME-0001 (another customer, justification 100 % alike)" in office.fran.last.words
    assert "Same topic before" not in office.petra.last.words
    assert (await office.newest()).state is State.SUBMITTED


async def test_migrations_never_count_as_repeated(office: Office) -> None:
    need = {"role": "MIGRATION", "workload": "EXCHANGE_MIGRATION", "email_source": "Lotus Notes"}
    await office.pat.files(**need)
    review = await office.pat.reviews(**need)
    assert "may have their request denied" not in review.words


async def test_what_is_older_than_the_window_is_no_repeat(office: Office) -> None:
    await office.pat.files()
    office.clock.pass_time(days=181)
    assert "may have their request denied" not in (await office.pat.reviews()).words


async def test_another_company_is_no_repeat(office: Office) -> None:
    await office.pat.files()
    assert "may have their request denied" not in (await office.quinn.reviews()).words
