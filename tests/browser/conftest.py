"""The whole stack, once, with the web app built from this very folder; and devices to look at it with."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from deploy.local import web
from tests.browser.device import PHONE, Device, Look
from tests.integration.house import House, open_house

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
MISSING = "There is no Chromium here, and these tests drive one. On Debian: apt-get install chromium"
MakeDevice = Callable[..., Device]


@pytest.fixture(scope="package")
def house(postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Every process of every service and the gateway, which serves the app too."""
    pages = web.make(web.TEST)
    folder = tmp_path_factory.mktemp("browser")
    with open_house(postgres_url, redis_url, folder, {"SHOW_UNCHECKED_NUMBERS": "true"}, pages) as opened:
        yield opened


@pytest.fixture(scope="package")
def address(house: House) -> str:
    """Under this name a browser takes it for a safe place; a number it would not."""
    return f"http://localhost:{house.port}"


@pytest.fixture(scope="package")
def chromium() -> str:
    """The program that is driven."""
    found = next((path for each in CHROMIUM if (path := shutil.which(each))), None)
    return found or pytest.fail(MISSING)


@pytest.fixture(scope="package")
def browser(chromium: str, house: House) -> Iterator[Browser]:
    """After the house, because nothing else may wait for anything in this thread while a browser is driven."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def device(browser: Browser, address: str) -> Iterator[MakeDevice]:
    """Makes devices; in the end none of them has had any trouble."""
    made: list[Device] = []

    def make(size: tuple[int, int] = PHONE, look: Look = "light") -> Device:
        made.append(Device.of(browser, address, size, look))
        return made[-1]

    yield make
    for each in made:
        each.context.close()
    assert [trouble for each in made for trouble in each.troubles] == []


@pytest.fixture
def page(device: MakeDevice) -> Page:
    """The app on a phone, opened for the first time."""
    return device().open()
