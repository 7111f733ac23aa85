"""A process's environment, read strictly: every fault is named at once, by variable, and no value is ever shown."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, TypeVar

from pydantic import AfterValidator, DirectoryPath, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

EXIT_CODE = 2
FILE_SUFFIX = "_FILE"
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


def _starts_with(*schemes: str) -> AfterValidator:
    def check(url: SecretStr) -> SecretStr:
        if not url.get_secret_value().startswith(tuple(f"{scheme}://" for scheme in schemes)):
            raise ValueError
        return url

    return AfterValidator(check)


PostgresUrl = Annotated[SecretStr, _starts_with("postgresql", "postgres")]
RedisUrl = Annotated[SecretStr, _starts_with("redis", "rediss", "unix")]
HttpUrlText = Annotated[str, Field(pattern=r"^https?://[^\s/]+")]
S = TypeVar("S", bound="Settings")


class SettingsFault(Exception):
    """`faults` holds one line per variable: "NAME: what is wrong or needed"."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class VariablesAndFiles(PydanticBaseSettingsSource):
    """The environment, where NAME_FILE may name a file that holds NAME."""

    def __init__(self, kind: type[BaseSettings], environment: Mapping[str, str], faults: dict[str, str]) -> None:
        super().__init__(kind)
        self._environment = environment
        self._faults = faults

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        return self._value(field_name.upper()), field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {name: self._value(name.upper()) for name in self.settings_cls.model_fields}
        return {name: value for name, value in found.items() if value is not None}

    def _value(self, variable: str) -> str | None:
        plain, path = self._environment.get(variable), self._environment.get(variable + FILE_SUFFIX)
        if path is None:
            return plain
        if plain is not None:
            self._faults[variable] = f"give either {variable} or {variable}{FILE_SUFFIX}, not both"
            return None
        try:
            return Path(path).read_text().rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            self._faults[variable] = f"{variable}{FILE_SUFFIX} does not name a text file that can be read"
            return None


class Settings(BaseSettings):
    """What every set of settings has in common. A field's `description` says what is allowed."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, *_: Any, **__: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `read_settings` gathered: no .env file, no folder of secrets."""
        return (init_settings,)


class ProcessSettings(Settings):
    """What every serving process needs, workers included."""

    database_url: PostgresUrl = Field(description="a postgresql:// address with this process's own role")
    redis_url: RedisUrl = Field(description="a redis:// or rediss:// address")
    key_folder: DirectoryPath = Field(description="a folder that exists and holds the organisations' keys")
    host: str = Field(default="127.0.0.1", min_length=1, description="the address to listen on")
    port: int = Field(default=8000, ge=1, le=65535, description="a port from 1 to 65535")
    token_audience: str = Field(default="smallhours", min_length=1, description="the audience tokens must name")
    log_level: LogLevel = Field(default="INFO", description="one of DEBUG, INFO, WARNING, ERROR")
    otlp_endpoint: HttpUrlText | None = Field(default=None, description="an http:// or https:// address")


class MigrationSettings(Settings):
    """What `migrate` needs: the owner's address, and the passwords the service's roles get (None leaves them)."""

    database_url: PostgresUrl = Field(description="a postgresql:// address of the database's owner")
    api_password: SecretStr | None = Field(default=None, min_length=1, description="a password that is not empty")
    worker_password: SecretStr | None = Field(default=None, min_length=1, description="a password that is not empty")
    log_level: LogLevel = Field(default="INFO", description="one of DEBUG, INFO, WARNING, ERROR")


def read_settings(kind: type[S], environment: Mapping[str, str] | None = None) -> S:
    """Read `kind` from the environment (this process's own by default). Raises SettingsFault."""
    faults: dict[str, str] = {}
    source = VariablesAndFiles(kind, os.environ if environment is None else environment, faults)
    values = source()
    try:
        settings = kind(**values)
    except ValidationError as error:
        for problem in error.errors(include_input=False, include_context=False, include_url=False):
            name = str(problem["loc"][0]) if problem["loc"] else "SETTINGS"
            faults.setdefault(name.upper(), _what_is_wrong(kind, name, str(problem["type"])))
    if faults:
        raise SettingsFault([f"{variable}: {what}" for variable, what in sorted(faults.items())])
    return settings


def settings_or_exit(kind: type[S]) -> S:
    """Read `kind`, or name every fault on standard error and end the process with exit code 2."""
    try:
        return read_settings(kind)
    except SettingsFault as fault:
        _give_up(fault)


def _give_up(fault: SettingsFault) -> NoReturn:
    print("These settings are missing or wrong:", *fault.faults, sep="\n  ", file=sys.stderr)
    raise SystemExit(EXIT_CODE) from None


def _what_is_wrong(kind: type[Settings], name: str, problem: str) -> str:
    field = kind.model_fields.get(name)
    allowed = field.description if field is not None and field.description else "a value of the right kind"
    return f"missing; needed: {allowed}" if problem == "missing" else f"wrong; needed: {allowed}"
