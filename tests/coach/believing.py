"""What has to be true of practices, in a few lines that share nothing with the code they are compared with."""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

OK, CONFLICT, WRONG = 200, 409, 422


@dataclass
class Believed:
    """One practice. `events` is how many there are in the log about it."""

    technique: str
    size: str
    steps: int
    responses: list[Any] = field(default_factory=list)
    end: str | None = None
    intensity: int | None = None
    helped: str | None = None
    events: int = 1

    def shown(self) -> dict[str, Any]:
        """What GET answers of it."""
        done = len(self.responses)
        return {
            "state": self.end or "running",
            "technique_id": self.technique,
            "version": self.size,
            "steps_total": self.steps,
            "steps_done": done,
            "next_step": done + 1 if self.end is None and done < self.steps else None,
            "intensity_after": self.intensity,
            "helped": self.helped,
            "responses": self.responses,
        }

    def step(self, n: int, response: Any) -> int:
        if not 1 <= n <= self.steps:
            return WRONG
        if self.end is not None:
            return CONFLICT
        if n <= len(self.responses):
            return OK if json.dumps(response) == json.dumps(self.responses[n - 1]) else CONFLICT
        if n > len(self.responses) + 1:
            return CONFLICT
        self.responses.append(response)
        self.events += 1
        return OK

    def finish(self, how: str, intensity: int | None, helped: str | None) -> int:
        if self.end is not None:
            return OK if (self.end, self.intensity, self.helped) == (how, intensity, helped) else CONFLICT
        if how == "finished" and len(self.responses) < self.steps:
            return CONFLICT
        self.end, self.intensity, self.helped = how, intensity, helped
        self.events += 1
        return OK

    def rate(self, intensity: int | None, helped: str | None) -> int:
        if intensity is None and helped is None:
            return WRONG
        if self.end is None:
            return CONFLICT
        pairs = ((self.intensity, intensity), (self.helped, helped))
        if any(None not in pair and pair[0] != pair[1] for pair in pairs):
            return CONFLICT
        before = (self.intensity, self.helped)
        self.intensity = intensity if self.intensity is None else self.intensity
        self.helped = helped if self.helped is None else self.helped
        self.events += before != (self.intensity, self.helped)
        return OK

    def joined(self, sent: dict[str, Any], *, new: bool) -> tuple[int, "Believed"]:
        """What a batch makes of it: what was recorded stays, what is open is added, all of it or nothing."""
        after = deepcopy(self)
        for status in after._parts(sent, self):
            if status != OK:
                return (WRONG if new else status), self
        return 201, after

    def _parts(self, sent: dict[str, Any], recorded: "Believed") -> list[int]:
        """One status for each part, up to the first that is not right."""
        statuses: list[int] = []
        for step in sent["steps"]:
            if not 1 <= step["n"] <= len(recorded.responses):
                statuses.append(self.step(step["n"], step.get("response")))
        end, rated = sent.get("end"), sent.get("rated")
        if end is not None and max(statuses, default=OK) == OK:
            said = (end.get("intensity_after"), end.get("helped"))
            same = recorded.end == end["how"]
            statuses.append(self._add(said, recorded) if same else self.finish(end["how"], *said))
        if rated is not None and max(statuses, default=OK) == OK:
            said = (rated.get("intensity_after"), rated.get("helped"))
            late = recorded.end is not None and said != (None, None)
            statuses.append(self._add(said, recorded) if late else self.rate(*said))
        return statuses

    def _add(self, said: tuple[int | None, str | None], recorded: "Believed") -> int:
        intensity = said[0] if recorded.intensity is None else None
        helped = said[1] if recorded.helped is None else None
        return OK if (intensity, helped) == (None, None) else self.rate(intensity, helped)
