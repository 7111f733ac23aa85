"""How much a sentence about evidence may say: no more than its label, and only on references that were checked."""

import re
from collections.abc import Iterator, Mapping

from shared.catalogue.model import Evidence, Technique
from shared.catalogue.sources import Reference

# The weaker of the two halves of a label decides. Nothing checked to rest on: as if there were no label.
STRENGTH = {"practice-consensus": 0, "lab-study": 1, "RCT": 2, "meta-analysis": 3}
DIRECTNESS = {"consensus": 0, "principle": 1, "component": 2, "direct": 3}

# What a sentence may not say below a level: any word of research below 1, trials below 2, a flat effect below 3, and
# a promise never (safety.md section 5: "may help", never "will").
_RESEARCH = r"research\w*|stud(?:y|ies|ied)|scien\w+|experiments?|evidence|lab|findings|shown to|tested"
_TRIALS = r"trials?|shows?|showed|stud(?:y|ies) (?:find|found)"
_EFFECTS = (
    r"works|effective\w*|reduces|lowers|improves|eases|calms|settles|slows|lifts|boosts|relieves|prevents|strengthens"
    r"|raises|helps|stops|treats"
)
_PROMISES = r"prov(?:en|es|ed)|guarantee\w*|cures?|heals?|always|everyone|everybody|will \w+"
LEVELS: dict[int, re.Pattern[str]] = {
    below: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for below, words in ((1, _RESEARCH), (2, _TRIALS), (3, _EFFECTS), (4, _PROMISES))
}
HEDGE = re.compile(r"\b(?:may|might|can|could|often|some|many|most|seems?|tends?|sometimes|perhaps)\b", re.IGNORECASE)


def level(evidence: Evidence) -> int:
    """From 0 (what practitioners do) to 3 (trials taken together, of this very practice)."""
    return min(STRENGTH[evidence.strength], DIRECTNESS[evidence.directness])


def evidence_faults(technique: Technique, references: Mapping[str, Reference]) -> Iterator[str]:
    """`why.…: what is wrong` for each word above the label and each reference that may not carry a sentence."""
    why = technique.why
    for ref in why.refs:
        if ref not in technique.evidence.refs:
            yield f"why.refs: {ref!r} is not among evidence.refs"
        elif ref in references and references[ref].status != "checked":
            yield f"why.refs: {ref!r} is {references[ref].status}, and only a checked reference may carry a sentence"
    allowed = level(technique.evidence) if why.refs and not technique.evidence.doubt else 0
    label = f"{technique.evidence.strength}, {technique.evidence.directness}" if allowed else "no checked reference"
    for below, words in LEVELS.items():
        if allowed < below:
            yield from (
                f"why.text: {found[0]!r} says more than its label ({label})" for found in words.finditer(why.text)
            )
    if not HEDGE.search(why.text):
        yield "why.text: says it of everybody; 'may', 'can', 'often' or 'some people' leaves room"
