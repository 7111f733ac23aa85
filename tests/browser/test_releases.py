"""A new version of the app: when a device takes it over, and that it can be installed at all."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from deploy.gateway.table import load_table
from deploy.local import web
from deploy.local.processes import GATEWAY, Process, answers, end, system, wait_for
from deploy.local.servers import free_port, leashed


@pytest.fixture
def versions(tmp_path: Path, address: str) -> tuple[Path, Path]:
    """The app as it was built, and a later one that says so; the house has seen to it that there is a build."""
    for version in ("one", "two"):
        shutil.copytree(web.TEST.folder, tmp_path / version)
    page, worker = tmp_path / "two" / "index.html", tmp_path / "two" / "sw.js"
    page.write_text(page.read_text().replace("<html ", '<html data-release="later" '))
    worker.write_text(worker.read_text().replace("shell-", "shell-later-"))
    return tmp_path / "one", tmp_path / "two"


@contextmanager
def serving(pages: Path, port: int) -> Iterator[None]:
    """A gateway with this version and nothing behind it."""
    nowhere = [f"{service}=http://127.0.0.1:1" for service in load_table().services]
    command = [sys.executable, "-m", "deploy.gateway", str(port), *nowhere, f"pages={pages}"]
    log = pages.with_suffix(".log")
    gateway = Process(GATEWAY, port, log, leashed(command, log=log, environment=system()), answers("/"))
    try:
        wait_for([gateway])
        yield
    finally:
        end([gateway])


def test_a_new_version_waits_until_the_app_is_opened_next(versions: tuple[Path, Path], browser: Browser) -> None:
    port, (one, two) = free_port(), versions
    context = browser.new_context(base_url=f"http://localhost:{port}")
    with serving(one, port):
        page = context.new_page()
        page.goto("/")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    with serving(two, port):
        page.evaluate("async () => { await (await navigator.serviceWorker.ready).update() }")
        page.wait_for_function("async () => (await navigator.serviceWorker.ready).waiting !== null")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("html[data-release]")).to_have_count(0)
        # A worker that is still busy is not changed for another one.
        page.wait_for_load_state("networkidle")
        page.close()
        page = context.new_page()
        page.goto("/")
        expect(page.locator("html[data-release]")).to_have_count(1)
        assert [name[:12] for name in page.evaluate("() => caches.keys()")] == ["shell-later-"]
    context.close()


def test_the_app_can_be_installed(browser: Browser, chromium: str, address: str, tmp_path: Path) -> None:
    """In a profile that is kept; a passing one installs nothing."""
    kept = browser.browser_type.launch_persistent_context(tmp_path, executable_path=chromium, args=["--no-sandbox"])
    page = kept.new_page()
    page.goto(address)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    devtools = kept.new_cdp_session(page)
    assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    kept.close()
