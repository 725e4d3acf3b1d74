"""A partner who waits nudges whoever has the request, once a day; it is shown as a nudge and moves no clock (G34)."""

import pytest

from tests.office import Office, Player, buttons_of

STEPS = {
    "fran": (),
    "tess": ("approve",),
    "sam": ("approve", "offer"),
    "sam, assigned": ("approve", "offer", "accept"),
}


async def _bring_to(office: Office, steps: tuple[str, ...]) -> None:
    await office.pat.files()
    for step in steps:
        actor, words = {
            "approve": (office.fran, "approve SME-0001"),
            "offer": (office.tess, "offer SME-0001 to Sam"),
            "accept": (office.sam, "accept SME-0001"),
        }[step]
        await actor.says(words)
    await office.deliver()


def _heard(player: Player) -> list[str]:
    return [one.text for one in player.chat if "A nudge" in one.text]


@pytest.mark.parametrize("case", STEPS)
async def test_whoever_has_the_request_is_nudged_and_nobody_else(office: Office, case: str) -> None:
    await _bring_to(office, STEPS[case])
    before = await office.newest()
    card = (await office.pat.says("status SME-0001")).card
    done = await office.pat.presses(card, "Nudge")
    assert "Done: SME-0001 is nudged." in done.words
    await office.deliver()
    holder = case.partition(",")[0]
    for name, player in office.players.items():
        expected = ["A nudge: Pat Parker of Contoso Partners waits for you on SME-0001. Its dates stay as they are."]
        assert _heard(player) == (expected if name == holder else []), name
    after = await office.newest()
    assert (after.state, after.deadlines, after.settled_at) == (before.state, before.deadlines, before.settled_at)


async def test_a_second_nudge_waits_for_a_day_and_the_refusal_says_until_when(office: Office) -> None:
    await office.pat.files()
    nudged = await office.pat.says("nudge SME-0001")
    assert "Nudge" not in buttons_of(nudged.card)
    office.clock.pass_time(hours=23, minutes=59)
    request = await office.newest()
    refused = await office.pat.says("remind SME-0001")
    assert "You can nudge it again from 25 Nov 2026, 09:00 UTC on" in refused.text
    assert await office.newest() == request
    office.clock.pass_time(minutes=1)
    assert "Nudge" in buttons_of((await office.pat.says("status SME-0001")).card)
    assert "Done: SME-0001 is nudged." in (await office.pat.says("nudge SME-0001")).text


async def test_an_old_card_does_not_nudge_twice(office: Office) -> None:
    await office.pat.files()
    card = (await office.pat.says("status SME-0001")).card
    await office.pat.presses(card, "Nudge")
    assert "You nudged SME-0001 on" in (await office.pat.presses(card, "Nudge")).words
    await office.deliver()
    assert len(_heard(office.fran)) == 1


async def test_a_sme_who_made_contact_is_not_nudged(office: Office) -> None:
    await office.assigned()
    await office.sana.says("contacted SME-0001")
    shown = await office.pat.says("status SME-0001")
    assert "Nudge" not in buttons_of(shown.card)
    assert "its FPM closes it next" in (await office.pat.says("nudge SME-0001")).text


async def test_the_partner_does_not_learn_by_a_nudge_who_was_asked(office: Office) -> None:
    """G38."""
    await _bring_to(office, STEPS["sam"])
    assert "Sam Silva" not in (await office.pat.says("nudge SME-0001")).words


async def test_what_waits_for_the_partner_is_nobody_elses_to_hurry(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001 seats", "Please count again.", "yes")
    assert "It cannot be nudged now." in (await office.pat.says("nudge SME-0001")).text


async def test_colleagues_do_not_nudge(office: Office) -> None:
    await office.pat.files()
    assert "Only the requester can nudge SME-0001." in (await office.petra.says("nudge SME-0001")).text
