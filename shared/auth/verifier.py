"""Verifies access tokens (RFC 9068 under the rules of RFC 8725). There is no switch that turns it off."""

import base64
import hashlib
import json
from collections import OrderedDict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import jwt

from shared.auth.issuers import ALGORITHM, Issuers, KnownKey, LoadIssuers
from shared.auth.principal import ROLES, Principal
from shared.log.model import Clock

TOKEN_TYPE = "at+jwt"
LONGEST_TOKEN = 4096
LONGEST_KID = 200
MOST_KEPT = 10_000
CLOCK_DIFFERENCE = 30  # Seconds that an issuer's clock may run ahead of ours.
LAST_SECOND = 253_402_300_799  # The end of the year 9999.
HEADER = {"alg", "typ", "kid"}  # Anything else would name a key or a rule of the sender's own.
REQUIRED = ["iss", "aud", "exp", "iat", "sub", "jti", "org", "roles"]


class TokenRefused(Exception):
    """The token is not valid here; `expired` when that is all that is wrong."""

    def __init__(self, *, expired: bool = False) -> None:
        super().__init__("expired" if expired else "refused")
        self.expired = expired


class Verifier:
    """Turns tokens into principals. Verified ones are kept by their hash until they end or their key is retired."""

    def __init__(self, load: LoadIssuers, *, audience: str, clock: Clock, kept: int = MOST_KEPT) -> None:
        self._issuers = Issuers(load)
        self._audience = audience
        self._clock = clock
        self._most = kept
        self._kept: OrderedDict[bytes, tuple[Principal, str]] = OrderedDict()

    async def verify(self, token: str) -> Principal:
        """Raises TokenRefused."""
        if len(token) > LONGEST_TOKEN or not token.isascii():
            raise TokenRefused
        now = self._clock.now()
        name = hashlib.sha256(token.encode()).digest()
        known = self._kept.get(name)
        if known is not None and await self._still_holds(known, now):
            return known[0]
        self._kept.pop(name, None)
        key = await self._issuers.find(unverified_kid(token), now)
        if key is None:
            raise TokenRefused
        principal = principal_of(verified_claims(token, key, self._audience), now)
        self._keep(name, principal, key.issuer.kid)
        return principal

    async def _still_holds(self, known: tuple[Principal, str], now: datetime) -> bool:
        principal, kid = known
        issuer = (await self._issuers.current()).get(kid)
        return now < principal.expires_at and issuer is not None and issuer.issuer.active(now)

    def _keep(self, name: bytes, principal: Principal, kid: str) -> None:
        self._kept[name] = (principal, kid)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)


def unverified_kid(token: str) -> str:
    """The key id a token names. Raises TokenRefused when its header is not exactly what an access token's is."""
    header = _json_object(token.partition(".")[0])
    kid = header.get("kid")
    if set(header) != HEADER or header["alg"] != ALGORITHM or header["typ"] != TOKEN_TYPE:
        raise TokenRefused
    if not isinstance(kid, str) or not 0 < len(kid) <= LONGEST_KID:
        raise TokenRefused
    return kid


def verified_claims(token: str, key: KnownKey, audience: str) -> dict[str, Any]:
    """The claims behind a good signature, from the right issuer, for us. Times are not looked at here."""
    unhurried: Any = {"require": REQUIRED, "verify_exp": False, "verify_nbf": False, "verify_iat": False}
    try:
        jwt.decode(
            token,
            key.public_key,
            algorithms=[key.issuer.algorithm],
            audience=audience,
            issuer=key.issuer.issuer,
            options=unhurried,
        )
    except jwt.PyJWTError:
        raise TokenRefused from None
    return _json_object(token.split(".")[1])  # Again, because a repeated claim went unnoticed above.


def principal_of(claims: dict[str, Any], now: datetime) -> Principal:
    """Who the claims speak of. Raises TokenRefused when they are malformed, not yet valid or over."""
    today = int(now.timestamp())
    ends = _seconds(claims["exp"])
    if _seconds(claims["iat"]) > today + CLOCK_DIFFERENCE or _seconds(claims.get("nbf", 0)) > today + CLOCK_DIFFERENCE:
        raise TokenRefused
    roles = claims["roles"]
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise TokenRefused
    principal = Principal(
        org=_uuid(claims["org"]),
        subject=_uuid(claims["sub"]),
        roles=frozenset(role for role in ROLES if role in roles),
        expires_at=datetime.fromtimestamp(ends, UTC),
    )
    if ends <= today:
        raise TokenRefused(expired=True)
    return principal


def _json_object(segment: str) -> dict[str, Any]:
    """A part of the token, decoded; a name that occurs twice is refused."""
    try:
        text = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
        decoded = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise TokenRefused from None
    if not isinstance(decoded, dict):
        raise TokenRefused
    return decoded


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    decoded = dict(pairs)
    if len(decoded) != len(pairs):
        raise ValueError
    return decoded


def _seconds(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LAST_SECOND:
        raise TokenRefused
    return value


def _uuid(value: object) -> UUID:
    if not isinstance(value, str) or len(value) != 36:
        raise TokenRefused
    try:
        return UUID(value)
    except ValueError:
        raise TokenRefused from None
