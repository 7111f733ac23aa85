"""Crisis resources: a wrong number can cost a life, so what is shown is what was written down, and never more."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.catalogue import (
    NOT_CHECKED,
    CatalogueFault,
    CrisisResources,
    Line,
    checked_resources,
    may_be_served,
    resources,
)
from shared.catalogue.crisis import Checked, load_directory, read_directory
from shared.catalogue.sheets import FOLDER

TODAY = date(2026, 11, 1)
# Every number of docs/specification/safety.md section 4, written down a second time.
NUMBERS = {
    "US": ("911", "988"),
    "CA": ("911", "9-8-8"),
    "GB": ("999", "116 123|85258|111"),
    "IE": ("112|999", "116 123|50808"),
    "AU": ("000", "13 11 14|0477 13 11 14"),
    "NZ": ("111", "1737"),
    "EU": ("112", "116 123"),
    "DE": ("112", "0800 111 0 111|0800 111 0 222|116 123"),
    "AT": ("112|144", "142"),
    "CH": ("112|144", "143"),
    "FR": ("112|15", "3114"),
    "BE": ("112", "1813|0800 32 123"),
    "NL": ("112", "113|0800-0113"),
    "ES": ("112", "024"),
    "PT": ("112", "808 24 24 24|1411"),
    "IT": ("112", "02 2327 2327"),
    "PL": ("112", "116 123|800 70 2222|116 111"),
    "CZ": ("112", "116 123"),
    "SE": ("112", "90101"),
    "NO": ("113", "116 123"),
    "DK": ("112", "70 201 201"),
    "FI": ("112", "09 2525 0111"),
    "UA": ("112|103", "7333"),
    "TR": ("112", "112"),
    "IL": ("101", "1201"),
    "ZA": ("112|10177", "0800 567 567"),
    "IN": ("112", "14416"),
    "JP": ("119", "0120-279-338|0120-783-556"),
    "KR": ("119", "109"),
    "CN": ("120", "12356"),
    "TW": ("119", "1925"),
    "HK": ("999", "18111|2896 0000"),
    "SG": ("995", "1767"),
    "PH": ("911", "1553"),
    "BR": ("192", "188"),
    "MX": ("911", "800 911 2000"),
    "AR": ("911", "135|0800 345 1435"),
    "CL": ("131", "*4141"),
}


# For somebody who is not safe where they are; every other country has its emergency number for that.
AT_HOME = {
    "US": "1-800-799-7233|88788",
    "GB": "0808 2000 247",
    "IE": "1800 341 900",
    "AU": "1800 737 732|0458 737 732",
    "NZ": "0800 733 843",
    "DE": "116 016",
    "AT": "0800 222 555",
    "FR": "3919",
    "NL": "0800-2000",
    "ES": "016",
    "PT": "800 202 148",
    "IT": "1522",
    "SE": "020-50 50 50",
    "FI": "080 005 005",
    "ZA": "0800 428 428",
    "AR": "144",
}


def signed(entry: Any, names: tuple[str, ...] = ("A. Reader", "B. Caller"), on: date = TODAY) -> Any:
    return entry.model_copy(update={"last_checked": on, "checked_by": names})


def all_signed(found: CrisisResources, **how: Any) -> CrisisResources:
    return replace(
        found,
        emergency=tuple(signed(entry, **how) for entry in found.emergency),
        lines=tuple(signed(entry, **how) for entry in found.lines),
        unsafe_home=tuple(signed(entry, **how) for entry in found.unsafe_home),
    )


def test_there_is_a_row_for_each_country_of_the_table() -> None:
    assert set(load_directory().countries) == set(NUMBERS)


@pytest.mark.parametrize("country", NUMBERS)
def test_each_number_stands_as_it_was_written_down(country: str) -> None:
    found = resources(country)
    assert found.country == country
    assert "|".join(entry.number for entry in found.emergency) == NUMBERS[country][0]
    assert "|".join(entry.number for entry in found.lines) == NUMBERS[country][1]


@pytest.mark.parametrize("country", NUMBERS)
def test_who_is_not_safe_at_home_gets_only_numbers_that_stood_in_a_named_page(country: str) -> None:
    found = resources(country)
    assert "|".join(line.number for line in found.unsafe_home) == AT_HOME.get(country, "")
    assert all(line.seen and line.source.startswith("http") for line in found.unsafe_home)
    assert found.emergency


def test_a_number_is_dialled_without_its_gaps() -> None:
    assert [line.dial for line in resources("DE").lines] == ["08001110111", "08001110222", "116123"]
    assert resources("CA").lines[0].dial == "988"
    assert resources("CL").lines[0].dial == "*4141"


@pytest.mark.parametrize("country", [None, "", "other", "ZZ", "XK", "not a country", "🇩🇪"])
def test_an_unknown_country_still_gets_help(country: str | None) -> None:
    found = resources(country)
    assert found.country is None
    assert [entry.number for entry in found.emergency] == ["112", "911"]
    assert [site.url for site in found.websites] == ["https://findahelpline.com", "https://www.befrienders.org"]
    assert found.websites_first


@pytest.mark.parametrize(
    ("asked", "answered"), [("uk", "GB"), ("UK", "GB"), (" de ", "DE"), ("GR", "EU"), ("SK", "EU")]
)
def test_a_country_is_found_by_any_of_its_names(asked: str, answered: str) -> None:
    assert resources(asked).country == answered


def test_every_country_also_gets_the_directories() -> None:
    assert all(len(resources(country).websites) == 2 for country in NUMBERS)


@pytest.mark.parametrize("country", [*NUMBERS, None])
def test_nothing_here_claims_to_be_checked(country: str | None) -> None:
    found = resources(country, TODAY)
    assert found.notice == NOT_CHECKED == "numbers not checked"
    every = (*found.emergency, *found.lines, *found.unsafe_home)
    assert not any(entry.last_checked or entry.checked_by for entry in every)
    assert not any(line.source for line in found.lines)


@pytest.mark.parametrize("country", NUMBERS)
def test_no_country_may_be_served_before_two_people_have_checked_it(country: str) -> None:
    found = resources(country)
    assert not may_be_served(found)
    assert not may_be_served(all_signed(found, names=("A. Reader",)))
    assert not may_be_served(all_signed(found, names=("A. Reader", "A. Reader")))
    assert not may_be_served(replace(all_signed(found), emergency=found.emergency))
    assert may_be_served(replace(all_signed(found), unsafe_home=found.unsafe_home)) is not bool(found.unsafe_home)
    assert may_be_served(all_signed(found))


def test_the_answer_for_no_country_is_never_refused() -> None:
    assert may_be_served(resources(None))


def test_names_without_a_date_are_no_check() -> None:
    assert not Checked(checked_by=("A. Reader", "B. Caller")).checked


def checked_copy(folder: Path, on: str) -> Path:
    content = yaml.load((FOLDER / "crisis.yaml").read_text(), Loader=yaml.CSafeLoader)
    for entry in (*content["countries"]["NZ"]["emergency"], *content["countries"]["NZ"]["lines"]):
        entry.update(last_checked=on, checked_by=["A. Reader", "B. Caller"])
    path = folder / "crisis.yaml"
    path.write_text(yaml.dump(content))
    return path


@pytest.mark.parametrize(
    ("today", "notice"),
    [(date(2026, 11, 1), ""), (date(2027, 11, 1), ""), (date(2027, 11, 2), "last checked 2026-11-01"), (None, "")],
)
def test_a_check_older_than_a_year_says_so_and_lets_the_directories_go_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: date | None, notice: str
) -> None:
    directory = read_directory(checked_copy(tmp_path, "2026-11-01"))
    monkeypatch.setattr("shared.catalogue.crisis.load_directory", lambda: directory)
    found = checked_resources("NZ", today)
    assert (found.notice, found.websites_first) == (notice, bool(notice))
    assert may_be_served(found)


def test_where_a_country_is_checked_its_unchecked_numbers_for_home_are_left_out_and_take_nothing_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = read_directory(checked_copy(tmp_path, "2026-11-01"))
    monkeypatch.setattr("shared.catalogue.crisis.load_directory", lambda: directory)
    found = checked_resources("NZ", TODAY)
    assert (found.country, found.notice, found.unsafe_home) == ("NZ", "", ())
    assert found.lines
    assert (resources("NZ", TODAY).notice, len(resources("NZ").unsafe_home)) == (NOT_CHECKED, 1)
    assert (checked_resources("IE", TODAY).country, checked_resources(None).country) == (None, None)


@pytest.mark.parametrize(
    "number", ["", "abc", "116-", " 116 123", "116  123", "116 123 ", "1*16", "12", "1" * 16, "+", "tel:116123", "١١٦"]
)
def test_a_malformed_line_is_refused(tmp_path: Path, number: str) -> None:
    path = tmp_path / "crisis.yaml"
    shutil.copy(FOLDER / "crisis.yaml", path)
    content = yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
    content["countries"]["NZ"]["lines"][0]["number"] = number
    path.write_text(yaml.dump(content))
    with pytest.raises(CatalogueFault) as caught:
        read_directory(path)
    assert all(fault.startswith("crisis.yaml: countries.NZ.lines.0.number: ") for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda c: c["countries"]["NZ"]["emergency"][0].update(number=111), "countries.NZ.emergency.0.number"),
        (lambda c: c["countries"]["NZ"]["emergency"][0].update(number="111111"), "countries.NZ.emergency.0.number"),
        (lambda c: c["countries"]["NZ"].update(emergency=[]), "countries.NZ.emergency"),
        (lambda c: c["countries"]["NZ"]["lines"][0].update(channels=["fax"]), "countries.NZ.lines.0.channels.0"),
        (lambda c: c["countries"]["NZ"]["lines"][0].update(phone="1"), "countries.NZ.lines.0.phone"),
        (lambda c: c["countries"]["NZ"]["lines"].append(c["countries"]["NZ"]["lines"][0]), "countries.NZ: 1737"),
        (lambda c: c["countries"]["NZ"]["unsafe_home"][0].update(source=""), "countries.NZ: 0800733843 has no source"),
        (lambda c: c["countries"]["NZ"]["unsafe_home"][0].update(number="1"), "countries.NZ.unsafe_home.0.number"),
        (lambda c: c["countries"]["EU"]["covers"].append("DE"), "covers: DE"),
        (lambda c: c["aliases"].update(XX="YY"), "aliases: YY"),
        (lambda c: c.update(websites=[]), "websites"),
    ],
)
def test_a_broken_row_is_refused_by_country_and_field(tmp_path: Path, change: Any, fault: str) -> None:
    content = yaml.load((FOLDER / "crisis.yaml").read_text(), Loader=yaml.CSafeLoader)
    change(content)
    (tmp_path / "crisis.yaml").write_text(yaml.dump(content))
    with pytest.raises(CatalogueFault) as caught:
        read_directory(tmp_path / "crisis.yaml")
    assert [each for each in caught.value.faults if each.startswith(f"crisis.yaml: {fault}")]


def test_lines_that_take_only_messages_say_so() -> None:
    shout = next(line for line in resources("GB").lines if line.name == "SHOUT")
    assert (shout.channels, shout.keyword) == (("text",), "SHOUT")
    assert isinstance(shout, Line)
    assert resources("US").lines[0].channels == ("call", "text")
