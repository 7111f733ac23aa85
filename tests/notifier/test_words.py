"""What a reminder says where others can read it."""

import re

import pytest

from services.notifier import words
from services.notifier.words import CLOSING, USUAL_TEXT, reveals, text_of
from shared.catalogue import load_catalogue
from shared.catalogue.words import forbidden_words
from tests.coach.reading import reading_grade

KIND = [value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)]


@pytest.mark.parametrize(
    "text",
    [
        USUAL_TEXT,
        "Your note is ready.",
        "Time for your thing.",
        "Kettle on",
        "Tea, then the sofa",
        "¿Un minuto para ti?",
        "Ein Tee - dann das Sofa",
        "お茶の一時",
        "Tea_time",
    ],
)
def test_a_text_that_says_nothing_to_others_is_fine(text: str) -> None:
    assert not reveals(text)


@pytest.mark.parametrize(
    "text",
    [
        "Therapy time",
        "Your THERAPIST is waiting",
        "Mood?",
        "mental health minute",
        "Check-in",
        "check in now",
        "Checkin!",
        "your ｈｏｍｅｗｏｒｋ",
        "Feeling anxious?",
        "are you sad",
        "Tired again?",
        "Three slow breaths",
        "drop  anchor",
        "You were at 8",
        "terapia hoy",
        "Thérapie",
        "una depresión",
        "dein Gefühl",
        "my_mood",
        "home-work",
        "No fear",
        "Shame?",
        "*_mood_*",
        "ther\u200bapy",
        "ther\u00adapy",
        "the\u0301rapy",
        "th\u0435rapy",
        "𝓽𝓱𝓮𝓻𝓪𝓹𝔂",
        "t h e r a p y",
        "m.o.o.d",
        "check \u2014 in",
        "check\u2010in",
        "You were at Ⅷ",
        "=?ascii?b?dGhlcmFweQ==?=",
    ],
)
def test_a_text_that_tells_others_something_is_seen(text: str) -> None:
    assert reveals(text)


def test_every_feeling_and_every_practice_is_seen() -> None:
    catalogue = load_catalogue()
    labels = [each.label for each in catalogue.emotions.values()]
    names = [each.name for each in catalogue.techniques.values()]
    assert [each for each in labels + names if not reveals(f"now: {each}, please")] == []


def test_without_own_words_the_usual_ones_are_said() -> None:
    assert text_of(None) == USUAL_TEXT
    assert text_of("Tea") == "Tea"


@pytest.mark.parametrize("sentence", KIND)
def test_no_sentence_says_what_may_not_be_said(sentence: str) -> None:
    assert forbidden_words(sentence) == []


def test_what_is_sent_tells_others_nothing() -> None:
    assert not reveals(CLOSING)


def test_the_sentences_together_are_easy_to_read() -> None:
    # Times of day and field names are not words that are read aloud.
    plain = re.sub(r"[0-9:]+|at_night|not_today|usual_time", "it", " ".join(each for each in KIND if " " in each))
    assert reading_grade(plain) <= 6
