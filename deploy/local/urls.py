"""Addresses of the same server for another role, or of another database."""

from urllib.parse import quote, urlsplit, urlunsplit


def with_role(url: str, role: str, password: str) -> str:
    """The same server and database for another role."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role)}:{quote(password, safe='')}@{place}"))


def with_number(url: str, number: int) -> str:
    """The same Redis server, another of its numbered databases."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{number}"))
