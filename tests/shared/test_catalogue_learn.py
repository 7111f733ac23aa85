"""The Learn pages: what one has to be, and what each mistake is called."""

from functools import partial
from pathlib import Path

import pytest

from shared.catalogue import CatalogueFault, load_catalogue, read_catalogue
from shared.catalogue.reading import LIMIT, PROFESSIONAL_LIMIT, grade_faults, written_page
from tests.shared.catalogue_copy import PAGE, Change, copied, edit, faults_of

RECALLED = next(name for name, each in load_catalogue().references.items() if each.status == "recalled")
HARD = "Psychoeducational interventions facilitate considerable physiological deactivation in overwhelmed individuals."


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path / "catalogue")


def test_a_page_is_read_with_its_sections_and_their_references(copy: Path) -> None:
    page = read_catalogue(copy).learn["a-small-start"]
    assert page.model_dump(mode="json", exclude_defaults=True) == PAGE
    assert page.refs == ("kazantzis2016",)


def test_the_pages_stand_in_the_order_of_their_places(copy: Path) -> None:
    first = copy / "learn" / "a-small-start.yaml"
    for name, place in (("b-last", 9), ("c-first", 1), ("d-second", 2)):
        second = copy / "learn" / f"{name}.yaml"
        second.write_text(first.read_text())
        edit(second, partial(dict.update, id=name, place=place))
    assert list(read_catalogue(copy).learn) == ["a-small-start", "c-first", "d-second", "b-last"]


MISTAKES: dict[str, tuple[Change, str]] = {
    "another id": (lambda c: c.update(id="moon"), "id: has to be a-small-start"),
    "an unknown audience": (lambda c: c.update(audience="robots"), "audience: "),
    "no sections": (lambda c: c.update(sections=[]), "sections: "),
    "a section without text": (lambda c: c["sections"][0].update(texts=[]), "sections.0.texts: "),
    "a section of spaces": (lambda c: c["sections"][0].update(texts=["  "]), "sections.0.texts.0: "),
    "no reviewers field": (lambda c: c.pop("reviewed_by"), "reviewed_by: "),
    "an unknown field": (lambda c: c.update(mood="blue"), "mood: "),
    "a key twice": (lambda c: c["sections"][1].update(key="why"), "sections.why.key: stands twice"),
    "a forbidden word": (
        lambda c: c["sections"][0]["points"].append("You should rest"),
        "sections.why.points.2: holds the forbidden word 'should'",
    ),
    "an exclamation mark": (lambda c: c.update(title="Start!"), "title: holds the forbidden word 'exclamation mark'"),
    "an unknown reference": (
        lambda c: c["sections"][1].update(refs=["me2020"]),
        "sections.known.refs: unknown reference 'me2020'",
    ),
    "a reference nobody has seen": (
        lambda c: c["sections"][1].update(refs=[RECALLED]),
        f"sections.known.refs: {RECALLED!r} is recalled, and only a checked reference may carry a sentence",
    ),
    "research without a reference": (
        lambda c: c["sections"][1].pop("refs"),
        "sections.known.refs: 'studies' speaks of research, so it needs a reference",
    ),
    "a promise": (
        lambda c: c["sections"][0]["texts"].append("It is proven."),
        "sections.why.texts: 'proven' promises more than anybody knows",
    ),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_page_that_is_not_right_is_refused_by_file_and_field(copy: Path, what: str) -> None:
    change, expected = MISTAKES[what]
    edit(copy / "learn" / "a-small-start.yaml", change)
    found = faults_of(copy)
    assert any(fault.startswith(f"learn/a-small-start.yaml: {expected}") for fault in found), found


def test_a_page_for_professionals_may_name_what_nobody_has_seen(copy: Path) -> None:
    def change(content: dict[str, object]) -> None:
        content["audience"] = "professional"
        content["sections"][1]["refs"] = [RECALLED]  # type: ignore[index]

    edit(copy / "learn" / "a-small-start.yaml", change)
    assert read_catalogue(copy).learn["a-small-start"].refs == (RECALLED,)


def test_a_permission_can_be_given_to_a_page_too(copy: Path) -> None:
    edit(copy / "learn" / "a-small-start.yaml", lambda content: content.update(title="What compliance leaves out"))
    permission = {"id": "a-small-start", "word": "non-compliant", "reason": "It names the word to leave it."}
    edit(copy / "codes.yaml", lambda content: content["allowed_words"].append(permission))
    assert read_catalogue(copy).learn["a-small-start"].title == "What compliance leaves out"


def test_a_page_is_held_to_the_grade_of_its_readers(copy: Path) -> None:
    path = copy / "learn" / "a-small-start.yaml"
    page = read_catalogue(copy).learn["a-small-start"]
    assert written_page(page).limit == LIMIT
    assert written_page(page.model_copy(update={"audience": "professional"})).limit == PROFESSIONAL_LIMIT
    edit(path, lambda content: content["sections"][0]["texts"].extend([HARD, HARD]))
    with pytest.raises(CatalogueFault) as caught:
        read_catalogue(copy, also=(grade_faults,))
    (fault,) = caught.value.faults
    assert fault.startswith("learn/a-small-start.yaml: a-small-start: sections.why.texts.")


def test_the_pages_that_are_there_are_easy_to_read_and_reviewed_by_nobody() -> None:
    for page in load_catalogue().learn.values():
        assert page.reviewed_by == ()
        assert written_page(page).fault() is None
