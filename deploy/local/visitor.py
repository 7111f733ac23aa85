"""Somebody who knows nothing but the public HTTP API, and notices when it does not do what it promises."""

import time
from dataclasses import dataclass, replace
from typing import Any

import httpx

WAIT_SECONDS = 20.0
Body = dict[str, Any]


class NotAsTold(Exception):
    """Something that had to happen did not; the text says what."""


def expect(true: bool, what: str) -> None:
    if not true:
        raise NotAsTold(what)


@dataclass(frozen=True)
class Visitor:
    """`token` is None for somebody without a login."""

    http: httpx.Client
    token: str | None = None

    def get(self, path: str, status: int = 200) -> Body:
        return self._ask("GET", path, None, (status,))

    def post(self, path: str, body: Body, status: int = 201) -> Body:
        return self._ask("POST", path, body, (status,))

    def come_in(self, code: str, **said: Any) -> "Visitor":
        """Use a one-time code; gives the person it was made for."""
        tokens = self.post(f"/v1/invitations/{code}/accept", said, 200)
        return replace(self, token=tokens["access_token"])

    def offer(self, cause: str) -> Body:
        """The offer for a check-in or a practice, as soon as it is there."""
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            offer = self._ask("GET", f"/v1/recommendations/{cause}?wait=2", None, (200, 202))
            if not offer["pending"]:
                return offer
            expect(time.monotonic() < deadline, f"no offer came within {WAIT_SECONDS:.0f} s")

    def _ask(self, method: str, path: str, body: Body | None, allowed: tuple[int, ...]) -> Body:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            answer = self.http.request(method, path, json=body, headers=headers)
        except httpx.RequestError as trouble:
            raise NotAsTold(f"{method} {path} got no answer ({type(trouble).__name__})") from trouble
        said = f"{method} {path} answered {answer.status_code}, not {allowed[0]}: {answer.text[:500]}"
        expect(answer.status_code in allowed, said)
        try:
            found: Body = answer.json()
        except ValueError as trouble:
            raise NotAsTold(f"{method} {path} answered something that is no JSON: {answer.text[:200]!r}") from trouble
        return found
