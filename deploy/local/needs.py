"""What the report needs of this machine beside Python: the libraries that set its text, and a font."""

import ctypes
import sys

LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libfontconfig.so.1",
)
GET_THEM = (
    "The report is set with Pango, and this machine has no {}.\n"
    "On Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core\n"
    "Nothing was started."
)


class Missing(Exception):
    """Something has to be installed first; the text says what and how."""


def refuse_without_pango() -> None:
    """Raises Missing. Only on Linux, where the names are known for certain."""
    if lacking := missing():
        raise Missing(GET_THEM.format(" and no ".join(lacking)))


def missing() -> list[str]:
    return [name for name in LIBRARIES if sys.platform == "linux" and not there(name)]


def there(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
