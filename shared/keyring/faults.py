"""Never known, erased, and unreadable are three different answers; none of them says whose key it was."""


class SubjectUnknown(Exception):
    """This organisation never had a key for the subject."""


class SubjectErased(Exception):
    """The subject's key was destroyed; only the tombstone is left."""


class SubjectExists(Exception):
    """The subject already has a key."""


class KeyUnreadable(Exception):
    """A key is there but cannot be used: wrong folder, unknown key id, damage. Never to be taken for erasure."""


class KeysAway(KeyUnreadable):
    """The place where the keys are held cannot be reached; the key itself may be whole."""


class NotReadable(Exception):
    """A sealed text does not open: damaged, moved to another place, or sealed under another key."""
