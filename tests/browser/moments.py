"""What a person says on the first screen, done in a browser."""

from playwright.sync_api import Locator, Page, expect


def say(page: Page, feeling: str, intensity: int, note: str = "") -> None:
    """Name it by typing, say how strong it is, and send it."""
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_label("Find a word").fill(feeling)
    page.get_by_role("option").first.click()
    if page.get_by_label("Find a word").count():
        page.get_by_role("button", name="Wheel").click()
    touch(page.get_by_role("slider"), intensity)
    if note:
        page.get_by_role("button", name="Add a little more").click()
        page.get_by_label("A note, if you like").fill(note)
    page.get_by_role("button", name="Send", exact=True).click()


def touch(line: Locator, intensity: int) -> None:
    """Touch the line where this number is; the middle of a thumb runs from one end of it to the other."""
    box = line.bounding_box()
    assert box is not None
    thumb = line.page.evaluate("() => 2 * parseFloat(getComputedStyle(document.documentElement).fontSize)")
    line.click(position={"x": thumb / 2 + (box["width"] - thumb) * (intensity - 1) / 9, "y": box["height"] / 2})


def offered(page: Page) -> list[str]:
    """The names of what is offered, the first large; waits until something is."""
    expect(page.locator(".offer-first h2")).to_be_visible()
    return page.locator(".offer-first h2, .offer-others .button span:first-child").all_inner_texts()


def begin_first(page: Page) -> str:
    """Begin the one thing to do here; its name."""
    (first, *_) = offered(page)
    page.get_by_role("button", name=f"Begin: {first}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    return first


def stop_and_rate(page: Page, intensity: int) -> None:
    """Stop here, and say how it is now."""
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("heading", name="How is it now?")).to_be_visible()
    touch(page.get_by_role("slider"), intensity)
    page.get_by_role("button", name="That is it").click()
