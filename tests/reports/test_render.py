"""The page and its PDF: the same bytes for the same events, only what is ticked, two pages, nothing reached."""

import io
import random
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from services.reports.picture import Asked, draw
from services.reports.render import PageReachesOut, PangoMissing, Printed, html, pdf, printer
from services.reports.words import BARRIERS, FIELDS, shortened
from shared.catalogue import load_catalogue
from shared.catalogue.words import forbidden_words
from tests.reports.canaries import PRINTED, told
from tests.reports.events import (
    EVERYTHING,
    FIRST,
    LAST,
    LINE,
    NOTE,
    Happened,
    asked,
    maya,
)
from tests.reports.full import quiet_week, very_full

CATALOGUE = load_catalogue()
MADE_AT = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
VERSIONS = {"report": "1"}
ROOT = Path(__file__).parents[2]


def page(events: list[Happened], terms: Asked) -> str:
    return html(draw(events, terms, CATALOGUE), made_on=MADE_AT.date(), versions=VERSIONS)


def printed(events: list[Happened], terms: Asked) -> Printed:
    return pdf(page(events, terms), identifier=b"0123456789abcdef", made_at=MADE_AT)


def text_of(made: Printed) -> str:
    reader = PdfReader(io.BytesIO(made.content))
    return re.sub(r"\s+", " ", " ".join(each.extract_text() for each in reader.pages))


@pytest.fixture(scope="module")
def mayas() -> Printed:
    story = maya()
    noted = next(each.id for each in story.events if each.data.type == "check_in.recorded")
    return printed(story.events, asked(FIRST, LAST, notes={noted: NOTE}))


def test_maya_takes_two_pages_and_says_monday_mornings(mayas: Printed) -> None:
    said = text_of(mayas)

    assert mayas.pages == 2
    assert "Harder moments gathered on Monday mornings: 8 of 8 logged, against 1 of 68 at other times." in said
    assert "Logging is not random" in said
    assert LINE in said
    assert NOTE in said


def test_the_same_events_in_any_order_are_the_same_bytes(mayas: Printed) -> None:
    story = maya()
    noted = next(each.id for each in story.events if each.data.type == "check_in.recorded")
    random.Random(5).shuffle(story.events)

    again = printed(story.events, asked(FIRST, LAST, notes={noted: NOTE}))

    assert again.content == mayas.content


SECOND_PROCESS = """
import sys, hashlib
from tests.reports.test_render import printed
from tests.reports.events import LAST, asked
from tests.reports.full import quiet_week
from datetime import timedelta
made = printed(quiet_week().events, asked(LAST - timedelta(days=6), LAST))
print(hashlib.sha256(made.content).hexdigest())
"""


def test_another_process_prints_the_same_bytes() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", SECOND_PROCESS],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]

    assert len(runs[0].strip()) == 64
    assert runs[0] == runs[1]


def test_another_identifier_or_time_is_another_file() -> None:
    sheet = page(quiet_week().events, asked(LAST, LAST))
    first = pdf(sheet, identifier=b"a", made_at=MADE_AT).content

    assert pdf(sheet, identifier=b"b", made_at=MADE_AT).content != first
    assert pdf(sheet, identifier=b"a", made_at=MADE_AT + timedelta(seconds=1)).content != first


@pytest.mark.parametrize("field", sorted(EVERYTHING))
def test_a_field_without_its_tick_is_nowhere_in_the_pdf(field: str) -> None:
    story, terms = told()
    without = Asked(EVERYTHING - {field}, terms.starts, terms.ends, terms.zone, terms.notes)
    alone = Asked(frozenset({field}), terms.starts, terms.ends, terms.zone, terms.notes)

    hidden, shown = text_of(printed(story.events, without)), page(story.events, alone)

    for word in PRINTED[field]:
        assert word not in hidden
        assert word in shown
    for other in EVERYTHING - {field}:
        assert not [word for word in PRINTED[other] if word in shown]


def test_the_ticks_are_listed() -> None:
    story, terms = told()
    few = asked(terms.starts, terms.ends, frozenset({"line", "questions"}))

    said = page(story.events, few)

    assert "the line for the session; questions to bring. Nothing else." in said
    assert "Self-reported and incomplete by nature" in said
    assert "Not a measure and not a diagnosis" in said
    assert "Made by the client" in said
    assert "catalogue 1 · report 1 · router 1" in said


def test_barriers_that_concern_the_therapist_are_nowhere(mayas: Printed) -> None:
    story, terms = told()
    said = page(story.events, terms) + text_of(mayas)

    assert BARRIERS["no-privacy"] in said
    assert BARRIERS["too-big"] in said
    assert not [code for code in ("ashamed", "not-believe", "not-discussed") if BARRIERS[code] in said]


def test_more_than_two_pages_hold_is_counted_instead() -> None:
    story, notes = very_full()

    made = printed(story.events, asked(FIRST, LAST, notes=notes))

    assert made.pages == 2
    assert re.search(r"and \d+ more", text_of(made))


@pytest.mark.parametrize("family", ["DejaVu Sans", "DejaVu Serif"])
def test_two_pages_are_enough_with_wider_letters_too(family: str) -> None:
    """A machine may have other fonts than this one."""
    story, notes = very_full()
    wide = page(story.events, asked(FIRST, LAST, notes=notes)).replace("Noto Sans", family)

    assert pdf(wide, identifier=b"a", made_at=MADE_AT).pages == 2


def test_a_quiet_week_fits_one_page() -> None:
    made = printed(quiet_week().events, asked(LAST - timedelta(days=6), LAST))

    assert made.pages == 1
    assert "No clear time pattern so far. That is common." in text_of(made)


@pytest.mark.parametrize("field", [None, *sorted(EVERYTHING)])
def test_days_without_anything_still_make_a_page(field: str | None) -> None:
    made = page([], asked(FIRST, LAST, frozenset({field}) if field else EVERYTHING))

    assert "Notes from between sessions" in made
    assert "None" not in made


def test_what_a_person_wrote_is_shown_as_written_and_never_run() -> None:
    story, _ = told()
    story.line(LAST, "<script>alert(1)</script> </style></head> <img src='http://127.0.0.1:9/x'> & {{ 7 * 7 }}")

    made = page(story.events, asked(FIRST, LAST))

    assert "<script" not in made
    assert "<img" not in made
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made
    assert "{{ 7 * 7 }}" in made
    assert made.count("</head>") == 1


def test_signs_that_nobody_sees_turn_no_words_around() -> None:
    hidden = "\u202e\u2066\x00\x1b\x7f"
    assert shortened(f"a{hidden}b \u05e9\u05dc\u05d5\u05dd e\u0301", 40) == "ab \u05e9\u05dc\u05d5\u05dd e\u0301"
    assert shortened("\U0001f468\u200d\U0001f469 line\none", 40) == "\U0001f468\u200d\U0001f469 line one"


def test_the_page_loads_nothing() -> None:
    story, _ = very_full()
    made = page(story.events, asked(FIRST, LAST))

    assert not re.search(r"(src|href|@import|url\()", made)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", made)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/", "https://127.0.0.1:9/", "file:///etc/hostname", "ftp://127.0.0.1/", "data:,x"]
)
def test_the_printer_can_reach_nothing(address: str) -> None:
    _, fetcher = printer()

    with pytest.raises(ValueError, match="disallowed protocol"):
        fetcher.fetch(address)


def test_a_file_named_in_the_page_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "words.txt"
    secret.write_text("Words of a file.")
    sheet = page(quiet_week().events, asked(LAST, LAST)).replace(
        "</head>", f'<link rel="attachment" href="file://{secret}"></head>'
    )

    with pytest.raises(PageReachesOut):
        pdf(sheet, identifier=b"a", made_at=MADE_AT)


def test_the_pdf_is_tagged_for_readers_that_speak_and_names_nobody(mayas: Printed) -> None:
    reader = PdfReader(io.BytesIO(mayas.content))
    root: Any = reader.root_object
    identifiers: Any = reader.trailer["/ID"]

    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Notes from between sessions"
    assert reader.metadata.author is None
    assert reader.metadata.creation_date == MADE_AT
    assert identifiers[0].original_bytes == b"0123456789abcdef"


def test_every_picture_has_words_for_readers_that_speak(mayas: Printed) -> None:
    root: Any = PdfReader(io.BytesIO(mayas.content)).root_object
    pending: list[Any] = [each.get_object() for each in root["/StructTreeRoot"]["/K"]]
    pictures = []
    while pending:
        node = pending.pop()
        if not isinstance(node, dict):
            continue
        if node.get("/S") == "/Figure":
            pictures.append(str(node.get("/Alt", "")))
        inside = node.get("/K", [])
        children = inside if isinstance(inside, list) else [inside]
        pending.extend(each.get_object() for each in children if hasattr(each, "get_object"))

    assert len(pictures) >= 3
    assert all(len(alt) > 20 for alt in pictures)


def test_what_a_report_says_holds_no_word_that_may_not_be_said() -> None:
    for story, terms in ((maya(), asked(FIRST, LAST)), (quiet_week(), asked(LAST, LAST))):
        made = re.sub(r"<style>.*?</style>|<!doctype html>|<[^>]+>", " ", page(story.events, terms), flags=re.DOTALL)

        assert forbidden_words(made) == []
        assert not re.search(r"\b(score of|compliance|adherence|risk|trend)\b", made)


def test_every_field_of_a_consent_has_words() -> None:
    assert set(FIELDS) == EVERYTHING


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(2026, 11, 22), date(2026, 11, 22), "22 November 2026 · 1 day"),
        (date(2026, 11, 3), date(2026, 11, 9), "3 to 9 November 2026 · 1 week"),
        (date(2025, 12, 29), date(2026, 1, 5), "29 December 2025 to 5 January 2026 · 8 days"),
    ],
)
def test_the_days_are_said_plainly(starts: date, ends: date, words: str) -> None:
    assert words in page([], asked(starts, ends))


def test_a_machine_without_pango_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0.so.0')")
    for loaded in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.syspath_prepend(str(tmp_path))

    with pytest.raises(PangoMissing, match=r"apt-get install libpango-1\.0-0 libpangoft2-1\.0-0"):
        pdf("<p>", identifier=b"a", made_at=MADE_AT)
