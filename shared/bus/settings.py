"""The pace of hearing. The defaults are what runs; tests go faster."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HearingSettings:
    """Times are seconds. `pauses` come before the second, third, ... try of a failed event; after the last one it is
    dead. `block` must stay below the socket's time limit of 5 s.

    After a batch from the stream its reader rests for `rest`, so that what nobody waits for is handled in fewer
    transactions; what comes after a silence is handled at once.

    A transaction takes new events for `slice` and is given up after `limit`, below the server's own 2 s; what may pass
    gets `goes` tries before it counts as the event's failure. Without progress for `stalled` the consumer is not
    ready. After `forsaken` without a replica that knows types of an earlier release, they no longer hold it up.
    """

    batch: int = 100
    page: int = 500
    look: float = 1.0
    young: float = 3.0
    pauses: tuple[float, ...] = (1.0, 5.0, 30.0, 120.0)
    retry: float = 0.5
    supervise: float = 0.5
    block: float = 1.0
    rest: float = 0.0
    graceful: float = 15.0
    idle_consumer: float = 600.0
    tidy: float = 60.0
    old: float = 10.0
    slice: float = 0.5
    limit: float = 1.9
    goes: int = 3
    stalled: float = 60.0
    forsaken: float = 300.0
