"""Serves the web app beside the services: its files with the headers that hold the page in, and nothing else.

The files are read once, when the gateway starts: a path can lead to no other file, and a build never changes under a
page that is open.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

INDEX = "/index.html"
ASSETS = "assets"  # Their names hold a hash of their content.
NO_PAGES = ("/v1/", "/.well-known/")
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
BROTLI = ".br"  # The build lays it beside a text.
COMPRESSED = {".png", ".woff2"}  # By their own nature.
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "shell",
}
# What the page itself uses is not named: waking the screen, clipboard, passkeys.
SWITCHED_OFF = (
    *("accelerometer", "ambient-light-sensor", "attribution-reporting", "autoplay", "bluetooth", "browsing-topics"),
    *("camera", "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "payment", "serial", "storage-access", "usb"),
    *("window-management", "xr-spatial-tracking"),
)
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "Permissions-Policy": ", ".join(f"{name}=()" for name in SWITCHED_OFF),
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class File:
    """`packed` is the content under each encoding that makes it smaller, the smallest first."""

    content: bytes
    packed: Mapping[str, bytes]
    media_type: str
    caching: str
    etag: str


class Pages:
    """What stands in a folder that `vite build` made. Raises OSError when there is none."""

    def __init__(self, folder: Path) -> None:
        paths = sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix != BROTLI)
        self._files: Mapping[str, File] = {f"/{path.relative_to(folder).as_posix()}": read(path) for path in paths}
        if INDEX not in self._files:
            raise FileNotFoundError(f"{folder} holds no built web app; make it with: make web")

    def answer(self, request: Request) -> Response | None:
        """None when there is no such page, which is for the gateway to say."""
        if request.method not in {"GET", "HEAD"}:
            return None
        found = self._files.get(INDEX if is_navigation(request) else request.url.path)
        return None if found is None else respond(request, found)


def is_navigation(request: Request) -> bool:
    """Somebody opens the app, at whatever address: it finds its own way from there."""
    path = request.url.path
    if path == "/":
        return True
    if path.startswith(NO_PAGES) or "." in path.rpartition("/")[2]:
        return False
    return "text/html" in request.headers.get("accept", "")


def read(path: Path) -> File:
    content = path.read_bytes()
    return File(
        content=content,
        packed={} if path.suffix in COMPRESSED else packings(path, content),
        media_type=TYPES.get(path.suffix, "application/octet-stream"),
        caching=FOR_EVER if path.parent.name == ASSETS else ASK_AGAIN,
        etag=f'"{hashlib.sha256(content).hexdigest()[:32]}"',
    )


def packings(path: Path, content: bytes) -> dict[str, bytes]:
    beside = path.with_name(path.name + BROTLI)
    # What is older than its text was packed of another one.
    current = beside.exists() and beside.stat().st_mtime_ns >= path.stat().st_mtime_ns
    packed = {"br": beside.read_bytes()} if current else {}
    packed["gzip"] = gzip.compress(content, mtime=0)
    return {encoding: each for encoding, each in packed.items() if len(each) < len(content)}


def respond(request: Request, file: File) -> Response:
    headers = {**HEADERS, "Cache-Control": file.caching, "ETag": file.etag, "Vary": "Accept-Encoding"}
    if file.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    content = file.content
    if encoding := next((each for each in file.packed if each in accepted(request)), None):
        content, headers["Content-Encoding"] = file.packed[encoding], encoding
    answer = Response(b"" if request.method == "HEAD" else content, media_type=file.media_type, headers=headers)
    answer.headers["Content-Length"] = str(len(content))
    return answer


def accepted(request: Request) -> set[str]:
    """The encodings that whoever asks can unpack; a weight of nought says that they cannot."""
    named = request.headers.get("accept-encoding", "").replace(" ", "").lower().split(",")
    weighed = (each.partition(";q=") for each in named)
    return {name for name, _, weight in weighed if not weight or weight.strip("0.")}
