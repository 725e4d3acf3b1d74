"""The largest cards still fit: Teams cuts a message off by its size, so ours keep well below it."""

import json

import pytest

from tests.office import COMPLETE, Answer, Office

# Bots may send 80 KB today and could send 40 KB once; 28 KB is the least that any way into Teams takes. Teams
# counts UTF-16 ("Format your bot messages").
LARGEST = 28 * 1024

LONG = "Labels are not applied, and nobody knows why that is. "


def _size(answer: Answer) -> int:
    return len(json.dumps(answer.card, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le"))


async def _fill_everything(office: Office, mark: str) -> None:
    """File, return and complete a request three times, with every field as long as it may be."""
    text = (LONG * 80)[:3999] + mark
    everything = {
        "workload": "OTHER_FRP",
        "other_workload": "w" * 120,
        "tenant_name": "n" * 120,
        "partner_email": "e" * 60 + "@contoso.example",
        "justification": text,
    }
    await office.pat.files(**everything)
    for turn in range(3):
        note = (f"{turn} please look again " * 60)[:1000]
        fields = ",".join(key for key in (*COMPLETE, *everything) if key not in ("role", "email_source"))
        card = (await office.fran.says("status SME-0001")).card
        returned = await office.fran.presses(card, "Return for details", fields=fields, note=note)
        assert "Returned" in returned.words, returned.words
        assert _size(returned) < LARGEST
        await office.pat.says("edit SME-0001")
        form = await office.pat.says("form")
        filled = {**COMPLETE, **everything, "justification": f"{turn}" + text[1:], "tenant_name": f"{turn}" + "n" * 119}
        open_fields = {key: value for key, value in filled.items() if key in fields.split(",")}
        review = await office.pat.presses(form.card, "Review", **open_fields)
        assert "again" in (await office.pat.presses(review.card, "Submit")).words, review.words
        assert _size(form) < LARGEST
        assert _size(review) < LARGEST
    await office.deliver()


@pytest.mark.parametrize("mark", [".", "\U0001f600", "*"])
async def test_the_fullest_request_fits_every_viewer(office: Office, mark: str) -> None:
    await _fill_everything(office, mark)
    for player in (office.pat, office.petra, office.fran, office.tess):
        answer = await player.says("status SME-0001")
        assert _size(answer) < LARGEST, player.person.name
