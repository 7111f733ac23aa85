"""Which processes there are to deploy, and what each may be told by its environment."""

import importlib

from shared.database.roles import PROCESSES
from shared.settings import MigrationSettings, Settings

# Celery's process works with the role of its service's worker, so it has no role of its own.
PROCESS_NAMES = sorted(
    [*(f"{service}-{kind}" for service, kinds in PROCESSES.items() for kind in kinds), "reports-celery"]
)
SETTINGS = {"api": "ApiSettings", "worker": "WorkerSettings", "celery": "CelerySettings"}
FILE_SUFFIX = "_FILE"
BY_THE_IMAGE = {"HOST", "KEY_FOLDER"}


def settings_of(service: str, kind: str) -> type[Settings]:
    if kind == "migrate":
        return MigrationSettings
    found: type[Settings] = getattr(importlib.import_module(f"services.{service}.settings"), SETTINGS[kind])
    return found


def variables(settings: type[Settings]) -> set[str]:
    return {name.upper() for name in settings.model_fields}


def needed(settings: type[Settings]) -> set[str]:
    """What has to be given from outside the image."""
    fields = settings.model_fields.items()
    return {name.upper() for name, field in fields if field.is_required()} - BY_THE_IMAGE


def told(names: set[str]) -> set[str]:
    """The variables that are given, in themselves or as a file."""
    return {name.removesuffix(FILE_SUFFIX) for name in names}
