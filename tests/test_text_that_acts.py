"""Text that would act, were it taken for a format, a class or a function: it stays text, and nothing happens."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.office import Office

FORMATS = "{number} {0} {actor.__class__} {reason!r:>99} %s %(number)s %n $number ${number}"


async def test_a_reason_full_of_placeholders_is_shown_as_it_was_written(office: Office, tmp_path: Path) -> None:
    await office.pat.files(tenant_name=FORMATS[:60], justification=FORMATS)
    await office.fran.says_all("return SME-0001 seats", FORMATS, "yes")
    await office.deliver()
    told = office.pat.last
    assert FORMATS.replace("${", "$\u200b{") in told.text
    assert told.words.count("{actor.__class__}") >= 2
    mails = [path.read_bytes().decode() for path in (tmp_path / "data/mail").glob("*.eml")]
    assert any("{reason!r" in mail.replace("=\r\n", "") for mail in mails)


def _calls_mkdir(folder: Path) -> dict[str, object]:
    """Return what jsonpickle, which the SDK brings along, would call a function for."""
    return {"py/reduce": [{"py/function": "os.mkdir"}, {"py/tuple": [str(folder)]}]}


@pytest.mark.parametrize("where", ["value", "channelData", "entities"])
async def test_nothing_that_is_sent_is_made_into_an_object_by_its_own_word(
    office: Office, tmp_path: Path, where: str
) -> None:
    trap = _calls_mkdir(tmp_path / "made")
    value: object = [trap] if where == "entities" else trap
    activity = office.pat.activity("message", text="help")
    sent = {**activity, where: {**activity["channelData"], **trap} if where == "channelData" else value}
    assert (await office.pat.posts(sent))[0] in (200, 400)
    press = office.pat.activity("message", text=None, value=json.dumps({"verb": "say", "words": "help", "x": trap}))
    assert (await office.pat.posts(press))[0] == 200
    assert not (tmp_path / "made").exists()


async def test_memory_that_names_a_class_or_a_function_makes_none(office: Office, tmp_path: Path) -> None:
    trap = _calls_mkdir(tmp_path / "made")
    await office.pat.says_all("new request")
    key = f"dialogs/{office.pat.conversation}"
    store = office.house.store
    [kept] = (await store.read_state([key])).values()
    stack: Any = kept["stack"]
    stack[-1]["state"]["options"]["trap"] = trap
    await store.write_state({key: {"stack": stack}})
    assert "Requested Workload" in (await office.pat.says("wizardry")).text
    assert not (tmp_path / "made").exists()
