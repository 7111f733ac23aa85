"""The secrets of one machine: made on the first run, kept in files that only their owner may read."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from shared.auth import new_signing_key

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


@dataclass(frozen=True)
class Keys:
    """The keys of the organisations, the key that signs tokens, and the passwords of the database roles."""

    folder: Path

    def __post_init__(self) -> None:
        for each in (self.folder, self.organisations, self.passwords):
            each.mkdir(parents=True, exist_ok=True)
        for each in (self.organisations, self.passwords):
            each.chmod(PRIVATE_FOLDER)

    @property
    def organisations(self) -> Path:
        return self.folder / "keys"

    @property
    def passwords(self) -> Path:
        return self.folder / "passwords"

    @property
    def signing(self) -> Path:
        """The path of an Ed25519 private key in PEM."""
        path = self.folder / "signing-key.pem"
        if not path.exists():
            write_private(path, new_signing_key()[0].encode())
        return path

    def password(self, role: str) -> str:
        path = self.passwords / role
        if not path.exists():
            write_private(path, secrets.token_urlsafe(32).encode())
        return path.read_text()


def write_private(path: Path, content: bytes) -> None:
    """Never readable by others, not even for a moment; whole or not there at all."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
        file.write(content)
    unfinished.rename(path)
