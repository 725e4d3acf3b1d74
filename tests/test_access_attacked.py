"""What an adversary found about access, mounted again: each was possible once."""

import email
import json
from base64 import b64encode
from dataclasses import replace
from email.policy import default
from pathlib import Path

import pytest

from bot_app.operations.stores import open_engine
from playbook.access.record import State
from playbook.access.registered import Member
from playbook.answers import clean
from playbook.patterns import ACTIVE
from playbook.people import Directory
from storage import upkeep
from storage.tinydb import opening
from tests.applying import NUMBER, UNLISTED_TENANT, newcomer
from tests.comings import open_lively_office
from tests.connector import throttling
from tests.office import Office, open_office
from tests.stores import open_store
from tests.test_access import mails
from tests.test_card_limits import LARGEST


async def test_who_registered_is_known_wherever_the_store_was_moved_to(tmp_path: Path, address: str) -> None:
    async with open_office(tmp_path / "one") as office:
        await office.everybody_installs()
        await newcomer(office).becomes_known()
    source, target = opening.open_folder(tmp_path / "one"), await open_engine(address)
    await upkeep.move(source, target)
    await source.close()
    async with open_office(tmp_path / "two", store=await open_store(address)) as office:
        assert "Which workload do you need a SME for?" in (await newcomer(office).says("new request")).text
    await upkeep.save(target, tmp_path / "backup.db")
    await target.close()
    upkeep.restore(tmp_path / "backup.db", tmp_path / "three")
    async with open_office(tmp_path / "three") as office:
        assert "Which workload do you need a SME for?" in (await newcomer(office).says("new request")).text


async def test_a_code_that_was_sent_still_fits_in_a_store_that_was_moved(tmp_path: Path, address: str) -> None:
    async with open_office(tmp_path / "one") as office:
        nora = newcomer(office)
        code = await nora.is_invited()
    source, target = opening.open_folder(tmp_path / "one"), await open_engine(address)
    await upkeep.move(source, target)
    await source.close()
    await target.close()
    async with open_office(tmp_path / "two", store=await open_store(address)) as office:
        nora = newcomer(office)
        shown = await nora.says("status")
        assert code in json.dumps(shown.card)
        assert "registered" in (await nora.says(f"register {code} I accept")).words


async def test_a_reason_that_begins_like_a_step_decides_no_application(office: Office) -> None:
    nora = newcomer(office)
    await nora.applies()
    await office.pat.files()
    await office.fran.says_all("deny SME-0001", "repeated")
    answer = await office.fran.says("Decline ACC-0001 first, then ask again: their engineer is not registered yet.")
    assert (await nora.application()).state is State.APPLIED
    assert "decline ACC-0001" in answer.text
    await office.fran.says("answer: Decline ACC-0001 first, then ask again.")
    assert (await office.request("SME-0001")).state == "denied"


async def test_an_encoded_word_in_a_name_is_not_decoded_in_a_subject(office: Office, tmp_path: Path) -> None:
    hidden = b64encode("\u202eReset at https://evil.example/x".encode()).decode()
    word = f"=?utf-8?B?{hidden}?="
    await newcomer(office).applies(name=word)
    written = (tmp_path / "data/mail").glob("*.eml")
    subjects = [str(email.message_from_bytes(one.read_bytes(), policy=default)["Subject"]) for one in written]
    assert subjects
    assert not [one for one in subjects if ACTIVE.find(one) or "\u202e" in one]


async def test_who_only_says_to_be_a_partners_is_not_told_the_fpms_name(office: Office, tmp_path: Path) -> None:
    nora = newcomer(office, tenant=UNLISTED_TENANT)
    await nora.applies(email="nora@evil.example")
    await office.fran.says(f"decline {NUMBER} Not one of theirs.")
    await office.deliver()
    told = [f"{subject} {text}" for to, subject, text in mails(tmp_path) if to == "nora@evil.example"]
    assert "Fran Fisher" not in " ".join([*told, *(one.words for one in nora.chat)])


async def test_somebody_who_is_known_by_now_does_not_register(tmp_path: Path) -> None:
    async with open_lively_office(tmp_path) as (office, people):
        nora = newcomer(office)
        code = await nora.is_invited()
        people.come(replace(office.sam.person, key=nora.key, name="Nora Newman", email="nora@fasttrack.example"))
        await nora.says(f"register {code} I accept")
        assert await office.house.store.last_serial(Member) == 0


async def test_no_code_is_kept_while_an_answer_waits(tmp_path: Path) -> None:
    async with open_lively_office(tmp_path) as (office, people):
        nora = newcomer(office)
        code = await nora.is_invited()
        people.come(replace(office.petra.person, key=nora.key, name="Nora Newman", email="nora@contoso.example"))
        for said in (f"status {NUMBER}", f"register {code}"):
            office.connector.then(throttling("60"))
            await nora.posts(nora.activity("message", text=said))
            assert not [row for row in office.kept if code in str(row)]


@pytest.mark.parametrize("name", ["\u3164", "\u115f\u1160", "\uffa0" * 5, "\u2800"])
async def test_a_name_that_nobody_can_see_is_no_name(office: Office, name: str) -> None:
    review = await newcomer(office).fills_in(name=name, company=name, purpose=name)
    assert "Some answers need another look" in review.words
    assert clean(f"Contoso{name}") == "Contoso"


@pytest.mark.parametrize("mark", ["x", "*", "\U0001f600"])
async def test_the_list_of_applications_fits_into_a_message(office: Office, mark: str) -> None:
    for serial in range(25):
        await newcomer(office, serial + 1).applies(name="N" + mark * 79, company="C" + mark * 119)
    answer = await office.tess.says("applications")
    whole = json.dumps(office.connector.messages[answer.activity_id], ensure_ascii=False, separators=(",", ":"))
    assert len(whole.encode("utf-16-le")) < LARGEST


async def test_nobody_is_invited_for_a_company_that_has_left_the_list(tmp_path: Path) -> None:
    async with open_lively_office(tmp_path) as (office, people):
        nora = newcomer(office)
        await nora.applies()
        others = [one for one in people.known.people if one.partner != "Contoso Partners"]
        people.known = Directory(others, [one for one in people.known.partners if one.name != "Contoso Partners"])
        answer = await office.tess.says(f"approve {NUMBER}")
        assert "Contoso Partners is not on the partner list any more" in answer.text
        assert (await nora.application()).state is State.APPLIED
        await office.tess.says(f"decline {NUMBER} Your company has left the programme.")
        assert (await nora.application()).state is State.DECLINED


@pytest.mark.parametrize(("whose", "said"), [("quinn", "on the list of Fabrikam Services"), ("tess", "of no partner")])
async def test_the_team_reads_whose_tenant_an_approval_adds(office: Office, whose: str, said: str) -> None:
    await newcomer(office, tenant=office.players[whose].key.partition("/")[0]).applies(company="Contoso")
    assert said in (await office.tess.says(f"status {NUMBER}")).words


async def test_nobody_is_reminded_of_what_has_ended(office: Office) -> None:
    nora = newcomer(office)
    await nora.is_invited()
    office.clock.pass_time(days=20)
    await office.timers()
    assert [event.name for event in await office.house.store.history(NUMBER)] == ["applied", "invited", "expired"]
    await office.deliver()
    assert not [one for one in nora.chat if "Please complete your registration" in one.text]
