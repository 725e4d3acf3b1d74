"""How the page stands on small, large, light and dark screens: nothing cut off, covered or pushed sideways.

Not part of `make test`: like the walk it needs Chromium and the package playwright.
`make looks` starts it; what it finds wrong it names, and exits with 1.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.quiet import quietly
from tests.walk.running import free_port, running_bot
from tests.walk.walk import FLAGS, SCHEMES, TOO_WIDE, Person

# Width, height and zoom: at 200 % a screen has half as many pixels.
SCREENS = (
    (320, 568, 1),
    (390, 844, 1),
    (768, 1024, 1),
    (1366, 650, 1),
    (1366, 768, 1),
    (1920, 1080, 1),
    (683, 384, 2),
    (960, 540, 2),
)
NARROW = 700
FOLDED_HINT = 56
MARKUP = "<img src=x onerror=document.title=1> & <b>fran.fisher@fasttrack.example</b>, SME-0001"

PUSHED = "() => [...document.querySelectorAll('*')].filter((one) => one.scrollLeft > 0).map((one) => one.className)"
OUTSIDE = """() => [...document.querySelectorAll(".top *, .hint *, .pane:first-child, .pane:first-child *")]
    .filter((one) => one.offsetParent && !one.closest(".hidden"))
    .filter((one) => one.getBoundingClientRect().left < -1 || one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.className || one.tagName)"""
TAB_BAR = """() => {
    const bar = document.querySelector(".tabs");
    const chosen = bar.querySelector("[aria-selected=true]").getBoundingClientRect();
    const last = bar.querySelector("#tabs").lastElementChild.getBoundingClientRect();
    return {
        chosenInSight: chosen.left >= -1 && chosen.right <= innerWidth + 1,
        lastInSight: last.right <= innerWidth + 1,
        more: bar.dataset.more ?? "",
    };
}"""
# An address may go on in the next line only behind its @ or one of its dots.
BROKEN = """() => [...document.querySelectorAll(".address")].filter((one) => one.offsetParent).flatMap((one) => {
    const letters = [];
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (let at = 0; at < node.length; at += 1) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            letters.push([node.data[at], range.getBoundingClientRect().top]);
        }
    }
    const lowered = (at) => at > 0 && letters[at][1] > letters[at - 1][1] + 4;
    const wrong = letters.some((_, at) => lowered(at) && !"@.-".includes(letters[at - 1][0]));
    return wrong ? [one.textContent] : [];
})"""
COVERED = """() => {
    const pill = [...document.querySelectorAll(".pill")].find((one) => one.offsetParent);
    if (!pill) return true;
    const log = pill.parentElement.querySelector(".log").getBoundingClientRect();
    return pill.getBoundingClientRect().top < log.bottom;
}"""
# After the last thing on the page the focus leaves it, which is nothing's fault.
RING = """() => {
    if (document.activeElement === document.body) return true;
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
}"""


def first_load(browser: Browser, folder: Path, width: int, height: int, zoom: int) -> Iterator[str]:
    """Open the page on an empty store, where every greeting arrives while the page is being drawn."""
    with tempfile.TemporaryDirectory() as data, running_bot(Path(data), free_port()) as url:
        for scheme in SCHEMES:
            page = browser.new_page(
                viewport={"width": width, "height": height}, device_scale_factor=zoom, color_scheme=scheme
            )
            complaints: list[str] = []
            page.on("console", _into(complaints))
            page.goto(url)
            page.locator("article.message").last.wait_for(state="attached")
            page.wait_for_timeout(900)
            where = f"{width}x{height}{'@2' if zoom > 1 else ''}-{scheme}"
            page.screenshot(path=folder / f"first-{where}.png")
            for found in (*_drawn(page), *_narrow(page, width), *_by_keyboard(page), *complaints):
                yield f"{where}: {found}"
            page.close()


def _into(complaints: list[str]) -> Callable[[ConsoleMessage], None]:
    return lambda message: complaints.append(message.text)


def _drawn(page: Page) -> Iterator[str]:
    yield from (f"pushed sideways: {one}" for one in page.evaluate(PUSHED))
    yield from (f"too wide: {one!r}" for one in page.evaluate(TOO_WIDE))
    yield from (f"outside: {one}" for one in page.evaluate(OUTSIDE))


def _narrow(page: Page, width: int) -> Iterator[str]:
    if width > NARROW:
        return
    hint = page.locator("#hint").bounding_box()
    if hint is None or hint["height"] > FOLDED_HINT:
        yield f"the hint takes more than a line: {hint}"
    for _ in range(page.get_by_role("tab").count()):
        bar = page.evaluate(TAB_BAR)
        if not bar["chosenInSight"]:
            yield "the chosen tab is out of sight"
        if not bar["lastInSight"] and "after" not in bar["more"]:
            yield "nothing tells that there are more tabs"
        page.locator("[role=tab][aria-selected=true]").press("ArrowRight")
        page.wait_for_timeout(60)


def _by_keyboard(page: Page) -> Iterator[str]:
    page.locator("body").click(position={"x": 1, "y": 1})
    for _ in range(14):
        page.keyboard.press("Tab")
        if not page.evaluate(RING):
            yield f"no ring around {page.evaluate('document.activeElement.outerHTML.slice(0, 60)')}"


def talk(browser: Browser, folder: Path) -> Iterator[str]:
    """Write markup and an address, and look at what the pill of new messages covers and where addresses break."""
    with tempfile.TemporaryDirectory() as data, running_bot(Path(data), free_port()) as url:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(url)
        pat = Person(page, "Pat Parker")
        pat.hears("Pat Parker")
        pat.says(MARKUP)
        if MARKUP not in pat.pane.locator(".message.own .bubble").last.inner_text().replace("\n", ""):
            yield "what was written does not read as it was written"
        if not page.locator(".message.own .address").count():
            yield "no address was found in what was written"
        if page.locator(".bubble img, .bubble b").count():
            yield "markup of a person became markup of the page"
        pat.says("who decides about it, and how do I reach them?")
        pat.pane.locator(".log").evaluate("(log) => log.scrollTo(0, 0)")
        page.wait_for_timeout(200)
        pat.pane.evaluate("(pane) => { pane.querySelector('.pill').hidden = false; }")
        for width in (320, 390, 1366, 1920):
            page.set_viewport_size({"width": width, "height": 768})
            page.wait_for_timeout(200)
            page.screenshot(path=folder / f"talk-{width}.png")
            yield from (f"talk-{width}: broken: {one}" for one in page.evaluate(BROKEN))
            if page.evaluate(COVERED):
                yield f"talk-{width}: the pill covers a message, or is not there"
            yield from (f"talk-{width}: {one}" for one in _drawn(page))


def main() -> int:
    """Look; return 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/looks"))
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with quietly("looks"), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=options.chromium, args=FLAGS)
        wrong = [found for screen in SCREENS for found in first_load(browser, options.out, *screen)]
        wrong += talk(browser, options.out)
        browser.close()
    sys.stdout.write("\n".join(wrong) or f"Nothing is cut off, covered or pushed. Pictures: {options.out}")
    sys.stdout.write("\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
