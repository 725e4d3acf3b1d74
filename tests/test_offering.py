"""From approved to closed: the team offers, a SME accepts or declines, the FPM closes after first contact."""

from playbook.requests.record import State
from tests.office import Office, buttons_of


async def test_the_team_reads_who_fits_best_and_why(office: Office) -> None:
    await office.approved()
    card = office.tess.last
    assert "Fran Fisher approved SME-0001: please offer it to a SME." in card.text
    assert "1. Sana Sato" in card.words
    assert "knows the workload; speaks English; works in EMEA; 0 of 2 engagements" in card.words
    assert "2. Sam Silva" in card.words
    assert "other workloads; speaks English; works in EMEA; 0 of 3 engagements" in card.words
    assert "1. Sana Sato" not in office.pat.last.words
    assert "1. Sana Sato" not in (await office.fran.says("status SME-0001")).words


async def test_the_typed_offer_shows_the_same_ranking(office: Office) -> None:
    await office.approved()
    asked = await office.tess.says("offer SME-0001")
    assert "Which SME do you offer it to?" in asked.text
    assert asked.text.index("Sana Sato: knows the workload") < asked.text.index("Sam Silva: other workloads")
    await office.tess.presses(asked.card, "Sam Silva")
    assert (await office.newest()).sme == office.sam.key


async def test_a_sme_sees_a_request_when_it_is_offered_and_not_before(office: Office) -> None:
    await office.approved()
    assert "I know no request" in (await office.sana.says("status SME-0001")).text
    assert "nothing here for you" in (await office.sana.says("queue")).text
    await office.tess.says("offer SME-0001 to Sana")
    await office.deliver()
    assert "Tess Turner offers you SME-0001 of Contoso Partners. Please accept or decline." in office.sana.last.text
    assert list(buttons_of(office.sana.last.card)) == ["All details", "Accept", "Decline"]
    assert "SME-0001" in (await office.sana.says("queue")).text
    assert "I know no request" in (await office.sam.says("status SME-0001")).text


async def test_only_the_offered_sme_accepts(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sana")
    for person in (office.pat, office.fran, office.tess):
        assert "Only the offered SME can accept" in (await person.says("accept SME-0001")).text
    assert "I know no request" in (await office.sam.says("accept SME-0001")).text
    assert (await office.newest()).state is State.OFFERED


async def test_an_acceptance_tells_the_partner_who_comes_and_how_it_goes_on(office: Office) -> None:
    await office.assigned()
    told = office.pat.last
    assert "Sana Sato accepted SME-0001 and will contact you directly." in told.text
    assert "Sana Sato (sana.sato@fasttrack.example)" in told.words
    for step in ("expectations, outcomes, exit criteria and timelines", "criteria to release the SME", "in the loop"):
        assert step in told.words
    assert "Sana Sato accepted SME-0001." in office.fran.last.text
    assert "Sana Sato accepted SME-0001." in office.tess.last.text
    assert (await office.newest()).settled_at == office.clock()


async def test_a_sme_who_accepted_reads_whom_to_contact(office: Office) -> None:
    await office.assigned()
    card = await office.sana.says("status SME-0001")
    assert "Pat Parker, Contoso Partners (pat.parker@contoso.example)" in card.words
    assert "Sana Sato contacts Pat Parker directly" in card.text
    again = await office.sana.says("accept SME-0001")
    assert "Already accepted by the SME by Sana Sato" in again.text


async def test_a_refusal_goes_back_to_the_team_with_its_reason(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sana")
    await office.deliver()
    declined = await office.sana.presses(office.sana.last.card, "Decline", reason="On leave until January.")
    assert "declined by the SME" in declined.words
    await office.deliver()
    told = office.tess.last
    assert "Sana Sato declined SME-0001: it needs another SME. On leave until January." in told.text
    assert told.words.index("1. Sam Silva") < told.words.index("2. Sana Sato")
    assert "declined or handed back before" in told.words
    assert "I know no request" in (await office.sana.says("status SME-0001")).text


async def test_who_declined_and_why_is_not_shown_to_the_partner(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sana")
    await office.sana.says("decline SME-0001 on leave until January")
    await office.deliver()
    for person in (office.pat, office.petra):
        card = await person.says("status SME-0001")
        assert "on leave until January" not in card.words
        assert "Approved" in card.words
    assert "on leave until January" in (await office.fran.says("status SME-0001")).words


async def test_a_refusal_needs_a_reason(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sana")
    await office.deliver()
    answer = await office.sana.presses(office.sana.last.card, "Decline")
    assert "Reason cannot be empty" in answer.words
    assert (await office.newest()).state is State.OFFERED


async def test_who_declined_may_be_asked_again(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sana")
    await office.sana.says("decline SME-0001 not this week")
    await office.tess.says("offer SME-0001 to Sana")
    await office.sana.says("accept SME-0001")
    request = await office.newest()
    assert (request.state, request.sme) == (State.ASSIGNED, office.sana.key)


async def test_an_offer_nobody_answers_is_taken_back(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sana")
    await office.deliver()
    card = office.sana.last.card
    recalled = await office.tess.says("recall SME-0001 because no answer for two days")
    assert "taken back from the SME" in recalled.text
    await office.deliver()
    assert "Tess Turner took the offer of SME-0001 back. no answer for two days" in office.sana.last.text
    late = await office.sana.presses(card, "Accept")
    assert "I know no request SME-0001" in late.words
    assert (await office.newest()).state is State.APPROVED


async def test_a_sme_with_full_hands_is_ranked_with_that_reason(office: Office) -> None:
    for number in (1, 2):
        await office.pat.files()
        await office.fran.says(f"approve SME-000{number}")
        await office.tess.says(f"offer SME-000{number} to Sana")
        await office.sana.says(f"accept SME-000{number}")
    await office.pat.files()
    await office.fran.says("approve SME-0003")
    await office.deliver()
    assert "2 of 2 engagements" in office.tess.last.words


async def test_offering_to_somebody_who_is_no_sme_is_refused(office: Office) -> None:
    await office.approved()
    for words in ("offer SME-0001 to Pat", "offer SME-0001 to Fran Fisher", "offer SME-0001 to Somebody Else"):
        assert "is not on the list for SME" in (await office.tess.says(words)).text
        await office.tess.says("cancel")
    assert (await office.newest()).state is State.APPROVED


async def test_the_fpm_closes_after_first_contact_and_not_before(office: Office) -> None:
    await office.assigned()
    early = await office.fran.presses(office.fran.last.card, "Close", contact="no")
    assert "closes once the SME has contacted the partner" in early.words
    assert (await office.newest()).state is State.ASSIGNED
    closed = await office.fran.presses(early.card, "Close", contact="yes")
    assert "Closed" in closed.words
    await office.deliver()
    assert "Fran Fisher closed SME-0001: the SME has made contact" in office.pat.last.text
    assert "Pat Parker contacts Fran Fisher (fran.fisher@fasttrack.example) first" in office.pat.last.words
    assert "The engagement goes on." in office.sana.last.text


async def test_a_partner_withdraws_what_is_offered(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sana")
    await office.deliver()
    card = office.sana.last.card
    await office.pat.says("withdraw SME-0001: We solved it.")
    await office.deliver()
    assert "Pat Parker withdrew SME-0001. We solved it." in office.sana.last.text
    assert "Pat Parker withdrew SME-0001. We solved it." in office.fran.last.text
    late = await office.sana.presses(card, "Accept")
    assert "It was last withdrawn by Pat Parker" in late.words
    assert (await office.newest()).state is State.WITHDRAWN


async def test_nothing_is_withdrawn_once_it_is_closed(office: Office) -> None:
    await office.assigned()
    await office.fran.says("close SME-0001 yes")
    request = await office.newest()
    answer = await office.pat.says("withdraw SME-0001")
    assert "cannot be withdrawn now" in answer.text
    assert await office.newest() == request
