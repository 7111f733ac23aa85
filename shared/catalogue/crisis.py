"""Crisis resources by country (docs/specification/safety.md section 4): numbers are safety-critical data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from shared.catalogue.sheets import FOLDER, CatalogueFault, read_sheet
from shared.catalogue.steps import Part

NOT_CHECKED = "numbers not checked"
NAMES_NEEDED = 2
STALE_AFTER = timedelta(days=365)
OTHER = "other"

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Channel = Literal["call", "text", "chat"]


def _digits(lowest: int, highest: int) -> AfterValidator:
    def counted(number: str) -> str:
        if not lowest <= sum(letter.isdigit() for letter in number) <= highest:
            raise ValueError(f"a number of {lowest} to {highest} digits")
        return number

    return AfterValidator(counted)


# Digits in groups, one space or hyphen between two groups; a star or plus only in front.
Written = Annotated[str, Field(pattern=r"^[+*]?[0-9]+([ -][0-9]+)*$")]


class Checked(Part):
    """When somebody last dialled the number or read its source, and who: empty until an operator fills it in."""

    last_checked: date | None = None
    checked_by: tuple[Annotated[str, Field(min_length=1)], ...] = ()

    @property
    def checked(self) -> bool:
        return self.last_checked is not None and len(set(self.checked_by)) >= NAMES_NEEDED


class EmergencyNumber(Checked):
    """A number for danger now."""

    number: Annotated[Written, _digits(2, 5)]
    note: str = ""
    source: str = ""


class Line(Checked):
    """Somebody to call or write to. What is not known is empty.

    `seen`: the number stood in a page that was read while the list was written. The page is not recorded, so this is
    no check.
    """

    number: Annotated[Written, _digits(3, 15)]
    name: str = ""
    channels: tuple[Channel, ...] = Field(min_length=1)
    keyword: str = ""
    hours: str = ""
    cost: str = ""
    languages: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    seen: bool = Field(default=False, strict=True)

    @property
    def dial(self) -> str:
        """The number as a telephone takes it."""
        return "".join(letter for letter in self.number if letter.isdigit() or letter in "+*")


class Website(Part):
    """A directory of help around the world."""

    name: str
    url: Annotated[str, Field(pattern=r"^https://[a-z.]+/?$")]


class Row(Part):
    """One country's numbers; `covers` are other countries that the row serves too.

    `unsafe_home`: for somebody who is not safe where they are. Only numbers that stood in the page named as their
    `source`; where there is none, the emergency number is for that too.
    """

    emergency: tuple[EmergencyNumber, ...] = Field(min_length=1)
    lines: tuple[Line, ...]
    unsafe_home: tuple[Line, ...] = ()
    covers: tuple[Country, ...] = ()


class Directory(Part):
    """crisis.yaml. `other` is the answer for every country without a row."""

    websites: tuple[Website, ...] = Field(min_length=1)
    aliases: dict[Country, Country]
    countries: dict[Country, Row]
    other: Row


@dataclass(frozen=True, slots=True)
class CrisisResources:
    """What the crisis page shows. `country` is the row's code, None for `other`.

    `notice` stands beside the numbers: that they are not checked, or when they last were, if that is long ago.
    With `websites_first` the directories come before the lines. `unsafe_home` is for somebody who is not safe where
    they are; where it is empty, the emergency number is for that too.
    """

    country: str | None
    emergency: tuple[EmergencyNumber, ...]
    lines: tuple[Line, ...]
    unsafe_home: tuple[Line, ...]
    websites: tuple[Website, ...]
    notice: str
    websites_first: bool


@cache
def load_directory() -> Directory:
    """The crisis resources of this installation. Read once; raises CatalogueFault."""
    return read_directory(FOLDER / "crisis.yaml")


def read_directory(path: Path) -> Directory:
    """The crisis resources in `path`; raises CatalogueFault naming each malformed entry."""
    directory = read_sheet(Directory, path)
    faults = [f"{path.name}: {fault}" for fault in _country_faults(directory)]
    if faults:
        raise CatalogueFault(faults)
    return directory


def resources(country: str | None, today: date | None = None) -> CrisisResources:
    """The numbers for a country code in any case, else what helps anywhere. Needs no answer and never raises.

    `today` decides whether a check is too old to be taken at its word; without it, age is not looked at.
    """
    directory = load_directory()
    return _answer(directory, *_row(directory, country), today)


def checked_resources(country: str | None, today: date | None = None) -> CrisisResources:
    """As `resources`, with nothing in it for a country that two people have not checked."""
    directory = load_directory()
    code, row = _row(directory, country)
    kept = row.model_copy(update={"unsafe_home": tuple(line for line in row.unsafe_home if line.checked)})
    found = _answer(directory, code, kept, today)
    return found if may_be_served(found) else resources(None, today)


def _answer(directory: Directory, code: str | None, row: Row, today: date | None) -> CrisisResources:
    oldest = min((entry.last_checked for entry in _numbers(row) if entry.last_checked), default=None)
    checked = all(entry.checked for entry in _numbers(row))
    stale = bool(checked and today and oldest and today - oldest > STALE_AFTER)
    return CrisisResources(
        country=code,
        emergency=row.emergency,
        lines=row.lines,
        unsafe_home=row.unsafe_home,
        websites=directory.websites,
        notice=f"last checked {oldest}" if stale else "" if checked else NOT_CHECKED,
        websites_first=stale or not row.lines,
    )


def may_be_served(found: CrisisResources) -> bool:
    """Whether production may show this country's numbers: each one dialled or read, and signed with two names.

    The answer for no country is always allowed, because help is never taken away altogether; it still says that its
    numbers are not checked.
    """
    shown = (*found.emergency, *found.lines, *found.unsafe_home)
    return found.country is None or all(entry.checked for entry in shown)


def _numbers(row: Row) -> tuple[EmergencyNumber | Line, ...]:
    return (*row.emergency, *row.lines, *row.unsafe_home)


def _row(directory: Directory, country: str | None) -> tuple[str | None, Row]:
    asked = (country or "").strip().upper()
    code = directory.aliases.get(asked, asked)
    if code in directory.countries:
        return code, directory.countries[code]
    for name, row in directory.countries.items():
        if code in row.covers:
            return name, row
    return None, directory.other


def _country_faults(directory: Directory) -> list[str]:
    rows: Mapping[str, Row] = directory.countries
    covered = [code for row in rows.values() for code in row.covers]
    faults = [f"covers: {code} stands twice" for code in covered if covered.count(code) > 1 or code in rows]
    faults += [f"aliases: {code} leads nowhere" for code in directory.aliases.values() if code not in rows]
    for name, row in rows.items():
        numbers = [line.dial for line in (*row.lines, *row.unsafe_home)]
        faults += [f"countries.{name}: {number} stands twice" for number in numbers if numbers.count(number) > 1]
        faults += [f"countries.{name}: {line.dial} has no source" for line in row.unsafe_home if not line.source]
    return faults
