"""The way from the local channel to the bot: the same HTTP endpoint that Teams calls."""

import json

import aiohttp

from bot_app.local.wire import JsonObject, WireError

_TIMEOUT = aiohttp.ClientTimeout(total=10)


def silent(why: str) -> WireError:
    """Return the error that the page shows with a way to try again."""
    return WireError(502, "BotNotAnswering", f"Unable to reach the bot: {why}.")


class BotEndpoint:
    """Posts activities to `/api/messages`, one attempt each; trying again is up to the person."""

    def __init__(self, bot_url: str) -> None:
        """Name the bot; the connection is made on first use, within the running loop."""
        self._url = f"{bot_url.rstrip('/')}/api/messages"
        self._session: aiohttp.ClientSession | None = None

    async def post(self, activity: JsonObject) -> JsonObject:
        """Return the bot's answer, {} if it is empty, or raise that it is silent."""
        try:
            async with self._client().post(self._url, json=activity, allow_redirects=False) as response:
                return _read_answer(response.status, await response.read())
        except TimeoutError as error:
            raise silent("it did not answer within ten seconds") from error
        except aiohttp.ClientError as error:
            raise silent("nothing answers at its address") from error

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        return self._session

    async def close(self) -> None:
        """Let the connections go."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _read_answer(status: int, body: bytes) -> JsonObject:
    if not 200 <= status < 300:  # noqa: PLR2004 - the class of success in HTTP
        raise silent(f"it answered with error {status}")
    if not body.strip():
        return {}
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise silent("its answer cannot be read") from error
    if not isinstance(answer, dict):
        raise silent("its answer cannot be read")
    return answer
