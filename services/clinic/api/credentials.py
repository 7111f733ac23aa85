"""The clinic as an issuer: signs access tokens, publishes its public key, shows it as JWKS."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from shared.auth import LoadIssuers, Role, TokenSigner, public_jwk
from shared.database import Database

ALGORITHM = "EdDSA"
# A minute back, because the verifiers' clocks may run behind the database's.
PUBLISH = text(
    "INSERT INTO log.issuers (kid, issuer, algorithm, public_key, active_from)"
    " VALUES (:kid, :issuer, :algorithm, :public_key, now() - interval '1 minute') ON CONFLICT DO NOTHING"
)


def signer_for(private_key: str, issuer: str) -> TokenSigner:
    """The signer with the key's own id, so that another key never comes under the same one. Raises ValueError."""
    public_key = TokenSigner(private_key, "", issuer).public_key
    return TokenSigner(private_key, hashlib.sha256(public_key.encode()).hexdigest()[:16], issuer)


@dataclass(frozen=True, slots=True)
class Lifetimes:
    access: timedelta
    refresh: timedelta
    invitation: timedelta


class Issuer:
    """What is signed here, and the keys that verify it."""

    def __init__(self, signer: TokenSigner, audience: str, lifetime: timedelta, load: LoadIssuers) -> None:
        self._signer = signer
        self._audience = audience
        self._load = load
        self.lifetime = lifetime

    async def publish(self, database: Database) -> None:
        """Make the public key known to every service; doing it again changes nothing."""
        row = {
            "kid": self._signer.kid,
            "issuer": self._signer.issuer,
            "algorithm": ALGORITHM,
            "public_key": self._signer.public_key,
        }
        async with database.unit_of_work(None) as work:
            await work.connection.execute(PUBLISH, row)

    def access_token(self, org: UUID, subject: UUID, roles: Collection[Role], now: datetime) -> str:
        return self._signer.sign(
            org=org, subject=subject, roles=roles, now=now, lifetime=self.lifetime, audience=self._audience
        )

    async def jwks(self, now: datetime) -> bytes:
        """The keys that are in use, as RFC 7517 has it."""
        rows = sorted(await self._load(), key=lambda row: row.kid)
        own = [row for row in rows if row.issuer == self._signer.issuer and row.active(now)]
        return json.dumps({"keys": [public_jwk(row.public_key, row.kid) for row in own]}).encode()
