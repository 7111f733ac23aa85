"""What web/ takes from the services, written into web/ where its build reads it: python -m deploy.local.for_web

With --check nothing is written; what is out of date is named, and the exit code is 1. No server is needed.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI

from deploy.local.environment import ROOT
from deploy.local.first_line import first_line_of
from services.checkin import main as checkin
from services.checkin.settings import ApiSettings as CheckinSettings
from services.clinic import main as clinic
from services.clinic.settings import ApiSettings as ClinicSettings
from services.coach import main as coach
from services.coach.settings import ApiSettings as CoachSettings
from services.notifier import main as notifier
from services.notifier.settings import ApiSettings as NotifierSettings
from services.reports import main as reports
from services.reports.settings import ApiSettings as ReportsSettings
from shared.catalogue import load_catalogue
from shared.catalogue.crisis import Directory, load_directory

WEB = ROOT / "web"


def apis() -> dict[str, FastAPI]:
    """Every service's API, built and never started; it would connect only when it starts."""
    given: dict[str, Any] = {
        "database_url": "postgresql://nobody@127.0.0.1/none",
        "redis_url": "redis://127.0.0.1/0",
        "key_folder": tempfile.gettempdir(),
    }
    return {
        "checkin": checkin.build_api(CheckinSettings(**given)),
        "clinic": clinic.build_api(ClinicSettings(**given, signing_key=any_key())),
        "coach": coach.build_api(CoachSettings(**given)),
        "notifier": notifier.build_api(NotifierSettings(**given)),
        "reports": reports.build_api(ReportsSettings(**given)),
    }


def any_key() -> str:
    key = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return key.decode()


def documents() -> dict[Path, str]:
    """Path to content of everything that is written."""
    found = apis()
    described = {WEB / "openapi" / f"{name}.json": written(app.openapi()) for name, app in found.items()}
    wheel = asyncio.run(answer(found["checkin"], "/v1/emotions"))
    practices = asyncio.run(answer(found["coach"], "/v1/techniques"))
    pages = asyncio.run(learn_pages(found["coach"]))
    return described | {
        WEB / "catalogue" / "emotions.json": written(wheel),
        WEB / "catalogue" / "first-line.json": written(first_line_of(load_catalogue())),
        WEB / "catalogue" / "help.json": written(numbers(load_directory())),
        WEB / "catalogue" / "learn.json": written(pages),
        WEB / "catalogue" / "techniques.json": written(practices),
    }


async def answer(app: FastAPI, path: str) -> Any:
    """What the API answers to anybody, with nothing behind it."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return (await client.get(path)).raise_for_status().json()


async def learn_pages(app: FastAPI) -> Any:
    """The pages to read, each in whole, in their order."""
    shown = await answer(app, "/v1/learn")
    return shown | {"pages": [await answer(app, f"/v1/learn/{each['id']}") for each in shown["pages"]]}


def numbers(directory: Directory) -> dict[str, Any]:
    """The crisis resources, so that the help page has them without any network; each line with what a phone dials."""
    shown: dict[str, Any] = directory.model_dump(mode="json")
    for row, entry in zip(
        (*directory.countries.values(), directory.other),
        (*shown["countries"].values(), shown["other"]),
        strict=True,
    ):
        for name, lines in (("lines", row.lines), ("unsafe_home", row.unsafe_home)):
            for line, described in zip(lines, entry[name], strict=True):
                described["dial"] = line.dial
    return shown


def written(content: Any) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def stale() -> Iterator[Path]:
    for path, content in documents().items():
        if not path.exists() or path.read_text() != content:
            yield path


def write() -> None:
    for path, content in documents().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def main(arguments: list[str]) -> int:
    if arguments != ["--check"]:
        write()
        return 0
    names = [str(path.relative_to(ROOT)) for path in stale()]
    if names:
        print(f"Out of date: {', '.join(names)}. Write them with: python -m deploy.local.for_web")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
