"""Reasons as sentences (docs/specification/routing.md section 7): plain, true of the facts, and never about others."""

from collections.abc import Callable, Mapping

from shared.catalogue import Catalogue, Technique, Unsuitable, not_offered_sentence
from shared.events import Reason

Facts = Mapping[str, str | int | float]
Sentence = Callable[[Facts, Technique, Catalogue], str]

CHANNELS = {
    "breath": "the breath",
    "senses": "the senses",
    "body": "the body",
    "mind-task": "a task for the mind",
    "words": "words",
    "image": "a picture in the mind",
    "people": "other people",
}
HOMEWORK = {
    "therapist": "Your therapist suggested this.",
    "self": "You chose this as your next small step.",
    "both": "You and your therapist chose this.",
}
STRENGTHS = {
    "meta-analysis": "supported by a meta-analysis of trials",
    "RCT": "supported by a randomised trial",
    "lab-study": "supported by a laboratory study",
    "practice-consensus": "common in practice; not tested by itself",
}
DIRECTNESS = {
    "direct": "",
    "component": "; this short form is a part of what was tested",
    "principle": "; the idea was tested, not this exercise",
    "consensus": "",
}


def why(reason: Reason, technique: Technique, catalogue: Catalogue) -> str:
    """Why it is offered."""
    sentence = WHY.get(reason.code)
    return sentence(reason.facts, technique, catalogue) if sentence else "It fits this moment."


def why_not(reason: Reason, technique: Technique, catalogue: Catalogue) -> str:
    """Why it is not offered this time."""
    if reason.code in {"caution", "caution-unanswered"}:
        return because_of_caution(reason, technique, catalogue)
    sentence = WHY_NOT.get(reason.code)
    return sentence(reason.facts, technique, catalogue) if sentence else "Not offered this time."


def because_of_caution(reason: Reason, technique: Technique, catalogue: Catalogue) -> str:
    named = reason.facts.get("caution")
    caution = next((code for code in technique.cautions.avoid_if if code == named), None)
    if caution is None:
        return "Not offered this time."
    answered = reason.code == "caution"
    found = Unsuitable(technique.id, caution, answered=answered, because=technique.cautions.because)
    return not_offered_sentence(found, catalogue.caution_labels)


def also_fits(technique: Technique) -> Reason:
    """The reason of an option behind the three that the router explains; true of every technique it found suitable."""
    return Reason(code="also-fits", facts={"minutes": technique.minutes})


def feeling(facts: Facts, catalogue: Catalogue) -> str:
    """The feeling in the word the person chose; empty when it is none of the catalogue's."""
    emotion = catalogue.emotions.get(str(facts.get("emotion")))
    return emotion.label if emotion else ""


def plan(facts: Facts, technique: Technique, _: Catalogue) -> str:
    line = str(facts.get("line") or "").strip()
    return f"Your plan: {line} → {technique.name}." if line else "You decided this in advance."


def intensity(facts: Facts, _: Technique, __: Catalogue) -> str:
    return f"At {facts.get('intensity')} the body comes first; thinking steps wait."


def often_helps(facts: Facts, _: Technique, __: Catalogue) -> str:
    return f"Often helps you: {facts.get('times')} of {facts.get('of')} times{last_time(facts)}."


def helped_before(facts: Facts, _: Technique, catalogue: Catalogue) -> str:
    named = feeling(facts, catalogue)
    return f"Helped you {count(facts.get('times'))}{f' with {named}' if named else ''}{last_time(facts)}."


def last_time(facts: Facts) -> str:
    if "before" not in facts or "after" not in facts:
        return ""
    return f"; last time {facts['before']} → {facts['after']}"


def count(times: object) -> str:
    return "before" if not times else "once" if times == 1 else f"{times} times"


def tried_once(_: Facts, __: Technique, ___: Catalogue) -> str:
    return "You have tried this once."


def homework(facts: Facts, _: Technique, __: Catalogue) -> str:
    return HOMEWORK.get(str(facts.get("source")), "This is one of your current tasks.")


def made_for(facts: Facts, _: Technique, catalogue: Catalogue) -> str:
    named = feeling(facts, catalogue)
    return f"Made for {named}." if named else "Made for this feeling."


def device(_: Facts, __: Technique, ___: Catalogue) -> str:
    return "It was offered on your phone at once."


def fits(facts: Facts, _: Technique, catalogue: Catalogue) -> str:
    named = feeling(facts, catalogue)
    return f"It goes with {named}." if named else "It goes with this feeling."


def unseen(_: Facts, __: Technique, ___: Catalogue) -> str:
    return "Quiet; it can be done unseen."


def minutes(facts: Facts, _: Technique, __: Catalogue) -> str:
    return f"About {minutes_of(facts)}."


def minutes_of(facts: Facts) -> str:
    return "1 minute" if facts.get("minutes") == 1 else f"{facts.get('minutes')} minutes"


def different(_: Facts, technique: Technique, __: Catalogue) -> str:
    return f"A different way than the last one: {CHANNELS[technique.channel]}."


def evidence(facts: Facts, technique: Technique, catalogue: Catalogue) -> str:
    """Only with a reference whose details were checked (docs/specification/safety.md section 8)."""
    references = catalogue.references
    checked = any(references[name].status == "checked" for name in technique.evidence.refs if name in references)
    if technique.evidence.doubt or not checked:
        return "It fits this moment."
    strength, directness = STRENGTHS[technique.evidence.strength], DIRECTNESS[technique.evidence.directness]
    return f"{family(technique)}: {strength}{directness}."


def family(technique: Technique) -> str:
    return technique.family.replace("-", " ").capitalize()


def adapted(facts: Facts, _: Technique, catalogue: Catalogue) -> str:
    """The catalogue's note is not shown: many of them are written for those who build."""
    return f"Go gently here, and stop if it feels wrong: you marked {label_of(facts, catalogue)}."


def label_of(facts: Facts, catalogue: Catalogue) -> str:
    return catalogue.caution_labels.get(str(facts.get("caution")), "something to mind")


def too_long(_: Facts, technique: Technique, __: Catalogue) -> str:
    return f"Too long? The smallest version: {technique.tiny.line}"


def tiny(facts: Facts, technique: Technique, _: Catalogue) -> str:
    return f"It takes about {minutes_of(facts)}. The smallest version: {technique.tiny.line}"


def also(facts: Facts, _: Technique, __: Catalogue) -> str:
    return f"Also fits this moment. About {minutes_of(facts)}."


def says(text: str) -> Sentence:
    return lambda facts, technique, catalogue: text


def outside_its_range(facts: Facts, _: Technique, __: Catalogue) -> str:
    return f"Not offered: it is made for {facts.get('from')} to {facts.get('to')}."


def same_way(_: Facts, technique: Technique, __: Catalogue) -> str:
    return f"Not offered: the last one went by {CHANNELS[technique.channel]} too, and another way comes next."


WHY: Mapping[str, Sentence] = {
    "plan": plan,
    "intensity": intensity,
    "often-helps": often_helps,
    "helped-before": helped_before,
    "tried-once": tried_once,
    "homework": homework,
    "made-for": made_for,
    "fits": fits,
    "device": device,
    "unseen": unseen,
    "minutes": minutes,
    "different": different,
    "evidence": evidence,
    "adapted": adapted,
    "too-long": too_long,
    "tiny": tiny,
    "also-fits": also,
}
WHY_NOT: Mapping[str, Sentence] = {
    "feeling": says("Not offered: it is made for other feelings."),
    # Which care code it was is nobody's label.
    "care": says("Not offered: other steps are kinder with this feeling."),
    "intensity": outside_its_range,
    "first-line": says("Not offered now: the body comes first."),
    "done": says("Not offered again yet: you did it in this stretch."),
    "hidden": says("Not offered: you have hidden it."),
    "harmed": says("Not offered: it was followed by more, twice. You can bring it back."),
    "channel": same_way,
    "time": says("Not offered: it takes longer than there is time for."),
    "privacy": says("Not offered: it is better done alone."),
    "energy": says("Not offered: it asks for more energy than there is now."),
    "bed": says("Not offered: it is made for lying in bed."),
    "writing": says("Not offered: it asks for writing."),
    "props": says("Not offered: it needs something that is not at hand."),
}
