"""What somebody practised while their device was offline: the rules by which it joins what is recorded. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from services.coach.api.batch_shapes import PostedPractice, PostedRunStep
from services.coach.api.shapes import PostedRating, PostedStart, PostedStep
from services.coach.decider import (
    SILENCE,
    Command,
    CompleteStep,
    Finish,
    Finished,
    NotStarted,
    Practice,
    Rate,
    Rating,
    Refused,
    Run,
    Running,
    Start,
    Stop,
    Stopped,
    decide,
    evolve,
)
from shared.events import Contract
from shared.http import Posted
from shared.keyring import canonical


@dataclass(frozen=True, slots=True)
class Part:
    """One command of a whole practice. `content` is what a single request for it would have been compared by; `place`
    is where it stands in the request, and `names` what a field of it is called there."""

    command: Command
    occurred_at: datetime
    content: bytes
    place: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def field(self, name: str) -> str:
        """The path of a field in the request."""
        return f"{self.place}{self.names.get(name, name)}"


def parts_of(posted: PostedPractice, run: Run) -> list[Part]:
    """The practice as commands, in the order in which they happened."""
    return [*_started(posted, run), *_walked(posted), *_ended(posted), *_rated(posted)]


def added(parts: Sequence[Part], recorded: Practice) -> list[tuple[Contract, Part]]:
    """What the parts bring that is not recorded; what is recorded stays. Raises Refused, then nothing of it counts."""
    new: list[tuple[Contract, Part]] = []
    state = recorded
    for part in parts:
        command = still_open(part.command, recorded)
        for event in [] if command is None else _decided(part, command, state):
            new.append((event, part))
            state = evolve(state, event)
    return new


def still_open(command: Command, recorded: Practice) -> Command | None:
    """What of the command is not answered by what is recorded; None if all of it is.

    A device that was away cannot know what another one did meanwhile, so it is not refused for it: the first answer
    stays, and the rest is taken in. Where it cannot be joined (steps beyond an end), the command comes back unchanged,
    for the decider to refuse.
    """
    match command, recorded:
        case _, NotStarted():
            return command
        case Start(), _:
            return None
        case CompleteStep(step=step), Running() | Finished() | Stopped():
            return None if 1 <= step <= len(recorded.responses) else command
        case (Finish(said), Finished(rating=first)) | (Stop(said), Stopped(rating=first)):
            return _open_rating(said, first)
        case Rate(said), Finished(rating=first) | Stopped(rating=first) if said != SILENCE:
            return _open_rating(said, first)
        case _:
            return command


def _open_rating(said: Rating, recorded: Rating) -> Rate | None:
    left = Rating(
        said.intensity_after if recorded.intensity_after is None else None,
        said.helped if recorded.helped is None else None,
    )
    return None if left == SILENCE else Rate(left)


def _decided(part: Part, command: Command, state: Practice) -> list[Contract]:
    try:
        return decide(command, state)
    except Refused as wrong:
        raise type(wrong)(wrong.code, part.field(wrong.field), wrong.allowed) from None


def _started(posted: PostedPractice, run: Run) -> Iterator[Part]:
    alone = PostedStart(
        technique_id=posted.technique_id,
        check_in_id=posted.check_in_id,
        version=posted.version,
        occurred_at=posted.occurred_at,
    )
    yield Part(Start(run), posted.occurred_at, content_of("start", alone))


def _walked(posted: PostedPractice) -> Iterator[Part]:
    at = posted.occurred_at
    for place, step in enumerate(posted.steps):
        at = step.occurred_at or at
        alone = PostedStep(response=step.response, occurred_at=step.occurred_at)
        content = content_of(f"step {step.n} of {posted.id}", alone)
        yield Part(CompleteStep(step.n, said_in(step)), at, content, f"steps[{place}].", {"step": "n"})


def _ended(posted: PostedPractice) -> Iterator[Part]:
    end = posted.end
    if end is not None:
        rating = Rating(end.intensity_after, end.helped)
        kind, what = (Finish(rating), "finish") if end.how == "finished" else (Stop(rating), "stop")
        alone = PostedRating(intensity_after=end.intensity_after, helped=end.helped, occurred_at=end.occurred_at)
        names = {"step": "how", "practice_id": "how"}
        yield Part(kind, end.occurred_at or _last(posted), content_of(f"{what} {posted.id}", alone), "end.", names)


def _rated(posted: PostedPractice) -> Iterator[Part]:
    rated = posted.rated
    if rated is not None:
        at = rated.occurred_at or (posted.end.occurred_at if posted.end else None) or _last(posted)
        alone = PostedRating(intensity_after=rated.intensity_after, helped=rated.helped, occurred_at=rated.occurred_at)
        command = Rate(Rating(rated.intensity_after, rated.helped))
        names = {"practice_id": "intensity_after"}
        yield Part(command, at, content_of(f"rate {posted.id}", alone), "rated.", names)


def _last(posted: PostedPractice) -> datetime:
    """When the last step that has a time was done."""
    return next((step.occurred_at for step in reversed(posted.steps) if step.occurred_at), posted.occurred_at)


def said_in(step: PostedStep | PostedRunStep) -> JsonValue:
    """The response as JSON."""
    return [*step.response] if isinstance(step.response, list) else step.response


def content_of(what: str, posted: Posted) -> bytes:
    """The bytes by which a repeated request is recognised."""
    said = posted.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)
    return canonical({"what": what, "said": said})
