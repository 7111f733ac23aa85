"""python -m bench.first_load: from opening the app for the first time, on a slow phone, to a tap that opens a family.

The built app comes from the gateway as a client gets it: nothing is kept, no worker runs yet, every byte is fetched.
"""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, CDPSession, ConsoleMessage, Page, ViewportSize, sync_playwright

from bench.arithmetic import in_turn, median, ratio
from bench.proc import machine
from bench.table import Goal, Line, Report, grid
from bench.world import VAR, Failed
from deploy.gateway.table import load_table
from deploy.local import web
from deploy.local.processes import Process, answers, end, system, wait_for
from deploy.local.servers import free_port, leashed

ROUNDS = 7
PHONE: ViewportSize = {"width": 360, "height": 740}
SLOWER_BY = 4
LIMIT_SECONDS = 2.0
"""From the issue that asked for the app."""
GOAL = Goal("at_most", 1)
SLOW, SLOWEST = "slow 4G", "a delay for each request"
# In milliseconds and bytes a second: what Lighthouse calls slow 4G, and what it has a browser put in for it.
NETWORKS: Mapping[str, Mapping[str, float]] = {
    SLOW: {"latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8},
    SLOWEST: {"latency": 562.5, "downloadThroughput": 1_474_560 / 8, "uploadThroughput": 675_000 / 8},
}
Times = Mapping[str, float]
MOMENTS = ("loaded", "drawn", "answered")
# Tells of the first picture with a family in it, and where a finger finds that; then of the first with a word of it.
# The console carries it: whatever asked the page again and again would take its time from the slowed-down thread.
WATCH = """{
    window.seen = {};
    const tell = (what, where) => {
        seen[what] = performance.now();
        console.debug(what, where.x, where.y);
    };
    const frame = () => {
        const family = document.querySelector('.wheel-svg [role=button]');
        if (family && !seen.drawn) {
            const {x, y, width, height} = family.getBoundingClientRect();
            tell('drawn', {x: x + width / 2, y: y + height / 2});
        }
        if (document.querySelector('.wheel-svg [role=option]')) tell('answered', {x: 0, y: 0});
        else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}"""
TOLD = """() => {
    const asked = new Set([...document.querySelectorAll('head :is([src], [rel=stylesheet], [rel=modulepreload])')]
        .map((each) => each.src || each.href));
    const ended = performance.getEntriesByType('resource').filter((each) => asked.has(each.name));
    return {loaded: Math.max(...ended.map((each) => each.responseEnd)), drawn: seen.drawn, answered: seen.answered};
}"""


class Loads:
    """Each round opens the app once on a network of each kind, on a device that has never seen it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self.seen: dict[str, list[Times]] = {kind: [] for kind in NETWORKS}
        self.own: list[float] = []

    def measure(self) -> None:
        self._load(NETWORKS[SLOW], SLOWER_BY)  # The browser itself starts at its first page.
        for number in range(ROUNDS):
            for kind in in_turn(list(NETWORKS), number):
                self.seen[kind].append(self._load(NETWORKS[kind], SLOWER_BY))
            self.own.append(self._load(NETWORKS[SLOW], 1)["own"])

    def _load(self, network: Mapping[str, float], slower: int) -> Times:
        """In seconds since it was opened; `own` is what the page's thread itself has run."""
        context = self._browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
        try:
            page = context.new_page()
            session = slowed_down(page, network, slower)
            page.add_init_script(WATCH)
            before = thread_seconds(session)
            with page.expect_console_message(says("drawn")) as drawn:
                page.goto(self._address, wait_until="commit")
            with page.expect_console_message(says("answered")):
                page.touchscreen.tap(*where(drawn.value))
            told = {name: milliseconds / 1000 for name, milliseconds in page.evaluate(TOLD).items()}
            return told | {"own": thread_seconds(session) - before}
        finally:
            context.close()

    def lines(self) -> list[Line]:
        own = Line("of it the page's own CPU, not slowed down", f"{median(self.own) * 1000:.0f} ms")
        return [*self._lines(SLOW, GOAL), own, *self._lines(SLOWEST, None)]

    def _lines(self, kind: str, goal: Goal | None) -> list[Line]:
        answered, loaded = (median([each[name] for each in self.seen[kind]]) for name in ("answered", "loaded"))
        what, figure, limit = f"first load to an answered tap, {kind}", f"{answered:.2f} s", f"{LIMIT_SECONDS:.1f} s"
        return [
            Line(what, figure, limit, ratio(answered, LIMIT_SECONDS), goal),
            Line("of it until script and style were there", f"{loaded:.2f} s"),
        ]

    def grid(self) -> str:
        rows = [
            (kind, *(f"{each[name]:.2f}" for name in MOMENTS)) for kind, loads in self.seen.items() for each in loads
        ]
        return grid(("network", *(f"{name} s" for name in MOMENTS)), rows)


def says(what: str) -> Callable[[ConsoleMessage], bool]:
    return lambda message: message.text.startswith(what)


def where(message: ConsoleMessage) -> tuple[float, float]:
    _, x, y = message.text.split()
    return float(x), float(y)


def slowed_down(page: Page, network: Mapping[str, float], slower: int) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **network})
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    return session


def thread_seconds(session: CDPSession) -> float:
    told = session.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in told if each["name"] == "TaskDuration")


@contextmanager
def served(pages: Path) -> Iterator[str]:
    """The gateway with the built app and nothing behind it, which nobody needs who has not joined."""
    VAR.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=VAR) as folder:
        port, log = free_port(), Path(folder) / "gateway.log"
        nobody = [f"{service}=http://127.0.0.1:{free_port()}" for service in set(load_table().prefixes.values())]
        command = [sys.executable, "-m", "deploy.gateway", str(port), f"pages={pages}", *nobody]
        gateway = Process("gateway", port, log, leashed(command, log=log, environment=system()), answers("/"))
        try:
            wait_for([gateway])
            yield f"http://localhost:{port}/"
        finally:
            end([gateway])


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own, as in the browser tests."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise Failed("This drives a Chromium, and there is none here. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def measure(report: Report) -> None:
    with served(web.make(web.RELEASE)) as address, chromium() as browser:
        loads = Loads(browser, address)
        loads.measure()
    report.tell(loads.lines(), loads.grid())


def main() -> None:
    print(machine(), flush=True)
    with Report() as report:
        measure(report)


if __name__ == "__main__":
    main()
