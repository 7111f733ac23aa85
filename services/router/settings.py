"""What the router needs from its environment: what every serving process needs, and nothing of its own."""

from shared.settings import ProcessSettings


class WorkerSettings(ProcessSettings):
    """`database_url` is that of the role `router_worker`."""
