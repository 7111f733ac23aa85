"""References: what a sentence may rest on."""

from collections.abc import Iterator, Mapping
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from shared.catalogue.steps import Part

Status = Literal["checked", "recalled", "verify"]


class Reference(Part):
    """A source. `checked`: its author, title, year, journal and claim were seen, and `seen` says where.

    Only a checked one may carry a sentence shown to a client. `journal` is the publisher for a book; `note` is what to
    know about the numbers.
    """

    author: str = Field(min_length=1)
    title: str = Field(min_length=1)
    year: int = Field(strict=True, ge=1900, le=2100)
    journal: str = Field(min_length=1)
    doi: str = ""
    note: str = ""
    status: Status
    seen: str = ""

    @property
    def cite(self) -> str:
        end = "" if self.title.endswith(("?", "!")) else "."
        return f"{self.author} {self.year}, {self.title}{end} {self.journal}"

    @model_validator(mode="after")
    def _says_where_it_was_seen(self) -> Self:
        if (self.status == "checked") != bool(self.seen.strip()):
            raise ValueError("status: checked needs seen, and only there")
        return self


def listed(references: Mapping[str, Reference]) -> Iterator[str]:
    """The references by status, a line each with what it says of itself; the statuses with their counts."""
    for status in reversed(get_args(Status)):
        found = {name: reference for name, reference in references.items() if reference.status == status}
        yield f"{status} ({len(found)})"
        for name, reference in found.items():
            yield f"  {name}: {reference.cite}" + (f" (doi:{reference.doi})" if reference.doi else "")
            if reference.seen:
                yield f"    seen: {reference.seen}"
