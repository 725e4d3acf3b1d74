"""The whole story in a real browser, as five people and a newcomer, with a picture after every scene.

Not part of `make test`: it needs Chromium and the package playwright. `make walk` starts it; see the README.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright

from tests.quiet import quietly
from tests.walk import talking
from tests.walk.running import free_port, running_bot

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENS = ((390, 844), (1366, 768), (1920, 1080))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Chats scroll up and down; nothing in them, and not the page itself, may be cut off or need to be pushed sideways.
PARTS = ".pane, article.message, .card, .card *:not(input, select, textarea)"
TOO_WIDE = f"""() => [document.documentElement, ...document.querySelectorAll("{PARTS}")]
    .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.innerText.slice(0, 40))"""
TENANT_ID = "12345678-90AB-CDEF-1234-567890ABCDEF"


class Person:
    """One pane of the page, with verbs."""

    def __init__(self, page: Page, name: str) -> None:
        """Find the pane by the person's name."""
        self._page = page
        self.pane = page.locator(f"#pane-{name.lower().replace(' ', '-')}")

    def says(self, text: str) -> None:
        """Type a message and wait for the bot's answer."""
        before = self._heard().count()
        self.pane.locator("textarea").last.fill(text)
        self.pane.locator("textarea").last.press("Enter")
        self._heard().nth(before).wait_for()

    def _heard(self) -> Locator:
        return self.pane.locator("article.message.bot")

    def hears(self, words: str) -> None:
        """Wait until the bot has said this."""
        self.pane.get_by_text(words).last.wait_for()

    def presses(self, title: str) -> None:
        """Press the newest button of this name."""
        self.pane.get_by_role("button", name=title, exact=True).last.click()

    def types(self, label: str, text: str) -> None:
        """Fill the newest input of this label."""
        self.pane.get_by_role("textbox", name=label).last.fill(text)

    def selects(self, label: str, option: str) -> None:
        """Select from the newest list of this label."""
        self.pane.get_by_role("combobox", name=label).last.select_option(label=option)

    def ticks(self, option: str) -> None:
        """Tick the newest box of this name."""
        self.pane.get_by_label(option, exact=True).last.check()


class Album:
    """Pictures in the order of the story."""

    def __init__(self, page: Page, folder: Path) -> None:
        """Keep pictures in a folder."""
        self._page = page
        self._folder = folder
        self._count = 0

    def picture(self, name: str) -> None:
        """Take a picture of the page as it is."""
        self._count += 1
        self._page.wait_for_timeout(400)
        self._page.screenshot(path=self._folder / f"{self._count:02d}-{name}.png")


@dataclass(frozen=True)
class Story:
    """The main job, with a return on the way, in four acts; and how somebody becomes known, in three."""

    page: Page
    album: Album

    def person(self, name: str) -> Person:
        """Return somebody by name."""
        return Person(self.page, name)

    def ask(self) -> None:
        """Pat says what is needed in one message, and is asked with buttons."""
        pat = self.person("Pat Parker")
        pat.hears("Pat Parker")
        self.album.picture("welcome")
        pat.says("need an AIP P2 SME for Northwind, 300 seats, EMEA, English")

    def file(self) -> None:
        """Pat answers the rest and files it."""
        pat, fran = self.person("Pat Parker"), self.person("Fran Fisher")
        pat.hears("secondary language")
        self.album.picture("asked")
        for text in ("none", TENANT_ID, "-5"):
            pat.says(text)
        pat.presses("SMC")
        pat.hears("Have you discussed")
        pat.presses("Yes")
        pat.hears("Which labels are in use")
        pat.presses("Skip")
        pat.hears("additional information")
        pat.says("Labels are not applied after the migration, and the customer is blocked.")
        self.album.picture("review")
        pat.presses("Submit")
        pat.hears("has been submitted")
        fran.hears("asks for your decision")
        self.album.picture("submitted")

    def decide(self) -> None:
        """Fran returns it, Pat completes it, Fran approves it."""
        pat, fran = self.person("Pat Parker"), self.person("Fran Fisher")
        fran.presses("Return for details")
        fran.ticks("Seat Count")
        fran.types("What is missing or incorrect", "Is it 300 or 3,000 seats?")
        self.album.picture("returning")
        fran.presses("Return for details")
        pat.hears("returned SME-0001")
        pat.presses("Answer and resubmit")
        pat.hears("So far")
        pat.says("3,000")
        pat.presses("Submit")
        fran.hears("completed and resubmitted")
        self.album.picture("resubmitted")
        fran.presses("Approve")

    def assign(self) -> None:
        """Tess offers it, Sana accepts, Fran closes; a reload shows the same."""
        pat, fran, tess, sana = map(self.person, ("Pat Parker", "Fran Fisher", "Tess Turner", "Sana Sato"))
        tess.hears("please offer it to a SME")
        self.album.picture("approved")
        tess.presses("Offer to a SME")
        tess.selects("SME", "Sana Sato")
        self.album.picture("offering")
        tess.presses("Offer to a SME")
        sana.hears("Please accept or decline")
        sana.presses("Accept")
        pat.hears("will contact you directly")
        self.album.picture("assigned")
        fran.presses("Close")
        fran.selects("First contact made", "Yes")
        fran.presses("Close")
        fran.hears("The request is closed.")
        self.album.picture("closed")
        self.page.reload()
        pat.hears("will contact you directly")
        self.album.picture("after-reload")

    def talk(self) -> None:
        """Everybody says things in their own words."""
        pat, fran, tess, sana = map(self.person, ("Pat Parker", "Fran Fisher", "Tess Turner", "Sana Sato"))
        talking.partner_files(pat)
        talking.staff_hear(fran, tess, sana)
        self.album.picture("talking")

    def apply(self) -> None:
        """Nora asks for access by the form, which she has to mend."""
        nora, fran = self.person("Nora Newcomer"), self.person("Fran Fisher")
        nora.presses("Request access")
        nora.hears("What are you called?")
        nora.presses("Fill in a form instead")
        nora.types("Name", "Nora Newcomer")
        nora.types("Company", "Contoso")
        nora.types("Work e-mail", "nora.newcomer@contoso.example")
        nora.types("Reason for access", "I deploy labels for our customers.")
        nora.selects("Teams user name receives e-mail", "No")
        nora.presses("Review")
        nora.hears("an alternate e-mail address is required")
        self.album.picture("applying")
        nora.types("Alternate e-mail (only where it applies)", "nora@home.example")
        nora.presses("Review")
        nora.presses("Submit")
        nora.hears("Submission completed")
        fran.hears("asks for access")
        self.album.picture("applied")

    def invite(self) -> None:
        """Fran approves."""
        nora, fran = self.person("Nora Newcomer"), self.person("Fran Fisher")
        fran.presses("Approve")
        nora.hears("you are invited to register")

    def register(self) -> None:
        """Nora accepts the notice, and may file."""
        nora = self.person("Nora Newcomer")
        nora.selects("Notice", "I accept")
        self.album.picture("invited")
        nora.presses("Complete registration")
        nora.hears("you are registered for Contoso Partners")
        nora.presses("New request")
        nora.hears("Which workload do you need a SME for?")
        self.album.picture("registered")


def look_around(browser: Browser, url: str, folder: Path, scene: str) -> list[str]:
    """Take everybody's chat on every screen, light and dark; return where a page is wider than its screen."""
    too_wide = []
    for width, height in SCREENS:
        for scheme in SCHEMES:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(url)
            page.locator("article.message").last.wait_for(state="attached")
            page.wait_for_timeout(400)
            tabs = page.get_by_role("tab")
            for at in range(max(tabs.count(), 1)):
                if tabs.count():
                    tabs.nth(at).click()
                where = f"{scene}-{width}-{scheme}-{at + 1}"
                page.screenshot(path=folder / f"{where}.png")
                too_wide += [f"{where}: too wide: {text!r}" for text in page.evaluate(TOO_WIDE)]
            page.close()
    return too_wide


def _walked(story: Story, browser: Browser, url: str, folder: Path) -> list[str]:
    """Play the story; return where a page is wider than its screen after some of its scenes."""
    scenes = {
        "asked": story.ask,
        "to-decide": story.file,
        "to-offer": story.decide,
        "closed": story.assign,
        "talked": story.talk,
        "applied": story.apply,
        "invited": story.invite,
        "registered": story.register,
    }
    too_wide = []
    for scene, act in scenes.items():
        act()
        too_wide += look_around(browser, url, folder, scene)
    return too_wide


def main() -> int:
    """Walk; return 1 when the page complained on its console or is wider than a screen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/walk"))
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    complaints: list[str] = []
    with (
        quietly("walk"),
        tempfile.TemporaryDirectory() as data,
        running_bot(Path(data), free_port()) as url,
        sync_playwright() as play_,
    ):
        browser = play_.chromium.launch(executable_path=options.chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1900, "height": 1000})
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        album = Album(page, options.out)
        try:
            complaints += _walked(Story(page, album), browser, url, options.out)
        except Exception:
            album.picture("where-it-stopped")
            raise
        browser.close()
    sys.stdout.write("\n".join(complaints) or f"The walk went through. Pictures: {options.out}\n")
    return 1 if complaints else 0


def _complaint(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" else []


if __name__ == "__main__":
    sys.exit(main())
