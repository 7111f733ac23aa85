"""What stands on the screens: plain and kind, by docs/specification/safety.md section 5."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MakeDevice
from tests.browser.gallery import on_screen, scolding
from tests.browser.places import open_more

LIMITS = {
    "What do you feel?": 6.0,
    "Help now": 4.0,
    "All practices": 6.0,
    "More": 6.0,
    "Settings": 6.0,
    "About Smallhours": 6.0,
    "This device": 6.0,
}
WAYS = {"Help now": "Need help now", "More": "More"}
MORE = {"All practices": "Practices", "Settings": "Settings", "About Smallhours": "About", "This device": "This device"}


@pytest.mark.parametrize("title", LIMITS)
def test_a_screen_reads_easily_and_scolds_nobody(title: str, device: MakeDevice) -> None:
    page = device().open()
    if title in WAYS:
        page.get_by_role("button", name=WAYS[title], exact=True).click()
    if title in MORE:
        open_more(page, MORE[title])
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert scolding(on_screen(page), LIMITS[title]) == []
