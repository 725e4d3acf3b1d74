"""The main job, from a partner's chat to a SME's acceptance, as five people live it."""

from playbook.requests.record import State
from tests.office import TENANT_ID, Office


async def test_a_request_travels_from_chat_to_acceptance_and_is_closed(office: Office) -> None:
    pat, fran, tess, sana = office.pat, office.fran, office.tess, office.sana
    assert "Which workload" in (await pat.says("new request")).text
    asked = await pat.says_all("AIP P2", "1,200 seats", "Europe", "english")
    assert "secondary language" in asked.text
    assert "People resources are available for AIP P2, by the route AIP." in asked.text
    asked = await pat.says_all("none", "Northwind", f" {TENANT_ID.upper()} ", "smc", "yes")
    assert "Which labels are in use already" in asked.text
    asked = await pat.presses(asked.card, "Skip")
    assert "additional information" in asked.text
    review = await pat.says("Labels are not applied and the customer is blocked.")
    assert "1,200" in review.words
    assert "Northwind" in review.words
    done = await pat.says("submit")
    assert "SME-0001" in done.text
    await office.deliver()
    assert "has been submitted" in pat.last.text

    approved = await fran.presses(fran.last.card, "Approve")
    assert "Approved" in approved.words
    await office.deliver()
    assert "approved SME-0001" in pat.last.text

    offered = await tess.presses(tess.last.card, "Offer to a SME", sme=sana.key)
    assert "Offered to a SME" in offered.words
    await office.deliver()
    await sana.presses(sana.last.card, "Accept")
    await office.deliver()
    assert "Sana Sato accepted SME-0001 and will contact you directly." in pat.last.text
    assert "expectations, outcomes, exit criteria" in pat.last.words

    closed = await fran.presses(fran.last.card, "Close", contact="yes")
    assert "Closed" in closed.words
    assert (await office.request("SME-0001")).state is State.CLOSED
