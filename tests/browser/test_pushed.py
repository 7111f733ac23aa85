"""What a push brings to a locked screen, whatever is in it. No service sends any yet; the worker is ready for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from tests.browser.device import PHONE

SHOWN = """async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag, silent }) => [title, body, tag, silent]);
}"""
TELLING = '{"title": "Therapy", "body": "You felt very anxious, 9 of 10"}'


@pytest.fixture
def context(browser: Browser, chromium: str, address: str, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser with a folder of its own, because one without may show no notification."""
    width, height = PHONE
    with_folder = browser.browser_type.launch_persistent_context(
        tmp_path,
        executable_path=chromium,
        args=["--no-sandbox"],
        base_url=address,
        viewport={"width": width, "height": height},
    )
    with_folder.grant_permissions(["notifications"], origin=address)
    yield with_folder
    with_folder.close()


def push(page: Page, address: str, data: str) -> None:
    session: CDPSession = page.context.new_cdp_session(page)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.extend(each["registrationId"] for each in told["registrations"]),
    )
    session.send("ServiceWorker.enable")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    session.send(
        "ServiceWorker.deliverPushMessage", {"origin": address, "registrationId": registrations[-1], "data": data}
    )


def test_a_push_shows_neutral_words_once_without_a_sound_and_nothing_of_what_came(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for _ in range(2):
        push(page, address, TELLING)
    page.wait_for_function(f"async () => (await ({SHOWN})()).length > 0")
    assert page.evaluate(SHOWN) == [["A minute for you?", "", "notice", True]]
