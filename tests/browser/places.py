"""The ways to the screens: some stand in the foot, all others in the list behind More."""

import re

from playwright.sync_api import Page


def open_more(page: Page, name: str) -> None:
    """Go to a place of the list behind More."""
    page.get_by_role("navigation").get_by_role("button", name="More").click()
    page.get_by_role("list").get_by_role("button", name=re.compile(f"^{re.escape(name)}")).click()
