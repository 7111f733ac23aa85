"""A phone or a desk with a browser on it: what it shows, what it asks for, and what goes wrong on it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

Look = Literal["light", "dark"]
SCREENS = Path(__file__).resolve().parents[2] / "var" / "screens"
PHONE, TABLET, DESK = (360, 740), (768, 1024), (1440, 900)
SIZES = (PHONE, TABLET, DESK)
LOOKS: tuple[Look, ...] = ("light", "dark")
# Whatever follows the size of the page has done so once two more frames are drawn.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
# What a browser itself says of a request that found no network; the app has to cope without a word.
NO_NETWORK = re.compile(r"net::ERR_INTERNET_DISCONNECTED")


@dataclass(frozen=True)
class Entry:
    """How somebody came in on a device: the code, the id under which it was used, and who they are."""

    code: str
    id: str
    subject: str


@dataclass
class Device:
    """`troubles` are errors of the page, refusals by its policy, and requests that left our own address.

    What a test brings about itself it names in `expects`: a browser may tell of it seconds later.
    """

    address: str
    context: BrowserContext
    page: Page
    heard: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    entry: Entry | None = None

    @classmethod
    def of(cls, browser: Browser, address: str, size: tuple[int, int] = PHONE, look: Look = "light") -> Self:
        context = browser.new_context(
            base_url=address,
            viewport={"width": size[0], "height": size[1]},
            has_touch=size == PHONE,
            color_scheme=look,
            locale="en-IE",
        )
        device = cls(address, context, context.new_page())
        context.on("request", device._hear_request)
        context.on("console", device._hear_console)
        context.on("weberror", lambda error: device.heard.append(f"error: {error.error}"))
        return device

    @property
    def troubles(self) -> list[str]:
        return [each for each in self.heard if not any(re.search(words, each) for words in self.expected)]

    def expects(self, *words: str) -> None:
        """Whatever troubles match one of these patterns, before or after this, are part of what is tried."""
        self.expected.extend(words)

    def open(self, path: str = "/") -> Page:
        """The page at this path, ready to be used."""
        self.page.goto(path)
        self.page.locator("h1").wait_for()
        return self.page

    def becomes(self, size: tuple[int, int], look: Look) -> None:
        """The same page on a screen of this size, in this look."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.emulate_media(color_scheme=look)
        self.page.evaluate(DRAWN)

    def keep_app(self) -> None:
        """Return when the app is on the device."""
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")

    @contextmanager
    def without_network(self) -> Iterator[Page]:
        self.context.set_offline(True)
        try:
            yield self.page
        finally:
            self.context.set_offline(False)

    def save(self, name: str) -> None:
        """A picture of the whole screen in var/screens."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)

    def _hear_request(self, request: Request) -> None:
        self.asked.append(request.url)
        if not request.url.startswith((f"{self.address}/", "data:", "blob:")):
            self.heard.append(f"asked somebody else: {request.url}")

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not NO_NETWORK.search(message.text):
            self.heard.append(f"console: {message.text}")
