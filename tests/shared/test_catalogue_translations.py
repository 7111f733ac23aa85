"""Other languages: texts found by their keys, English where one is missing, and two made-up languages all through."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.catalogue import Catalogue, ChoiceStep, Technique, load_catalogue, opens_help, read_catalogue
from shared.catalogue.learn import page_texts
from shared.catalogue.words import texts_of
from tests.shared.catalogue_copy import Change, copied, edit, faults_of, in_technique
from tests.shared.pseudo import LONGEST, accented, mirrored, write, write_language


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = copied(tmp_path_factory.mktemp("pseudo") / "catalogue")
    english = read_catalogue(folder)
    write_language(folder, "qps", accented, english.techniques, english.learn)
    write_language(folder, "qpr", mirrored, english.techniques, english.learn, direction="rtl")
    return read_catalogue(folder)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path / "catalogue")


def shown(technique: Technique) -> Iterator[tuple[str, str]]:
    """The texts with their fields; those nobody is shown, or that are empty, are none."""
    return ((field, text) for field, text in texts_of(technique) if text and field != "cautions.note")


def test_english_is_a_language_like_the_others_and_stands_first() -> None:
    catalogue = load_catalogue()
    assert next(iter(catalogue.languages)) == "en"
    english = catalogue.languages["en"]
    assert (english.name, english.direction) == ("English", "ltr")
    assert dict(english.techniques) == dict(catalogue.techniques)


def test_every_text_of_every_technique_can_be_translated(pseudo: Catalogue) -> None:
    """The long one is the proof: no text of a technique is left in English, so none lacks a place."""
    spoken = pseudo.languages["qps"].techniques
    for name, technique in pseudo.techniques.items():
        pairs = zip(shown(technique), shown(spoken[name]), strict=True)
        for (field, english), (same, translated) in pairs:
            assert (same, translated) == (field, accented(english)), name


def test_every_text_of_every_page_can_be_translated(pseudo: Catalogue) -> None:
    spoken = pseudo.languages["qpr"].learn
    for name, page in pseudo.learn.items():
        for (field, english), (same, translated) in zip(page_texts(page), page_texts(spoken[name]), strict=True):
            assert (same, translated) == (field, mirrored(english))


def test_only_the_texts_of_a_technique_change(pseudo: Catalogue) -> None:
    english, spoken = pseudo.techniques["square-breathing"], pseudo.languages["qps"].techniques["square-breathing"]
    assert [step.key for step in spoken.steps] == [step.key for step in english.steps]
    kept = {"id", "level", "fits", "intensity", "minutes", "needs", "evidence", "reviewed_by"}
    assert spoken.model_dump(include=kept) == english.model_dump(include=kept)
    assert [step.pace for step in spoken.steps if step.kind == "breathe"] == [
        step.pace for step in english.steps if step.kind == "breathe"
    ]


def test_a_language_says_which_way_it_is_written(pseudo: Catalogue) -> None:
    assert {code: each.direction for code, each in pseudo.languages.items()} == {
        "en": "ltr",
        "qpr": "rtl",
        "qps": "ltr",
    }
    name = pseudo.languages["qpr"].techniques["drop-anchor"].name
    assert all("\u0590" <= letter <= "\u05ff" for letter in name if letter.isalpha())


def test_long_texts_are_longer_and_none_is_cut(pseudo: Catalogue) -> None:
    lengths = [
        (len(english), len(translated))
        for name, technique in pseudo.techniques.items()
        for (_, english), (_, translated) in zip(
            shown(technique), shown(pseudo.languages["qps"].techniques[name]), strict=True
        )
    ]
    assert all(english <= translated <= LONGEST for english, translated in lengths)
    assert sum(translated for _, translated in lengths) > 1.2 * sum(english for english, _ in lengths)


def test_an_answer_that_leads_to_help_leads_there_in_every_language(pseudo: Catalogue) -> None:
    first = pseudo.techniques["next-hour-care"].steps[0]
    assert isinstance(first, ChoiceStep)
    for speak in (str, accented, mirrored):
        assert [opens_help(first, speak(option.label)) for option in first.options] == [False, True, True]
    assert "translated" not in first.model_dump_json()


def test_what_is_missing_falls_back_to_english(copy: Path) -> None:
    own = copy / "translations" / "de"
    (own / "techniques").mkdir(parents=True)
    write(own / "language.yaml", {"name": "Deutsch", "direction": "ltr"})
    step = read_catalogue(copy).techniques["take-space"].steps[1]
    words = {"techniques": {"take-space": {"name": "Abstand", "steps": {step.key: {"text": "Sag es einmal."}}}}}
    write(own / "techniques" / "anger.yaml", words)
    catalogue = read_catalogue(copy)
    english, german = catalogue.techniques, catalogue.languages["de"].techniques
    assert (german["take-space"].name, german["take-space"].purpose) == ("Abstand", english["take-space"].purpose)
    others = [each.text for each in german["take-space"].steps if each.key != step.key]
    assert others == [each.text for each in english["take-space"].steps if each.key != step.key]
    assert german["take-space"].steps[1].text == "Sag es einmal."
    assert german["drop-anchor"] == english["drop-anchor"]
    assert catalogue.languages["de"].learn == catalogue.learn


def test_a_translation_follows_its_step_when_the_steps_are_reordered(copy: Path) -> None:
    write_language(copy, "qps", accented, read_catalogue(copy).techniques, {})
    edit(copy / "techniques" / "anger.yaml", in_technique("take-space", lambda t: t["steps"].reverse()))
    catalogue = read_catalogue(copy)
    english, spoken = catalogue.techniques["take-space"], catalogue.languages["qps"].techniques["take-space"]
    assert [step.text for step in spoken.steps] == [accented(step.text) for step in english.steps]


def first_step(content: dict[str, Any]) -> dict[str, Any]:
    steps: dict[str, dict[str, Any]] = content["techniques"]["take-space"]["steps"]
    return next(iter(steps.values()))


MISTAKES: dict[str, tuple[Change, str]] = {
    "an unknown technique": (lambda c: c["techniques"].update(moon={}), "moon: is no technique of this family"),
    "a technique of another family": (
        lambda c: c["techniques"].update({"drop-anchor": {}}),
        "drop-anchor: is no technique of this family",
    ),
    "an unknown step": (
        lambda c: c["techniques"]["take-space"]["steps"].update(moon={"text": "Mond"}),
        "take-space: steps.moon: there is no such key",
    ),
    "an unknown field": (lambda c: c["techniques"]["take-space"].update(mood="blau"), "techniques.take-space.mood: "),
    "an empty text": (lambda c: first_step(c).update(text=" "), "text: "),
    "an option too few": (lambda c: first_step(c)["options"].pop(), "has 3 entries, and English 4"),
    "a text that English has not": (
        lambda c: first_step(c).update(eyes_open="Offen."),
        "eyes_open: there is nothing to",
    ),
    "a list the kind has not": (lambda c: first_step(c).update(notice=["Eins"]), "notice: there is nothing to"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_translation_that_does_not_fit_is_refused_by_file_and_field(copy: Path, what: str) -> None:
    techniques = read_catalogue(copy).techniques
    own = write_language(copy, "qps", accented, {"take-space": techniques["take-space"]}, {})
    change, expected = MISTAKES[what]
    edit(own / "techniques" / "anger.yaml", change)
    found = faults_of(copy)
    assert any(each.startswith("translations/qps/techniques/anger.yaml: ") and expected in each for each in found), (
        found
    )


def test_a_folder_without_its_language_or_with_no_tag_is_refused(copy: Path) -> None:
    for name in ("Deutsch", "en", "fr"):
        (copy / "translations" / name).mkdir(parents=True)
    assert faults_of(copy) == (
        "translations/Deutsch: is not the tag of another language",
        "translations/en: is not the tag of another language",
        "translations/fr/language.yaml: is missing",
    )


def test_a_page_that_is_not_there_cannot_be_translated(copy: Path) -> None:
    catalogue = read_catalogue(copy)
    own = write_language(copy, "qps", accented, {}, catalogue.learn)
    (own / "learn" / "moon.yaml").write_text(yaml.dump({"title": "Mond"}))
    edit(own / "learn" / "a-small-start.yaml", lambda c: c["sections"]["why"]["texts"].pop())
    assert faults_of(copy) == (
        "translations/qps/learn/a-small-start.yaml: sections.why.texts: has 1 entries, and English 2",
        "translations/qps/learn/moon.yaml: is no page",
    )
