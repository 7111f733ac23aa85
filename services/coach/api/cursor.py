"""Where in a client's log streams an open stream stands, as an opaque text that only that client can use. Pure."""

import base64
import binascii
import hmac
import struct
from collections.abc import Mapping
from typing import Final

from shared.keyring import SubjectKey

FOLLOWED: Final = ("coach", "router", "notifier", "reports")
"""The services whose events a client is told of, in the order in which the text holds their versions."""

FORM: Final = struct.Struct(f">B{len(FOLLOWED)}I")
FIRST_FORM: Final = 1
MARK_BYTES: Final = 12
LONGEST: Final = 100


def written(key: SubjectKey, versions: Mapping[str, int]) -> str:
    """The text for "everything up to these versions was sent"."""
    said = FORM.pack(FIRST_FORM, *(versions[service] for service in FOLLOWED))
    return base64.urlsafe_b64encode(said + _mark(key, said)).decode()


def read(key: SubjectKey, text: str) -> dict[str, int] | None:
    """The versions in a text that `written` made with this key; None for any other text."""
    try:
        whole = base64.b64decode(text[:LONGEST].encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    said, mark = whole[:-MARK_BYTES], whole[-MARK_BYTES:]
    if len(said) != FORM.size or not hmac.compare_digest(mark, _mark(key, said)) or said[0] != FIRST_FORM:
        return None
    return dict(zip(FOLLOWED, FORM.unpack(said)[1:], strict=True))


def _mark(key: SubjectKey, said: bytes) -> bytes:
    """Nobody without the key can make it, so nobody can put a place into another one's stream."""
    return key.digest(b"place in the stream|" + said)[:MARK_BYTES]
