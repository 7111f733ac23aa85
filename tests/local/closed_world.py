"""Run inside a folder that is what an image holds: imports all of it, with nothing else to be had.

Usage: closed_world.py CONSTRAINTS PACKAGE... Every import of something that is not pinned in CONSTRAINTS is refused, as
it would be in the image. Ends with a traceback if that is not enough; prints the modules it imported.
"""

import importlib
import importlib.metadata
import pkgutil
import re
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


class OnlyPinned(MetaPathFinder):
    """Refuses what an installed distribution provides that is not pinned."""

    def __init__(self, pinned: set[str]) -> None:
        providers = importlib.metadata.packages_distributions()
        own = {"shared", "services"}
        self.refused = {
            module
            for module, distributions in providers.items()
            if module not in own and not any(normal(each) in pinned for each in distributions)
        }

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in self.refused:
            raise ModuleNotFoundError(f"{name} is not pinned for this service", name=name)
        return None


def everything_in(package: str) -> list[str]:
    """The package and all its modules but migration scripts, which alembic runs in an environment of its own."""
    module = importlib.import_module(package)
    found = pkgutil.walk_packages(module.__path__, f"{package}.")
    return [package, *(each.name for each in found if not re.search(r"\.(migrations|versions)\.", each.name))]


def main(constraints: str, *packages: str) -> None:
    pinned = {normal(line.split("==")[0]) for line in Path(constraints).read_text().splitlines() if "==" in line}
    # The installed checkout has a finder of its own, which would lend this folder what it lacks.
    sys.meta_path[:] = [OnlyPinned(pinned), BuiltinImporter, FrozenImporter, PathFinder]
    for package in packages:
        for name in everything_in(package):
            importlib.import_module(name)
            print(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
