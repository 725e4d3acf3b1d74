"""People who talk as they like, in the browser: questions in between, steps that are put, and what stays unclear."""

from typing import Protocol


class Talker(Protocol):
    """Somebody's pane of the page, with verbs."""

    def says(self, text: str) -> None:
        """Type a message and wait for the bot's answer."""

    def hears(self, words: str) -> None:
        """Wait until the bot has said this."""

    def presses(self, title: str) -> None:
        """Press the newest button of this name."""


def partner_files(pat: Talker) -> None:
    """Ask, leave, correct and file in one's own words."""
    pat.says("hi there, our customer Litware is stuck with AIP P2, around 450 people in Germany")
    pat.hears("Litware")
    pat.says("who decides about this and how long does it take?")
    pat.says("what do you mean by that?")
    pat.says("throw it all away")
    pat.hears("Shall I throw this away?")
    pat.says("no")
    pat.says("purple elephants hum over cucumbers")


def staff_hear(fran: Talker, tess: Talker, sana: Talker) -> None:
    """Put steps by loose words, and let them go."""
    fran.says("what is waiting for me?")
    fran.says("who filed the Northwind one?")
    tess.says("which SMEs speak German?")
    tess.says("approve SME-0001 ?")
    sana.says("what do I have to do next on the Northwind one?")
    sana.says("lorem ipsum dolor")
