"""A bot that is killed, at any moment: what was acknowledged stands, and everybody is told after the restart."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession

from tests.connector import Answer, Connector
from tests.office import Clock, Office, Player, buttons_of, everybody
from tests.running import PATIENCE, Bot, free_port

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals that Windows does not have")


@asynccontextmanager
async def _running(folder: Path) -> AsyncIterator[tuple[Bot, Office]]:
    bot = Bot({"DATA_DIR": str(folder)}, free_port())
    people = everybody().people
    async with Connector() as connector, ClientSession(bot.url) as client:
        office = Office(people, client, connector, Clock())
        try:
            await bot.start()
            await office.everybody_installs()
            yield bot, office
        finally:
            await bot.is_gone()


async def _hears(player: Player, phrase: str) -> None:
    """Wait until somebody's chat holds a phrase."""
    arrived = player.office.connector.delivered
    async with asyncio.timeout(PATIENCE):
        while not any(phrase in answer.words for answer in player.chat):
            arrived.clear()
            await arrived.wait()


def _times_told(player: Player, phrase: str) -> int:
    return sum(phrase in answer.text for answer in player.chat)


async def _submitted(office: Office) -> None:
    review = await office.pat.reviews()
    assert "SME-0001" in (await office.pat.presses(review.card, "Submit")).words
    await _hears(office.fran, "asks for your decision")


async def test_every_acknowledged_step_stands_and_everyone_is_told(tmp_path: Path) -> None:
    async with _running(tmp_path) as (bot, office):
        pat, fran, tess, sana = office.pat, office.fran, office.tess, office.sana
        await _submitted(office)

        assert "Approved" in (await fran.presses(fran.last.card, "Approve")).words
        await bot.is_killed_and_starts_again()
        await _hears(pat, "Fran Fisher approved SME-0001")
        await _hears(tess, "please offer it to a SME")
        assert "SME-0001 is approved" in (await fran.says("status SME-0001")).text

        assert "Offered" in (await tess.presses(tess.last.card, "Offer to a SME", sme=sana.key)).words
        await bot.is_killed_and_starts_again()
        await _hears(sana, "offers you SME-0001")

        assert "SME assigned" in (await sana.presses(sana.last.card, "Accept")).words
        await bot.is_killed_and_starts_again()
        await _hears(pat, "Sana Sato accepted SME-0001 and will contact you directly")
        await _hears(fran, "Sana Sato accepted SME-0001")


async def test_a_message_cut_off_by_the_kill_comes_again_and_its_twin_is_inert(tmp_path: Path) -> None:
    async with _running(tmp_path) as (bot, office):
        await _submitted(office)
        # The messages arrive, and the bot is killed while it waits to be told so.
        office.connector.then(*[Answer(delivers=True, hangs=True)] * 4)
        await office.fran.presses(office.fran.last.card, "Approve")
        await _hears(office.tess, "please offer it to a SME")
        office.connector.forget_instructions()
        await bot.is_killed_and_starts_again()

        async with asyncio.timeout(PATIENCE):
            while _times_told(office.tess, "please offer it to a SME") < 2:
                office.connector.delivered.clear()
                await office.connector.delivered.wait()
        first, second = (one for one in office.tess.chat if "please offer it to a SME" in one.text)
        offered = await office.tess.presses(second.card, "Offer to a SME", sme=office.sana.key)
        assert "Offered to a SME" in offered.words
        repeated = await office.tess.presses(first.card, "Offer to a SME", sme=office.sam.key)
        assert "Already offered to a SME by Tess Turner" in repeated.words
        assert "Sana Sato" in repeated.words


async def test_a_partner_goes_on_where_the_kill_interrupted(tmp_path: Path) -> None:
    async with _running(tmp_path) as (bot, office):
        await office.pat.says_all("new request", "AIP P2")
        await bot.is_killed_and_starts_again()
        assert "region" in (await office.pat.says("300")).text
        await bot.is_killed_and_starts_again()
        resumed = await office.pat.says("resume")
        assert "region" in resumed.text
        assert "EMEA (Europe, Middle East, Africa)" in buttons_of(resumed.card)


async def test_a_bot_that_is_asked_to_stop_ends_well_and_delivers_after_the_start(tmp_path: Path) -> None:
    async with _running(tmp_path) as (bot, office):
        await _submitted(office)
        await office.fran.says("approve SME-0001")
        assert await bot.stop(signal.SIGTERM) == 0
        with pytest.raises(ClientConnectionError):
            await office.pat.says("status SME-0001")
        await bot.start()
        await _hears(office.pat, "Fran Fisher approved SME-0001")
        await _hears(office.tess, "please offer it to a SME")
