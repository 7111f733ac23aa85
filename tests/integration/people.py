"""Clients of real organisations, with real keys and real tokens, and what they say."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from shared.auth import TokenSigner, new_signing_key
from shared.database import Database
from shared.keyring import FileKeyProvider, Keyring
from tests.databases import FreshDatabase, connected

ISSUER, KID = "integration", "integration-1"
PUBLISH = (
    "INSERT INTO log.issuers (kid, issuer, algorithm, public_key, active_from)"
    " VALUES ($1, $2, 'EdDSA', $3, now() - interval '1 hour') ON CONFLICT DO NOTHING"
)
# Strong and heavy ones among them, so that some moments bring a card.
FEELINGS = ("sad.depressed", "happy", "angry.humiliated", "fearful", "sad", "disgusted.awful.detestable", "angry")


@dataclass(frozen=True, slots=True)
class Person:
    """A client with a token that holds for the whole test."""

    org: UUID
    subject: UUID
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


async def invite(database: FreshDatabase, keys: Path, clients: int, organisations: int = 2) -> list[Person]:
    """Clients spread over a few organisations; their subject keys exist, and an issuer signed their tokens."""
    signer = TokenSigner(new_signing_key()[0], KID, ISSUER)
    async with connected(database.owner) as owner:
        await owner.execute(PUBLISH, KID, ISSUER, signer.public_key)
    provider, keeper = FileKeyProvider(keys), Database(database.url("clinic_api"), pool_size=1)
    keyring = Keyring(provider, keeper)
    people: list[Person] = []
    try:
        for _ in range(organisations):
            org = uuid4()
            await provider.create(org)
            async with keeper.unit_of_work(org) as work:
                for _ in range(clients // organisations):
                    person = signed_in(signer, org)
                    await keyring.create(work, org, person.subject, "client")
                    people.append(person)
    finally:
        await keeper.stop()
    return people


def signed_in(signer: TokenSigner, org: UUID) -> Person:
    subject, now = uuid4(), datetime.now(UTC) - timedelta(minutes=1)
    token = signer.sign(org=org, subject=subject, roles=["client"], now=now, lifetime=timedelta(hours=1))
    return Person(org, subject, token)


def moment(number: int, id: UUID) -> dict[str, Any]:
    """The body of a check-in; every fifth has a note."""
    said: dict[str, Any] = {
        "id": str(id),
        "emotions": [FEELINGS[number % len(FEELINGS)]],
        "intensity": 10 - number // 3 % 10,
        "triggers": ["work"],
        "context": {"energy": "low", "place": "bed", "minutes": 5},
        "occurred_at": datetime.now(UTC).isoformat(),
        "time_zone": "Europe/Dublin",
    }
    return said | ({"note": "It went round and round again."} if number % 5 == 0 else {})
