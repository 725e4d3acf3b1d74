"""What people wrote links to nothing and expands to nothing, wherever it leaves the house: chats, cards, mails."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.reader import inert
from playbook.patterns import ACTIVE, LIST_START, MARKDOWN
from tests.office import Answer, Json, Office, walk

EVIL = "see https://evil.example/a [x](//evil.example) www.evil.example mailto:x@evil.example {{DATE(2026)}} ${host}"
STORIES = (
    (("fran", "return SME-0001 seats", EVIL, "yes"), ("pat", f"edit SME-0001: {EVIL}", "400", "submit")),
    (("fran", "deny SME-0001 scope", EVIL, "yes"), ("pat", "revise SME-0001")),
    (("fran", "approve SME-0001"), ("tess", "offer SME-0001 to Sana"), ("sana", f"decline SME-0001 {EVIL}")),
    (("fran", "approve SME-0001"), ("tess", "offer SME-0001 to Sana"), ("tess", f"recall SME-0001 {EVIL}")),
    (("pat", f"withdraw SME-0001 {EVIL}"),),
)
EVERYBODY = ("pat", "petra", "fran", "tess", "sana")


def _texts(answer: Answer) -> Iterator[str]:
    """Yield what a client draws of a message and its card; what a button carries is not drawn."""
    yield answer.text
    for one in walk(answer.card):
        yield from (str(one[key]) for key in ("text", "title", "value", "label", "placeholder") if _is_drawn(one, key))


def _is_drawn(one: Json, key: str) -> bool:
    is_typed = key == "value" and str(one.get("type", "")).startswith("Input.")
    return isinstance(one.get(key), str) and not is_typed and one.get("type") != "messageBack"


async def _plays(office: Office, story: tuple[tuple[str, ...], ...]) -> None:
    await office.pat.files(
        workload="OTHER_FRP", other_workload=EVIL[:110], tenant_name=EVIL[:110], justification=EVIL, discussed="no"
    )
    for name, *said in story:
        await office.players[name].says_all(*said)
        await office.deliver()
    for name in EVERYBODY:
        await office.players[name].says_all("my requests", "queue", "status SME-0001", "new request", EVIL, "form")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story[-1][-1][:20])
async def test_no_text_that_leaves_the_house_links_to_what_people_wrote(
    office: Office, tmp_path: Path, story: tuple[tuple[str, ...], ...]
) -> None:
    await _plays(office, story)
    answers = [office.answer(key) for key in office.connector.messages]
    summaries = [str(message.get("summary", "")) for message in office.connector.messages.values()]
    texts = [*summaries, *(text for answer in answers for text in _texts(answer))]
    assert sum("evil.example" in text for text in texts) > len(EVERYBODY)
    assert not [text for text in texts if ACTIVE.find(text)]
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in (tmp_path / "data/mail").glob("*.eml")]
    written = [part for mail in mails for part in (mail["Subject"], mail.get_content())]
    assert any("evil.example" in part for part in written)
    assert not [part for part in written if ACTIVE.find(part)]


async def test_the_playbooks_own_links_stay_links(office: Office) -> None:
    answer = await office.pat.says("need an MCAS SME for Northwind, 300 seats, EMEA, English")
    assert "https://docs.microsoft.com/en-us/cloud-app-security/" in answer.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://x.example", "https\u200b://x.example"),
        ("HTTP://x.example", "HTTP\u200b://x.example"),
        ("\\\\server\\share", "\\\u200b\\server\\share"),
        ("see evil.example/x", "see evil\u200b.example/x"),
        ("file://x", "file\u200b://x"),
        ("javascript:alert(1)", "javascript\u200b:alert(1)"),
        ("WWW.x.example", "WWW\u200b.x.example"),
        ("[x](y)", "[x]\u200b(y)"),
        ("{{DATE(x)}}", "{\u200b{DATE(x)}}"),
        ("{{{{", "{\u200b{\u200b{\u200b{"),
        ("${x}", "$\u200b{x}"),
        ("9:30, a: b, {x}, $5, [1] (2), wwwhat", "9:30, a: b, {x}, $5, [1] (2), wwwhat"),
    ],
)
def test_a_mark_that_does_something_is_broken_and_nothing_else(text: str, shown: str) -> None:
    assert inert(text) == shown
    assert inert(shown) == shown


@given(st.text(alphabet="wW.:/\\[](){}$\u3002 htps-a\u017f", max_size=30))
def test_no_mark_is_missed_by_looking_first_for_what_each_needs(text: str) -> None:
    assert inert(text) == ACTIVE.regex.sub("\\g<0>\u200b", text)


@given(st.text(alphabet="\\*_[]()~`#>|!<&-+.) \t\n1a", max_size=30))
def test_no_markdown_is_missed_by_looking_first_for_what_it_needs(text: str) -> None:
    for pattern in (MARKDOWN, LIST_START):
        assert pattern.replace(text, "x") == pattern.regex.sub("x", text)
