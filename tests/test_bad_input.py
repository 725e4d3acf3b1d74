"""Nonsense and malice: a clear answer, the answers given so far kept, nothing else changed, and no text is markup."""

from pathlib import Path

import pytest

from playbook.life.records import Draft
from playbook.requests.record import Request
from tests.office import COMPLETE, TENANT_ID, Json, Office, Player, walk

TO_SEATS = ("new request", "AIP P2")
TO_NAME = (*TO_SEATS, "300", "EMEA", "English", "none")
TO_TENANT = (*TO_NAME, "Northwind")
TO_REASON = (*TO_TENANT, TENANT_ID, "smc", "yes", "skip")

RIGHT_TO_LEFT = "\u202e"
EMOJI = "\U0001f468\u200d\U0001f4bb"


async def _draft(player: Player) -> Draft:
    draft = await player.draft()
    assert draft
    return draft


BAD = (
    (TO_TENANT, "1234", "has 4 of 32"),
    (TO_TENANT, TENANT_ID[:-1], "has 31 of 32"),
    (TO_TENANT, f"{TENANT_ID}0", "has 33 of 32"),
    (TO_TENANT, "contoso.onmicrosoft.com", "is a domain name, and Tenant ID is a GUID such as"),
    (TO_TENANT, "00000000-0000-0000-0000-000000000000", "only zeros belongs to nobody"),
    (TO_SEATS, "0", "between 1 and 100,000,000"),
    (TO_SEATS, "-5", "whole number"),
    (TO_SEATS, "1000000000000", "between 1 and 100,000,000"),
    (TO_SEATS, "1e3", "whole number"),
    (TO_SEATS, "3.5", "whole number"),
    (TO_SEATS, "between 200 and 300", "whole number"),
    (TO_SEATS, "9" * 400, "whole number"),
    (TO_SEATS, "٣٠٠", "whole number"),
    (TO_NAME, "n" * 121, "That is 121 characters"),
    (TO_NAME, "***", "no letter or digit"),
    (TO_NAME, EMOJI, "no letter or digit"),
    (TO_REASON, "x" * 4001, "That is 4,001 characters"),
    (TO_REASON, "x" * 20_000, "That is 20,000 characters"),
    (TO_REASON, "ok", "Please write a sentence"),
    (("new request",), "wizard", "is not on the list for Requested Workload"),
    (("new request", "change role"), "wizard", "is not on the list for Role Request"),
    ((*TO_SEATS, "300"), "Atlantis", "is not on the list for Region"),
    ((*TO_SEATS, "300"), '{"value": "Atlantis"}', "is not on the list for Region"),
    ((*TO_SEATS, "300"), "'; DROP TABLE requests; --", "is not on the list for Region"),
)


@pytest.mark.parametrize(("before", "reply", "answer"), BAD, ids=[f"{bad[2]}: {bad[1]:.24}" for bad in BAD])
async def test_a_reply_that_is_no_answer_is_said_to_be_none_and_asked_again(
    office: Office, before: tuple[str, ...], reply: str, answer: str
) -> None:
    asked = await office.pat.says_all(*before)
    question = asked.text.rsplit("\n\n", 1)[-1]
    kept = await _draft(office.pat)
    refused = await office.pat.says(reply)
    assert answer in refused.text
    assert question in refused.text
    assert await _draft(office.pat) == kept


async def test_exactly_4000_characters_are_taken(office: Office) -> None:
    text = ("Labels are not applied. " * 200)[:3999] + "x"
    assert len(text) == 4000
    await office.pat.says_all(*TO_REASON)
    review = await office.pat.says(text)
    assert "Please check everything" in review.text
    assert (await _draft(office.pat)).answers["justification"] == text


@pytest.mark.parametrize("company", ["Fabrikam Services", "Nobody Ltd", "contoso partners x"])
async def test_a_company_that_is_not_listed_is_sent_to_the_fpm(office: Office, company: str) -> None:
    """R30: not on the list means to contact the FPM."""
    await office.pat.reviews()
    kept = await _draft(office.pat)
    refused = await office.pat.says(f"change company to {company}")
    assert "not on the Partner Name list" in refused.text
    assert "contact your FPM, Fran Fisher" in refused.text
    assert (await _draft(office.pat)).answers == kept.answers


@pytest.mark.parametrize(
    "address",
    [
        "pat@contoso.example\nBcc: all@contoso.example",
        "pat@contoso.example\r\nSubject: x",
        "pat@contoso",
        "pat contoso.example",
        "a@b.example, c@d.example",
        "Pat <pat@contoso.example>",
        "pat..parker@contoso.example",
        f"pat{RIGHT_TO_LEFT}@contoso.exämple",
        "p" * 300 + "@contoso.example",
    ],
)
async def test_an_address_that_is_not_one_plain_address_is_refused(office: Office, address: str) -> None:
    await office.pat.reviews()
    kept = await _draft(office.pat)
    refused = await office.pat.says(f"change e-mail to {address}")
    assert "e-mail address" in refused.text.casefold() or "characters" in refused.text
    assert (await _draft(office.pat)).answers == kept.answers


BY_FORM = (
    ("tenant_id", "1234"),
    ("tenant_id", "00000000-0000-0000-0000-000000000000"),
    ("seat_count", "0"),
    ("seat_count", "-5"),
    ("seat_count", "1000000000000"),
    ("partner_email", "pat@contoso.example\nBcc: all@contoso.example"),
    ("partner_name", "Fabrikam Services"),
    ("justification", "x" * 4001),
    ("tenant_name", "***"),
)


@pytest.mark.parametrize(("key", "wrong"), BY_FORM)
async def test_the_form_refuses_what_the_conversation_refuses(office: Office, key: str, wrong: str) -> None:
    review = await office.pat.reviews()
    form = await office.pat.presses(review.card, "Edit in a form")
    kept = await _draft(office.pat)
    answer = await office.pat.presses(form.card, "Review", **{key: wrong})
    assert "Some answers need another look" in answer.words
    assert (await _draft(office.pat)).answers == kept.answers
    assert await office.house.store.last_serial(Request) == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"North{RIGHT_TO_LEFT}wind", "Northwind"),
        ("North\u200bwind\u2060", "Northwind"),
        ("  North \t wind  ", "North wind"),
        ("Northwind\nTraders", "Northwind Traders"),
        (f"Northwind {EMOJI}", f"Northwind {EMOJI}"),
        ("Cafe\u0301 du Nord", "Café du Nord"),
        ("北风贸易", "北风贸易"),
        ("شركة الشمال", "شركة الشمال"),
    ],
)
async def test_what_cannot_be_seen_is_taken_out_and_the_rest_stays(office: Office, typed: str, kept: str) -> None:
    await office.pat.says_all(*TO_NAME)
    await office.pat.says(typed)
    assert (await _draft(office.pat)).answers["tenant_name"] == kept


MARKUP = (
    "**Bold** _it_ `code` ~~no~~ # [Approve](https://evil.example) ![x](https://evil.example/x.png) "
    "<at>Fran Fisher</at> <b>b</b> {{DATE(2026-01-01,SHORT)}} ${host} https://evil.example 1. x"
)


async def _cards_of_all(office: Office) -> list[Json]:
    """Return every card about the request that anybody sees."""
    await office.fran.says("approve SME-0001")
    await office.tess.says("offer SME-0001 to Sana")
    await office.deliver()
    people = (office.pat, office.petra, office.fran, office.tess, office.sana)
    shown = [await person.says("status SME-0001") for person in people]
    return [answer.card for answer in shown if answer.card]


async def test_nothing_that_a_person_writes_is_markup_on_a_card(office: Office) -> None:
    name = MARKUP[:120]
    await office.pat.files(tenant_name=name, justification=MARKUP)
    for card in await _cards_of_all(office):
        for one in walk(card):
            text = one.get("text", "") if one.get("type") == "TextBlock" else one.get("value", "")
            if not isinstance(text, str) or "Bold" not in text:
                continue
            for mark in ("**", "](", "`code`", "<at>", "<b>", "{{", "${", "https://"):
                assert mark not in text, one
        assert not any(one.get("url") for one in walk(card))


async def test_a_persons_own_words_stand_in_a_block_that_reads_no_markdown(office: Office) -> None:
    await office.pat.files(justification=MARKUP)
    card = office.fran.last.card
    runs = [one["text"] for one in walk(card) if one.get("type") == "TextRun"]
    assert any("**Bold** _it_ `code`" in run for run in runs)
    assert not any(mark in run for run in runs for mark in ("{{", "${", "https://"))


async def test_a_name_full_of_markup_goes_through_lists_chats_and_mails_as_text(office: Office, tmp_path: Path) -> None:
    await office.pat.files(tenant_name="*[Bold](x)* <at>all</at>")
    listed = await office.pat.says("my requests")
    assert "*[Bold]\u200b(x)* <at>all</at>" in listed.text
    formats = [message.get("textFormat") for message in office.connector.messages.values()]
    assert set(formats) == {"plain"}
    entities = [message.get("entities") for message in office.connector.messages.values()]
    assert not any(entities)
    mails = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "data" / "mail").iterdir())]
    assert mails
    assert all("Content-Type: text/plain" in mail and "text/html" not in mail for mail in mails)


@pytest.mark.parametrize("note", ["x" * 1001, "***", "   ", RIGHT_TO_LEFT])
async def test_a_bad_detail_of_a_decision_decides_nothing(office: Office, note: str) -> None:
    request = await office.pat.files()
    await office.fran.says("return SME-0001 seats")
    answer = await office.fran.says(note)
    assert answer.text
    assert "went wrong" not in answer.text
    assert await office.newest() == request
    assert "Done: SME-0001 is returned" in (await office.fran.says_all("Please check the number.", "yes")).text


async def test_the_note_of_a_decision_is_text_as_well(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001 seats", "[Click](https://evil.example) **now**", "yes")
    await office.deliver()
    for one in walk(office.pat.last.card):
        if one.get("type") == "TextBlock" and "Click" in one.get("text", ""):
            assert "](" not in one["text"]
            assert "https://" not in one["text"]


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b'{"type": "message"}'])
async def test_what_is_no_activity_is_refused_and_changes_nothing(office: Office, body: bytes) -> None:
    await office.pat.says_all(*TO_SEATS)
    kept = office.kept
    async with office.client.post("/api/messages", data=body, headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400
    assert office.kept == kept


async def test_a_complete_request_survives_every_insult(office: Office) -> None:
    """All of it in one conversation: at the end the request is filed as it should be."""
    await office.pat.says("new request")
    in_words = ("Northwind", "Confidential, on mail", COMPLETE["justification"])
    name, labels, reason = in_words
    replies = ("AIP P2", "300", "EMEA", "English", "none", name, TENANT_ID, "smc", "yes", labels, reason)
    for reply in replies:
        for insult in ("***", "-5", "\u202e", "{}", "SME-9999"):
            if reply not in in_words:
                await office.pat.says(insult)
        await office.pat.says(reply)
    await office.pat.says("submit")
    request = await office.newest()
    assert {key: request.answers[key] for key in COMPLETE} == COMPLETE


@pytest.mark.parametrize("blank", [" ", "\u200b", "\u200b \u2060", "\n\n"])
async def test_a_blank_where_words_are_asked_for_is_no_answer(office: Office, blank: str) -> None:
    await office.pat.reviews()
    await office.pat.says("change additional information")
    answer = await office.pat.says(blank)
    assert "Something went wrong" not in answer.text
    assert "Labels are not applied" in (await office.pat.drafted())["justification"]


async def test_a_yes_and_more_to_throwing_a_draft_away_breaks_nothing(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says("throw the draft away")
    assert "Something went wrong" not in (await office.pat.says("yes and begin a new one")).text
