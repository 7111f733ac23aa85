"""The secrets of one machine: made once, for their owner alone; and addresses that hold them."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from deploy.local.keys import Keys
from deploy.local.urls import with_role


def private(path: Path) -> bool:
    return path.stat().st_mode & 0o077 == 0


def test_secrets_are_made_once_and_stay(tmp_path: Path) -> None:
    first, again = Keys(tmp_path), Keys(tmp_path)
    assert first.password("checkin_api") == again.password("checkin_api")
    assert first.password("checkin_api") != first.password("coach_api")
    assert first.signing.read_bytes() == again.signing.read_bytes()


def test_secrets_are_for_their_owner_alone(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    keys.password("checkin_api")
    assert private(keys.organisations)
    assert private(keys.passwords)
    assert [private(each) for each in (keys.signing, keys.passwords / "checkin_api")] == [True, True]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["keys", "passwords", "signing-key.pem"]


def test_another_role_keeps_the_server_and_the_database() -> None:
    url = with_role("postgresql://boss:own%3Apw@db.example:5433/given?sslmode=require", "coach_api", "p/w:1@")
    parts = urlsplit(url)
    assert (parts.hostname, parts.port, parts.path, parts.query) == ("db.example", 5433, "/given", "sslmode=require")
    assert (parts.username, unquote(parts.password or "")) == ("coach_api", "p/w:1@")


def test_another_role_reaches_the_same_socket() -> None:
    parts = urlsplit(with_role("postgresql://postgres@/postgres?host=/tmp/some%20where", "coach_api", "secret"))
    assert (parts.username, parts.hostname, parts.query) == ("coach_api", None, "host=/tmp/some%20where")
