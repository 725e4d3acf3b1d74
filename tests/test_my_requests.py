"""Where it stands, for everybody who may know: lists, one request, and what is not theirs (R40, R71)."""

import pytest

from tests.office import Office, buttons_of


async def test_everybody_reads_where_a_request_stands_and_what_comes_next(office: Office) -> None:
    await office.assigned()
    for player in (office.pat, office.petra, office.fran, office.tess, office.sana):
        said = await player.says("status SME-0001")
        assert "SME-0001 is assigned to a SME. Next: Sana Sato contacts Pat Parker directly" in said.text


@pytest.mark.parametrize("words", ["status SME-0001", "SME-0001", "sme 1", "#1", "where is SME-0001?", "show sme-1"])
async def test_a_request_can_be_asked_for_in_many_words(office: Office, words: str) -> None:
    await office.pat.files()
    assert "SME-0001 is submitted" in (await office.pat.says(words)).text


async def test_each_sees_their_own_and_nobody_elses(office: Office) -> None:
    await office.pat.files()
    await office.petra.files(tenant_name="Tailspin")
    await office.quinn.files()
    await office.fran.says("approve SME-0001")
    await office.tess.says("offer SME-0001 to Sana")
    assert await office.pat.lists("my requests") == ["SME-0002", "SME-0001"]
    assert await office.petra.lists("my requests") == ["SME-0002", "SME-0001"]
    assert await office.quinn.lists("my requests") == ["SME-0003"]
    assert await office.fran.lists("queue") == ["SME-0002", "SME-0001"]
    assert await office.felix.lists("queue") == ["SME-0003"]
    assert await office.tess.lists("queue") == ["SME-0002", "SME-0003", "SME-0001"]
    assert await office.sana.lists("queue") == ["SME-0001"]
    assert await office.sam.lists("queue") == []


async def test_a_number_of_somebody_else_reads_like_one_that_does_not_exist(office: Office) -> None:
    await office.pat.files()
    for player in (office.quinn, office.felix, office.sam, office.sana):
        foreign = (await player.says("status SME-0001")).words
        unknown = (await player.says("status SME-0777")).words
        assert foreign.replace("SME-0001", "SME-0777") == unknown


async def test_the_queue_holds_what_is_open_and_all_requests_the_rest_too(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001 scope", "The SME does not lead.", "yes")
    await office.pat.files()
    assert await office.fran.lists("queue") == ["SME-0002"]
    assert await office.fran.lists("all requests") == ["SME-0002", "SME-0001"]
    assert await office.pat.lists("my requests") == ["SME-0002", "SME-0001"]


async def test_an_fpm_finds_what_a_partner_of_theirs_filed_with_somebody_else(office: Office) -> None:
    await office.pat.files(fpm=office.felix.key)
    assert await office.fran.lists("queue") == []
    assert await office.fran.lists("all requests") == ["SME-0001"]
    seen = await office.fran.says("status SME-0001")
    assert list(buttons_of(seen.card)) == ["All details"]


async def test_a_list_opens_each_request(office: Office) -> None:
    await office.pat.files()
    listed = await office.pat.says("my requests")
    assert "SME-0001: Submitted, AIP P2 for Northwind" in listed.text
    opened = await office.pat.presses(listed.card, "Open")
    assert "SME-0001 is submitted" in opened.text


async def test_a_long_list_comes_in_pages(office: Office) -> None:
    for _ in range(23):
        await office.pat.files()
    first = await office.pat.says("my requests")
    assert len([line for line in first.text.splitlines() if line.startswith("SME-")]) == 20
    assert "There are more" in first.text
    assert await office.pat.lists("my requests after SME-0004") == ["SME-0003", "SME-0002", "SME-0001"]
    assert "There are more" not in office.pat.last.text
    second = await office.pat.submits({"data": {"verb": "say", "words": "my requests after SME-0004"}})
    assert "SME-0003" in second.text


async def test_an_empty_list_says_so(office: Office) -> None:
    for player in (office.pat, office.fran, office.tess, office.sana):
        assert "nothing here for you" in (await player.says("queue")).text


async def test_a_draft_is_listed_for_its_owner_only(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "cancel")
    assert "Draft of a new request: AIP P2 for no customer yet" in (await office.pat.says("my requests")).text
    assert "Draft" not in (await office.petra.says("my requests")).text
    assert "Draft" not in (await office.fran.says("queue")).text


async def test_status_alone_lists_what_is_open(office: Office) -> None:
    await office.pat.files()
    assert await office.pat.lists("status") == ["SME-0001"]


async def test_the_history_is_on_the_card_with_who_and_when(office: Office) -> None:
    await office.assigned()
    said = (await office.tess.says("status SME-0001")).words
    for line in (
        "24 Nov 2026, 09:00 UTC: submitted by Pat Parker",
        "24 Nov 2026, 09:00 UTC: approved by Fran Fisher",
        "24 Nov 2026, 09:00 UTC: offered to a SME by Tess Turner",
        "24 Nov 2026, 09:00 UTC: accepted by the SME by Sana Sato",
    ):
        assert line in said


async def test_what_is_late_is_said_in_the_list(office: Office) -> None:
    await office.pat.files()
    office.clock.pass_time(days=2)
    assert "Triage is overdue." in (await office.fran.says("queue")).text
