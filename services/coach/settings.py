"""What the coach needs from its environment beside what every serving process needs."""

from pydantic import Field

from shared.settings import ProcessSettings


class ApiSettings(ProcessSettings):
    """`database_url` is that of the role `coach_api`."""

    show_unchecked_numbers: bool = Field(
        default=False,
        description="true or false: whether crisis numbers nobody has checked are shown, with the notice that says so",
    )


class WorkerSettings(ProcessSettings):
    """`database_url` is that of the role `coach_worker`."""
