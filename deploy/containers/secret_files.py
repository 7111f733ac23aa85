"""Makes the secrets that compose.yaml mounts, one file each: python3 -m deploy.containers.secret_files [folder]

What is there stays as it is. Standard library only.
"""

import base64
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

FOLDER = Path("var") / "compose" / "secrets"
# One login role each; the Celery process of reports works as reports_worker.
ROLES = (
    "checkin_api",
    "router_worker",
    "coach_api",
    "coach_worker",
    "notifier_api",
    "notifier_worker",
    "reports_api",
    "reports_worker",
    "clinic_api",
)
REDIS = ("redis", "broker")
# A container's user is nobody on this machine, so the files are readable and the folder around them is not.
READABLE = 0o444
PRIVATE_FOLDER = 0o700
ED25519_PKCS8 = bytes.fromhex("302e020100300506032b657004220420")  # RFC 8410 section 7; the 32 bytes of the key follow.


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0]) if arguments else FOLDER
    made = make(folder)
    print(f"{made} secrets made in {folder}." if made else f"All secrets are in {folder} already.")


def make(folder: Path) -> int:
    """Write what is missing; gives how many files that were."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)
    return sum(write_once(folder / name, content) for name, content in wanted(folder))


def wanted(folder: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Every file with what makes its content; a password comes before the addresses that hold it."""
    yield "postgres_password", new_password
    yield "postgres_url", partial(postgres_url, folder, "postgres")
    for role in ROLES:
        yield f"{role}_password", new_password
        yield f"{role}_url", partial(postgres_url, folder, role)
    for server in REDIS:
        yield f"{server}_password", new_password
        yield f"{server}_conf", partial(redis_settings, folder, server)
        yield f"{server}_url", partial(redis_url, folder, server)
    yield "signing_key", new_signing_key
    yield "smtp_password", new_password  # For whoever has an account at a mail server to write over.


def new_password() -> str:
    return secrets.token_urlsafe(32)


def password(folder: Path, name: str) -> str:
    return (folder / f"{name}_password").read_text()


def postgres_url(folder: Path, role: str) -> str:
    return f"postgresql://{role}:{password(folder, role)}@postgres:5432/postgres"


def redis_url(folder: Path, server: str) -> str:
    return f"redis://:{password(folder, server)}@{server}:6379/0"


def redis_settings(folder: Path, server: str) -> str:
    return f'requirepass {password(folder, server)}\nsave ""\nappendonly no\nmaxmemory-policy noeviction\n'


def new_signing_key() -> str:
    """A new Ed25519 private key, in PEM."""
    text = base64.b64encode(ED25519_PKCS8 + secrets.token_bytes(32)).decode()
    return f"-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n"


def write_once(path: Path, content: Callable[[], str]) -> bool:
    """Whole or not there at all; False when it was there."""
    if path.exists():
        return False
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, READABLE), "w") as file:
        file.write(content())
    unfinished.chmod(READABLE)
    unfinished.rename(path)
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
