"""The same practices kept by the library `eventsourcing`: one aggregate for each client, events sealed with AES-GCM."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.cryptography import AESCipher
from eventsourcing.domain import Aggregate

from bench.practised import practised
from shared.events import Contract

SAVED_TOGETHER = 50


class Practices(Aggregate):
    """A client's practices by id, folded as the coach folds them."""

    def __init__(self) -> None:
        self.runs: dict[UUID, dict[str, Any]] = {}

    class Run(Aggregate.Event):
        practice_id: UUID
        technique_id: str
        size: str
        check_in_id: UUID
        emotions: list[str]
        triggers: list[str]
        intensity_before: int
        started_at: datetime

        def run(self, aggregate: Aggregate) -> dict[str, Any]:
            return cast(Practices, aggregate).runs[self.practice_id]

    class PracticeStarted(Run):
        steps: int

        def apply(self, aggregate: Aggregate) -> None:
            begun = {
                "technique_id": self.technique_id,
                "steps": self.steps,
                "responses": [],
                "started": self.started_at,
            }
            cast(Practices, aggregate).runs[self.practice_id] = begun

    class PracticeStepCompleted(Run):
        step: int
        response: str | None

        def apply(self, aggregate: Aggregate) -> None:
            self.run(aggregate)["responses"].append(self.response)

    class PracticeFinished(Run):
        intensity_after: int | None
        helped: str | None

        def apply(self, aggregate: Aggregate) -> None:
            self.run(aggregate)["finished"] = True

    class PracticeRated(Run):
        intensity_after: int | None
        helped: str | None

        def apply(self, aggregate: Aggregate) -> None:
            self.run(aggregate).update(after=self.intensity_after, helped=self.helped)


class Peer:
    """The library's application on the owner's connection of the same server."""

    def __init__(self, url: str) -> None:
        self._app = Application[UUID](env=environment(url))

    def keep(self, clients: Sequence[UUID], runs: int) -> list[UUID]:
        """Record each client's practices; returns the aggregates' ids."""
        return [self._kept(client, runs) for client in clients]

    def _kept(self, client: UUID, runs: int) -> UUID:
        practices = Practices()
        for number, (contract, fields) in enumerate(practised(client, runs)):
            practices.trigger_event(event_of(contract), **fields)
            if number % SAVED_TOGETHER == 0:  # Hundreds in one pipeline were seen to stand still.
                self._app.save(practices)
        self._app.save(practices)
        return practices.id

    def replay(self, aggregate: UUID) -> int:
        """How many practices the aggregate has, after reading all its events."""
        return len(cast(Practices, self._app.repository.get(aggregate)).runs)

    def close(self) -> None:
        self._app.close()


def event_of(contract: type[Contract]) -> type[Any]:
    return cast(type[Any], getattr(Practices, contract.__name__))


def environment(url: str) -> dict[str, str]:
    """The library's own settings for a server given by its address."""
    parts = urlsplit(url)
    folder = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parts.path.lstrip("/"),
        "POSTGRES_HOST": unquote(folder),
        "POSTGRES_PORT": str(parts.port or 5432),
        "POSTGRES_USER": parts.username or "postgres",
        "POSTGRES_PASSWORD": parts.password or "none",
        "CIPHER_TOPIC": "eventsourcing.cryptography:AESCipher",
        "CIPHER_KEY": AESCipher.create_key(32),
    }
