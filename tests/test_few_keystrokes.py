"""How much a person types and presses from one good sentence to the FPM's card, besides the request's own words."""

from dataclasses import dataclass

from tests.office import TENANT_ID, Answer, Office, Player, buttons_of

MOST = 12
SENTENCE = "need an AIP P2 SME for Northwind, 300 seats, EMEA, English"
REASON = "Labels are not applied after the migration, and the customer is blocked."


@dataclass
class Counted:
    """A person whose effort is counted: a press is 1, a typed answer its characters, own words nothing."""

    player: Player
    answer: Answer
    effort: int = 0

    async def presses(self, title: str) -> None:
        """Press a button of the last answer."""
        self.answer = await self.player.presses(self.answer.card, title)
        self.effort += 1

    async def types(self, text: str) -> None:
        """Type an answer that the bot could not know."""
        self.answer = await self.player.says(text)
        self.effort += len(text)

    async def gives(self, own_words: str) -> None:
        """Paste or write what only the person knows."""
        self.answer = await self.player.says(own_words)


async def test_from_one_sentence_to_the_fpms_card(office: Office) -> None:
    pat = Counted(office.pat, await office.pat.says(SENTENCE))
    await pat.presses("None")
    await pat.gives(TENANT_ID)
    await pat.presses("SMC")
    await pat.presses("Yes")
    await pat.presses("Skip")
    await pat.gives(REASON)
    await pat.presses("Submit")
    await office.deliver()
    assert "AIP P2 for Northwind, 300 seats, EMEA" in office.fran.last.words
    assert "Approve" in buttons_of(office.fran.last.card)
    assert pat.effort <= MOST
    assert pat.effort == 5


async def test_by_words_alone(office: Office) -> None:
    pat = Counted(office.pat, await office.pat.says(f"{SENTENCE}, second language German, SMC"))
    await pat.gives(TENANT_ID)
    await pat.types("y")
    await pat.types("-")
    await pat.gives(REASON)
    await pat.types("submit")
    await office.deliver()
    assert "AIP P2 for Northwind, 300 seats, EMEA" in office.fran.last.words
    assert pat.effort <= MOST


async def test_for_a_known_customer_no_id_is_pasted(office: Office) -> None:
    await office.pat.files()
    pat = Counted(office.pat, await office.pat.says(SENTENCE))
    await pat.presses("None")
    await pat.presses(f"As in SME-0001: {TENANT_ID}")
    await pat.presses("As in SME-0001: SMC")
    await pat.presses("Yes")
    await pat.presses("Skip")
    await pat.gives(REASON)
    await pat.presses("Submit")
    assert (await office.newest()).number == "SME-0002"
    assert pat.effort <= MOST
