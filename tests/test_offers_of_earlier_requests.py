"""What an earlier request of the same customer knows is one tap away, and never taken silently."""

from tests.office import TENANT_ID, Office, Player, buttons_of

TO_NAME = ("new request", "MDATP", "900", "EMEA", "English", "none")


async def _at_the_tenant_id(player: Player, customer: str) -> list[str]:
    asked = await player.says_all(*TO_NAME, customer)
    assert "What is the customer's tenant ID?" in asked.text
    return list(buttons_of(asked.card))


async def test_the_tenant_id_and_the_segment_of_the_same_customer_are_offered(office: Office) -> None:
    await office.pat.files(tenant_name="Northwind")
    assert await _at_the_tenant_id(office.pat, "NORTHWIND") == [f"As in SME-0001: {TENANT_ID}"]
    draft = await office.pat.draft()
    assert draft
    assert "tenant_id" not in draft.answers, "an offer is no answer"
    asked = await office.pat.presses(office.pat.last.card, f"As in SME-0001: {TENANT_ID}")
    assert list(buttons_of(asked.card)) == ["As in SME-0001: SMC", "SMC", "Enterprise"]
    asked = await office.pat.presses(asked.card, "As in SME-0001: SMC")
    assert "Have you discussed" in asked.text
    draft = await office.pat.draft()
    assert draft
    assert (draft.answers["tenant_id"], draft.answers["tenant_segment"]) == (TENANT_ID, "SMC")


async def test_the_latest_request_is_what_is_offered(office: Office) -> None:
    later = TENANT_ID.replace("1234", "4321")
    await office.pat.files()
    await office.pat.files(tenant_id=later)
    assert await _at_the_tenant_id(office.pat, "Northwind") == [f"As in SME-0002: {later}"]


async def test_a_colleague_knows_the_customer_as_well_and_another_company_does_not(office: Office) -> None:
    await office.pat.files()
    assert await _at_the_tenant_id(office.petra, "Northwind") == [f"As in SME-0001: {TENANT_ID}"]
    assert await _at_the_tenant_id(office.quinn, "Northwind") == []


async def test_nothing_is_offered_of_another_customer(office: Office) -> None:
    await office.pat.files()
    assert await _at_the_tenant_id(office.pat, "Northwind Traders") == []


async def test_what_was_sent_back_is_not_offered(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001 tenant id", "That is another customer's.", "yes")
    assert await _at_the_tenant_id(office.pat, "Northwind") == []


async def test_the_names_of_ones_own_customers_are_offered_latest_first(office: Office) -> None:
    for name in ("Northwind", "Tailspin", "northwind"):
        await office.pat.files(tenant_name=name)
    await office.petra.files(tenant_name="Relecloud")
    asked = await office.pat.says_all(*TO_NAME)
    assert list(buttons_of(asked.card)) == ["As in SME-0003: northwind", "As in SME-0002: Tailspin"]
    asked = await office.pat.presses(asked.card, "As in SME-0002: Tailspin")
    assert f"As in SME-0002: {TENANT_ID}" in buttons_of(asked.card)
