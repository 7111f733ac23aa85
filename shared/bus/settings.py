"""The pace of hearing. The defaults are what runs; tests go faster."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HearingSettings:
    """Times are seconds. `pauses` come before the second, third, ... try of a failed event; after the last one it is
    dead. `block` must stay below the socket's time limit of 5 s."""

    batch: int = 100
    page: int = 500
    look: float = 1.0
    young: float = 3.0
    pauses: tuple[float, ...] = (1.0, 5.0, 30.0, 120.0)
    retry: float = 0.5
    supervise: float = 0.5
    block: float = 1.0
    graceful: float = 15.0
    idle_consumer: float = 600.0
    tidy: float = 60.0
    old: float = 10.0
