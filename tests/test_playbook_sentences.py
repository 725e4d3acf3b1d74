"""Sentences of the FastTrack Partner Playbook, each with its number, and what the tables make of it.

The lifecycle matrix shows that the code obeys the table; this file shows that the table obeys the playbook.
"""

import email
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from playbook.messages import asking, helping, routing, telling
from playbook.messages.deciding import TEAM_ADDRESS
from playbook.people import Role
from playbook.refusals import Forbidden, Incomplete, NotNow, NotUnderstood
from playbook.requests.drafts import new_draft, prefilled
from playbook.requests.fields import DETAIL_FIELDS, FIELD, FIELDS, applicable
from playbook.requests.lists import DELIVERY_TEAMS, GROUNDS, REGIONS, ROLES, SEGMENTS
from playbook.requests.record import Command, Request, State
from playbook.requests.timelines import DECISION, TRIAGE
from tests.office import Office, everybody
from tests.process import (
    ANSWERS,
    CATALOGUE,
    DIRECTORY,
    FRAN,
    GWEN,
    LISTS,
    PAT,
    PETRA,
    QUINN,
    SAM,
    SANA,
    TESS,
    TUESDAY,
    Room,
    a_draft,
    a_reopened_draft,
    a_request,
    open_room,
)
from tests.reading import english, saying


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """Lend a desk on an empty store."""
    room = open_room(tmp_path / "room")
    yield room
    await room.store.close()


def mails(folder: Path, to: str) -> list[EmailMessage]:
    """Return the e-mails to an address, by subject."""
    found = [email.message_from_bytes(path.read_bytes(), policy=default) for path in folder.rglob("*.eml")]
    return sorted((mail for mail in found if mail["To"] == to), key=lambda mail: str(mail["Subject"]))


def text_of(mail: EmailMessage) -> str:
    """Return what an e-mail says, on one line."""
    return " ".join(str(mail.get_content()).split())


# Roles


def test_r1_there_are_four_actors() -> None:
    assert {role.value for role in Role} == {"partner", "fpm", "team", "sme"}


async def test_r2_only_a_partner_submits(room: Room) -> None:
    for person in (FRAN, TESS, SAM):
        with pytest.raises(Forbidden, match="Only a FastTrack Ready Partner"):
            await room.desk.intake.start(person, "draft", TUESDAY)
        await room.store.put_draft(replace(a_draft(), owner=person.key))
        with pytest.raises(Forbidden):
            await room.files(replace(a_draft(), owner=person.key), person)
    assert await room.store.last_serial(Request) == 0


def test_r4_the_role_is_one_of_exactly_two() -> None:
    assert [choice.name for choice in ROLES] == ["FastTrack Engineer SME", "FastTrack Migration Resource"]


def test_r5_for_migration_select_the_migration_resource_and_if_unsure_contact_your_fpm() -> None:
    asked = english(asking.question(FIELD["role"]))
    assert "For Migration SMEs it is FastTrack Migration Resource" in asked
    assert "contact your FPM" in asked


def test_r6_the_need_is_discussed_with_the_fpm_before_submitting() -> None:
    assert "discussed" in {field.key for field in applicable({}, None)}
    assert "before a request is submitted" in english(asking.question(FIELD["discussed"]))


# Scope


def test_r19_a_sme_assists_and_does_not_replace_the_frp_or_lead() -> None:
    assert "do not replace the FRP" in routing.SCOPE.id
    assert "do not lead customer engagements" in routing.SCOPE.id


async def test_r20_a_repeated_topic_may_be_denied_and_is_never_denied_by_itself(room: Room) -> None:
    for serial in range(1, 6):
        draft = a_draft(f"draft-{serial}")
        await room.store.put_draft(draft)
        assert (await room.files(draft)).state is State.SUBMITTED
    assert len((await room.request("SME-0005")).similar) == 4
    said = await room.takes(Command.DENY, FRAN, ground="repeated", text="Please train a colleague.")
    assert said.state is State.DENIED


# The form


def test_r25_to_r37_the_form_asks_what_the_playbook_asks() -> None:
    required = [field for field in FIELDS if not field.optional]
    assert [(field.rule, field.title.id) for field in required if field.rule.startswith("R")] == [
        ("R34", "Requested Workload"),
        ("R33", "Role Request"),
        ("R28", "Seat Count"),
        ("R31", "Region"),
        ("R35", "Primary Language"),
        ("R36", "Secondary Language"),
        ("R26", "Tenant Name"),
        ("R25", "Tenant ID"),
        ("R27", "Tenant Segment"),
        ("R29", "Your Delivery Team"),
        ("R30", "Partner Name"),
        ("R32", "Partner Email Address"),
        ("R37", "FPM to route to"),
        ("R6", "Discussed with the FPM"),
        ("R37", "E-mail source"),
        ("R37", "Additional information"),
    ]


def test_every_field_is_required() -> None:
    """The playbook says "complete all the required fields" and marks none; what it does not name may be skipped."""
    assert {field for field in FIELDS if field.optional} < set(DETAIL_FIELDS)


def test_r26_the_name_is_the_one_displayed_in_ftop() -> None:
    assert "as it is displayed in FTOP" in english(asking.question(FIELD["tenant_name"]))


def test_r27_the_segment_is_smc_or_enterprise_and_routes_nothing() -> None:
    assert [choice.name for choice in SEGMENTS] == ["SMC", "Enterprise"]
    rulings = {LISTS.ruling({**ANSWERS, "tenant_segment": segment}) for segment in ("SMC", "ENTERPRISE")}
    assert len(rulings) == 1


def test_r28_seats_are_the_active_licenses_for_this_workload() -> None:
    assert english(asking.question(FIELD["seat_count"])) == (
        "How many active licenses does the customer have for this workload?"
    )


def test_r29_the_delivery_team_is_ftp_partner() -> None:
    assert [choice.name for choice in DELIVERY_TEAMS] == ["FTP Partner"]
    assert prefilled(PAT, LISTS)["delivery_team"] == "FTP_PARTNER"


def test_r30_a_partner_picks_their_own_company() -> None:
    assert [choice.name for choice in LISTS.options(FIELD["partner_name"], PAT)] == ["Contoso Partners"]
    assert [choice.name for choice in LISTS.options(FIELD["partner_name"], QUINN)] == ["Fabrikam Services"]


def test_r30_a_company_that_is_not_listed_means_contact_your_fpm() -> None:
    with pytest.raises(NotUnderstood, match="contact your FPM"):
        LISTS.read(FIELD["partner_name"], "Woodgrove", PAT)
    assert "If it is not on the list, contact your FPM" in english(asking.question(FIELD["partner_name"]))


def test_r31_the_region_is_the_customers_and_one_of_three() -> None:
    assert [choice.name for choice in REGIONS] == [
        "Amer (Americas)",
        "APJ (Asia Pacific Japan)",
        "EMEA (Europe, Middle East, Africa)",
    ]
    assert english(asking.question(FIELD["region"])) == "Which region is the customer in?"


def test_r32_the_point_of_contact_is_whom_the_fpm_writes_to() -> None:
    assert "the FPM writes to with questions" in english(asking.question(FIELD["partner_email"]))


def test_r36_a_secondary_language_is_asked_for_and_may_be_none() -> None:
    """G14."""
    offered = [choice.value for choice in LISTS.options(FIELD["secondary_language"], PAT)]
    assert offered[-1] == "None"
    assert "None" not in [choice.value for choice in LISTS.options(FIELD["primary_language"], PAT)]
    assert "Say None" in english(asking.question(FIELD["secondary_language"]))


async def test_r36_the_second_language_differs_from_the_first(room: Room) -> None:
    """G14: the same language twice is asked again."""
    draft = await room.desk.intake.start(PAT, "draft", TUESDAY)
    texts = {"primary_language": "English", "secondary_language": "English"}
    kept = await room.desk.intake.fill(draft, texts, PAT, TUESDAY)
    assert "secondary_language" not in kept.draft.answers
    assert kept.remarks == (asking.SAME_LANGUAGE_TWICE,)


def test_r37_the_request_names_the_fpm_it_is_routed_to() -> None:
    assert prefilled(PAT, LISTS)["fpm"] == GWEN.key
    assert [choice.name for choice in LISTS.fpms()] == ["Fran Fisher", "Gwen Gray", "Felix Ortega"]


@pytest.mark.parametrize(("workload", "asked"), [("EXCHANGE_MIGRATION", True), ("AIP_P2", False), ("OTHER_FRP", False)])
def test_r37_a_migration_names_its_email_source(workload: str, asked: bool) -> None:
    assert ("email_source" in {field.key for field in applicable({"workload": workload}, None)}) is asked
    assert "Lotus Notes" in english(asking.question(FIELD["email_source"]))


def test_r37_additional_information_includes_the_justification() -> None:
    assert "why is a SME needed" in english(asking.question(FIELD["justification"]))
    assert "what should the SME know" in english(asking.question(FIELD["justification"]))


@pytest.mark.parametrize("key", ["justification", "seat_count", "tenant_id", "secondary_language", "discussed"])
async def test_r38_r39_a_request_that_lacks_a_field_is_not_submitted(room: Room, key: str) -> None:
    draft = a_draft()
    draft = replace(draft, answers={name: text for name, text in draft.answers.items() if name != key})
    await room.store.put_draft(draft)
    before = room.kept
    with pytest.raises(Incomplete) as refused:
        await room.files(draft)
    assert set(refused.value.problems) == {key}
    assert room.kept == before


async def test_r40_a_requester_tracks_their_own_requests(room: Room) -> None:
    await room.holds(a_request(State.CLOSED))
    await room.holds(a_request(State.TRIAGED, number="SME-0002"))
    assert [one.number for one in (await room.desk.listed(PAT, only_open=False)).records] == ["SME-0002", "SME-0001"]
    assert [one.number for one in (await room.desk.listed(PAT, only_open=True)).records] == ["SME-0002"]


# Lifecycle and clocks


async def test_r41_r42_on_submission_requester_and_fpm_get_an_email(office: Office, tmp_path: Path) -> None:
    request = await office.pat.files()
    (confirmation,) = mails(tmp_path, "pat.parker@contoso.example")
    (asked,) = mails(tmp_path, "fran.fisher@fasttrack.example")
    assert f"Your SME request {request.number} has been submitted." in text_of(confirmation)
    assert "submitted SME request SME-0001 and asks for your decision." in text_of(asked)
    assert "Labels are not applied" in text_of(asked)


async def test_r22_the_email_goes_to_the_address_given_in_the_request(office: Office, tmp_path: Path) -> None:
    """An account that is not e-mail enabled names an alternate contact."""
    await office.pat.files(partner_email="sme-desk@contoso.example")
    assert len(mails(tmp_path, "sme-desk@contoso.example")) == 1
    assert mails(tmp_path, "pat.parker@contoso.example") == []


async def test_r43_without_a_confirmation_contact_the_fpm_and_the_assignment_team(office: Office) -> None:
    assert TEAM_ADDRESS == "ftsmeassign@microsoft.com"
    request = await office.pat.files()
    said = english(telling.no_confirmation(telling.fpm_contact(request, everybody())))
    assert "your FPM, Fran Fisher (fran.fisher@fasttrack.example)," in said
    assert "ftsmeassign@microsoft.com" in said
    assert "within 5 minutes" in said
    assert said in office.pat.last.text


def test_r44_r46_triage_takes_one_business_day_and_the_decision_five() -> None:
    assert timedelta(days=1) == TRIAGE
    assert timedelta(days=5) == DECISION


async def test_r45_an_incomplete_request_is_returned_with_what_is_missing(office: Office, tmp_path: Path) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001 seats", "Are these active licenses?\nPlease count again.", "yes")
    await office.deliver()
    request = await office.request("SME-0001")
    assert (request.state, request.reopened) == (State.RETURNED, ("seat_count",))
    assert "Please count again." in office.pat.last.words
    mail = mails(tmp_path, "pat.parker@contoso.example")[0]
    assert "Are these active licenses? Please count again." in text_of(mail)


async def test_r45_the_returned_request_keeps_its_number_and_only_what_came_back_is_open(room: Room) -> None:
    """G19."""
    await room.holds(a_request())
    await room.takes(Command.RETURN, FRAN, fields="Seat Count", note="Please count again.")
    draft = await room.desk.intake.reopen(PAT, "SME-0001", "draft-2", TUESDAY)
    assert [field.key for field in room.desk.intake.missing(draft)] == ["seat_count"]
    with pytest.raises(NotNow, match="was not sent back"):
        await room.desk.intake.keep(draft, FIELD["region"], "APJ", PAT, TUESDAY)
    kept = await room.desk.intake.keep(draft, FIELD["seat_count"], "450", PAT, TUESDAY)
    request = await room.files(kept.draft)
    assert (request.number, request.state, request.answers["seat_count"]) == ("SME-0001", State.SUBMITTED, "450")
    assert request.previous == {"seat_count": "300"}


async def test_r46_a_denial_reaches_the_partner_with_its_explanation(office: Office, tmp_path: Path) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001", "information", "Too short.\n\nPlease say what was tried.", "yes")
    await office.deliver()
    assert "Too little additional information: Too short." in office.pat.last.text
    mail = mails(tmp_path, "pat.parker@contoso.example")[0]
    assert str(mail["Subject"]).startswith("SME-0001: Fran Fisher denied SME-0001.")
    assert "Please say what was tried." in text_of(mail)


def test_r48_the_grounds_the_playbook_names_are_on_the_list() -> None:
    assert [choice.name for choice in GROUNDS][:3] == [
        "Too little additional information",
        "Same topic for multiple customers",
        "Repeated help on the same topic",
    ]


async def test_r47_a_denial_names_its_ground_and_explains_it(room: Room) -> None:
    await room.holds(a_request())
    with pytest.raises(Incomplete) as refused:
        await room.takes(Command.DENY, FRAN, ground="because", text=" ")
    assert set(refused.value.problems) == {"ground", "text"}


async def test_r49_r51_once_assigned_the_partner_hears_who_will_contact_them_and_the_next_steps(
    office: Office, tmp_path: Path
) -> None:
    await office.assigned()
    assert "Sana Sato accepted SME-0001 and will contact you directly." in office.pat.last.text
    mail = next(one for one in mails(tmp_path, "pat.parker@contoso.example") if "accepted" in str(one["Subject"]))
    for said in (office.pat.last.words, text_of(mail)):
        for word in ("expectations, outcomes, exit criteria and timelines", "release the SME", "FPM in the loop"):
            assert word in said


async def test_r50_then_the_fpm_closes_the_request(room: Room) -> None:
    await room.holds(a_request(State.ASSIGNED))
    with pytest.raises(NotNow, match="once the SME has contacted the partner"):
        await room.takes(Command.CLOSE, FRAN, contact="no")
    for person in (PAT, TESS, SAM):
        with pytest.raises(Forbidden):
            await room.takes(Command.CLOSE, person)
    assert (await room.takes(Command.CLOSE, FRAN, contact="yes")).state is State.CLOSED


def test_r52_questions_are_discussed_with_the_fpm_first_to_avoid_a_denial() -> None:
    assert "to avoid a denial" in english(asking.question(FIELD["discussed"]))
    assert "may be denied" in english(asking.question(FIELD["justification"]))


async def test_r56_after_the_end_the_partner_is_sent_to_the_fpm_first() -> None:
    assert "Pat Parker contacts Fran Fisher (fran@people.example) first" in english(
        telling.next_step(a_request(State.CLOSED), DIRECTORY, frozenset())
    )


def test_r24_a_stranger_is_told_whom_to_contact() -> None:
    said = english(helping.stranger("tenant/person"))
    assert "Contact your FPM" in said
    assert TEAM_ADDRESS in said
    assert "tenant/person" in said


# Implied, and decided where the playbook is silent


async def test_r69_the_request_keeps_the_rules_that_routed_it(room: Room) -> None:
    await room.store.put_draft(a_draft())
    ruling = (await room.files(a_draft())).ruling
    assert (ruling.route, ruling.row, ruling.version) == ("AIP", "R10", CATALOGUE.version)


async def test_r70_every_step_says_who_when_from_where_to_where_and_why(room: Room) -> None:
    await room.holds(a_request())
    at = TUESDAY + timedelta(hours=3)
    await room.takes(Command.DENY, FRAN, at, ground="scope", text="A SME does not lead the rollout.")
    filed, denied = await room.store.history("SME-0001")
    assert filed.name == "submitted"
    assert (denied.actor, denied.at, denied.source, denied.target) == (
        FRAN.key, at, State.SUBMITTED, State.DENIED,
    )  # fmt: skip
    assert denied.details == {"ground": "scope", "text": "A SME does not lead the rollout."}


async def test_r71_each_sees_what_concerns_them(room: Room) -> None:
    await room.holds(a_request(State.SUBMITTED))
    await room.holds(a_request(State.OFFERED, number="SME-0002"))
    await room.holds(a_request(State.TRIAGED, number="SME-0003", partner="Fabrikam Services", requester=QUINN.key))
    seen = {
        person.name.partition(" ")[0]: [one.number for one in (await room.desk.listed(person, only_open=False)).records]
        for person in (PAT, PETRA, QUINN, FRAN, TESS, SAM, SANA)
    }
    assert seen == {
        "Pat": ["SME-0002", "SME-0001"],
        "Petra": ["SME-0002", "SME-0001"],
        "Quinn": ["SME-0003"],
        "Fran": ["SME-0003", "SME-0002", "SME-0001"],
        "Tess": ["SME-0003", "SME-0002", "SME-0001"],
        "Sam": ["SME-0002"],
        "Sana": [],
    }


async def test_g10_a_workload_takes_the_role_that_goes_with_it(room: Room) -> None:
    draft = await room.desk.intake.start(PAT, "draft", TUESDAY)
    draft = (await room.desk.intake.keep(draft, FIELD["role"], "engineer", PAT, TUESDAY)).draft
    kept = await room.desk.intake.keep(draft, FIELD["workload"], "Exchange migration", PAT, TUESDAY)
    assert kept.draft.answers["role"] == "MIGRATION"
    assert [english(remark) for remark in kept.remarks] == [
        (
            "Exchange migration is for the FastTrack Migration Resource, "
            "so the role is that now, and no longer FastTrack Engineer SME."
        )
    ]


async def test_g13_a_request_without_a_known_fpm_waits_for_the_team_to_route_it(room: Room) -> None:
    draft = a_draft(fpm="unlisted")
    await room.store.put_draft(draft)
    request = await room.files(draft)
    assert request.fpm is None
    for person in (TESS, GWEN):
        with pytest.raises(Forbidden, check=saying("Only the routed FPM")):
            await room.takes(Command.APPROVE, person)
    await room.takes(Command.ROUTE, TESS, fpm="Fran Fisher")
    assert (await room.takes(Command.APPROVE, FRAN)).state is State.APPROVED


async def test_g13_a_routed_request_leaves_the_fpm_who_had_it(room: Room) -> None:
    await room.holds(a_request())
    await room.takes(Command.ROUTE, FRAN, fpm="Gwen Gray")
    assert (await room.request()).fpm == GWEN.key
    with pytest.raises(Exception, match="SME-0001"):
        await room.takes(Command.APPROVE, FRAN)


async def test_g27_edit_until_triage_withdraw_until_it_ends_revise_what_was_denied(room: Room) -> None:
    await room.holds(a_request())
    draft = a_reopened_draft(await room.request())
    await room.store.put_draft(draft)
    assert (await room.files(draft)).answers["seat_count"] == "400"
    await room.takes(Command.START_TRIAGE, FRAN)
    with pytest.raises(NotNow, match="only until triage"):
        await room.desk.intake.reopen(PAT, "SME-0001", "draft-3", TUESDAY)
    await room.takes(Command.DENY, FRAN)
    with pytest.raises(NotNow):
        await room.takes(Command.WITHDRAW, PAT)
    revised = await room.desk.intake.revise(PAT, "SME-0001", "draft-4", TUESDAY)
    assert revised.revises == "SME-0001"
    assert revised.answers["justification"] == ANSWERS["justification"]
    again = await room.files(revised)
    assert (again.number, again.revises) == ("SME-0002", "SME-0001")


async def test_g27_nothing_reopens_what_was_closed(room: Room) -> None:
    await room.holds(a_request(State.CLOSED))
    with pytest.raises(NotNow):
        await room.desk.intake.revise(PAT, "SME-0001", "draft", TUESDAY)
    with pytest.raises(NotNow):
        await room.desk.intake.reopen(PAT, "SME-0001", "draft", TUESDAY)


def test_g13_the_default_fpm_is_the_partners_own() -> None:
    draft = new_draft("draft", PAT, LISTS, TUESDAY)
    assert draft.answers["fpm"] == GWEN.key
    assert draft.given == ()
