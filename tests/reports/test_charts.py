"""The pictures: well-formed, said in words too, safe with any text, and inside their own frame."""

import re
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from services.reports import charts
from services.reports.charts import svg
from services.reports.findings import PARTS, Cell
from services.reports.picture import draw
from services.reports.picture.parts import Dot, Family, Span, Square, When
from shared.catalogue import load_catalogue
from tests.reports.events import FIRST, LAST, asked, maya
from tests.reports.full import very_full

NAME = "{http://www.w3.org/2000/svg}"
WHENS = st.builds(
    When, st.integers(0, 55).map(lambda n: FIRST + timedelta(days=n)), st.sampled_from(PARTS), st.booleans()
)
DOTS = st.lists(st.builds(Dot, WHENS, st.integers(1, 10), st.booleans()), max_size=30)


def drawn() -> list[Markup]:
    story, _ = very_full()
    both = [draw(each.events, asked(FIRST, LAST), load_catalogue()) for each in (maya(), story)]
    made = []
    for picture in both:
        assert picture.feelings is not None
        assert picture.practices is not None
        made += [
            charts.timeline(picture.feelings.span, picture.feelings.dots, picture.practices.marks, high=True),
            charts.week(picture.feelings.squares, high=True),
            charts.families(picture.feelings.families),
            charts.change(Fraction(9), Fraction(11, 2)),
        ]
    return made


@pytest.mark.parametrize("chart", drawn(), ids=["timeline", "week", "families", "change"] * 2)
def test_a_picture_is_well_formed_and_says_itself_in_words(chart: Markup) -> None:
    root = ElementTree.fromstring(str(chart))

    assert root.attrib["role"] == "img"
    for part in ("title", "desc"):
        words = root.findtext(f"{NAME}{part}")
        assert words
        assert len(words.split()) >= 4


@pytest.mark.parametrize("chart", drawn(), ids=["timeline", "week", "families", "change"] * 2)
def test_nothing_is_drawn_outside_the_frame(chart: Markup) -> None:
    root = ElementTree.fromstring(str(chart))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for each in root.iter():
        across = [float(each.attrib[key]) for key in ("x", "cx", "x1", "x2") if key in each.attrib]
        down = [float(each.attrib[key]) for key in ("y", "cy", "y1", "y2") if key in each.attrib]
        assert all(0 <= x <= width for x in across)
        assert all(0 <= y <= height for y in down)


@pytest.mark.parametrize("chart", drawn(), ids=["timeline", "week", "families", "change"] * 2)
def test_labels_are_large_enough_to_read(chart: Markup) -> None:
    assert all(float(size) >= 8.5 for size in re.findall(r'font-size="([\d.]+)"', chart))


@given(DOTS, st.lists(WHENS, max_size=10))
@settings(max_examples=30)
def test_a_stronger_moment_never_stands_lower(dots: list[Dot], marks: list[When]) -> None:
    root = ElementTree.fromstring(str(charts.timeline(Span(FIRST, LAST), dots, marks, high=True)))
    heights = [float(each.attrib["cy"]) for each in root.findall(f"{NAME}circle")]

    pairs = sorted(zip((dot.intensity for dot in dots), heights, strict=True))
    assert [y for _, y in pairs] == sorted((y for _, y in pairs), reverse=True)


def test_without_the_practices_nothing_of_them_is_drawn() -> None:
    dots = [Dot(When(FIRST, "morning"), 5, pleasant=False)]

    assert "practice" in charts.timeline(Span(FIRST, LAST), dots, [When(FIRST, "morning")], high=True)
    assert "practice" not in charts.timeline(Span(FIRST, LAST), dots, None, high=True)


def test_without_the_high_moments_none_is_counted() -> None:
    dots = [Dot(When(FIRST, "morning"), intensity, pleasant=False) for intensity in (5, 9)]
    plain = charts.timeline(Span(FIRST, LAST), dots, None, high=False)
    assert "8 or above" in charts.timeline(Span(FIRST, LAST), dots, None, high=True)
    assert "8 or above" not in plain
    assert plain.count('r="3.9"') == 0

    squares = [Square(Cell(0, "morning"), 4, 4, Fraction(9), 4)]

    assert "4 at 8 or above" in charts.week(squares, high=True)
    assert "8 or above" not in charts.week(squares, high=False)
    assert charts.week(squares, high=False).count("<circle") == 0


def test_many_high_moments_become_a_number() -> None:
    square = Square(Cell(0, "morning"), 30, 30, Fraction(9), 23)

    assert "× 23" in charts.week([square], high=True)


@pytest.mark.parametrize("days", [1, 3, 7, 10, 14, 31, 56, 120, 365, 1000])
def test_day_labels_never_stand_on_each_other(days: int) -> None:
    span = Span(FIRST, FIRST + timedelta(days=days - 1))
    chart = str(charts.timeline(span, [], None, high=False))
    labels = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>\d+ [A-Z][a-z]{2}<', chart)]

    assert len(labels) <= 12
    assert all(after - before >= 45 for before, after in pairwise(labels))
    assert labels or days < 7


def test_text_is_escaped() -> None:
    family = Family("<script>", 3, Fraction(4), (('"&<b>', 3),))

    chart = charts.families([family])

    assert "<script>" not in chart
    assert "<b>" not in chart
    assert svg.text(1, 2, "a<b", fill='"x').endswith("a&lt;b</text>")


def test_no_chart_needs_a_date_today() -> None:
    assert charts.timeline(Span(date(2020, 1, 1), date(2020, 1, 1)), [], [], high=True)
