"""What the clinic needs from its environment."""

from typing import Annotated

from pydantic import AfterValidator, DirectoryPath, Field, SecretStr

from shared.auth import TokenSigner
from shared.settings import LogLevel, PostgresUrl, ProcessSettings, Settings


def _is_signing_key(key: SecretStr) -> SecretStr:
    TokenSigner(key.get_secret_value(), "", "")
    return key


class ApiSettings(ProcessSettings):
    """`database_url` is that of the role `clinic_api`."""

    signing_key: Annotated[SecretStr, AfterValidator(_is_signing_key)] = Field(
        description="an Ed25519 private key in PEM"
    )
    issuer: str = Field(default="smallhours", min_length=1, description="the name that tokens are issued in")
    access_minutes: int = Field(default=15, ge=1, le=60, description="minutes from 1 to 60")
    refresh_days: int = Field(default=30, ge=1, le=365, description="days from 1 to 365")
    invitation_days: int = Field(default=14, ge=1, le=90, description="days from 1 to 90")


class OperatorSettings(Settings):
    """What the operator's commands need; `database_url` is that of the role `clinic_api`."""

    database_url: PostgresUrl = Field(description="a postgresql:// address with the role clinic_api")
    key_folder: DirectoryPath = Field(description="a folder that exists and holds the organisations' keys")
    invitation_days: int = Field(default=14, ge=1, le=90, description="days from 1 to 90")
    log_level: LogLevel = Field(default="INFO", description="one of DEBUG, INFO, WARNING, ERROR")
