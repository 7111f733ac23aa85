"""The routing table: path prefix to service."""

from dataclasses import dataclass
from pathlib import Path

import yaml

ROUTES = Path(__file__).with_name("routes.yaml")


@dataclass(frozen=True)
class Table:
    """`prefixes` maps "/v1/check-ins" to "checkin"; a prefix ends at a slash or at the end of the path."""

    prefixes: dict[str, str]

    def service(self, path: str) -> str | None:
        """Who answers `path`; None when nobody does."""
        while path:
            if path in self.prefixes:
                return self.prefixes[path]
            path = path.rpartition("/")[0]
        return None

    @property
    def services(self) -> frozenset[str]:
        return frozenset(self.prefixes.values())


def load_table(path: Path = ROUTES) -> Table:
    return Table(yaml.safe_load(path.read_text()))
