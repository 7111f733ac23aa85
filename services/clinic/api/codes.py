"""Secrets that are handed out once: random, and known here by their hash alone."""

import base64
import hashlib
import secrets
from uuid import UUID

CODE_BYTES = 20
REFRESH_BYTES = 32


def new_code() -> str:
    """160 random bits as 32 small letters and digits, which can also be typed."""
    return base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower()


def new_refresh_token() -> str:
    return secrets.token_urlsafe(REFRESH_BYTES)


def hash_of_code(code: str) -> bytes:
    """What is stored of a code. Typing it in capitals is the same code."""
    return _hash(code.strip().lower())


def hash_of_token(token: str) -> bytes:
    return _hash(token)


def hash_of_id(request_id: UUID) -> bytes:
    """What is stored of the id under which a code was used."""
    return hashlib.sha256(request_id.bytes).digest()


def _hash(secret: str) -> bytes:
    # No salt and no stretching: nobody guesses this many random bits.
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
