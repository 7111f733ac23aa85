"""Looks for words in any bytes, in whatever form they may have been written."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping

BASE64_RUN = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
HEX_RUN = re.compile(rb"(?:[0-9a-fA-F]{2}){8,}")
ALIGNMENTS = (0, 1, 2)


def forms(word: str) -> dict[str, bytes]:
    """The word as it may stand somewhere, by the name of the form. All in lower case, as the search is."""
    plain = word.encode()
    written = {
        "plain": plain,
        "hex": plain.hex().encode(),
        "percent": "".join(f"%{byte:02x}" for byte in plain).encode(),
        "json": "".join(f"\\u{ord(letter):04x}" for letter in word).encode(),
        "utf-16-le": word.encode("utf-16-le"),
        "utf-16-be": word.encode("utf-16-be"),
    }
    written |= {f"base64+{shift}": within_base64(plain, shift) for shift in ALIGNMENTS}
    return {name: each.lower() for name, each in written.items()}


def within_base64(plain: bytes, shift: int) -> bytes:
    """What stays the same of the word in any base64 in which it begins `shift` bytes after a multiple of three."""
    padded = b"\0" * shift + plain
    whole = base64.b64encode(padded + b"\0" * (-len(padded) % 3))
    first = -(-shift * 8 // 6)
    return whole[first : len(padded) * 8 // 6]


def sightings(words: Mapping[str, str], places: Mapping[str, bytes]) -> set[tuple[str, str, str]]:
    """(word's name, place, form) for every place where a word stands."""
    wanted = {name: forms(word) for name, word in words.items()}
    return {
        (name, place, f"{layer}{form}")
        for place, content in places.items()
        for layer, written in layers(content)
        for name, each in wanted.items()
        for form, letters in each.items()
        if letters in written
    }


def layers(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What is written, and what is written inside all that looks like hex or base64 there; in lower case."""
    yield "", content.lower()
    yield "hex of ", b"\n".join(binascii.unhexlify(run) for run in HEX_RUN.findall(content)).lower()
    yield "base64 of ", b"\n".join(unpacked(run) for run in BASE64_RUN.findall(content)).lower()


def unpacked(run: bytes) -> bytes:
    """What a run of letters says if it is base64, whichever alphabet it is in."""
    letters = run.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    return base64.b64decode(letters[: len(letters) // 4 * 4])
