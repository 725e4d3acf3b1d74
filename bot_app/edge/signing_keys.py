"""The Bot Service's public keys, fetched without holding up a turn and kept while the service is away.

Source: "Authenticate requests from the Bot Connector service to your bot", Azure Bot Service documentation.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWTError
from jwt.algorithms import RSAAlgorithm

from bot_app.operations.redacted_traceback import redacted_traceback
from bot_app.wire.capped_body import read_capped

logger = structlog.stdlib.get_logger(__name__)

FETCH_SECONDS = 5.0
LARGEST_DOCUMENT = 256 * 1024
REFETCH_AFTER = timedelta(minutes=5)
RENEW_SECONDS = 3600.0
AGAIN_SECONDS = 30.0
# RFC 7518 asks for no less of RS256.
FEWEST_BITS = 2048


@dataclass(frozen=True)
class SigningKey:
    """One public key, and the channels it may speak for. Two are equal when their numbers and channels are."""

    public: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """Keys by id. They are fetched at start and every hour, and for an unknown id at most every 5 minutes."""

    def __init__(
        self,
        session: ClientSession,
        clock: Callable[[], datetime],
        metadata: str,
        timeout: float = FETCH_SECONDS,
    ) -> None:
        """Fetch over `session` the keys that the document at `metadata` names.

        `clock` tells when an unknown key may be asked for, `timeout` is in seconds a call.
        """
        self._session = session
        self._clock = clock
        self._metadata = metadata
        self._timeout = ClientTimeout(total=timeout)
        self._keys: Mapping[str, SigningKey] = {}
        self._asked_at: datetime | None = None
        self._fetching: asyncio.Task[bool] | None = None

    async def find(self, kid: str) -> SigningKey | None:
        """Return a key by its id, fetching anew for one that is not known yet; None when there is no such key."""
        if kid not in self._keys and (self._fetching or self._may_ask()):
            await self.renew()
        return self.published(kid)

    def published(self, kid: str) -> SigningKey | None:
        """Return the key that the last document had under this id; None when it had none."""
        return self._keys.get(kid)

    def _may_ask(self) -> bool:
        return self._asked_at is None or self._clock() - self._asked_at >= REFETCH_AFTER

    async def renew(self) -> bool:
        """Fetch the keys and tell whether that worked; the old ones stay when it did not. One fetch serves all."""
        if self._fetching is None:
            self._asked_at = self._clock()
            self._fetching = asyncio.create_task(self._fetch())
            self._fetching.add_done_callback(self._fetched)
        return await asyncio.shield(self._fetching)

    def _fetched(self, _: asyncio.Task[bool]) -> None:
        self._fetching = None

    async def run(self) -> None:
        """Keep the keys fresh until cancelled."""
        while True:
            renewed = await self.renew()
            await asyncio.sleep(RENEW_SECONDS if renewed else AGAIN_SECONDS)

    async def _fetch(self) -> bool:
        try:
            metadata = await self._document(self._metadata)
            found = _read(await self._document(str(metadata["jwks_uri"])))
        except (ClientError, TimeoutError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            logger.warning("signing_keys_not_fetched", error=redacted_traceback(error))
            return False
        if not found:
            logger.warning("signing_keys_without_a_usable_one")
            return False
        self._keys = found
        return True

    async def _document(self, url: str) -> Mapping[str, Any]:
        async with self._session.get(url, timeout=self._timeout, allow_redirects=False) as response:
            response.raise_for_status()
            body = await read_capped(response.content, LARGEST_DOCUMENT, ValueError("larger than any key document"))
        document = json.loads(body)
        if not isinstance(document, dict):
            raise TypeError("not a JSON object")
        return document


def _read(document: Mapping[str, Any]) -> dict[str, SigningKey]:
    """Return the usable keys of a key set by id; what is no such key is passed over."""
    found = {}
    for entry in document["keys"]:
        if not _signs(entry):
            continue
        endorsements = entry.get("endorsements")
        named = endorsements if isinstance(endorsements, list) else []
        try:
            found[entry["kid"]] = SigningKey(_public_key(entry), frozenset(map(str, named)))
        except (PyJWTError, ValueError, TypeError) as error:
            logger.warning("signing_key_unusable", error=redacted_traceback(error))
    return found


def _signs(entry: object) -> bool:
    """Tell whether an entry says that it is a key for RS256 signatures. What it leaves open it does not deny."""
    return (
        isinstance(entry, dict)
        and entry.get("kty") == "RSA"
        and isinstance(entry.get("kid"), str)
        and entry.get("use", "sig") == "sig"
        and entry.get("alg", "RS256") == "RS256"
        and _verifies(entry.get("key_ops", ["verify"]))
    )


def _verifies(operations: object) -> bool:
    return isinstance(operations, list) and "verify" in operations


def _public_key(entry: Mapping[str, Any]) -> RSAPublicKey:
    """Return an entry's key; raise ValueError for one that is too weak, or whose private half is published with it."""
    key = RSAAlgorithm.from_jwk(dict(entry))
    if not isinstance(key, RSAPublicKey) or key.key_size < FEWEST_BITS:
        raise ValueError("not a public key of enough bits")
    return key
