"""What Linux says of processes: scheduler time, memory, children; and of the machine."""

import os
import platform
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Memory:
    """In megabytes. `resident` counts shared pages fully, `proportional` by how many processes share them."""

    resident: float
    proportional: float


def cpu_seconds(pid: int) -> float:
    """Time that all threads of a process have run, by the scheduler, to the nanosecond."""
    total = 0
    for thread in (PROC / str(pid) / "task").iterdir():
        total += int((thread / "schedstat").read_text().split()[0])
    return total / 1e9


def children(pid: int) -> list[int]:
    """A process's children, their children and so on."""
    own = [int(each) for each in (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()]
    return [each for child in own for each in (child, *children(child))]


def command_of(leash: int) -> int:
    """The process that a leash holds."""
    return children(leash)[0]


def running(program: str) -> list[int]:
    """Those of this process's children, and their children, that run a program of this name."""
    return [pid for pid in children(os.getpid()) if (PROC / str(pid) / "comm").read_text().strip() == program]


def memory(pids: list[int]) -> Memory:
    """Of several processes together."""
    told = [(PROC / str(pid) / "smaps_rollup").read_text() for pid in pids]
    return Memory(*(sum(_kilobytes(text, name) for text in told) / 1024 for name in ("Rss", "Pss")))


def _kilobytes(text: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) if found else 0


def machine() -> str:
    """One line about what this ran on, and how busy it was."""
    model = re.search(r"^model name\s*:\s*(.+)$", (PROC / "cpuinfo").read_text(), re.MULTILINE)
    load = "/".join(f"{each:.1f}" for each in os.getloadavg())
    processor = model.group(1) if model else platform.machine()
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {os.cpu_count()} cores, {processor}; "
        f"Linux {platform.release().split('-')[0]}; Python {platform.python_version()}; load average {load}"
    )
