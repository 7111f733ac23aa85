"""Made-up languages for tests: a long and accented one, and one that is written from right to left."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from shared.catalogue import LearnPage, Step, Technique
from shared.catalogue.steps import ChoiceStep, PlanStep, RateStep, SensesStep

Speak = Callable[[str], str]

ACCENTED = str.maketrans("aceinosuyACEINOSUY", "áçéîñöšûýÁÇÉÎÑÖŠÛÝ")
HEBREW = str.maketrans({chr(ord("a") + n): chr(0x05D0 + n) for n in range(26)})
LONGEST = 320


def accented(text: str) -> str:
    """Still readable, with accents, and some 40 % longer, as German is; never over the longest text."""
    tail = "~" * min(len(text) * 2 // 5, max(0, (120 if len(text) <= 100 else LONGEST) - len(text) - 2))
    return f"[{text.translate(ACCENTED)}{tail}]" if len(text) + len(tail) + 2 <= LONGEST else text.translate(ACCENTED)


def mirrored(text: str) -> str:
    """Letters of a script that runs from right to left; digits and Latin names would stay as they are."""
    return text.lower().translate(HEBREW)


def step_words(step: Step, speak: Speak) -> dict[str, Any]:
    words: dict[str, Any] = {"text": speak(step.text)}
    if step.eyes_open:
        words["eyes_open"] = speak(step.eyes_open)
    if isinstance(step, ChoiceStep):
        words["options"] = [speak(option.label) for option in step.options]
    if isinstance(step, SensesStep):
        words["notice"] = [speak(each) for each in step.notice]
    if isinstance(step, RateStep) and step.ends:
        words["ends"] = [speak(each) for each in step.ends]
    if isinstance(step, PlanStep):
        words |= {"if": speak(step.cue), "then": speak(step.action)}
    return words


def technique_words(technique: Technique, speak: Speak) -> dict[str, Any]:
    cautions = technique.cautions
    words: dict[str, Any] = {
        "name": speak(technique.name),
        "purpose": speak(technique.purpose),
        "steps": {step.key: step_words(step, speak) for step in technique.steps},
        "tiny": {
            "line": speak(technique.tiny.line),
            "steps": {step.key: step_words(step, speak) for step in technique.tiny.steps},
        },
    }
    given = {"why": technique.why and technique.why.text, "because": cautions.because, "words": cautions.words}
    return words | {field: speak(text) for field, text in given.items() if text}


def page_words(page: LearnPage, speak: Speak) -> dict[str, Any]:
    sections = {
        section.key: {
            "heading": speak(section.heading),
            "texts": [speak(text) for text in section.texts],
            **({"points": [speak(text) for text in section.points]} if section.points else {}),
        }
        for section in page.sections
    }
    return {"title": speak(page.title), "lead": speak(page.lead), "sections": sections}


def write_language(
    folder: Path,
    code: str,
    speak: Speak,
    techniques: Mapping[str, Technique],
    pages: Mapping[str, LearnPage],
    *,
    direction: str = "ltr",
) -> Path:
    """The folder of one made-up language, with a text for every English one of `techniques` and `pages`."""
    own = folder / "translations" / code
    (own / "techniques").mkdir(parents=True)
    (own / "learn").mkdir()
    write(own / "language.yaml", {"name": speak("pseudo"), "direction": direction})
    for family in {technique.family for technique in techniques.values()}:
        members = {name: each for name, each in techniques.items() if each.family == family}
        words = {name: technique_words(each, speak) for name, each in members.items()}
        write(own / "techniques" / f"{family}.yaml", {"techniques": words})
    for name, page in pages.items():
        write(own / "learn" / f"{name}.yaml", page_words(page, speak))
    return own


def write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(yaml.dump(dict(content), allow_unicode=True, sort_keys=False, Dumper=yaml.CSafeDumper))
