"""A bot believes the Bot Service of the cloud it is registered in, and no other cloud's."""

from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot_app.app import Surroundings, build_house, web_app
from bot_app.operations.settings import serve_settings
from bot_app.wire.clouds import AUTHORITIES, Authority, Cloud
from bot_app.wire.sender import open_session
from playbook.people import Roster
from storage.catalogue import load_catalogue
from tests.bot_service import APP_ID, SERVICE_URL, BotService, Clock
from tests.connector import message
from tests.office import everybody
from tests.stores import open_folder

ISSUERS = {Cloud.PUBLIC: "https://api.botframework.com", Cloud.US_GOVERNMENT: "https://api.botframework.us"}


@pytest.mark.parametrize("signer", Cloud)
@pytest.mark.parametrize("home", Cloud)
async def test_only_the_clouds_own_bot_service_is_believed(
    home: Cloud, signer: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = {"APP_ID": APP_ID, "APP_TENANT_ID": "home", "APP_PASSWORD": "s3cret", "CLOUD": home}
    clock = Clock()
    async with BotService(clock) as service, open_session() as session:
        monkeypatch.setitem(AUTHORITIES, home, Authority(AUTHORITIES[home].issuer, service.metadata))
        store = open_folder(tmp_path)
        house = build_house(
            serve_settings(env), load_catalogue(), Surroundings(store, session, Roster(everybody()), clock)
        )
        async with TestClient(TestServer(web_app(house))) as client:
            headers = {"Authorization": f"Bearer {service.token(iss=ISSUERS[signer])}"}
            body = message(SERVICE_URL, type="typing", text=None)
            async with client.post("/api/messages", json=body, headers=headers) as response:
                assert response.status == (200 if signer is home else 401)


def test_each_cloud_publishes_its_keys_in_its_own_place() -> None:
    assert {cloud: authority.keys for cloud, authority in AUTHORITIES.items()} == {
        Cloud.PUBLIC: "https://login.botframework.com/v1/.well-known/openidconfiguration",
        Cloud.US_GOVERNMENT: "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
    }
