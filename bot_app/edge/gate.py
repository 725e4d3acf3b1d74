"""Who is let in: in production the Bot Service with its token, in local mode only this machine."""

import math
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, cast

import jwt
import structlog
from botframework.connector.auth import AuthenticateRequestResult, AuthenticationConstants, ClaimsIdentity
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.types import Options

from bot_app.edge.signing_keys import SigningKey, SigningKeys
from bot_app.operations.settings import SettingsError
from bot_app.wire.service_urls import HostRule, loopback_only

logger = structlog.stdlib.get_logger(__name__)

UNAUTHORISED = 401
FORBIDDEN = 403
TEAMS = "msteams"
SKEW = timedelta(minutes=5)
MOST_REMEMBERED = 2000
LONGEST_TOKEN = 16 * 1024

Payload = Mapping[str, object]


class Refused(Exception):
    """A request that goes no further. `status` is the HTTP status, `reason` is fit for the caller to read."""

    def __init__(self, status: int, reason: str) -> None:
        """Keep both parts."""
        super().__init__(status, reason)
        self.status = status
        self.reason = reason


class Gate(Protocol):
    """Decides whether an activity is believed, before any object is made of it."""

    async def admit(self, payload: Payload, authorization: str | None) -> AuthenticateRequestResult:
        """Return whose activity it is; raise Refused with 401 or 403, never anything else."""


@dataclass(frozen=True)
class Proof:
    """What a verified token proves by which key, and until when (seconds since 1970, the skew not counted in)."""

    kid: str
    key: SigningKey
    service_url: str
    starts: float
    ends: float


class BotServiceGate:
    """Lets in what the Bot Service signed for this bot and for Teams.

    The rules are those of "Authenticate requests from the Bot Connector service to your bot": a Bearer token signed
    by RS256 with a published key that endorses the channel, from the Bot Service, for this bot, within its time
    give or take five minutes, and naming the activity's service URL. Tokens of emulators and skills are none of these.
    """

    def __init__(
        self,
        app_id: str,
        issuer: str,
        keys: SigningKeys,
        allowed: HostRule,
        clock: Callable[[], datetime],
        *,
        most_remembered: int = MOST_REMEMBERED,
    ) -> None:
        """Believe what `issuer` signed with one of `keys`; `allowed` says which service URLs may be answered at all.

        As many verified tokens as `most_remembered` are not verified again.
        """
        if not app_id:
            raise SettingsError("Set APP_ID to the bot's application id: without it nobody's token could be checked.")
        self._app_id = app_id
        self._issuer = issuer
        self._keys = keys
        self._allowed = allowed
        self._clock = clock
        self._most_remembered = most_remembered
        self._proven: OrderedDict[str, Proof] = OrderedDict()
        self._admitted = _admitted({AuthenticationConstants.AUDIENCE_CLAIM: app_id}, "Bearer")

    async def admit(self, payload: Payload, authorization: str | None) -> AuthenticateRequestResult:
        """Check the channel, the service URL and the token; see Gate."""
        service_url = str(payload.get("serviceUrl") or "")
        if payload.get("channelId") != TEAMS:
            raise Refused(FORBIDDEN, "this bot serves Microsoft Teams only")
        if not self._allowed(service_url):
            raise Refused(FORBIDDEN, "serviceUrl is not a host that this bot answers")
        proof = await self._proof(_bearer(authorization))
        if proof.service_url != service_url or TEAMS not in proof.key.endorsements:
            raise _untrusted("the token is for another channel or service URL")
        return self._admitted

    async def _proof(self, token: str) -> Proof:
        """Return what a token proves, verified now or earlier; its key and its time are looked at with every use."""
        proof = self._remembered(token) or await self._verify(token)
        now = self._clock().timestamp()
        if not proof.starts - SKEW.total_seconds() <= now < proof.ends + SKEW.total_seconds():
            self._proven.pop(token, None)
            raise _untrusted("the token is not valid at this time")
        self._remember(token, proof)
        return proof

    def _remembered(self, token: str) -> Proof | None:
        """Return what a token proved earlier, unless its key has been withdrawn or replaced since."""
        proof = self._proven.get(token)
        if proof and self._keys.published(proof.kid) != proof.key:
            del self._proven[token]
            return None
        return proof

    def _remember(self, token: str, proof: Proof) -> None:
        self._proven[token] = proof
        self._proven.move_to_end(token)
        if len(self._proven) > self._most_remembered:
            self._proven.popitem(last=False)

    async def _verify(self, token: str) -> Proof:
        kid = _key_id(token)
        key = await self._keys.find(kid)
        if key is None:
            raise _untrusted("the token names a key that is not published")
        claims = self._claims(token, key.public)
        service_url = claims.get("serviceurl")
        if not isinstance(service_url, str):
            raise _untrusted("the token names no service URL")
        return Proof(kid, key, service_url, _seconds(claims, "nbf"), _seconds(claims, "exp"))

    def _claims(self, token: str, key: RSAPublicKey) -> Mapping[str, object]:
        # The times are checked by our own clock, in _proof.
        options: Options = {
            "require": ["iss", "aud", "exp", "nbf"],
            "verify_exp": False,
            "verify_nbf": False,
            "verify_iat": False,
            "strict_aud": True,
        }
        try:
            claims = jwt.decode(
                token, key, algorithms=["RS256"], audience=self._app_id, issuer=self._issuer, options=options
            )
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
            raise _untrusted(type(error).__name__) from None
        return cast("Mapping[str, object]", claims)


class LocalGate:
    """Lets in, without a token, only activities that are answered on this machine."""

    async def admit(self, payload: Payload, authorization: str | None) -> AuthenticateRequestResult:  # noqa: ARG002 - local callers have no token
        """Check that the answer stays on this machine; see Gate."""
        if not loopback_only(str(payload.get("serviceUrl") or "")):
            raise Refused(FORBIDDEN, "in local mode serviceUrl must be on this machine")
        return _admitted({}, AuthenticationConstants.ANONYMOUS_AUTH_TYPE)


def _admitted(claims: dict[str, str], kind: str) -> AuthenticateRequestResult:
    result = AuthenticateRequestResult()
    result.claims_identity = ClaimsIdentity(claims, True, kind)
    result.audience = AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE
    return result


def _bearer(authorization: str | None) -> str:
    """Return the token of an Authorization header; its scheme may be written in any case (RFC 9110)."""
    if not authorization:
        raise Refused(UNAUTHORISED, "the Authorization header is missing")
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
        raise Refused(UNAUTHORISED, "the Authorization header must be a Bearer token")
    return token


def _key_id(token: str) -> str:
    """Return the key a token names, looked at before any key is fetched: RS256 and nothing else."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise _untrusted(type(error).__name__) from None
    kid = header.get("kid")
    # RFC 7515: who does not know what a header calls critical refuses it. The Bot Service calls nothing critical.
    if header.get("alg") != "RS256" or not isinstance(kid, str) or not kid or "crit" in header:
        raise _untrusted("the token is not signed as the Bot Service signs")
    return kid


def _seconds(claims: Mapping[str, object], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _untrusted(f"{name} is no time")
    return float(value)


def _untrusted(why: str) -> Refused:
    """Refuse a token: the log says why, the caller only that."""
    logger.warning("token_refused", why=why)
    return Refused(UNAUTHORISED, "the token was not accepted")
