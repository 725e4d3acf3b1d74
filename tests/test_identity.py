"""Who is speaking: (tenant id, AAD object id) of the activity, and nothing that anybody can write themselves (G31)."""

from typing import Any

import pytest

from tests.office import Office

ELSEWHERE = "eeeeeeee-0000-4000-8000-000000000001"
NOBODY = "99999999-9999-4999-8999-999999999999"


def _merged(activity: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return an activity with parts replaced; None takes a part out."""
    merged = dict(activity)
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _merged(merged[key], value)
        elif value is None:
            merged.pop(key, None)
        else:
            merged[key] = value
    return merged


async def _says_as(office: Office, text: str, **changes: Any) -> str:
    """Let Fran say something in an activity with parts replaced; return the answer."""
    before = set(office.connector.messages)
    status, _ = await office.fran.posts(_merged(office.fran.activity("message", text=text), changes))
    assert status == 200
    new = [key for key in office.connector.messages if key not in before]
    return office.answer(new[-1]).text if new else ""


@pytest.mark.parametrize(
    "changes",
    [
        {"channelData": None},
        {"channelData": {"tenant": None}},
        {"conversation": {"tenantId": None}},
        {"conversation": {"conversationType": None}},
        {"from": {"name": "Somebody Else"}},
        {"from": {"name": None}},
        {"from": {"id": "29:another-address"}},
    ],
    ids=str,
)
async def test_a_person_is_known_by_tenant_and_object_id_alone(office: Office, changes: dict[str, Any]) -> None:
    await office.pat.files()
    assert "SME-0001 is approved" in await _says_as(office, "approve SME-0001", **changes)


async def test_the_case_of_an_id_does_not_matter(office: Office) -> None:
    await office.pat.files()
    tenant, object_id = office.fran.key.upper().split("/")
    changes = {
        "from": {"aadObjectId": object_id},
        "channelData": {"tenant": {"id": tenant}},
        "conversation": {"tenantId": tenant},
    }
    assert "SME-0001 is approved" in await _says_as(office, "approve SME-0001", **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"from": {"aadObjectId": None}},
        {"from": {"aadObjectId": "fran.fisher@fasttrack.example"}},
        {"from": {"aadObjectId": ""}},
        {"channelData": None, "conversation": {"tenantId": None}},
        {"channelData": {"tenant": {"id": "fasttrack.example"}}},
        {"channelData": {"tenant": {"id": ELSEWHERE}}},
        {"conversation": {"tenantId": ELSEWHERE}},
    ],
    ids=str,
)
async def test_an_activity_that_does_not_say_who_it_is_from_is_nobodys(office: Office, changes: dict[str, Any]) -> None:
    request = await office.pat.files()
    answer = await _says_as(office, "approve SME-0001", **changes)
    assert "Teams did not tell me who you are" in answer
    assert await office.newest() == request


@pytest.mark.parametrize(
    "changes",
    [
        {"channelData": {"tenant": {"id": ELSEWHERE}}, "conversation": {"tenantId": ELSEWHERE}},
        {"from": {"aadObjectId": NOBODY}},
        {"from": {"aadObjectId": NOBODY, "name": "Fran Fisher", "id": "29:fran"}},
    ],
    ids=str,
)
async def test_the_same_object_id_elsewhere_or_the_same_name_is_somebody_else(
    office: Office, changes: dict[str, Any]
) -> None:
    request = await office.pat.files()
    answer = await _says_as(office, "approve SME-0001", **changes)
    assert "You are not registered with me yet" in answer
    assert "Contact your FPM" in answer
    assert "ftsmeassign@microsoft.com" in answer
    assert "SME-0001" not in answer
    assert await office.newest() == request


async def test_a_stranger_reads_the_identity_to_register(office: Office) -> None:
    answer = await _says_as(office, "hi", **{"from": {"aadObjectId": NOBODY}})
    assert f"{office.fran.key.partition('/')[0]}/{NOBODY}" in answer


async def test_an_invoke_in_which_the_tenants_disagree_is_nobodys(office: Office) -> None:
    request = await office.pat.files()
    data = {"number": "SME-0001", "revision": 1, "verb": "approve"}
    value = {"action": {"type": "Action.Execute", "verb": "approve", "data": data}}
    activity = office.fran.activity("invoke", name="adaptiveCard/action", value=value)
    activity["conversation"]["tenantId"] = ELSEWHERE
    status, body = await office.fran.posts(activity)
    assert status == 200
    assert "did not tell me who you are" in body["value"]
    assert await office.newest() == request
