"""Every refused step leaves a line in the log: who asked for what, and no word that a person wrote."""

import logging

import pytest

from tests.logged import events
from tests.office import Office, buttons_of


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot_app.turn.audit")


def _audited(caplog: pytest.LogCaptureFixture) -> list[str]:
    refused = events(caplog, "step_refused", "stranger_refused")
    return [f"{one.get('refusal', 'Stranger')}: {one.get('asked', 'anything')} by {one['person']}" for one in refused]


async def test_a_typed_step_of_somebody_else_is_audited(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.pat.files(tenant_name="Very Secret Ltd")
    await office.pat.says("approve SME-0001")
    await office.quinn.says("withdraw SME-0001 because Very Secret Ltd")
    assert _audited(caplog) == [
        f"Forbidden: approve SME-0001 by {office.pat.key}",
        f"Unknown: withdraw SME-0001 by {office.quinn.key}",
    ]


async def test_stale_and_foreign_presses_are_audited(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.pat.files()
    card = office.fran.last.card
    await office.sam.executes(buttons_of(card)["Approve"])
    await office.pat.says_all("edit SME-0001", "change seats to 400", "submit")
    await office.fran.presses(card, "Approve")
    await office.fran.presses((await office.fran.says("status SME-0001")).card, "Approve")
    await office.fran.presses(card, "Approve")
    assert _audited(caplog) == [
        f"Unknown: approve SME-0001 by {office.sam.key}",
        f"Stale: approve SME-0001 by {office.fran.key}",
        f"NotNow: approve SME-0001 by {office.fran.key}",
    ]


@pytest.mark.parametrize("words", ["new request", "form", "start over"])
async def test_whoever_files_and_is_no_partner_is_audited(
    office: Office, caplog: pytest.LogCaptureFixture, words: str
) -> None:
    answer = await office.fran.says(words)
    assert "Only a FastTrack Ready Partner can file" in answer.text
    assert [one.partition(":")[0] for one in _audited(caplog)] == ["Forbidden"]


async def test_a_stranger_is_audited_by_id_alone(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    message = office.pat.activity("message", text="approve SME-0001")
    message["from"]["aadObjectId"] = "99999999-9999-4999-8999-999999999999"
    await office.pat.posts(message)
    del message["from"]["aadObjectId"]
    await office.pat.posts({**message, "id": "another"})
    tenant = office.pat.key.partition("/")[0]
    assert _audited(caplog) == [
        f"Stranger: anything by {tenant}/99999999-9999-4999-8999-999999999999",
        "Stranger: anything by nobody",
    ]


async def test_a_forged_verb_is_not_repeated_in_the_log(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.pat.files()
    data = {"number": "SME-0001", "revision": 1, "verb": "pat_parker_is_fired"}
    await office.fran.executes({"verb": "pat_parker_is_fired", "data": data})
    assert "pat_parker" not in caplog.text


async def test_what_was_only_not_understood_is_no_refused_step(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.pat.says_all("new request", "wizard", "asdf")
    await office.pat.files()
    await office.fran.presses(office.fran.last.card, "Deny", text="No ground given.")
    assert _audited(caplog) == []


async def test_the_log_of_a_whole_story_names_nobody(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await office.pat.files(tenant_name="Very Secret Ltd", justification="The labels of Northwind are gone.")
    await office.fran.says_all("deny SME-0001 repeated", "We spoke, Pat.", "yes")
    await office.deliver()
    ours = "\n".join(
        record.getMessage()
        for record in caplog.records
        if record.name.split(".")[0] in ("bot_app", "storage", "dialogs")
    )
    for word in ("Secret", "Northwind", "labels", "Pat", "Fran", "contoso.example", "We spoke"):
        assert word not in ours
