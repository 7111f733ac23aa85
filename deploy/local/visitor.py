"""Somebody who knows nothing but the public HTTP API, and notices when it does not do what it promises."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import httpx

WAIT_SECONDS = 20.0
PAUSE_SECONDS = 0.1
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
        return self.told("GET", path, None, status)

    def post(self, path: str, body: Body, status: int = 201) -> Body:
        return self.told("POST", path, body, status)

    def patch(self, path: str, body: Body) -> Body:
        return self.told("PATCH", path, body, 200)

    def delete(self, path: str) -> None:
        self.ask("DELETE", path, None, 204)

    def told(self, method: str, path: str, body: Body | None, *allowed: int) -> Body:
        """The JSON of an answer. Raises NotAsTold for any other status."""
        answer = self.ask(method, path, body, *allowed)
        try:
            found: Body = answer.json()
        except ValueError as trouble:
            raise NotAsTold(f"{method} {path} answered something that is no JSON: {answer.text[:200]!r}") from trouble
        return found

    def refused(self, method: str, path: str, body: Body | None, *allowed: int) -> str:
        """What somebody is told who may not do this, or not now: the words of the problem."""
        problem = self.told(method, path, body, *allowed)
        said = [problem.get("detail", ""), *(each["detail"] for each in problem.get("errors", ()))]
        return " ".join(dict.fromkeys(each for each in said if each)) or str(problem["title"])

    def download(self, path: str) -> bytes:
        """A PDF, as a browser would save it."""
        answer = self.ask("GET", path, None, 200)
        expect(answer.headers["content-type"] == "application/pdf", f"{path} is no PDF")
        expect("attachment" in answer.headers.get("content-disposition", ""), f"{path} would be opened, not saved")
        expect(answer.headers.get("cache-control") == "no-store", f"{path} may be kept on the way")
        return answer.content

    def read(self, path: str) -> str:
        """A page, as a browser would show it."""
        answer = self.ask("GET", path, None, 200)
        expect(answer.headers["content-type"].startswith("text/html"), f"{path} is no page")
        return answer.text

    def come_in(self, code: str, **said: Any) -> "Visitor":
        """Use a one-time code; gives the person it was made for."""
        tokens = self.post(f"/v1/invitations/{code}/accept", said, 200)
        return replace(self, token=tokens["access_token"])

    def offer(self, cause: str) -> Body:
        """The offer for a check-in or a practice, as soon as it is there."""
        path = f"/v1/recommendations/{cause}?wait=2"
        return until(
            lambda: self.told("GET", path, None, 200, 202), lambda offer: not offer["pending"], "no offer came"
        )

    def ask(self, method: str, path: str, body: Body | None, *allowed: int) -> httpx.Response:
        """Raises NotAsTold when nothing comes, or another status than those allowed."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            answer = self.http.request(method, path, json=body, headers=headers)
        except httpx.RequestError as trouble:
            raise NotAsTold(f"{method} {path} got no answer ({type(trouble).__name__})") from trouble
        wanted = " or ".join(str(each) for each in allowed)
        said = f"{method} {path} answered {answer.status_code}, not {wanted}: {answer.text[:500]}"
        expect(answer.status_code in allowed, said)
        return answer


def until(look: Callable[[], Body], there: Callable[[Body], bool], otherwise: str) -> Body:
    """Look again until it is there. Raises NotAsTold when it is not in time."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not there(found := look()):
        expect(time.monotonic() < deadline, f"{otherwise} within {WAIT_SECONDS:.0f} s")
        time.sleep(PAUSE_SECONDS)
    return found
