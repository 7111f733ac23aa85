"""Keys: everything said about a person is sealed under that person's own key, and destroying the key destroys it."""

from shared.keyring.envelope import Heard, canonical, derived_id, open_event, seal_event
from shared.keyring.faults import KeysAway, KeyUnreadable, NotReadable, SubjectErased, SubjectExists, SubjectUnknown
from shared.keyring.keyring import Keyring, SubjectKind
from shared.keyring.provider import FileKeyProvider, KeyProvider
from shared.keyring.sealing import NoteKey, SubjectKey

__all__ = [
    "FileKeyProvider",
    "Heard",
    "KeyProvider",
    "KeyUnreadable",
    "Keyring",
    "KeysAway",
    "NotReadable",
    "NoteKey",
    "SubjectErased",
    "SubjectExists",
    "SubjectKey",
    "SubjectKind",
    "SubjectUnknown",
    "canonical",
    "derived_id",
    "open_event",
    "seal_event",
]
