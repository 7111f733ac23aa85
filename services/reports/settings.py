"""What reports needs from its environment beside what every serving process needs."""

from pydantic import Field

from shared.settings import ProcessSettings, RedisUrl


class ApiSettings(ProcessSettings):
    """`database_url` is that of the role `reports_api`."""


class WorkerSettings(ProcessSettings):
    """`database_url` is that of the role `reports_worker`."""

    broker_url: RedisUrl = Field(description="a redis:// or rediss:// address for Celery's queue")
    again_seconds: float = Field(
        default=10,
        gt=0,
        le=600,
        description="seconds up to 600 until a build nobody took is handed again",
    )
    build_seconds: int = Field(
        default=120, ge=10, le=1800, description="whole seconds from 10 to 1800 that one build may take"
    )


class CelerySettings(WorkerSettings):
    """The same role as the worker; `host` and `port` are where its health is told."""

    concurrency: int = Field(default=2, ge=1, le=64, description="a number of builds at once from 1 to 64")
