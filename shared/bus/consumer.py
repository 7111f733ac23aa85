"""What all parts of one hearing share."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.bus.inbox import Inbox
from shared.bus.parking import Parking
from shared.bus.settings import HearingSettings
from shared.bus.work import Handler
from shared.database import Database
from shared.keyring import Keyring
from shared.log import Clock
from shared.telemetry import Metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumer:
    """Who hears, what it does with each event type, where it keeps account of it, and at which pace."""

    name: str
    handlers: Mapping[str, Handler]
    inbox: Inbox
    parking: Parking
    database: Database
    keyring: Keyring
    clock: Clock
    settings: HearingSettings
    metrics: Metrics

    @property
    def types(self) -> frozenset[str]:
        return frozenset(self.handlers)

    def count(self, outcome: str, events: int) -> None:
        self.metrics.consumer_events_total.labels(self.name, outcome).inc(events)
