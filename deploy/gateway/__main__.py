"""The gateway of one machine: python -m deploy.gateway PORT checkin=http://127.0.0.1:8001 coach=... clinic=...

With pages=FOLDER it serves a built web app from there too.
"""

import sys
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from deploy.gateway.pages import Pages
from deploy.gateway.proxy import create_gateway
from deploy.gateway.table import load_table

PAGES = "pages"


def config(app: ASGIApp, port: int) -> uvicorn.Config:
    """Server and Date are the services' own, so none are added; paths hold ids, so none are logged."""
    return uvicorn.Config(
        app,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=3,
    )


def main(port: str, *addresses: str) -> None:
    given = dict(each.split("=", 1) for each in addresses)
    folder = given.pop(PAGES, None)
    pages = Pages(Path(folder)) if folder else None
    uvicorn.Server(config(create_gateway(load_table(), given, pages=pages), int(port))).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
