"""AES-256-GCM under a subject's key. What is sealed opens only where it was sealed: same subject, same place."""

import hmac
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.keyring.faults import NotReadable

VERSION = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16

# What a sealed text is for is part of its associated data, so that one kind never opens as another.
ROW, EVENT, NOTE, NOTE_KEY = b"row", b"event", b"note", b"note key"


def seal(cipher: AESGCM, plaintext: bytes, associated: bytes) -> bytes:
    """version byte | nonce | ciphertext with its tag."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + cipher.encrypt(nonce, plaintext, VERSION + associated)


def unseal(cipher: AESGCM, sealed: bytes, associated: bytes) -> bytes:
    """The plaintext. Raises NotReadable."""
    if sealed[:1] != VERSION or len(sealed) < 1 + NONCE_BYTES + TAG_BYTES:
        raise NotReadable
    nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return cipher.decrypt(nonce, ciphertext, VERSION + associated)
    except InvalidTag:
        raise NotReadable from None


class _Sealer:
    """One key of one subject. Its representation shows neither."""

    __slots__ = ("_cipher", "_place", "org", "subject")

    def __init__(self, org: UUID, subject: UUID, secret: bytes) -> None:
        self.org, self.subject = org, subject
        self._cipher = AESGCM(secret)
        self._place = b"|".join((org.bytes, subject.bytes, b""))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def _associated(self, kind: bytes, about: bytes) -> bytes:
        return self._place + kind + b"|" + about

    def _seal(self, kind: bytes, plaintext: bytes, about: bytes) -> bytes:
        return seal(self._cipher, plaintext, self._associated(kind, about))

    def _open(self, kind: bytes, sealed: bytes, about: bytes) -> bytes:
        return unseal(self._cipher, sealed, self._associated(kind, about))


class NoteKey(_Sealer):
    """The own key of one free-text note. `about` is what the note belongs to: the event's id as bytes."""

    __slots__ = ()

    def seal(self, plaintext: bytes, about: bytes) -> bytes:
        return self._seal(NOTE, plaintext, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """Raises NotReadable."""
        return self._open(NOTE, sealed, about)


class SubjectKey(_Sealer):
    """The key of one subject: client, staff member, clinic or organisation."""

    __slots__ = ("_digest_key",)

    def __init__(self, org: UUID, subject: UUID, secret: bytes) -> None:
        super().__init__(org, subject, secret)
        self._digest_key = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"smallhours digest 1").derive(secret)

    def seal(self, plaintext: bytes, about: bytes) -> bytes:
        """Seal a row's content. `about` labels the place: table and row key, such as b"coach.profile"."""
        return self._seal(ROW, plaintext, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """Open what `seal` made with the same `about`. Raises NotReadable."""
        return self._open(ROW, sealed, about)

    def seal_event(self, body: bytes, event_id: UUID, event_type: str) -> bytes:
        return self._seal(EVENT, body, event_id.bytes + event_type.encode())

    def open_event(self, sealed: bytes, event_id: UUID, event_type: str) -> bytes:
        """Raises NotReadable."""
        return self._open(EVENT, sealed, event_id.bytes + event_type.encode())

    def digest(self, content: bytes) -> bytes:
        """Keyed hash of `content`: comparable for equality under the same key, says nothing without it."""
        return hmac.digest(self._digest_key, content, "sha256")

    def new_note_key(self) -> tuple[NoteKey, bytes]:
        """A fresh key for one note, and the same wrapped, for log.note_keys."""
        secret = os.urandom(KEY_BYTES)
        return NoteKey(self.org, self.subject, secret), self._seal(NOTE_KEY, secret, b"")

    def note_key(self, wrapped: bytes) -> NoteKey:
        """Raises NotReadable."""
        return NoteKey(self.org, self.subject, self._open(NOTE_KEY, wrapped, b""))
