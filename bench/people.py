"""People with keys and tokens, and what they send."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg

from shared.auth import TokenSigner, new_signing_key
from shared.catalogue import load_catalogue
from shared.database import Database
from shared.keyring import FileKeyProvider, Keyring

ISSUER, KID = "bench", "bench-1"
NOTE = "Came home late and could not settle; the meeting went round and round, as it did last week, until past one."
PUBLISH = (
    "INSERT INTO log.issuers (kid, issuer, algorithm, public_key, active_from)"
    " VALUES ($1, $2, 'EdDSA', $3, now() - interval '1 hour')"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A client with a token that holds for the whole run."""

    org: UUID
    subject: UUID
    token: str


async def invite(owner_url: str, clinic_url: str, keys: Path, clients: int, organisations: int = 5) -> list[Person]:
    """Clients of a few organisations, with an issuer whose key signed their tokens."""
    signer = TokenSigner(new_signing_key()[0], KID, ISSUER)
    owner = await asyncpg.connect(owner_url)
    await owner.execute(PUBLISH, KID, ISSUER, signer.public_key)
    await owner.close()
    provider, database = FileKeyProvider(keys), Database(clinic_url, pool_size=1)
    keyring = Keyring(provider, database)
    people: list[Person] = []
    for _ in range(organisations):
        org = uuid4()
        await provider.create(org)
        async with database.unit_of_work(org) as work:
            for _ in range(clients // organisations):
                person = _signed_in(signer, org)
                await keyring.create(work, org, person.subject, "client")
                people.append(person)
    await database.stop()
    return people


def _signed_in(signer: TokenSigner, org: UUID) -> Person:
    subject = uuid4()
    now, lifetime = datetime.now(UTC) - timedelta(minutes=1), timedelta(hours=2)
    token = signer.sign(org=org, subject=subject, roles=["client"], now=now, lifetime=lifetime)
    return Person(org, subject, token)


def moment(number: int, emotions: list[str], zone: str = "Europe/Dublin") -> dict[str, object]:
    """What the person `number` says, ten fields with the id; every fourth writes a note as well."""
    said: dict[str, object] = {
        "emotions": [emotions[number % len(emotions)], emotions[(number * 7 + 3) % len(emotions)]],
        "intensity": number % 10 + 1,
        "triggers": ["work", "an argument"],
        "context": {"energy": "low", "place": "bed", "privacy": "private", "minutes": 5, "can_write": True},
        "occurred_at": datetime.now(UTC).isoformat(),
        "time_zone": zone,
        "source": "web",
        "offered": ["square-breathing"],
    }
    return said | ({"note": NOTE} if number % 4 == 0 else {})


def check_in_requests(people: Sequence[Person]) -> list[tuple[bytes, bytes]]:
    """For each person the bytes before and after the id of a POST /v1/check-ins."""
    emotions = list(load_catalogue().emotions)
    return [_around_the_id(person.token, moment(number, emotions)) for number, person in enumerate(people)]


def _around_the_id(token: str, said: dict[str, object]) -> tuple[bytes, bytes]:
    rest = json.dumps(said)[1:]
    before, after = '{"id": "', f'", {rest}'
    length = len(before) + 36 + len(after.encode())
    head = (
        "POST /v1/check-ins HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {length}\r\n\r\n"
    )
    return (head + before).encode(), after.encode()
