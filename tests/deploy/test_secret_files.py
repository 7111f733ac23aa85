"""The secrets of compose.yaml: made once, of the right form, hidden by the folder they are in."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from deploy.containers import secret_files
from shared.auth import TokenSigner
from shared.database.roles import PROCESSES

ROOT = Path(__file__).resolve().parents[2]


def test_there_is_a_password_and_an_address_for_every_role() -> None:
    assert set(secret_files.ROLES) == {f"{service}_{kind}" for service, kinds in PROCESSES.items() for kind in kinds}


def test_an_address_holds_the_very_password_its_server_knows(tmp_path: Path) -> None:
    secret_files.make(tmp_path)
    for name in (*secret_files.ROLES, "postgres", *secret_files.REDIS):
        address = urlsplit((tmp_path / f"{name}_url").read_text())
        assert address.password == (tmp_path / f"{name}_password").read_text()
    for server in secret_files.REDIS:
        password = (tmp_path / f"{server}_password").read_text()
        assert f"requirepass {password}" in (tmp_path / f"{server}_conf").read_text().splitlines()


def test_no_two_passwords_are_the_same(tmp_path: Path) -> None:
    secret_files.make(tmp_path)
    passwords = [path.read_text() for path in tmp_path.glob("*_password")]
    assert len(set(passwords)) == len(passwords) > len(secret_files.ROLES)


def test_the_signing_key_is_new_and_one_the_clinic_can_sign_with(tmp_path: Path) -> None:
    keys = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        secret_files.make(folder)
        keys.append(TokenSigner((folder / "signing_key").read_text(), "key", "issuer").public_key)
    assert keys[0] != keys[1]


def test_only_the_folder_s_owner_gets_at_the_files_on_this_machine(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    secret_files.make(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o444}


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    first = secret_files.make(tmp_path)
    before = {path.name: path.read_text() for path in tmp_path.iterdir()}
    (tmp_path / "signing_key").unlink()
    assert secret_files.make(tmp_path) == 1
    after = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert first == len(before) == len(after)
    assert {name for name in before if before[name] != after[name]} == {"signing_key"}


def test_they_are_made_by_a_python_that_has_nothing_installed(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from deploy.containers.secret_files import main; main(['.'])"
    )
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "secrets made" in done.stdout
