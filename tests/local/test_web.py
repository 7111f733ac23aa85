"""How the web app's build finds its tools and knows that it is up to date."""

from pathlib import Path

import pytest

from deploy.local import environment, web

BUILDS = (web.RELEASE, web.DEMO, web.TEST)


def program(path: Path, says: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {says}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("said", "version"), [("v20.19.1\n", (20, 19)), ("v18.13.0", (18, 13)), ("", (0, 0)), ("no node", (0, 0))]
)
def test_a_version_is_read_or_is_none(said: str, version: tuple[int, ...]) -> None:
    assert web.version_of(said) == version


@pytest.mark.parametrize(("version", "well"), [("v20.19.0", True), ("v24.1.0", True), ("v20.18.9", False)])
def test_a_node_has_to_be_new_enough(version: str, well: bool, tmp_path: Path) -> None:
    program(tmp_path / "node", version)
    program(tmp_path / "npm", "11.0.0")
    assert web.will_do({"PATH": f"{tmp_path}:/usr/bin:/bin"}) is well


def test_a_node_without_npm_will_not_do(tmp_path: Path) -> None:
    program(tmp_path / "node", "v24.1.0")
    assert not web.will_do({"PATH": str(tmp_path)})


def test_without_any_node_the_pinned_one_is_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What pip would do is done here by writing the two programs."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setattr(web, "FOLDER", tmp_path)

    def pip(*arguments: str) -> None:
        assert arguments == ("install", "--require-hashes", "-r", str(web.NODE_PINNED))
        for name in ("node", "npm"):
            program(tmp_path / "bin" / name, "v24.19.0")

    monkeypatch.setattr(web, "pip", pip)
    assert web.with_node()["PATH"].startswith(str(tmp_path / "bin"))


def test_a_node_that_cannot_be_had_is_told_with_the_way_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(web, "FOLDER", tmp_path)

    def pip(*_: str) -> None:
        raise environment.NotReady("no network")

    monkeypatch.setattr(web, "pip", pip)
    with pytest.raises(environment.NotReady, match=r"Node 20\.19 or later"):
        web.with_node()


def test_a_build_is_out_of_date_as_soon_as_a_source_or_a_setting_changes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(web, "WEB", tmp_path)
    monkeypatch.delenv("SHOW_UNCHECKED_NUMBERS", raising=False)
    source = tmp_path / "src" / "main.tsx"
    source.parent.mkdir()
    source.write_text("one")
    first = web.fingerprint(web.RELEASE)
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "x").write_text("not a source")
    assert web.fingerprint(web.RELEASE) == first
    monkeypatch.setenv("SHOW_UNCHECKED_NUMBERS", "true")
    shown = web.fingerprint(web.RELEASE)
    source.write_text("two")
    assert len({first, shown, web.fingerprint(web.RELEASE), web.fingerprint(web.DEMO)}) == 4


def test_only_the_demo_and_tests_show_numbers_that_nobody_has_checked() -> None:
    assert [bool(build.settings) for build in BUILDS] == [False, True, True]
    assert len({build.folder for build in BUILDS}) == len(BUILDS)
