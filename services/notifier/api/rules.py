"""From what was posted to a whole rule."""

from typing import Any

from services.notifier.api.bodies import PostedAnchor, PostedChange, PostedChannel, PostedReminder
from services.notifier.decider import NotAllowed
from services.notifier.schedule import after_anchor
from services.notifier.words import SOME_TIME
from shared.events import ReminderAnchor, ReminderChannel, ReminderRule

# These cannot be taken away, only replaced.
NEEDED = {
    "zone": "Give a time zone by its name, such as Europe/Madrid.",
    "channel": "Give a channel, such as an object with the type email and an address.",
}


def rule_of(posted: PostedReminder) -> ReminderRule:
    """Raises NotAllowed where nothing says when it comes."""
    return ReminderRule(
        at=time_of(posted.at, posted.anchor),
        zone=posted.zone,
        days=posted.days or [],
        anchor=anchor_of(posted.anchor),
        assignment_id=posted.assignment_id,
        channel=channel_of(posted.channel),
        text=posted.text,
        starts=posted.starts,
        ends=posted.ends,
        at_night=posted.at_night,
    )


def changed_rule(rule: ReminderRule, posted: PostedChange) -> ReminderRule:
    """The rule with what was given in place of what was there. Raises NotAllowed."""
    given = posted.given()
    for name, allowed in NEEDED.items():
        if name in given and given[name] is None:
            raise NotAllowed(name, allowed)
    changes: dict[str, Any] = {name: given[name] for name in given.keys() & {"zone", "assignment_id", "text"}}
    changes |= {name: given[name] for name in given.keys() & {"starts", "ends"}}
    if "days" in given:
        changes["days"] = given["days"] or []
    if "channel" in given:
        changes["channel"] = channel_of(given["channel"])
    if "anchor" in given:
        changes["anchor"] = anchor_of(given["anchor"])
    changes["at"] = changed_time(rule, given)
    changes["at_night"] = allowed_at_night(rule, changes["at"], given)
    return rule.model_copy(update=changes)


def changed_time(rule: ReminderRule, given: dict[str, Any]) -> str:
    """The time that was given, else the new anchor's, else the one it has."""
    if "at" not in given and given.get("anchor") is None:
        return rule.at
    return time_of(given.get("at"), given.get("anchor") or rule.anchor)


def allowed_at_night(rule: ReminderRule, at: str, given: dict[str, Any]) -> bool:
    """Only that very time was allowed, so another one has to be allowed again."""
    if given.get("at_night") is not None:
        return bool(given["at_night"])
    return rule.at_night and at == rule.at


def time_of(at: str | None, anchor: PostedAnchor | ReminderAnchor | None) -> str:
    if at is not None:
        return at
    if anchor is None:
        raise NotAllowed("at", SOME_TIME)
    return after_anchor(anchor.usual_time)


def anchor_of(posted: PostedAnchor | None) -> ReminderAnchor | None:
    return None if posted is None else ReminderAnchor(after=posted.after, usual_time=posted.usual_time)


def channel_of(posted: PostedChannel) -> ReminderChannel:
    return ReminderChannel(type=posted.type, address=posted.address)
