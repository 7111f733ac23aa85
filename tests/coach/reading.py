"""The reading grade of a text (Flesch-Kincaid), near enough to notice long words and long sentences."""

import re


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and groups > 1
    return max(1, groups - silent)


def reading_grade(text: str) -> float:
    sentences = [each for each in re.split(r"[.!?:]+", text) if re.search(r"\w", each)]
    words = re.findall(r"[A-Za-z']+", text)
    heard = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * heard / len(words) - 15.59
