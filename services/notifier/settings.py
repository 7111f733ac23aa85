"""What the notifier needs from its environment beside what every serving process needs."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationInfo

from services.notifier.words import reveals
from shared.settings import ProcessSettings


class ApiSettings(ProcessSettings):
    """`database_url` is that of the role `notifier_api`."""


class CommandSettings(ProcessSettings):
    """What the operator's commands need; `database_url` is that of the role `notifier_worker`."""


def _outlasts_a_try(lease: float, info: ValidationInfo) -> float:
    """Whoever holds an occurrence must be done with it before somebody else may take it."""
    if lease <= info.data.get("smtp_seconds", 0.0):
        raise ValueError
    return lease


def _is_a_name(name: str) -> str:
    """It stands in every message, where others may see it."""
    if not name.isprintable() or not name.strip() or reveals(name):
        raise ValueError
    return name


class WorkerSettings(CommandSettings):
    """Times are seconds. A message is tried `tries` times at most, with pauses that double up to the longest."""

    smtp_host: str = Field(min_length=1, description="the name or address of the mail server")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="a port from 1 to 65535")
    smtp_starttls: bool = Field(default=True, description="true or false: whether the connection must be encrypted")
    smtp_user: str | None = Field(default=None, min_length=1, description="the name to log in to the mail server with")
    smtp_password: SecretStr | None = Field(default=None, min_length=1, description="a password that is not empty")
    smtp_seconds: float = Field(default=15.0, gt=0, le=300, description="seconds above 0, at most 300")
    mail_from: str = Field(pattern=r"^[^@\s<>,]+@[^@\s<>,]+$", description="an e-mail address")
    mail_name: Annotated[str, AfterValidator(_is_a_name)] = Field(
        default="A note", min_length=1, max_length=60, description="a name on one line that reveals nothing"
    )
    look_seconds: float = Field(default=1.0, gt=0, le=60, description="seconds above 0, at most 60")
    lease_seconds: Annotated[float, AfterValidator(_outlasts_a_try)] = Field(
        default=60.0, gt=0, le=3600, description="seconds, more than SMTP_SECONDS and at most 3600"
    )
    first_pause_seconds: float = Field(default=15.0, gt=0, le=3600, description="seconds above 0, at most 3600")
    longest_pause_seconds: float = Field(default=900.0, gt=0, le=3600, description="seconds above 0, at most 3600")
    tries: int = Field(default=10, ge=1, le=100, description="a whole number from 1 to 100")
    batch: int = Field(default=50, ge=1, le=500, description="a whole number from 1 to 500")
    at_once: int = Field(default=10, ge=1, le=100, description="a whole number from 1 to 100")
